"""When an act is to be done: expressions of time in a text, each with the day it resolves to where there is one.

Each rule is a pattern and the way to its day; where two overlap the longer one wins. ``dateparser`` was weighed and
left: it takes 0.17 s to import and resolves whole strings, while what is needed are exact places inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from pledgebook.model import Span, When
from pledgebook.reading import dates
from pledgebook.reading.numerals import in_words

MOST_DAYS_AHEAD = 240
"""Beyond this a day without a year is hardly ever meant ahead: acts so distant are told with their year."""

DEADLINES = frozenset({"by", "until", "till", "before", "within", "no later than", "not later than", "through"})
STARTS = frozenset({"from", "as of", "as from", "starting", "starting in", "beginning in", "as early as", "as soon as"})
"""With these a day still to come may lie as far ahead as it likes."""

_LEAD = (
    r"(?:(?P<lead>(?i:on|by|from|until|till|before|after|since|(?:starting|beginning)(?: in| on| from)?|as of|as from|"
    r"no later than|not later than|as early as|as soon as|no earlier than|not before|around|in|within|during|at|for|"
    r"through|over|closer to|ahead of|towards?)) )?"
    r"(?:(?i:just|about|around|only|midnight on|midnight|noon on|noon) )?"
)
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
_PART = (
    r"(?P<part>(?i:the end of|end of|end-|the start of|the beginning of|the middle of|early|mid-|mid|late|later))"
    r"[ -]?(?:in )?(?:of )?"
)
_STEP = r"(?P<step>(?i:this|next|last|the current|the coming|the next|the last|coming|the)) (?:coming )?"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_N = (
    r"(?P<n>[0-9]{1,3}|(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|"
    r"sixty|ninety))"
)
_UNITS = "(?:hours|days|weeks|months|years)"
_UNIT = r"(?P<unit>hour|day|week|month|year)s?\b"

PARTS = {
    "the end of": "end", "end of": "end", "end-": "end", "the start of": "start", "the beginning of": "start",
    "the middle of": "mid", "early": "early", "mid-": "mid", "mid": "mid", "late": "late",
}  # fmt: skip
"""What a part of a stretch is called here; "later this year" is any day of it."""

AWAY = {"yesterday": -1, "tomorrow": 1, "the day after": 2}
"""Days from the day of publication."""
ORDINALS = ("first", "second", "third", "fourth", "last")
Parts = dict[str, str]


class Clock(NamedTuple):
    """What a rule resolves by: the day of publication (``None`` where unknown), and whether the clause looks ahead."""

    today: date | None
    future: bool


class Rule(NamedTuple):
    """A pattern, the way from its named parts to a day, and parts of which it needs one ("2025" alone is no time).

    ``anchor`` is what every match holds: patterns that begin with what may be missing are dear to search for in vain.
    """

    name: str
    pattern: re.Pattern[str]
    anchor: re.Pattern[str]
    day: Callable[[Parts, Clock], date | None]
    needs: tuple[str, ...] = ()


def _of_month(parts: Parts, clock: Clock) -> date | None:
    number, first = _month_number(parts), parts.get("day") or parts["day_before"]
    day, year = int(first.rstrip("sthndr")), _year(parts)
    found = dates.day_of_month(clock.today, number, day, year, future=clock.future)
    if _too_far(found, parts, clock):
        return dates.day_of_month(clock.today, number, day, year, future=False)
    return found


def _iso(parts: Parts, clock: Clock) -> date | None:
    return date.fromisoformat(parts["iso"])


def _weekday(parts: Parts, clock: Clock) -> date | None:
    return clock.today and dates.weekday(clock.today, parts["weekday"], parts.get("step", ""), future=clock.future)


def _month(parts: Parts, clock: Clock) -> date | None:
    today, named = clock.today, _year(parts)
    if today is None and named is None:
        return None
    number, step = _month_number(parts), parts.get("step", "")
    found = dates.month(today or date.min, number, named, step, future=clock.future)
    if _too_far(found.first, parts, clock):
        clock = clock._replace(future=False)
        found = dates.month(today or date.min, number, named, step, future=False)
    return _one_day(found, parts, clock)


def _too_far(found: date | None, parts: Parts, clock: Clock) -> bool:
    """An undated day so far ahead is the one just gone ("agreed on 19 May", told on the 21st), unless a deadline."""
    if (
        found is None
        or clock.today is None
        or not clock.future
        or "year" in parts
        or parts.get("lead") in DEADLINES | STARTS
    ):
        return False
    return (found - clock.today).days > MOST_DAYS_AHEAD


def _in_year(parts: Parts, clock: Clock) -> date | None:
    return _one_day(dates.year(int(parts["year"])), parts, clock)


def _stretch(parts: Parts, clock: Clock) -> date | None:
    if clock.today is None:
        return None
    today = date(int(parts["year"]), 1, 1) if "year" in parts else clock.today
    return _one_day(dates.stretch(today, parts.get("step", ""), parts["stretch"]), parts, clock)


def _share(parts: Parts, clock: Clock) -> date | None:
    """ "The second half of 2027", "the first quarter of next year"."""
    if clock.today is None and "year" not in parts:
        return None
    today = date(int(parts["year"]), 1, 1) if "year" in parts else clock.today or date.min
    months = 6 if parts["share"] == "half" else 3
    number = min(ORDINALS.index(parts["ordinal"]), 12 // months - 1)
    year = dates.stretch(today, parts.get("step", ""), "year").first.year
    return _one_day(dates.months(year, 1 + number * months, months), parts, clock)


def _season(parts: Parts, clock: Clock) -> date | None:
    """ "By autumn", "in spring 2027"."""
    if "year" in parts:
        return _one_day(dates.months(int(parts["year"]), dates.SEASONS[parts["season"]], 3), parts, clock)
    if clock.today is None:
        return None
    found = dates.stretch(clock.today, "this", parts["season"])
    ended = found.last < clock.today
    return _one_day(
        dates.stretch(clock.today, "next", parts["season"]) if ended and clock.future else found, parts, clock
    )


def _year_end(parts: Parts, clock: Clock) -> date | None:
    return clock.today and date(clock.today.year, 12, 31)


def _decade(parts: Parts, clock: Clock) -> date | None:
    return clock.today and date(clock.today.year // 10 * 10 + 9, 12, 31)


def _christmas(parts: Parts, clock: Clock) -> date | None:
    return dates.day_of_month(clock.today, 12, 25, None, future=clock.future)


def _fortnight(parts: Parts, clock: Clock) -> date | None:
    return dates.shifted(clock.today, 2, "week") if clock.today and clock.future else None


def _one_day(found: dates.Stretch, parts: Parts, clock: Clock) -> date:
    """The day that stands for a stretch: the end of it for a deadline."""
    deadline = parts.get("lead") in DEADLINES
    found = found.part(PARTS.get(parts.get("part", ""), ""))
    return found.day(clock.today or date.min, deadline=deadline, future=clock.future)


def _ahead(parts: Parts, clock: Clock) -> date | None:
    """ "Within two months", "in the next 48 hours"; "in three years" names no day in a clause that looks back."""
    if clock.today is None or not clock.future:
        return None
    return dates.shifted(clock.today, _n(parts), parts["unit"])


def _ago(parts: Parts, clock: Clock) -> date | None:
    return clock.today and dates.shifted(clock.today, -_n(parts), parts["unit"])


def _near(parts: Parts, clock: Clock) -> date | None:
    away = next((days for name, days in AWAY.items() if parts["near"].startswith(name)), 0)
    return clock.today and dates.shifted(clock.today, away, "day")


def _no_day(parts: Parts, clock: Clock) -> date | None:
    return None


def _year(parts: Parts) -> int | None:
    return int(parts["year"]) if "year" in parts else None


def _month_number(parts: Parts) -> int:
    name = (parts.get("month") or parts["month_after"])[:3]
    return next(number for number, month in enumerate(dates.MONTHS, start=1) if month.startswith(name))


def _n(parts: Parts) -> int:
    written = parts["n"]
    n = 1 if written in ("a", "an") else in_words(written)
    return int(written) if written.isdigit() else int(n or 0)


def _rule(
    name: str, pattern: str, day: Callable[[Parts, Clock], date | None], needs: str = "", anchor: str = ""
) -> Rule:
    return Rule(name, re.compile(rf"\b{pattern}"), re.compile(anchor), day, tuple(needs.split()))


_MONTH_DAY = rf"(?P<month>{_MONTHS}) (?P<day>{_DAY})(?:\s?[-–]\s?[0-3]?[0-9])?\b"
_DAY_MONTH = rf"(?P<day_before>{_DAY})(?:[-–][0-3]?[0-9])? (?:of )?(?P<month_after>{_MONTHS})\b"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})\b"
_EVENING = r"(?: (?:morning|afternoon|evening|night))?\b"
_SHORT_STRETCHES = "week|month|quarter|year|spring|summer|autumn|fall|winter"
_STRETCHES = rf"(?P<stretch>weekend|{_SHORT_STRETCHES})\b"

RULES = (
    _rule(
        "day of a month",
        rf"{_LEAD}(?:(?:this |next )?(?:{_WEEKDAYS}),? )?(?:the )?\b"
        rf"(?:{_MONTH_DAY}|{_DAY_MONTH})(?:,? {_YEAR})?",
        _of_month,
        anchor=_MONTHS,
    ),
    _rule("iso date", rf"{_LEAD}\b(?P<iso>(?:19|20)[0-9]{{2}}-[01][0-9]-[0-3][0-9])\b", _iso, anchor="[0-9]-"),
    _rule("weekday", rf"{_LEAD}(?:{_STEP})?\b(?P<weekday>{_WEEKDAYS}){_EVENING}", _weekday, anchor="day"),
    _rule(
        "month",
        rf"(?:{_LEAD}(?:{_PART})?(?:{_STEP})?)(?<=[ -])(?P<month>{_MONTHS})(?:,? {_YEAR})?\b(?! [0-9])",
        _month,
        "lead part step year",
        _MONTHS,
    ),
    _rule("year", rf"{_LEAD}(?:{_PART})?(?<=[ -]){_YEAR}(?![-–%]|,[0-9])", _in_year, "lead part", "19|20"),
    _rule(
        "stretch",
        rf"{_LEAD}(?:{_PART})?\b{_STEP}{_STRETCHES}(?: of {_YEAR})?",
        _stretch,
        "lead part step",
        _SHORT_STRETCHES,
    ),
    _rule(
        "share of a year",
        rf"{_LEAD}the (?P<ordinal>{'|'.join(ORDINALS)}) (?P<share>half|quarter) of "
        rf"(?:{_YEAR}|(?P<step>this|next|the) year\b)",
        _share,
        anchor="half|quarter",
    ),
    _rule(
        "season",
        rf"{_LEAD}(?:{_PART})?(?<=[ -])(?P<season>spring|summer|autumn|winter)\b(?! of)(?: {_YEAR})?",
        _season,
        "lead part year",
        "spring|summer|autumn|winter",
    ),
    _rule(
        "end of the year",
        rf"{_LEAD}(?:(?i:the|this) )?(?:year[- ]end|year['’]s end|end[- ]of[- ]year)\b",
        _year_end,
        anchor="year",
    ),
    _rule("decade", rf"{_LEAD}the end of (?:the|this) decade\b", _decade, anchor="decade"),
    _rule("christmas", rf"{_LEAD}Christmas\b(?! [A-Z])", _christmas, "lead", "Christmas"),
    _rule("fortnight", r"\b(?i:in|within|over) (?:a|the (?:next|coming)) fortnight\b", _fortnight, anchor="fortnight"),
    _rule(
        "between months",
        rf"\b(?P<lead>(?i:between|from)) (?P<month>{_MONTHS}) (?:and|to|until|through) (?:{_MONTHS})(?: {_YEAR})?\b",
        _month,
        anchor=_MONTHS,
    ),
    _rule(
        "ahead",
        rf"\b(?P<lead>(?i:in|within|over))(?: the)?(?: (?:next|coming|following|just|about))? {_N}[ -]{_UNIT}"
        r"(?:(?:['’]s?)? time\b)?",
        _ahead,
    ),
    _rule("ahead, no preposition", rf"\b(?i:the )?(?i:next|coming|following) {_N}[ -]{_UNIT}", _ahead),
    _rule("from now", rf"\b{_N} {_UNIT} from now\b", _ahead, anchor="from now"),
    _rule("ago", rf"\b{_N} {_UNIT} (?:ago|earlier)\b", _ago),
    _rule(
        "near",
        rf"{_LEAD}\b(?P<near>(?i:today|tonight|(?:the day after )?tomorrow{_EVENING}|yesterday{_EVENING}|"
        r"this (?:morning|afternoon|evening)))\b",
        _near,
        anchor="day|night|tomorrow|this",
    ),
    _rule(
        "lasting",
        rf"\b(?i:for)(?: (?:the|at least|up to|another|a further|next|just|about)){{0,2}} {_N} {_UNIT}",
        _no_day,
    ),
    _rule("recently", rf"\b(?i:in|over|for)(?: the)? (?:recent|past|last) (?:\w+ )?{_UNITS}\b", _no_day),
    _rule(
        "soon",
        r"\b(?i:immediately(?! after)|with immediate effect|at once|as (?:soon|quickly|fast) as possible|without delay|"
        r"(?<!as )soon(?! after)|shortly(?! after)|in due course|for the time being|overnight|currently|urgently|"
        r"(?:in|for|over) the (?:near|foreseeable|immediate) future|in (?:the )?future|"
        rf"(?:in|over|within)(?: the)? ?(?:coming |next )?"
        rf"(?:few |a few |several |a couple of )?{_UNITS}(?: or {_UNITS})?(?: ahead| to come)?)\b",
        _no_day,
    ),
)
"""The rules, in no order of rank: the longer of two overlapping expressions is kept."""


ANCHOR = re.compile(
    r"day|night|tomorrow|month|year|week|hour|quarter|spring|summer|autumn|fall|winter|[12][09][0-9]{2}|immediate|"
    r"at once|possible|without delay|soon|shortly|in due course|for the time being|current|urgent|future|"
    rf"decade|Christmas|this (?:morning|evening)|{_MONTHS}",
    re.IGNORECASE,
)
"""What every expression of time holds: a clause without one of these is not looked at further."""


def times(text: str, span: Span, published: date | datetime | None, *, future: bool = True) -> tuple[When, ...]:
    """Every expression of time in ``span`` of ``text``, in order of place.

    ``future``: the clause looks ahead ("will meet on Monday"), else back.
    Without ``published`` only full dates resolve.

    >>> [(w.text, str(w.date)) for w in times("by July 9", Span(0, 9), date(2025, 5, 21))]
    [('by July 9', '2025-07-09')]
    """
    if not ANCHOR.search(text, span.start, span.end):
        return ()
    clock = Clock(published.date() if isinstance(published, datetime) else published, future)
    found = sorted(_candidates(text, span, clock), key=lambda when: (when.span.start, -when.span.end))
    kept: list[When] = []
    for when in found:
        if not kept or when.span.start >= kept[-1].span.end:
            kept.append(when)
        elif when.span.end - when.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = when
    return tuple(kept)


def _candidates(text: str, span: Span, clock: Clock) -> Iterator[When]:
    for rule in RULES:
        if not rule.anchor.search(text, span.start, span.end):
            continue
        for match in rule.pattern.finditer(text, span.start, span.end):
            parts = {name: found.lower() for name, found in match.groupdict().items() if found}
            if parts.get("step") == "the":
                del parts["step"]
            if not rule.needs or any(need in parts for need in rule.needs):
                yield When(text=match[0], span=Span(match.start(), match.end()), date=_safely(rule, parts, clock))


def _safely(rule: Rule, parts: Parts, clock: Clock) -> date | None:
    """The day of a match; nothing for a day that no calendar holds (the year 0, ninety million years on)."""
    if parts.get("lead") == "since" or parts.get("step", "").endswith("last"):
        clock = clock._replace(future=False)
    elif parts.get("lead") in DEADLINES or parts.get("step") in ("next", "the coming", "coming"):
        clock = clock._replace(future=True)
    try:
        return rule.day(parts, clock)
    except (ValueError, OverflowError):
        return None
