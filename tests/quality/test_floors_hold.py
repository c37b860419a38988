"""The quality gate: the reading may not fall below what it has reached on any gold coding."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pledgebook.intake import documents
from pledgebook.model import Document
from pledgebook.reading import Reader
from pledgebook.reading.calibration import expected_calibration_error, judged
from pledgebook.reading.coded import coded, load_coded
from pledgebook.reading.evaluation import Comparison, compare, figures
from pledgebook.reading.floors import below, load_floors, measured
from pledgebook.reading.gold_texts import gold_documents

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = load_floors(ROOT / "tests" / "gold" / "floors.toml")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the coded articles of ../shared are not here")


@cache
def reader() -> Reader:
    return Reader()


def compared(gold_file: Path, articles: list[Document]) -> Comparison:
    read = [coded(s) for article in articles for s in reader().read(article).statements]
    return compare(load_coded(gold_file), read, [a.name for a in articles])


def held(name: str, comparison: Comparison) -> None:
    assert below(measured(figures(comparison)), FLOORS[name]) == []


def test_the_bundled_examples() -> None:
    articles = [d for d in documents([str(ROOT / "examples" / "summit")]) if isinstance(d, Document)]
    held("summit", compared(ROOT / "tests" / "gold" / "summit.jsonl", articles))


@needs_shared
def test_the_seeds() -> None:
    articles = [
        d for d in documents([str(p) for p in sorted((SHARED / "seeds").glob("*.txt"))]) if isinstance(d, Document)
    ]
    held("seeds", compared(SHARED / "seeds" / "gold.jsonl", articles))


@needs_shared
def test_the_development_gold_and_its_calibration() -> None:
    names = (SHARED / "gold-dev" / "names.txt").read_text(encoding="utf-8").split()
    corpus = next((SHARED / "corpus").glob("*.jsonl.gz"))
    comparison = compared(SHARED / "gold-dev" / "gold.jsonl", gold_documents(names, folder=SHARED, corpus=corpus))
    held("dev", comparison)
    assert expected_calibration_error(judged(comparison)) <= 0.08
