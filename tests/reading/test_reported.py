"""What a verb of saying reports and what it does not: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Kind
from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "whose", "voice"),
    [
        ("Babis said Czechia would not send troops; Latvia's Braze has promised troops.", "CZE", "CZE"),
        ("Babis said Czechia would not send troops; Latvia's Braze has promised troops.", "LVA", None),
        ("Ghana will send troops; Togo did not comment.", "GHA", None),
        ("Ghana will send troops; Togo called the plan rash.", "GHA", None),
        ("Ghana will send troops, Togo said.", "GHA", "TGO"),
        ("Rutte said the alliance would send troops; Malta has offered troops.", "MLT", None),
        ("Ghana said it would send troops; it would pay the bill.", "GHA", "GHA"),
        ("Ghana said it would pay, while Togo offered troops.", "TGO", None),
        ("Ghana said it would pay, although Togo has refused to send troops.", "TGO", "TGO"),
        ("Ghana said it was ready to pay, whereas Togo offered troops.", "TGO", None),
        ("Ghana said Mali would pay while Togo would send troops.", "TGO", "GHA"),
        ("Ghana said Mali will pay while Togo will send troops.", "TGO", "GHA"),
        ("Ghana said that Mali would pay and Togo would send troops.", "TGO", "GHA"),
        ("“Mali would pay while Togo sends troops,” Ghana's president said.", "TGO", "GHA"),
    ],
)
def test_on_whose_word_it_stands(text: str, whose: str, voice: str | None) -> None:
    told = [s for s in allowed(text) if s.act == "troops" and s.kind is Kind.COMMITMENT]
    assert {",".join(s.promisors): s.voice.actor for s in told}[whose] == voice


@pytest.mark.parametrize(
    ("said", "voice"),
    [
        ("The statement says that Mali will send troops.", "GHA"),
        ("The sources say that Mali will send troops.", "GHA"),
        ("The ministry says that Mali will send troops.", "GHA"),
        ("The plan says that Mali will send troops.", None),
        ("The analyst said that Mali would send troops.", None),
    ],
)
def test_the_speaker_of_before(said: str, voice: str | None) -> None:
    statements = allowed(f"Ghana said that it would pay. {said}")
    assert {s.voice.actor for s in statements if s.act == "troops" and s.promisors == ("MLI",)} == {voice}
