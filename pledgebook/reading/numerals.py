"""Numbers as news writes them: 1,200 - twenty-six - half a million - 1.2bn - dozens of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from text_to_num import text2num  # type: ignore[import-untyped]

from pledgebook.model import Span

SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
FRACTIONS = {"half a": 0.5, "a quarter of a": 0.25, "three quarters of a": 0.75, "one and a half": 1.5}

LOOSE = {
    "a couple of": 2.0, "a few": 3.0, "several": 3.0, "a dozen": 12.0, "dozens of": 24.0, "scores of": 40.0,
    "hundreds of": 2e2, "thousands of": 2e3, "tens of thousands of": 2e4, "hundreds of thousands of": 2e5,
    "millions of": 2e6, "tens of millions of": 2e7, "hundreds of millions of": 2e8, "billions of": 2e9,
    "tens of billions of": 2e10, "hundreds of billions of": 2e11,
}  # fmt: skip
"""The least that a loose word can mean: a plural is two, several is three."""

NEED_A_SCALE = frozenset({"a few", "several"})
"""Too loose to be an amount by themselves: "several tanks" says less than any number would."""


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALES = _either(SCALES)
_BIG = "hundred|thousand|million|billion|trillion"

# Every repetition is bounded, so that no run of digits or of number words makes a match dear.
NUMBER = re.compile(
    rf"""
    (?P<digits> (?<![0-9.,]) [0-9]{{1,3}} (?:,[0-9]{{3}}){{1,4}} (?:\.[0-9]{{1,4}})? (?![0-9])
              | (?<![0-9.,]) [0-9]{{1,12}} (?:\.[0-9]{{1,4}})? (?![0-9]) )
      (?: [ \u00a0-]? (?P<scale>{_SCALES}) \b | (?P<letters>{_either(LETTERS)}) \b )?
    | \b (?P<fraction>{_either(FRACTIONS)}) [ ] (?P<of>{_BIG}) \b
    | \b (?P<words> (?:{_SMALL}|a[ ](?:{_BIG})) (?: (?:-|[ ]|[ ]and[ ]) (?:{_SMALL}|{_BIG}) ){{0,8}} ) \b
      (?P<dozen> [ ]dozen \b )?
    | \b (?P<loose>{_either(LOOSE)}) (?: [ ] (?P<loosely>{_SCALES}) \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Number(NamedTuple):
    """A number with its place.

    ``scale`` is the factor written beside it ("million"), already in ``n``; ``loose``: ``n`` is the least it can mean.
    """

    n: float
    span: Span
    scale: float = 1.0
    loose: bool = False


def numbers(text: str, span: Span) -> Iterator[Number]:
    """Every number in ``span`` of ``text``, in order, in time linear in its length.

    >>> [number.n for number in numbers("1.2bn for twenty-six, dozens of them", Span(0, 36))]
    [1200000000.0, 26.0, 24.0]
    """
    for match in NUMBER.finditer(text, span.start, span.end):
        number = _number({name: found.lower() for name, found in match.groupdict().items() if found})
        if number:
            yield number._replace(span=Span(match.start(), match.end()))


def _number(part: dict[str, str]) -> Number | None:
    """The number of a match's named parts, without its place yet."""
    nowhere = Span(0, 0)
    if digits := part.get("digits"):
        scale = SCALES.get(part.get("scale", ""), 1.0) * LETTERS.get(part.get("letters", ""), 1.0)
        return Number(float(digits.replace(",", "")) * scale, nowhere, scale)
    if fraction := part.get("fraction"):
        return Number(FRACTIONS[fraction] * SCALES[part["of"]], nowhere, SCALES[part["of"]])
    if words := part.get("words"):
        n = in_words(words)
        return None if n is None else Number(n * (SCALES["dozen"] if "dozen" in part else 1.0), nowhere)
    loose, scale_word = part["loose"], part.get("loosely")
    if loose in NEED_A_SCALE and not scale_word:
        return None
    return Number(LOOSE[loose] * SCALES.get(scale_word or "", 1.0), nowhere, loose=True)


def in_words(words: str) -> float | None:
    """The value of "two hundred and fifty"; nothing where the words are no single number ("nine eleven")."""
    try:
        return float(text2num("one" + words[1:] if words.startswith("a ") else words, "en"))
    except ValueError:
        return None
