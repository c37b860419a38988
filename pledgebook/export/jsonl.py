"""``jsonl``: one record a line, and the way back (``incoming`` and ``take_in``; ``pledgebook import``).

Each line is an object whose ``record`` says what it is: ``document`` (with its exact text), ``ruling`` (a coder's, between
the documents that came in before and after it), ``statement`` (the form of docs/reference/schema.md, as rulings leave
it; what was read before an amendment stands in its field ``read``), ``rejected`` (a statement that a coder rejected),
``doubt``, ``source`` (a fact about an outlet). Lines are ASCII: whatever a text holds is written as JSON escapes, and acts
on no terminal. How the ledger came to hold it (entries, times, hashes) stays in the ledger: ``pledgebook backup`` keeps
that.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from pledgebook.errors import InputError
from pledgebook.export.contents import Contents
from pledgebook.export.places import whole
from pledgebook.ledger import Appended, Ledger
from pledgebook.ledger.carried import Overruled
from pledgebook.ledger.exchange import Ruling
from pledgebook.model import Document, Doubt, Statement
from pledgebook.model.entry import SourceFact
from pledgebook.model.rows import statement_from_row, statement_row

READER = "import"
"""Reader of imported statements: who read them first is told in the ledger that they come from."""

Record = Document | Statement | Overruled | Doubt | Ruling | SourceFact

_TYPES: dict[str, type[Document] | type[Doubt] | type[Ruling] | type[SourceFact]] = {
    "document": Document,
    "doubt": Doubt,
    "ruling": Ruling,
    "source": SourceFact,
}
_STATEMENTS = ("statement", "rejected")


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its statements and doubts, as ``Ledger.append`` takes it."""

    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...] = ()
    reader: str = READER


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did: what it appended, rulings entered, and the rulings and facts that this ledger cannot hold."""

    added: Appended
    rulings: int = 0
    unfit: tuple[Ruling | SourceFact, ...] = ()


def write(contents: Contents, path: Path) -> int:
    """Write every record, documents first; gives their number. Raises ``InputError``."""
    count = 0
    with whole(path) as part, part.open("w", encoding="ascii", newline="\n") as file:
        for row in _rows(contents):
            file.write(json.dumps(row, ensure_ascii=True, separators=(",", ":")) + "\n")
            count += 1
    return count


def _rows(contents: Contents) -> Iterator[dict[str, Any]]:
    yield from _documents_and_rulings(contents)
    yield from _statements(contents)
    for name, records in (("doubt", contents.doubts()), ("source", contents.sources())):
        for record in records:
            yield {"record": name} | msgspec.to_builtins(record)


def _documents_and_rulings(contents: Contents) -> Iterator[dict[str, Any]]:
    """In the order of entry, on which it depends what a ruling stands above."""
    rulings = list(contents.rulings())
    for number, document in enumerate(contents.documents()):
        while rulings and rulings[0].after <= number:
            yield _ruling(rulings.pop(0).ruling)
        yield {"record": "document"} | msgspec.to_builtins(document)
    yield from (_ruling(each.ruling) for each in rulings)


def _ruling(ruling: Ruling) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(ruling)
    return {"record": "ruling"} | plain


def _statements(contents: Contents) -> Iterator[dict[str, Any]]:
    """Each as rulings leave it, amended ones with what was read; then those that were rejected."""
    amended: dict[str, list[Overruled]] = {}
    rejected: list[Statement] = []
    for each in contents.overruled():
        if each.now is None:
            rejected.append(each.read)
        else:
            amended.setdefault(each.now.id, []).append(each)
    for statement in contents.statements():
        row = {"record": "statement"} | statement_row(statement)
        # Of two statements with one id, only that may be amended which is the same in every field.
        same = amended.get(statement.id, [])
        found = next((place for place, each in enumerate(same) if each.now == statement), None)
        yield row if found is None else row | {"read": statement_row(same.pop(found).read)}
    yield from ({"record": "rejected"} | statement_row(statement) for statement in rejected)


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
    if name in _STATEMENTS:
        return _statement(name, row, place)
    if name not in _TYPES:
        raise InputError(
            f"{place}: no record of pledgebook's; each has a field 'record' ({', '.join([*_TYPES, *_STATEMENTS])})"
        )
    try:
        return msgspec.convert(row, _TYPES[name])
    except msgspec.ValidationError as error:
        raise InputError(f"{place}: {error}") from error


def _statement(name: str, row: dict[str, Any], place: str) -> Statement | Overruled:
    read = row.pop("read", None)
    try:
        statement = statement_from_row(row)
        if name == "rejected":
            return Overruled(read=statement, now=None)
        return statement if read is None else Overruled(read=statement_from_row(read), now=statement)
    except InputError as error:
        raise InputError(f"{place}: {error}") from error


class Incoming:
    """An export that was read through once and found whole; the texts, which are large, are read again when needed."""

    def __init__(self, path: Path) -> None:
        """Raises ``InputError`` naming the line that is no record, or the document that is missing."""
        self.path = path
        self.sources: list[SourceFact] = []
        self._statements: dict[tuple[str, str], list[Statement]] = {}
        self._doubts: dict[str, list[Doubt]] = {}
        documents: set[tuple[str, str]] = set()
        for record in records(path):
            match record:
                case Document():
                    documents.add((record.name, record.sha256))
                case Statement() | Overruled():
                    read = record.read if isinstance(record, Overruled) else record
                    self._statements.setdefault((read.doc, read.document), []).append(read)
                case Doubt():
                    self._doubts.setdefault(record.doc, []).append(record)
                case SourceFact():
                    self.sources.append(record)
        for name, sha256 in sorted(self._statements.keys() - documents):
            raise InputError(
                f"{path}: statements of {name!r} (SHA-256 {sha256[:12]}...), but no document with that text"
            )

    def steps(self) -> Iterator[Imported | Doubt | Ruling]:
        """What a ledger has to take, in this order, to hold the same; once."""
        texts: set[str] = set()
        for record in records(self.path):
            if isinstance(record, Ruling):
                yield record
            elif isinstance(record, Document):
                yield self._imported(record, first=record.sha256 not in texts)
                texts.add(record.sha256)
        for doubts in self._doubts.values():
            yield from doubts

    def _imported(self, document: Document, *, first: bool) -> Imported:
        # The ledger reads a text once; the doubts of its second name would go with a reading that is not entered.
        noted = tuple(self._doubts.pop(document.name, ())) if first else ()
        found = tuple(self._statements.pop((document.name, document.sha256), ()))
        return Imported(document=document, statements=found, doubts=noted)


def readings(path: Path) -> Iterator[Imported | Doubt]:
    """What ``Ledger.append`` takes to hold the same documents, doubts and statements, these as they were read."""
    return (step for step in Incoming(path).steps() if not isinstance(step, Ruling))


def take_in(ledger: Ledger, incoming: Incoming) -> Taken:
    """Take an export into a ledger; what is there already adds nothing."""
    added, entered = Appended(), 0
    unfit: list[Ruling | SourceFact] = []
    repeats: Counter[bytes] = Counter()
    for rulings, group in groupby(incoming.steps(), lambda step: isinstance(step, Ruling)):
        if rulings:
            done = ledger.take_rulings([step for step in group if isinstance(step, Ruling)], repeats)
            entered += done.entered
            unfit += done.unfit
        else:
            added += ledger.append(step for step in group if not isinstance(step, Ruling))
    unfit += _describe(ledger, incoming.sources)
    return Taken(added=added, rulings=entered, unfit=tuple(unfit))


def _describe(ledger: Ledger, facts: Iterable[SourceFact]) -> list[SourceFact]:
    """Put down the facts that are not known; gives those about outlets that the ledger has no document of."""
    known = {(fact.outlet, fact.fact, fact.value) for fact in ledger.sources()}
    unfit = []
    for fact in facts:
        if (fact.outlet, fact.fact, fact.value) in known:
            continue
        try:
            ledger.describe(fact.outlet, fact.fact, fact.value, by=fact.by or READER, why=fact.why)
        except InputError:
            unfit.append(fact)
    return unfit
