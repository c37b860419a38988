"""A document was read anew: statements that are no longer found go, and coders' rulings on them pass on.

A ruling passes to the statement that the new reading finds in the same words, where that claims the same (``accept``,
``reject``) or speaks of the same promisors or act (``amend``, ``note``). Where there is none, the ruling no longer fits
and is listed so; what was accepted or amended stands all the same, since people rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pledgebook.ledger.retrieval import statement_of
from pledgebook.ledger.writer import Writer
from pledgebook.model.entry import Ruled, RulingMoved, StatementDropped, Verb, decoded
from pledgebook.model.statement import Statement


def claim(statement: Statement) -> tuple[Any, ...]:
    """What must be the same for an acceptance or a rejection to pass on."""
    return statement.kind, statement.promisors, statement.act, statement.direction, statement.firmness


def fits(verb: Verb, ruled: Statement, found: Statement) -> bool:
    """True when a ruling on ``ruled`` holds for ``found``, read in the same words."""
    if found.kind is not ruled.kind or not found.evidence.overlaps(ruled.evidence):
        return False
    if verb in (Verb.ACCEPT, Verb.REJECT):
        return claim(found) == claim(ruled)
    return found.promisors == ruled.promisors or found.act == ruled.act


def best_fit(verb: Verb, ruled: Statement, found: dict[int, Statement]) -> int | None:
    """The entry of the statement among ``found`` that takes over a ruling on ``ruled``: the most alike."""

    def likeness(origin: int) -> tuple[int, int, int]:
        other = found[origin]
        alike = sum(a == b for a, b in zip(claim(other), claim(ruled), strict=True))
        return alike, -abs(other.evidence.start - ruled.evidence.start), -origin

    fitting = [origin for origin, other in found.items() if fits(verb, ruled, other)]
    return max(fitting, key=likeness, default=None)


class Succession:
    """Settles what becomes of the statements of a text after the new ``reading``."""

    def __init__(self, writer: Writer, reading: int) -> None:
        self.writer = writer
        self.reading = reading

    def settle(self, *, lost: Sequence[int], kept: Sequence[int], entered: dict[int, Statement]) -> None:
        """``lost`` and ``kept`` are entries that the reading finds no more, or again; ``entered`` is what it adds."""
        self._unfit_no_more(kept)
        for origin in lost:
            if not self._pass_on(origin, entered):
                self.writer.enter(StatementDropped(statement=origin, reading=self.reading))

    def _pass_on(self, origin: int, entered: dict[int, Statement]) -> bool:
        """Pass on the rulings of a lost statement; true when it stays: a coder vouches for it, and none succeeds."""
        rulings = self._rulings(origin)
        if not rulings:
            return False
        self.writer.flush()
        ruled = statement_of(self.writer.database, origin)
        stays = False
        for number, (ruling, unfit) in rulings.items():
            heir = best_fit(ruling.verb, ruled, entered)
            if heir is not None:
                self.writer.enter(RulingMoved(ruling=number, reading=self.reading, statement=heir))
            else:
                stays = stays or ruling.verb in (Verb.ACCEPT, Verb.AMEND)
                if unfit is None:
                    self.writer.enter(RulingMoved(ruling=number, reading=self.reading))
        return stays

    def _rulings(self, origin: int) -> dict[int, tuple[Ruled, int | None]]:
        """The rulings on a statement that hold: the deciding one, and all notes."""
        rows = self.writer.database.rows(
            "SELECT r.seq, r.unfit, e.content FROM rulings r JOIN entries e ON e.seq = r.seq"
            " WHERE r.origin = ? ORDER BY r.seq",
            (origin,),
        )
        rulings = {seq: (decoded(content), unfit) for seq, unfit, content in rows}
        held = {seq: (r, unfit) for seq, (r, unfit) in rulings.items() if isinstance(r, Ruled)}
        decisions = [seq for seq, (ruling, _) in held.items() if ruling.verb is not Verb.NOTE]
        return {seq: value for seq, value in held.items() if seq in decisions[-1:] or seq not in decisions}

    def _unfit_no_more(self, kept: Sequence[int]) -> None:
        """A statement that a reading had lost and this one finds again has its rulings fit again."""
        for origin in kept:
            for (number,) in self.writer.database.rows(
                "SELECT seq FROM rulings WHERE origin = ? AND unfit IS NOT NULL", (origin,)
            ):
                self.writer.enter(RulingMoved(ruling=number, reading=self.reading, statement=origin))
