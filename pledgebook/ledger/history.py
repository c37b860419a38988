"""How one promisor came to where it stands: each time at which its position on an act changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from pledgebook.ledger import moments
from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import Cell, Stance, Stand, fold, mark_copies, position
from pledgebook.ledger.retrieval import Horizon
from pledgebook.ledger.standing import all_stances, settled
from pledgebook.model.position import Position
from pledgebook.model.statement import Direction

WINDOW = 12
"""Stances looked at first at each time; the fold says when these are too few."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """From ``at`` on (in UTC), the position is this one; ``statement`` is the one that leads it."""

    at: datetime
    position: Position
    statement: str


def history(database: Database, promisor: str, act: str | None, sight: Horizon) -> Iterator[Move]:
    """The moves of ``promisor`` on an act, or on all, each in the order of time; without limit of time by ``sight``."""
    more, parameters = ("", ()) if act is None else (" AND act = ?", (act,))
    cells = database.rows(
        f"SELECT number, act, direction, whole FROM cells WHERE promisor = ?{more} ORDER BY act, direction",
        (promisor, *parameters),
    )
    for number, on, direction, whole in cells:
        rows = sorted(all_stances(database, number, sight), key=lambda row: (row.said, row.statement, row.known))
        yield from _moves(Cell(promisor, on, Direction(direction)), rows, whole=bool(whole))


def _moves(cell: Cell, rows: Sequence[Stance], *, whole: bool) -> Iterator[Move]:
    before: tuple[int, int, bytes | None] | None = None
    for end in range(1, len(rows) + 1):
        if end < len(rows) and rows[end].said == rows[end - 1].said:
            continue
        stand = _stand(rows[:end], whole=whole)
        after = None if stand is None else (stand.lead.step, stand.lead.marks, stand.lead.terms)
        if stand is not None and after != before:
            at = moments.from_ticks(rows[end - 1].said)
            yield Move(at=at, position=position(cell, stand), statement=stand.lead.id)
        before = after


def _stand(rows: Sequence[Stance], *, whole: bool) -> Stand | None:
    if whole:
        return fold(mark_copies(rows))
    # The window must begin with all stances of its first time.
    start = max(len(rows) - WINDOW, 0)
    while start > 0 and rows[start - 1].said == rows[start].said:
        start -= 1
    return settled(rows[start:], all_of_them=start == 0) or fold(rows)
