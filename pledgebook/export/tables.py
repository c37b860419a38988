"""The ledger as flat tables, for every format that has rows: statements, positions, documents, doubts.

A cell is text, a number, yes or no, a day, a time, or a list of texts; which of them, the column says. Text passes
through ``inert.visible``: characters that act instead of showing are replaced by signs for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from pledgebook.export.contents import Contents
from pledgebook.model import Condition, Document, Position, Quantity, Statement
from pledgebook.model.inert import visible

Cell: TypeAlias = "str | int | float | bool | date | datetime | tuple[str, ...] | None"
Row: TypeAlias = "tuple[Cell, ...]"
Key: TypeAlias = "tuple[str, str]"


class Type(StrEnum):
    """What the cells of a column hold, where they hold anything."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    YES = "yes"
    DAY = "day"
    TIME = "time"
    LIST = "list"


class Table(NamedTuple):
    """A table: its ``name``, what it holds, its columns with their types, and its rows."""

    name: str
    holds: str
    columns: dict[str, Type]
    rows: Callable[[Contents], Iterator[Row]]


_TERMS = {
    "conditions": Type.LIST,
    "condition_texts": Type.LIST,
    "domain": Type.LIST,
    "quantity": Type.NUMBER,
    "unit": Type.TEXT,
    "beneficiary": Type.TEXT,
    "caveat": Type.TEXT,
}
"""Columns that statements and positions share: on which terms."""

_STATEMENT_COLUMNS = {
    "id": Type.TEXT,
    "document": Type.TEXT,
    "outlet": Type.TEXT,
    "published": Type.TIME,
    "link": Type.TEXT,
    "kind": Type.TEXT,
    "promisors": Type.LIST,
    "act": Type.TEXT,
    "direction": Type.TEXT,
    "firmness": Type.TEXT,
    "step": Type.WHOLE,
    **_TERMS,
    "approximate": Type.YES,
    "place": Type.TEXT,
    "when": Type.TEXT,
    "day": Type.DAY,
    "requester": Type.TEXT,
    "person": Type.TEXT,
    "actor": Type.TEXT,
    "directness": Type.TEXT,
    "hearsay": Type.YES,
    "count": Type.WHOLE,
    "counted": Type.TEXT,
    "quote": Type.TEXT,
    "start": Type.WHOLE,
    "end": Type.WHOLE,
    "rules": Type.LIST,
    "confidence": Type.NUMBER,
    "sha256": Type.TEXT,
}

_POSITION_COLUMNS = {
    "promisor": Type.TEXT,
    "act": Type.TEXT,
    "direction": Type.TEXT,
    "firmness": Type.TEXT,
    "step": Type.WHOLE,
    **_TERMS,
    "hearsay": Type.YES,
    "doubtful": Type.YES,
    "ruled": Type.YES,
    "since": Type.DAY,
    "rests_on": Type.LIST,
    "overrode": Type.LIST,
}

_DOCUMENT_COLUMNS = {
    "name": Type.TEXT,
    "outlet": Type.TEXT,
    "published": Type.TIME,
    "title": Type.TEXT,
    "link": Type.TEXT,
    "lang": Type.TEXT,
    "characters": Type.WHOLE,
    "sha256": Type.TEXT,
}

_DOUBT_COLUMNS = {
    "document": Type.TEXT,
    "code": Type.TEXT,
    "reason": Type.TEXT,
    "start": Type.WHOLE,
    "end": Type.WHOLE,
    "line": Type.WHOLE,
}


UNSEEN = Document(name="", text="")
"""Stands for a document that came in, with its statements, after the documents had been listed."""

LARGEST = 2**63
"""No whole number from here on fits a typed column; a page of digits is no count."""


def sources_of(contents: Contents) -> dict[Key, Document]:
    """Every document by its name and SHA-256, without its text: what statements need to tell where they are from."""
    return {
        (document.name, document.sha256): Document(
            name=document.name,
            text="",
            title=document.title,
            outlet=document.outlet,
            published=document.published,
            link=document.link,
            lang=document.lang,
        )
        for document in contents.documents()
    }


def _statements(contents: Contents) -> Iterator[Row]:
    sources = sources_of(contents)
    for statement in contents.statements():
        yield _row(_statement_cells(statement, sources.get((statement.doc, statement.document), UNSEEN)))


def _statement_cells(statement: Statement, source: Document) -> Row:
    when, count, voice = statement.when, statement.count, statement.voice
    return (
        statement.id,
        statement.doc,
        source.outlet,
        source.published,
        source.link,
        statement.kind.value,
        statement.promisors,
        statement.act,
        statement.direction.value,
        *_firmness(statement),
        *_terms(statement),
        statement.quantity.approximate if statement.quantity else None,
        statement.place,
        when.text if when else None,
        when.date if when else None,
        statement.requester,
        voice.person,
        voice.actor,
        statement.directness.value,
        statement.hearsay,
        count.n if count and count.n < LARGEST else None,
        count.what if count else None,
        statement.quote,
        *statement.evidence,
        statement.rules,
        statement.confidence,
        statement.document,
    )


def _positions(contents: Contents) -> Iterator[Row]:
    for position in contents.positions():
        yield _row(
            (
                position.promisor,
                position.act,
                position.direction.value,
                *_firmness(position),
                *_terms(position),
                position.hearsay,
                position.doubtful,
                position.ruled,
                position.since,
                position.rests_on,
                tuple(f"{overridden.statement} ({overridden.why})" for overridden in position.overrode),
            )
        )


def _firmness(on: Statement | Position) -> Row:
    return (on.firmness.value, on.firmness.step) if on.firmness else (None, None)


def _terms(on: Statement | Position) -> Row:
    quantity: Quantity | None = on.quantity
    return (
        tuple(condition_words(condition) for condition in on.conditions),
        tuple(condition.text for condition in on.conditions),
        on.domain,
        quantity.n if quantity else None,
        quantity.unit if quantity else None,
        on.beneficiary,
        on.caveat,
    )


def condition_words(condition: Condition) -> str:
    """A condition in short: ``if ceasefire``, ``until other-acts of USA``, ``or if deal``."""
    words = f"{condition.link} {condition.kind}" + (f" of {condition.on}" if condition.on else "")
    return f"or {words}" if condition.alternative else words


def _documents(contents: Contents) -> Iterator[Row]:
    for document in contents.documents():
        yield _row(_document_cells(document))


def _documents_with_text(contents: Contents) -> Iterator[Row]:
    for document in contents.documents():
        yield _row((*_document_cells(document), document.text))


def _document_cells(document: Document) -> Row:
    return (
        document.name,
        document.outlet,
        document.published,
        document.title,
        document.link,
        document.lang,
        len(document.text),
        document.sha256,
    )


def _doubts(contents: Contents) -> Iterator[Row]:
    for doubt in contents.doubts():
        yield _row((doubt.doc, doubt.code, doubt.reason, *(doubt.span or (None, None)), doubt.line))


def _row(cells: Row) -> Row:
    return tuple(_shown(cell) for cell in cells)


def _shown(cell: Cell) -> Cell:
    """A cell that is safe to show; a time is in UTC, where a naive one is taken to be already."""
    if isinstance(cell, str):
        return visible(cell)
    if isinstance(cell, tuple):
        return tuple(visible(text) for text in cell)
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=UTC) if cell.tzinfo is None else cell.astimezone(UTC)
    return cell


STATEMENTS = Table("statements", "what was stated, with its words", _STATEMENT_COLUMNS, _statements)
POSITIONS = Table("positions", "where each promisor stands on each act", _POSITION_COLUMNS, _positions)
DOCUMENTS = Table("documents", "the reports that were read", _DOCUMENT_COLUMNS, _documents)
TEXTS = Table(
    "documents", "the reports that were read, with their texts",
    _DOCUMENT_COLUMNS | {"text": Type.TEXT}, _documents_with_text,
)  # fmt: skip
DOUBTS = Table("doubts", "what could not be settled", _DOUBT_COLUMNS, _doubts)
