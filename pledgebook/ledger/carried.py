"""Rulings and what they changed, in the form in which they travel with the statements to another ledger.

A statement goes out as coders leave it, for those who read the file. For the ledger that takes it in, what the reader
had made of the words goes along, and the rulings, which do there again what they did here.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pledgebook.ledger.database import Database
from pledgebook.ledger.exchange import Ruling, portable
from pledgebook.ledger.retrieval import Horizon, statement_of
from pledgebook.ledger.rulings import Kept, rulings
from pledgebook.model.entry import Ruled, Verb
from pledgebook.model.statement import Statement


class Overruled(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of which coders made something else: as it was ``read``, and what it is ``now`` (rejected: nothing)."""

    read: Statement
    now: Statement | None


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A ``ruling`` and how many of the documents in sight had come in when it was made."""

    after: int
    ruling: Ruling


def overruled(database: Database, sight: Horizon) -> Iterator[Overruled]:
    """The statements in sight that coders amended or rejected, in the order in which they were first ruled on."""
    for origin, last in _deciding(database, sight).items():
        form = _form(database, sight, origin)
        read = statement_of(database, origin)
        now = statement_of(database, form) if form else None
        if now != read and (now is not None or _is_rejected(database, sight, origin, last)):
            yield Overruled(read=read, now=now)


def carried(database: Database, sight: Horizon) -> Iterator[Carried]:
    """The rulings on what is in sight, in the order in which they were made.

    Left out are those on words that are read no more, and on documents that are not in sight.
    """
    deciding = _deciding(database, sight)
    for kept in rulings(database, sight.entry):
        if _is_in_sight(database, sight, kept, deciding):
            counted = "SELECT count(*) FROM documents WHERE seq < ? AND said <= ?"
            after: int = database.rows(counted, (kept.entry, sight.said))[0][0]
            yield Carried(after=after, ruling=portable(database, kept))


def _deciding(database: Database, sight: Horizon) -> dict[int, Ruled]:
    """For each statement that was ruled on, its entry and the ruling that decides about it at the horizon."""
    return {
        kept.statement: kept.ruling
        for kept in rulings(database, sight.entry)
        if kept.statement and kept.ruling.verb is not Verb.NOTE
    }


def _is_in_sight(database: Database, sight: Horizon, kept: Kept, deciding: dict[int, Ruled]) -> bool:
    if kept.statement:
        form = _form(database, sight, kept.statement)
        last = deciding.get(kept.statement)
        return bool(form) or (last is not None and _is_rejected(database, sight, kept.statement, last))
    documents = [number for number in (kept.ruling.document, kept.ruling.of) if number]
    said = (database.rows("SELECT said FROM documents WHERE seq = ?", (number,))[0][0] for number in documents)
    return all(each <= sight.said for each in said)


def _form(database: Database, sight: Horizon, origin: int) -> int | None:
    """The entry that gave the statement ``origin`` the form in which it counts at the horizon."""
    rows = database.rows(
        "SELECT seq FROM statements WHERE origin = ? AND seq <= ? AND (gone IS NULL OR gone > ?) AND said <= ?",
        (origin, sight.entry, sight.entry, sight.said),
    )
    return rows[0][0] if rows else None


def _is_rejected(database: Database, sight: Horizon, origin: int, last: Ruled) -> bool:
    """True when the statement counts no more because it was rejected, and not because it is read no more."""
    rows = database.rows(
        "SELECT 1 FROM statements WHERE seq = ? AND seq <= ? AND (dropped IS NULL OR dropped > ?) AND said <= ?",
        (origin, sight.entry, sight.entry, sight.said),
    )
    return last.verb is Verb.REJECT and bool(rows)
