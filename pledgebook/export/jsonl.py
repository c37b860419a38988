"""``jsonl``: one record a line, nothing lost, and the way back (``readings``; ``pledgebook import``).

Each line is an object whose ``record`` says what it is: ``document`` (with its exact text), ``statement`` (the form of
docs/reference/schema.md, as coders' rulings leave it), ``doubt``, ``source`` (a fact about an outlet). Lines are ASCII:
whatever a text holds is written as JSON escapes, and acts on no terminal. How the ledger came to hold it (entries,
hashes, rulings) stays in the ledger: ``pledgebook backup`` keeps that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pledgebook.errors import InputError
from pledgebook.export.contents import Contents
from pledgebook.export.places import whole
from pledgebook.model import Document, Doubt, Statement
from pledgebook.model.entry import SourceFact
from pledgebook.model.rows import statement_from_row, statement_row

READER = "import"
"""Reader of imported statements: who read them first is told in the ledger that they come from."""

Record = Document | Statement | Doubt | SourceFact
Made = TypeVar("Made", Document, Doubt, SourceFact)

_TYPES: dict[str, type[Document] | type[Doubt] | type[SourceFact]] = {
    "document": Document,
    "doubt": Doubt,
    "source": SourceFact,
}


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its statements and doubts, as ``Ledger.append`` takes it."""

    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...] = ()
    reader: str = READER


def write(contents: Contents, path: Path) -> int:
    """Write every record, documents first; gives their number. Raises ``InputError``."""
    count = 0
    with whole(path) as part, part.open("w", encoding="ascii", newline="\n") as file:
        for row in _rows(contents):
            file.write(json.dumps(row, ensure_ascii=True, separators=(",", ":")) + "\n")
            count += 1
    return count


def _rows(contents: Contents) -> Iterator[dict[str, Any]]:
    for name, records in (
        ("document", contents.documents()),
        ("statement", contents.statements()),
        ("doubt", contents.doubts()),
        ("source", contents.sources()),
    ):
        for record in records:
            plain = statement_row(record) if isinstance(record, Statement) else msgspec.to_builtins(record)
            yield {"record": name} | plain


def records(path: Path) -> Iterator[Record]:
    """The records of an export, in the order of its lines.

    Raises ``InputError`` naming the line that is none, or that a newer version has written.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); name a file that `pledgebook export jsonl` wrote"
        ) from error


def _record(line: str, place: str) -> Record:
    try:
        # Python's own reader: it takes the escapes of lone surrogates, which a broken page may hold.
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{place}: no JSON ({error})") from error
    name = row.pop("record", None) if isinstance(row, dict) else None
    if name == "statement":
        return statement_from_row(row)
    if name not in _TYPES:
        raise InputError(
            f"{place}: no record of pledgebook's; each has a field 'record' ({', '.join(_TYPES)}, statement)"
        )
    try:
        return msgspec.convert(row, _TYPES[name])
    except msgspec.ValidationError as error:
        raise InputError(f"{place}: {error}") from error


def readings(path: Path) -> Iterator[Imported | Doubt]:
    """What ``Ledger.append`` takes to hold the same documents, statements and doubts; the file is read twice.

    Statements are gathered first, since those of a document stand anywhere after it; texts are held one at a time.
    """
    statements: dict[tuple[str, str], list[Statement]] = {}
    doubts: dict[str, list[Doubt]] = {}
    for record in records(path):
        if isinstance(record, Statement):
            statements.setdefault((record.doc, record.document), []).append(record)
        elif isinstance(record, Doubt):
            doubts.setdefault(record.doc, []).append(record)
    texts: set[str] = set()
    for record in records(path):
        if isinstance(record, Document):
            sha256 = record.sha256
            # The ledger reads a text once; the doubts of its second name would go with a reading that is not entered.
            noted = () if sha256 in texts else tuple(doubts.pop(record.name, ()))
            texts.add(sha256)
            found = statements.pop((record.name, sha256), [])
            yield Imported(document=record, statements=tuple(found), doubts=noted)
    _none_left(statements, path)
    yield from chain.from_iterable(doubts.values())


def _none_left(statements: Iterable[tuple[str, str]], path: Path) -> None:
    for name, sha256 in statements:
        raise InputError(f"{path}: statements of {name!r} (SHA-256 {sha256[:12]}...), but no document with that text")


def sources(path: Path) -> Iterator[SourceFact]:
    """The facts about outlets of an export."""
    return (record for record in records(path) if isinstance(record, SourceFact))
