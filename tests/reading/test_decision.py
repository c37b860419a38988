"""Which candidates are kept together, on candidates with made-up scores."""

from __future__ import annotations

import pytest

from pledgebook.model import Document, Firmness, Kind
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.decision import chosen
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Parser, split
from tests.reading.any_tree import AnyNetwork

THRESHOLD = 0.3


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(parser=Parser.load(), network=AnyNetwork())


def _of(reader: Reader, text: str, whose: str) -> list[Candidate]:
    trees = reader._parser.parse(split(text))
    found = [c for s in reader.sentences(Document(name="case", text=text), trees) for c in s.candidates]
    return [c for c in found if c.statement.kind is Kind.COMMITMENT and c.statement.promisors == (whose,)]


def _kept(candidates: list[Candidate], scores: dict[str, float]) -> set[str | None]:
    scored = [(c, scores.get(c.statement.act or "", 0.0)) for c in candidates]
    return {c.statement.act for c, _ in chosen(scored, THRESHOLD)}


def test_means_by_which_somebody_helps_go_together(reader: Reader) -> None:
    means = _of(reader, "Oslo will help by training and equipping Latvian soldiers.", "NOR")
    assert _kept(means, {"train": 0.5, "arms": 0.05}) == {"train", "arms"}
    assert _kept(means, {"train": 0.2, "arms": 0.05}) == set()


def test_acts_of_a_list_must_come_near(reader: Reader) -> None:
    listed = _of(reader, "Oslo will send soldiers and tanks.", "NOR")
    assert _kept(listed, {"troops": 0.5, "arms": 0.2}) == {"troops", "arms"}
    assert _kept(listed, {"troops": 0.5, "arms": 0.05}) == {"troops"}


def test_two_verbs_of_one_doing_are_one_statement(reader: Reader) -> None:
    done = _of(reader, "Oslo attended the talks and spoke with Sato.", "NOR")
    assert len([c for c, _ in chosen([(c, 0.9) for c in done], THRESHOLD) if c.statement.act == "negotiate"]) == 1


def test_a_denial_stands_beside_the_claim(reader: Reader) -> None:
    told = _of(reader, "Oslo said Riga had agreed to send troops; Riga denied it.", "LVA")
    both = [(c, 0.9) for c in told if c.statement.act == "troops"]
    assert {c.statement.firmness for c, _ in chosen(both, THRESHOLD)} == {Firmness.PLEDGED, Firmness.RULED_OUT}
