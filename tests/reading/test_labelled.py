"""Who says it where no verb of saying stands, or an odd one: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Directness
from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "whose", "voice", "directness"),
    [
        ("STARMER: We will send troops to Mali.", "GBR", "GBR", Directness.QUOTE),
        ("Starmer: We will send troops to Mali.", "GBR", "GBR", Directness.PARAPHRASE),
        ("Peru's president: “We will send troops to Mali.”", "PER", "PER", Directness.QUOTE),
        ("Macron: Peru to send troops", "PER", "FRA", Directness.PARAPHRASE),
        ("Mali: Peru to send troops", "PER", None, Directness.NARRATION),
        ("WATCH: Peru will send troops", "PER", None, Directness.NARRATION),
        ("MACRON: Thank you. MERZ: No, thank you. Peru will send troops.", "PER", "DEU", Directness.QUOTE),
        ("MACRON: Thank you. QUESTION: So Peru will send troops.", "PER", None, Directness.NARRATION),
        ("We, the leaders of Peru and Chad, will send troops.", "PER,TCD", "PER,TCD", Directness.PARAPHRASE),
        ("As Macron put it, Peru will send troops.", "PER", "FRA", Directness.PARAPHRASE),
        ("According to a person briefed on it, Peru will send troops.", "PER", None, Directness.PARAPHRASE),
        ("Peru is sending troops, its embassy in Rome confirmed.", "PER", "PER", Directness.PARAPHRASE),
        ("Peru is sending troops, the embassy in Rome confirmed.", "PER", "PER", Directness.PARAPHRASE),
        ("Peru, in a statement, offered to send troops.", "PER", "PER", Directness.PARAPHRASE),
        ("On the BBC, Sato, the Chadian foreign minister, said Peru will send troops.", "PER", "TCD", Directness.PARAPHRASE),
    ],
)  # fmt: skip
def test_who_says_it(text: str, whose: str, voice: str | None, directness: Directness) -> None:
    found = {(",".join(s.promisors), s.voice.actor, s.directness) for s in allowed(text) if s.act == "troops"}
    assert (whose, voice, directness) in found


def test_anonymity_is_no_condition() -> None:
    text = "A Peruvian official, speaking on condition of anonymity, said Lima would send troops."
    assert not [c for s in allowed(text) for c in s.conditions]
