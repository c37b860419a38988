"""The coded documents that the reader learns from: never the development gold, the seeds or the held-out set b."""

from __future__ import annotations

from pathlib import Path

from pledgebook.intake import documents
from pledgebook.model import Document
from pledgebook.reading.coded import Coded, load_coded
from pledgebook.reading.gold_texts import corpus_lines, gold_documents

OWN = {"tests/gold/summit.jsonl": "examples/summit", "training/reports/coded*.jsonl": "training/reports"}
"""Coded reports that were written for this project, and the folder that holds them."""


def article_files(shared: Path) -> list[tuple[Path, Path]]:
    """Rows and names of coded articles of the corpus."""
    return [
        (shared / "gold-train/gold.jsonl", shared / "gold-train/names.txt"),
        (Path("tests/gold/a.jsonl"), Path("tests/gold/a-names.txt")),
        (Path("training/articles/coded.jsonl"), Path("training/articles/names.txt")),
    ]


def _own_files() -> list[tuple[Path, str]]:
    return [(rows, folder) for pattern, folder in OWN.items() for rows in sorted(Path().glob(pattern))]


def coded_files(shared: Path) -> list[Path]:
    """All files of rows."""
    return [*(rows for rows, _ in article_files(shared)), *(rows for rows, _ in _own_files())]


def coded_documents(shared: Path) -> tuple[list[Coded], list[Document]]:
    """All rows, and the documents that they code, those without a statement among them."""
    gold: list[Coded] = []
    names: list[str] = []
    for rows, listed in article_files(shared):
        gold += load_coded(rows)
        names += listed.read_text(encoding="utf-8").split()
    articles = gold_documents(names, folder=shared, corpus=next((shared / "corpus").glob("*.jsonl.gz")))
    for rows, folder in _own_files():
        coded_rows = load_coded(rows)
        gold += coded_rows
        known = {row.doc for row in coded_rows} | listed_beside(rows)
        articles += [d for d in documents([folder]) if isinstance(d, Document) and d.name in known]
    return gold, list({document.name: document for document in articles}.values())  # a report may be listed twice


def uncoded_documents(shared: Path) -> list[Document]:
    """Articles of the corpus that nobody has coded, and nothing is measured on."""
    names = [listed for _, listed in article_files(shared)]
    names += [shared / "gold-dev/names.txt", Path("tests/gold/b-names.txt")]
    coded = {name for listed in names for name in listed.read_text(encoding="utf-8").split()}
    return [d for d in corpus_lines(next((shared / "corpus").glob("*.jsonl.gz"))) if d.name not in coded]


def listed_beside(rows: Path) -> set[str]:
    """The reports listed beside a file of rows: some hold no statement, and teach that."""
    names = rows.with_name(rows.name.replace("coded", "names")).with_suffix(".txt")
    return set(names.read_text(encoding="utf-8").split()) if names.exists() else set()
