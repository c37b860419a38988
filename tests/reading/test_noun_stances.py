"""Stands that hang on nouns and on what nouns are said of: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Firmness, Kind
from tests.reading.by_rules import allowed, of_kind


@pytest.mark.parametrize(
    "text",
    [
        "No decision has been made on sending troops, Ghana's defence minister said.",
        "No decision has been taken yet on the dispatch of troops, Ghana's defence minister said.",
        "Ghana has made no decision on sending troops.",
    ],
)
def test_a_choice_not_made_is_open_and_that_of_whoever_tells_it(text: str) -> None:
    found = [s for s in of_kind(Kind.COMMITMENT, text) if s.firmness is Firmness.UNDECIDED]
    assert (("GHA",), "troops") in {(s.promisors, s.act) for s in found}


def test_it_is_what_its_sentence_named_before() -> None:
    found = of_kind(Kind.COMMITMENT, "If there is a chance for a truce, Ghana is ready for it.")
    assert (("GHA",), "ceasefire", Firmness.WILLING) in {(s.promisors, s.act, s.firmness) for s in found}


@pytest.mark.parametrize(
    ("text", "asked", "by"),
    [
        ("There were angry calls in Lima for the government of Ghana to lift the sanctions.", "GHA", None),
        ("At Mali's request, Ghana will lift the sanctions.", "GHA", "MLI"),
        ("The sanctions were lifted by Ghana at the request of Mali.", "GHA", "MLI"),
        ("Ghana goes on with its sanctions despite calls by Mali to lift the sanctions.", "GHA", "MLI"),
        ("Mali wants to see steps from Ghana on the sanctions.", "GHA", "MLI"),
        ("Mali gave Ghana 48 hours to lift the sanctions.", "GHA", "MLI"),
        ("Mali would like to see the sanctions lifted by Ghana.", "GHA", "MLI"),
        ("Mali wants to see Ghana lift the sanctions.", "GHA", "MLI"),
        ("It is vital for all of us that Ghana lifts the sanctions, Mali's minister said.", "GHA", "MLI"),
    ],
)
def test_who_is_asked_through_a_noun(text: str, asked: str, by: str | None) -> None:
    found = [s for s in of_kind(Kind.REQUEST, text) if s.act == "sanctions"]
    assert ((asked,), by) in {(s.promisors, s.requester) for s in found}


@pytest.mark.parametrize(
    "text",
    [
        "Mali said it was unacceptable that Ghana sends troops to Togo.",
        "Mali's minister said: We find it deeply troubling that Ghana is sending troops to Togo.",
        "Ghana could send troops to Togo, drawing Mali's ire.",
        "Ghana will send troops to Togo. Mali firmly opposes this.",
        "Mali reiterated its opposition to Ghana's presence in Togo.",
        "Mali is sceptical of Ghana's dispatch of troops.",
    ],
)
def test_what_is_objected_to_may_be_a_clause_a_pronoun_or_what_one_doubts(text: str) -> None:
    found = [s for s in of_kind(Kind.OBJECTION, text) if s.act == "troops"]
    assert (("GHA",), "MLI") in {(s.promisors, s.requester) for s in found}


def test_requests_described_by_a_wrong_are_objected_to_as_what_they_ask_for() -> None:
    found = of_kind(Kind.OBJECTION, "Ghana described Mali's requests for troops as an invitation to danger.")
    assert ("GHA", "troops") in {(s.requester, s.act) for s in found}


def test_outside_interference_is_objected_to_where_it_should_be_absent() -> None:
    found = of_kind(Kind.OBJECTION, "Mali's future must be decided without outside interference, Ghana's envoy said.")
    assert (("group:foreign",), "GHA") in {(s.promisors, s.requester) for s in found}


@pytest.mark.parametrize("verb", ["slammed", "condemned"])
def test_a_condemned_plan_is_not_that_of_who_condemns_it(verb: str) -> None:
    found = of_kind(Kind.COMMITMENT, f"Ghana {verb} plans to send troops to Mali.")
    assert (("GHA",), "troops") not in {(s.promisors, s.act) for s in found}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("E.U. nations will send troops.", "group:EU members"),
        ("WHO member states will send doctors.", "group:WHO members"),
        ("Members of the WHO will send doctors.", "group:WHO members"),
    ],
)
def test_states_of_an_organisation_are_its_members(text: str, whose: str) -> None:
    assert (whose,) in {s.promisors for s in allowed(text)}


@pytest.mark.parametrize(
    ("text", "kind", "whose", "act"),
    [
        ("Ghana said it was committed to the truce.", Kind.COMMITMENT, "GHA", "ceasefire"),
        ("The Ghanaian atomic authority will not let inspectors of the IAEA in.", Kind.COMMITMENT, "GHA", "monitor"),
        ("Togo holds two men of Mali. Mali demands their release.", Kind.REQUEST, "group:others", "release"),
        ("Ghana, Saudi Arabia extend sanctions on Mali", Kind.COMMITMENT, "GHA,SAU", "sanctions"),
    ],
)
def test_whose_it_is_where_words_mislead(text: str, kind: Kind, whose: str, act: str) -> None:
    assert (whose, act) in {(",".join(s.promisors), s.act) for s in of_kind(kind, text)}
