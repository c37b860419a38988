"""A text cut where marks begin and end, so that marks that overlap can be shown without crossing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pledgebook.model import Span, Statement


class Piece(NamedTuple):
    """``text[start:end]``: whether it lies ``inside`` evidence, the ``fields`` read there, the statements (from 1) that
    end with it."""

    start: int
    end: int
    inside: bool
    fields: tuple[str, ...]
    ends: tuple[int, ...]


def pieces(text: str, statements: Sequence[Statement]) -> list[Piece]:
    """``text`` in pieces that, put together, are it again; ``statements`` are numbered from 1 in their order."""
    length = len(text)
    evidence = [_within(statement.evidence, length) for statement in statements]
    fields = [
        (_within(span, length), name)
        for statement in statements
        for name, spans in statement.spans.items()
        for span in spans
    ]
    fields += [
        (_within(condition.span, length), "conditions")
        for statement in statements
        for condition in statement.conditions
    ]
    opened: dict[int, list[tuple[bool, str]]] = {}
    for span, name in [*((span, "") for span in evidence), *fields]:
        if span.start < span.end:
            opened.setdefault(span.start, []).append((True, name))
            opened.setdefault(span.end, []).append((False, name))
    ends: dict[int, list[int]] = {}
    for number, span in enumerate(evidence, 1):
        ends.setdefault(span.end, []).append(number)
    return _swept(length, opened, ends)


def _swept(length: int, opened: dict[int, list[tuple[bool, str]]], ends: dict[int, list[int]]) -> list[Piece]:
    """One pass over all places where something begins or ends, with a count of what is open."""
    open_marks: dict[str, int] = {}
    found = list[Piece]()
    cuts = sorted({0, length, *opened, *ends})
    for start, end in zip(cuts, [*cuts[1:], length], strict=True):
        for begins, name in opened.get(start, ()):
            open_marks[name] = open_marks.get(name, 0) + (1 if begins else -1)
        if start < end:
            fields = tuple(sorted(name for name, count in open_marks.items() if count and name))
            found.append(Piece(start, end, bool(open_marks.get("")), fields, tuple(ends.get(end, ()))))
    return found


def _within(span: Span, length: int) -> Span:
    """``span`` as far as the text goes."""
    end = min(max(span.end, 0), length)
    return Span(min(max(span.start, 0), end), end)
