"""Which documents tell one story: near-identical reports of several outlets, and later states of one page.

Comparing each document with each would grow with the square, and a MinHash of every document would take longer than
everything else in writing. Copies of a dispatch share sentences word for word, so that marks of a few sentences find
the candidates; only these are compared by MinHash (``pledgebook.intake.copies`` says from when texts are copies).
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from pledgebook.ledger.database import Database
from pledgebook.ledger.words import folded

MARKS = 8
"""Sentences kept of each document. Two copies that keep half of their sentences share one of the eight lowest of either
in all but one of a hundred pairs."""

CANDIDATES = 5
"""Documents compared at most, those that share most sentences: boilerplate is shared by thousands."""

_END = re.compile(r"[.!?\n]+\s*")
_SHORTEST = 30
"""Characters of a sentence that is worth a mark: shorter ones are said by everybody."""


@lru_cache(maxsize=4)
def sentence_marks(text: str) -> tuple[int, ...]:
    """The lowest checksums of the sentences of ``text``, case, accents and white space aside."""
    sentences = (" ".join(part.split()) for part in _END.split(folded(text)))
    marks = {crc32(sentence.encode("utf-8", "surrogatepass")) for sentence in sentences if len(sentence) >= _SHORTEST}
    return tuple(sorted(marks)[:MARKS])


def original(database: Database, text: str) -> int | None:
    """The entry of the document of which ``text`` is a near-identical copy, the nearest one; ``None`` without such."""
    marks = sentence_marks(text)
    if not marks:
        return None
    sharing = database.rows(
        f"SELECT seq FROM sentences WHERE mark IN ({', '.join('?' * len(marks))})"
        f" GROUP BY seq ORDER BY count(*) DESC, seq LIMIT {CANDIDATES}",
        marks,
    )
    if not sharing:
        return None
    # Imported here: the libraries behind it take longer to load than most questions take to answer.
    from pledgebook.intake.copies import THRESHOLD, signature, similar

    sign = signature(text)
    likeness = [(similar(sign, signature(_text(database, seq))), -seq) for (seq,) in sharing]
    best, negative = max(likeness)
    return -negative if best >= THRESHOLD else None


def _text(database: Database, seq: int) -> str:
    stored: bytes = database.rows("SELECT text FROM texts WHERE seq = ?", (seq,))[0][0]
    return bytes(stored).decode("utf-8", "surrogatepass")
