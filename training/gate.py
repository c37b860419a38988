"""Fit the weights of the lexical gate: ``python -m training.gate --shared ../shared``.

Logistic regression of "holds a coded statement" on what the gate sees of a sentence, over the coded documents of the
gold sets. What is lost at a threshold is measured on documents left out of the fit (five folds); what is kept, over the
whole corpus. Prints the curve of both, and the weights to be copied into ``pledgebook/reading/gate.py``.
"""

from __future__ import annotations

import argparse
from math import log1p
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Document, Span
from pledgebook.reading.coded import Coded, load_coded
from pledgebook.reading.gate import PART, Gate, Sort, densities, sums
from pledgebook.reading.gold_texts import corpus_lines, gold_documents
from pledgebook.syntax.sentences import split

Array = NDArray[np.float64]
FOLDS = 5
LOSSES = (0.0025, 0.005, 0.0075, 0.01, 0.02, 0.05)
RIDGE = 1.0
"""Pull towards zero, in statements: a handful of documents must not make a weight."""


class Looked(NamedTuple):
    """A document as the gate sees it: a row of features for each sentence, and how many statements each holds."""

    name: str
    spans: list[Span]
    features: Array
    statements: NDArray[np.int64]
    density: float


def look(gate: Gate, document: Document, gold: list[Coded]) -> Looked:
    """The features of each sentence: words of each sort, length, density around; a 1 in front."""
    spans = [sentence.span for sentence in split(document.text)]
    dense, other = gate.dense_matches(document.text), gate.other.find(document.text)
    density = densities(dense, len(document.text))
    columns = []
    for sort in Sort:
        only = [float(sort is one) for one in Sort]
        in_dense = sums(dense, gate.dense.values(only), spans)
        columns.append(np.add(in_dense, sums(other, gate.other.values(only), spans)))
    rows = [
        [1.0, *(column[at] for column in columns), end - start, log1p(density[start // PART])]
        for at, (start, end) in enumerate(spans)
    ]
    held = np.zeros(len(spans), np.int64)
    for row in gold:
        middle = (row.start + row.end) // 2
        held[[at for at, span in enumerate(spans) if span.start <= middle][-1:]] += 1
    return Looked(document.name, spans, np.array(rows).reshape(len(spans), len(Sort) + 3), held, max(density))


def fit(features: Array, holds: NDArray[np.bool_]) -> Array:
    """Weights of a logistic regression, by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (holds - chance) - RIDGE * weights
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def held_out_scores(coded: list[Looked]) -> Array:
    """For every statement, the score of its sentence under weights fitted without its document."""
    scores: list[Array] = []
    for fold in range(FOLDS):
        learned = [one for one in coded if crc32(one.name.encode()) % FOLDS != fold]
        weights = fit(np.vstack([one.features for one in learned]), np.hstack([one.statements for one in learned]) > 0)
        left_out = [one for one in coded if crc32(one.name.encode()) % FOLDS == fold]
        scores += [np.repeat(one.features @ weights, one.statements) for one in left_out]
    return np.hstack(scores)


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--codebook", default="security")
    shared: Path = parser.parse_args().shared
    gate = Gate(load_codebook(parser.parse_args().codebook), Gazetteer.load())
    corpus = shared / "corpus" / "news-2025-05-21.jsonl.gz"
    coded: list[Looked] = []
    for folder in ("gold-train", "gold-dev", "seeds"):
        gold = load_coded(shared / folder / "gold.jsonl")
        named = shared / folder / "names.txt"
        names = {row.doc for row in gold} | (set(named.read_text().split()) if named.exists() else set())
        documents = gold_documents(names, folder=shared / folder, corpus=corpus)
        coded += [look(gate, document, [row for row in gold if row.doc == document.name]) for document in documents]
    everything = [look(gate, document, []) for document in corpus_lines(corpus)]
    report(coded, everything)


def report(coded: list[Looked], everything: list[Looked]) -> None:
    """The weights, and what each threshold loses and keeps."""
    weights = fit(np.vstack([one.features for one in coded]), np.hstack([one.statements for one in coded]) > 0)
    names = ["bias", *(sort.name for sort in Sort), "length", "density"]
    print(*(f"{name} {weight:.4f}" for name, weight in zip(names, weights, strict=True)), sep=", ")
    found = held_out_scores(coded)
    scores = np.hstack([one.features @ weights for one in everything])
    lengths = np.hstack([[span.end - span.start for span in one.spans] for one in everything])
    for loss in LOSSES:
        least = float(np.quantile(found, loss))
        kept = scores >= least
        print(
            f"score + bias >= {least:6.2f} (least_score {least - weights[0]:.2f}): loses {loss:.2%} of statements, "
            f"keeps {kept.mean():.1%} of sentences, {lengths[kept].sum() / lengths.sum():.1%} of text"
        )
    total = sum(int(one.statements.sum()) for one in coded)
    for least in (1, 2, 3, 4, 5, 6, 7, 8):
        lost = sum(int(one.statements.sum()) for one in coded if one.density < least)
        kept_share = np.mean([one.density >= least for one in everything])
        print(f"density >= {least}: loses {lost / total:.2%} of statements, keeps {kept_share:.1%} of documents")


if __name__ == "__main__":
    main()
