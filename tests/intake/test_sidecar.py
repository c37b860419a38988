"""``index.toml`` beside text files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgebook.intake import documents
from pledgebook.model import Document, Doubt

SOUND = """
[[document]]
file = "evening.txt"
outlet = "The Harbour Ledger"
title = "Leaders meet"
published = 2025-09-04T20:15:00Z
link = "https://harbour.example.org/evening"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evening.txt").write_text("They met.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("path", ["", "evening.txt"])
def test_a_file_is_described_by_the_index_beside_it(folder: Path, path: str) -> None:
    (folder / "index.toml").write_text(SOUND, encoding="utf-8")
    [document] = documents([folder / path])
    assert isinstance(document, Document)
    assert (document.name, document.outlet, document.title) == ("evening.txt", "The Harbour Ledger", "Leaders meet")
    assert (document.published, document.text) == (datetime(2025, 9, 4, 20, 15, tzinfo=UTC), "They met.\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[document]]", "[[document", "no sound TOML"),
        ("[[document]]", "[document]", "[[document]]"),
        ('file = "evening.txt"', "", "names no file"),
        ("evening.txt", "morning.txt", "no file 'morning.txt'"),
        ("outlet =", "outlets =", "did you mean outlet?"),
        ('outlet = "The Harbour Ledger"', "outlet = 7", "'outlet' must be text"),
        ("2025-09-04T20:15:00Z", '"soon"', "'published' is no date"),
    ],
)
def test_a_wrong_index_is_a_doubt_and_the_text_is_read_all_the_same(
    folder: Path, old: str, new: str, words: str
) -> None:
    assert old in SOUND
    (folder / "index.toml").write_text(SOUND.replace(old, new), encoding="utf-8")
    doubt, document = documents([folder])
    assert isinstance(doubt, Doubt) and isinstance(document, Document)
    assert words in doubt.reason and doubt.doc.endswith("index.toml")
    assert document.outlet is None
