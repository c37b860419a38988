"""Whom a document addresses where a sentence does not say so: "This is unacceptable", "called for an end to the blockade".

News names once the party whose deeds it is about; who condemns them or asks for their end then need not name it again. That
party is the one at whom most of the document's named requests and objections are aimed, or that does most of what is asked for
or condemned there: of "slammed plans to build a shield", the one that builds it. What was told before counts more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pledgebook.model import Kind, Statement
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.features import Setting
from pledgebook.reading.hints import Hints
from pledgebook.reading.party import ADDRESSED, IMPLIED, Party

LEAST = 0.5
"""How much must be aimed at a party (a request or an objection that is sure counts one) for it to be known from that."""
AFTER = 0.5
"""What counts of what is told after the sentence."""
COALITION = "COALITION"
SEVERAL = ("several",)
"""Whoever acts as a group: where they do most, the addressee stays a group."""
UNHINTED = 0.2
"""What a candidate counts of which the network says nothing."""


class Telling(NamedTuple):
    """What one statement tells of a party: something aimed at it, or of a class of acts (``act``) that it does itself."""

    place: int
    promisors: tuple[str, ...]
    kind: Kind
    act: str | None


class Addressed:
    """The parties at whom the requests and objections of one document are aimed, or that do what they are about."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._told: dict[Telling, float] = {}
        for candidate in candidates:
            s = candidate.statement
            one = not any(map(_is_several, s.promisors))
            if one or s.kind is Kind.COMMITMENT:
                act = s.act if s.kind is Kind.COMMITMENT else None
                key = Telling(s.evidence.start, s.promisors if one else SEVERAL, s.kind, act)
                self._told[key] = max(self._told.get(key, 0.0), _chance(candidate))

    def named(self, candidate: Candidate, setting: Setting, hints: Hints | None) -> Candidate:
        """The candidate with the promisor known from the rest of the document, where its own sentence names none."""
        if candidate.who.how != IMPLIED or (codes := self.by(candidate.statement)) is None:
            return candidate
        return candidate.of(Party(codes, None, candidate.who.span, ADDRESSED), setting, hints)

    def by(self, statement: Statement) -> tuple[str, ...] | None:
        """Whom ``statement`` addresses: never those that ask, nor, where it is not said who asks, those that speak."""
        asking = [statement.requester] if statement.requester else [voice.actor for voice in statement.voices]
        own = {code for names in asking for code in (names or "").split(",")}
        much: dict[tuple[str, ...], float] = {}
        for told, chance in self._told.items():
            if not own & set(told.promisors) and told.act in (None, statement.act):
                part = AFTER if told.place > statement.evidence.start else 1.0
                much[told.promisors] = much.get(told.promisors, 0.0) + part * chance
        best = max(much, key=much.__getitem__, default=SEVERAL)
        return best if best != SEVERAL and much[best] >= LEAST else None


def _is_several(code: str) -> bool:
    return code.startswith("group:") or code[0].isdigit() or code == COALITION


def _chance(candidate: Candidate) -> float:
    """How likely the network holds it that something is asked or objected to where the candidate stands."""
    return candidate.hinted.chance if candidate.hinted is not None else UNHINTED
