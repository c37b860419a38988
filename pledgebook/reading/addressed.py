"""Whom a document addresses where a sentence does not say so: "This is unacceptable", "called for an end to the blockade".

News names once the party whose deeds it is about; who condemns them or asks for their end then need not name it again. That
party is the one at whom most of the document's named requests and objections are aimed, or that does most of what is asked for
or condemned there: of "slammed plans to build a shield", the one that builds it. What was told before counts more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

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


PARTIES = 100
"""So many parties are weighed against each other; a text that names more addresses none of the rest."""
Key = TypeVar("Key", bound=Hashable)


class Sum:
    """What is told of one party, added up over the text in order."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._chances: list[float] = []
        self._sums: list[float] = []

    def add(self, place: int, chance: float) -> None:
        """``chance`` is told at ``place``; of one place the likeliest counts."""
        if self._places and self._places[-1] == place:
            chance = max(chance, self._chances.pop())
            self._places.pop()
            self._sums.pop()
        self._places.append(place)
        self._chances.append(chance)
        self._sums.append((self._sums[-1] if self._sums else 0.0) + chance)

    @property
    def whole(self) -> float:
        """All of it."""
        return self._sums[-1]

    def seen_from(self, place: int) -> float:
        """All of it, what is told after ``place`` counting ``AFTER``."""
        until = bisect_right(self._places, place)
        before = self._sums[until - 1] if until else 0.0
        return before + AFTER * (self.whole - before)


class Addressed:
    """The parties at whom the requests and objections of one document are aimed, or that do what they are about."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """``candidates`` in the order of the text."""
        aimed: dict[tuple[Kind, tuple[str, ...]], Sum] = defaultdict(Sum)
        done: dict[str | None, dict[tuple[str, ...], Sum]] = defaultdict(lambda: defaultdict(Sum))
        for candidate in candidates:
            s, chance = candidate.statement, _chance(candidate)
            one = not any(map(_is_several, s.promisors))
            if s.kind is Kind.COMMITMENT:
                done[s.act][s.promisors if one else SEVERAL].add(s.evidence.start, chance)
            elif one:
                aimed[s.kind, s.promisors].add(s.evidence.start, chance)
        self._aimed = _leading(aimed)
        self._done = {act: _leading(parties) for act, parties in done.items()}

    def named(self, candidate: Candidate, setting: Setting, hints: Hints | None) -> Candidate:
        """The candidate with the promisor known from the rest of the document, where its own sentence names none."""
        if candidate.who.how != IMPLIED or (codes := self.by(candidate.statement)) is None:
            return candidate
        return candidate.of(Party(codes, None, candidate.who.span, ADDRESSED), setting, hints)

    def by(self, statement: Statement) -> tuple[str, ...] | None:
        """Whom ``statement`` addresses: never those that ask, nor, where it is not said who asks, those that speak."""
        asking = [statement.requester] if statement.requester else [voice.actor for voice in statement.voices]
        own = {code for names in asking for code in (names or "").split(",")}
        place, much = statement.evidence.start, dict[tuple[str, ...], float]()
        told = [(codes, one) for (_, codes), one in self._aimed.items()]
        for codes, one in (*told, *self._done.get(statement.act, {}).items()):
            if not own & set(codes):
                much[codes] = much.get(codes, 0.0) + one.seen_from(place)
        best = max(much, key=much.__getitem__, default=SEVERAL)
        return best if best != SEVERAL and much[best] >= LEAST else None


def _leading(sums: Mapping[Key, Sum]) -> dict[Key, Sum]:
    """The ``PARTIES`` of which most is told, in their order."""
    most = set(sorted(sums, key=lambda key: -sums[key].whole)[:PARTIES])
    return {key: one for key, one in sums.items() if key in most}


def _is_several(code: str) -> bool:
    return code.startswith("group:") or code[0].isdigit() or code == COALITION


def _chance(candidate: Candidate) -> float:
    """How likely the network holds it that something is asked or objected to where the candidate stands."""
    return candidate.hinted.chance if candidate.hinted is not None else UNHINTED
