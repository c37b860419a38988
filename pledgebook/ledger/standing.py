"""Where everybody stands: fetches stances and has them folded (``positions.py`` holds the rules).

Most cells are settled by their latest few stances. These are fetched for all cells at once; the fold says how far back
it had to look, and only a cell for which that was not far enough, or where marks cannot be trusted, is fetched whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, cast

from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import DOUBTFUL, HEARSAY, Cell, Stance, Stand, fold, mark_copies
from pledgebook.ledger.retrieval import Horizon
from pledgebook.model.statement import Direction

LATEST, MORE = 6, 16
"""Stances of a cell that are fetched at first, and of one that these do not settle, before all are."""

_FIELDS = ", ".join(Stance._fields)
_SEEN = "known <= ? AND (gone IS NULL OR gone > ?)"
_ALL_OF_A_CELL = f"SELECT {_FIELDS} FROM stances WHERE cell = ? AND said <= ? AND {_SEEN}"
_MORE_OF_A_CELL = f"{_ALL_OF_A_CELL} ORDER BY said DESC LIMIT {MORE}"
_LATEST_OF_CELLS = {
    "sqlite": f"""SELECT {_FIELDS} FROM cells CROSS JOIN stances ON cell = number AND said <= ? AND {_SEEN} AND said >=
        coalesce((SELECT nth.said FROM stances nth WHERE nth.cell = number AND nth.said <= ? AND nth.known <= ?
        AND (nth.gone IS NULL OR nth.gone > ?) ORDER BY nth.said DESC LIMIT 1 OFFSET {LATEST - 1}), {-(2**63)})
        WHERE whole = 0""",
    "postgresql": f"""SELECT {_FIELDS} FROM cells CROSS JOIN LATERAL
        (SELECT * FROM stances WHERE cell = cells.number AND said <= ? AND {_SEEN} ORDER BY said DESC LIMIT {LATEST})
        latest WHERE whole = 0""",
}
"""All at once, since four thousand questions take longer than what they ask for. SQLite has no LATERAL; it looks for the
time of the sixth latest stance instead, and may find more of that time."""

_stance = cast("Callable[[tuple[Any, ...]], Stance]", partial(tuple.__new__, Stance))
"""``Stance._make`` less its check of the length, which takes longer than the rest of it."""


_DIRECTIONS = {direction.value: direction for direction in Direction}


def stands(database: Database, sight: Horizon) -> Iterator[tuple[Cell, Stand]]:
    """Each cell in which something stands at the horizon, ordered by promisor, act and direction."""
    # Sorted here, as databases differ in the order of letters.
    cells = sorted(database.rows("SELECT promisor, act, direction, number, whole FROM cells"))
    latest = _latest(database, sight)
    for promisor, act, direction, number, whole in cells:
        if whole:
            stand = fold(mark_copies(all_stances(database, number, sight)))
        else:
            few = latest.get(number)
            stand = (settled(few, LATEST) or _from_more(database, number, sight)) if few else None
        if stand is not None:
            yield Cell(promisor, act, _DIRECTIONS[direction]), stand


def _latest(database: Database, sight: Horizon) -> dict[int, list[Stance]]:
    """The latest stances of each cell that need not be folded whole, or a few more, in no order."""
    seen = (sight.said, sight.entry, sight.entry)
    found: dict[int, list[Stance]] = defaultdict(list)
    sql = _LATEST_OF_CELLS[database.dialect]
    for stance in database.records(_stance, sql, seen * (sql.count("?") // len(seen))):
        found[stance.cell].append(stance)
    return found


def _from_more(database: Database, cell: int, sight: Horizon) -> Stand | None:
    """The stand of a cell that its latest stances do not settle."""
    rows = database.records(_stance, _MORE_OF_A_CELL, (cell, sight.said, sight.entry, sight.entry))
    return settled(rows, MORE) or fold(all_stances(database, cell, sight))


def settled(rows: Sequence[Stance], wanted: int) -> Stand | None:
    """The stand of a cell from its latest stances, of which ``wanted`` were; ``None`` where they are not enough."""
    stand = fold(rows)
    if len(rows) < wanted:
        return stand
    enough = stand and not stand.lead.marks & (HEARSAY | DOUBTFUL) and stand.reaches > min(row.said for row in rows)
    return stand if enough else None


def all_stances(database: Database, cell: int, sight: Horizon) -> list[Stance]:
    """Every stance of a cell in sight."""
    return database.records(_stance, _ALL_OF_A_CELL, (cell, sight.said, sight.entry, sight.entry))
