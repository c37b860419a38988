"""Times as the ledger keeps them: microseconds since 1970 in UTC, so that both databases compare them alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pledgebook.errors import InputError

Moment = datetime | date | str
"""A time given by a caller; a day means its last moment, since "by 4 September" includes that day."""

ALWAYS = 2**62
"""Later than any time and any entry number."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def ticks(moment: datetime) -> int:
    """Microseconds of the epoch; a time without zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _TICK


def from_ticks(value: int) -> datetime:
    """The time in UTC."""
    return _EPOCH + value * _TICK


def now() -> int:
    """The present in microseconds of the epoch."""
    return ticks(datetime.now(UTC))


def latest(moment: Moment | None) -> int:
    """The last microsecond that counts as "by ``moment``"; ``None`` means without limit.

    >>> latest("2025-09-04") - latest("2025-09-03") == 24 * 3600 * 10**6
    True
    """
    if moment is None:
        return ALWAYS
    if isinstance(moment, str):
        moment = _parsed(moment)
    if isinstance(moment, datetime):
        return ticks(moment)
    return ticks(datetime(moment.year, moment.month, moment.day)) + 24 * 3600 * 10**6 - 1


def _parsed(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is no date: write it as 2025-09-04 or 2025-09-04T18:30") from None
