"""Sentences with exact offsets: where one ends is told by what stands before and after each full stop and line break.

Made for news: abbreviations, ellipses, quotations that close after the full stop, headlines without one, paragraphs run
together, lists. Each place is looked at once, with a bounded view to both sides, so that time grows with length alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from pledgebook.model import Span
from pledgebook.syntax.abbreviations import ABBREVIATIONS, ALSO_WORDS, BEFORE_NAME, BEFORE_NUMBER, word_set
from pledgebook.syntax.tokens import CLOSING, INVISIBLE, Word, words

_BLANK = "".join(re.findall(rf"[\s{INVISIBLE}]", "".join(map(chr, (*range(0x2070), 0x3000, 0xFEFF)))))
"""Every character that separates words, for ``str.strip``, which is many times quicker than a pattern."""
LONGEST = 2_000
"""Characters that a sentence may have; what is longer is a table, a list or a block of code that came along."""
_BEFORE = 40
"""Characters before and after a full stop that decide about it: enough for a name and its verb."""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence of a document: ``text == document.text[span.start:span.end]``, without space at its ends.

    ``cut`` is true when it is a part of something longer than ``LONGEST``.
    """

    text: str
    span: Span
    cut: bool = False

    @property
    def tokens(self) -> list[Word]:
        """Its words with their places in the document, worked out anew at each call: most sentences never need them."""
        return words(self.text, self.span.start)


def split(text: str) -> list[Sentence]:
    """The sentences of ``text``, in order; what lies between them is whitespace."""
    return list(iterate(text))


def iterate(text: str) -> Iterator[Sentence]:
    """As ``split``, one at a time, for texts of many megabytes."""
    start = 0
    for end in chain(_ends(text), (len(text),)):
        opening = _OPENING.match(text, start, end)
        if opening is not None:
            yield from _trimmed(text, start, opening.end())
            start = opening.end()
        yield from _trimmed(text, start, end)
        start = end


_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?]+|…|[。！？])(?P<close>[{CLOSING}]*)(?:\s?\[\d{{1,3}}\])*(?P<space>[^\S\n\v\f\r\x85\u2028\u2029]*)"
    r"|(?P<line>[\n\v\f\r\x85\u2028\u2029]\s*)"
    r"|(?<=\s)(?P<bullet>[•▪●‣◦■])(?=\s)"
)
_OPENING = re.compile(
    r"\s*(?:"
    r"(?:[A-Z][A-Z.'’]{2,20}(?:[ -][A-Z][A-Z.'’]{1,20}){0,3}"
    r"(?:, [A-Z][\w.'’]{1,20}(?: [A-Z\d][\w.'’]{0,20}){0,2}){0,2}(?: ?\([^()\n]{2,30}\))?"
    r"|[A-Z][\w'’]{2,20}(?: [A-Z][\w'’]{2,20})?(?:, [A-Z][\w. ]{2,20})? ?\([A-Z][^()\n]{1,30}\))"
    r"\s*(?:--|[-–—])\s+(?=[\"“A-Z])"
    r"|(?:[^.!?\n]{0,60} )?Advertisement Supported by (?=[A-Z])"
    r"|By (?:[A-Z][\w.'’-]{1,20} ){2,4}Reporting from [A-Z]\w+ (?=[A-Z])"
    r")"
)
"""What a page puts before the first sentence: a dateline ("KYIV, Ukraine (AP) - "), a byline, a notice."""
_LINE = re.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")
_WRAPPED = re.compile(r"[\w,;:–—-][^\S\n]*\n[^\S\n]*[a-z]")
_NUMBERED = re.compile(r"(?:\A|[\n.!?:;•])\s*\(?\d{1,2}\Z")
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]")
_WIDE_STOPS = ("。", "！", "？")
_ITEM = re.compile(r"\s*(?:[•▪●‣◦■*–—-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_DASHED_ITEM = re.compile(r"[-–—*]\s+[“\"]?[^\W\d_a-z]")
_NEXT = re.compile(r"[\"'“‘„«(\[\s]*(?P<word>\w+(?:['’]\w+)?)?")
_AFTER_TIME = word_set(
    "Eastern Central Pacific Mountain Greenwich Moscow Kyiv Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
"""May follow "5 p.m." within a sentence, as may what is all in capitals ("EST")."""
_TIME_FIRST = re.compile(r"\b(?:At|By|Around|From|Until|About|Before|After)\s[\d:.]+\s?[ap]\.m\Z")
"""A sentence that begins with a time goes on after it: "At 5 p.m. Macron left"."""
_ASKED = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,4}(?:asked|said|wondered|wrote|replied|shouted|added|demanded)\b")
"""Who asked: after a quoted question it belongs to the question's sentence."""
_ON_X = re.compile(r"\b(?:on|to|via) X\Z")
"""The network of that name, no initial: "He wrote on X. The minister said"."""
_LAST_WORD = re.compile(r"(?:\w\.)*[\w’'&-]*\Z")
_STARTERS = word_set(
    """a after all also although an and another any as asked at because before both but by despite during each
    earlier even every few for from he her here his how however i if in instead it its last later many meanwhile
    more most my neither no none not now of on once one only other our over she since so some still such that the
    their then there these they this those though through thus to today two under until we what when where whether
    which while who why with without yes yesterday yet you"""
)
"""Words that begin a sentence after "U.S." or "Inc."; names and nouns ("U.S. Army") go on with it."""


def _ends(text: str) -> Iterator[int]:
    """The offsets at which a sentence ends."""
    wrapped = _is_wrapped(text)
    for match in _CANDIDATE.finditer(text):
        if match["bullet"]:
            yield match.start()
        elif match["line"]:
            if len(_LINE.findall(match["line"])) > 1 or _breaks_line(text, match.start(), match.end(), wrapped):
                yield match.end()
        elif _ends_here(text, match):
            yield match.end()


def _is_wrapped(text: str) -> bool:
    """True for text broken into lines of fixed width, where a line break says nothing."""
    lines = text.count("\n")
    return lines > 2 and sum(1 for _ in _WRAPPED.finditer(text)) > 0.4 * lines


def _breaks_line(text: str, before: int, after: int, wrapped: bool) -> bool:
    """Whether a single line break is more than a space: always, but for a word that goes on in small letters."""
    if _ITEM.match(text, after, after + 8):
        return True
    if wrapped:
        return False
    following = text[after : after + 1]
    return not (following.islower() and text[before - 1 : before] not in '.!?…:"”')


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends with this stop and the quotation marks that close after it."""
    stop, close, space = match["stop"], match["close"], match["space"]
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    after = text[match.end() : match.end() + _BEFORE]
    if not space:
        return _runs_together(stop, close, before, after)
    following = _NEXT.match(after)
    word = following["word"] if following else None
    if word is None:
        if not close and _DASHED_ITEM.match(after):
            return True
        # Whitespace alone: the end of the text or of its line; or a symbol, a dash, an emoji.
        return not after.strip() or not (after[0] in "-–—,;:/&" or stop.startswith("..") or stop == "…")
    if _goes_on_small(word):
        return False
    if stop == ".":
        return bool(close) or _full_stop(before, word)
    if stop.startswith("..") or stop == "…":
        return word != "I"
    return not (close and _ASKED.match(after))


def _goes_on_small(word: str) -> bool:
    """True for a word in small letters; "iPhone" and scripts without capitals may begin a sentence."""
    return word[0].islower() and not any(c.isupper() for c in word[1:3])


def _runs_together(stop: str, close: str, before: str, after: str) -> bool:
    """Paragraphs put together without a space: "... on Friday.Macron said", '... troops."He said'."""
    if stop in _WIDE_STOPS:
        return True
    after = after.lstrip("“„«‘")
    capital = after[:1].isupper() and (after[1:2].islower() or after[1:2] in " '’")
    if not capital or len(stop) > 1:
        return False
    found = _LAST_WORD.search(before)
    last = found.group() if found else ""
    if "." in last or last.lower() in ABBREVIATIONS:
        return False
    return bool(close) or before[-1:].islower() or before[-1:].isdigit()


def _full_stop(before: str, word: str) -> bool:
    """Whether a full stop before ``word`` ends the sentence, or belongs to an abbreviation or a list's number."""
    found = _LAST_WORD.search(before)
    last = found.group() if found else ""
    lower = last.lower()
    if last.isdigit():
        return not _NUMBERED.search(before)
    if lower in BEFORE_NUMBER:
        return not word[0].isdigit()
    if lower in BEFORE_NAME and (last[0].isupper() or lower in ("vs", "v")):
        return False
    if lower in ("a.m", "p.m"):
        return not (word.isupper() or word in _AFTER_TIME or _TIME_FIRST.search(before))
    if last == "X" and _ON_X.search(before):
        return True
    if _INITIALS.fullmatch(last) or (lower in ABBREVIATIONS and (last[0].isupper() or lower not in ALSO_WORDS)):
        return word[0].isupper() and word.lower() in _STARTERS
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentence between ``start`` and ``end`` without blanks at its ends; none where there are only blanks."""
    inside = text[start:end]
    stop = len(inside.rstrip(_BLANK))
    place = len(inside) - len(inside.lstrip(_BLANK))
    cut = stop - place > LONGEST
    while place < stop:
        until = _clause_end(inside, place) if stop - place > LONGEST else stop
        part = inside[place:until].lstrip(_BLANK)
        first = start + until - len(part)
        part = part.rstrip(_BLANK)
        if part:
            yield Sentence(part, Span(first, first + len(part)), cut)
        place = until


def _clause_end(text: str, start: int) -> int:
    """Where to cut ``text``, in the second half of what is allowed: the last clause mark, else the last space."""
    lowest, highest = start + LONGEST // 2, start + LONGEST
    for marks in (";:", ",–—", " \t\n"):
        place = max(text.rfind(mark, lowest, highest) for mark in marks)
        if place >= 0:
            return place + 1
    return highest
