"""Documents that tell one story, and what changed between the states of one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec

from pledgebook.ledger.columns import exact
from pledgebook.ledger.database import Database
from pledgebook.ledger.retrieval import Horizon, document_of
from pledgebook.model.document import Document

_SENTENCE = re.compile(r"[^.!?\n]*[.!?]+[\"”’)]*|[^.!?\n]+")


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was and as it is: the sentences that went and those that came."""

    before: Document
    after: Document
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that count as one source: the names of all, the first received first, and their outlets."""

    names: tuple[str, ...]
    outlets: tuple[str, ...]


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, roughly: for showing what changed, not for reading."""
    return [piece for found in _SENTENCE.findall(text) if (piece := " ".join(found.split()))]


def changed_sentences(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences that went and those that came, each in its order."""
    old, new = sentences(before), sentences(after)
    removed: list[str] = []
    added: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[i1:i2]
            added += new[j1:j2]
    return tuple(removed), tuple(added)


def revisions(database: Database, sight: Horizon) -> Iterator[Revision]:
    """Every page of which a later state came in, in the order in which the later states came."""
    pairs = database.rows(
        "SELECT revises, seq FROM documents WHERE revises IS NOT NULL AND seq <= ? AND said <= ? ORDER BY seq",
        (sight.entry, sight.said),
    )
    for earlier, later in pairs:
        before, after = document_of(database, earlier), document_of(database, later)
        removed, added = changed_sentences(before.text, after.text)
        yield Revision(before=before, after=after, removed=removed, added=added)


def stories(database: Database, sight: Horizon) -> list[Story]:
    """Groups of two or more documents that count as one source, as they are told apart now."""
    rows = database.rows(
        "SELECT story, name, outlet FROM documents WHERE seq <= ? AND said <= ? AND story IN"
        " (SELECT story FROM documents WHERE seq <= ? AND said <= ? GROUP BY story HAVING count(*) > 1)"
        " ORDER BY story, seq",
        (sight.entry, sight.said, sight.entry, sight.said),
    )
    members: dict[int, list[tuple[str, str | None]]] = {}
    for story, name, outlet in rows:
        members.setdefault(story, []).append((name, outlet))
    return [
        Story(
            names=tuple(exact(name) for name, _ in of_one),
            outlets=tuple(dict.fromkeys(outlet for _, outlet in of_one if outlet)),
        )
        for of_one in members.values()
    ]
