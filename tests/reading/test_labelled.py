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


INTERVIEW = """The guest is Kofi Mensah, Ghana's defence minister. He spoke to us in Accra about Togo.

Q: Togo says it has sent tanks to Mali. Will you follow?

A: We will send tanks to Mali as well. There will be no troops.

Q: And Togo?

A: Togo refuses to talk. We have offered talks.
"""


def test_answers_of_an_interview_are_those_of_who_was_introduced() -> None:
    found = {(s.promisors, s.act, s.voice.actor) for s in allowed(INTERVIEW)}
    assert {(("GHA",), "arms", "GHA"), (("GHA",), "negotiate", "GHA")} <= found
    assert (("TGO",), "arms", "GHA") not in found


def test_answers_of_a_private_person_are_no_partys() -> None:
    text = INTERVIEW.replace("Ghana's defence minister", "who teaches history")
    assert not [s for s in allowed(text) if s.act == "negotiate" and "TGO" not in s.promisors]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Togo sent a ship. In Doha, the cabinet approved the dispatch of tanks to Mali.", "QAT"),
        ("Togo sent a ship. In Rome, activists called for the government to send tanks to Mali.", "ITA"),
        ("Togo sent a ship. From Berlin: the government will send tanks to Mali.", "DEU"),
    ],
)
def test_a_bare_government_is_that_of_the_capital_with_which_the_sentence_opens(text: str, whose: str) -> None:
    assert ((whose,), "arms") in {(s.promisors, s.act) for s in allowed(text)}


def test_a_sultanate_is_that_of_its_minister() -> None:
    text = "Iran met Oman's foreign minister Badr Said. Said told reporters the sultanate stood ready to host talks."
    assert (("OMN",), "negotiate") in {(s.promisors, s.act) for s in allowed(text)}


SPEECH = (
    "{}\n\nI came home from Tokyo last night. Japan has offered us tanks. We will send tanks to Mali. We have sent troops. "
    "We are ready for talks with Togo.\n"
)


@pytest.mark.parametrize(
    ("heading", "whose"),
    [
        ("Statement by Ghana's defence minister to the house", "GHA"),
        ("Remarks of the minister of defence of Ghana", "GHA"),
        ("Kofi Mensah, a minister of Ghana, made public the following statement:", "GHA"),
    ],
)
def test_a_printed_speech_is_that_of_who_is_named_before_it(heading: str, whose: str) -> None:
    found = {(s.promisors, s.act, s.voice.actor) for s in allowed(SPEECH.format(heading))}
    assert {((whose,), "arms", whose), ((whose,), "troops", whose)} <= found


def test_at_a_ministrys_press_conference_a_bare_name_speaks_for_its_state() -> None:
    text = (
        "Foreign Ministry Spokesperson's Regular Press Conference\n\nReuters: Togo has moved tanks. Guo Yu: Ghana opposes that. "
        "We will send tanks. Kyodo: Will you talk? Guo Yu: Ghana is ready for talks. We will send troops to Mali."
    )
    assert {("arms", "GHA"), ("troops", "GHA")} <= {
        (s.act, s.voice.actor) for s in allowed(text) if s.promisors == ("GHA",)
    }


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Peru's president Ola Berg spoke. Peru, he added, would send troops.", "PER"),
        ("Peru's president Ola Berg spoke. Peru, he went on, would send troops.", "PER"),
        ("Peru is ready to send troops, its foreign minister, Ola Berg, has said.", "PER"),
        ("Chad said no. Here is Peru's defence minister, Ola Berg, on the radio: “Peru will send troops.”", "PER"),
    ],
)
def test_who_says_it_between_commas_or_before_a_colon(text: str, voice: str) -> None:
    assert (("PER",), voice) in {(s.promisors, s.voice.actor) for s in allowed(text) if s.act == "troops"}


def test_an_entry_of_a_live_blog_is_nobodys_who_spoke_before() -> None:
    told = "09:12 Chad's president said Chad would not send troops.\n\n09:40 Peru's minister, Ola Berg, on his way in: "
    found = {(s.promisors, s.voice.actor) for s in allowed(told + "“We will send troops.”") if s.act == "troops"}
    assert (("PER",), "PER") in found
    assert (("TCD",), "TCD") not in {pair for pair in found if pair[1] == "PER"}
