"""Whether a confidence means what it says: of the statements read at 0.8, four in five should be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pledgebook.reading.evaluation import Comparison

BINS = 10


class Bin(NamedTuple):
    """The read statements whose confidence lies in one tenth: how many, how sure on average, how often right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def judged(comparison: Comparison) -> list[tuple[float, bool]]:
    """The confidence of every read statement with whether it is right: a strict pair was found for it."""
    paired = [(pair.read.confidence, pair.strict) for pair in comparison.matched]
    return paired + [(row.confidence, False) for row in comparison.spurious]


def reliability(answers: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """The bins of equal width that hold an answer, lowest first."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        held.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    return [
        Bin(
            low=place / bins,
            high=(place + 1) / bins,
            n=len(group),
            confidence=sum(confidence for confidence, _ in group) / len(group),
            right=sum(right for _, right in group) / len(group),
        )
        for place, group in sorted(held.items())
    ]


def expected_calibration_error(answers: Iterable[tuple[float, bool]], bins: int = BINS) -> float:
    """The mean distance between confidence and share right, each bin weighted by how many it holds; 0 of nothing.

    >>> round(expected_calibration_error([(0.9, True), (0.9, False)]), 3)
    0.4
    """
    table = reliability(answers, bins)
    total = sum(one.n for one in table)
    return sum(one.n * abs(one.confidence - one.right) for one in table) / total if total else 0.0
