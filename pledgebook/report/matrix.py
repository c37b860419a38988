"""Promisors by acts: the rows and cells of the matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pledgebook.model import Direction, Firmness, Position
from pledgebook.report.evidence import QuoteBook
from pledgebook.report.framework import ActorKind, Cell, Matrix, MatrixRow, Use
from pledgebook.report.phrasing import (
    act_words,
    actor_kind,
    actor_name,
    anchor,
    brief,
    condition_words,
    firmness_words,
    quantity_words,
)

ROW_LIMIT = 150
"""Promisors in one matrix; past that no reader follows, and the ledger lists them all."""

_KIND_ORDER = list(ActorKind)


def matrix(positions: Sequence[Position], quotes: QuoteBook, acts: Sequence[str]) -> tuple[Matrix, int]:
    """Rows by sort of promisor, the firmest first; columns in the order of ``acts``, then any others by name.

    Gives the matrix and the number of promisors that were cut.
    """
    used = {position.act for position in positions}
    columns = [act for act in acts if act in used] + sorted(used.difference(acts))
    by_promisor: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        by_promisor[position.promisor].append(position)
    ordered = sorted(by_promisor, key=lambda promisor: _row_order(promisor, by_promisor[promisor]))
    rows = tuple(_row(promisor, by_promisor[promisor], quotes, columns) for promisor in ordered[:ROW_LIMIT])
    return Matrix(acts=tuple(columns), rows=rows), max(0, len(ordered) - ROW_LIMIT)


def cell_anchor(position: Position) -> str:
    """The HTML id of a position's cell."""
    stop = ("stop",) if position.direction is Direction.STOP else ()
    return anchor("cell", position.promisor, position.act, *stop)


def _row_order(promisor: str, positions: list[Position]) -> tuple[int, int, int, str]:
    firmest = max(position.firmness.step for position in positions)
    return _KIND_ORDER.index(actor_kind(promisor)), -firmest, -len(positions), actor_name(promisor)


def _row(promisor: str, positions: list[Position], quotes: QuoteBook, columns: Sequence[str]) -> MatrixRow:
    ordered = sorted(positions, key=lambda position: position.direction is Direction.STOP)
    cells = tuple(tuple(_cell(p, quotes) for p in ordered if p.act == act) for act in columns)
    return MatrixRow(promisor=promisor, name=actor_name(promisor), kind=actor_kind(promisor), cells=cells)


def _cell(position: Position, quotes: QuoteBook) -> Cell:
    here = Use(
        anchor=cell_anchor(position),
        words=f"{actor_name(position.promisor)}, {act_words(position.act, position.direction)}",
    )
    return Cell(
        anchor=here.anchor,
        act=position.act,
        direction=position.direction,
        firmness=position.firmness,
        conditions=tuple(dict.fromkeys(map(condition_words, position.conditions))),
        hearsay=position.hearsay,
        caveat=brief(position.caveat, 160) if position.caveat else None,
        quantity=quantity_words(position.quantity),
        beneficiary=actor_name(position.beneficiary) if position.beneficiary else None,
        since=position.since,
        refs=quotes.refs(position.rests_on, here),
    )


RESERVED = (Firmness.RULED_OUT, Firmness.RELUCTANT, Firmness.UNDECIDED)
"""Steps that hold back; everything above them leans towards the act."""


def spoken_cell(cell: Cell) -> str:
    """A cell in one line, for readers that see no colours: "willing, if ceasefire, hearsay"."""
    parts = [firmness_words(cell.firmness), *cell.conditions, cell.quantity or "", "hearsay" if cell.hearsay else ""]
    return ", ".join(part for part in parts if part)
