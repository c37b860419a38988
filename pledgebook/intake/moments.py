"""Reads the moment of publication as feeds, pages and people write it; never from a document's prose."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MILLISECONDS_FROM = 100_000_000_000
"""A bare number above this counts milliseconds: as seconds it would lie in the year 5138."""


def moment(value: object) -> datetime | None:
    """``value`` as a moment: ISO 8601, the form of emails and feeds, seconds since 1970, or a written-out date.

    ``None`` for anything else; what lacks a day, month or year is never filled in.

    >>> moment("Wed, 21 May 2025 10:00:00 GMT").isoformat(), moment("2025-09-04T18:30:00Z").isoformat()
    ('2025-05-21T10:00:00+00:00', '2025-09-04T18:30:00+00:00')
    >>> moment("4 September 2025").isoformat(), moment("September"), moment("soon")
    ('2025-09-04T00:00:00', None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return _iso(value.strip()) or _email(value.strip()) or _written(value.strip())


def _since_1970(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if abs(seconds) > _MILLISECONDS_FROM else seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _email(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(text: str) -> datetime | None:
    """Dates in words. Imported only here: dateparser takes longer to import than all other formats take to read."""
    if len(text) > 60 or not any(character.isdigit() for character in text):
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found: datetime | None = dateparser.parse(text, languages=["en"], settings=settings)
    return found
