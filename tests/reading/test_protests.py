"""Objections that no word of objecting names, and sides taken with another's act: by the rules alone, with the real parser."""

from __future__ import annotations

import pytest

from pledgebook.model import Firmness, Kind
from tests.reading.by_rules import allowed, of_kind


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ghana's minister said the sanctions imposed by Togo undermine trade.", "objection.harm"),
        ("Togo misuses its export controls, Ghana's ministry said.", "objection.harm"),
        ("Ghana's minister said the treaty was violated by Togo's sanctions.", "objection.harm"),
        ("Ghana's minister said Togo's illegal sanctions must end.", "objection.epithet"),
        ("Togo's sanctions are a violation of the treaty, Ghana's minister said.", "objection.verdict"),
        ("Togo's sanctions amounted to a breach of the treaty, Ghana's minister said.", "objection.verdict"),
    ],
)
def test_a_wrong_told_of_another_is_an_objection(text: str, rule: str) -> None:
    found = [s for s in of_kind(Kind.OBJECTION, text) if rule in s.rules and s.act == "sanctions"]
    assert {(s.promisors, s.requester) for s in found} == {(("TGO",), "GHA")}


@pytest.mark.parametrize(
    "text",
    [
        "Togo's sanctions undermine trade.",
        "Ghana's minister said the sanctions imposed by Togo do not violate the treaty.",
        "Ghana's minister said Togo's sanctions were no breach of the treaty.",
    ],
)
def test_nobodys_words_and_what_is_no_wrong_object_to_nothing(text: str) -> None:
    assert not [s for s in of_kind(Kind.OBJECTION, text) if {"objection.harm", "objection.verdict"} & set(s.rules)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Togo imposed the sanctions over Ghana's objections.", "objection.in-passing"),
        ("Togo imposed sanctions on Mali, to the fury of Ghana.", "objection.in-passing"),
        ("Togo will impose sanctions, in the face of protests from Ghana.", "objection.in-passing"),
        ("Togo has sent tanks to Mali despite Ghana's warnings against imposing sanctions.", "objection.of-deed"),
        ("Ghana opposes Togo's plan to impose sanctions.", "objection.of-deed"),
        ("Ghana's minister spoke of Togo's sanctions, which Ghana opposes.", "objection.noun"),
    ],
)
def test_what_is_done_or_planned_in_spite_of_a_protest_is_objected_to(text: str, rule: str) -> None:
    found = [s for s in of_kind(Kind.OBJECTION, text) if rule in s.rules]
    assert (("TGO",), "GHA", "sanctions") in {(s.promisors, s.requester, s.act) for s in found}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ghana has backed the lifting of Togo's sanctions on Mali.", ("TGO",)),
        ("Ghana welcomed direct talks between Togo and Mali.", ("TGO", "MLI")),
        ("Ghana supports the lifting of sanctions.", ("group:others",)),
        ("Ghana reiterated support for a truce between Togo and Mali.", ("TGO", "MLI")),
        ("Ghana threw its weight behind Togo's truce.", ("TGO",)),
    ],
)
def test_siding_with_anothers_act_asks_for_it(text: str, asked: tuple[str, ...]) -> None:
    found = [s for s in of_kind(Kind.REQUEST, text) if "request.siding" in s.rules]
    assert {s.promisors for s in found} == {asked}
    assert {s.requester for s in found} == {"GHA"}


@pytest.mark.parametrize(
    ("text", "firmness", "whose"),
    [
        ("Imposing sanctions is out of the question, Ghana's minister said.", Firmness.RULED_OUT, "GHA"),
        ("Sanctions are a red line for Ghana.", Firmness.RULED_OUT, "GHA"),
        ("Sanctions are off the table, Ghana's minister said.", Firmness.RULED_OUT, "GHA"),
        ("Ghana's minister said there would be a hard response.", Firmness.PLEDGED, "GHA"),
    ],
)
def test_what_is_closed_or_announced_without_a_doer_is_its_tellers(text: str, firmness: Firmness, whose: str) -> None:
    found = {
        (s.firmness, ",".join(s.promisors)) for s in of_kind(Kind.COMMITMENT, text) if s.act in ("sanctions", "other")
    }
    assert (firmness, whose) in found


def test_anothers_act_that_is_out_of_the_question_is_objected_to() -> None:
    found = of_kind(Kind.OBJECTION, "Togo's sanctions are a red line for Ghana.")
    assert (("TGO",), "GHA", "sanctions") in {(s.promisors, s.requester, s.act) for s in found}


@pytest.mark.parametrize("word", ["premature", "unacceptable"])
def test_what_is_said_of_an_act_is_its_tellers_stand(word: str) -> None:
    found = allowed(f"Togo's sanctions are {word}, Ghana's minister said.")
    assert (Kind.OBJECTION, ("TGO",), "GHA") in {(s.kind, s.promisors, s.requester) for s in found}
    assert ("GHA",) in {s.promisors for s in found if s.firmness in (Firmness.RELUCTANT, Firmness.RULED_OUT)}


def test_a_mood_is_not_objected_to() -> None:
    assert not of_kind(Kind.OBJECTION, "Optimism about the talks with Togo is dangerous, Ghana's minister said.")


def test_who_accepts_it_objects_to_nothing() -> None:
    assert not of_kind(Kind.OBJECTION, "Togo sent troops. Kenya accepted it.")
    assert of_kind(Kind.OBJECTION, "Togo sent troops. Kenya condemned it.")
