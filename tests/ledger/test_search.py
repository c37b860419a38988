"""Full text: words, endings, phrases, exclusions, filters; and what makes documents one story."""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgebook.errors import InputError
from pledgebook.ledger import Filters, Ledger, open_ledger, search
from pledgebook.ledger.search import Hit
from tests.ledger.making import document, reading

READINGS = [
    reading("a", 4, "pledged", text="The Élysée promises troops for the border."),
    reading("b", 5, "willing", text="For the troops a border post is promised.", promisors=("GBR",), outlet="Gazette"),
    reading("c", 6, "ruled-out", text="No promise of trains."),
]
CASES = [
    ("troops", ["b", "a"]),
    ("elysee", ["a"]),
    ("TROOPS Border", ["b", "a"]),
    ("promise", ["c"]),
    ("promise*", ["c", "b", "a"]),
    ('"troops for the"', ["a"]),
    ('"for the troops"', ["b"]),
    ("troops -post", ["a"]),
    ('troops -"for the border"', ["b"]),
    ("ships", []),
]


def names(hits: list[Hit]) -> list[str]:
    return [hit.doc for hit in hits]


def filled(place: Path) -> Ledger:
    ledger = open_ledger(place)
    ledger.append(READINGS)
    return ledger


@pytest.mark.parametrize(("query", "found"), CASES)
def test_words_of_quotes_and_of_documents(place: Path, query: str, found: list[str]) -> None:
    with filled(place) as ledger:
        assert names(ledger.search(query)) == found
        assert names(ledger.search(query, in_documents=True)) == found


def test_filters_and_times_and_limits(place: Path) -> None:
    with filled(place) as ledger:
        assert names(ledger.search("troops", filters=Filters(promisor="GBR"))) == ["b"]
        assert names(ledger.search("troops", filters=Filters(outlet="Gazette"), in_documents=True)) == ["b"]
        assert names(ledger.search("troops", as_of="2025-09-04")) == ["a"]
        assert names(ledger.search("troops", known_at="2025-01-01")) == []
        assert names(ledger.search("troops", limit=1)) == ["b"]


def test_a_strict_filter_finds_what_lies_deep_in_the_index(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("deep", 4, "pledged", promisors=("GBR",), text="The deep word here.")])
        ledger.append([reading(f"d{n}", 5, "pledged", text=f"The word of number {n}.") for n in range(130)])
        assert names(ledger.search("word", filters=Filters(promisor="GBR"))) == ["deep"]


def test_deep_in_the_index_rulings_are_followed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(place) as ledger:
        check_rulings_deep_in_the_index(ledger, monkeypatch)


def check_rulings_deep_in_the_index(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a coder gave another promisor, or merged, or rejected, is found or not on every page of the index."""
    ledger.append([reading(f"d{n}", 4, "pledged", text=f"The word of number {n}.") for n in range(8)])
    ledger.append([reading("gb", 5, "pledged", promisors=("GBR",), text="The word of Britain.")])
    ledger.append([reading("uk", 6, "pledged", promisors=("UK",), text="The word of the kingdom.")])
    ids = {statement.doc: statement.id for statement in ledger.statements()}
    ledger.rule("amend", ids["d1"], by="coder", changes={"promisors": ["GBR"]})
    ledger.rule("merge", "UK", by="coder", into="GBR")
    ledger.rule("reject", ids["d2"], by="coder")

    def found() -> list[list[str]]:
        return [
            names(ledger.search(query, filters=Filters(promisor=promisor), as_of=day))
            for query in ("word", '"word of"', "word -number")
            for promisor in ("GBR", "FRA", "POL")
            for day in (None, "2025-09-05")
        ]

    wide = found()
    assert wide[:3] == [["uk", "gb", "d1"], ["gb", "d1"], ["d7", "d6", "d5", "d4", "d3", "d0"]]
    monkeypatch.setattr(search, "FIRST_PAGE", 1)
    for pages in (0, 1):
        monkeypatch.setattr(search, "WIDE_PAGES", pages)
        assert found() == wide


@pytest.mark.parametrize("query", ["", "  ", "-no", '""', "..."])
def test_nothing_to_look_for_is_said(place: Path, query: str) -> None:
    with open_ledger(place) as ledger, pytest.raises(InputError, match="no word"):
        ledger.search(query)


SENTENCES = [f"This is the sentence with the number {n}, which is long enough to be told apart." for n in range(20)]


def test_wire_copies_are_one_story_and_other_reports_are_not(place: Path) -> None:
    text = " ".join(SENTENCES)
    cut = " ".join([*SENTENCES[3:], "Edited by another desk at noon."])
    other = " ".join(f"Quite another report, whose words at place {n} are all its own." for n in range(20))
    with open_ledger(place) as ledger:
        ledger.append(
            [
                reading("first", 4, "pledged", text=text, outlet="Wire"),
                reading("other", 4, "pledged", text=other, outlet="Paper"),
                reading("cut", 5, "pledged", text=cut, outlet="Gazette"),
            ]
        )
        assert [(story.names, story.outlets) for story in ledger.stories()] == [(("first", "cut"), ("Wire", "Gazette"))]
        assert [len(p.rests_on) for p in ledger.positions()] == [2]


def test_a_first_report_read_anew_after_its_copy_counts_once(place: Path) -> None:
    text = " ".join(SENTENCES)
    first = reading("first", 6, "pledged", text=text)
    with open_ledger(place) as ledger:
        ledger.append([type(first)(document=first.document)])
        ledger.append([reading("copy", 4, "pledged", text=f"{text} Edited.")])
        ledger.append([reading("first", 6, "pledged", text=text, reader="test-2")])
        (stood,) = ledger.positions()
        assert (len(stood.rests_on), [each.why for each in stood.overrode]) == (1, ["copy"])


def test_a_later_state_of_a_page_is_a_revision_of_it(place: Path) -> None:
    with open_ledger(place) as ledger:
        for name, text in (("p1", "We deploy. Nothing is sure."), ("p2", "We deploy. All is sure now!")):
            made = reading(name, 4, "pledged", text=text)
            changed = document(name, text, 4, link="http://example.org/page")
            ledger.append([type(made)(document=changed, statements=made.statements)])
        (revision,) = ledger.revisions()
        assert (revision.before.name, revision.after.name) == ("p1", "p2")
        assert (revision.removed, revision.added) == (("Nothing is sure.",), ("All is sure now!",))
        assert [story.names for story in ledger.stories()] == [("p1", "p2")]
