"""Fit the models that decide which candidates are believed, and their calibration: ``python -m training.decision``.

Coded documents come from ``../shared/gold-train`` and ``tests/gold/a.jsonl``; the development gold, the seeds and the held-out
set b are never fitted on. Every score that the calibration sees comes from a fold that had not seen its document.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pledgebook.intake import documents
from pledgebook.model import Document
from pledgebook.reading.calibration import judged
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.coded import Coded, coded, load_coded
from pledgebook.reading.decision import Decision, Weights, chosen
from pledgebook.reading.evaluation import compare, evaluate, overlap, pairs, parties
from pledgebook.reading.gold_texts import gold_documents
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Tree

Floats = npt.NDArray[np.float64]
FOLDS = 5
ALIKE = 0.03
"""Thresholds whose worth differs by less are alike; the more careful one is taken."""
RARE = 4
"""Facts seen in fewer candidates tell about single documents only."""
STRENGTH = {"sentence": 0.1, "candidate": 0.1}
"""Inverse strength of the L2 penalty; found on folds of the training documents."""
SENTENCE_SCALE = 0.7
"""How the sentence's log odds are scaled against facts that are 0 or 1, so that the penalty treats them alike."""
VECTOR_SCALE = 0.15
"""Likewise for the 384 standardised numbers of the sentence vector; 0.1 to 0.2 did equally well on unseen folds."""


class Example(NamedTuple):
    """A candidate with its document, and whether a coder wrote it down: in part, and throughout."""

    doc: str
    candidate: Candidate
    statement: bool
    right: bool


class Sentence(NamedTuple):
    """A sentence that has candidates, with whether a coder found a statement in it."""

    doc: str
    place: int
    facts: tuple[str, ...]
    vector: Floats
    coded: bool


class Coding(NamedTuple):
    """All examples of a set of coded documents."""

    gold: list[Coded]
    docs: list[str]
    examples: list[Example]
    sentences: list[Sentence]


def read_coding(
    reader: Reader,
    gold: list[Coded],
    articles: Iterable[Document],
    trees: Callable[[Document], list[Tree]] | None = None,
) -> Coding:
    """All candidates of coded documents, each held against what the coder wrote."""
    coding = Coding(gold, [], [], [])
    for document in articles:
        coding.docs.append(document.name)
        rows = [row for row in gold if row.doc == document.name]
        parsed = trees(document) if trees else reader.parse(document)
        found = list(reader.sentences(document, parsed))
        for sentence in found:
            span = sentence.tree.span
            middle = (span.start + span.end) / 2
            here = any(
                row.start <= middle < row.end or span.start <= (row.start + row.end) / 2 < span.end for row in rows
            )
            facts = (*sentence.setting.facts, *sentence.setting.words)
            vector = sentence.tree.vector
            if vector is None:
                raise ValueError(
                    f"{document.name}: the parser gave no sentence vector; train it with its sentence head"
                )
            coding.sentences.append(Sentence(document.name, span.start, facts, vector.astype(float), here))
        candidates = [c for sentence in found for c in sentence.candidates]
        coding.examples.extend(_judged(document.name, rows, candidates))
    return coding


def _judged(doc: str, gold: list[Coded], candidates: list[Candidate]) -> Iterable[Example]:
    """Each candidate with whether it is the best of those that fit a coder's row.

    One for each row: to count every reading that fits made the models choose less well among them.
    """
    read = [coded(c.statement) for c in candidates]
    partner = {j: gold[i] for i, j in pairs(gold, read)}
    for j, (row, candidate) in enumerate(zip(read, candidates, strict=True)):
        other = partner.get(j)
        same_act = other is not None and other.act == row.act
        same_parties = other is not None and overlap(parties(other), parties(row)) >= 0.5
        yield Example(doc, candidate, same_act or same_parties, same_act and same_parties)


class Fitted(NamedTuple):
    """A logistic model with the names of its columns."""

    names: DictVectorizer
    model: LogisticRegression

    def weights(self) -> Weights:
        """Its weights by fact; a last column that is no fact is left out."""
        column = self.model.coef_[0]
        facts = self.names.get_feature_names_out()
        return Weights(
            round(float(self.model.intercept_[0]), 4),
            {str(f): round(float(w), 4) for f, w in zip(facts, column, strict=False) if abs(w) > 1e-3},
        )


def common(rows: Sequence[Sequence[str]]) -> list[dict[str, int]]:
    """The rows as dictionaries, without facts too rare to tell anything."""
    counts = Counter(fact for row in rows for fact in row)
    return [{fact: 1 for fact in row if counts[fact] >= RARE} for row in rows]


def logistic(strength: float) -> LogisticRegression:
    """An unfitted model; the solver is deterministic."""
    return LogisticRegression(C=strength, max_iter=2000)


def out_of_fold(matrix: csr_matrix, answers: npt.NDArray[np.int64], docs: Sequence[str], strength: float) -> Floats:
    """The log odds of each row from a model that had not seen its document."""
    odds = np.zeros(len(answers))
    for fitted, held in GroupKFold(FOLDS).split(matrix, answers, docs):
        odds[held] = logistic(strength).fit(matrix[fitted], answers[fitted]).decision_function(matrix[held])
    return odds


def fit(coding: Coding) -> Decision:
    """All models of the decision, its calibration and the threshold with the best F1 on unseen folds."""
    rows = common([s.facts for s in coding.sentences])
    names = DictVectorizer()
    vectors = np.array([s.vector for s in coding.sentences])
    middle, spread = vectors.mean(axis=0), vectors.std(axis=0)
    matrix = hstack([names.fit_transform(rows), csr_matrix((vectors - middle) / spread * VECTOR_SCALE)]).tocsr()
    held = np.array([s.coded for s in coding.sentences], dtype=int)
    docs = [s.doc for s in coding.sentences]
    odds = out_of_fold(matrix, held, docs, STRENGTH["sentence"])
    sentence = with_vector(Fitted(names, logistic(STRENGTH["sentence"]).fit(matrix, held)), middle, spread)
    at = {(s.doc, s.place): o for s, o in zip(coding.sentences, odds, strict=True)}
    more = np.array([at[e.doc, e.candidate.tree.span.start] for e in coding.examples])[:, None] * SENTENCE_SCALE
    facts = DictVectorizer()
    columns = facts.fit_transform(common([e.candidate.features for e in coding.examples]))
    full = hstack([columns, csr_matrix(more)]).tocsr()
    docs = [e.doc for e in coding.examples]
    models, chances = [], []
    for answers in (
        np.array([e.statement for e in coding.examples], int),
        np.array([e.right for e in coding.examples], int),
    ):
        chances.append(1 / (1 + np.exp(-out_of_fold(full, answers, docs, STRENGTH["candidate"]))))
        models.append(Fitted(facts, logistic(STRENGTH["candidate"]).fit(full, answers)))
    scores = (chances[0] + chances[1]) / 2
    threshold = best_threshold(coding, scores)
    table = calibrate(coding, scores, threshold)
    return Decision(
        sentence=sentence,
        statement=models[0].weights(),
        right=models[1].weights(),
        sentence_weight=tuple(round(float(m.model.coef_[0][-1]) * SENTENCE_SCALE, 4) for m in models),
        threshold=threshold,
        scores=table[0],
        chances=table[1],
    )


def with_vector(fitted: Fitted, middle: Floats, spread: Floats) -> Weights:
    """The weights of a model whose last columns are the standardised vector, folded so that they take the vector as it is."""
    weights = fitted.weights()
    scaled = fitted.model.coef_[0][-len(middle) :] * VECTOR_SCALE / spread
    bias = weights.bias - float(scaled @ middle)
    return Weights(round(bias, 4), weights.facts, tuple(round(float(w), 5) for w in scaled))


def believed(coding: Coding, scores: Floats, threshold: float) -> list[tuple[str, Candidate, float]]:
    """What is read in each document at a threshold, sentence by sentence."""
    by_sentence: dict[tuple[str, int], list[tuple[Candidate, float]]] = {}
    for example, score in zip(coding.examples, scores, strict=True):
        by_sentence.setdefault((example.doc, example.candidate.tree.span.start), []).append((example.candidate, score))
    return [(doc, c, s) for (doc, _), group in by_sentence.items() for c, s in chosen(group, threshold)]


def best_threshold(coding: Coding, scores: Floats) -> float:
    """The threshold with the highest F1, whole statements counted double: a claim half right is of little use."""

    def worth(threshold: float) -> float:
        read = [coded(c.statement) for _, c, _ in believed(coding, scores, threshold)]
        figures = evaluate(coding.gold, read, coding.docs)
        return 2 * figures.statements.f1 + figures.relaxed.f1

    worths = {threshold: worth(threshold) for threshold in (round(0.01 * k, 2) for k in range(10, 40, 2))}
    best = max(worths.values())
    return max(threshold for threshold, value in worths.items() if value >= best - ALIKE)


def calibrate(coding: Coding, scores: Floats, threshold: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The isotonic table from score to the share of strict matches among what is believed, from unseen folds."""
    kept = believed(coding, scores, threshold)
    read = [coded(msgspec.structs.replace(c.statement, confidence=float(score))) for _, c, score in kept]
    answers = judged(compare(coding.gold, read, coding.docs))
    x = np.array([score for score, _ in answers])
    y = np.array([right for _, right in answers], dtype=float)
    table = IsotonicRegression(out_of_bounds="clip", y_min=0.02, y_max=0.98).fit(x, y)
    return tuple(round(float(v), 4) for v in table.X_thresholds_), tuple(
        round(float(v), 4) for v in table.y_thresholds_
    )


def coded_documents(shared: Path) -> tuple[list[Coded], list[Document]]:
    """All that is fitted on: the coded articles of ``shared``, set a, the examples, and the reports written for this."""
    gold: list[Coded] = []
    names: list[str] = []
    for rows, listed in (
        (shared / "gold-train/gold.jsonl", shared / "gold-train/names.txt"),
        (Path("tests/gold/a.jsonl"), Path("tests/gold/a-names.txt")),
    ):
        gold += load_coded(rows)
        names += listed.read_text(encoding="utf-8").split()
    corpus = next((shared / "corpus").glob("*.jsonl.gz"))
    articles = gold_documents(names, folder=shared, corpus=corpus)
    own = [(Path("tests/gold/summit.jsonl"), "examples/summit")]
    own += [(rows, "training/reports") for rows in sorted(Path("training/reports").glob("coded*.jsonl"))]
    for rows, folder in own:
        coded_rows = load_coded(rows)
        gold += coded_rows
        known = {row.doc for row in coded_rows}
        articles += [d for d in documents([folder]) if isinstance(d, Document) and d.name in known]
    return gold, articles


def main() -> None:
    """Fit and write the models; print the figures on the development gold and the seeds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("pledgebook/reading/decision.json"))
    args = parser.parse_args()
    reader = Reader()
    gold, articles = coded_documents(args.shared)
    decision = fit(read_coding(reader, gold, articles))
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(decision, order="sorted"), indent=0) + b"\n")
    print(f"{args.out}: {len(decision.statement.facts)} facts, threshold {decision.threshold}")


if __name__ == "__main__":
    main()
