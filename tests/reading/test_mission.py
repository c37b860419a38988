"""The undertaking that a document is about: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.codebooks import load_codebook
from pledgebook.model import Document
from pledgebook.reading.acts import Acts
from pledgebook.reading.mission import Mission
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Parser, split
from tests.reading.any_tree import AnyNetwork

ESCORT = "Oslo leads a naval mission. Frigates of the naval force will sail in May. The sea patrol has two destroyers. "


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


def meant(parser: Parser, text: str) -> set[tuple[str | None, str]]:
    """The acts that the candidates of the last sentence come to, with their first rules."""
    reader = Reader(parser=parser, network=AnyNetwork())
    trees = parser.parse(split(text))
    mission = Mission(trees, Acts(load_codebook("security")))
    last = list(reader.sentences(Document(name="case", text=text), trees))[-1]
    return {(s.act, ",".join(s.promisors)) for c in last.candidates for s in [mission.meant(c.statement, c)]}


@pytest.mark.parametrize(
    "stand", ["Riga refused to join.", "Riga will take part in the mission.", "Riga will participate."]
)
def test_taking_part_is_in_the_mission_of_the_report(parser: Parser, stand: str) -> None:
    assert ("sea", "LVA") in meant(parser, ESCORT + stand)
    assert ("sea", "LVA") not in meant(parser, stand)


def test_who_rejects_any_foreign_presence_rejects_the_mission_of_the_report(parser: Parser) -> None:
    stand = "Riga said it would not accept any foreign intervention of any kind."
    assert ("sea", "group:foreign") in meant(parser, ESCORT + stand)
    assert ("sea", "group:foreign") not in meant(parser, stand)
    named = "Riga said it would not accept any foreign intervention in its elections."
    assert ("sea", "group:foreign") not in meant(parser, ESCORT + named)


@pytest.mark.parametrize(
    "stand",
    [
        "Riga will join the EU.",
        "Riga will take part in talks.",
        "Riga will sign the treaty.",
        "Riga will send soldiers.",
    ],
)
def test_an_act_that_is_named_stays(parser: Parser, stand: str) -> None:
    assert ("sea", "LVA") not in meant(parser, ESCORT + stand)


def test_a_report_of_two_missions_is_about_neither(parser: Parser) -> None:
    two = "Soldiers of the peacekeeping force will land in May. Troops and peacekeepers were sent. "
    assert ("sea", "LVA") not in meant(parser, ESCORT + two + "Riga refused to join.")
