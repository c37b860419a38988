"""What the rules alone allow in a text, read with the real parser and a network that has nothing to say."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from pledgebook.model import Document, Kind, Statement
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Parser, split
from tests.reading.any_tree import AnyNetwork


@cache
def _parser() -> Parser:
    return Parser.load()


@cache
def _reader() -> Reader:
    return Reader(parser=_parser(), network=AnyNetwork())


def candidates(text: str, published: datetime | None = None) -> list[Candidate]:
    """All candidates, believed or not, in the order of the text."""
    document = Document(name="case", text=text, published=published)
    found = _reader().sentences(document, _parser().parse(split(text)))
    return [candidate for sentence in found for candidate in sentence.candidates]


def allowed(text: str, published: datetime | None = None) -> list[Statement]:
    """Their statements."""
    return [candidate.statement for candidate in candidates(text, published)]


def of_kind(kind: Kind, text: str) -> list[Statement]:
    """Those of one kind among them."""
    return [s for s in allowed(text) if s.kind is kind]
