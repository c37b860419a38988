"""The rows derived from entries, by which they are found: each entry, in order, makes its rows here and nowhere else.

What is derived is never the only place of anything. Taking all entries of a ledger again in their order gives the same
rows (``replay.py`` does so), whether the entries come from a reader, from a backup or from another database.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from pledgebook.ledger import moments, words
from pledgebook.ledger.columns import column, exact
from pledgebook.ledger.database import Database
from pledgebook.ledger.positions import COPY, Cell, Stance, stances
from pledgebook.ledger.stories import sentence_marks
from pledgebook.model.doubt import Doubt
from pledgebook.model.entry import (
    AnyEntry,
    DocumentRead,
    DocumentReceived,
    DoubtNoted,
    SourceFact,
    StatementDropped,
    StatementRead,
    canonical,
)
from pledgebook.model.statement import Statement

_BY_KEY = ("stances", "promisors")
"""Tables without rows numbered in the order of entry; their first columns are their keys, and not two keys are alike."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the derived tables know it."""

    seq: int
    sha256: str
    name: str
    said: int
    text: int
    story: int


class Derived:
    """Gathers the rows that entries make, within one transaction; ``flush`` writes them."""

    def __init__(self, database: Database, cells: dict[Cell, int] | None = None) -> None:
        self.database = database
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._cells = {} if cells is None else cells
        self._receipt: Receipt | None = None
        self.merges: dict[str, str] | None = None

    def flush(self) -> None:
        """Write everything gathered so far."""
        for table in list(self._rows):
            self._flush(table)

    def _flush(self, table: str) -> None:
        """Write what was gathered for one table."""
        rows = self._rows.pop(table, [])
        if table in _BY_KEY:
            # In the order of their keys, neighbours meet the same page of the index one after the other.
            rows.sort()
        if table.startswith("words_"):
            self.database.write(words.INSERT[self.database.dialect].format(table=table), rows)
        else:
            self.insert(table, rows)

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows at once."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.database.write(f"INSERT INTO {table} VALUES ({marks})", rows)

    def gather(self, table: str, row: tuple[Any, ...]) -> None:
        """Write a row with the next ``flush``."""
        self._rows[table].append(row)

    def _index(self, table: str, seq: int, text: str) -> None:
        self._rows[table].append((seq, words.indexed(self.database.dialect, text)))

    def take(
        self,
        seq: int,
        known: int,
        entry: AnyEntry,
        text: str | None,
        statement: tuple[str, Statement] | None = None,
    ) -> None:
        """Derive the rows of an entry that neither rules nor moves a ruling (``derived_rulings.py`` takes those).

        ``text`` is the document's where the entry brings a new one; ``statement`` (with its id) saves making it anew.
        """
        match entry:
            case StatementRead():
                self._statement_read(seq, entry, statement)
            case DocumentReceived():
                self._document_received(seq, known, entry, text)
            case DocumentRead():
                self._document_read(seq, entry)
            case DoubtNoted():
                self.insert("doubts", [(seq, entry.reading, fingerprint(entry.doubt), None)])
            case StatementDropped():
                self.close(entry.statement, seq)
                self.database.write("UPDATE statements SET dropped = ? WHERE seq = ?", [(seq, entry.statement)])
            case SourceFact():
                self.insert("sources", [(seq, column(entry.outlet), column(entry.fact))])

    # -- documents -------------------------------------------------------------------------------------------------

    def _document_received(self, seq: int, known: int, entry: DocumentReceived, text: str | None) -> None:
        of = self.receipt(entry.copy_of or entry.revises or 0)
        story, words_of = (of.story if of else seq), entry.text or seq
        said = moments.ticks(entry.published) if entry.published else known
        if text is not None:
            self._index("words_documents", seq, f"{entry.title or ''} {text}")
            self.insert("sentences", [(mark, seq) for mark in sentence_marks(text)])
        row = (
            seq, entry.sha256, column(entry.name), column(entry.outlet), column(entry.link), column(entry.title),
            said, known, words_of, story, entry.revises,
        )  # fmt: skip
        # Written at once: the next document of the batch may be the same one, a copy, or a later state of the page.
        self.insert("documents", [row])
        self._receipt = Receipt(seq=seq, sha256=entry.sha256, name=entry.name, said=said, text=words_of, story=story)

    def receipts(self, where: str, parameters: tuple[Any, ...]) -> list[Receipt]:
        """The receipts for which the condition ``where`` holds, oldest first."""
        rows = self.database.rows(
            f"SELECT seq, sha256, name, said, text, story FROM documents WHERE {where} ORDER BY seq", parameters
        )
        return [Receipt(seq=r[0], sha256=r[1], name=exact(r[2]), said=r[3], text=r[4], story=r[5]) for r in rows]

    def receipt(self, seq: int) -> Receipt | None:
        """The receipt of a number; ``None`` for 0. The last one is remembered, as its statements follow it."""
        if not seq:
            return None
        if self._receipt is None or self._receipt.seq != seq:
            self._receipt = self.receipts("seq = ?", (seq,))[0]
        return self._receipt

    def forget_receipt(self) -> None:
        """After documents were told to belong to another story."""
        self._receipt = None

    def _document_read(self, seq: int, entry: DocumentRead) -> None:
        """Doubts of earlier readings of the text are settled, or raised again, by this one."""
        receipt = self.receipt(entry.document)
        assert receipt is not None
        self.insert("readings", [(receipt.text, column(entry.reader), seq)])
        if receipt.seq == seq - 1:
            return
        self.database.write(
            "UPDATE doubts SET gone = ? WHERE gone IS NULL"
            " AND reading IN (SELECT seq FROM readings WHERE text = ? AND seq < ?)",
            [(seq, receipt.text, seq)],
        )

    # -- statements ------------------------------------------------------------------------------------------------

    def _statement_read(self, seq: int, entry: StatementRead, known: tuple[str, Statement] | None) -> None:
        receipt = self.receipt(entry.document)
        assert receipt is not None
        if known is None:
            statement = entry.statement(receipt.name, receipt.sha256)
            known = (statement.id, statement)
        # At its first reading, a document that opens a story is the only one that tells it.
        alone = receipt.story == receipt.seq and entry.reading == receipt.seq + 1
        self.statement(receipt, seq, seq, *known, alone=alone)
        self._index("words_statements", seq, entry.quote)

    def statement(
        self, receipt: Receipt, seq: int, origin: int, identity: str, statement: Statement, *, alone: bool = False
    ) -> None:
        """The rows by which ``statement``, first entered as ``origin``, is found in this form from entry ``seq`` on."""
        speaker = " ".join([f"{voice.person or ''} {voice.actor or ''}" for voice in statement.voices])
        self._rows["statements"].append(
            (
                seq, origin, identity, receipt.seq, None, None, receipt.said, statement.kind.value,
                column(statement.act), statement.firmness.step if statement.firmness else None,
                column(words.folded(speaker)) or None, " ".join([c.kind for c in statement.conditions]) or None,
                statement.confidence,
            )
        )  # fmt: skip
        for promisor in dict.fromkeys(statement.promisors):
            self._rows["promisors"].append((column(promisor), seq))
        self.stances(receipt, seq, origin, identity, statement, ruled=0 if seq == origin else seq, alone=alone)

    def stances(
        self,
        receipt: Receipt,
        seq: int,
        origin: int,
        identity: str,
        statement: Statement,
        *,
        ruled: int = 0,
        marks: int = 0,
        alone: bool = False,
    ) -> None:
        """The stances that ``statement``, of the id ``identity``, amounts to from entry ``seq`` on.

        ``alone`` says that no other document tells its story, so that it cannot be a copy.
        """
        of_each = stances(
            statement,
            identity,
            said=receipt.said,
            seq=origin,
            known=seq,
            document=receipt.seq,
            story=receipt.story,
            ruled=ruled,
            marks=marks,
        )
        seen: set[int] = set()
        for cell, stance in of_each:
            number = self.cell(self._merged(cell))
            # Two promisors of one statement may have been merged into one.
            if number not in seen:
                seen.add(number)
                self._stance(number, stance, alone=alone)

    def _merged(self, cell: Cell) -> Cell:
        """The cell of the promisor that coders merged this one into; the same where they did not."""
        if self.merges is None:
            self.merges = dict(self.database.rows("SELECT promisor, into_promisor FROM merged ORDER BY seq"))
        into = self.merges.get(cell.promisor)
        return cell if into is None else cell._replace(promisor=into)

    def _stance(self, number: int, stance: Stance, *, alone: bool) -> None:
        if stance.ruled:
            self.fold_whole(number)
        if not alone:
            stance = self._marked_copy(number, stance)
        self._rows["stances"].append(
            (
                number, stance.said, stance.statement, stance.known, None, stance.ruled, stance.id, stance.step,
                stance.marks, stance.directness, stance.place, stance.story, stance.document,
                column(stance.voice), stance.terms,
            )
        )  # fmt: skip

    def _marked_copy(self, cell: int, stance: Stance) -> Stance:
        """``stance`` with the mark of a copy where its story said the same before (rule 1 of the fold)."""
        self._flush("stances")
        told = self.database.rows(
            "SELECT said, document, gone FROM stances WHERE cell = ? AND story = ? AND step = ?",
            (cell, stance.story, stance.step),
        )
        if all(document == stance.document for _, document, _ in told):
            return stance
        if any(said > stance.said or gone is not None for said, _, gone in told):
            self.fold_whole(cell)
        return stance._replace(marks=stance.marks | COPY)

    def fold_whole(self, cell: int) -> None:
        """The latest stances and their marks do not tell everything about this cell: all of it is folded."""
        self.database.write("UPDATE cells SET whole = 1 WHERE number = ?", [(cell,)])

    def cell(self, cell: Cell) -> int:
        """The number of a cell, given out at its first use."""
        number = self._cells.get(cell)
        if number is None:
            key = (column(cell.promisor), column(cell.act), cell.direction.value)
            found = self.database.rows("SELECT number FROM cells WHERE promisor = ? AND act = ? AND direction = ?", key)
            number = found[0][0] if found else self._new_cell(key)
            self._cells[cell] = number
        return number

    def _new_cell(self, key: tuple[str | None, ...]) -> int:
        number: int = self.database.rows("SELECT coalesce(max(number), 0) + 1 FROM cells")[0][0]
        self.insert("cells", [(number, *key, 0)])
        return number

    def close(self, origin: int, seq: int) -> None:
        """What was derived of statement ``origin`` counts no longer from entry ``seq`` on."""
        self.flush()
        # Marks of copies of this statement are no longer true.
        self.database.write(
            "UPDATE cells SET whole = 1 WHERE number IN (SELECT s.cell FROM stances s"
            " JOIN stances c ON c.cell = s.cell AND c.story = s.story AND c.document <> s.document"
            " WHERE s.statement = ? AND s.gone IS NULL)",
            [(origin,)],
        )
        for table, key in (("statements", "origin"), ("stances", "statement")):
            self.database.write(f"UPDATE {table} SET gone = ? WHERE {key} = ? AND gone IS NULL", [(seq, origin)])


def fingerprint(doubt: Doubt) -> str:
    """By which a doubt is found again."""
    return hashlib.sha256(canonical(DoubtNoted(doubt=doubt))).hexdigest()[:32]
