"""Whom a document addresses where a sentence does not say so: "This is unacceptable", "called for an end to the blockade".

News names once the party whose deeds it is about; who condemns them or asks for their end then need not name it again. That
party is the one at whom most of the document's named requests and objections are aimed.
"""

from __future__ import annotations

from collections.abc import Iterable

from pledgebook.model import Kind, Statement
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.features import Setting
from pledgebook.reading.hints import Hints
from pledgebook.reading.party import ADDRESSED, IMPLIED, Party

LEAST = 0.5
"""How much must be aimed at a party (a request or an objection that is sure counts one) for it to be known from that."""
UNHINTED = 0.2
"""What a candidate counts of which the network says nothing."""


class Addressed:
    """The parties at whom the requests and objections of one document are aimed, by how much of it is."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        likeliest: dict[tuple[int, tuple[str, ...], Kind], float] = {}
        for candidate in candidates:
            s = candidate.statement
            if s.kind in (Kind.REQUEST, Kind.OBJECTION) and not any(code.startswith("group:") for code in s.promisors):
                key = (s.evidence.start, s.promisors, s.kind)
                likeliest[key] = max(likeliest.get(key, 0.0), _chance(candidate))
        much: dict[tuple[str, ...], float] = {}
        for (_, promisors, _), chance in likeliest.items():
            much[promisors] = much.get(promisors, 0.0) + chance
        self._parties = sorted((codes for codes in much if much[codes] >= LEAST), key=lambda codes: -much[codes])

    def named(self, candidate: Candidate, setting: Setting, hints: Hints | None) -> Candidate:
        """The candidate with the promisor known from the rest of the document, where its own sentence names none."""
        if candidate.who.how != IMPLIED or (codes := self.by(candidate.statement)) is None:
            return candidate
        return candidate.of(Party(codes, None, candidate.who.span, ADDRESSED), setting, hints)

    def by(self, statement: Statement) -> tuple[str, ...] | None:
        """Whom ``statement`` addresses: never those that ask, nor, where it is not said who asks, those that speak."""
        asking = [statement.requester] if statement.requester else [voice.actor for voice in statement.voices]
        own = {code for names in asking for code in (names or "").split(",")}
        return next((codes for codes in self._parties if not own & set(codes)), None)


def _chance(candidate: Candidate) -> float:
    """How likely the network holds it that something is asked or objected to where the candidate stands."""
    return candidate.hinted.chance if candidate.hinted is not None else UNHINTED
