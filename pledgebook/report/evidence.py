"""The numbered evidence: each passage once, under its document, with the places of the report that rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from urllib.parse import urlsplit

from pledgebook.model import Document, Span, Statement
from pledgebook.report.framework import Quote, Reading, Refs, Source, Use
from pledgebook.report.phrasing import LINK_LIMIT, QUOTE_LIMIT, brief, claim_words, voice_words

EVIDENCE_LIMIT = 4000
"""Passages shown in one report; 10,000 statements then stay near 4 MB. The rest are counted, and are in the ledger."""
USES_SHOWN = 8
"""Links back from one passage that show at once; those of a longer list (one sentence about 26 states) fold away."""

Passage = tuple[str, Span]


class QuoteBook:
    """Gives out the numbers of quotes and remembers who asked, so that every link leads there and back.

    ``first`` names the statements that must be shown before others when not all fit within ``limit`` passages.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        documents: Iterable[Document],
        *,
        first: Iterable[str] = (),
        limit: int = EVIDENCE_LIMIT,
    ) -> None:
        self.statements = {statement.id: statement for statement in statements}
        self._documents = {document.sha256: document for document in documents}
        self._uses: dict[Passage, dict[str, Use]] = defaultdict(dict)
        self._by_passage: dict[Passage, list[str]] = defaultdict(list)
        for identity, statement in self.statements.items():
            self._by_passage[_passage(statement)].append(identity)
        chosen = self._choose(first, limit)
        self.cut = len(self._by_passage) - len(chosen)
        self._numbers = {passage: number for number, passage in enumerate(sorted(chosen, key=self._order), start=1)}

    def _choose(self, first: Iterable[str], limit: int) -> set[Passage]:
        chosen: dict[Passage, None] = {}
        wanted = (self.statements[identity] for identity in first if identity in self.statements)
        for statement in [*wanted, *self.statements.values()]:
            if len(chosen) >= limit:
                break
            chosen[_passage(statement)] = None
        return set(chosen)

    def _order(self, passage: Passage) -> tuple[datetime, str, str, Span]:
        document = self._documents.get(passage[0])
        return (
            _published(document),
            (document.outlet or "") if document else "",
            document.name if document else self.statements[self._by_passage[passage][0]].doc,
            passage[1],
        )

    def refs(self, identities: Iterable[str], use: Use | None = None) -> Refs:
        """Numbers of the passages that hold these statements, best evidence first; ``use`` becomes the link back."""
        passages: dict[Passage, tuple[bool, float]] = {}
        unlisted: set[Passage] = set()
        for identity in identities:
            statement = self.statements.get(identity)
            if statement is None:
                continue
            passage = _passage(statement)
            if passage not in self._numbers:
                unlisted.add(passage)
                continue
            passages[passage] = min(passages.get(passage, (True, 0.0)), (statement.hearsay, -statement.confidence))
            if use:
                self._uses[passage][use.anchor] = use
        ranked = sorted(passages, key=lambda passage: (passages[passage], self._numbers[passage]))
        return Refs(numbers=tuple(self._numbers[passage] for passage in ranked), unlisted=len(unlisted))

    def sources(self) -> tuple[Source, ...]:
        """Every document that is quoted, in the order of the numbers. Call it last: uses are then complete."""
        by_document: dict[str, list[Quote]] = defaultdict(list)
        for passage, number in self._numbers.items():
            by_document[passage[0]].append(self._quote(passage, number))
        return tuple(self._source(document, quotes) for document, quotes in by_document.items())

    def _quote(self, passage: Passage, number: int) -> Quote:
        statements = [(identity, self.statements[identity]) for identity in self._by_passage[passage]]
        return Quote(
            number=number,
            text=brief(statements[0][1].quote, QUOTE_LIMIT),
            readings=tuple(_reading(identity, statement) for identity, statement in statements),
            uses=tuple(self._uses[passage].values()),
        )

    def _source(self, sha256: str, quotes: list[Quote]) -> Source:
        document = self._documents.get(sha256)
        if document is None:
            name = next(one.doc for one in self.statements.values() if one.document == sha256)
            return Source(
                name=brief(name, 200), title=None, outlet=None, published=None, link=None, quotes=tuple(quotes)
            )
        return Source(
            name=brief(document.name, 200),
            title=brief(document.title, 200) if document.title else None,
            outlet=brief(document.outlet) if document.outlet else None,
            published=document.published.date() if document.published else None,
            link=web_address(document.link),
            quotes=tuple(quotes),
        )


def web_address(link: str | None) -> str | None:
    """``link`` where it is an http(s) address; anything else (``javascript:``, ``data:``) is no link.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if link is None or len(link) > LINK_LIMIT:
        return None
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    return link.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


def published_day(document: Document | None) -> date | None:
    """The day a document appeared, where known."""
    return document.published.date() if document and document.published else None


def _published(document: Document | None) -> datetime:
    day = published_day(document)
    return datetime.combine(day, time.min) if day else datetime.max


def _passage(statement: Statement) -> Passage:
    return statement.document, statement.evidence


def _reading(identity: str, statement: Statement) -> Reading:
    return Reading(
        claim=claim_words(statement),
        voice=voice_words(statement.voices),
        directness=statement.directness,
        hearsay=statement.hearsay,
        confidence=statement.confidence,
        statement=identity,
    )
