"""Fit the models that decide which candidates are believed, and their calibration: ``python -m training.decision``.

Coded documents come from ``training.coded_sets``; the development gold, the seeds and the held-out set b are never fitted on.
Every score that the calibration sees comes from a fold that had not seen its document.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, Self

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pledgebook.codebooks import load_codebook
from pledgebook.model import Document, Firmness
from pledgebook.reading.calibration import judged
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.coded import Coded, coded
from pledgebook.reading.decision import STEP_FACTS, STEPS, Decision, StepWeights, Weights, chosen
from pledgebook.reading.evaluation import compare, evaluate, overlap, pairs, parties
from pledgebook.reading.features import HintFacts
from pledgebook.reading.reader import Reader
from pledgebook.reading.rivals import NUMBERS, log_odds, rivalry
from pledgebook.syntax import Tree
from training.coded_sets import article_files, coded_documents
from training.reading import Unasked
from training.stands import Said

Floats = npt.NDArray[np.float64]
FOLDS = 5
ALIKE = 2
"""Neighbours on either side, in steps of 0.02, that are taken together with a threshold: single peaks are chance."""
SURER = -0.018
"""From the best threshold of unseen folds to that of the mean of all fits, which hears the network that ships: found on the
development gold."""
BETTER_TAUGHT = 0.3
"""Log odds by which the network that ships, taught on all coded documents, is right more often than those that had not seen them.
Of the two coders who coded what nothing was fitted on, one alone asks for 0.1, the other for 0.5."""
RARE = 4
"""Facts seen in fewer candidates tell about single documents only."""
ARTICLE = 2.0
"""What a sentence of an article counts against one of a report written for training: on unseen folds of articles 2 did best of 1
to 8."""
STRENGTH = {"sentence": 0.1, "candidate": 0.1, "beside": 0.3, "step": 0.3}
"""Inverse strength of the L2 penalty; found on folds of the training documents."""
SENTENCE_SCALE = 0.7
"""How the sentence's log odds are scaled against facts that are 0 or 1, so that the penalty treats them alike."""
VECTOR_SCALE = 0.15
"""Likewise for the 384 standardised numbers of the sentence vector; 0.1 to 0.2 did equally well on unseen folds."""
STEP_HINT_SCALE = 0.5
"""Likewise for the network's log probabilities of the steps."""
HINT_SCALE = 0.3
"""Likewise for what the network says of a candidate."""


class Example(NamedTuple):
    """A candidate with its document, whether a coder wrote it down (in part, and throughout), and the coder's step."""

    doc: str
    candidate: Candidate
    statement: bool
    right: bool
    firmness: Firmness | None


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
        step = other.firmness if other is not None and (same_act or same_parties) else None
        yield Example(doc, candidate, same_act or same_parties, same_act and same_parties, step)


class Scaled:
    """Columns of numbers, standardised and shrunk so that the penalty treats them like facts that are 0 or 1."""

    def __init__(self, numbers: Floats, scale: float) -> None:
        self.middle, self.factor = numbers.mean(axis=0), scale / (numbers.std(axis=0) + 1e-6)
        self.columns = csr_matrix((numbers - self.middle) * self.factor)


class Fitted(NamedTuple):
    """A logistic model with the names of its first columns."""

    names: DictVectorizer
    model: LogisticRegression

    def weights(self, scaled: Scaled) -> Weights:
        """Its weights by fact and those of ``scaled``, whose columns come next, folded so that they take the numbers as they
        are; a last column beyond these is left out."""
        facts = self.names.get_feature_names_out()
        column = self.model.coef_[0]
        numbers = column[len(facts) : len(facts) + len(scaled.middle)] * scaled.factor
        return Weights(
            round(float(self.model.intercept_[0] - numbers @ scaled.middle), 4),
            {str(f): round(float(w), 4) for f, w in zip(facts, column, strict=False) if abs(w) > 1e-3},
            tuple(round(float(w), 5) for w in numbers),
        )


def common(rows: Sequence[Sequence[str]]) -> list[dict[str, int]]:
    """The rows as dictionaries, without facts too rare to tell anything."""
    counts = Counter(fact for row in rows for fact in row)
    return [{fact: 1 for fact in row if counts[fact] >= RARE} for row in rows]


def logistic(strength: float) -> LogisticRegression:
    """An unfitted model; the solver is deterministic."""
    return LogisticRegression(C=strength, max_iter=2000)


class Lessons(NamedTuple):
    """The rows that a model learns from: their documents, and what each counts."""

    docs: Sequence[str] | npt.NDArray[np.int64]
    weights: Floats

    @classmethod
    def alike(cls, docs: npt.NDArray[np.int64]) -> Self:
        """Rows that all count the same."""
        return cls(docs, np.ones(len(docs)))

    @classmethod
    def of(cls, docs: Iterable[str], articles: frozenset[str]) -> Self:
        """Rows of ``docs``; those of ``articles`` count ``ARTICLE`` times as much as those of reports written for training."""
        listed = list(docs)
        return cls(listed, np.array([ARTICLE if doc in articles else 1.0 for doc in listed]))


def out_of_fold(matrix: csr_matrix, answers: npt.NDArray[np.int64], lessons: Lessons, strength: float) -> Floats:
    """The log odds of each row from a model that had not seen its document."""
    odds, weights = np.zeros(len(answers)), lessons.weights
    for fitted, held in GroupKFold(FOLDS).split(matrix, answers, lessons.docs):
        model = logistic(strength).fit(matrix[fitted], answers[fitted], sample_weight=weights[fitted])
        odds[held] = model.decision_function(matrix[held])
    return odds


def fit(coding: Coding, measured: frozenset[str], articles: frozenset[str]) -> Decision:
    """All models of the decision, its calibration and the threshold with the best F1 on unseen folds.

    The threshold comes from the documents ``measured``: those coded by the hands that coded the development gold. The
    calibration comes from all ``articles``, whose coders differ in how much they write down; reports written for training are
    denser than news.
    """
    rows = common([s.facts for s in coding.sentences])
    names = DictVectorizer()
    vectors = Scaled(np.array([s.vector for s in coding.sentences]), VECTOR_SCALE)
    matrix = hstack([names.fit_transform(rows), vectors.columns]).tocsr()
    held = np.array([s.coded for s in coding.sentences], dtype=int)
    lessons = Lessons.of((s.doc for s in coding.sentences), articles)
    odds = out_of_fold(matrix, held, lessons, STRENGTH["sentence"])
    model = logistic(STRENGTH["sentence"]).fit(matrix, held, sample_weight=lessons.weights)
    sentence = Fitted(names, model).weights(vectors)
    at = {(s.doc, s.place): o for s, o in zip(coding.sentences, odds, strict=True)}
    more = np.array([at[e.doc, e.candidate.tree.span.start] for e in coding.examples])[:, None] * SENTENCE_SCALE
    facts = DictVectorizer()
    columns = facts.fit_transform(common([e.candidate.features for e in coding.examples]))
    hinted = Scaled(np.array([hints_of(e).numbers for e in coding.examples]), HINT_SCALE)
    full = hstack([columns, hinted.columns, csr_matrix(more)]).tocsr()
    lessons = Lessons.of((e.doc for e in coding.examples), articles)
    models, chances, sentence_weight = [], [], []
    for answers in answers_of(coding):
        chances.append(1 / (1 + np.exp(-out_of_fold(full, answers, lessons, STRENGTH["candidate"]))))
        model = logistic(STRENGTH["candidate"]).fit(full, answers, sample_weight=lessons.weights)
        models.append(Fitted(facts, model).weights(hinted))
        sentence_weight.append(round(float(model.coef_[0][-1]) * SENTENCE_SCALE, 4))
    beside, scores = fit_beside(coding, lessons, (chances[0] + chances[1]) / 2, chances[1], at)
    news, of_news = only(coding, scores, measured)
    threshold = best_threshold(news, of_news)
    table = calibrate(*only(coding, scores, articles), threshold)
    return Decision(
        sentence=sentence,
        statement=models[0],
        right=models[1],
        steps=fit_steps(coding),
        sentence_weight=(sentence_weight[0], sentence_weight[1]),
        beside=beside,
        threshold=round(threshold + SURER, 3),
        scores=table[0],
        chances=table[1],
    )


def fit_beside(
    coding: Coding, lessons: Lessons, scores: Floats, right: Floats, sentences: Mapping[tuple[str, int], float]
) -> tuple[tuple[Weights, Weights], Floats]:
    """The models that see each candidate beside its rivals, and the scores that they give to unseen folds.

    ``scores`` and ``right`` are the chances of each example alone, from folds that had not seen it; so are the log odds of
    ``sentences`` by document and place.
    """
    groups: dict[tuple[str, int], list[int]] = {}
    for i, example in enumerate(coding.examples):
        groups.setdefault((example.doc, example.candidate.tree.span.start), []).append(i)
    numbers = np.zeros((len(scores), len(NUMBERS)))
    for place, group in groups.items():
        candidates = [coding.examples[i].candidate for i in group]
        odds = [log_odds(right[i]) for i in group]
        numbers[group] = rivalry(candidates, scores[group].tolist(), odds, sentences[place])
    scaled = Scaled(numbers, 1.0)
    models, chances = [], []
    for answers in answers_of(coding):
        chances.append(1 / (1 + np.exp(-out_of_fold(scaled.columns, answers, lessons, STRENGTH["beside"]))))
        model = logistic(STRENGTH["beside"]).fit(scaled.columns, answers, sample_weight=lessons.weights)
        models.append(Fitted(DictVectorizer().fit([{}]), model).weights(scaled))
    return (models[0], models[1]), (scores + (chances[0] + chances[1]) / 2) / 2


def answers_of(coding: Coding) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """What the two models of candidates should say of each example: that it is a statement, and right throughout."""
    return np.array([e.statement for e in coding.examples], int), np.array([e.right for e in coding.examples], int)


def hints_of(example: Example) -> HintFacts:
    """What the network says of an example. Raises ``ValueError`` where it was not asked."""
    if example.candidate.hinted is None:
        raise ValueError(f"{example.doc}: nothing was said of it: run training.reading --held-out")
    return example.candidate.hinted


def fit_steps(coding: Coding) -> StepWeights:
    """Which step a coder sees where the rules see theirs and the network has its own chances."""
    known = [e for e in coding.examples if e.firmness is not None and e.candidate.statement.firmness is not None]
    names = DictVectorizer()
    own = [[fact for fact in e.candidate.features if fact.startswith(STEP_FACTS)] for e in known]
    facts = names.fit_transform(common(own))
    chances = csr_matrix(np.array([hints_of(e).steps for e in known]) * STEP_HINT_SCALE)
    answers = [e.firmness.step for e in known if e.firmness]
    model = LogisticRegression(C=STRENGTH["step"], max_iter=5000).fit(hstack([chances, facts]).tocsr(), answers)
    if list(model.classes_) != list(range(len(STEPS))):
        raise ValueError("the coded documents lack a step of firmness")
    hint, rest = np.split(model.coef_, [len(STEPS)], axis=1)
    columns = zip(names.get_feature_names_out(), rest.T, strict=True)
    return StepWeights(
        tuple(round(float(b), 4) for b in model.intercept_),
        tuple(tuple(round(float(w) * STEP_HINT_SCALE, 4) for w in row) for row in hint),
        {str(f): tuple(round(float(w), 3) for w in column) for f, column in columns if abs(column).max() > 0.02},
    )


def believed(coding: Coding, scores: Floats, threshold: float) -> list[tuple[str, Candidate, float]]:
    """What is read in each document at a threshold, sentence by sentence."""
    by_sentence: dict[tuple[str, int], list[tuple[Candidate, float]]] = {}
    for example, score in zip(coding.examples, scores, strict=True):
        by_sentence.setdefault((example.doc, example.candidate.tree.span.start), []).append((example.candidate, score))
    return [(doc, c, s) for (doc, _), group in by_sentence.items() for c, s in chosen(group, threshold)]


def only(coding: Coding, scores: Floats, docs: frozenset[str]) -> tuple[Coding, Floats]:
    """The part of a coding that ``docs`` are."""
    kept = [i for i, example in enumerate(coding.examples) if example.doc in docs]
    part = Coding(
        gold=[row for row in coding.gold if row.doc in docs],
        docs=[doc for doc in coding.docs if doc in docs],
        examples=[coding.examples[i] for i in kept],
        sentences=[sentence for sentence in coding.sentences if sentence.doc in docs],
    )
    return part, scores[kept]


def best_threshold(coding: Coding, scores: Floats) -> float:
    """The threshold with the highest F1, whole statements counted double: a claim half right is of little use."""

    def worth(threshold: float) -> float:
        read = [coded(c.statement) for _, c, _ in believed(coding, scores, threshold)]
        figures = evaluate(coding.gold, read, coding.docs)
        return 2 * figures.statements.f1 + figures.relaxed.f1

    thresholds = [round(0.02 * k, 2) for k in range(4, 23)]
    worths = np.array([worth(threshold) for threshold in thresholds])
    around = np.convolve(worths, np.full(2 * ALIKE + 1, 1 / (2 * ALIKE + 1)), "valid")
    return thresholds[int(around.argmax()) + ALIKE]


def calibrate(coding: Coding, scores: Floats, threshold: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The table from score to the share of strict matches among what is believed, from unseen folds.

    A logistic curve (Platt 1999), since an isotonic one followed the noise of its few sure statements: it promised 0.94 where
    0.77 came true.
    """
    kept = believed(coding, scores, threshold)
    read = [coded(msgspec.structs.replace(c.statement, confidence=float(score))) for _, c, score in kept]
    answers = judged(compare(coding.gold, read, coding.docs))
    odds = np.array([[log_odds(score)] for score, _ in answers])
    curve = LogisticRegression(C=1.0).fit(odds, [right for _, right in answers])
    at = [round(0.02 * k, 2) for k in range(5, 50)]
    chances = 1 / (1 + np.exp(-curve.decision_function(np.array([[log_odds(score)] for score in at])) - BETTER_TAUGHT))
    return tuple(at), tuple(round(float(chance), 4) for chance in chances)


def mean(one: Decision, other: Decision, fits: float = 1) -> Decision:
    """``other`` with the mean of both's weights, where ``one`` counts for so many ``fits``: of fits on the hints of different
    networks none is the best one. A number that one of them never saw counts nothing in it.

    The models are linear, so that the mean of their weights gives the mean of their log odds. The steps are those of ``one``,
    which agreed better with the development gold than ``other``'s and than the mean; threshold and calibration are ``other``'s.
    """

    part = 1 / (fits + 1)

    def mid(a: float, b: float) -> float:
        return (1 - part) * a + part * b

    def of(a: Weights, b: Weights) -> Weights:
        facts = {fact: mid(a.facts.get(fact, 0.0), b.facts.get(fact, 0.0)) for fact in sorted({*a.facts, *b.facts})}
        vector = tuple(round(mid(x, y), 5) for x, y in zip_longest(a.vector, b.vector, fillvalue=0.0))
        return Weights(
            round(mid(a.bias, b.bias), 4), {f: round(w, 4) for f, w in facts.items() if abs(w) > 1e-3}, vector
        )

    for_statement, for_right = map(mid, one.sentence_weight, other.sentence_weight)
    return msgspec.structs.replace(
        other,
        sentence=of(one.sentence, other.sentence),
        statement=of(one.statement, other.statement),
        right=of(one.right, other.right),
        steps=one.steps,
        beside=(of(one.beside[0], other.beside[0]), of(one.beside[1], other.beside[1])),
        sentence_weight=(round(for_statement, 4), round(for_right, 4)),
    )


def main() -> None:
    """Fit and write the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--said", type=Path, nargs="+", required=True, help="what training.reading --held-out wrote")
    parser.add_argument("--with", type=Path, dest="other", help="a decision fitted before, to take the mean with")
    parser.add_argument("--fits", type=float, default=1, help="how many fits that one counts for")
    parser.add_argument("--out", type=Path, default=Path("pledgebook/reading/decision.json"))
    args = parser.parse_args()
    reader, said = Reader(network=Unasked(tuple(load_codebook("security").acts))), Said(args.said)
    gold, articles = coded_documents(args.shared)
    known = said.documents
    gold, articles = [row for row in gold if row.doc in known], [a for a in articles if a.name in known]
    coding = read_coding(reader, gold, articles, lambda d: [said.put(d.name, tree) for tree in reader.parse(d)])
    measured = frozenset((args.shared / "gold-train/names.txt").read_text(encoding="utf-8").split())
    named = (names for _, names in article_files(args.shared))
    decision = fit(coding, measured, frozenset(n for names in named for n in names.read_text(encoding="utf-8").split()))
    if args.other is not None:
        decision = mean(msgspec.json.decode(args.other.read_bytes(), type=Decision), decision, args.fits)
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(decision, order="sorted"), indent=0) + b"\n")
    print(f"{args.out}: {len(decision.statement.facts)} facts, threshold {decision.threshold}")


if __name__ == "__main__":
    main()
