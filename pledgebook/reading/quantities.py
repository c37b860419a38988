"""How much: amounts of troops, money, systems, people or time in a stretch of text, each with its unit.

A number is an amount when a unit follows it, with at most four words between ("seven Patriot air defence systems"), or
when a sign or code of a currency stands beside it. Of a range the lower end is kept, and of loose words the least they
can mean, both marked approximate: what is reckoned on must not be more than was promised.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pledgebook.model import Quantity, Span
from pledgebook.reading.numerals import Number, numbers

WORDS_BETWEEN = 4
"""Most words between number and unit; the fifth would be part of another phrase in nearly every case."""

APPROXIMATELY = re.compile(
    r"\b(?:(?:well |just )?(?:over|under)|up to|about|around|some|roughly|approximately|(?:an )?estimated|nearly|"
    r"almost|close to|(?:more|less|fewer) than|at (?:least|most)|as (?:many|much) as|"
    r"(?:no|not) (?:more|fewer|less) than|upwards of|between|from) $",
    re.IGNORECASE,
)
LONGEST_APPROXIMATION = 20
RANGE_LINK = re.compile(r"(?: ?[-–] ?| to | or | and )(?:[A-Z]{0,2}[€$£¥])?")
AND_RANGE = re.compile(r"\bbetween (?:[A-Z]{0,2}[€$£¥])?$", re.IGNORECASE)
UNIT_WORD = re.compile(r"[ \u00a0]?(%)|[ \u00a0-]([^\W\d_]+(?:['’.][^\W\d_]+)*)")
CODE = re.compile(r"\b([A-Z]{3})[ \u00a0]?$")
SIGN = re.compile(r"([A-Z]{0,2}[€$£¥₽₴₪₹₩₦])[ \u00a0]?$")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")

CLOSED = frozenset((
    "in", "on", "by", "for", "the", "and", "or", "that", "to", "said", "says", "has", "have", "had", "with", "from",
    "at", "is", "are", "was", "were", "will", "would", "could", "may", "been", "be", "as", "who", "which", "but",
    "into", "than", "then", "when", "if", "a", "an", "this", "these", "those", "after", "before", "against", "over",
))  # fmt: skip
"""Words that no amount goes across; "of its" may stand between ("30 of its soldiers")."""


class Units(NamedTuple):
    """The words of ``units.toml``, turned round: from what is written to the unit."""

    words: dict[str, str]
    symbols: dict[str, str]
    currencies: frozenset[str]


@cache
def units() -> Units:
    """The units that amounts are counted in."""
    table = tomllib.loads((files("pledgebook.reading") / "units.toml").read_text(encoding="utf-8"))
    named = {**table["units"], **table["currencies"]["words"]}
    symbols = table["currencies"]["symbols"]
    return Units(
        words={word: unit for unit, words in named.items() for word in words},
        symbols=symbols,
        currencies=frozenset(table["currencies"]["words"]) | frozenset(symbols.values()),
    )


def quantities(text: str, span: Span) -> tuple[Quantity, ...]:
    """Every amount in ``span`` of ``text``, in order of place.

    >>> [(q.n, q.unit, q.approximate) for q in quantities("up to 5,000 British troops", Span(0, 26))]
    [(5000.0, 'soldiers', True)]
    """
    amounts = (_amount(text, number, span) for number in _with_ranges(text, span))
    return tuple(amount for amount in amounts if amount)


def _with_ranges(text: str, span: Span) -> Iterator[Number]:
    """The numbers, each range as one loose number at its lower end ("5 to 10 billion" is 5 billion)."""
    before: Number | None = None
    for number in numbers(text, span):
        if before and _is_range(text, before, number, span):
            scaled = before.n * number.scale
            lower = scaled if before.scale == 1.0 and scaled <= number.n else before.n
            before = Number(lower, Span(before.span.start, number.span.end), loose=True)
            continue
        if before:
            yield before
        before = number
    if before:
        yield before


def _is_range(text: str, low: Number, high: Number, span: Span) -> bool:
    link = RANGE_LINK.fullmatch(text, low.span.end, high.span.start)
    if not link or low.n > high.n:
        return False
    return not link[0].startswith(" and ") or bool(
        AND_RANGE.search(text, max(span.start, low.span.start - 12), low.span.start)
    )


def _amount(text: str, number: Number, span: Span) -> Quantity | None:
    """The amount that a number is part of; nothing where no unit goes with it."""
    start, end = number.span
    if money := _currency_before(text, start, span):
        unit, start = money
    elif named := _unit_after(text, end, span):
        unit, end = named
        if YEAR.fullmatch(number.span.of(text)):
            return None  # "in 2023 Russian troops ..."; an amount of that size is written 2,023
    else:
        return None
    approximation = APPROXIMATELY.search(text, max(span.start, start - LONGEST_APPROXIMATION), start)
    place = Span(approximation.start() if approximation else start, end)
    return Quantity(
        n=number.n, unit=unit, text=place.of(text), span=place, approximate=number.loose or approximation is not None
    )


def _currency_before(text: str, at: int, span: Span) -> tuple[str, int] | None:
    """The currency whose sign or code ends at ``at``, with where it begins."""
    window = max(span.start, at - 5)
    if sign := SIGN.search(text, window, at):
        for begin in range(sign.start(1), sign.end(1)):
            if unit := units().symbols.get(text[begin : sign.end(1)]):
                return unit, begin
    if (code := CODE.search(text, window, at)) and code[1] in units().currencies:
        return code[1], code.start(1)
    return None


def _unit_after(text: str, at: int, span: Span) -> tuple[str, int] | None:
    """The unit that follows at ``at``, with where it ends. A currency must follow at once ("five men won")."""
    table, between = units(), 0
    here = UNIT_WORD.match(text, at, span.end)
    while here and between <= WORDS_BETWEEN:
        word = here[0].strip(" \u00a0-").lower()
        following = UNIT_WORD.match(text, here.end(), span.end)
        if following and (unit := table.words.get(f"{word} {(following[2] or '').lower()}")):
            return unit, following.end()
        unit = table.words.get(word) or (here[2] if here[2] in table.currencies else None)
        if unit and (unit not in table.currencies or between == 0):
            return unit, here.end()
        if word in CLOSED:
            return None
        here, between = following, between + 1
    return None
