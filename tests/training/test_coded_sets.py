"""The coded documents that the reader learns from are there, and no other; needs no extra."""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgebook.model import Kind
from pledgebook.reading.coded import load_coded
from training.coded_sets import coded_documents, coded_files, listed_beside, uncoded_documents

SHARED = Path("../shared")
REPORTS = Path("training/reports")


@pytest.mark.parametrize("rows", sorted(REPORTS.glob("coded*.jsonl")), ids=lambda path: path.stem)
def test_every_row_lies_within_its_report(rows: Path) -> None:
    texts: dict[str, str] = {}
    for row in load_coded(rows):
        text = texts.setdefault(row.doc, (REPORTS / row.doc).read_text(encoding="utf-8"))
        assert 0 <= row.start < row.end <= len(text)
        assert row.kind is Kind.COUNT or row.promisors


def test_reports_without_a_statement_are_listed() -> None:
    names = listed_beside(REPORTS / "coded-32.jsonl")
    assert len(names) == 47
    assert all((REPORTS / name).exists() for name in names)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared gold")
def test_what_is_measured_on_is_never_learned_from() -> None:
    gold, documents = coded_documents(SHARED)
    measured = {row.doc for row in load_coded(SHARED / "gold-dev/gold.jsonl")}
    measured |= {row.doc for row in load_coded(Path("tests/gold/b.jsonl"))}
    assert not measured & {row.doc for row in gold}
    assert not measured & {document.name for document in documents}
    assert {row.doc for row in gold} <= {document.name for document in documents}
    assert all(path.exists() for path in coded_files(SHARED))


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared corpus")
def test_uncoded_articles_are_neither_learned_from_nor_measured_on() -> None:
    uncoded = {document.name for document in uncoded_documents(SHARED)}
    _, coded = coded_documents(SHARED)
    listed = [SHARED / "gold-dev/names.txt", Path("tests/gold/b-names.txt")]
    measured = {name for names in listed for name in names.read_text(encoding="utf-8").split()}
    assert uncoded and not uncoded & measured and not uncoded & {document.name for document in coded}
    assert len(coded) == len({document.name for document in coded})
