"""Where everybody stands: fetches stances and has them folded (``positions.py`` holds the rules).

Most cells are settled by their latest few stances. Those are fetched for all cells at once; the fold says how far back
it had to look, and only a cell for which that was not far enough, or where marks cannot be trusted, is fetched whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
_LATEST_OF_CELLS = {
    "sqlite": f"""SELECT {_FIELDS} FROM cells JOIN stances
        ON cell = cells.number AND said >= coalesce(
            (SELECT n.said FROM stances n WHERE n.cell = cells.number AND n.said <= ? AND n.known <= ?
               AND (n.gone IS NULL OR n.gone > ?) ORDER BY n.said DESC LIMIT 1 OFFSET {LATEST - 1}),
            -9223372036854775807)
        WHERE whole = 0 AND said <= ? AND {_SEEN} ORDER BY cell, said""",
    "postgresql": f"""SELECT {_FIELDS} FROM cells CROSS JOIN LATERAL
        (SELECT * FROM stances WHERE cell = cells.number AND said <= ? AND {_SEEN}
           ORDER BY said DESC FETCH FIRST {LATEST} ROWS WITH TIES) latest
        WHERE whole = 0 ORDER BY cell, said""",
}
"""SQLite has no LATERAL: there the time of the eighth latest stance is found first, in the same index."""


def stands(database: Database, sight: Horizon) -> Iterator[tuple[Cell, Stand]]:
    """Each cell in which something stands at the horizon, ordered by promisor, act and direction."""
    cells = {
        number: (Cell(promisor, act, Direction(direction)), whole)
        for number, promisor, act, direction, whole in database.rows(
            "SELECT number, promisor, act, direction, whole FROM cells"
        )
    }
    latest = dict(_latest(database, sight))
    for number, (cell, whole) in sorted(cells.items(), key=lambda item: item[1][0]):
        if whole:
            stand = fold(mark_copies(all_stances(database, number, sight)))
        elif number in latest:
            rows = latest[number]
            settled_soon = settled(rows, all_of_them=len(rows) < LATEST)
            stand = settled_soon or fold(all_stances(database, number, sight))
        else:
            continue
        if stand is not None:
            yield cell, stand


def _latest(database: Database, sight: Horizon) -> Iterable[tuple[int, list[Stance]]]:
    """The latest stances of every cell, with all of the time at which they are cut off."""
    seen = (sight.said, sight.entry, sight.entry)
    parameters = seen + seen if database.dialect == "sqlite" else seen
    rows = database.rows(_LATEST_OF_CELLS[database.dialect], parameters)
    for number, of_cell in groupby(map(Stance._make, rows), key=attrgetter("cell")):
        yield number, list(of_cell)


def settled(rows: Sequence[Stance], *, all_of_them: bool) -> Stand | None:
    """The stand of a cell from its latest stances alone, earliest first; ``None`` where these are not enough."""
    stand = fold(rows)
    if all_of_them:
        return stand
    enough = stand and not stand.lead.marks & (HEARSAY | DOUBTFUL) and stand.reaches > rows[0].said
    return stand if enough else None


def all_stances(database: Database, cell: int, sight: Horizon) -> list[Stance]:
    """Every stance of a cell in sight."""
    rows = database.rows(_ALL_OF_A_CELL, (cell, sight.said, sight.entry, sight.entry))
    return [Stance._make(row) for row in rows]
