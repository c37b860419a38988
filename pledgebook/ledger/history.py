"""How one promisor came to where it stands: each time at which its position on an act became another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

import msgspec

from pledgebook.ledger import moments
from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import (
    COPY,
    DOUBTFUL,
    HEARSAY,
    REJECTED,
    Cell,
    Stance,
    Stand,
    conditions,
    fold,
    mark_copies,
    rank_of,
)
from pledgebook.ledger.retrieval import Horizon
from pledgebook.ledger.standing import all_stances
from pledgebook.model.statement import Condition, Direction, Firmness

_STEPS = tuple(Firmness)


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """From ``at`` on (in UTC), the position is this one; ``statement`` is the one that leads it."""

    at: datetime
    promisor: str
    act: str
    direction: Direction
    firmness: Firmness
    conditions: tuple[Condition, ...] = ()
    hearsay: bool = False
    doubtful: bool = False
    ruled: bool = False
    statement: str


def history(database: Database, promisor: str, act: str | None, sight: Horizon) -> Iterator[Move]:
    """The moves of ``promisor`` on an act, or on all: by act and direction, and then in the order of time."""
    more, parameters = ("", ()) if act is None else (" AND act = ?", (act,))
    cells = database.rows(
        f"SELECT number, act, direction, whole FROM cells WHERE promisor = ?{more} ORDER BY act, direction",
        (promisor, *parameters),
    )
    for number, on, direction, whole in cells:
        rows = sorted(all_stances(database, number, sight))
        yield from _moves(Cell(promisor, on, Direction(direction)), mark_copies(rows) if whole else rows)


def _moves(cell: Cell, rows: Sequence[Stance]) -> Iterator[Move]:
    """The moves of one cell, from its stances in the order of time."""
    ruled = any(row.ruled for row in rows)
    before: tuple[int, int, int, tuple[Condition, ...]] | None = None
    for stand in _leads_under_rulings(rows) if ruled else _leads(rows):
        lead, held = stand.lead, conditions(stand)
        after = (lead.step, lead.marks & (HEARSAY | DOUBTFUL), lead.ruled, held)
        if after != before:
            before = after
            yield Move(
                at=moments.from_ticks(stand.reaches),
                promisor=cell.promisor,
                act=cell.act,
                direction=cell.direction,
                firmness=_STEPS[lead.step],
                conditions=held,
                hearsay=bool(lead.marks & HEARSAY),
                doubtful=bool(lead.marks & DOUBTFUL) and not lead.ruled,
                ruled=bool(lead.ruled),
                statement=lead.id,
            )


def _leads(rows: Sequence[Stance]) -> Iterator[Stand]:
    """What stands after each time at which something better, or as good, was said; ``reaches`` is that time.

    Without rulings, what is said last in the best class leads: only what is said at one time has to be folded.
    """
    best = HEARSAY | DOUBTFUL
    counting = [row for row in rows if not row.marks & (COPY | REJECTED)]
    for said, group in groupby(counting, key=attrgetter("said")):
        lead, *others = at_once = list(group)
        rank = min(map(rank_of, at_once)) if others else rank_of(lead)
        if rank > best:
            continue
        best = rank
        stand = fold(at_once) if others else Stand(lead, at_once, [], said)
        assert stand is not None
        yield stand._replace(reaches=said) if others else stand


def _leads_under_rulings(rows: Sequence[Stance]) -> Iterator[Stand]:
    """The same where a ruling may decide about what was said at any time: all said by then is folded."""
    for end, row in enumerate(rows, start=1):
        if end == len(rows) or rows[end].said != row.said:
            stand = fold(rows[:end])
            if stand is not None:
                yield stand._replace(reaches=row.said)
