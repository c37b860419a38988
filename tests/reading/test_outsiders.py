"""Who and what takes no stand: sentences read with the real parser and the rules alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    "text",
    [
        "Norway's Fjordbank has agreed to buy a Polish insurer.",
        "The Dutch lender will invest two billion dollars in Brazil.",
        "Norway are due to meet Chad on Friday.",
        "Peru have refused to travel to Chile.",
    ],
)
def test_companies_and_teams_stand_for_no_state(text: str) -> None:
    assert not allowed(text)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Norway's defence ministry will invest two billion dollars in Brazil.", "NOR"),
        ("Norway and Peru have refused to travel to Chile.", "NOR,PER"),
        ("The Netherlands have refused to send troops.", "NLD"),
    ],
)
def test_ministries_and_several_states_do(text: str, whose: str) -> None:
    assert whose in {",".join(s.promisors) for s in allowed(text)}


def test_what_was_done_long_before_the_report_is_history() -> None:
    text = "In 1982 Peru offered to send troops to Chad."
    assert allowed(text)
    assert allowed(text, published=datetime(1983, 2, 1))
    assert not allowed(text, published=datetime(2025, 2, 1))
