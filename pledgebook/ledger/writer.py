"""From readings to rows: the one way in which anything enters a ledger.

A ``Writer`` lives for one transaction. It appends entries to the chain and, beside them, the rows derived from them:
both are kept or neither. Derived rows are never the only place of anything.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from pledgebook.ledger import moments, words
from pledgebook.ledger.chain import Chain
from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import COPY, Cell, Stance, stances
from pledgebook.model import Document, Doubt, Statement
from pledgebook.model.entry import (
    CLAIMED,
    DocumentRead,
    DocumentReceived,
    DoubtNoted,
    StatementDropped,
    StatementRead,
    canonical,
    decoded,
)


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


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the derived tables know it."""

    seq: int
    sha256: str
    name: str
    said: int
    text: int
    story: int


def column(text: str | None) -> str | None:
    """``text`` as both databases can hold it in a column to look things up by; the entry keeps the exact form."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "�")


class Writer:
    """Enters things within one transaction; ``flush`` writes what was gathered."""

    def __init__(self, database: Database, known: int | None) -> None:
        self.database = database
        self.chain = Chain(database, known)
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._cells: dict[Cell, int] = {}

    # -- gathering rows --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write everything gathered so far, entries first."""
        self._insert("entries", self.chain.taken())
        for table, rows in self._rows.items():
            if table.startswith("words_"):
                self.database.write(words.INSERT[self.database.dialect].format(table=table), rows)
            else:
                self._insert(table, rows)
        self._rows.clear()

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.database.write(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _index(self, table: str, seq: int, text: str) -> None:
        self._rows[table].append((seq, words.indexed(self.database.dialect, text)))

    # -- documents -------------------------------------------------------------------------------------------------

    def add(self, reading: ReadingLike) -> Appended:
        """Enter a document with what was read in it; whatever of it is there already is not entered again."""
        receipt, received = self._receive(reading.document)
        known_reading = self.database.rows(
            "SELECT seq FROM readings WHERE text = ? AND reader = ?", (receipt.text, column(reading.reader))
        )
        if known_reading:
            return Appended(documents=int(received), already=int(not received))
        seq = self.chain.add(DocumentRead(document=receipt.seq, reader=reading.reader))
        self.database.write("INSERT INTO readings VALUES (?, ?, ?)", [(receipt.text, column(reading.reader), seq)])
        found = {statement.id: statement for statement in reading.statements}
        standing = {} if receipt.seq == receipt.text and received else self._standing(receipt.text)
        added = [s for identity, s in found.items() if identity not in standing]
        for statement in added:
            self._state(receipt, seq, statement)
        for identity, statement_seq in standing.items():
            if identity not in found:
                self._drop(statement_seq, seq)
        self._settle_doubts(receipt.text, seq)
        for doubt in reading.doubts:
            self._note(doubt, seq)
        return Appended(documents=int(received), statements=len(added), doubts=len(reading.doubts))

    def _receive(self, document: Document) -> tuple[Receipt, bool]:
        """The receipt of ``document``, and whether it is new: the same text with the same circumstances is not."""
        same_text = self._receipts("sha256 = ?", (document.sha256,))
        for receipt in same_text:
            if self._circumstances(receipt) == document_key(document):
                return receipt, False
        first = same_text[0] if same_text else None
        entry = DocumentReceived(
            name=document.name,
            sha256=document.sha256,
            title=document.title,
            outlet=document.outlet,
            published=document.published,
            link=document.link,
            lang=document.lang,
            text=first.seq if first else 0,
            copy_of=first.seq if first else None,
            revises=None if first else self._revised(document),
        )
        return self._enter_receipt(entry, document, first), True

    def _enter_receipt(self, entry: DocumentReceived, document: Document, first: Receipt | None) -> Receipt:
        seq = self.chain.add(entry)
        of = first or self._receipt(entry.copy_of or entry.revises)
        receipt = Receipt(
            seq=seq,
            sha256=entry.sha256,
            name=entry.name,
            said=moments.ticks(entry.published) if entry.published else self.chain.known,
            text=entry.text or seq,
            story=of.story if of else seq,
        )
        if not entry.text:
            self._rows["texts"].append((seq, document.text.encode("utf-8", "surrogatepass")))
            self._index("words_documents", seq, f"{document.title or ''} {document.text}")
        row = (
            seq, receipt.sha256, column(entry.name), column(entry.outlet), column(entry.link), column(entry.title),
            receipt.said, self.chain.known, receipt.text, receipt.story, entry.revises, None,
        )  # fmt: skip
        # Written at once: the next document of the batch may be the same one, a copy, or a later state of the page.
        self._insert("documents", [row])
        return receipt

    def _receipts(self, where: str, parameters: tuple[Any, ...]) -> list[Receipt]:
        rows = self.database.rows(
            f"SELECT seq, sha256, name, said, text, story FROM documents WHERE {where} ORDER BY seq", parameters
        )
        return [Receipt(seq=r[0], sha256=r[1], name=r[2], said=r[3], text=r[4], story=r[5]) for r in rows]

    def _receipt(self, seq: int | None) -> Receipt | None:
        return self._receipts("seq = ?", (seq,))[0] if seq else None

    def _circumstances(self, receipt: Receipt) -> DocumentReceived:
        """How the document of ``receipt`` came in, less what the ledger added."""
        self.flush()
        content = self.database.rows("SELECT content FROM entries WHERE seq = ?", (receipt.seq,))[0][0]
        entry = decoded(content)
        assert isinstance(entry, DocumentReceived)
        return msgspec.structs.replace(entry, text=0, copy_of=None, revises=None)

    def _revised(self, document: Document) -> int | None:
        """The latest earlier state of the same page: the same link, or the same outlet and title."""
        if document.link:
            found = self.database.rows("SELECT max(seq) FROM documents WHERE link = ?", (column(document.link),))
        elif document.outlet and document.title:
            found = self.database.rows(
                "SELECT max(seq) FROM documents WHERE title = ? AND outlet = ?",
                (column(document.title), column(document.outlet)),
            )
        else:
            return None
        seq: int | None = found[0][0]
        return seq

    # -- statements ------------------------------------------------------------------------------------------------

    def _standing(self, text: int) -> dict[str, int]:
        """Id and entry of the statements of a text that the reading before found."""
        self.flush()
        rows = self.database.rows(
            "SELECT s.id, s.seq FROM statements s JOIN documents d ON d.seq = s.document"
            " WHERE d.text = ? AND s.gone IS NULL ORDER BY s.seq",
            (text,),
        )
        return dict(rows)

    def _state(self, receipt: Receipt, reading: int, statement: Statement) -> int:
        """Enter one statement and what follows from it."""
        fields = {name: getattr(statement, name) for name in CLAIMED}
        seq = self.chain.add(StatementRead(document=receipt.seq, reading=reading, **fields))
        self._derive(receipt, seq, seq, statement)
        self._index("words_statements", seq, statement.quote)
        return seq

    def _derive(self, receipt: Receipt, seq: int, origin: int, statement: Statement) -> None:
        """The rows by which ``statement`` is found, from entry ``seq`` on."""
        speaker = " ".join(f"{voice.person or ''} {voice.actor or ''}" for voice in statement.voices)
        self._rows["statements"].append(
            (
                seq, origin, statement.id, receipt.seq, None, receipt.said, statement.kind.value, column(statement.act),
                statement.firmness.step if statement.firmness else None, column(words.folded(speaker)) or None,
                " ".join(condition.kind for condition in statement.conditions) or None, statement.confidence,
            )
        )  # fmt: skip
        for promisor in dict.fromkeys(statement.promisors):
            self._rows["promisors"].append((column(promisor), seq))
        said = stances(statement, said=receipt.said, seq=seq, document=receipt.seq, story=receipt.story)
        for cell, stance in said:
            self._take_stance(cell, stance)

    def _take_stance(self, cell: Cell, stance: Stance) -> None:
        number = self._cell(cell)
        if stance.story != stance.document:
            stance = self._marked_copy(number, stance)
        self._rows["stances"].append(stance_row(number, stance))

    def _marked_copy(self, cell: int, stance: Stance) -> Stance:
        """``stance`` with the mark of a copy where its story said the same before (rule 1 of the fold)."""
        self.flush()
        told = self.database.rows(
            "SELECT said, document, gone FROM stances WHERE cell = ? AND story = ? AND step = ?",
            (cell, stance.story, stance.step),
        )
        if any(document != stance.document for _, document, _ in told):
            later = all(said <= stance.said and gone is None for said, _, gone in told)
            if not later:
                self._fold_whole(cell)
            return stance._replace(marks=stance.marks | COPY)
        return stance

    def _fold_whole(self, cell: int) -> None:
        """Marks of copies do not tell the truth at all times in this cell: all of it is looked at when folding."""
        self.database.write("UPDATE cells SET whole = 1 WHERE number = ?", [(cell,)])

    def _cell(self, cell: Cell) -> int:
        number = self._cells.get(cell)
        if number is None:
            key = (column(cell.promisor), column(cell.act), cell.direction.value)
            found = self.database.rows("SELECT number FROM cells WHERE promisor = ? AND act = ? AND direction = ?", key)
            number = found[0][0] if found else self._new_cell(key)
            self._cells[cell] = number
        return number

    def _new_cell(self, key: tuple[str | None, ...]) -> int:
        number: int = self.database.rows("SELECT coalesce(max(number), 0) + 1 FROM cells")[0][0]
        self._insert("cells", [(number, *key, 0)])
        return number

    def _drop(self, statement: int, reading: int) -> None:
        seq = self.chain.add(StatementDropped(statement=statement, reading=reading))
        self._close(statement, seq)

    def _close(self, statement: int, seq: int) -> None:
        """The rows of ``statement`` count no longer from entry ``seq`` on."""
        self.flush()
        self.database.write("UPDATE statements SET gone = ? WHERE seq = ?", [(seq, statement)])
        self.database.write(
            "UPDATE cells SET whole = 1 WHERE number IN (SELECT s.cell FROM stances s"
            " JOIN stances c ON c.cell = s.cell AND c.story = s.story AND c.document <> s.document"
            " WHERE s.statement = ? AND s.gone IS NULL)",
            [(statement,)],
        )
        self.database.write("UPDATE stances SET gone = ? WHERE statement = ? AND gone IS NULL", [(seq, statement)])

    # -- doubts ----------------------------------------------------------------------------------------------------

    def doubt(self, doubt: Doubt) -> Appended:
        """Enter a doubt of the intake, about something that never became a document; once."""
        fingerprint = _fingerprint(doubt)
        if self.database.rows("SELECT seq FROM doubts WHERE fingerprint = ? AND reading = 0", (fingerprint,)):
            return Appended()
        self._note(doubt, 0)
        return Appended(doubts=1)

    def _note(self, doubt: Doubt, reading: int) -> None:
        seq = self.chain.add(DoubtNoted(doubt=doubt, reading=reading))
        self._insert("doubts", [(seq, reading, _fingerprint(doubt), None)])

    def _settle_doubts(self, text: int, reading: int) -> None:
        """Doubts of earlier readings of a text are settled, or raised again, by the new ``reading``."""
        self.database.write(
            "UPDATE doubts SET gone = ? WHERE gone IS NULL"
            " AND reading IN (SELECT seq FROM readings WHERE text = ? AND seq < ?)",
            [(reading, text, reading)],
        )


def _fingerprint(doubt: Doubt) -> str:
    return hashlib.sha256(canonical(DoubtNoted(doubt=doubt))).hexdigest()[:32]


def document_key(document: Document) -> DocumentReceived:
    """The circumstances by which two receipts of one text are told apart."""
    return DocumentReceived(
        name=document.name,
        sha256=document.sha256,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        link=document.link,
        lang=document.lang,
    )


def stance_row(cell: int, stance: Stance) -> tuple[Any, ...]:
    """A stance as a row of its table."""
    return (
        cell, stance.said, stance.statement, stance.known, None, stance.id, stance.step, stance.marks,
        stance.directness, stance.place, stance.story, stance.document, column(stance.voice) or "", stance.terms,
    )  # fmt: skip
