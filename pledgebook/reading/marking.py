"""A statement laid over the sentence it was read from: which words made which field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pledgebook.model import Span, Statement

FIELD_ORDER = (
    "voice", "requester", "promisors", "cue", "act", "beneficiary", "quantity", "when", "place", "condition", "caveat",
    "count",
)  # fmt: skip
"""The order in which fields are told; others follow by name."""


class Mark(NamedTuple):
    """Words that a field was read from."""

    field: str
    span: Span


class Piece(NamedTuple):
    """Words that stand in the same fields from first to last; the field with the most words comes first."""

    text: str
    span: Span
    fields: tuple[str, ...]


def marks(statement: Statement) -> list[Mark]:
    """Every place that a field of ``statement`` was read from, in the order of fields, then of places."""
    found = {
        Mark(field, Span(*span)) for field, spans in statement.spans.items() for span in spans if field != "conditions"
    }
    found |= {Mark("condition", Span(*condition.span)) for condition in statement.conditions}
    found |= {Mark("voice", Span(*voice.span)) for voice in statement.voices if voice.span}
    for field, value in (("quantity", statement.quantity), ("when", statement.when)):
        if value is not None:
            found.add(Mark(field, Span(*value.span)))
    return sorted(found, key=lambda mark: (_rank(mark.field), mark.field, mark.span))


def _rank(field: str) -> int:
    return FIELD_ORDER.index(field) if field in FIELD_ORDER else len(FIELD_ORDER)


def pieces(text: str, span: Span, found: list[Mark]) -> Iterator[Piece]:
    """``span`` of ``text`` cut wherever a field begins or ends; joined again the pieces give it back."""
    found = sorted(found, key=lambda mark: mark.span.start - mark.span.end)
    edges = {span.start, span.end}
    edges |= {edge for mark in found for edge in mark.span if span.start < edge < span.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        here = Span(start, end)
        fields = [mark.field for mark in found if mark.span.covers(here)]
        yield Piece(here.of(text), here, tuple(dict.fromkeys(fields)))


def bracketed(text: str, span: Span, found: list[Mark]) -> str:
    """``span`` of ``text`` with each field in brackets, for where there is no colour.

    >>> bracketed("Norway will help", Span(0, 16), [Mark("promisors", Span(0, 6)), Mark("act", Span(12, 16))])
    '[promisors: Norway] will [act: help]'
    """
    shown: list[str] = []
    before: tuple[str, ...] = ()
    for piece in pieces(text, span, found):
        shown += ["]" for field in before if field not in piece.fields]
        shown += [f"[{field}: " for field in piece.fields if field not in before]
        shown.append(piece.text)
        before = piece.fields
    return "".join([*shown, *("]" for _ in before)])
