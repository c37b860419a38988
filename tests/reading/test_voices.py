"""Voices and promisors: a table of sentences read with the real parser."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pledgebook.model import Document, Statement
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Parser, split

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "voices.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


@pytest.fixture(scope="module")
def reader(parser: Parser) -> Reader:
    return Reader("security", parser=parser)


def unsettled(reader: Reader, parser: Parser, text: str) -> list[tuple[str, str]]:
    """What stays open in a text, all of whose sentences are parsed: code and word."""
    document = Document(name="case", text=text)
    sentences = reader.sentences(document, parser.parse(split(text)))
    return [(u.code, u.span.of(text)) for s in sentences for u in s.unsettled]


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


def test_a_pronoun_of_nobody_is_a_doubt(reader: Reader, parser: Parser) -> None:
    assert unsettled(reader, parser, "They will send soldiers to Ukraine.") == [("pronoun", "They")]


def test_a_quotation_of_nobody_is_a_doubt(reader: Reader, parser: Parser) -> None:
    assert ("voice", "send") in unsettled(reader, parser, "“Norway will send soldiers to Ukraine.”")
