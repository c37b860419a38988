"""Which act it is: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Direction, Kind
from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Oslo will equip Latvian forces.", {"arms"}),
        ("Oslo will train the Latvian army and navy.", {"train"}),
        ("Oslo is exploring ways to strengthen the Latvian army.", {"guarantee"}),
        ("Oslo will help by training and equipping Latvian soldiers.", {"train", "arms"}),
        ("Oslo will contribute from outside Latvia through training and equipping Latvian forces.", {"train", "arms"}),
        ("Oslo will reinforce its troops in Riga.", {"troops"}),
    ],
)
def test_what_is_done_for_the_forces_of_another_sends_none(text: str, acts: set[str]) -> None:
    found = {s.act for s in allowed(text) if s.kind is Kind.COMMITMENT and s.promisors == ("NOR",)}
    assert found - {"other"} == acts


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Oslo will withdraw from the talks.", "negotiate"),
        ("Oslo announced its withdrawal from the treaty.", "agreement"),
    ],
)
def test_what_is_left_is_stopped(text: str, act: str) -> None:
    assert Direction.STOP in {s.direction for s in allowed(text) if s.act == act}


def test_leaving_territory_is_an_act_of_its_own() -> None:
    found = allowed("Oslo will withdraw from the territory.")
    assert {s.direction for s in found if s.act == "withdraw"} == {Direction.GIVE}


@pytest.mark.parametrize("text", ["Oslo urged Riga to stop enriching uranium.", "Riga will halt enrichment."])
def test_to_stop_what_the_act_gives_up_is_the_act(text: str) -> None:
    found = {s.direction for s in allowed(text) if s.act == "withdraw" and "LVA" in s.promisors}
    assert found == {Direction.GIVE}
