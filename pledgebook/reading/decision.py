"""Which candidates are believed, and how sure the reader is: five light logistic models over named facts.

The rules allow more than a coder would write down. A first model says whether the sentence holds a statement at all; two more
say of each candidate whether it is one (kind and act or promisor right) and whether it is right throughout. Two last ones say
both again, with the candidate laid beside its rivals in the sentence (``rivals.py``). Their mean is
turned into a confidence by a logistic curve fitted on documents that the models had not seen (Platt 1999), kept as a table.
What the network says of the words (``hints.py``) enters as numbers beside the facts, and is heard on the step of firmness. The
weights come from ``training/decision.py``; a fact without a weight counts nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import mul

import msgspec
import numpy as np
import numpy.typing as npt

from pledgebook.model import Firmness, Kind
from pledgebook.reading.candidates import Candidate, Sentence
from pledgebook.reading.features import chance_of
from pledgebook.reading.rivals import rivalry
from pledgebook.reading.verb_stances import HELPING

WEIGHTS = "decision.json"
SURE = 0.45
"""The score from which a candidate is believed even in a document that likely holds no statement."""
NEAR = 0.5
"""The part of the threshold that an act must reach beside a believed one of the same list."""
NEAR_AS_MEANS = 0.1
"""The same for the means by which somebody will help: the sentence says outright that they go together."""
STEPS = tuple(Firmness)
REFUSALS = (Firmness.RULED_OUT, Firmness.RELUCTANT)
"""Steps against an act, which a word that was never learned from tells by the codebook alone."""
STEP_FACTS = (
    "firm=", "time=", "cue=", "rule=", "rules=", "direct=", "kind=", "top=", "act=", "anchor.form=", "anchor=", "hearsay=",
    "voice=",
)  # fmt: skip
"""How the facts begin that the step of firmness looks at."""


class Weights(msgspec.Struct, frozen=True):
    """One logistic model: the weight of each fact, of each number (of the sentence vector, of the network's hints, of rivals) and
    the bias."""

    bias: float
    facts: dict[str, float]
    vector: tuple[float, ...] = ()

    def logit(self, facts: Iterable[str] = (), more: float = 0.0, numbers: Sequence[float] = ()) -> float:
        """The log odds that the model gives. ``numbers`` go with ``vector``; without any they count nothing."""
        counted: float = sum(map(mul, self.vector, numbers))
        return self.bias + more + counted + sum(map(self.facts.get, facts, repeat(0.0)))


class StepWeights(msgspec.Struct, frozen=True):
    """A multinomial logistic model of the step of firmness: rows are steps, in the order of ``Firmness``.

    ``hint[i][j]`` is what the network's log probability of step j counts for step i; ``facts`` holds what each fact that
    begins with one of ``STEP_FACTS`` speaks for each step, the step that the rules read among them.
    """

    bias: tuple[float, ...]
    hint: tuple[tuple[float, ...], ...]
    facts: dict[str, tuple[float, ...]]

    def step(self, facts: Iterable[str], hint: Sequence[float]) -> Firmness:
        """The likeliest step, the rules' facts and the network heard together."""
        scores = [
            bias + sum(weight * chance for weight, chance in zip(hinted, hint, strict=True))
            for bias, hinted in zip(self.bias, self.hint, strict=True)
        ]
        for fact in facts:
            for i, weight in enumerate(self.facts.get(fact, ())):
                scores[i] += weight
        return STEPS[scores.index(max(scores))]


class Decision(msgspec.Struct, frozen=True):
    """The models with what puts them together.

    ``sentence_weight`` is what the sentence's log odds count in the two models of candidates; ``beside`` are those that see
    a candidate beside its rivals, by ``rivals.NUMBERS``. ``scores`` and ``chances`` are the table from
    mean probability to confidence; candidates at or above ``threshold`` (a score) are believed.
    """

    sentence: Weights
    statement: Weights
    right: Weights
    steps: StepWeights
    sentence_weight: tuple[float, float]
    beside: tuple[Weights, Weights]
    threshold: float
    scores: tuple[float, ...]
    chances: tuple[float, ...]

    def weighed(self, sentence: Sentence) -> list[tuple[Candidate, float]]:
        """The candidates of one sentence with how much speaks for each, 0 to 1, its rivals weighed against it."""
        candidates, logit = sentence.candidates, self.sentence_logit(sentence)
        first = [self._alone(candidate, logit) for candidate in candidates]
        chances = [0.5 * (chance_of(statement) + chance_of(right)) for statement, right in first]
        numbers = rivalry(candidates, chances, [right for _, right in first], logit)
        beside = [0.5 * sum(chance_of(model.logit(numbers=n)) for model in self.beside) for n in numbers]
        return [
            (c, 0.5 * (alone + with_rivals)) for c, alone, with_rivals in zip(candidates, chances, beside, strict=True)
        ]

    def _alone(self, candidate: Candidate, sentence: float) -> tuple[float, float]:
        """The log odds that a candidate is a statement, and that it is right throughout, seen by itself."""
        facts, (for_statement, for_right) = candidate.features, self.sentence_weight
        numbers = candidate.hinted.numbers if candidate.hinted is not None else ()
        return (
            self.statement.logit(facts, sentence * for_statement, numbers),
            self.right.logit(facts, sentence * for_right, numbers),
        )

    def firmness(self, candidate: Candidate) -> Firmness | None:
        """The step of a candidate once the network was heard; the rules' own where it has nothing to say, speaks of what a denial
        takes back or is yet to be, or where a refusal is told in a word that it never met."""
        read, stance = candidate.statement.firmness, candidate.stance
        settled = stance.takes_back() or "yet-to" in stance.rules or (read in REFUSALS and self._is_new_word(candidate))
        if read is None or candidate.hinted is None or settled:
            return read
        return self.steps.step(candidate.features, candidate.hinted.steps)

    def _is_new_word(self, candidate: Candidate) -> bool:
        """True for a word of the codebook that no coded document used of a stand, so that nothing was learned of it."""
        cue = candidate.stance.cue
        if cue < 0:
            return False
        return f"cue={candidate.tree.tokens[cue].lemma}+{candidate.statement.kind}" not in self.steps.facts

    def sentence_logit(self, sentence: Sentence) -> float:
        """The log odds that a sentence holds a statement, from its facts, its words and its vector."""
        vector = sentence.tree.vector
        meaning = 0.0
        if vector is not None and self.sentence.vector:
            meaning = float(vector @ _array(self.sentence.vector))
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

    def believed(self, sentence: Sentence, *, sure: bool = False) -> list[tuple[Candidate, float]]:
        """The candidates of one sentence that are believed, with their scores, in the order of the text; only those that are
        ``sure``, if so asked."""
        if not sentence.candidates:
            return []
        threshold = max(SURE, self.threshold) if sure else self.threshold
        return chosen(self.weighed(sentence), threshold)


def chosen(scored: Iterable[tuple[Candidate, float]], threshold: float) -> list[tuple[Candidate, float]]:
    """The candidates that reach ``threshold`` and do not read the same words in another way than a better one; of a list
    ("funding, training and arms") all of which one does and the others come near.

    Means by which somebody will help are as sure as the surest of them, since they are told as one.
    """
    kept: list[tuple[Candidate, float]] = []
    for candidate, score in sorted(scored, key=lambda c: -c[1]):
        means = _is_means(candidate)
        if score < threshold * (NEAR_AS_MEANS if means else NEAR):
            continue
        if any(_excludes(better, candidate) for better, _ in kept):
            continue
        beside = [sure for better, sure in kept if _in_one_list(better, candidate)]
        if score >= threshold or beside:
            kept.append((candidate, max([score, *beside]) if means else score))
    return sorted(kept, key=lambda c: (c[0].stance.anchor, c[0].statement.act or ""))


def _is_means(candidate: Candidate) -> bool:
    """True for one of several things by which somebody will help: "will contribute *by training and equipping*"."""
    return candidate.listed and candidate.tree.tokens[candidate.stance.anchor].lemma in HELPING


def _in_one_list(better: Candidate, other: Candidate) -> bool:
    """True for two acts that one stand of one party names side by side."""
    a, b = better.statement, other.statement
    same = (better.stance.anchor, better.stance.cue) == (other.stance.anchor, other.stance.cue)
    return better.listed and other.listed and same and a.kind is b.kind and a.promisors == b.promisors


def _excludes(better: Candidate, other: Candidate) -> bool:
    """True when the two cannot both be meant: one act of one stance, one reading of a cue, a condition's own words."""
    a, b = better.statement, other.statement
    one, two = better.stance, other.stance
    if better.told_beside(other):
        return False
    if (a.kind, a.act, a.direction, a.promisors) == (b.kind, b.act, b.direction, b.promisors):
        return True
    if one.anchor == two.anchor and one.cue == two.cue and not (better.listed and other.listed and a.kind is b.kind):
        return True
    if (
        one.anchor == two.anchor
        and a.kind is b.kind
        and a.promisors == b.promisors
        and not (better.listed and other.listed)
    ):
        return True
    if _is_one_doing(better, other):
        return True
    if {one.cue, two.cue} != {-1} and (
        (one.cue == two.anchor and two.cue < 0) or (two.cue == one.anchor and one.cue < 0)
    ):
        return True
    if b.kind is not Kind.COMMITMENT:
        return False
    place = other.tree.tokens[two.anchor].span
    return any(c.span.start <= place.start and place.end <= c.span.end for c in a.conditions)


def _is_one_doing(better: Candidate, other: Candidate) -> bool:
    """True for two verbs of one act joined by "and" with one subject: "attended the talks and *met Sato*"."""
    a, b = better.statement, other.statement
    if (a.kind, a.act, a.direction) != (b.kind, b.act, b.direction) or not set(a.promisors) & set(b.promisors):
        return False
    one, two = better.tree.tokens[better.stance.anchor], better.tree.tokens[other.stance.anchor]
    joined = (one.label == "conj" and one.head == two.i) or (two.label == "conj" and two.head == one.i)
    return joined and one.upos == two.upos == "VERB" and better.stance.who == other.stance.who


@cache
def _array(numbers: tuple[float, ...]) -> npt.NDArray[np.float32]:
    return np.array(numbers, np.float32)


@cache
def load_decision() -> Decision:
    """The models that ship with the package."""
    return msgspec.json.decode((files("pledgebook.reading") / WEIGHTS).read_bytes(), type=Decision)
