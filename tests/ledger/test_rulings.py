"""Coders' rulings: what they do, how they follow their words, and how they are shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgebook.errors import InputError
from pledgebook.ledger import Ledger, open_ledger
from tests.ledger.making import Reading, document, reading, statement

TEXT = "We may deploy. We might train."


def firmness(ledger: Ledger) -> list[str]:
    return [p.firmness.value for p in ledger.positions()]


def only(ledger: Ledger) -> str:
    return next(iter(ledger.statements())).id


def test_an_amended_statement_counts_as_amended(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        read = only(ledger)
        ledger.rule("amend", read, by="coder", changes={"firmness": "considering", "promisors": ["GBR"]})
        assert [(p.promisor, p.firmness.value, p.ruled) for p in ledger.positions()] == [("GBR", "considering", True)]
        assert ledger.statement(read) == next(iter(ledger.statements(promisor="GBR")))
        assert list(ledger.statements(promisor="FRA")) == []


def test_amendments_add_up(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        ledger.rule("amend", only(ledger), by="coder", changes={"firmness": "considering"})
        ledger.rule("amend", only(ledger), by="coder", changes={"act": "train"})
        assert [(p.act, p.firmness.value) for p in ledger.positions()] == [("train", "considering")]


def test_a_rejected_statement_is_gone_and_can_be_accepted_again(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        read = only(ledger)
        ledger.rule("reject", read, by="coder")
        assert (list(ledger.statements()), firmness(ledger)) == ([], [])
        ledger.rule("accept", read, by="coder")
        assert ([s.id for s in ledger.statements()], firmness(ledger)) == ([read], ["pledged"])


def test_an_accepted_statement_stands_above_what_was_known(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged"), reading("b", 5, "ruled-out")])
        ledger.rule("accept", only(ledger), by="coder")
        assert firmness(ledger) == ["pledged"]
        ledger.append([reading("c", 6, "considering")])
        assert firmness(ledger) == ["considering"]


def test_merged_promisors_count_as_one_before_and_after(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged", promisors=("group:Europeans",)), reading("b", 5, "willing")])
        ledger.rule("merge", "group:Europeans", by="coder", into="FRA")
        ledger.append([reading("c", 6, "bound", promisors=("group:Europeans",))])
        assert [(p.promisor, p.firmness.value) for p in ledger.positions()] == [("FRA", "bound")]
        assert [s.doc for s in ledger.statements(promisor="FRA")] == ["a", "b", "c"]
        with pytest.raises(InputError, match="already"):
            ledger.rule("merge", "FRA", by="coder", into="group:Europeans")


def test_merged_documents_count_as_one_source(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged"), reading("b", 5, "ruled-out"), reading("c", 6, "pledged")])
        ledger.rule("merge", "c", by="coder", into="a")
        assert firmness(ledger) == ["ruled-out"]


def test_a_note_changes_nothing(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        before = ledger.positions()
        for target in (only(ledger), "a", "FRA"):
            ledger.rule("note", target, by="coder", why="see the speech itself")
        assert ledger.positions() == before
        assert len(ledger.rulings()) == 3


@pytest.mark.parametrize(
    ("verb", "target", "more", "says"),
    [
        ("accept", "ffff", {}, "no statement"),
        ("amend", "", {}, "nothing to amend"),
        ("merge", "a", {}, "into"),
        ("note", "nobody", {}, "no statement, document or promisor"),
        ("aproove", "a", {}, "no verb"),
        ("merge", "FRAA", {"into": "NATO"}, "no promisor 'FRAA'.*did you mean FRA"),
        ("merge", "FRA", {"into": "NATOO"}, "no promisor 'NATOO'.*did you mean NATO"),
        ("merge", "FRA", {"into": "group:nobody"}, "no promisor 'group:nobody'"),
    ],
)
def test_wrong_rulings_enter_nothing(place: Path, verb: str, target: str, more: dict[str, str], says: str) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        with pytest.raises(InputError, match=says):
            ledger.rule(verb, target, by="coder", **more)
        assert ledger.rulings() == []


def test_a_promisor_is_merged_into_one_that_the_gazetteer_or_a_ruling_knows(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged", promisors=("GB", "UK"))])
        ledger.rule("merge", "GB", by="coder", into="GBR")
        ledger.rule("merge", "UK", by="coder", into="GBR")
        assert {p.promisor for p in ledger.positions()} == {"GBR"}


def test_facts_are_about_outlets_of_the_ledger(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        with pytest.raises(InputError, match="its documents name none"):
            ledger.describe("Meridian Wire", "owner", "state", by="coder")
        ledger.append([reading("b", 4, "pledged", outlet="Meridian Wire")])
        with pytest.raises(InputError, match=r"no document of the outlet 'Meridian Wir'.*did you mean Meridian Wire"):
            ledger.describe("Meridian Wir", "owner", "state", by="coder")
        assert ledger.sources() == []


@pytest.mark.parametrize("changes", [{"firmness": "firm"}, {"quote": "else"}, {"promisor": "FRA"}])
def test_wrong_amendments_enter_nothing(place: Path, changes: dict[str, str]) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        with pytest.raises(InputError):
            ledger.rule("amend", only(ledger), by="coder", changes=changes)
        assert ledger.rulings() == []


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("firmness", "no firmness 'strongest'; known: .*ruled-out.*willing"),
        ("direction", "no direction 'strongest'; known: give"),
    ],
)
def test_a_wrong_word_is_answered_with_those_that_there_are(place: Path, field: str, says: str) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        with pytest.raises(InputError, match=says):
            ledger.rule("amend", only(ledger), by="coder", changes={field: "strongest"})


def reread(*claims: tuple[str, str, str], reader: str) -> Reading:
    """The document read by ``reader``, each claim (words, act, firmness) as it reads it."""
    made = document("a", TEXT, 4)
    return Reading(
        document=made,
        statements=tuple(statement(made, words, firm, act=act) for words, act, firm in claims),
        reader=reader,
    )


def test_rulings_follow_their_words_to_a_newer_reading(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append(
            [reread(("We may deploy", "troops", "pledged"), ("We might train", "train", "pledged"), reader="1")]
        )
        deploy, train = list(ledger.statements())
        ledger.rule("amend", deploy.id, by="coder", changes={"firmness": "considering"})
        ledger.rule("reject", train.id, by="coder")
        ledger.append(
            [reread(("We may deploy.", "troops", "willing"), ("We might train.", "train", "pledged"), reader="2")]
        )
        assert [(p.act, p.firmness.value) for p in ledger.positions()] == [("troops", "considering")]
        assert all(kept.fits for kept in ledger.rulings())


def test_rulings_that_no_longer_fit_are_listed_and_accepted_words_stand(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append(
            [reread(("We may deploy", "troops", "considering"), ("We might train", "train", "pledged"), reader="1")]
        )
        deploy, train = list(ledger.statements())
        ledger.rule("accept", deploy.id, by="coder")
        ledger.rule("reject", train.id, by="coder")
        ledger.append([reread(("We might train", "train", "considering"), reader="2")])
        assert [(k.ruling.verb.value, k.fits) for k in ledger.rulings()] == [("accept", False), ("reject", False)]
        assert sorted(p.act for p in ledger.positions()) == ["train", "troops"]
        ledger.append([reread(("We may deploy", "troops", "considering"), reader="3")])
        assert [k.fits for k in ledger.rulings()] == [True, False]


def test_rulings_are_shared_as_a_file(place: Path, template: Path, tmp_path: Path) -> None:
    readings = [reading("a", 4, "pledged"), reading("b", 5, "willing"), reading("c", 6, "bound", promisors=("GB",))]
    shared = tmp_path / "rulings.toml"
    with open_ledger(place) as ledger:
        ledger.append(readings)
        first, second, third = (s.id for s in ledger.statements())
        ledger.rule("amend", first, by="Ada", why='said "may"\x7f', changes={"firmness": "considering", "caveat": None})
        ledger.rule("reject", second, by="Ada")
        ledger.rule("note", third, by="Ben", why="check")
        ledger.rule("merge", "GB", by="Ben", into="GBR")
        ledger.rule("merge", "b", by="Ben", into="a")
        shared.write_text(ledger.export_rulings(), encoding="utf-8")
        expected = ledger.positions()
        assert ledger.import_rulings(shared).already == 5
    other = tmp_path / "other.ledger"
    other.write_bytes(template.read_bytes())
    with open_ledger(other) as ledger:
        ledger.append(readings[:1])
        assert len(ledger.import_rulings(shared).unfit) == 4
        ledger.append(readings)
        done = ledger.import_rulings(shared)
        assert (done.entered, done.already, done.unfit) == (4, 1, ())
        assert ledger.positions() == expected


def test_mergers_that_two_coders_made_are_there_already(place: Path, template: Path, tmp_path: Path) -> None:
    shared, other = tmp_path / "rulings.toml", tmp_path / "other.ledger"
    other.write_bytes(template.read_bytes())
    for where, coder in ((place, "Ada"), (other, "Ben")):
        with open_ledger(where) as ledger:
            ledger.append([reading("a", 4, "pledged", promisors=("UK",)), reading("b", 5, "willing")])
            ledger.rule("merge", "UK", by=coder, into="GBR")
            ledger.rule("merge", "b", by=coder, into="a")
            if coder == "Ada":
                shared.write_text(ledger.export_rulings(), encoding="utf-8")
            else:
                done = ledger.import_rulings(shared)
                assert (done.entered, done.already, done.unfit) == (0, 2, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[ruling]]\nverb = "bless"\nby = "x"\n', "ruling 1"),
        ('[[ruling]]\nverb = "note"\nby = "x"\nstatment = "a1"\n', "ruling 1: .*statment"),
        ('[[need]]\nname = "a force"\n', "no file of rulings: 'need'.*rulings export"),
        ('[ruling]\nverb = "note"\nby = "x"\n', "no file of rulings: 'ruling'"),
        ("ruling = [3]\n", "ruling 1"),
    ],
)
def test_a_wrong_file_of_rulings_says_what_is_wrong(place: Path, tmp_path: Path, text: str, says: str) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text, encoding="utf-8")
    with open_ledger(place) as ledger, pytest.raises(InputError, match=says):
        ledger.import_rulings(wrong)


def test_a_file_without_rulings_is_one(place: Path, tmp_path: Path) -> None:
    none = tmp_path / "none.toml"
    with open_ledger(place) as ledger:
        none.write_text(ledger.export_rulings(), encoding="utf-8")
        assert ledger.import_rulings(none).entered == 0
