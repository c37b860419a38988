"""Full text over quotes and documents: all words of the query must be there, the latest entered come first.

``word``, ``word*`` (any ending), ``"several words"`` (in this order), ``-word`` (must not be there). The database's
index finds the words; phrases and exclusions are checked on the text, so that both databases answer alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any, NamedTuple

import msgspec

from pledgebook.errors import InputError
from pledgebook.ledger import words
from pledgebook.ledger.columns import column, exact
from pledgebook.ledger.database import Database
from pledgebook.ledger.filters import Filters
from pledgebook.ledger.positions import day_of
from pledgebook.ledger.retrieval import Horizon
from pledgebook.model.entry import DocumentReceived, StatementRead, decoded

FIRST_PAGE, LARGEST_PAGE = 100, 20_000
"""Hits of the index taken at a time: few at first, since they mostly suffice; more where filters are strict."""

WIDE_PAGES = 2
"""Pages in which every hit of the index is taken, before only those are that pass the filters."""

SNIPPET = 160
"""Characters of a document shown around the first word found."""

_PART = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A quote (with the id of its statement) or a place in a document, with where it was published and when."""

    doc: str
    outlet: str | None
    day: date
    text: str
    statement: str | None = None


class Among(NamedTuple):
    """A condition on the rows of the index, led in by AND, and its parameters."""

    clause: str
    parameters: tuple[Any, ...]


ANY = Among("", ())

_AMONG = " AND +rowid IN (SELECT s.origin FROM statements s JOIN documents d ON d.seq = s.document WHERE {passing})"
"""Among statements that pass. The sign keeps SQLite from going to the index of words anew for each of the numbers."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for: ``terms`` for the index, ``phrases`` to be found, ``without`` not to be found."""

    terms: list[str]
    phrases: list[str]
    without: list[str]

    def accepts(self, text: str) -> bool:
        """True when phrases and exclusions hold for ``text``; the index has seen to the terms."""
        if not self.phrases and not self.without:
            return True
        line = f" {' '.join(words.tokens(text))} "
        return all(p in line for p in self.phrases) and not any(p in line for p in self.without)


def parsed(query: str) -> Query:
    """The query of a line. Raises ``InputError`` where nothing is left to look for."""
    found = Query(terms=[], phrases=[], without=[])
    for minus, phrase, minus_word, word in _PART.findall(query):
        tokens = words.tokens(phrase or word)
        if not tokens:
            continue
        if minus or minus_word:
            found.without.append(f" {' '.join(tokens)} ")
            continue
        open_end = word.endswith("*") and not phrase
        found.terms.extend([*tokens[:-1], tokens[-1] + "*"] if open_end else tokens)
        if len(tokens) > 1 and not open_end:
            found.phrases.append(f" {' '.join(tokens)} ")
    if not found.terms:
        raise InputError(f"{query!r} holds no word to look for")
    return found


def search_quotes(database: Database, query: str, sight: Horizon, filters: Filters, limit: int) -> list[Hit]:
    """Statements whose quote fits the query and which pass the filters."""
    wanted = parsed(query)
    more, parameters = filters.sql(database, sight.entry)
    passing = f"s.seq <= ? AND (s.gone IS NULL OR s.gone > ?) AND s.said <= ?{more}"
    values = (sight.entry, sight.entry, sight.said, *parameters)
    # A promisor's statements are found by key; by other filters alone, all statements would have to be gone through.
    among = ANY if filters.promisor is None else Among(_AMONG.format(passing=passing), values)
    hits: list[Hit] = []
    for page in _index_pages(database, "words_statements", wanted, sight, first=FIRST_PAGE, among=among):
        rows = database.rows(
            "SELECT s.id, e.content, d.name, d.outlet, s.said FROM statements s JOIN documents d ON d.seq = s.document"
            f" JOIN entries e ON e.seq = s.origin WHERE s.origin IN ({_numbers(page)}) AND {passing}"
            " ORDER BY s.origin DESC",
            values,
        )
        for identity, content, name, outlet, said in rows:
            entry = decoded(content)
            if isinstance(entry, StatementRead) and wanted.accepts(entry.quote):
                hits.append(Hit(doc=exact(name), outlet=outlet, day=day_of(said), text=entry.quote, statement=identity))
                if len(hits) == limit:
                    return hits
    return hits


def search_documents(database: Database, query: str, sight: Horizon, outlet: str | None, limit: int) -> list[Hit]:
    """Documents that fit the query, each with the place of its first word."""
    wanted = parsed(query)
    more, parameters = ("", ()) if outlet is None else (" AND d.outlet = ?", (column(outlet),))
    hits: list[Hit] = []
    # Texts are long: no more of them are fetched at first than are wanted.
    for page in _index_pages(database, "words_documents", wanted, sight, first=min(limit, FIRST_PAGE)):
        rows = database.rows(
            "SELECT d.name, d.outlet, d.said, e.content, t.text FROM texts t JOIN documents first ON first.seq = t.seq"
            " JOIN documents d ON d.sha256 = first.sha256 JOIN entries e ON e.seq = d.seq"
            f" WHERE t.seq IN ({_numbers(page)}) AND d.seq <= ? AND d.said <= ?{more} ORDER BY t.seq DESC, d.seq",
            (sight.entry, sight.said, *parameters),
        )
        for name, found_outlet, said, content, stored in rows:
            entry, text = decoded(content), bytes(stored).decode("utf-8", "surrogatepass")
            title = entry.title if isinstance(entry, DocumentReceived) else None
            if wanted.accepts(f"{title or ''} {text}"):
                hits.append(
                    Hit(doc=exact(name), outlet=found_outlet, day=day_of(said), text=snippet(text, wanted.terms[0]))
                )
                if len(hits) == limit:
                    return hits
    return hits


def _index_pages(
    database: Database, table: str, wanted: Query, sight: Horizon, *, first: int, among: Among = ANY
) -> Iterator[list[int]]:
    """Numbers of the rows in which the index finds all terms, latest first, in pages that grow.

    Where ``WIDE_PAGES`` of them are not enough, only the numbers ``among`` those given are taken from then on: few hits
    are, and to fetch all the others would be most of the work. Before that, to find these numbers would be.
    """
    match, terms = words.MATCH[database.dialect].format(table=table), words.matching(database.dialect, wanted.terms)
    size, upto = max(first, 1), sight.entry
    for page in count():
        only = among if page >= WIDE_PAGES else ANY
        rows = database.rows(f"{match}{only.clause} ORDER BY rowid DESC LIMIT ?", (terms, upto, *only.parameters, size))
        if rows:
            yield [number for (number,) in rows]
        if len(rows) < size:
            return
        upto, size = rows[-1][0] - 1, min(size * 4, LARGEST_PAGE)


def _numbers(page: list[Any]) -> str:
    """Numbers of our own making as SQL: drivers bind only some tens of thousands of parameters."""
    return ", ".join(str(int(number)) for number in page)


def snippet(text: str, term: str) -> str:
    """The words of ``text`` around the first place of ``term``."""
    place = words.folded(text).find(term.rstrip("*"))
    start = max(min(place, len(text)) - SNIPPET // 2, 0)
    piece = " ".join(text[start : start + SNIPPET].split())
    return f"{'… ' if start else ''}{piece}{' …' if start + SNIPPET < len(text) else ''}"
