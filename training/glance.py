"""Fit the glance at plain words: ``python -m training.glance --shared ../shared``.

Logistic regressions over the words of coded articles: one of sentences, with the gate's score, one of documents. What a
threshold loses and keeps is measured on documents left out of the fit; the threshold is the one that loses ``LOSS`` of the
statements there. Neither the development gold nor the held-out set b is fitted on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.reading.coded import load_coded
from pledgebook.reading.gate import Gate
from pledgebook.reading.glance import Glance, document_vector, words_of
from pledgebook.reading.gold_texts import gold_documents
from pledgebook.syntax import split
from training.coded_sets import article_files
from training.decision import Lessons, common, logistic, out_of_fold

Floats = npt.NDArray[np.float64]
CODEBOOK = "security"
LOSS = 0.01
"""Share of the coded statements that may be lost, on documents left out of the fit."""
STRENGTH = {"sentence": 0.1, "document": 10.0}
"""Inverse strength of the L2 penalty."""
GATE_SCALE = 0.3
"""How the gate's score is scaled against words that are there or not, so that the penalty treats them alike."""
WHOLE = 0.5
"""What a document's log odds count; 0.3 to 0.8 did about as well."""


class Looked:
    """All sentences of the coded articles: their words, the gate's score, document and number of statements."""

    def __init__(self, shared: Path) -> None:
        gate = Gate(load_codebook(CODEBOOK), Gazetteer.load())
        self.words: list[frozenset[str]] = []
        self.scores: list[float] = []
        self.docs: list[int] = []
        self.held: list[int] = []
        number = 0
        for rows, names in article_files(shared):
            gold = load_coded(rows)
            listed = names.read_text(encoding="utf-8").split()
            for document in gold_documents(listed, folder=shared, corpus=next((shared / "corpus").glob("*.gz"))):
                spans = [sentence.span for sentence in split(document.text)]
                middles = [(row.start + row.end) / 2 for row in gold if row.doc == document.name]
                self.words += [words_of(span.of(document.text)) for span in spans]
                self.scores += gate.scores(document.text, spans)
                self.docs += [number] * len(spans)
                self.held += [sum(span.start <= middle < span.end for middle in middles) for span in spans]
                number += 1


def main() -> None:
    """Fit, print what is lost and kept, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.glance", description="Fit the glance at plain words.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("pledgebook/reading/glance.json"))
    asked = parser.parse_args()
    looked = Looked(asked.shared)
    known = common([tuple(words) for words in looked.words])
    names = DictVectorizer()
    scores = csr_matrix(np.array(looked.scores)[:, None] * GATE_SCALE)
    matrix = hstack([names.fit_transform(known), scores]).tocsr()
    docs, held = np.array(looked.docs), np.array(looked.held)
    whole_names = DictVectorizer()
    grouped = [
        [words for words, doc in zip(known, docs, strict=True) if doc == number] for number in range(docs[-1] + 1)
    ]
    whole = whole_names.fit_transform([dict(document_vector(map(frozenset, group))) for group in grouped])
    holds = np.array([held[docs == number].any() for number in range(docs[-1] + 1)]).astype(int)
    answers = (held > 0).astype(int)
    found = out_of_fold(matrix, answers, Lessons.alike(docs), STRENGTH["sentence"])
    found += WHOLE * out_of_fold(whole, holds, Lessons.alike(np.arange(len(holds))), STRENGTH["document"])[docs]
    least = report(found, held, holds[docs] > 0)
    sentence = logistic(STRENGTH["sentence"]).fit(matrix, answers)
    document = logistic(STRENGTH["document"]).fit(whole, holds)
    *weights, gate = sentence.coef_[0]
    glance = Glance(
        codebook=CODEBOOK,
        sentence=_table(names, weights),
        document=_table(whole_names, document.coef_[0]),
        sentence_bias=round(float(sentence.intercept_[0]), 4),
        document_bias=round(float(document.intercept_[0]), 4),
        gate=round(float(gate) * GATE_SCALE, 4),
        whole=WHOLE,
        least=round(least, 4),
    )
    asked.out.write_bytes(msgspec.json.format(msgspec.json.encode(glance, order="sorted"), indent=0) + b"\n")
    print(f"{asked.out}: {asked.out.stat().st_size / 1e3:.0f} kB")


def report(found: Floats, held: npt.NDArray[np.int64], political: npt.NDArray[np.bool_]) -> float:
    """Print what thresholds lose and keep; give the one that loses ``LOSS``."""
    of_statements = np.repeat(found, held)
    for loss in (0.005, LOSS, 0.015, 0.02, 0.03):
        kept = found >= np.quantile(of_statements, loss)
        print(
            f"loses {loss:.1%}: keeps {kept.mean():.0%} of all sentences, {kept[political].mean():.0%} in documents with "
            f"a statement, {kept[~political].mean():.0%} in others"
        )
    return float(np.quantile(of_statements, LOSS))


def _table(names: DictVectorizer, weights: npt.NDArray[np.float64]) -> dict[str, float]:
    words = names.get_feature_names_out()
    return {
        str(word): round(float(weight), 3) for word, weight in zip(words, weights, strict=False) if abs(weight) > 0.01
    }


if __name__ == "__main__":
    main()
