"""Where everybody stands: fetches stances and has them folded (``positions.py`` holds the rules).

Most cells are settled by their latest few stances. Those are fetched for all cells at once; the fold says how far back
it had to look, and only a cell for which that was not far enough, or where marks cannot be trusted, is fetched whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import DOUBTFUL, HEARSAY, Cell, Stance, Stand, fold, mark_copies
from pledgebook.ledger.retrieval import Horizon
from pledgebook.model.statement import Direction

LATEST = 8
"""Stances of a cell that are fetched at first: enough for nine cells in ten of random statements, the hardest case."""

_FIELDS = ", ".join(Stance._fields)
_SEEN = "known <= ? AND (gone IS NULL OR gone > ?)"
_ALL_OF_A_CELL = f"SELECT {_FIELDS} FROM stances WHERE cell = ? AND said <= ? AND {_SEEN}"
_LATEST_OF_A_CELL = f"{_ALL_OF_A_CELL} ORDER BY said DESC LIMIT {LATEST}"
_LATEST_OF_CELLS = f"""SELECT {_FIELDS} FROM cells CROSS JOIN LATERAL
    (SELECT * FROM stances WHERE cell = cells.number AND said <= ? AND {_SEEN} ORDER BY said DESC LIMIT {LATEST}) latest
    WHERE whole = 0 ORDER BY cell, said DESC"""
"""For PostgreSQL, where a question for each cell would be a journey to the server. SQLite has no LATERAL, and there a
thousand small questions take less than one large one."""


_DIRECTIONS = {direction.value: direction for direction in Direction}


def stands(database: Database, sight: Horizon) -> Iterator[tuple[Cell, Stand]]:
    """Each cell in which something stands at the horizon, ordered by promisor, act and direction."""
    rows = database.rows("SELECT number, promisor, act, direction, whole FROM cells")
    cells = sorted((Cell(row[1], row[2], _DIRECTIONS[row[3]]), row[0], row[4]) for row in rows)
    latest = _latest(database, [number for _, number, whole in cells if not whole], sight)
    for cell, number, whole in cells:
        if whole:
            stand = fold(mark_copies(all_stances(database, number, sight)))
        else:
            few = latest(number)
            stand = settled(few) or (fold(all_stances(database, number, sight)) if few else None)
        if stand is not None:
            yield cell, stand


def _latest(database: Database, cells: list[int], sight: Horizon) -> Callable[[int], list[Stance]]:
    """Gives the latest stances of a cell of ``cells``, the latest said first."""
    seen = (sight.said, sight.entry, sight.entry)
    if database.dialect == "sqlite":
        return lambda number: list(map(Stance._make, database.rows(_LATEST_OF_A_CELL, (number, *seen))))
    rows = map(Stance._make, database.rows(_LATEST_OF_CELLS, seen)) if cells else iter(())
    found = {number: list(of_cell) for number, of_cell in groupby(rows, key=attrgetter("cell"))}
    return lambda number: found.get(number, [])


def settled(rows: Sequence[Stance]) -> Stand | None:
    """The stand of a cell from its latest stances, the latest said first; ``None`` where these are not enough."""
    stand = fold(rows)
    if len(rows) < LATEST:
        return stand
    enough = stand and not stand.lead.marks & (HEARSAY | DOUBTFUL) and stand.reaches > rows[-1].said
    return stand if enough else None


def all_stances(database: Database, cell: int, sight: Horizon) -> list[Stance]:
    """Every stance of a cell in sight."""
    rows = database.rows(_ALL_OF_A_CELL, (cell, sight.said, sight.entry, sight.entry))
    return [Stance._make(row) for row in rows]
