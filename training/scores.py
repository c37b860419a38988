"""How much of a treebank's trees a parser finds: words are matched by place, as in the CoNLL shared tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pledgebook.model import Span


class Arc(NamedTuple):
    """A word with its tags and its head, all by their places in the text; ``head`` is ``None`` for the root."""

    span: Span
    lemma: str
    upos: str
    xpos: str
    head: Span | None
    label: str


class Tally:
    """Counts of gold and found words and of what is right about them."""

    def __init__(self) -> None:
        self.gold = 0
        self.found = 0
        self.right: Counter[str] = Counter()
        self.gold_labels: Counter[str] = Counter()
        self.found_labels: Counter[str] = Counter()
        self.right_labels: Counter[str] = Counter()
        self.lemmas: Counter[tuple[str, bool]] = Counter()

    def add(self, gold: Iterable[Arc], found: Iterable[Arc]) -> None:
        """Compare the words of one text."""
        by_place = {arc.span: arc for arc in found}
        self.found += len(by_place)
        self.found_labels.update(arc.label for arc in by_place.values())
        for arc in gold:
            self.gold += 1
            self.gold_labels[arc.label] += 1
            other = by_place.get(arc.span)
            if other is not None:
                self.right.update(_agreements(arc, other))
                self.lemmas[arc.upos, arc.lemma.lower() == other.lemma.lower()] += 1
                if arc.head == other.head and arc.label == other.label:
                    self.right_labels[arc.label] += 1

    def figures(self) -> dict[str, float]:
        """F1 in percent of words, UPOS, XPOS, UAS, LAS, and LAS with subtypes of labels left out (``nsubj:pass``)."""
        total = self.gold + self.found
        names = ("words", "upos", "xpos", "uas", "las", "las_universal")
        return {name: round(200 * self.right[name] / total, 2) for name in names}

    def labels(self) -> dict[str, dict[str, Any]]:
        """For each label its number in the gold, and the share of those found (arc and label) and of those right."""
        return {
            label: {
                "gold": n,
                "recall": round(100 * self.right_labels[label] / n, 1),
                "precision": round(100 * self.right_labels[label] / max(1, self.found_labels[label]), 1),
            }
            for label, n in self.gold_labels.most_common()
        }

    def lemma_shares(self) -> dict[str, float]:
        """The share of right lemmas for each gold UPOS, case left out."""
        tags = sorted({upos for upos, _ in self.lemmas})
        sums = {upos: self.lemmas[upos, True] + self.lemmas[upos, False] for upos in tags}
        return {upos: round(100 * self.lemmas[upos, True] / sums[upos], 2) for upos in tags}


def _agreements(gold: Arc, found: Arc) -> Iterator[str]:
    yield "words"
    if gold.upos == found.upos:
        yield "upos"
    if gold.xpos == found.xpos:
        yield "xpos"
    if gold.head == found.head:
        yield "uas"
        if gold.label == found.label:
            yield "las"
        if gold.label.partition(":")[0] == found.label.partition(":")[0]:
            yield "las_universal"
