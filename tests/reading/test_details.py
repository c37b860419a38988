"""Details of a statement: a table of sentences read with the real parser, and what must hold of every detail."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.model import Document, Statement
from pledgebook.reading.details import with_details
from pledgebook.reading.reader import Reader

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "details.toml").read_text(encoding="utf-8")
)["case"]
PIECES = (
    "Oslo", "will", "send", "20 tanks", "to Kyiv", "if", "but not", "from outside", "by June 3", "unless", ",", "“",
    "”", "the day", "in exchange for", "until", "before", "not", "and", "or", "said", "should", "a truce", "holds",
    "wait for",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("security")


def read(reader: Reader, text: str) -> list[Statement]:
    """All that the rules allow in ``text``, with details."""
    document = Document(name="case", text=text, published=datetime(2025, 5, 21))
    return [
        with_details(candidate.statement, candidate.tree, candidate.stance, document)
        for sentence in reader.sentences(document, reader.parse(document))
        for candidate in sentence.candidates
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["says"][:50] for case in CASES])
def test_details_of_a_sentence(reader: Reader, case: dict[str, Any]) -> None:
    promisor, act = case["of"]
    found = read(reader, case["says"])
    meant = [s for s in found if promisor in s.promisors and s.act == act]
    assert meant, [(s.promisors, s.act) for s in found]
    best = meant[0]
    assert best.caveat == case.get("caveat")
    assert best.place == case.get("place")
    assert best.beneficiary == case.get("beneficiary")
    assert list(best.domain) == case.get("domain", [])
    assert ([best.quantity.n, best.quantity.unit] if best.quantity else None) == case.get("quantity")
    assert ([best.when.text, str(best.when.date)] if best.when else None) == case.get("when")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))
def test_every_detail_has_its_words(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    for statement in read(reader, text):
        for condition in statement.conditions:
            assert condition.text and condition.span.of(text) == condition.text
        for field in ("caveat", "place"):
            value, spans = getattr(statement, field), statement.spans.get(field, ())
            assert [span.of(text) for span in spans] == ([value] if value else [])
        for detail in (statement.quantity, statement.when):
            assert detail is None or detail.span.of(text) == detail.text
