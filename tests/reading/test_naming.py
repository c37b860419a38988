"""Who a noun phrase names: passages read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from tests.reading.by_rules import allowed

CASES = [
    ("Chile shut its port. Peru will wait. Its defence minister said he would send troops.", "troops", "PER", "CHL"),
    ("Togo and Benin quarrel. Togo's president said the nation would not send troops.", "troops", "TGO", "BEN"),
    ("News came from Kenya. Prime Minister Janko Zupan of Slovenia said he would send troops.", "troops", "SVN", "KEN"),
    ("ECOWAS closed the border of Niger. The bloc will lift its sanctions next week.", "sanctions", "ECOWAS", "EU"),
    ("ECOWAS met in Accra. The West African bloc will lift its sanctions next week.", "sanctions", "ECOWAS", "EU"),
    ("News came from Kenya. The foreign ministry in Riga said it would send troops.", "troops", "LVA", "KEN"),
    ("News came from Kenya. An aide to Macron said he would send troops.", "troops", "FRA", "KEN"),
    ("Leaders met in Bamako. The strongman of Belarus said he would send troops.", "troops", "BLR", "MLI"),
    ("M23 left Goma. The Rwanda-backed group will release the prisoners.", "release", "M23", "RWA"),
    ("Hezbollah spoke on Monday. The Lebanese movement will release the prisoners.", "release", "HEZBOLLAH", "LBN"),
    ("Oman opened its ports. The Gulf state has offered to release the prisoners.", "release", "OMN", "group:Gulf"),
    ("Latvia and Estonia met. The two European countries will send troops.", "troops", "EST,LVA", "group:Europe"),
    ("The four Nordic countries will send troops.", "troops", "group:Nordics", "4 states"),
    ("Nine of the 32 allies will send troops.", "troops", "9 states", "32 states"),
    (
        "Malawi's and Zambia's ministers spoke. They said their countries would send troops.",
        "troops", "MWI,ZMB", "group:countries",
    ),
    ("Chad, Mali and Togo met. The trio will send troops.", "troops", "MLI,TCD,TGO", "TGO"),
    ("Chad, Mali and Togo met. All three will send troops.", "troops", "MLI,TCD,TGO", "3 states"),
    ("Chad and Mali met. Neither side will send troops.", "troops", "MLI,TCD", "TCD"),
    ("European countries met. Most of them will send troops.", "troops", "group:others", "group:Europe"),
    ("European countries met. None of them will send troops.", "troops", "group:Europe", "group:others"),
    ("News came from Kenya. Prime Minister Fico said he would send troops.", "troops", "SVK", "KEN"),
    ("News came from Kenya. Brazil's Lula said he would send troops.", "troops", "BRA", "KEN"),
    ("Egypt criticised Italy over its plan to send troops.", "troops", "ITA", "group:others"),
    ("Egypt thanked Italy for its pledge to send troops.", "troops", "ITA", "group:others"),
    ('Guyana sent soldiers. Kenya sent tanks. "They will release the prisoners," Ruto said.', "release", "GUY", "KEN"),
    (
        "News came from Kenya. General Okoro of Nigeria spoke. The general said he would send troops.",
        "troops", "NGA", "KEN",
    ),
    ("The French are sending troops to Ukraine.", "troops", "FRA", "UKR"),
    ("Norway and Latvia's joint offer to send troops was rejected.", "troops", "LVA,NOR", "LVA"),
    (
        "Chad attacked Libya on Monday, but officials in both countries said they would send troops.",
        "troops", "LBY,TCD", "group:countries",
    ),
    ("M23 left Goma. The rebels will release the prisoners.", "release", "M23", "group:armed groups"),
    ("The European Council met. The Council will send troops to Mali.", "troops", "EU", "MLI"),
    ("Rutte praised Finland and Belgium, saying they would send troops.", "troops", "BEL,FIN", "BEL"),
    ("Kenya met Chad. Peru's UN ambassador Ana Vela said she would send troops.", "troops", "PER", "UN"),
    ("ECOWAS met in Accra. The bloc's commission will lift its sanctions.", "sanctions", "ECOWAS", "EU"),
    ("Chad and Libya fought. Peru and Chile called on both sides to release prisoners.", "release", "LBY,TCD", "CHL,PER"),
    ("Peru and Chile urged the parties to release prisoners.", "release", "group:parties", "CHL,PER"),
    ("Peru and Chile, who will send troops to Chad, met on Monday.", "troops", "CHL,PER", "CHL"),
    ("Peru met Chile, which will send troops to Chad.", "troops", "CHL", "CHL,PER"),
    ("Niger's soldiers took power. Ghana's president said the junta must release prisoners.", "release", "NER", "GHA"),
    ("Mali was calm. Soldiers staged a coup in Niger. The generals will send troops.", "troops", "NER", "MLI"),
    ("Niger was quiet. The coup leaders will send troops.", "troops", "NER", "group:leaders"),
    ("Seven countries met in Oslo. The seven will send troops.", "troops", "7 states", "NOR"),
    ("Seven countries met in Oslo. All seven will send troops.", "troops", "7 states", "NOR"),
    ("ECOWAS met. Not everyone in the bloc will send troops.", "troops", "group:others", "ECOWAS"),
    ("Kenya waited. The mediator, Oman, will release prisoners.", "release", "OMN", "group:mediators"),
    (
        "President Zelenskyy spoke. Vice President JD Vance arrived. The president will send troops.",
        "troops", "UKR", "USA",
    ),
]  # fmt: skip
"""A passage, the class of an act in it, whoever may promise it, and who may not."""


@pytest.mark.parametrize(("text", "act", "whose", "not_whose"), CASES)
def test_whose_it_is_by_the_words_around(text: str, act: str, whose: str, not_whose: str) -> None:
    found = {",".join(sorted(s.promisors)) for s in allowed(text) if s.act == act}
    assert whose in found
    assert not_whose not in found


def test_a_title_without_a_state_is_of_the_state_spoken_for() -> None:
    found = allowed("News came from Kenya. Chad will send troops, Prime Minister Sana Idriss said.")
    assert {s.voice.actor for s in found if s.act == "troops"} == {"TCD"}


def test_a_city_behind_a_title_is_no_person() -> None:
    found = allowed("News came from Kenya. Tomi Ota, Japan's consul in Osaka, spoke. Osaka will send troops.")
    assert not any("JPN" in s.promisors for s in found if s.act == "troops")


def test_what_a_union_says_of_itself_is_no_state_s() -> None:
    found = allowed("Peru sent soldiers to Chad. The miners' union said it would send troops to Lima.")
    assert not any({"PER", "TCD"} & set(s.promisors) for s in found if "form.future.modal" in s.rules)


def test_both_countries_are_states() -> None:
    found = allowed("The UN and Italy met in Rome. Both countries will send troops.")
    assert not any("UN" in s.promisors for s in found if s.act == "troops")


def test_what_a_text_asks_is_asked_by_whoever_issued_it() -> None:
    text = "Togo and Benin signed a declaration. The declaration urges Mali to send food. It also urges Chad to send troops."
    assert {s.requester for s in allowed(text) if s.act == "troops"} == {"BEN,TGO"}


def test_what_a_text_of_nobody_asks_is_not_asked_by_whom_it_names() -> None:
    text = "Togo left. The resolution demands that Mali send food. It also urges Chad to send troops."
    assert {s.requester for s in allowed(text) if s.act == "troops"} == {None}


def test_a_title_behind_a_clause_is_of_the_state_that_the_clause_is_about() -> None:
    found = allowed("Oman was calm. Kenya will send troops to Mali, the armed forces minister, Juma Otieno, said.")
    assert {s.voice.actor for s in found if s.act == "troops"} == {"KEN"}


def test_an_aide_of_the_presidency_speaks_for_the_state() -> None:
    found = allowed("Kenya will send troops to Mali, a presidential aide said.")
    assert {s.voice.actor for s in found if s.act == "troops"} == {"KEN"}


def test_who_asks_it_of_another_is_not_that_other() -> None:
    found = allowed("Peru freed men. Kenya met Peru. It also urges Kenya to send troops.")
    assert {s.requester for s in found if s.act == "troops"} == {"PER"}


def test_a_wing_of_a_movement_speaks_for_it() -> None:
    found = allowed("The armed wing of Hamas said it would release prisoners.")
    assert {s.voice.actor for s in found if s.act == "release"} == {"HAMAS"}


def test_a_request_told_in_passing_quotes_nobody() -> None:
    for text in ("Kenya has asked Chad to send troops.", "Mali read a letter that asks Chad to send troops."):
        found = [s for s in allowed(text) if s.act == "troops" and s.kind == "request"]
        assert found and not any(s.voices for s in found), text
    found = [s for s in allowed("Kenya asked Chad to send troops.") if s.kind == "request"]
    assert {s.voice.actor for s in found if s.act == "troops"} == {"KEN"}


def test_diplomats_without_a_name_do_not_speak_for_whom_they_tell_of() -> None:
    found = allowed("Kenya was calm. Two diplomats said Togo would send troops.")
    assert {s.voice.actor for s in found if s.act == "troops"} == {None}


@pytest.mark.parametrize(
    ("text", "promisors"),
    [
        ("The NATO summit opened on Monday. The leaders agreed to send ships to the Black Sea.", ("NATO",)),
        ("A meeting of the African Union ended late. Leaders meeting in Accra will send troops to Chad.", ("AU",)),
        ("NATO watched a summit of the European Union. The participants agreed to send ships.", ("EU",)),
        ("NATO is watching. The leaders agreed to send ships to the Black Sea.", ("group:leaders",)),
        ("The NATO summit opened on Monday. Church leaders agreed to send food to Chad.", ("group:leaders",)),
        ("The NATO summit opened on Monday. Some leaders agreed to send ships to the Black Sea.", ("group:leaders",)),
    ],
)
def test_the_leaders_are_those_whose_summit_was_told_of(text: str, promisors: tuple[str, ...]) -> None:
    assert promisors in {s.promisors for s in allowed(text) if s.act != "negotiate"}


def test_its_minister_is_that_of_the_one_of_whom_he_tells() -> None:
    found = allowed("Norway will send tanks to Ukraine, whatever Paris says, its foreign minister told reporters.")
    assert {s.voice.actor for s in found if s.act == "arms"} == {"NOR"}
