"""Which candidates are believed, and how sure the reader is: three light logistic models over named facts.

The rules allow more than a coder would write down. A first model says whether the sentence holds a statement at all; two more
say of each candidate whether it is one (kind and act or promisor right) and whether it is right throughout. Their mean is
turned into a confidence by an isotonic table fitted on documents that the models had not seen (Platt 1999; Zadrozny and Elkan
2002). The weights come from ``training/decision.py``; a fact without a weight counts nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp

import msgspec
import numpy as np

from pledgebook.reading.candidates import Candidate, Sentence

WEIGHTS = "decision.json"


class Weights(msgspec.Struct, frozen=True):
    """One logistic model: the weight of each fact, of each number of the sentence vector (or none), and the bias."""

    bias: float
    facts: dict[str, float]
    vector: tuple[float, ...] = ()

    def logit(self, facts: Iterable[str], more: float = 0.0) -> float:
        """The log odds that the model gives."""
        get = self.facts.get
        return self.bias + more + sum(get(fact, 0.0) for fact in facts)


class Decision(msgspec.Struct, frozen=True):
    """The models with what puts them together.

    ``sentence_weight`` is what the sentence's log odds count in the two models of candidates. ``scores`` and ``chances``
    are the isotonic table from mean probability to confidence; candidates at or above ``threshold`` (a score) are believed.
    """

    sentence: Weights
    statement: Weights
    right: Weights
    sentence_weight: tuple[float, float]
    threshold: float
    scores: tuple[float, ...]
    chances: tuple[float, ...]

    def score(self, candidate: Candidate, sentence: float) -> float:
        """How much speaks for a candidate, 0 to 1, in a sentence with the log odds ``sentence``."""
        facts = candidate.features
        return 0.5 * (
            _chance(self.statement.logit(facts, sentence * self.sentence_weight[0]))
            + _chance(self.right.logit(facts, sentence * self.sentence_weight[1]))
        )

    def sentence_logit(self, sentence: Sentence) -> float:
        """The log odds that a sentence holds a statement, from its facts, its words and its vector."""
        vector = sentence.tree.vector
        meaning = (
            float(vector @ np.array(self.sentence.vector, vector.dtype))
            if vector is not None and self.sentence.vector
            else 0.0
        )
        return self.sentence.logit((*sentence.setting.facts, *sentence.setting.words), meaning)

    def confidence(self, score: float) -> float:
        """The share of statements with this score that a coder would agree with, read off the table with straight lines."""
        k = bisect_left(self.scores, score)
        if k == 0:
            return self.chances[0]
        if k == len(self.scores):
            return self.chances[-1]
        low, high = self.scores[k - 1], self.scores[k]
        part = (score - low) / (high - low) if high > low else 1.0
        return self.chances[k - 1] + part * (self.chances[k] - self.chances[k - 1])

    def believed(self, sentence: Sentence) -> list[tuple[Candidate, float]]:
        """The candidates of one sentence that are believed, with their scores, in the order of the text."""
        if not sentence.candidates:
            return []
        logit = self.sentence_logit(sentence)
        return chosen([(c, self.score(c, logit)) for c in sentence.candidates], self.threshold)


def chosen(scored: Iterable[tuple[Candidate, float]], threshold: float) -> list[tuple[Candidate, float]]:
    """At most one act for each stance, and each claim once: the one with the highest score, if it reaches ``threshold``."""
    stances: dict[tuple[object, ...], tuple[Candidate, float]] = {}
    for candidate, score in scored:
        s = candidate.statement
        key = (candidate.stance.anchor, s.kind, s.promisors, s.act if candidate.listed else None)
        if score >= threshold and (key not in stances or score > stances[key][1]):
            stances[key] = (candidate, score)
    claims: dict[tuple[object, ...], tuple[Candidate, float]] = {}
    for candidate, score in stances.values():
        s = candidate.statement
        claim = (s.kind, s.act, s.direction, s.promisors)
        if claim not in claims or score > claims[claim][1]:
            claims[claim] = (candidate, score)
    return sorted(claims.values(), key=lambda c: (c[0].stance.anchor, c[0].statement.act or ""))


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + exp(-logit)) if logit > -700 else 0.0


@cache
def load_decision() -> Decision:
    """The models that ship with the package."""
    return msgspec.json.decode((files("pledgebook.reading") / WEIGHTS).read_bytes(), type=Decision)
