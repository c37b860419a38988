"""Quotation marks: which stretches of a text stand between them."""

from __future__ import annotations

from bisect import bisect_right

from pledgebook.model import Span

OPENING = {"“": "”", "„": "“", "«": "»", '"': '"'}
LONGEST_QUOTE = 1500
"""Characters after which an unclosed quotation mark is taken for a stray one."""


class Quotations:
    """The quotations of a text, to be asked by place."""

    def __init__(self, text: str) -> None:
        self._spans = quotations(text)
        self._starts = [span.start for span in self._spans]

    def at(self, place: int) -> Span | None:
        """The quotation that the character at ``place`` stands in, if any."""
        k = bisect_right(self._starts, place) - 1
        return self._spans[k] if k >= 0 and place < self._spans[k].end else None


def quotations(text: str) -> list[Span]:
    """Spans between quotation marks, the marks left out, in order and without overlap; linear in the length of the
    text.

    A quotation that runs over paragraphs, each opened anew and only the last closed, is one span for each paragraph. A
    mark that is never closed ends with its paragraph or where the next one opens.
    """
    spans: list[Span] = []
    start = -1
    closing = ""
    for i, char in enumerate(text):
        if start < 0:
            if char in OPENING and not (char == '"' and _closes(text, i)):
                start, closing = i + 1, OPENING[char]
        elif (
            char == closing
            or (char in '”"' and closing in '”"' and (char == '"' or "“" not in text[start:i]))
            or char == "\n"
            or i - start > LONGEST_QUOTE
        ):
            spans.append(Span(start, i))
            start = -1
        elif char in "“«" and OPENING[char] == closing:
            spans.append(Span(start, i))
            start = i + 1
    if start >= 0:
        spans.append(Span(start, len(text)))
    return [s for s in spans if s.end > s.start]


def _closes(text: str, i: int) -> bool:
    """A straight mark behind a letter or full stop and before a space can only close; its opening one is lost."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    return not before.isspace() and before not in "([—–-" and (after.isspace() or after in ".,;)")
