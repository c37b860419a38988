"""Names in a sentence -> actor codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.gazetteer import Gazetteer, MentionKind
from tests.timing import seconds

GAZETTEER = Gazetteer.load()


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("France", "FRA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("America", "USA"),
        ("Americans", "USA"),
        ("UK", "GBR"),
        ("Britons", "GBR"),
        ("Germans", "DEU"),
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("the Kremlin", "RUS"),
        ("The White House", "USA"),
        ("Élysée", "FRA"),
        ("Elysee Palace", "FRA"),
        ("Downing Street", "GBR"),
        ("Rideau Hall", "CAN"),
        ("Narino Palace", "COL"),
        ("Turtle Bay", "UN"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
        ("Palestinian Authority", "PSE"),
        ("European Commission", "EU"),
        ("U.N. Security Council", "UN"),
        ("nuclear watchdog", "IAEA"),
        ("Coalition of the Willing", "COALITION"),
        ("Hizbollah", "HEZBOLLAH"),
        ("Houthis", "HOUTHI"),
        ("Rapid Support Forces", "RSF"),
        ("Kurdistan Regional Government", "KRG"),
        ("European capitals", "group:Europe"),
        ("Europeans", "group:Europe"),
        ("allies", "group:allies"),
        ("relief organisations", "group:aid agencies"),
        ("African leaders", "group:Africa"),
        ("Republic of Korea", "KOR"),
        ("Democratic Republic of the Congo", "COD"),
        ("Congo", "COD"),
        ("Republic of Congo", "COG"),
        ("Atlantis", None),
        ("us", None),
        ("turkey", None),
    ],
)
def test_a_surface_has_its_code(surface: str, code: str | None) -> None:
    assert GAZETTEER.code(surface) == code


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.surface, mention.code) for mention in GAZETTEER.find(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Britain's offer to Ukraine", [("Britain", "GBR"), ("Ukraine", "UKR")]),
        ("a US-led mission", [("US", "USA")]),
        ("troops from the U.S. They left", [("U.S.", "USA")]),
        ("let us talk turkey", []),
        ("UKRAINE AND FRANCE AGREE", [("UKRAINE", "UKR"), ("FRANCE", "FRA")]),
        ("Allies met", [("Allies", "group:allies")]),
        ("South Korea and North Korea", [("South Korea", "KOR"), ("North Korea", "PRK")]),
        ("the Washington Post reported from the Gulf of Oman", []),
        (
            "the European Union and European countries",
            [("European Union", "EU"), ("European countries", "group:Europe")],
        ),
        ("Russia’s Vladimir Putin", [("Russia", "RUS"), ("Vladimir Putin", "RUS")]),
        ("Gideon Sa’ar said", [("Gideon Sa’ar", "ISR")]),
        ("the U.S", [("U.S", "USA")]),
        ("Saudi", [("Saudi", "SAU")]),
    ],
)
def test_names_are_found_in_a_text(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


def test_two_readings_of_brussels_are_both_given() -> None:
    [mention] = GAZETTEER.find("Brussels hesitates")
    assert (mention.code, mention.kind) == ("EU", MentionKind.SEAT)
    assert [sense.code for sense in mention.alternatives] == ["BEL"]
    assert mention.ambiguous


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [
        ("talks with Macron went on", False),
        ("talks with President Macron went on", False),
        ("Then Macron left", False),
        ("a book by Estelle Macron sold well", True),
        ("in Jordan", True),
    ],
)
def test_another_bearer_of_a_name_is_ambiguous(text: str, ambiguous: bool) -> None:
    [mention] = GAZETTEER.find(text)
    assert mention.ambiguous is ambiguous


def test_spans_count_in_the_whole_text() -> None:
    text = "Paris waits. Berlin hesitates."
    [mention] = GAZETTEER.find(text, 13, len(text))
    assert mention.surface == mention.span.of(text) == "Berlin"


def test_courts_cities_and_aid_agencies_do_not_promise() -> None:
    assert [mention.promisor for mention in GAZETTEER.find("the ICC, Rafah and Oxfam; then Hamas")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("phrase", "role", "speaks"),
    [
        ("foreign minister", "foreign-minister", True),
        ("French Foreign Minister", "foreign-minister", True),
        ("spokespeople", "spokesperson", True),
        ("prime ministers", "head-of-government", True),
        ("opposition leader", "opposition", False),
        ("former president", "opposition", False),
        ("former deputy foreign minister", "former", False),
        ("analyst", "private", False),
    ],
)
def test_offices_say_who_speaks(phrase: str, role: str, speaks: bool) -> None:
    office = GAZETTEER.office(phrase)
    assert office is not None
    assert (office.role, office.speaks) == (role, speaks)


def test_a_trade_is_no_office() -> None:
    assert GAZETTEER.office("baker") is None


def test_persons_are_known_by_full_name_and_surname() -> None:
    full, short = GAZETTEER.person("Ursula von der Leyen"), GAZETTEER.person("von der Leyen")
    assert full is not None and short is not None
    assert (full.code, full.full, short.code, short.full) == ("EU", True, "EU", False)
    assert GAZETTEER.person("France") is None


def test_who_left_office_has_the_month() -> None:
    scholz = GAZETTEER.person("Olaf Scholz")
    assert scholz is not None and scholz.until is not None
    assert scholz.until.isoformat() == "2025-05-01"


@pytest.mark.parametrize(
    ("code", "home", "foreign"),
    [("FRA", "FRA", False), ("FRA", "DEU", True), ("EU", "FRA", False), ("EU", "GBR", True), ("PKK", "TUR", False)],
)
def test_foreign_is_seen_from_home(code: str, home: str, foreign: bool) -> None:
    assert GAZETTEER.is_foreign(code, home) is foreign


def test_an_armed_group_has_its_home() -> None:
    assert (GAZETTEER.home("HEZBOLLAH"), GAZETTEER.home("FRA")) == ("LBN", None)


def test_names_are_shown() -> None:
    assert [GAZETTEER.name(code) for code in ("FRA", "EU", "group:Europe", "26 states", "ABW")] == [
        "France",
        "European Union",
        "European countries",
        "26 states",
        "Aruba",
    ]


@given(st.text())
def test_any_text_is_searched_and_every_span_is_exact(text: str) -> None:
    ends = 0
    for mention in GAZETTEER.find(text):
        assert mention.span.of(text) == mention.surface
        assert mention.span.start >= ends
        ends = mention.span.end


def test_searching_is_linear() -> None:
    def taken(text: str) -> float:
        return seconds(lambda: GAZETTEER.find(text))

    sentence = "The United States and the United Kingdom told the U.N. and U. U. U. S. that the House of Commons met. "
    taken(sentence)
    assert taken(sentence * 2000) < 40 * max(taken(sentence * 200), 0.005)
