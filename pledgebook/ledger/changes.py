"""What moved between two times, and why: three causes that are never mixed.

- ``moved``: the promisor said something between the two times.
- ``learned``: nothing was said, but the ledger learned (or a newer reading found) something that had been said before.
- ``corrected``: a coder's ruling changed what counts.

A cell may change for more than one cause; then there is a change for each: from the position as it was to the one that
should have been seen at the first time by all that is known now (learned or corrected), and on to the one that is now
(moved).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import Cell, Stand, day_of, position
from pledgebook.ledger.retrieval import Horizon
from pledgebook.ledger.standing import stands
from pledgebook.model.position import Position
from pledgebook.model.statement import Direction


class Cause(StrEnum):
    """Why a position is another one."""

    MOVED = "moved"
    LEARNED = "learned"
    CORRECTED = "corrected"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """``promisor`` on ``act`` from ``before`` to ``after`` (``None``: no position), for one ``cause``.

    ``day`` is that of the statement which leads the new position, ``None`` where it has none.
    """

    promisor: str
    act: str
    direction: Direction
    cause: Cause
    before: Position | None
    after: Position | None
    day: date | None


def changes(database: Database, start: Horizon, end: Horizon) -> Iterator[Change]:
    """Changes of every cell between two horizons, ordered by promisor, act and direction."""
    was = dict(stands(database, start))
    hindsight = dict(stands(database, Horizon(start.said, end.entry)))
    now = dict(stands(database, end))
    corrected = _corrected(database, start.entry, end.entry)
    for cell in sorted(was.keys() | hindsight.keys() | now.keys()):
        at_first, in_hindsight, at_last = was.get(cell), hindsight.get(cell), now.get(cell)
        if _says(cell, at_first) != _says(cell, in_hindsight):
            cause = Cause.CORRECTED if cell in corrected else Cause.LEARNED
            yield _change(cell, cause, at_first, in_hindsight)
        if _says(cell, in_hindsight) != _says(cell, at_last):
            yield _change(cell, Cause.MOVED, in_hindsight, at_last)


def _corrected(database: Database, after: int, upto: int) -> set[Cell]:
    """The cells in which a ruling opened or closed a stance between two entries."""
    rows = database.rows(
        "SELECT DISTINCT c.promisor, c.act, c.direction FROM stances s JOIN cells c ON c.number = s.cell"
        " WHERE (s.known > ? AND s.known <= ? AND s.known <> s.statement)"
        " OR (s.gone > ? AND s.gone <= ? AND s.gone IN (SELECT seq FROM rulings))",
        (after, upto, after, upto),
    )
    return {Cell(promisor, act, Direction(direction)) for promisor, act, direction in rows}


def _says(cell: Cell, stand: Stand | None) -> object:
    """What a reader of the framework would see change: firmness, conditions, hearsay."""
    if stand is None:
        return None
    stood = position(cell, stand)
    terms = [(condition.kind, condition.link, condition.on) for condition in stood.conditions]
    return stood.firmness, terms, stood.hearsay


def _change(cell: Cell, cause: Cause, before: Stand | None, after: Stand | None) -> Change:
    return Change(
        promisor=cell.promisor,
        act=cell.act,
        direction=cell.direction,
        cause=cause,
        before=None if before is None else position(cell, before),
        after=None if after is None else position(cell, after),
        day=None if after is None else day_of(after.lead.said),
    )
