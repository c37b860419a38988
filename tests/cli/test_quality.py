"""``evaluate`` and ``explain``, without the reader: what they print of rows and of a ledger made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pledgebook.cli import quality
from pledgebook.errors import InputError
from pledgebook.ledger import open_ledger
from pledgebook.model import Condition, ConditionKind, Document, Firmness, Kind, Link, Span, Statement, Voice
from pledgebook.reading.coded import Coded, coded, dump_coded
from pledgebook.reading.reader import Reading

APP = typer.Typer()
quality.register(APP)
TEXT = "It rained. Norway will send soldiers once a truce holds, its premier said. It rained again."


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


STATEMENT = Statement(
    doc="oslo.txt",
    document=Document(name="oslo.txt", text=TEXT).sha256,
    evidence=place("Norway will send soldiers once a truce holds"),
    quote="Norway will send soldiers once a truce holds",
    kind=Kind.COMMITMENT,
    promisors=("NOR",),
    act="troops",
    firmness=Firmness.PLEDGED,
    conditions=(
        Condition(
            kind=ConditionKind.CEASEFIRE, link=Link.IF, text="once a truce holds", span=place("once a truce holds")
        ),
    ),
    voices=(Voice(person="premier", actor="NOR", span=place("premier")),),
    spans={"promisors": (place("Norway"),), "act": (place("send soldiers"),), "cue": (place("will"),)},
    rules=("form.future.modal",),
    confidence=0.9,
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    missed = Coded(doc="oslo.txt", start=75, end=91, kind=Kind.REQUEST, act="arms", promisors=("GBR",))
    path = tmp_path / "gold.jsonl"
    path.write_text(dump_coded([coded(STATEMENT), missed]), encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path: Path) -> Path:
    path = tmp_path / "read.jsonl"
    path.write_text(dump_coded([coded(STATEMENT)]), encoding="utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    place = str(tmp_path / "x.ledger")
    document = Document(name="oslo.txt", text=TEXT)
    with open_ledger(place) as book:
        book.append([Reading(document=document, statements=(STATEMENT,), doubts=(), reader="test-1")])
    return place


def run(*arguments: str) -> str:
    result = CliRunner().invoke(APP, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_evaluate_gives_the_figures_as_json(gold: Path, read: Path) -> None:
    figures = json.loads(run("evaluate", str(gold), str(read), "--json"))
    assert figures["statements"] == {"precision": 1.0, "recall": 0.5, "f1": 0.667}
    assert figures["acts"] == {"troops": 1.0, "arms": 0.0}
    assert figures["errors"] == {"missed request arms": 1}
    assert figures["expected calibration error"] == 0.1


def test_evaluate_prints_tables_and_the_errors_asked_for(gold: Path, read: Path) -> None:
    shown = run("evaluate", str(gold), str(read), "--show", "1")
    assert "missed: oslo.txt:75-91 request GBR arms -" in shown
    for heading in ("statements", "gold firmness", "expected calibration error", "missed request arms"):
        assert heading in shown


def test_evaluate_counts_what_was_read_where_nothing_is(gold: Path, tmp_path: Path) -> None:
    elsewhere = Coded(doc="sport", start=0, end=5, kind=Kind.REQUEST, act="arms")
    read, names = tmp_path / "read.jsonl", tmp_path / "names.txt"
    read.write_text(dump_coded([coded(STATEMENT), elsewhere]), encoding="utf-8")
    names.write_text("oslo.txt\nsport\n", encoding="utf-8")
    shown = run("evaluate", str(gold), str(read), "--docs", str(names))
    assert "1 statements read in the 1 documents that hold none" in shown


def test_evaluate_says_which_text_is_missing(gold: Path) -> None:
    with pytest.raises(InputError, match=r"no text for oslo\.txt"):
        run("evaluate", str(gold))


def test_evaluate_holds_floors_and_raises_them(gold: Path, read: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    run("evaluate", str(gold), str(read), "--floors", str(floors), "--name", "dev", "--raise")
    assert '"statements f1" = 0.667' in floors.read_text(encoding="utf-8")
    nothing = tmp_path / "nothing.jsonl"
    nothing.write_text("", encoding="utf-8")
    fallen = CliRunner().invoke(APP, ["evaluate", str(gold), str(nothing), "--floors", str(floors), "--name", "dev"])
    assert fallen.exit_code == 1
    assert "statements f1 fell to 0.000, below its floor 0.667" in fallen.stderr


def test_explain_marks_every_field_in_the_sentence_and_nothing_else_of_the_document(ledger: str) -> None:
    shown = " ".join(run("explain", STATEMENT.id[:6], "--ledger", ledger, "--no-tree").split())
    assert "[promisors: Norway] [cue: will] [act: send soldiers] [condition: once a truce holds], its " in shown
    assert "[voice: premier] said." in shown
    assert "It rained" not in shown


def test_explain_says_what_the_rules_mean_and_the_peer_codes(ledger: str) -> None:
    shown = " ".join(run("explain", STATEMENT.id, "--ledger", ledger, "--no-tree").split())
    assert "form.future.modal the act's own verb stands in the future" in shown
    assert "CAMEO 0334" in shown
    assert "PLOVER AGREE" in shown


def test_explain_as_json_holds_the_places(ledger: str) -> None:
    found = json.loads(run("explain", STATEMENT.id, "--ledger", ledger, "--json"))
    assert found["peers"] == {"plover": "AGREE", "cameo": "0334"}
    assert {"field": "cue", "span": list(place("will")), "text": "will"} in found["marks"]


def test_explain_of_an_unknown_statement_is_an_error(ledger: str) -> None:
    with pytest.raises(InputError):
        run("explain", "0000", "--ledger", ledger)
