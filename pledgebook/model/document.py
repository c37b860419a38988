"""What enters: a document with its exact text, and places in it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec


class Span(NamedTuple):
    """Half-open character offsets into a document's text: ``text[start:end]``, 0 <= start <= end."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words at this place of ``text``."""
        return text[self.start : self.end]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report as received. ``text`` is never changed afterwards: every offset counts in it.

    ``name``: the file's name, or for a row of a ``.jsonl`` its ``id`` or ``file#line``.
    ``published``: when the outlet published it (aware or naive datetime; ``None`` where unknown).
    """

    name: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    link: str | None = None
    lang: str | None = None

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the UTF-8 text: the identity of what was read. Lone surrogates are kept as they are."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
