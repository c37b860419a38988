"""Taking entries again in their order: into an empty ledger (backup, restore, another database), or to derive anew."""

from __future__ import annotations

from typing import Any

from pledgebook.errors import LedgerError
from pledgebook.ledger.chain import entries
from pledgebook.ledger.database import Database
from pledgebook.ledger.derived import Derived
from pledgebook.ledger.writer import derive
from pledgebook.model.entry import DocumentReceived, decoded

PAGE = 2000
"""Entries of one transaction."""


def replay(source: Database, target: Database) -> int:
    """Copy every entry and text of ``source`` to the empty ledger ``target`` and derive its rows; gives the count.

    Hashes are copied with their entries: the copy is the same chain, and verifies by itself.
    """
    if target.rows("SELECT 1 FROM entries LIMIT 1"):
        raise LedgerError(f"{target.place} holds entries already: name an empty place")
    copied, page = 0, list[tuple[int, int, bytes, bytes]]()
    for entry in entries(source, page=PAGE):
        page.append(entry)
        if len(page) == PAGE:
            _take(source, target, page)
            copied, page = copied + len(page), []
    _take(source, target, page)
    return copied + len(page)


def _take(source: Database, target: Database, page: list[tuple[int, int, bytes, bytes]]) -> None:
    with target.writing():
        derived = Derived(target)
        derived.insert("entries", page)
        for seq, known, content, _ in page:
            entry = decoded(bytes(content))
            text = _text(source, seq) if isinstance(entry, DocumentReceived) and not entry.text else None
            if text is not None:
                derived.insert("texts", [(seq, text)])
            derive(derived, seq, known, entry, None if text is None else text.decode("utf-8", "surrogatepass"))
        derived.flush()


def _text(source: Database, seq: int) -> bytes | None:
    rows: list[tuple[Any, ...]] = source.rows("SELECT text FROM texts WHERE seq = ?", (seq,))
    return bytes(rows[0][0]) if rows else None
