"""The ledger: the only writer, and every question that can be asked of what was written.

Invariant: entries are appended and never changed or removed, by this code or by any other (the database refuses it).
Everything else in the database can be made anew from the entries.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pledgebook.errors import InputError
from pledgebook.ledger import checks, exchange, moments, retrieval, standing
from pledgebook.ledger.arrivals import Appended, Arrivals, ReadingLike
from pledgebook.ledger.backup import backup
from pledgebook.ledger.carried import Carried, Overruled, carried, overruled
from pledgebook.ledger.changes import Change, changes
from pledgebook.ledger.checks import Checkpoint, Verified
from pledgebook.ledger.database import Database, connect
from pledgebook.ledger.exchange import Imported, Ruling
from pledgebook.ledger.filters import Filters, filters_of, needed
from pledgebook.ledger.history import Move, history
from pledgebook.ledger.moments import Moment
from pledgebook.ledger.positions import Cell, position
from pledgebook.ledger.retrieval import Horizon
from pledgebook.ledger.revisions import Revision, Story, revisions, stories
from pledgebook.ledger.rulings import Bench, Kept, check_outlet, check_promisors, outlets, rulings
from pledgebook.ledger.schema import bring_up_to_date
from pledgebook.ledger.search import Hit, search_documents, search_quotes
from pledgebook.ledger.writer import Writer
from pledgebook.model import ConditionKind, Document, Doubt, Firmness, Kind, Position, Statement
from pledgebook.model.entry import Ruled, SourceFact, Verb

BATCH = 500
"""Documents of one transaction: a sync to disk for each document would be the dearest part of writing, and in a large
ledger most rows of a small batch would change a page of an index each, which is written whole."""

REMEMBERED = 4
"""Answers to ``positions`` that an open ledger remembers: a report asks for the same ones again and again."""

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
        # Cells are numbered once and for ever, whoever writes: looking them up again in each batch would be waste.
        self._cells: dict[Cell, int] = {}
        self._positions: dict[Horizon, tuple[Position, ...]] = {}

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
        try:
            with self._database.writing():
                writer = Writer(self._database, known, self._cells)
                arrivals = Arrivals(writer)
                for item in batch:
                    total += arrivals.doubt(item) if isinstance(item, Doubt) else arrivals.add(item)
                writer.flush()
        except BaseException:
            self._cells = {}
            raise
        return total

    # -- ruling ----------------------------------------------------------------------------------------------------

    def rule(
        self,
        verb: Verb | str,
        target: str,
        *,
        by: str,
        why: str = "",
        changes: Mapping[str, Any] | None = None,
        into: str | None = None,
        known_at: Moment | None = None,
    ) -> Ruled:
        """Enter a coder's ruling; it stands above everything that was known when it was made.

        ``accept``, ``amend`` (with ``changes``: field to value, in the JSON form of a statement) and ``reject`` name a
        statement by its id; ``merge`` a promisor or a document with what it goes ``into``; ``note`` any of the three.
        Raises ``InputError``, and enters nothing, where target, field or value is wrong.
        """
        verb = needed(Verb, verb)
        if verb is Verb.AMEND and not changes:
            raise InputError("nothing to amend: name at least one field and its new value")
        if verb is not Verb.AMEND and changes:
            raise InputError(f"{verb} changes no field: use amend")
        if (verb is Verb.MERGE) != (into is not None):
            raise InputError("merge, and nothing else, needs what to merge into")
        with self._database.writing():
            writer = Writer(self._database, None if known_at is None else moments.latest(known_at))
            ruling = self._rule(Bench(writer), verb, target, by=by, why=why, changes=dict(changes or {}), into=into)
            writer.flush()
        return ruling

    def _rule(
        self, bench: Bench, verb: Verb, target: str, *, by: str, why: str, changes: dict[str, Any], into: str | None
    ) -> Ruled:
        if verb is Verb.MERGE:
            assert into is not None
            if retrieval.is_document(self._database, target):
                return bench.on_documents(target, into, by=by, why=why)
            check_promisors(self._database, target, into)
            return bench.on_promisors(target, into, by=by, why=why)
        if verb is Verb.NOTE and not retrieval.is_statement(self._database, target):
            return bench.note(target, by=by, why=why)
        return bench.on_statement(verb, target, by=by, why=why, changes=changes)

    def rulings(self, *, known_at: Moment | None = None) -> list[Kept]:
        """All rulings in their order; ``fits`` is false for those whose words are read no more."""
        return list(rulings(self._database, self._sight(None, known_at).entry))

    def describe(self, outlet: str, fact: str, value: str, *, by: str, why: str = "") -> SourceFact:
        """Enter a fact about an outlet (``owner``, ``kind``, ``reliability`` ...); the latest one holds.

        Raises ``InputError`` naming near ones where no document is of that outlet.
        """
        check_outlet(self._database, outlet)
        entry = SourceFact(outlet=outlet, fact=fact, value=value, by=by, why=why)
        with self._database.writing():
            writer = Writer(self._database, None)
            writer.enter(entry)
            writer.flush()
        return entry

    def sources(self, *, known_at: Moment | None = None) -> list[SourceFact]:
        """What is known of outlets: the latest of each fact, by outlet and fact."""
        return retrieval.sources(self._database, self._sight(None, known_at))

    def export_rulings(self) -> str:
        """All rulings as a text (TOML) that people can review and share."""
        return exchange.exported(self._database, iter(self.rulings()))

    def import_rulings(self, path: str | Path) -> Imported:
        """Enter the rulings of a file; those that are there, and those whose words are not, are told in the result."""
        return self.take_rulings(exchange.load(Path(path)))

    def take_rulings(self, rulings: list[Ruling], repeats: Counter[bytes] | None = None) -> Imported:
        """Enter rulings that were made in another ledger, as ``import_rulings`` does.

        ``repeats``: how often each came before, where they come in parts; counted on here.
        """
        with self._database.writing():
            writer = Writer(self._database, None)
            done = exchange.take_in(Bench(writer), rulings, repeats)
            writer.flush()
        return done

    def carried(self, *, as_of: Moment | None = None, known_at: Moment | None = None) -> Iterator[Carried]:
        """The rulings on what is in sight, each as another ledger can take it (``take_rulings``), in their order."""
        return carried(self._database, self._sight(as_of, known_at))

    def overruled(self, *, as_of: Moment | None = None, known_at: Moment | None = None) -> Iterator[Overruled]:
        """Statements that coders amended or rejected: as they were read, and as they count now."""
        return overruled(self._database, self._sight(as_of, known_at))

    # -- asking ----------------------------------------------------------------------------------------------------

    def outlets(self) -> set[str]:
        """The outlets that documents of the ledger are of."""
        return set(outlets(self._database))

    def documents(
        self, *, outlet: str | None = None, as_of: Moment | None = None, known_at: Moment | None = None
    ) -> Iterator[Document]:
        """Documents with their texts, in the order in which they came in."""
        return retrieval.documents(self._database, self._sight(as_of, known_at), outlet)

    def has_document(self, key: str) -> bool:
        """True when a document has this name or SHA-256."""
        return retrieval.is_document(self._database, key)

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
        filters = filters_of(
            promisor=promisor,
            act=act,
            firmness=firmness,
            at_least=at_least,
            condition=condition,
            kind=kind,
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
        if sight not in self._positions:
            # What stands at a horizon never changes: the same question need not be worked out twice.
            while len(self._positions) >= REMEMBERED:
                del self._positions[next(iter(self._positions))]
            found = standing.stands(self._database, sight)
            self._positions[sight] = tuple(position(cell, stand) for cell, stand in found)
        return list(self._positions[sight])

    def changes(self, start: Moment, end: Moment | None = None) -> list[Change]:
        """What moved from one time to another (now, without ``end``), each change with its one cause.

        A time is both: what had been said, and what the ledger knew, by then. Where the ledger was begun later, what it
        knew at the end (or knows now) takes the place of what it knew then: filling a new ledger with an archive is not
        news of anybody.
        """
        last = self._sight(end, end)
        if not last.entry:
            last = self._sight(end, None)
        first = self._sight(start, start)
        if not first.entry:
            first = Horizon(first.said, last.entry)
        return list(changes(self._database, first, last))

    def history(
        self, promisor: str, act: str | None = None, *, as_of: Moment | None = None, known_at: Moment | None = None
    ) -> list[Move]:
        """How ``promisor`` came to stand where it stands, on one act or on all: its positions in the order of time."""
        return list(history(self._database, promisor, act, self._sight(as_of, known_at)))

    def search(
        self,
        query: str,
        *,
        in_documents: bool = False,
        filters: Filters | None = None,
        as_of: Moment | None = None,
        known_at: Moment | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Quotes (or documents) with all words of ``query``, latest entered first; see ``search.py`` for its form."""
        sight, filters = self._sight(as_of, known_at), filters or Filters()
        if in_documents:
            return search_documents(self._database, query, sight, filters.outlet, limit)
        return search_quotes(self._database, query, sight, filters, limit)

    def revisions(self) -> Iterator[Revision]:
        """Pages of which a later state came in, with the sentences that went and came."""
        return revisions(self._database, self._sight(None, None))

    def stories(self) -> list[Story]:
        """Groups of documents that count as one source: copies of a dispatch, states of a page."""
        return stories(self._database, self._sight(None, None))

    # -- keeping ---------------------------------------------------------------------------------------------------

    def verify(self, checkpoint: Checkpoint | None = None, key: bytes | None = None) -> Verified:
        """Check chain, documents and evidence, and that the history is the one a ``checkpoint`` was taken of.

        Without the ``key`` of a sealed checkpoint, ``Verified.seal`` says that the seal was not checked. Raises
        ``InputError`` where the seal is not of the key.
        """
        return checks.verify(self._database, checkpoint, key)

    def checkpoint(self, key: bytes | None = None) -> Checkpoint:
        """The end of the chain, to be kept elsewhere; sealed where a ``key`` is given."""
        return checks.checkpoint_of(self._database, key)

    def backup(self, path: str | Path) -> int:
        """Write a backup, a ledger itself, to a new file; gives its size. Others may read and write meanwhile."""
        return backup(self._database, Path(path))

    def _sight(self, as_of: Moment | None, known_at: Moment | None) -> Horizon:
        return retrieval.horizon(self._database, as_of, known_at)
