"""Finding documents and statements: filters become SQL, rows become records, a page at a time.

Everything is asked "as of entry K" (``Horizon.entry``): since entries are only added and derived rows say from which to
which entry they count, pages read one after the other agree with each other while a writer goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from pledgebook.errors import InputError, alternatives
from pledgebook.ledger import moments
from pledgebook.ledger.columns import column, exact
from pledgebook.ledger.database import Database
from pledgebook.ledger.filters import Filters, needed
from pledgebook.model import Direction, Directness, Document, Doubt, Firmness, Kind, Statement
from pledgebook.model.entry import (
    AnyEntry,
    DocumentReceived,
    DoubtNoted,
    Ruled,
    RulingMoved,
    SourceFact,
    StatementRead,
    decoded,
)

PAGE = 500


class Horizon(msgspec.Struct, frozen=True):
    """What is in sight: said by ``said`` (microseconds), and entered up to ``entry``."""

    said: int
    entry: int


def horizon(database: Database, as_of: moments.Moment | None, known_at: moments.Moment | None) -> Horizon:
    """The horizon of two times. The entry is found through the clock's order, which entries follow."""
    if known_at is None:
        entry = database.rows("SELECT coalesce(max(seq), 0) FROM entries")[0][0]
    else:
        entry = _last_entry_by(database, moments.latest(known_at))
    return Horizon(moments.latest(as_of), entry)


def _last_entry_by(database: Database, known: int) -> int:
    """Binary search over entry numbers: an index on the time would cost a tenth of the file."""
    low, high = 0, database.rows("SELECT coalesce(max(seq), 0) FROM entries")[0][0]
    while low < high:
        middle = (low + high + 1) // 2
        if database.rows("SELECT known FROM entries WHERE seq = ?", (middle,))[0][0] <= known:
            low = middle
        else:
            high = middle - 1
    return low


_STATEMENTS = (
    "SELECT s.seq, s.origin, e.content, d.name, d.sha256 FROM statements s"
    " JOIN documents d ON d.seq = s.document JOIN entries e ON e.seq = s.origin"
    " WHERE s.seq > ? AND s.seq <= ? AND (s.gone IS NULL OR s.gone > ?) AND s.said <= ?"
)


def statements(database: Database, sight: Horizon, filters: Filters, limit: int | None) -> Iterator[Statement]:
    """The statements in sight that pass the filters, in the order in which they were entered."""
    more, parameters = filters.sql(database, sight.entry)
    after, left = 0, moments.ALWAYS if limit is None else limit
    while left > 0:
        page = min(PAGE, left)
        rows = database.rows(
            f"{_STATEMENTS}{more} ORDER BY s.seq LIMIT ?",
            (after, sight.entry, sight.entry, sight.said, *parameters, page),
        )
        for row in rows:
            yield _statement(database, row)
        if len(rows) < page:
            return
        after, left = rows[-1][0], left - len(rows)


def _statement(database: Database, row: tuple[Any, ...]) -> Statement:
    seq, origin, content, name, sha256 = row
    entry = decoded(content)
    assert isinstance(entry, StatementRead)
    read = entry.statement(exact(name), sha256)
    if seq == origin:
        return read
    ruling = entry_of(database, seq)
    if isinstance(ruling, RulingMoved):
        ruling = entry_of(database, ruling.ruling)
    assert isinstance(ruling, Ruled)
    return amended(read, ruling)


def entry_of(database: Database, seq: int) -> AnyEntry:
    """The entry of a number."""
    return decoded(database.rows("SELECT content FROM entries WHERE seq = ?", (seq,))[0][0])


def statement_of(database: Database, seq: int) -> Statement:
    """A statement in the form that entry ``seq`` gave it; by its first entry, as it was read before any ruling."""
    rows = database.rows(
        "SELECT s.seq, s.origin, e.content, d.name, d.sha256 FROM statements s"
        " JOIN documents d ON d.seq = s.document JOIN entries e ON e.seq = s.origin WHERE s.seq = ?",
        (seq,),
    )
    return _statement(database, rows[0])


def amended(statement: Statement, ruling: Ruled) -> Statement:
    """``statement`` with the fields that ``ruling`` sets. Raises ``InputError`` where a field or value is wrong."""
    unknown = [name for name in ruling.changes if name not in AMENDABLE]
    if unknown:
        raise InputError(f"no field {unknown[0]!r} to amend; {alternatives(unknown[0], AMENDABLE)}")
    for name, choices in _CHOICES.items():
        if isinstance(word := ruling.changes.get(name), str):
            needed(choices, word)
    plain = msgspec.to_builtins(statement) | ruling.changes
    try:
        return msgspec.convert(plain, Statement)
    except msgspec.ValidationError as error:
        raise InputError(f"cannot amend {ruling.id}: {error}") from error


AMENDABLE = tuple(
    name
    for name in Statement.__struct_fields__
    if name not in ("doc", "document", "evidence", "quote", "spans", "rules", "confidence")
)
"""Fields that a coder may set: what is claimed, never the evidence."""

_CHOICES: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "direction": Direction,
    "firmness": Firmness,
    "directness": Directness,
}
"""Fields that hold one of a few words, so that a wrong one is answered with those that there are."""


def find_statement(database: Database, identity: str, upto: int) -> Statement:
    """The statement of an id or of the start of one. Raises ``InputError`` where there is none, or more than one."""
    return statement_of(database, statement_entry(database, identity, upto))


def statement_entry(database: Database, identity: str, upto: int) -> int:
    """The number under which the statement of an id counts now, or last did."""
    if not identity or any(char not in "0123456789abcdef" for char in identity):
        raise InputError(f"{identity!r} is no id of a statement: `pledgebook statements` lists them")
    rows = database.rows(
        "SELECT id, max(origin) FROM statements WHERE id >= ? AND id <= ? AND seq <= ? GROUP BY id",
        (identity, identity + "g", upto),
    )
    origins = {origin for found, origin in rows if found == identity} or {origin for _, origin in rows}
    if not origins:
        raise InputError(f"no statement {identity}: `pledgebook statements` lists them with their ids")
    if len(origins) > 1:
        raise InputError(f"{len(origins)} statements have ids that begin with {identity}: give more of it")
    latest: int = database.rows(
        "SELECT seq FROM statements WHERE origin = ? AND seq <= ? ORDER BY (gone IS NULL) DESC, seq DESC LIMIT 1",
        (origins.pop(), upto),
    )[0][0]
    return latest


_DOCUMENTS = (
    "SELECT d.seq, e.content, t.text FROM documents d JOIN entries e ON e.seq = d.seq JOIN texts t ON t.seq = d.text"
)


def documents(database: Database, sight: Horizon, outlet: str | None) -> Iterator[Document]:
    """The documents in sight, in the order in which they came in."""
    more, parameters = ("", ()) if outlet is None else (" AND d.outlet = ?", (column(outlet),))
    after = 0
    while True:
        rows = database.rows(
            f"{_DOCUMENTS} WHERE d.seq > ? AND d.seq <= ? AND d.said <= ?{more} ORDER BY d.seq LIMIT 100",
            (after, sight.entry, sight.said, *parameters),
        )
        for _, content, text in rows:
            yield _document(content, text)
        if len(rows) < 100:
            return
        after = rows[-1][0]


def _document(content: bytes, text: bytes) -> Document:
    entry = decoded(content)
    assert isinstance(entry, DocumentReceived)
    return entry.document(bytes(text).decode("utf-8", "surrogatepass"))


def find_document(database: Database, key: str) -> Document:
    """The document of a name, or of a SHA-256 or the start of one; the latest where several have the name."""
    return document_of(database, find_document_entry(database, key))


def document_of(database: Database, seq: int) -> Document:
    """The document that came in with entry ``seq``."""
    _, content, text = database.rows(f"{_DOCUMENTS} WHERE d.seq = ?", (seq,))[0]
    return _document(content, text)


def is_document(database: Database, key: str) -> bool:
    """True when a document has this name or SHA-256."""
    return bool(database.rows("SELECT 1 FROM documents WHERE name = ? OR sha256 = ? LIMIT 1", (column(key),) * 2))


def is_statement(database: Database, identity: str) -> bool:
    """True when a statement has this id, or one that begins so."""
    in_range = "SELECT 1 FROM statements WHERE id >= ? AND id <= ? LIMIT 1"
    return bool(identity) and bool(database.rows(in_range, (identity, identity + "g")))


def find_document_entry(database: Database, key: str) -> int:
    """The entry of the document that ``key`` names. Raises ``InputError`` with the names that are near."""
    known_as = column(key)
    rows = database.rows("SELECT max(seq) FROM documents WHERE name = ?", (known_as,))
    if rows[0][0] is None and len(key) >= 6:
        rows = database.rows(
            "SELECT min(seq) FROM documents WHERE sha256 >= ? AND sha256 <= ?", (known_as, f"{known_as}g")
        )
    if rows[0][0] is None:
        names = [exact(name) for (name,) in database.rows("SELECT name FROM documents ORDER BY seq DESC LIMIT 1000")]
        raise InputError(f"no document {key!r}; {alternatives(key, names)}")
    seq: int = rows[0][0]
    return seq


def doubts(database: Database, sight: Horizon) -> Iterator[Doubt]:
    """The doubts that are open at the horizon, in the order in which they were noted."""
    after = 0
    while True:
        rows = database.rows(
            "SELECT d.seq, e.content FROM doubts d JOIN entries e ON e.seq = d.seq"
            " WHERE d.seq > ? AND d.seq <= ? AND (d.gone IS NULL OR d.gone > ?) ORDER BY d.seq LIMIT ?",
            (after, sight.entry, sight.entry, PAGE),
        )
        for _, content in rows:
            entry = decoded(content)
            if isinstance(entry, DoubtNoted):
                yield entry.doubt
        if len(rows) < PAGE:
            return
        after = rows[-1][0]


def sources(database: Database, sight: Horizon) -> list[SourceFact]:
    """The latest of each fact about an outlet that is in sight, by outlet and fact."""
    rows = database.rows("SELECT seq FROM sources WHERE seq <= ? ORDER BY seq", (sight.entry,))
    latest = {}
    for (seq,) in rows:
        entry = entry_of(database, seq)
        if isinstance(entry, SourceFact):
            latest[entry.outlet, entry.fact] = entry
    return [latest[key] for key in sorted(latest)]
