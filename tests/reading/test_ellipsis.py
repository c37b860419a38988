"""Stands that are left out: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Firmness
from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "act", "whose", "firmness"),
    [
        ("Oslo will send troops, and so will Riga.", "troops", "LVA", Firmness.PLEDGED),
        ("Oslo will not send tanks, nor will Riga.", "arms", "LVA", Firmness.RULED_OUT),
        ("Oslo has sent tanks but Riga has not.", "arms", "LVA", Firmness.RULED_OUT),
        ("Oslo will not send tanks, but Riga will.", "arms", "LVA", Firmness.PLEDGED),
        ("Oslo said it would be willing to send tanks, and so would Riga.", "arms", "LVA", Firmness.WILLING),
        ("Oslo has promised to host the talks and Riga has too.", "negotiate", "LVA", Firmness.PLEDGED),
        ("Oslo pledged six jets and Riga two.", "arms", "LVA", Firmness.PLEDGED),
        ("Oslo supports the sanctions, as do the leaders of Peru and Chad.", "sanctions", "PER,TCD", Firmness.WILLING),
    ],
)
def test_whoever_follows_takes_the_same_stand_or_its_refusal(
    text: str, act: str, whose: str, firmness: Firmness
) -> None:
    steps = {(s.act, ",".join(s.promisors)): s.firmness for s in allowed(text) if "ellipsis" in s.rules}
    assert steps[act, whose] is firmness


@pytest.mark.parametrize(
    "text",
    [
        "Oslo will send troops if Riga does.",
        "Oslo will send whatever troops Riga has.",
        "Riga has not.",
    ],
)
def test_a_condition_a_relative_clause_and_a_stand_on_nothing_are_none(text: str) -> None:
    assert not [s for s in allowed(text) if "ellipsis" in s.rules]


@pytest.mark.parametrize(
    "text",
    [
        "Oslo said Riga had agreed to send troops; Riga denied it.",
        "Oslo claimed it had secured Riga's agreement on troops, though Riga denied it.",
    ],
)
def test_what_is_told_of_somebody_and_denied_is_told_twice(text: str) -> None:
    told = {(s.firmness, s.voices[0].actor) for s in allowed(text) if s.act == "troops" and s.promisors == ("LVA",)}
    assert {(Firmness.PLEDGED, "NOR"), (Firmness.RULED_OUT, "LVA")} <= told


def test_what_one_says_of_oneself_nobody_else_denies() -> None:
    assert not [s for s in allowed("Oslo said it had sent troops; Riga denied it.") if "denied" in s.rules]


def test_a_stand_on_this_is_told_beside_the_one_that_it_takes_up() -> None:
    found = allowed("Oslo will not deploy troops before a truce, and even then it has reservations about this.")
    assert {s.firmness for s in found if s.act == "troops"} == {Firmness.RULED_OUT, Firmness.RELUCTANT}
