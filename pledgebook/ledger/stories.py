"""Which documents tell one story: near-identical reports of several outlets, and later states of one page.

Comparing each document with each would grow with the square, and a MinHash of every document would take longer than
everything else in writing. Copies of a dispatch share sentences word for word, so that marks of a few sentences find
the candidates; only these are compared by MinHash (``pledgebook.intake.copies`` says from when texts are copies).
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from pledgebook.ledger.database import Database
from pledgebook.ledger.words import folded

MARKS = 8
"""Sentences kept of each document. Two copies that keep half of their sentences share one of the eight lowest of either
in all but one of a hundred pairs."""

CANDIDATES = 5
"""Documents compared at most, those that share most sentences: boilerplate is shared by thousands."""

_ENDS = bytes.maketrans(b"!?", b"..")
_SPACES = bytes.maketrans(b"\t\n\v\f\r\x1c\x1d\x1e\x1f", b" " * 9)
_SHORTEST = 30
"""Characters of a sentence that is worth a mark: shorter ones are said by everybody."""


@lru_cache(maxsize=4)
def sentence_marks(text: str) -> tuple[int, ...]:
    """The lowest checksums of the sentences of ``text``, case, accents and white space aside."""
    # A space after an end goes with it. Splitting at one byte takes half the time of an expression.
    sentences = _line(text).translate(_ENDS).replace(b". ", b".").split(b".")
    marks = {crc32(sentence) for sentence in sentences if len(sentence) >= _SHORTEST}
    return tuple(sorted(marks)[:MARKS])


def _line(text: str) -> bytes:
    """``text`` folded, as UTF-8, with one space for each run of white space."""
    if not text.isascii():
        return " ".join(folded(text).split()).encode("utf-8", "surrogatepass")
    # The same without making a string of each word.
    line = text.encode().lower().translate(_SPACES)
    while b"  " in line:
        line = line.replace(b"  ", b" ")
    return line.strip(b" ")


def sharing(database: Database, text: str) -> list[int]:
    """The entries of documents that share sentences with ``text``, those that share most first."""
    marks = sentence_marks(text)
    if not marks:
        return []
    shared = f"FROM sentences WHERE mark IN ({', '.join('?' * len(marks))})"
    # Most documents share nothing, which is found out much faster than who shares most.
    if not database.rows(f"SELECT 1 {shared} LIMIT 1", marks):
        return []
    most = f"SELECT seq {shared} GROUP BY seq ORDER BY count(*) DESC, seq LIMIT {CANDIDATES}"
    return [seq for (seq,) in database.rows(most, marks)]


def nearest(database: Database, text: str, candidates: list[int]) -> int | None:
    """The entry of the document of which ``text`` is a near-identical copy; ``None`` where it is of none of them."""
    # Imported here: the libraries behind it take longer to load than most questions take to answer.
    from pledgebook.intake.copies import THRESHOLD, similar

    sign = _signature(text)
    best, negative = max((similar(sign, _signature(_text(database, seq))), -seq) for seq in candidates)
    return -negative if best >= THRESHOLD else None


@lru_cache(maxsize=512)
def _signature(text: str) -> bytes:
    """The signature of a text; a dispatch is compared with each of its copies in turn, mostly within a short time."""
    from pledgebook.intake.copies import signature

    return signature(text)


def _text(database: Database, seq: int) -> str:
    stored: bytes = database.rows("SELECT text FROM texts WHERE seq = ?", (seq,))[0][0]
    return bytes(stored).decode("utf-8", "surrogatepass")
