"""What a document speaks of all along, on candidates with made-up chances."""

from __future__ import annotations

from math import exp, isclose, log

import pytest

from pledgebook.model import Document
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.features import NUMBERS, SHARES, HintFacts
from pledgebook.reading.reader import Reader
from pledgebook.reading.shares import LITTLE, SOME, Shares
from pledgebook.syntax import Parser, split
from tests.reading.any_tree import AnyNetwork

TEXT = "Oslo will send troops. Riga will send tanks. Oslo will lift the sanctions."


@pytest.fixture(scope="module")
def candidates() -> list[Candidate]:
    parser = Parser.load()
    reader = Reader(parser=parser, network=AnyNetwork())
    found = reader.sentences(Document(name="case", text=TEXT), parser.parse(split(TEXT)))
    sure = HintFacts(tuple(40.0 for _ in NUMBERS), (), 1.0)
    return [c._replace(hinted=sure) for sentence in found for c in sentence.candidates]


def _share(candidates: list[Candidate], act: str, whose: str) -> float:
    shares = Shares(candidates)
    (told,) = [c for c in map(shares.told, candidates) if (c.statement.act, c.statement.promisors) == (act, (whose,))]
    assert told.hinted is not None
    return told.hinted.numbers[len(NUMBERS)]


def test_a_share_is_that_of_the_other_sentences(candidates: list[Candidate]) -> None:
    assert isclose(exp(_share(candidates, "troops", "NOR")), (1 + LITTLE) / (2 + SOME))
    assert isclose(exp(_share(candidates, "arms", "LVA")), LITTLE / (2 + SOME))


def test_an_act_has_its_share_too(candidates: list[Candidate]) -> None:
    told = [Shares(candidates).told(c) for c in candidates]
    (arms,) = [c for c in told if (c.statement.act, c.statement.promisors) == ("arms", ("LVA",))]
    assert arms.hinted is not None
    of_act = arms.hinted.numbers[len(NUMBERS) + SHARES.index("act elsewhere")]
    assert isclose(exp(of_act), LITTLE / (2 + SOME))


def test_every_share_has_its_number(candidates: list[Candidate]) -> None:
    told = Shares(candidates).told(candidates[0])
    assert told.hinted is not None and len(told.hinted.numbers) == len(NUMBERS) + len(SHARES)


def test_a_candidate_of_which_the_network_says_nothing_stays(candidates: list[Candidate]) -> None:
    silent = candidates[0]._replace(hinted=None)
    assert Shares([silent]).told(silent) is silent


def test_a_document_of_one_sentence_has_no_others(candidates: list[Candidate]) -> None:
    first = [c for c in candidates if c.tree.span.start == 0]
    assert isclose(_share(first, "troops", "NOR"), log(LITTLE / SOME))
