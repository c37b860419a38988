"""The commands of the ledger and of coders, as a user calls them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pledgebook.cli import ledger as ledger_commands
from pledgebook.cli import rulings as ruling_commands
from pledgebook.errors import PledgebookError
from pledgebook.ledger import open_ledger
from pledgebook.model.rows import statement_from_row
from tests.ledger.making import reading

APP = typer.Typer()
ledger_commands.register(APP)
ruling_commands.register(APP)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "a.ledger"
    with open_ledger(path) as ledger:
        ledger.append([reading("a", 3, "pledged", outlet="Gazette", voice="Ada")], known_at="2025-09-03")
        ledger.append([reading("b", 6, "ruled-out"), reading("c", 6, "willing", act="arms")], known_at="2025-09-06")
    return path


def run(place: Path, *words: str) -> str:
    """What a command prints; it has to end well."""
    result = CliRunner().invoke(APP, [*words, "--ledger", str(place)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_statements_as_a_table_and_as_lines(place: Path) -> None:
    assert "deployment is pledged" in run(place, "statements", "--firmness", "pledged")
    lines = run(place, "statements", "--format", "jsonl", "--promisor", "FRA").splitlines()
    with open_ledger(place) as ledger:
        assert [statement_from_row(json.loads(line)) for line in lines] == list(ledger.statements())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["statements", "--act", "flying"], "no act class 'flying'"),
        (["statements", "--promisor", "france"], "did you mean FRA"),
        (["statements", "--outlet", "Gazete"], "did you mean Gazette"),
        (["statements", "--doc", "nowhere.txt"], "no document 'nowhere.txt' in the ledger"),
        (["statements", "--condition", "xx"], "no condition kind 'xx'"),
        (["positions", "--act", "trops"], "did you mean troops"),
        (["history", "FRA", "xx"], "no act class 'xx'"),
        (["search", "deployment", "--promisor", "FRX"], "FRA"),
        (["documents", "--outlet", "xx"], "known: Gazette"),
    ],
)
def test_a_word_that_nothing_goes_by_is_told(place: Path, words: list[str], says: str) -> None:
    with pytest.raises(PledgebookError) as error:
        run(place, *words)
    assert says in str(error.value)


def test_statements_as_csv_say_where_and_when(place: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(place, "statements", "--outlet", "Gazette", "--csv")))
    assert (row["outlet"], row["published"][:10], row["promisors"]) == ("Gazette", "2025-09-03", "FRA")


def test_positions_as_of_a_day(place: Path) -> None:
    assert json.loads(run(place, "positions", "--as-of", "2025-09-04", "--json"))[0]["firmness"] == "pledged"
    now = {row["act"]: row["firmness"] for row in json.loads(run(place, "positions", "--json"))}
    assert now == {"arms": "willing", "troops": "ruled-out"}
    assert "ruled-out" in run(place, "positions")
    assert "earlier" in run(place, "positions", "--list", "--act", "troops")


def test_changes_and_history(place: Path) -> None:
    assert "moved" in run(place, "changes", "2025-09-04", "2025-09-07")
    with pytest.raises(PledgebookError, match="later than TO"):
        run(place, "changes", "2025-09-05", "2025-09-03")
    assert run(place, "history", "FRA", "troops").count("troops") == 2


def test_search_and_documents(place: Path) -> None:
    assert [
        hit["doc"] for hit in json.loads(run(place, "search", "deployment", "--at-least", "pledged", "--json"))
    ] == ["a"]
    assert [row["name"] for row in json.loads(run(place, "documents", "--outlet", "Gazette", "--json"))] == ["a"]


def test_verify_with_a_checkpoint(place: Path, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint.json"
    assert "sound" in run(place, "verify", "--checkpoint", str(kept))
    assert "sound" in run(place, "verify", "--checkpoint", str(kept))
    kept.write_text(kept.read_text(encoding="utf-8").replace('"entry":', '"entry":1'), encoding="utf-8")
    result = CliRunner().invoke(APP, ["verify", "--checkpoint", str(kept), "--ledger", str(place)])
    assert (result.exit_code, "ends before" in result.stderr) == (1, True)


def test_backup_and_restore(place: Path, tmp_path: Path) -> None:
    run(place, "backup", str(tmp_path / "copy"))
    run(tmp_path / "again.ledger", "restore", str(tmp_path / "copy"))
    assert run(place, "positions", "--json") == run(tmp_path / "again.ledger", "positions", "--json")


def test_rulings_are_made_listed_and_shared(place: Path, tmp_path: Path) -> None:
    shared = tmp_path / "rulings.toml"
    first, second = (row["id"] for row in json.loads(run(place, "statements", "--act", "troops", "--json")))
    run(place, "rule", "accept", first, "--by", "Ada", "--why", "heard it")
    run(place, "rule", "reject", second[:8])
    run(place, "rule", "amend", first, "firmness=bound", 'promisors=["GBR"]')
    run(place, "rule", "note", "a", "the speech itself says more")
    run(place, "rule", "merge", "GBR", "FRA")
    verbs = [row["verb"] for row in json.loads(run(place, "rulings", "list", "--json"))]
    assert verbs == ["accept", "reject", "amend", "note", "merge"]
    assert {row["firmness"] for row in json.loads(run(place, "positions", "--act", "troops", "--json"))} == {"bound"}
    run(place, "rulings", "export", str(shared))
    assert "5 there already" in run(place, "rulings", "import", str(shared))
    assert json.loads(run(place, "copies", "--json")) == json.loads(run(place, "revisions", "--json")) == []


def test_facts_about_outlets(place: Path) -> None:
    run(place, "rule", "source", "Gazette", "owner=state", "--by", "Ada")
    run(place, "rule", "source", "Gazette", "owner=private", "--by", "Ben")
    (known,) = json.loads(run(place, "sources", "--json"))
    assert (known["fact"], known["value"], known["by"]) == ("owner", "private", "Ben")


def test_a_question_makes_no_ledger(tmp_path: Path) -> None:
    result = CliRunner().invoke(APP, ["positions", "--ledger", str(tmp_path / "none")])
    assert isinstance(result.exception, PledgebookError)
    assert not list(tmp_path.iterdir())
