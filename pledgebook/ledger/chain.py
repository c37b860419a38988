"""The chain of entries: each hash covers the entry's number, time and content, and the hash before it.

All parts are delimited by their lengths, so that no two different entries have the same bytes under the hash.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

from pledgebook.errors import LedgerError
from pledgebook.ledger import moments
from pledgebook.ledger.database import Database
from pledgebook.model.entry import AnyEntry, canonical

START = bytes(32)
"""What stands before the first entry."""

_HEAD = struct.Struct(">QqQ")


def entry_hash(before: bytes, seq: int, known: int, content: bytes) -> bytes:
    """SHA-256 over the hash ``before``, the entry's number, its time and its canonical content."""
    return hashlib.sha256(before + _HEAD.pack(seq, known, len(content)) + content).digest()


class Chain:
    """The end of the chain within one transaction of the writer: adds entries, keeps their rows until taken."""

    def __init__(self, database: Database, known: int | None) -> None:
        last = database.rows("SELECT seq, known, hash FROM entries ORDER BY seq DESC LIMIT 1")
        self.seq: int
        self.seq, learned, self._hash = last[0] if last else (0, known or 0, START)
        if known is not None and known < learned:
            raise LedgerError(
                f"{database.place}: the last entry was learned at {moments.from_ticks(learned):%Y-%m-%d %H:%M:%S} UTC;"
                " nothing can be entered as learned before that"
            )
        # A clock set back must not make the ledger learn things backwards.
        self.known = max(moments.now(), learned) if known is None else known
        self._rows: list[tuple[int, int, bytes, bytes]] = []

    def add(self, entry: AnyEntry) -> int:
        """Append ``entry``; gives its number."""
        content = canonical(entry)
        self.seq += 1
        self._hash = entry_hash(self._hash, self.seq, self.known, content)
        self._rows.append((self.seq, self.known, content, self._hash))
        return self.seq

    def taken(self) -> list[tuple[int, int, bytes, bytes]]:
        """The rows added since the last call, to be written."""
        rows, self._rows = self._rows, []
        return rows


def entries(
    database: Database, *, after: int = 0, upto: int = moments.ALWAYS, page: int = 1000
) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(number, time, content, hash) of the entries after one number up to another, a page at a time."""
    while True:
        rows = database.rows(
            "SELECT seq, known, content, hash FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
            (after, upto, page),
        )
        yield from rows
        if len(rows) < page:
            return
        after = rows[-1][0]
