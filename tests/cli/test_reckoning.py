import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner, Result

from pledgebook.cli.reckoning import register
from pledgebook.errors import PledgebookError
from pledgebook.ledger import open_ledger
from pledgebook.model import Condition, Document, Doubt, Firmness, Kind, Span, Statement, Voice
from tests.reckoning.summit import TRUCE, on

ROOT = Path(__file__).parents[2]
NEEDS = str(ROOT / "examples" / "needs.toml")
TEXT = "One sentence for each promise. " * 12


@dataclass
class Reading:
    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...] = ()
    reader: str = "by hand"


def reading() -> Reading:
    document = Document(name="summit.txt", text=TEXT, published=datetime(2025, 9, 4))

    def said(
        place: int, who: str, act: str, firmness: str, *conditions: Condition, by: str, hearsay: bool = False
    ) -> Statement:
        evidence = Span(31 * place, 31 * place + 30)
        return Statement(
            doc=document.name, document=document.sha256, evidence=evidence, quote=evidence.of(TEXT),
            kind=Kind.COMMITMENT, promisors=(who,), act=act, firmness=Firmness(firmness),
            conditions=conditions, hearsay=hearsay, voices=(Voice(person="Doe", actor=by),),
        )  # fmt: skip

    return Reading(document, (
        said(0, "FRA", "troops", "willing", TRUCE, by="FRA"),
        said(1, "GBR", "troops", "willing", TRUCE, by="GBR"),
        said(2, "BEL", "troops", "pledged", TRUCE, by="BEL"),
        said(3, "POL", "train", "willing", on("other-acts", "USA"), by="POL"),
        said(4, "USA", "intelligence", "considering", by="USA"),
        said(5, "ITA", "arms", "willing", on("other-acts", "ESP"), by="ITA"),
        said(6, "ESP", "arms", "willing", on("other-acts", "ITA"), by="ESP"),
        said(7, "RUS", "negotiate", "pledged", by="USA", hearsay=True),
        said(8, "RUS", "negotiate", "ruled-out", by="RUS"),
    ))  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ledger") / "summit.ledger"
    with open_ledger(path) as ledger:
        ledger.append([reading()])
    return str(path)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "200")
    yield


def run(*words: str, place: str) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [*words, "--ledger", place], catch_exceptions=False)


def test_whatif_gives_states_reasons_and_the_difference(place: str) -> None:
    answer = json.loads(run("whatif", "ceasefire=yes", "--json", place=place).stdout)
    assert answer["settings"] == {"ceasefire": "yes"} and answer["monotone"] and answer["exact"]
    rows = {(row["promisor"], row["act"]): row for row in answer["positions"]}
    assert (rows["FRA", "troops"]["state"], rows["FRA", "troops"]["before"]) == ("holds", "possible")
    assert rows["POL", "train"]["reasons"] == ["needs acts:USA, which is only considering"]
    assert rows["POL", "train"]["blocking"] == ["acts:USA"]
    assert rows["ITA", "arms"]["state"] == "waits"
    assert all(row["rests_on"] for row in answer["positions"])


def test_whatif_as_a_table_of_what_changes(place: str) -> None:
    shown = run("whatif", "ceasefire=yes", "--changed", place=place).stdout
    assert "FRA" in shown and "POL" not in shown


def test_whatif_compares_scenarios(place: str) -> None:
    words = ["whatif", "ceasefire=yes", "--compare", "acts:USA=yes", "--compare", "acts:USA=no"]
    answer = json.loads(run(*words, "--json", place=place).stdout)
    states = {(row["promisor"], row["act"]): row["states"] for row in answer["positions"]}
    assert states["POL", "train"] == {"ceasefire=yes": "blocked", "acts:USA=yes": "holds", "acts:USA=no": "blocked"}
    shown = run(*words, place=place).stdout
    assert "POL" in shown and "FRA" not in shown


def test_from_pledged_on_fewer_hold(place: str) -> None:
    answer = json.loads(run("whatif", "ceasefire=yes", "--at-least", "pledged", "--json", place=place).stdout)
    assert [row["promisor"] for row in answer["positions"] if row["state"] == "holds"] == ["BEL"]


def test_waits_with_deadlocks_and_on_whose_word(place: str) -> None:
    answer = json.loads(run("waits", "--json", place=place).stdout)
    waits = {(wait["promisor"], wait["on"]): wait["word"] for wait in answer["waits"]}
    assert ("FRA", "ceasefire") in waits
    assert waits["POL", "USA"] == "Doe, in summit.txt"
    (deadlock,) = answer["deadlocks"]
    assert deadlock["actors"] == ["ESP", "ITA"]
    assert deadlock["first_moves"] == [["ESP: arms"], ["ITA: arms"]]
    assert "released by a first move of ESP: arms; or ITA: arms" in run("waits", place=place).stdout


def test_waits_as_a_picture_and_as_text(place: str, tmp_path: Path) -> None:
    run("waits", "--format", "svg", "-o", str(tmp_path / "waits.svg"), place=place)
    assert ElementTree.parse(tmp_path / "waits.svg").getroot().tag.endswith("svg")
    assert run("waits", "--format", "dot", place=place).stdout.startswith("digraph waits {")
    assert run("waits", "--format", "mermaid", place=place).stdout.startswith("flowchart LR")
    run("waits", "-o", str(tmp_path / "graph.svg"), place=place)
    assert (tmp_path / "graph.svg").read_bytes() == (tmp_path / "waits.svg").read_bytes()
    assert run("waits", "--format", "svg", "-o", "-", place=place).stdout.startswith("<svg")
    with pytest.raises(PledgebookError, match="cannot be written"):
        run("waits", "--format", "dot", "-o", str(tmp_path / "none" / "x"), place=place)


def test_needs_are_met_or_short(place: str) -> None:
    rows = {row["need"]: row for row in json.loads(run("needs", NEEDS, "ceasefire=yes", "--json", place=place).stdout)}
    assert rows["land presence"]["status"] == "met"
    covered = [(one["promisor"], one["act"], one["state"]) for one in rows["land presence"]["covered_by"]]
    assert covered == [(who, "troops", "holds") for who in ("BEL", "FRA", "GBR")]
    with open_ledger(place) as ledger:
        named = {identity for identity in rows["land presence"]["rests_on"] if ledger.statement(identity).act}
    assert len(named) == 3
    shown = run("needs", NEEDS, "ceasefire=yes", place=place).stdout
    assert "GBR (holds)" in shown and "1 promisors" not in shown
    assert (rows["training"]["status"], rows["training"]["short_by"]) == ("short", 2)


def test_leverage_prints_no_probability_unless_given(place: str) -> None:
    words = ["leverage", "land presence", "--needs", NEEDS]
    answer = json.loads(run(*words, "--json", place=place).stdout)
    assert answer["unlocking"]["sets"][0] == ["ceasefire"]
    assert ["acts:BEL:troops"] in answer["blocking"]["sets"]
    assert "probability" not in answer and "birnbaum" not in answer
    assert "robability" not in run(*words, place=place).stdout
    answer = json.loads(run(*words, "--prob", "ceasefire=0.6", "--json", place=place).stdout)
    assert answer["probability"] == 0.6
    assert "0.6" in run(*words, "--prob", "ceasefire=0.6", place=place).stdout


def test_leverage_over_all_essential_needs(place: str) -> None:
    answer = json.loads(run("leverage", "--all-essential", "--needs", NEEDS, "--json", place=place).stdout)
    assert answer["needs"][0] == "land presence" and "Black Sea" not in answer["needs"]
    assert answer["blocking"]["sets"] == [[]]


def test_disputes_show_hearsay_denied(place: str) -> None:
    answer = json.loads(run("disputes", "--json", place=place).stdout)
    assert [(one["promisor"], one["own"]) for one in answer["denied"]] == [("RUS", "ruled-out")]
    assert "RUS" in run("disputes", place=place).stdout
    head, row, *_ = run("disputes", "--csv", place=place).stdout.splitlines()
    assert head.startswith("dispute,affair,promisors") and row.startswith("denied,1,RUS,negotiate,ruled-out,")


def test_needs_toml_is_the_default_of_needs_and_leverage(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "needs.toml").write_text(Path(NEEDS).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    named = run("needs", NEEDS, "ceasefire=yes", "--json", place=place).stdout
    assert run("needs", "ceasefire=yes", "--json", place=place).stdout == named
    assert run("leverage", "land presence", "--csv", place=place).stdout.startswith("actor,atom,covers")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["whatif", "ceasefyre=yes"], "did you mean ceasefire"),
        (["whatif", "deal=yes", "deal=no"], "set twice"),
        (["whatif", "--at-least", "keen"], "choose willing, pledged, bound"),
        (["leverage", "land", "--needs", NEEDS], "no need 'land'"),
        (["leverage", "land presence", "--needs", NEEDS, "--prob", "ceasefire=2"], "from 0 to 1"),
        (["leverage", "land presence", "--needs", NEEDS, "--prob", "ceasefire=x"], "is no probability"),
        (
            ["leverage", "land presence", "--needs", NEEDS, "--prob", "deal=0.1", "--prob", "deal=0.2"],
            "two probabilities",
        ),
        (["waits", "-o", "file"], "--output goes with"),
        (["needs", "none.toml"], "No such file or directory); give a needs file, such as examples/needs.toml"),
    ],
)
def test_wrong_words_are_answered_with_the_remedy(words: list[str], says: str, place: str) -> None:
    with pytest.raises(PledgebookError) as error:
        run(*words, place=place)
    assert says in str(error.value)
