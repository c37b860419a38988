"""``read`` and ``doubts`` with a reader that finds one statement a document; the reading itself has its own tests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from pledgebook.cli import intake
from pledgebook.errors import InputError, LedgerError
from pledgebook.ledger import open_ledger
from pledgebook.model import Document, Doubt, Kind, Span, Statement
from pledgebook.reading import reader as reading

APP = typer.Typer()
intake.register(APP)


class OneStatementReader:
    """Finds a statement in the first ten characters, a doubt in each "he", and is interrupted by "STOP"."""

    def __init__(self, codebook: str, *, threads: int) -> None:
        self.codebook = codebook

    def read(self, document: Document) -> reading.Reading:
        if "STOP" in document.text:
            raise KeyboardInterrupt
        evidence = Span(0, 10)
        statement = Statement(
            doc=document.name,
            document=document.sha256,
            evidence=evidence,
            quote=evidence.of(document.text),
            kind=Kind.COMMITMENT,
            promisors=("FRA",),
            act="troops",
        )
        where = document.text.find("he ")
        doubt = Doubt(doc=document.name, code="pronoun", reason="who is he?", span=Span(where, where + 2))
        return reading.Reading(
            document=document, statements=(statement,), doubts=(doubt,) if where >= 0 else (), reader="test-1"
        )


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "Reader", OneStatementReader)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Document {name}: he will come.", encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, ok: bool = True) -> Result:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    assert not ok or result.exit_code == 0, result.output
    return result


def test_documents_are_read_into_the_ledger_once(folder: Path) -> None:
    place = folder / "x.ledger"
    first = run("read", folder / "a.txt", folder / "b.txt", "--ledger", place)
    assert "2 documents, 2 statements, 2 doubts" in first.stdout
    again = run("read", folder / "a.txt", "--ledger", place)
    assert "1 document (0 new), 0 statements, 0 doubts" in again.stdout
    with open_ledger(place) as ledger:
        assert [statement.doc for statement in ledger.statements()] == ["a.txt", "b.txt"]


def test_the_summary_is_data_on_request(folder: Path) -> None:
    counts = json.loads(run("read", folder / "a.txt", "--ledger", folder / "x.ledger", "--json").stdout)
    assert {key: counts[key] for key in ("documents", "new", "statements", "doubts")} == {
        "documents": 1,
        "new": 1,
        "statements": 1,
        "doubts": 1,
    }


def test_options_describe_the_documents(folder: Path) -> None:
    rows = folder / "rows.jsonl"
    rows.write_text('{"body": "A long enough body.", "nr": 7}\n', encoding="utf-8")
    place = folder / "x.ledger"
    options = ["--published", "4 September 2025", "--outlet", "Northgate", "--text-field", "body", "--id-field", "nr"]
    run("read", rows, "--ledger", place, *options)
    with open_ledger(place) as ledger:
        [document] = ledger.documents()
    assert (document.name, document.outlet, document.text) == ("7", "Northgate", "A long enough body.")
    assert document.published is not None and document.published.date() == date(2025, 9, 4)


def test_what_cannot_be_read_is_said_and_kept_and_the_rest_is_read(folder: Path) -> None:
    place = folder / "x.ledger"
    result = run("read", folder / "missing.txt", folder / "a.txt", "--ledger", place)
    assert "missing.txt: no such file" in result.stderr
    assert "1 document, 1 statement, 2 doubts" in result.stdout
    listed = json.loads(run("doubts", "--ledger", place, "--json").stdout)
    assert [(doubt["code"], doubt["place"].rsplit("/", 1)[-1]) for doubt in listed] == [
        ("input", "missing.txt"),
        ("pronoun", "a.txt[12:14]"),
    ]
    only = json.loads(run("doubts", "--ledger", place, "--json", "--code", "pronoun", "--doc", "a.txt").stdout)
    assert [doubt["code"] for doubt in only] == ["pronoun"]


def test_nothing_read_is_status_2_and_makes_no_ledger(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "rows.jsonl").write_text("{\n" * 3, encoding="utf-8")
    place = folder / "x.ledger"
    result = run("read", folder / "empty", folder / "rows.jsonl", "--ledger", place, ok=False)
    assert result.exit_code == 2
    assert "rows.jsonl:1: no JSON" in result.stderr and "nothing was read" in result.stderr
    assert not place.exists()


def test_ctrl_c_keeps_what_was_read(folder: Path) -> None:
    (folder / "c.txt").write_text("STOP here, please.", encoding="utf-8")
    place = folder / "x.ledger"
    result = run("read", folder, "--ledger", place, ok=False)
    assert result.exit_code == 130
    with open_ledger(place) as ledger:
        assert [document.name for document in ledger.documents()] == ["a.txt", "b.txt"]


def test_many_doubts_are_summed_up(folder: Path) -> None:
    missing = [folder / f"missing-{number}.txt" for number in range(25)]
    result = run("read", *missing, "--ledger", folder / "x.ledger", ok=False)
    assert result.stderr.count("no such file") == 20
    assert "and 5 more" in result.stderr


@pytest.mark.parametrize("when", ["soon", "September"])
def test_a_date_that_is_none_is_refused(folder: Path, when: str) -> None:
    result = run("read", folder / "a.txt", "--ledger", folder / "x.ledger", "--published", when, ok=False)
    assert isinstance(result.exception, InputError)
    assert "2025-09-04" in str(result.exception)


def test_an_unknown_class_of_doubt_names_those_there_are(folder: Path) -> None:
    place = folder / "x.ledger"
    run("read", folder / "a.txt", "--ledger", place)
    result = run("doubts", "--ledger", place, "--code", "pronouns", ok=False)
    assert "did you mean pronoun?" in str(result.exception)


def test_doubts_of_no_ledger_is_an_error(folder: Path) -> None:
    result = run("doubts", "--ledger", folder / "none.ledger", ok=False)
    assert isinstance(result.exception, InputError | LedgerError)
