"""Words of a sentence with exact offsets, cut as the treebanks EWT and GUM cut them.

Contractions and possessives are two words (``do|n't``, ``Ukraine|'s``), most hyphens stand alone
(``long|-|term``), amounts leave their sign and unit (``$|5|m``). One pattern, tried from left to right, takes time in
proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from pledgebook.model import Span
from pledgebook.syntax.abbreviations import ABBREVIATIONS, ALSO_WORDS, BEFORE_NAME


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word as it stands in the text: ``text == document.text[span.start:span.end]``."""

    text: str
    span: Span


INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphens, marks of direction and other characters that separate words but are none."""
CLOSING = "\"'\u2019\u201d\u00bb)\\]"
"""Quotation marks and brackets that may close after a full stop."""
_APOSTROPHE = "['\u2019\u02bc]"
_UNCUT_PREFIX = (
    "(?:non|e|re|mid|anti|co|pre|pro|cross|post|semi|ex|sub|multi|counter|inter|trans|intra|ultra|mini|psycho|socio)"
)
"""First parts that the treebanks leave on their word (``anti-war``, ``mid-2025``)."""
_UNIT = (
    "(?:am|pm|a\\.m\\.|p\\.m\\.|k|m|mn|bn|b|km|kg|kw|mw|gw|mm|cm|ft|lb|lbs|oz|mph|kb|mb|gb|tb|hrs?|mins?|secs?|yrs?|x)"
)
_LETTER = "[^\\W\\d_]"
_WORD = "[^\\W_](?:[^\\W_]|[\u0300-\u036f])*"
_EMOJI = "[\u2600-\u27bf\U0001f300-\U0001faff]"

_CHUNK = re.compile(f"[^\\s{INVISIBLE}]+")
_TOKEN = re.compile(
    "|".join(
        (
            r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]",
            r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+",
            r"(?:\w[\w-]{0,62}\.){1,4}(?:com|org|net|gov|edu|mil|info|io|eu|uk|de|fr|ru|ua|us|tv)\b(?:/[^\s\"”,;)]*)?",
            r"(?:US|AU|NZ|HK|CA?|A)\$",
            r"Sat\.1\b",
            r"@\w+|#[^\W\d]\w*",
            f"{_APOSTROPHE}\\d\\ds?\\b",
            # Telephone numbers and dates stay whole; ranges ("5-10") and scores are cut.
            r"\d+(?:-\d+){2,}\b|\d{3}-\d{4}\b",
            f"\\d+(?:[.,:/]\\d+)*(?:(?:st|nd|rd|th|{_APOSTROPHE}?s)\\b|(?={_UNIT}\\b)|(?![^\\W_]))",
            rf"(?:{_LETTER}\.){{2,}}(?:{_LETTER}\b)?|{_LETTER}\.{_LETTER}\b",
            f"(?P<short>(?:Ph\\.D|{_LETTER}+)\\.)(?P<end>(?=[{CLOSING}]*\\Z))?",
            r"(?-i:[A-Z]{1,4}&[A-Z]{1,4})\b",
            rf"{_UNCUT_PREFIX}-{_WORD}",
            f"(?P<word>{_WORD}(?:{_APOSTROPHE}{_WORD})*)",
            f"(?P<clitic>{_APOSTROPHE}(?:s|re|ve|ll|d|m)\\b)",
            r"[:;=]-?[)(DP](?!\w)",
            r"[.!?]{2,}|…+|-{2,}|={2,}|\*{2,}|_+|''|’’|‘’|``|<<|>>",
            f"[\U0001f1e6-\U0001f1ff]{{2}}|{_EMOJI}(?:\ufe0f|\u200d|[\U0001f3fb-\U0001f3ff]|{_EMOJI})*",
            r".",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_CLITIC = re.compile(f"(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_TWO_WORDS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}
"""Written together, two words in the treebanks: where the second begins."""
CACHED_CHUNKS = 20_000
"""Stretches without whitespace whose cuts are kept: most of those in a day of news come again ("said," "U.S.")."""


def words(text: str, start: int = 0, *, chunks: int | None = None) -> list[Word]:
    """The words of one sentence; ``start`` is its place in the document. Whitespace alone gives none.

    Of the stretches between whitespace only the last ``chunks`` are cut, if that is given.
    """
    found = []
    stop = len(text.rstrip())
    matches = list(_CHUNK.finditer(text))
    for chunk in matches[-chunks:] if chunks is not None else matches:
        piece = chunk.group()
        place = start + chunk.start()
        if piece.isalpha() and piece.lower() not in _TWO_WORDS:
            found.append(Word(piece, Span(place, place + len(piece))))
        else:
            for a, b in _cut(piece, chunk.end() >= stop):
                found.append(Word(piece[a:b], Span(place + a, place + b)))
    return found


@lru_cache(CACHED_CHUNKS)
def _cut(chunk: str, last: bool) -> tuple[tuple[int, int], ...]:
    """The places of the words of ``chunk``, which holds no whitespace; ``last`` when it ends the sentence."""
    return tuple(_tokens(chunk, last))


def _tokens(chunk: str, last: bool) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(chunk):
        match = _TOKEN.match(chunk, place)
        assert match is not None, "the pattern ends in any character"
        end = match.end()
        if match["short"] and not _is_abbreviation(match["short"][:-1], last and match["end"] is not None):
            end -= 1  # the full stop is a word of its own, or the first of an ellipsis
            yield from _contracted(chunk[place:end], place)
        elif match["word"]:
            yield from _contracted(match["word"], place)
        else:
            yield place, end
        place = end


def _is_abbreviation(word: str, ends_sentence: bool) -> bool:
    """True when ``word`` keeps the full stop after it."""
    if len(word) == 1:
        return word.isupper() and not ends_sentence
    lower = word.lower()
    if lower in ALSO_WORDS:
        return word[0].isupper() and not ends_sentence
    return lower in ABBREVIATIONS and (lower in BEFORE_NAME or not ends_sentence)


def _contracted(word: str, place: int) -> Iterator[tuple[int, int]]:
    """The places of the words in a contraction that begins at ``place``; of any other word, its own place."""
    cuts = []
    end = len(word)
    if word.lower() in _TWO_WORDS:
        cuts.append(_TWO_WORDS[word.lower()])
    while (clitic := _CLITIC.search(word, 0, end)) and clitic.start() > 0:
        cuts.append(clitic.start())
        end = clitic.start()
    edges = [0, *reversed(cuts), len(word)]
    for a, b in pairwise(edges):
        yield place + a, place + b
