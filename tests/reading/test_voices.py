"""Voices and promisors: a table of sentences read with the real parser."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pledgebook.model import Document, Statement
from pledgebook.reading.reader import Reader

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "voices.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("security")


def allowed(reader: Reader, text: str) -> list[Statement]:
    """All that the rules allow in a text, believed or not: belief is measured elsewhere."""
    document = Document(name="case", text=text)
    return [c.statement for s in reader.sentences(document, reader.parse(document)) for c in s.candidates]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_voice_of_a_statement(reader: Reader, case: dict[str, Any]) -> None:
    promisors, act = case["of"]
    meant = [s for s in allowed(reader, case["text"]) if ",".join(sorted(s.promisors)) == promisors and s.act == act]
    assert meant, "no statement of this promisor and act"
    statement = meant[-1]
    assert (statement.voice.actor or "") == case["voice"]
    assert statement.directness == case["directness"]
    assert statement.hearsay is case.get("hearsay", False)
    if "person" in case:
        assert statement.voice.person == case["person"]


def test_a_pronoun_of_nobody_is_a_doubt(reader: Reader) -> None:
    document = Document(name="case", text="They will send soldiers to Ukraine.")
    open_points = [u for s in reader.sentences(document, reader.parse(document)) for u in s.unsettled]
    assert [(u.code, u.span.of(document.text)) for u in open_points] == [("pronoun", "They")]


def test_a_quotation_of_nobody_is_a_doubt(reader: Reader) -> None:
    document = Document(name="case", text="“Norway will send soldiers to Ukraine.”")
    open_points = [u for s in reader.sentences(document, reader.parse(document)) for u in s.unsettled]
    assert "voice" in {u.code for u in open_points}
