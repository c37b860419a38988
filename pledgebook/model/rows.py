"""The JSON form of a statement (docs/reference/schema.md): the codebook's fields by the codebook's names.

Nothing is lost: ``statement_from_row(statement_row(s)) == s`` for every statement. The form is flat where the record
nests (``start`` and ``end`` for the evidence, ``voice`` beside ``voices``), so that a row can be laid beside a coder's
row cell by cell.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

from pledgebook.errors import InputError
from pledgebook.model.document import Span
from pledgebook.model.statement import (
    SCHEMA_VERSION,
    Condition,
    Count,
    Direction,
    Directness,
    Firmness,
    Kind,
    Quantity,
    Statement,
    Voice,
    When,
)


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of ``statements --format jsonl``; ``start`` and ``end`` count characters of the text, half open.

    ``voice`` repeats the first of ``voices`` (the innermost speaker) and ``id`` follows from the other fields; both are
    there for readers of the file and are not read back.
    """

    doc: str
    start: int
    end: int
    kind: Kind
    promisors: tuple[str, ...] = ()
    act: str | None = None
    direction: Direction = Direction.GIVE
    domain: tuple[str, ...] = ()
    firmness: Firmness | None = None
    conditions: tuple[Condition, ...] = ()
    caveat: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    when: When | None = None
    beneficiary: str | None = None
    requester: str | None = None
    voice: Voice = Voice()
    voices: tuple[Voice, ...] = ()
    directness: Directness = Directness.NARRATION
    hearsay: bool = False
    count: Count | None = None
    quote: str
    id: str = ""
    document: str
    spans: dict[str, tuple[Span, ...]] = {}
    rules: tuple[str, ...] = ()
    confidence: float = 1.0
    schema: int = SCHEMA_VERSION


_DERIVED = frozenset({"start", "end", "voice", "id", "schema"})
_SAME = tuple(name for name in StatementRow.__struct_fields__ if name not in _DERIVED)
"""Fields that record and row share under one name."""


def statement_row(statement: Statement) -> dict[str, Any]:
    """The row of ``statement``, made of plain dicts, lists, strings and numbers only (ready for any JSON writer)."""
    row = StatementRow(
        start=statement.evidence.start,
        end=statement.evidence.end,
        voice=statement.voice,
        id=statement.id,
        **{name: getattr(statement, name) for name in _SAME},
    )
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def statement_from_row(row: dict[str, Any]) -> Statement:
    """The statement of ``row``. Raises ``InputError`` naming the field that is wrong, or the newer schema."""
    schema = row.get("schema", SCHEMA_VERSION)
    if isinstance(schema, int) and schema > SCHEMA_VERSION:
        raise InputError(
            f"statement of schema {schema}, this program knows up to {SCHEMA_VERSION}: update pledgebook to read it"
        )
    try:
        read = msgspec.convert(row, StatementRow)
    except msgspec.ValidationError as error:
        raise InputError(f"statement row of {row.get('doc', 'an unnamed document')}: {error}") from error
    return Statement(evidence=Span(read.start, read.end), **{name: getattr(read, name) for name in _SAME})


def statement_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one row, as docs/reference/schema.md prints it."""
    schema: dict[str, Any] = _dedented(msgspec.json.schema(StatementRow))
    return schema


def _dedented(schema: Any) -> Any:
    """The schema with its descriptions as prose: msgspec keeps the indentation of docstrings before version 0.23."""
    if isinstance(schema, dict):
        return {
            key: cleandoc(value) if key == "description" and isinstance(value, str) else _dedented(value)
            for key, value in schema.items()
        }
    return schema
