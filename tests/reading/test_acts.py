"""Which act it is: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Kind
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
