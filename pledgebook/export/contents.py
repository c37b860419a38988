"""What goes out: a ledger, as of two times, asked a list at a time so that no long one is held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.ledger import Ledger
from pledgebook.ledger.carried import Carried, Overruled
from pledgebook.ledger.moments import Moment
from pledgebook.model import Document, Doubt, Position, Statement
from pledgebook.model.entry import SourceFact


@dataclass(frozen=True)
class Contents:
    """An open ``ledger``, by what was said by ``as_of`` and known by ``known_at`` (all of it without)."""

    ledger: Ledger
    as_of: Moment | None = None
    known_at: Moment | None = None

    def documents(self) -> Iterator[Document]:
        """Documents with their texts, in the order in which they came in."""
        return self.ledger.documents(as_of=self.as_of, known_at=self.known_at)

    def statements(self) -> Iterator[Statement]:
        """Statements as coders' rulings leave them."""
        return self.ledger.statements(as_of=self.as_of, known_at=self.known_at)

    def overruled(self) -> Iterator[Overruled]:
        """Statements that coders amended or rejected, with what was read before."""
        return self.ledger.overruled(as_of=self.as_of, known_at=self.known_at)

    def rulings(self) -> Iterator[Carried]:
        """Coders' rulings on what goes out."""
        return self.ledger.carried(as_of=self.as_of, known_at=self.known_at)

    def positions(self) -> list[Position]:
        """Where each promisor stands on each act."""
        return self.ledger.positions(self.as_of, self.known_at)

    def doubts(self) -> Iterator[Doubt]:
        """What could not be settled."""
        return self.ledger.doubts(known_at=self.known_at)

    def sources(self) -> list[SourceFact]:
        """What is known of outlets."""
        return self.ledger.sources(known_at=self.known_at)
