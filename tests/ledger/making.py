"""Small documents and readings for the tests of the ledger, made up on the spot."""

from __future__ import annotations

from datetime import datetime

import msgspec

from pledgebook.model import Directness, Document, Doubt, Firmness, Kind, Span, Statement, Voice
from pledgebook.model.statement import Condition


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader would hand over."""

    document: Document
    statements: tuple[Statement, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reader: str = "test-1"


def document(name: str, text: str, day: int | None = None, **more: object) -> Document:
    """A document of a day of September 2025."""
    published = None if day is None else datetime(2025, 9, day, 12)
    return Document(name=name, text=text, published=published, **more)  # type: ignore[arg-type]


def statement(
    on: Document,
    words: str,
    firmness: str,
    *,
    promisors: tuple[str, ...] = ("FRA",),
    act: str = "troops",
    voice: str | None = None,
    conditions: tuple[Condition, ...] = (),
    directness: Directness = Directness.NARRATION,
    hearsay: bool = False,
    confidence: float = 1.0,
    kind: Kind = Kind.COMMITMENT,
    rules: tuple[str, ...] = (),
) -> Statement:
    """A statement whose evidence are ``words`` of the document."""
    start = on.text.index(words)
    return Statement(
        doc=on.name,
        document=on.sha256,
        evidence=Span(start, start + len(words)),
        quote=words,
        kind=kind,
        promisors=promisors,
        act=act,
        firmness=Firmness(firmness),
        voices=(Voice(person=voice, actor=promisors[0]),) if voice else (),
        conditions=conditions,
        directness=directness,
        hearsay=hearsay,
        confidence=confidence,
        rules=rules,
    )


def reading(
    name: str, day: int, firmness: str, *, text: str | None = None, reader: str = "test-1", **more: object
) -> Reading:
    """One document with one statement, that of its whole text."""
    words = text or f"{name} says that the deployment is {firmness} on the {day}th."
    outlet = more.pop("outlet", None)
    made = document(name, words, day, outlet=outlet)
    return Reading(document=made, statements=(statement(made, words, firmness, **more),), reader=reader)  # type: ignore[arg-type]
