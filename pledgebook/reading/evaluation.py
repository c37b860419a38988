"""How close a reading comes to a gold coding: the figures of the project's scorer, matched one to one.

A read statement goes with a gold one when the middle of either lies inside the other. Pairs are taken best fit first;
``strict`` pairs agree on kind, act and promisors, ``relaxed`` ones on kind and on act or promisors. Fields are judged
over relaxed pairs only. Ratios are rounded to three places before they enter an F1, as the shared scorer does, so that
figures are equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec

from pledgebook.model import Direction, Firmness
from pledgebook.reading.coded import Coded

SAME_PARTIES = 0.5
"""Share of promisors that two statements must have in common to be about the same promisors."""


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hit_read: int, read: int, hit_gold: int, gold: int) -> Score:
        """From what was right of the read and what was found of the gold."""
        precision, recall = ratio(hit_read, read), ratio(hit_gold, gold)
        total = precision + recall
        return cls(precision, recall, round(2 * precision * recall / total, 3) if total else 0.0)


class FieldFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Share of relaxed pairs in which a field agrees."""

    promisors: float
    act: float
    direction: float
    firmness: float
    within_one_step: float = msgspec.field(name="firmness within one step")
    weighted_kappa: float = msgspec.field(name="firmness weighted kappa")
    conditions: Score = msgspec.field(name="conditions (kind, link)")
    conditions_recall: float = msgspec.field(name="conditions recall over all gold")
    voice_actor: float = msgspec.field(name="voice actor")
    directness: float
    requester: float


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of one reading; ``msgspec.to_builtins`` gives the scorer's own JSON."""

    gold: int
    read: int
    sentences: Score
    statements: Score
    relaxed: Score
    fields: FieldFigures


class Pair(NamedTuple):
    """A gold statement and the read one that goes with it."""

    gold: Coded
    read: Coded

    @property
    def same_act(self) -> bool:
        """Both name the same act class."""
        return self.gold.act == self.read.act

    @property
    def same_parties(self) -> bool:
        """Half of all promisors named by either are named by both."""
        return overlap(parties(self.gold), parties(self.read)) >= SAME_PARTIES

    @property
    def strict(self) -> bool:
        """Agreed on act and promisors (and on kind, without which there is no pair)."""
        return self.same_act and self.same_parties

    @property
    def relaxed(self) -> bool:
        """Agreed on act or promisors."""
        return self.same_act or self.same_parties


class Comparison(NamedTuple):
    """A reading laid beside a gold coding: every figure and table is worked out from this."""

    gold: list[Coded]
    read: list[Coded]
    found_gold: int
    found_read: int
    matched: list[Pair]
    missed: list[Coded]
    spurious: list[Coded]


def evaluate(gold: Iterable[Coded], read: Iterable[Coded], docs: Collection[str] = ()) -> Figures:
    """The figures of ``read`` against ``gold``; see ``compare`` for which documents count."""
    return figures(compare(gold, read, docs))


def compare(gold: Iterable[Coded], read: Iterable[Coded], docs: Collection[str] = ()) -> Comparison:
    """Pair off the statements of every document named in ``gold`` or in ``docs`` (one without any counts too)."""
    gold = list(gold)
    known = {row.doc for row in gold} | set(docs)
    golds: dict[str, list[Coded]] = defaultdict(list)
    reads: dict[str, list[Coded]] = defaultdict(list)
    for row in gold:
        golds[row.doc].append(row)
    for row in read:
        if row.doc in known:
            reads[row.doc].append(row)
    result = Comparison(gold, [row for rows in reads.values() for row in rows], 0, 0, [], [], [])
    for doc in dict.fromkeys([*golds, *reads]):
        result = _add_document(result, golds[doc], reads[doc])
    return result


def _add_document(so_far: Comparison, golds: list[Coded], reads: list[Coded]) -> Comparison:
    good = [(i, j) for i, j in pairs(golds, reads) if Pair(golds[i], reads[j]).relaxed]
    matched_gold, matched_read = {i for i, _ in good}, {j for _, j in good}
    so_far.matched.extend(Pair(golds[i], reads[j]) for i, j in good)
    so_far.missed.extend(gold for i, gold in enumerate(golds) if i not in matched_gold)
    so_far.spurious.extend(read for j, read in enumerate(reads) if j not in matched_read)
    return so_far._replace(
        found_gold=so_far.found_gold + sum(any(together(g, r) for r in reads) for g in golds),
        found_read=so_far.found_read + sum(any(together(g, r) for g in golds) for r in reads),
    )


def pairs(golds: Sequence[Coded], reads: Sequence[Coded]) -> list[tuple[int, int]]:
    """One-to-one pairs of one document, by their places in it, best fit first; ties go to the earlier row."""
    options = [
        (-fit(gold, read), i, j)
        for i, gold in enumerate(golds)
        for j, read in enumerate(reads)
        if gold.kind is read.kind and together(gold, read)
    ]
    used_gold: set[int] = set()
    used_read: set[int] = set()
    chosen = []
    for _, i, j in sorted(options):
        if i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            chosen.append((i, j))
    return chosen


def together(a: Coded, b: Coded) -> bool:
    """The middle of one evidence lies in the other: a clause goes with the sentence that holds it."""
    middle_a, middle_b = (a.start + a.end) / 2, (b.start + b.end) / 2
    return a.start <= middle_b < a.end or b.start <= middle_a < b.end


def fit(gold: Coded, read: Coded) -> float:
    """How well two statements of one kind fit: act 2, promisors 2, firmness 1, direction and requester 0.5 each."""
    return (
        0.1
        + 2.0 * (gold.act == read.act)
        + 2.0 * overlap(parties(gold), parties(read))
        + 1.0 * (gold.firmness is read.firmness)
        + 0.5 * (direction(gold) is direction(read))
        + 0.5 * (several(gold.requester) == several(read.requester))
    )


def party(label: str) -> str:
    """Groups named in different words are one party; a counted group is known by its number."""
    label = label.strip()
    return "group" if label.startswith("group:") else label


def parties(row: Coded) -> frozenset[str]:
    """The promisors of a row as they are compared."""
    return frozenset(party(name) for name in row.promisors)


def several(names: str | None) -> frozenset[str]:
    """Several requesters or voices stand in one string, joined by commas, in any order."""
    return frozenset(party(name) for name in names.split(",")) if names else frozenset()


def direction(row: Coded) -> Direction:
    """The direction of a row; one that says none gives."""
    return row.direction or Direction.GIVE


def voice_actor(row: Coded) -> frozenset[str]:
    """Whom the voice of a row speaks for."""
    return several(row.voice.actor if row.voice else None)


def condition_keys(row: Coded) -> frozenset[tuple[str, str]]:
    """The conditions of a row as they are compared: kind and link."""
    return frozenset((c.kind.value, c.link.value) for c in row.conditions)


def figures(comparison: Comparison) -> Figures:
    """All figures of a comparison."""
    n_gold, n_read = len(comparison.gold), len(comparison.read)
    strict = sum(pair.strict for pair in comparison.matched)
    relaxed = len(comparison.matched)
    return Figures(
        gold=n_gold,
        read=n_read,
        sentences=Score.of(comparison.found_read, n_read, comparison.found_gold, n_gold),
        statements=Score.of(strict, n_read, strict, n_gold),
        relaxed=Score.of(relaxed, n_read, relaxed, n_gold),
        fields=_field_figures(comparison),
    )


def _field_figures(comparison: Comparison) -> FieldFigures:
    matched = comparison.matched

    def share(agrees: Callable[[Coded, Coded], bool]) -> float:
        return ratio(sum(agrees(gold, read) for gold, read in matched), len(matched))

    firm = [(gold.firmness, read.firmness) for gold, read in matched if gold.firmness and read.firmness]
    hits = sum(len(condition_keys(gold) & condition_keys(read)) for gold, read in matched)
    in_read = sum(len(condition_keys(read)) for _, read in matched)
    in_gold = sum(len(condition_keys(gold)) for gold, _ in matched)
    return FieldFigures(
        promisors=share(lambda g, r: parties(g) == parties(r)),
        act=share(lambda g, r: g.act == r.act),
        direction=share(lambda g, r: direction(g) is direction(r)),
        firmness=ratio(sum(a is b for a, b in firm), len(firm)),
        within_one_step=ratio(sum(abs(a.step - b.step) <= 1 for a, b in firm), len(firm)),
        weighted_kappa=weighted_kappa(firm),
        conditions=Score.of(hits, in_read, hits, in_gold),
        conditions_recall=ratio(hits, sum(len(condition_keys(row)) for row in comparison.gold)),
        voice_actor=share(lambda g, r: voice_actor(g) == voice_actor(r)),
        directness=share(lambda g, r: g.directness is r.directness),
        requester=share(lambda g, r: several(g.requester) == several(r.requester)),
    )


def weighted_kappa(steps: Sequence[tuple[Firmness, Firmness]]) -> float:
    """Linear weighted kappa over the firmness steps: 1 is full agreement, 0 what chance would give."""
    if not steps:
        return 0.0
    n, top = len(steps), len(Firmness) - 1
    gold, read = [a.step for a, _ in steps], [b.step for _, b in steps]
    seen = sum(abs(a - b) / top for a, b in zip(gold, read, strict=True)) / n
    chance = sum(abs(a - b) / top for a in gold for b in read) / (n * n)
    return round(1 - seen / chance, 3) if chance else 1.0


def false_statements(comparison: Comparison, silent: Collection[str]) -> int:
    """How many statements were read in the documents of ``silent``, which hold none."""
    return sum(row.doc in silent for row in comparison.read)


def core_recall(gold: Iterable[Coded], read: Iterable[Coded]) -> float:
    """Share of the gold rows marked core that a strict pair found."""
    return evaluate([row for row in gold if row.core], read).statements.recall


def ratio(hit: float, of: float) -> float:
    """A share rounded to three places; 0 of nothing."""
    return round(hit / of, 3) if of else 0.0


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of names that two sets have in common (Jaccard); 1 of nothing."""
    return len(a & b) / len(a | b) if a or b else 1.0
