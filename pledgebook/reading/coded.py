"""Coded rows: the flat form of a statement in which coders and readers are compared, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from pledgebook.errors import InputError
from pledgebook.model import ConditionKind, Direction, Directness, Firmness, Kind, Link, Statement


class CodedCondition(msgspec.Struct, frozen=True, kw_only=True):
    """A condition as coded; its words may be missing where a coder gave only their place."""

    kind: ConditionKind
    link: Link
    on: str | None = None
    text: str | None = None


class CodedVoice(msgspec.Struct, frozen=True, kw_only=True):
    """The innermost speaker as coded; several actors are joined by commas."""

    person: str | None = None
    actor: str | None = None


class CodedCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many took part, as coded."""

    n: int
    what: str = ""
    approximate: bool = False


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """One row. ``start`` and ``end`` are half-open character offsets of the evidence in the text of ``doc``.

    ``core`` marks what a reader must find; ``confidence`` is the reader's own, and 1 in a gold coding.
    """

    doc: str
    start: int
    end: int
    kind: Kind
    promisors: tuple[str, ...] = ()
    act: str | None = None
    direction: Direction | None = Direction.GIVE
    firmness: Firmness | None = None
    conditions: tuple[CodedCondition, ...] = ()
    requester: str | None = None
    beneficiary: str | None = None
    voice: CodedVoice | None = None
    directness: Directness | None = None
    hearsay: bool = False
    count: CodedCount | None = None
    core: bool = True
    confidence: float = 1.0


Row = TypeVar("Row", bound=Coded)


def load_coded(path: Path) -> list[Coded]:
    """All rows of a JSON-lines file; blank lines are passed over.

    Raises InputError naming file and line when the file cannot be read or a row is not one of these.
    """
    return load_rows(path, Coded)


def load_rows(path: Path, kind: type[Row]) -> list[Row]:
    """As ``load_coded``, for rows of a ``kind`` that holds more."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as coded statements, one JSON object a line ({error})") from error
    decoder = msgspec.json.Decoder(kind)
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(decoder.decode(line))
        except msgspec.DecodeError as error:
            raise InputError(f"{path}:{number}: not a coded statement: {error}") from error
    return rows


def coded(statement: Statement) -> Coded:
    """The row of a statement that a reader made."""
    count, voice = statement.count, statement.voice
    return Coded(
        doc=statement.doc,
        start=statement.evidence.start,
        end=statement.evidence.end,
        kind=statement.kind,
        promisors=statement.promisors,
        act=statement.act,
        direction=statement.direction,
        firmness=statement.firmness,
        conditions=tuple(CodedCondition(kind=c.kind, link=c.link, on=c.on, text=c.text) for c in statement.conditions),
        requester=statement.requester,
        beneficiary=statement.beneficiary,
        voice=CodedVoice(person=voice.person, actor=voice.actor),
        directness=statement.directness,
        hearsay=statement.hearsay,
        count=CodedCount(n=count.n, what=count.what, approximate=count.approximate) if count else None,
        confidence=statement.confidence,
    )


def dump_coded(rows: Iterable[Coded]) -> str:
    """The rows as JSON lines, ready for ``load_coded`` or for any other scorer of the same form."""
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
