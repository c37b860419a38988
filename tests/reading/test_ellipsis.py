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
