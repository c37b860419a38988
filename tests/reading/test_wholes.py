"""All, some and not all of those who were counted or named before: by the rules alone, with the real parser."""

from __future__ import annotations

import pytest

from pledgebook.model import Firmness, Kind
from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "whose", "step"),
    [
        ("Sato: all nine to send troops\n\nThe 9 countries met on Monday.", ("9 states",), Firmness.PLEDGED),
        ("Not every one of the 26 countries will send troops.", ("group:others",), Firmness.RULED_OUT),
        ("Not all 26 countries will send troops.", ("group:others",), Firmness.RULED_OUT),
        ("All of the 26 countries will send troops.", ("26 states",), Firmness.PLEDGED),
        (
            "Several of those countries, Ghana and Togo among them, will send troops.",
            ("GHA", "TGO", "group:others"),
            Firmness.PLEDGED,
        ),
    ],
)
def test_how_many_of_them_promise(text: str, whose: tuple[str, ...], step: Firmness) -> None:
    told = [s for s in allowed(text) if s.act == "troops" and s.kind is Kind.COMMITMENT]
    assert (whose, step) in {(s.promisors, s.firmness) for s in told}


def test_the_president_stays_the_one_so_called() -> None:
    text = (
        "President Nana Mensah of Ghana spoke on Monday. The president promised troops. "
        "He met the Togolese president. Mali urged the president to send troops."
    )
    assert {s.promisors for s in allowed(text) if s.kind is Kind.REQUEST} == {("GHA",)}


def test_what_nobody_asks_for_is_not_asked() -> None:
    assert not [s for s in allowed("Nobody in Ghana is asking for Togolese soldiers.") if s.kind is Kind.REQUEST]


def test_making_clear_is_no_act_of_its_own() -> None:
    told = allowed("Ghana will send troops, Nana Mensah made clear.")
    assert {s.promisors for s in told} == {("GHA",)}
