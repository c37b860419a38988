"""The ledger: the only writer, and every question that can be asked of what was written.

Invariant: entries are appended and never changed or removed, by this code or by any other (the database refuses it).
Everything else in the database can be made anew from the entries.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from pledgebook.ledger import checks, moments, retrieval, standing
from pledgebook.ledger.checks import Checkpoint, Verified
from pledgebook.ledger.database import Database, connect
from pledgebook.ledger.moments import Moment
from pledgebook.ledger.positions import position
from pledgebook.ledger.retrieval import Filters
from pledgebook.ledger.schema import bring_up_to_date
from pledgebook.ledger.writer import Appended, ReadingLike, Writer
from pledgebook.model import ConditionKind, Document, Doubt, Firmness, Kind, Position, Statement

BATCH = 200
"""Documents of one transaction: a sync to disk for each document would be the dearest part of writing."""

HOLD_SECONDS = 1.0
"""Readings wait at most about this long to be written, so that little is lost when a slow run is cut off."""


def open_ledger(place: str | Path, *, create: bool = True, read_only: bool = False) -> Ledger:
    """The ledger at a path (SQLite) or ``postgresql://`` URL, made on first use unless ``create`` is false.

    Raises ``NotALedger``, ``NewerLedger``, ``LedgerBusy`` or ``LedgerError``, each with the remedy.
    """
    database = connect(place, create=create, read_only=read_only)
    try:
        bring_up_to_date(database, create=create, read_only=read_only)
    except BaseException:
        database.close()
        raise
    return Ledger(database)


class Ledger:
    """An open ledger; use it in a ``with`` block or ``close`` it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def place(self) -> str:
        """Path or URL (without password)."""
        return self._database.place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back; everything reported as written is on disk already."""
        self._database.close()

    # -- writing ---------------------------------------------------------------------------------------------------

    def append(self, readings: Iterable[ReadingLike | Doubt], *, known_at: Moment | None = None) -> Appended:
        """Enter readings (and doubts of the intake), each document whole or not at all; what is there adds nothing.

        Readings are taken as they come and written in batches. Where their source fails or is interrupted, those that
        it gave before are written first. Raises ``LedgerBusy`` or ``LedgerError``; batches written before stay.
        """
        known = None if known_at is None else moments.latest(known_at)
        total = Appended()
        waiting: list[ReadingLike | Doubt] = []
        written = time.monotonic()
        try:
            for reading in readings:
                waiting.append(reading)
                if len(waiting) >= BATCH or time.monotonic() - written > HOLD_SECONDS:
                    batch, waiting = waiting, []
                    total += self._enter(batch, known)
                    written = time.monotonic()
        finally:
            if waiting:
                total += self._enter(waiting, known)
        return total

    def _enter(self, batch: list[ReadingLike | Doubt], known: int | None) -> Appended:
        total = Appended()
        with self._database.writing():
            writer = Writer(self._database, known)
            for item in batch:
                total += writer.doubt(item) if isinstance(item, Doubt) else writer.add(item)
            writer.flush()
        return total

    # -- asking ----------------------------------------------------------------------------------------------------

    def documents(
        self, *, outlet: str | None = None, as_of: Moment | None = None, known_at: Moment | None = None
    ) -> Iterator[Document]:
        """Documents with their texts, in the order in which they came in."""
        return retrieval.documents(self._database, self._sight(as_of, known_at), outlet)

    def document(self, key: str) -> Document:
        """The document of a name, or of (the start of) a SHA-256. Raises ``InputError`` naming near ones."""
        return retrieval.find_document(self._database, key)

    def statements(
        self,
        *,
        promisor: str | None = None,
        act: str | None = None,
        firmness: Firmness | str | None = None,
        at_least: Firmness | str | None = None,
        condition: ConditionKind | str | None = None,
        kind: Kind | str | None = None,
        voice: str | None = None,
        outlet: str | None = None,
        doc: str | None = None,
        confidence: float | None = None,
        text: str | None = None,
        as_of: Moment | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
    ) -> Iterator[Statement]:
        """Statements as coders' rulings leave them (amended, without the rejected), in the order of entry.

        ``voice`` is found in the names and actors of the speakers, ``confidence`` is the least, ``text`` are words of
        the quote, ``doc`` a name or SHA-256. Raises ``InputError`` for a word that is no firmness, condition or kind.
        """
        filters = Filters(
            promisor=promisor,
            act=act,
            firmness=retrieval.one_of(Firmness, firmness),
            at_least=retrieval.one_of(Firmness, at_least),
            condition=retrieval.one_of(ConditionKind, condition),
            kind=retrieval.one_of(Kind, kind),
            voice=voice,
            outlet=outlet,
            doc=doc,
            confidence=confidence,
            text=text,
        )
        return retrieval.statements(self._database, self._sight(as_of, known_at), filters, limit)

    def statement(self, identity: str) -> Statement:
        """The statement of (the start of) an id. Raises ``InputError`` where there is none or more than one."""
        return retrieval.find_statement(self._database, identity, moments.ALWAYS)

    def doubts(self, *, known_at: Moment | None = None) -> Iterator[Doubt]:
        """What could not be settled, less what a newer reading settled."""
        return retrieval.doubts(self._database, self._sight(None, known_at))

    def positions(self, as_of: Moment | None = None, known_at: Moment | None = None) -> list[Position]:
        """Where each promisor stands on each act, by what was said by ``as_of`` and known by ``known_at``."""
        sight = self._sight(as_of, known_at)
        return [position(cell, stand) for cell, stand in standing.stands(self._database, sight)]

    # -- keeping ---------------------------------------------------------------------------------------------------

    def verify(self, checkpoint: Checkpoint | None = None) -> Verified:
        """Check chain, documents and evidence, and that the history is the one a ``checkpoint`` was taken of."""
        return checks.verify(self._database, checkpoint)

    def checkpoint(self, key: bytes | None = None) -> Checkpoint:
        """The end of the chain, to be kept elsewhere; sealed where a ``key`` is given."""
        return checks.checkpoint_of(self._database, key)

    def _sight(self, as_of: Moment | None, known_at: Moment | None) -> retrieval.Horizon:
        return retrieval.horizon(self._database, as_of, known_at)
