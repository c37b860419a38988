"""How much of a document tells what a party does, and of which acts: who and what it is about is likelier meant by a few words.

The shares are numbers for the decision, taken from what the network holds of the other sentences' candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from math import log

from pledgebook.model import Statement
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.features import ACT_AND_KIND, NAMED, chance_of

LITTLE, SOME = 0.1, 0.5
"""Added to a share and to the whole: in a short document nothing is sure."""


class Shares:
    """The shares of one document's parties and acts. Each sentence counts once for each of them, at its likeliest."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._chances: dict[Hashable, dict[int, float]] = defaultdict(dict)
        for candidate in candidates:
            place = candidate.tree.span.start
            for key, chance in _chances(candidate):
                kept = self._chances[key]
                kept[place] = max(kept.get(place, 0.0), chance)
        self._sums = {key: sum(chances.values()) for key, chances in self._chances.items()}

    def told(self, candidate: Candidate) -> Candidate:
        """The candidate with the logarithms of the shares of its party and its act among its numbers: of all, and of its kind."""
        if candidate.hinted is None:
            return candidate
        place, whole = candidate.tree.span.start, self._elsewhere(WHOLE, candidate.tree.span.start) + SOME
        keys = (
            *_of_party(candidate.statement),
            *_of_act(candidate.statement),
        )  # in the order of ``SHARES`` in ``features``
        shares = tuple(log((self._elsewhere(key, place) + LITTLE) / whole) for key in keys)
        hinted = candidate.hinted._replace(numbers=(*candidate.hinted.numbers, *shares))
        return candidate._replace(hinted=hinted)

    def _elsewhere(self, key: Hashable, place: int) -> float:
        return self._sums.get(key, 0.0) - self._chances.get(key, {}).get(place, 0.0)


WHOLE = ("whole",)


def _of_party(s: Statement) -> tuple[Hashable, ...]:
    return ("party", s.promisors), ("kind and party", s.kind, s.promisors)


def _of_act(s: Statement) -> tuple[Hashable, ...]:
    return ("act", s.act), ("kind and act", s.kind, s.act)


def _chances(candidate: Candidate) -> Iterator[tuple[Hashable, float]]:
    """How likely the network holds it that the candidate's words are of each of its keys, 0 to 1."""
    if candidate.hinted is None:
        return
    act = chance_of(candidate.hinted.numbers[ACT_AND_KIND])
    party = act * chance_of(candidate.hinted.numbers[NAMED])
    yield WHOLE, act
    yield from ((key, party) for key in _of_party(candidate.statement))
    yield from ((key, act) for key in _of_act(candidate.statement))
