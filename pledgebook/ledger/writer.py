"""The one way in which anything enters a ledger: an entry to the chain, and the rows that follow from it.

A ``Writer`` lives for one transaction, so that entries and rows are kept together or not at all.
"""

from __future__ import annotations

from pledgebook.ledger.chain import Chain
from pledgebook.ledger.database import Database
from pledgebook.ledger.derived import Derived
from pledgebook.ledger.derived_rulings import take_move, take_ruling
from pledgebook.ledger.positions import Cell
from pledgebook.model.entry import AnyEntry, Ruled, RulingMoved
from pledgebook.model.statement import Statement


class Writer:
    """Enters things at the end of the chain; ``flush`` writes what was gathered."""

    def __init__(self, database: Database, known: int | None, cells: dict[Cell, int] | None = None) -> None:
        self.database = database
        self.chain = Chain(database, known)
        self.derived = Derived(database, cells)

    def enter(self, entry: AnyEntry, *, text: str | None = None, statement: tuple[str, Statement] | None = None) -> int:
        """Append ``entry`` and derive its rows; gives its number.

        ``text`` is that of a document that is new. A ``statement``, with its id, is what the entry holds already: where
        the caller has it, it need not be made again.
        """
        seq = self.chain.add(entry)
        if text is not None:
            self.derived.gather("texts", (seq, text.encode("utf-8", "surrogatepass")))
        if isinstance(entry, Ruled | RulingMoved):
            self.flush()
        derive(self.derived, seq, self.chain.known, entry, text, statement)
        return seq

    def flush(self) -> None:
        """Write everything gathered so far, entries first."""
        self.derived.insert("entries", self.chain.taken())
        self.derived.flush()


def derive(
    derived: Derived,
    seq: int,
    known: int,
    entry: AnyEntry,
    text: str | None,
    statement: tuple[str, Statement] | None = None,
) -> None:
    """Derive the rows of any entry."""
    match entry:
        case Ruled():
            take_ruling(derived, seq, entry)
        case RulingMoved():
            take_move(derived, seq, entry)
        case _:
            derived.take(seq, known, entry, text, statement)
