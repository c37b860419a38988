"""Readings come in: a document that is new, or new in its circumstances, or read anew by another reader."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

import msgspec

from pledgebook.ledger import stories
from pledgebook.ledger.columns import column
from pledgebook.ledger.derived import Receipt, fingerprint
from pledgebook.ledger.retrieval import entry_of
from pledgebook.ledger.succession import Succession
from pledgebook.ledger.writer import Writer
from pledgebook.model import Document, Doubt, Statement
from pledgebook.model.entry import CLAIMED, DocumentRead, DocumentReceived, DoubtNoted, StatementRead

_claimed = attrgetter(*CLAIMED)


class ReadingLike(Protocol):
    """What a reader hands over: a document with all that it found there."""

    @property
    def document(self) -> Document:
        """The document that was read."""

    @property
    def statements(self) -> Sequence[Statement]:
        """What was found in it."""

    @property
    def doubts(self) -> Sequence[Doubt]:
        """What could not be settled in it."""

    @property
    def reader(self) -> str:
        """Name and version of the reader."""


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """What an ``append`` added; ``already`` counts the documents that the same reader had read before."""

    documents: int = 0
    statements: int = 0
    doubts: int = 0
    already: int = 0

    def __add__(self, other: Appended) -> Appended:
        return Appended(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


class Arrivals:
    """Enters readings and doubts through a ``Writer``, within its transaction."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.database = writer.database
        self.derived = writer.derived

    def add(self, reading: ReadingLike) -> Appended:
        """Enter a document with what was read in it; whatever of it is there already is not entered again."""
        receipt, received = self._receive(reading.document)
        first = received and receipt.seq == receipt.text
        if not first and self._was_read(receipt, reading.reader):
            return Appended(documents=int(received), already=int(not received))
        seq = self.writer.enter(DocumentRead(document=receipt.seq, reader=reading.reader))
        statements = self._statements(receipt, seq, reading.statements, first)
        for doubt in reading.doubts:
            self.writer.enter(DoubtNoted(doubt=doubt, reading=seq))
        return Appended(documents=int(received), statements=statements, doubts=len(reading.doubts))

    def _was_read(self, receipt: Receipt, reader: str) -> bool:
        known = "SELECT 1 FROM readings WHERE text = ? AND reader = ?"
        return bool(self.database.rows(known, (receipt.text, column(reader))))

    def doubt(self, doubt: Doubt) -> Appended:
        """Enter a doubt of the intake, about something that never became a document; once."""
        known = "SELECT 1 FROM doubts WHERE fingerprint = ? AND reading = 0"
        if self.database.rows(known, (fingerprint(doubt),)):
            return Appended()
        self.writer.enter(DoubtNoted(doubt=doubt))
        return Appended(doubts=1)

    def _receive(self, document: Document) -> tuple[Receipt, bool]:
        """The receipt of ``document``, and whether it is new: the same text with the same circumstances is not."""
        same_text = self.derived.receipts("sha256 = ?", (document.sha256,))
        entry = received(document)
        for receipt in same_text:
            if self._circumstances(receipt) == entry:
                return receipt, False
        first = same_text[0].seq if same_text else 0
        if first:
            entry = msgspec.structs.replace(entry, text=first, copy_of=first)
        else:
            revised = self._revised(document)
            copied = None if revised else self._copied(document.text)
            entry = msgspec.structs.replace(entry, revises=revised, copy_of=copied)
        seq = self.writer.enter(entry, text=None if first else document.text)
        new = self.derived.receipt(seq)
        assert new is not None
        return new, True

    def _circumstances(self, receipt: Receipt) -> DocumentReceived:
        """How the document of ``receipt`` came in, less what the ledger added."""
        self.writer.flush()
        entry = entry_of(self.database, receipt.seq)
        assert isinstance(entry, DocumentReceived)
        return msgspec.structs.replace(entry, text=0, copy_of=None, revises=None)

    def _revised(self, document: Document) -> int | None:
        """The latest earlier state of the same page: the same link, or the same outlet and title."""
        if document.link:
            where, key = "link = ?", [column(document.link)]
        elif document.outlet and document.title:
            where, key = "title = ? AND outlet = ?", [column(document.title), column(document.outlet)]
        else:
            return None
        seq: int | None = self.database.rows(f"SELECT max(seq) FROM documents WHERE {where}", key)[0][0]
        return seq

    def _copied(self, text: str) -> int | None:
        """The document of which ``text`` is a near-identical copy."""
        sharing = stories.sharing(self.database, text)
        if not sharing:
            return None
        self.writer.flush()
        return stories.nearest(self.database, text, sharing)

    def _statements(self, receipt: Receipt, reading: int, found: Sequence[Statement], first: bool) -> int:
        """Enter the statements that are new, and settle what becomes of those that are no longer found."""
        by_id = {statement.id: statement for statement in found}
        standing = {} if first else self._standing(receipt.sha256)
        entered = {
            self._enter(receipt, reading, identity, statement): statement
            for identity, statement in by_id.items()
            if identity not in standing
        }
        if standing:
            kept = [origin for identity, origin in standing.items() if identity in by_id]
            lost = [origin for identity, origin in standing.items() if identity not in by_id]
            Succession(self.writer, reading).settle(lost=lost, kept=kept, entered=entered)
        return len(entered)

    def _standing(self, sha256: str) -> dict[str, int]:
        """Id and entry of the statements of a text, as the readings before found them; found by its hash, as by key."""
        self.writer.flush()
        rows = self.database.rows(
            "SELECT s.id, s.seq FROM statements s JOIN documents d ON d.seq = s.document"
            " WHERE d.sha256 = ? AND s.seq = s.origin AND s.dropped IS NULL ORDER BY s.seq",
            (sha256,),
        )
        return dict(rows)

    def _enter(self, receipt: Receipt, reading: int, identity: str, statement: Statement) -> int:
        entry = StatementRead(
            document=receipt.seq, reading=reading, **dict(zip(CLAIMED, _claimed(statement), strict=True))
        )
        return self.writer.enter(entry, statement=(identity, statement))


def received(document: Document) -> DocumentReceived:
    """The circumstances in which a document came in, by which two receipts of one text are told apart."""
    return DocumentReceived(
        name=document.name,
        sha256=document.sha256,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        link=document.link,
        lang=document.lang,
    )
