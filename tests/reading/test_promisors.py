"""Whose act it is: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from pledgebook.model import Kind
from tests.reading.by_rules import allowed, of_kind


@pytest.mark.parametrize(
    ("text", "kind", "act", "whose", "not_whose"),
    [
        ("Ukraine has received 12 howitzers from Denmark.", Kind.COMMITMENT, "arms", "DNK", "UKR"),
        ("Ukraine has received 12 howitzers.", Kind.COMMITMENT, "arms", "UKR", "DNK"),
        ("Finnish soldiers will be sent to Estonia.", Kind.COMMITMENT, "troops", "FIN", "EST"),
        ("Hungary was offered a loan by the EU.", Kind.COMMITMENT, "funding", "EU", "HUN"),
        ("Latvia was given tanks by Norway.", Kind.COMMITMENT, "arms", "NOR", "LVA"),
        ("Spain called for Lebanon's authorities to be supported by Italy.", Kind.REQUEST, "guarantee", "ITA", "LBN"),
        ("Baghdad called for all parties to stop the fighting.", Kind.REQUEST, "ceasefire", "group:parties", "IRQ"),
        ("Swedish and Finnish troops will be sent to Moldova.", Kind.COMMITMENT, "troops", "SWE,FIN", "SWE"),
        ("The Belgian and Dutch governments pledged tanks.", Kind.COMMITMENT, "arms", "BEL,NLD", "BEL"),
        ("Three states, Chad, Gabon and Ghana, sent troops.", Kind.COMMITMENT, "troops", "TCD,GAB,GHA", "3 states"),
        ("Austria, together with Italy, will send troops.", Kind.COMMITMENT, "troops", "AUT,ITA", "AUT"),
        ("Alongside Ireland, Malta will send troops.", Kind.COMMITMENT, "troops", "MLT,IRL", "MLT"),
        (
            "Peru is among the countries that have refused to send troops.",
            Kind.COMMITMENT,
            "troops",
            "PER",
            "group:countries",
        ),
        ("Sato met Ghana's President John Mahama and urged him to send troops.", Kind.REQUEST, "troops", "GHA", "JPN"),
        ("Chad hopes that Gabon will send troops.", Kind.REQUEST, "troops", "GAB", "TCD"),
        ("Chad voiced hope that Gabon would send troops.", Kind.REQUEST, "troops", "GAB", "TCD"),
        ("Chad to send troops to Mali", Kind.COMMITMENT, "troops", "TCD", "MLI"),
        ("Japan, Ghana to send troops to Mali", Kind.COMMITMENT, "troops", "JPN,GHA", "JPN"),
        ("Mahama: Ghana to send troops to Mali", Kind.COMMITMENT, "troops", "GHA", "MLI"),
        ("Sato says 14 countries ready to send troops", Kind.COMMITMENT, "troops", "14 states", "JPN"),
        ("Peru considering sending troops", Kind.COMMITMENT, "troops", "PER", "group:others"),
        ("Chad demanded that Rwanda release the prisoners.", Kind.REQUEST, "release", "RWA", "TCD"),
        ("Chad demanded that both Rwanda and Uganda send troops.", Kind.REQUEST, "troops", "RWA,UGA", "TCD"),
        (
            "Chad, Gabon and Ghana said the three countries would send troops.",
            Kind.COMMITMENT,
            "troops",
            "TCD,GAB,GHA",
            "3 states",
        ),
        (
            "Chad and Ghana said that the countries would send troops.",
            Kind.COMMITMENT,
            "troops",
            "TCD,GHA",
            "group:countries",
        ),
        ("Peru to send troops to Mali, says Chad", Kind.COMMITMENT, "troops", "PER", "TCD"),
        ("Chad said in a letter that Gabon would send troops.", Kind.COMMITMENT, "troops", "GAB", "TCD"),
        ("Foreign troops in Chad will attack Mali.", Kind.COMMITMENT, "force", "group:foreign", "TCD"),
        ("Chad announced aid for Mali at the end of the summit.", Kind.COMMITMENT, "humanitarian", "TCD", "MLI"),
        ("Chad will meet Gabon in May.", Kind.COMMITMENT, "negotiate", "TCD,GAB", "TCD"),
        ("Chad refused to meet Gabon.", Kind.COMMITMENT, "negotiate", "TCD", "TCD,GAB"),
        ("Chad is expected to send troops.", Kind.COMMITMENT, "troops", "TCD", "group:others"),
        ("Chad thanked Gabon for sending troops.", Kind.COMMITMENT, "troops", "GAB", "TCD"),
        ("Chad warned Gabon not to send troops.", Kind.REQUEST, "troops", "GAB", "TCD"),
        ("Chad gave Gabon until Friday to withdraw its troops.", Kind.REQUEST, "withdraw", "GAB", "TCD"),
        ("The sanctions will be lifted in May, Chad said.", Kind.COMMITMENT, "sanctions", "TCD", "group:others"),
        ("Gabon faces new sanctions, Chad said.", Kind.COMMITMENT, "sanctions", "TCD", "GAB"),
        ("Chad said that Gabon cannot enrich uranium.", Kind.REQUEST, "withdraw", "GAB", "TCD"),
        ("Chad announced new sanctions on Gabon's oil firms.", Kind.COMMITMENT, "sanctions", "TCD", "GAB"),
        ("Most EU states but not Malta signed the treaty.", Kind.COMMITMENT, "agreement", "group:EU members", "MLT"),
        ("Sweden joined Norway in sending troops to Mali.", Kind.COMMITMENT, "troops", "SWE,NOR", "SWE"),
        ("No Arab state will send troops.", Kind.COMMITMENT, "troops", "group:Arab states", "group:others"),
        (
            "A Hamas official said the group would release ten hostages.",
            Kind.COMMITMENT,
            "release",
            "HAMAS",
            "group:groups",
        ),
        ("Chad urged Gabon to reject the treaty.", Kind.REQUEST, "agreement", "GAB", "TCD"),
        ("Chad secured Gabon's promise of troops.", Kind.COMMITMENT, "troops", "GAB", "TCD"),
        ("Chad is angry at Gabon for sending troops.", Kind.COMMITMENT, "troops", "GAB", "TCD"),
        ("Gabon faces pressure from Chad to lift sanctions.", Kind.REQUEST, "sanctions", "GAB", "TCD"),
        ("Gabon came under pressure to lift sanctions.", Kind.REQUEST, "sanctions", "GAB", "group:others"),
        ("Gabon has rejected calls from Chad for a ceasefire.", Kind.REQUEST, "ceasefire", "GAB", "TCD"),
        ("Chad is subject to tariffs imposed by Gabon.", Kind.COMMITMENT, "sanctions", "GAB", "TCD"),
        ("Chad called for the release of the miners held by Gabon.", Kind.REQUEST, "release", "GAB", "TCD"),
        ("Gabon's blockade was met with condemnation by Chad.", Kind.OBJECTION, "humanitarian", "GAB", "TCD"),
        ("Gabon's plan to send troops drew criticism from Chad.", Kind.OBJECTION, "troops", "GAB", "TCD"),
        ("Gabon left the treaty. Chad expressed concern at the move.", Kind.OBJECTION, "agreement", "GAB", "TCD"),
        ("Gabon will deploy troops. Chad criticised the move.", Kind.OBJECTION, "troops", "GAB", "TCD"),
        ("Chad stressed the need to send arms.", Kind.REQUEST, "arms", "group:others", "TCD"),
        ("Chad is waiting for Gabon to send troops.", Kind.COMMITMENT, "troops", "GAB", "TCD"),
        ("The M23 rebels agreed to a ceasefire.", Kind.COMMITMENT, "ceasefire", "M23", "group:M23 rebels"),
    ],
)
def test_whose_act_it_is(text: str, kind: Kind, act: str, whose: str, not_whose: str) -> None:
    found = {(s.kind, s.act, ",".join(s.promisors)) for s in allowed(text)}
    assert (kind, act, whose) in found
    assert (kind, act, not_whose) not in found


def test_the_occasion_of_an_announcement_is_no_act() -> None:
    found = allowed("Chad announced at the end of a summit that it would send troops.")
    assert "negotiate" not in {s.act for s in found if "cue.noun" in s.rules}


@pytest.mark.parametrize(
    ("text", "kind", "whose"),
    [
        ("Chad urged Gabon to reject the deal.", Kind.COMMITMENT, "TCD"),
        ("Chad repeated demands for Gabon to renounce the treaty.", Kind.COMMITMENT, "GAB"),
        ("Chad has resisted Gabonese pressure for sanctions.", Kind.OBJECTION, "GAB"),
        ("The Geneva talks will resume on Monday.", Kind.COMMITMENT, "CHE"),
        ("The Rome summit will call for a ceasefire.", Kind.REQUEST, "ITA"),
    ],
)
def test_whose_act_it_is_not(text: str, kind: Kind, whose: str) -> None:
    """Who is asked, the asking itself, and the city where a meeting is held."""
    assert (kind, whose) not in {(s.kind, ",".join(s.promisors)) for s in allowed(text)}


def test_who_met_with_nobody_named_are_the_two_persons_told_of() -> None:
    told = "Allies will help. President Emmanuel Macron received his counterpart, Volodymyr Zelensky. "
    found = {s.promisors for s in allowed(told + "They met on the eve of a summit.") if s.act == "negotiate"}
    assert any(set(promisors) == {"FRA", "UKR"} for promisors in found)


def test_what_is_asked_of_a_company_is_no_statement() -> None:
    assert not of_kind(Kind.REQUEST, "Kenya urged the company to pay the tariffs.")
    assert of_kind(Kind.REQUEST, "Kenya urged Togo to pay the tariffs.")


def test_what_is_done_to_the_speaker_is_not_his_to_do() -> None:
    told = "The sanctions on Kenya will be lifted, {} said."
    assert {s.promisors for s in of_kind(Kind.COMMITMENT, told.format("Abuja")) if s.act == "sanctions"} == {("NGA",)}
    assert not [s for s in of_kind(Kind.COMMITMENT, told.format("Nairobi")) if s.act == "sanctions"]


def test_who_is_committed_to_the_talks_of_others_is_the_promisor() -> None:
    found = of_kind(Kind.COMMITMENT, "Kenya is committed to talks between the two parties.")
    assert ("KEN",) in {s.promisors for s in found if s.act == "negotiate"}
