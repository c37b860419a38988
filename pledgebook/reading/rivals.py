"""What speaks against a candidate is another of its sentence: readings of one clause, acts of one party, shares of one chance.

A first score looks at each candidate alone. These numbers lay it beside the others, for a second one (stacked generalisation,
Wolpert 1992): which of two halves that share their support is meant, and whether a sentence that surely holds a statement has a
better one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from pledgebook.reading.candidates import Candidate

NUMBERS = (
    "first score", "right throughout", "sentence", "best rival", "best of the word", "best of the act", "best of the party",
    "all of the word", "all of the party", "all of the act", "all", "share",
)  # fmt: skip
"""What ``rivalry`` gives for each candidate, in order: log odds, sums of chances, a log of a sum, a share."""
LEAST = 1e-4
NONE = 0.01
"""Added to the sum of all chances: a sentence of none is no better than one of little."""


def rivalry(
    candidates: Sequence[Candidate], chances: Sequence[float], right: Sequence[float], sentence: float
) -> list[tuple[float, ...]]:
    """``NUMBERS`` for each of the ``candidates`` of one sentence, whose first scores are ``chances`` (0 to 1).

    ``right`` are the log odds that each is right throughout, ``sentence`` those that the sentence holds a statement.
    """
    whole = sum(chances)
    found = []
    for i, one in enumerate(candidates):
        others = [(other, chances[k]) for k, other in enumerate(candidates) if k != i and not one.told_beside(other)]
        word, act, party = (
            [chance for other, chance in others if alike(one, other)] for alike in (_same_word, _same_act, _same_party)
        )
        best = [log_odds(max(group, default=0.0)) for group in ([chance for _, chance in others], word, act, party)]
        sums = [sum(group) for group in (word, party, act)]
        found.append(
            (log_odds(chances[i]), right[i], sentence, *best, *sums, log(whole + NONE), chances[i] / (whole + NONE))
        )
    return found


def _same_word(a: Candidate, b: Candidate) -> bool:
    return a.stance.anchor == b.stance.anchor


def _same_act(a: Candidate, b: Candidate) -> bool:
    return a.statement.kind is b.statement.kind and a.statement.act == b.statement.act


def _same_party(a: Candidate, b: Candidate) -> bool:
    return a.statement.kind is b.statement.kind and a.statement.promisors == b.statement.promisors


def log_odds(chance: float) -> float:
    """The log odds of a chance, kept finite."""
    kept = min(max(chance, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))
