"""Days and stretches of time as news names them, worked out from the day of publication.

Rules of resolution
- A weekday, a day of a month or a month without a year lies ahead of publication in a clause about the future and
  behind it in one about the past; the day of publication itself serves for both. "Next Friday" is that of next week.
- Of a stretch of time ("in August", "by the end of the year") a deadline keeps the last day and all else the first, but
  not a day before publication where the clause is about the future.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Month in which a season of three months begins (northern, meteorological)."""

STEPS = {
    "this": 0,
    "the current": 0,
    "the": 0,
    "next": 1,
    "the next": 1,
    "the coming": 1,
    "coming": 1,
    "last": -1,
    "the last": -1,
}


class Stretch(NamedTuple):
    """A stretch of days, both ends in it."""

    first: date
    last: date

    def part(self, name: str) -> Stretch:
        """Its ``early``, ``mid`` or ``late`` third, its ``start`` or ``end`` as one day; else all of it."""
        third = (self.last - self.first) // 3
        parts = {
            "early": Stretch(self.first, self.first + third),
            "mid": Stretch(self.first + third, self.last - third),
            "late": Stretch(self.last - third, self.last),
            "start": Stretch(self.first, self.first),
            "end": Stretch(self.last, self.last),
        }
        return parts.get(name, self)

    def day(self, today: date, *, deadline: bool, future: bool) -> date:
        """The one day that stands for it: see the rules at the top."""
        if deadline:
            return self.last
        return max(self.first, today) if future and self.last >= today else self.first


def weekday(today: date, name: str, step: str, *, future: bool) -> date:
    """The day called ``name`` that is meant by "this", "next" or "last", or by none of these (empty)."""
    ahead = (WEEKDAYS.index(name) - today.weekday()) % 7
    if STEPS.get(step) == 1:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 + WEEKDAYS.index(name))
    if STEPS.get(step) == -1:
        return today + timedelta(days=ahead - 7)
    return today + timedelta(days=ahead if future or ahead == 0 else ahead - 7)


def day_of_month(today: date | None, month: int, day: int, year: int | None, *, future: bool) -> date | None:
    """A day of the calendar, in the nearest year that fits when none is named; nothing for 31 June."""
    if year is None and today is None:
        return None
    years = [year] if year else _years(today, future=future)
    days = [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]
    if today and not year:
        days = [d for d in days if (d >= today if future else d <= today)]
    return days[0] if days else None


def _years(today: date | None, *, future: bool) -> list[int]:
    """The years that an undated day may lie in, nearest first; eight of them hold a 29 February."""
    assert today is not None
    return [today.year + (step if future else -step) for step in range(9)]


def month(today: date, number: int, year: int | None, step: str, *, future: bool) -> Stretch:
    """A month of the calendar; without a year the nearest one that fits, this month included."""
    if year is None:
        months = today.year * 12 + today.month - 1
        away = (number - today.month) % 12 if future else -((today.month - number) % 12)
        away += 12 * STEPS.get(step, 0) if away == 0 else 0
        year = (months + away) // 12
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Stretch:
    """A year of the calendar."""
    return Stretch(date(number, 1, 1), date(number, 12, 31))


def months(number: int, first: int, length: int) -> Stretch:
    """As many months of the year ``number``, from the month ``first`` on."""
    begin = date(number, first, 1)
    return Stretch(begin, shifted(begin, length, "month") - timedelta(days=1))


def stretch(today: date, step: str, unit: str) -> Stretch:
    """The week, weekend, month, quarter, season or year that ``step`` ("this", "next", "last") picks."""
    away = STEPS.get(step, 0)
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * away)
        return Stretch(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    if unit == "year":
        return year(today.year + away)
    if unit == "month":
        first = shifted(today.replace(day=1), away, "month")
        return Stretch(first, shifted(first, 1, "month") - timedelta(days=1))
    begins = SEASONS[unit] if unit in SEASONS else 3 * ((today.month - 1) // 3) + 1
    first = date(today.year + (away if unit in SEASONS else 0), begins, 1)
    first = shifted(first, 0 if unit in SEASONS else 3 * away, "month")
    return Stretch(first, shifted(first, 3, "month") - timedelta(days=1))


def shifted(day: date, n: int, unit: str) -> date:
    """``n`` hours, days, weeks, months or years on from ``day`` (hours count as whole days, upwards)."""
    if unit in ("month", "year"):
        months = day.year * 12 + day.month - 1 + n * (12 if unit == "year" else 1)
        length = monthrange(months // 12, months % 12 + 1)[1]
        return date(months // 12, months % 12 + 1, min(day.day, length))
    days = {"hour": -(-n // 24), "day": n, "week": 7 * n}[unit]
    return day + timedelta(days=days)
