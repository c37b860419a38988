"""What the ledger holds: entries, each with a number, the time at which it was learned, and a hash.

    Entry
    ├── DocumentReceived   a document came in (its text is kept beside the entries, by its SHA-256)
    ├── DocumentRead       a reader of some version read it
    ├── StatementRead      a statement found by that reading
    ├── DoubtNoted         what that reading, or the intake, could not settle
    ├── StatementDropped   a newer reading of the same document no longer finds the statement
    ├── Ruled              a coder's word on a statement, a promisor or a document
    ├── RulingMoved        a ruling followed its words to a newer reading, or found none there
    └── SourceFact         what is known of an outlet

An entry refers to another by its number. Entries are written once, in canonical JSON, and never changed.
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from pledgebook.model.document import Document, Span
from pledgebook.model.doubt import Doubt
from pledgebook.model.statement import (
    Condition,
    Count,
    Direction,
    Directness,
    Firmness,
    Kind,
    Quantity,
    Statement,
    Voice,
    When,
)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="entry"):
    """Base of all entries. Fields at their default are left out of the JSON, which keeps a million entries small."""


class DocumentReceived(Entry, tag="document", frozen=True, kw_only=True, omit_defaults=True):
    """``text`` is the entry that first received the same text (0: this one), ``copy_of`` the document of which this one
    is a near-identical copy, ``revises`` the earlier state of the same page."""

    name: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    link: str | None = None
    lang: str | None = None
    text: int = 0
    copy_of: int | None = None
    revises: int | None = None

    def document(self, text: str) -> Document:
        """The document as it came in, with its ``text``."""
        return Document(
            name=self.name,
            text=text,
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            link=self.link,
            lang=self.lang,
        )


class DocumentRead(Entry, tag="read", frozen=True, kw_only=True, omit_defaults=True):
    """``document`` was read by ``reader`` (name and version). Written for documents without a statement too."""

    document: int
    reader: str


class StatementRead(Entry, tag="statement", frozen=True, kw_only=True, omit_defaults=True):
    """A statement, less what its document says already; ``reading`` is the ``DocumentRead`` entry that found it."""

    document: int
    reading: int
    evidence: Span
    quote: str
    kind: Kind
    promisors: tuple[str, ...] = ()
    act: str | None = None
    direction: Direction = Direction.GIVE
    domain: tuple[str, ...] = ()
    firmness: Firmness | None = None
    conditions: tuple[Condition, ...] = ()
    caveat: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    when: When | None = None
    beneficiary: str | None = None
    requester: str | None = None
    voices: tuple[Voice, ...] = ()
    directness: Directness = Directness.NARRATION
    hearsay: bool = False
    count: Count | None = None
    spans: dict[str, tuple[Span, ...]] = {}
    rules: tuple[str, ...] = ()
    confidence: float = 1.0

    def statement(self, name: str, sha256: str) -> Statement:
        """The statement, given the ``name`` and ``sha256`` of its document."""
        return Statement(doc=name, document=sha256, **{field: getattr(self, field) for field in CLAIMED})


CLAIMED = tuple(field for field in StatementRead.__struct_fields__ if field not in ("document", "reading"))
"""Fields that a statement and its entry share under one name."""


class DoubtNoted(Entry, tag="doubt", frozen=True, kw_only=True, omit_defaults=True):
    """A doubt; ``reading`` is 0 where the input never became a document."""

    doubt: Doubt
    reading: int = 0


class StatementDropped(Entry, tag="dropped", frozen=True, kw_only=True, omit_defaults=True):
    """``statement`` is no longer found by ``reading``."""

    statement: int
    reading: int


class Verb(StrEnum):
    """What a ruling does."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    MERGE = "merge"
    NOTE = "note"


class Ruled(Entry, tag="ruling", frozen=True, kw_only=True, omit_defaults=True):
    """A coder's ruling, by ``by``, for the reason ``why``.

    On a statement: ``statement`` is its entry and ``id`` its id; ``changes`` (``amend``) maps fields to new values.
    On promisors: ``merge`` with ``promisor`` into ``into``. On documents: ``merge`` with ``document`` (a copy) ``of``
    another. A ``note`` may stand on a statement, a promisor or a document.
    """

    verb: Verb
    by: str
    why: str = ""
    statement: int = 0
    id: str = ""
    changes: dict[str, Any] = {}
    promisor: str = ""
    into: str = ""
    document: int = 0
    of: int = 0


class RulingMoved(Entry, tag="moved", frozen=True, kw_only=True, omit_defaults=True):
    """After ``reading``, the ruling of entry ``ruling`` stands on ``statement``; 0 where nothing there fits."""

    ruling: int
    reading: int
    statement: int = 0


class SourceFact(Entry, tag="source", frozen=True, kw_only=True, omit_defaults=True):
    """A ``fact`` about an ``outlet`` (``owner``, ``country``, ``kind``, ``reliability`` ...) and its ``value``."""

    outlet: str
    fact: str
    value: str
    by: str
    why: str = ""


AnyEntry = (
    DocumentReceived | DocumentRead | StatementRead | DoubtNoted | StatementDropped | Ruled | RulingMoved | SourceFact
)

_decode: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)
_encode = msgspec.json.Encoder(order="deterministic")


def canonical(entry: AnyEntry) -> bytes:
    """``entry`` in its one canonical JSON form: fields in the order of their declaration, keys of mappings sorted.

    Lone surrogates, which UTF-8 does not hold, are written as ``\\uXXXX`` escapes.
    """
    try:
        return _encode.encode(entry)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(entry, order="deterministic")
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()


def decoded(content: bytes) -> AnyEntry:
    """The entry of canonical ``content``. Raises ``msgspec.DecodeError`` where it is none."""
    try:
        return _decode.decode(content)
    except msgspec.DecodeError:
        # msgspec refuses escapes of lone surrogates, which Python's own reader takes.
        if b"\\ud" not in content:
            raise
        try:
            entry: AnyEntry = msgspec.convert(json.loads(content), AnyEntry)
        except ValueError as error:
            raise msgspec.DecodeError(str(error)) from error
        return entry
