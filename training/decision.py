"""Fit the models that decide which candidates are believed, and their calibration: ``python -m training.decision``.

Coded documents come from ``../shared/gold-train`` and ``tests/gold/a.jsonl``; the development gold, the seeds and the held-out
set b are never fitted on. Every score that the calibration sees comes from a fold that had not seen its document.
"""

from __future__ import annotations

import argparse
import json
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

from pledgebook.model import Document
from pledgebook.model.rows import statement_row
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.coded import Coded, coded_row
from pledgebook.reading.decision import Decision, Weights, chosen
from pledgebook.reading.evaluation import compare, evaluate
from pledgebook.reading.gold_texts import gold_documents
from pledgebook.reading.reader import Reader

FOLDS = 5
RARE = 4
"""Facts seen in fewer candidates tell about single documents only."""
STRENGTH = {"sentence": 0.1, "candidate": 0.1}
"""Inverse strength of the L2 penalty; found on folds of the training documents."""
SENTENCE_SCALE = 0.7
"""How the sentence's log odds are scaled against facts that are 0 or 1, so that the penalty treats them alike."""
Floats = npt.NDArray[np.float64]


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
    coded: bool


class Coding(NamedTuple):
    """All examples of a set of coded documents."""

    gold: list[Coded]
    docs: list[str]
    examples: list[Example]
    sentences: list[Sentence]
