"""The ledger as one would write it without thought for speed: lists of everything, gone through for every question.

What it shares with the real one are the records and the fold of positions, which has tests of its own; which statements
are in sight, in which form, as copies of what, and under which ruling, it works out by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from pledgebook.ledger.moments import ALWAYS, ticks
from pledgebook.ledger.positions import REJECTED, Cell, Stance, fold, mark_copies, position, stances
from pledgebook.model import Position, Statement
from tests.ledger.making import Reading


@dataclass
class Read:
    """A statement in the ledger: since when, until when, and what was ruled on it (time, verb, changes)."""

    number: int
    document: int
    story: int
    statement: Statement
    said: int
    since: datetime
    until: datetime | None = None
    rulings: list[tuple[datetime, int, str, dict[str, str]]] = field(default_factory=list)

    def at(self, known: datetime) -> tuple[datetime, int, str, dict[str, str]] | None:
        """The ruling that holds at a time."""
        holding = [ruling for ruling in self.rulings if ruling[0] <= known]
        return holding[-1] if holding else None


class Naive:
    """Appends, rulings and questions over plain lists."""

    def __init__(self) -> None:
        self.reads: list[Read] = []
        self.documents: dict[str, int] = {}
        self.stories: dict[str | None, int] = {}
        self.readers: dict[str, list[str]] = {}
        self.count = 0

    def append(self, reading: Reading, now: datetime) -> None:
        document = reading.document
        if reading.reader in self.readers.get(document.sha256, []):
            return
        if document.sha256 not in self.documents:
            self.documents[document.sha256] = len(self.documents) + 1
            self.stories.setdefault(document.link, self.documents[document.sha256])
        self.readers.setdefault(document.sha256, []).append(reading.reader)
        there = {r.statement.id: r for r in self.reads if r.document == self.documents[document.sha256] and not r.until}
        for statement in reading.statements:
            if statement.id not in there:
                self.count += 1
                assert document.published is not None
                number = self.documents[document.sha256]
                story = self.stories[document.link]
                self.reads.append(Read(self.count, number, story, statement, ticks(document.published), now))
        found = {statement.id for statement in reading.statements}
        for identity, read in there.items():
            if identity not in found and not self._vouched(read):
                read.until = now

    @staticmethod
    def _vouched(read: Read) -> bool:
        return bool(read.rulings) and read.rulings[-1][2] in ("accept", "amend")

    def rule(self, verb: str, read: Read, changes: dict[str, str], now: datetime) -> None:
        self.count += 1
        before = read.rulings[-1][3] if read.rulings else {}
        read.rulings.append((now, self.count, verb, before | changes))

    def statements(self, as_of: datetime, known: datetime) -> list[Statement]:
        """In no order."""
        found = []
        for read in self._in_sight(as_of, known):
            ruling = read.at(known)
            if ruling is None or ruling[2] != "reject":
                found.append(self._form(read, known))
        return found

    def positions(self, as_of: datetime, known: datetime) -> list[Position]:
        cells: dict[Cell, list[Stance]] = {}
        for read in self._in_sight(as_of, known):
            ruling = read.at(known)
            form = self._form(read, known)
            rejected = ruling is not None and ruling[2] == "reject"
            for cell, stance in stances(
                form,
                form.id,
                said=read.said,
                seq=read.number,
                known=read.number,
                document=read.document,
                story=read.story,
                ruled=ruling[1] if ruling and not rejected else 0,
                marks=REJECTED if rejected else 0,
            ):
                cells.setdefault(cell, []).append(stance)
        folded = ((cell, fold(mark_copies(rows))) for cell, rows in sorted(cells.items()))
        return [position(cell, stand) for cell, stand in folded if stand is not None]

    def _in_sight(self, as_of: datetime, known: datetime) -> list[Read]:
        said = ticks(as_of) if as_of != datetime.max else ALWAYS
        return [r for r in self.reads if r.said <= said and r.since <= known and (r.until is None or r.until > known)]

    @staticmethod
    def _form(read: Read, known: datetime) -> Statement:
        ruling = read.at(known)
        changed = msgspec.to_builtins(read.statement) | (ruling[3] if ruling else {})
        return msgspec.convert(changed, Statement)
