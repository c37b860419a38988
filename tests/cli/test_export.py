"""``export`` and ``import``, as a user calls them."""

from __future__ import annotations

import builtins
import importlib
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner

from pledgebook.cli import export as export_commands
from pledgebook.errors import PledgebookError
from pledgebook.export import FORMATS
from pledgebook.ledger import open_ledger
from tests.ledger.making import reading

APP = typer.Typer()
export_commands.register(APP)

NEEDS = """
[[need]]
name = "a force"
acts = ["troops"]
minimum = 1
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "a.ledger"
    with open_ledger(path) as ledger:
        ledger.append([reading("a", 3, "pledged", outlet="Gazette"), reading("b", 6, "ruled-out", promisors=("ESP",))])
        ledger.describe("Gazette", "kind", "daily", by="coder")
    return path


def run(*words: str | Path) -> str:
    """What a command prints, on lines long enough for any path; it has to end well."""
    result = CliRunner(env={"COLUMNS": "400"}).invoke(APP, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_written(place: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out{FORMATS[form].suffix}"
    assert "records" in run("export", form, "-o", out, "--ledger", place)
    assert out.stat().st_size
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.text])
def test_text_goes_to_the_standard_output(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / f"pledges{FORMATS[form].suffix}"
    run("export", form, "-o", out, "--ledger", place)
    written = out.read_bytes()
    result = CliRunner().invoke(APP, ["export", form, "-o", "-", "--ledger", str(place)], catch_exceptions=False)
    assert "records" in result.stderr
    assert list(tmp_path.iterdir()) == [out]
    if form != "ical":  # holds the time at which it was written
        assert result.stdout_bytes == written


def test_only_what_was_said_by_a_day(place: Path, tmp_path: Path) -> None:
    assert "1 records" in run("export", "csv", "-o", tmp_path / "a.csv", "--ledger", place, "--as-of", "2025-09-04")


def test_a_need_becomes_a_fault_tree(place: Path, tmp_path: Path) -> None:
    (tmp_path / "needs.toml").write_text(NEEDS)
    words: list[str | Path] = ["--need", "a force", "--needs", tmp_path / "needs.toml", "--prob", "acts:FRA:troops=0.5"]
    assert "1 basic events" in run(
        "export", "--format", "open-psa", "-o", tmp_path / "a.xml", "--ledger", place, *words
    )
    assert ElementTree.parse(tmp_path / "a.xml").getroot().tag == "opsa-mef"


def test_what_was_exported_is_taken_in(place: Path, tmp_path: Path) -> None:
    run("export", "jsonl", "-o", tmp_path / "a.jsonl", "--ledger", place)
    again = tmp_path / "again.ledger"
    assert "2 documents, 2 statements" in run("import", tmp_path / "a.jsonl", "--ledger", again)
    assert "2 documents were there" in run("import", tmp_path / "a.jsonl", "--ledger", again)
    run("export", "jsonl", "-o", tmp_path / "b.jsonl", "--ledger", again)
    assert (tmp_path / "a.jsonl").read_text() == (tmp_path / "b.jsonl").read_text()


def test_a_failed_import_leaves_no_ledger_behind(place: Path, tmp_path: Path) -> None:
    run("export", "jsonl", "-o", tmp_path / "a.jsonl", "--ledger", place)
    (tmp_path / "a.jsonl").write_text((tmp_path / "a.jsonl").read_text() + "{}\n")
    for file in ("a.jsonl", "none.jsonl"):
        with pytest.raises(PledgebookError, match=file):
            run("import", tmp_path / file, "--ledger", tmp_path / "new.ledger")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_rulings_are_taken_in_and_those_that_fit_nothing_are_told(tmp_path: Path) -> None:
    source, out, again = tmp_path / "a.ledger", tmp_path / "a.jsonl", tmp_path / "b.ledger"
    with open_ledger(source) as ledger:
        ledger.append([reading("a", 3, "pledged", outlet="Gazette"), reading("b", 6, "willing", promisors=("UK",))])
        ledger.describe("Gazette", "kind", "daily", by="coder")
        ledger.rule("reject", next(iter(ledger.statements())).id, by="coder")
        ledger.rule("merge", "UK", by="coder", into="GBR")
    run("export", "jsonl", "-o", out, "--ledger", source)
    assert "2 rulings more" in run("import", out, "--ledger", again).replace("\n", "")
    with open_ledger(source) as ledger, open_ledger(again) as other:
        assert other.positions() == ledger.positions()
    lines = [line for line in out.read_text().splitlines() if '"UK"' not in line or '"ruling"' in line]
    out.write_text("\n".join(line.replace('"Gazette"', '"Herald"') if '"source"' in line else line for line in lines))
    result = CliRunner().invoke(APP, ["import", str(out), "--ledger", str(tmp_path / "c.ledger")])
    told = result.stderr.replace("\n", " ")
    assert "merge by coder: UK" in told
    assert "Herald: kind is daily" in told


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["xslx", "-o", "a.xlsx"], "did you mean xlsx"),
        (["foo", "-o", "a"], "known: .*open-psa"),
        (["foo", "-o", "a", "--need", "x"], "no format 'foo'"),
        (["ftm", "-o", "a"], "FollowTheMoney is left out.*0007-exports.md"),
        (["xlsx", "-o", "-"], "name a file with -o"),
        (["open-psa", "-o", "a.xml"], "name it with --need"),
        (["csv", "-o", "a.csv", "--need", "x"], "are for open-psa"),
        (["-o", "a.csv"], "name one format"),
        (["csv", "--format", "csv", "-o", "a.csv"], "name one format"),
        (["open-psa", "-o", "a.xml", "--need", "x"], "needs.toml"),
        (["csv", "-o", "nowhere/a.csv"], "cannot be written"),
        (["sqlite", "-o", "nowhere/a.db"], "cannot be written"),
        (["xlsx", "-o", "nowhere/a.xlsx"], "cannot be written"),
        (["parquet", "-o", "nowhere/a.parquet"], "cannot be written"),
        (["jsonl", "-o", "."], "is a folder"),
    ],
)
def test_errors_name_the_remedy(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PledgebookError, match=complaint):
        run("export", *words, "--ledger", place)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["xlsx", "parquet", "ical"])
def test_a_missing_library_is_named(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    there = importlib.import_module

    def missing(name: str, package: str | None = None) -> ModuleType:
        if name.partition(".")[0] in ("xlsxwriter", "pyarrow", "icalendar"):
            raise builtins.ImportError(name)
        return there(name, package)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(PledgebookError, match=r"pip install 'pledgebook\[export\]'"):
        run("export", form, "-o", tmp_path / "out", "--ledger", place)
    assert list(tmp_path.iterdir()) == []
