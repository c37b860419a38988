"""A candidate beside its rivals, on candidates with made-up scores."""

from __future__ import annotations

from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Document
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.reader import Reader
from pledgebook.reading.rivals import NONE, NUMBERS, rivalry
from pledgebook.syntax import Parser, split
from tests.reading.any_tree import AnyNetwork

TEXT = "Oslo will send troops and tanks, and Riga will lift the sanctions."
PLACE = {name: i for i, name in enumerate(NUMBERS)}


def _candidates() -> list[Candidate]:
    parser = Parser.load()
    reader = Reader(parser=parser, network=AnyNetwork())
    (sentence,) = reader.sentences(Document(name="case", text=TEXT), parser.parse(split(TEXT)))
    return sentence.candidates


CANDIDATES = _candidates()
CHANCES = st.lists(st.floats(0, 1), min_size=len(CANDIDATES), max_size=len(CANDIDATES))


@given(CHANCES)
def test_every_candidate_has_its_numbers_and_a_share_of_the_whole(chances: list[float]) -> None:
    found = rivalry(CANDIDATES, chances, chances, 1.0)
    assert {len(numbers) for numbers in found} == {len(NUMBERS)}
    assert sum(numbers[PLACE["share"]] for numbers in found) <= 1
    assert all(isclose(numbers[PLACE["all"]], log(sum(chances) + NONE)) for numbers in found)


@given(CHANCES, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(chances: list[float], random: object) -> None:
    order = list(range(len(CANDIDATES)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight = rivalry(CANDIDATES, chances, chances, 1.0)
    shuffled = rivalry([CANDIDATES[i] for i in order], [chances[i] for i in order], [chances[i] for i in order], 1.0)
    for i, numbers in zip(order, shuffled, strict=True):
        assert numbers == pytest.approx(straight[i])


def test_rivals_are_those_of_the_same_word_act_or_party() -> None:
    mine = next(c for c in CANDIDATES if c.statement.act == "troops")
    alone = rivalry([mine], [0.5], [0.0], 1.0)[0]
    other = next(c for c in CANDIDATES if c.statement.promisors == ("LVA",) and c.statement.act == "sanctions")
    beside = rivalry([mine, other], [0.5, 0.8], [0.0, 0.0], 1.0)[0]
    assert beside[PLACE["best rival"]] > alone[PLACE["best rival"]]
    assert beside[PLACE["best of the party"]] == alone[PLACE["best of the party"]]
    assert beside[PLACE["all of the word"]] == alone[PLACE["all of the word"]] == 0


def test_a_sentence_without_candidates_has_none() -> None:
    assert rivalry([], [], [], 0.0) == []
