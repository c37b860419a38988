import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pledgebook.errors import InputError
from pledgebook.export import export
from pledgebook.export.contents import Contents
from pledgebook.export.jsonl import readings, records
from pledgebook.ledger import open_ledger
from pledgebook.model import Document, Doubt, Statement
from pledgebook.model.rows import statement_row
from tests.model import drawn


@pytest.fixture
def exported(contents: Contents, tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    assert export("jsonl", contents, path) == 3 + 3 + 2 + 1
    return path


def test_every_record_is_read_back_as_it_was(contents: Contents, exported: Path) -> None:
    expected = [*contents.documents(), *contents.statements(), *contents.doubts(), *contents.sources()]
    assert list(records(exported)) == expected


def test_taken_into_an_empty_ledger_it_holds_the_same(contents: Contents, exported: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "b.ledger") as ledger:
        ledger.append(readings(exported))
        again = Contents(ledger)
        assert list(again.documents()) == list(contents.documents())
        assert list(again.statements()) == list(contents.statements())
        assert again.positions() == contents.positions()
        assert Counter(map(repr, again.doubts())) == Counter(map(repr, contents.doubts()))
        assert not ledger.verify().faults
        assert ledger.append(readings(exported)).documents == 0


def test_lines_act_on_no_terminal(exported: Path) -> None:
    content = exported.read_bytes()
    assert content.isascii()
    assert not any(byte < 0x20 and byte != 0x0A for byte in content)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn.statements)
def test_any_statement_survives_a_line(tmp_path: Path, statement: Statement) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"record": "statement"} | statement_row(statement)) + "\n")
    assert list(records(path)) == [statement]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 1: no JSON"),
        ('{"record": "pledge"}', "line 1: no record of pledgebook's"),
        ("[]", "line 1: no record of pledgebook's"),
        ('{"record": "document", "name": 1, "text": ""}', "line 1: Expected `str`"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(InputError, match=complaint):
        list(readings(path))


def test_statements_without_their_document_are_refused(exported: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(line for line in exported.read_text().splitlines(True) if '"document"' not in line[:22]))
    with pytest.raises(InputError, match="no document with that text"):
        list(readings(cut))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(readings(tmp_path / "none.jsonl"))


def test_doubts_follow_their_document(exported: Path) -> None:
    given_back = list(readings(exported))
    assert [reading.doubts[0].code for reading in given_back if not isinstance(reading, Doubt) and reading.doubts] == [
        "pronoun"
    ]
    assert [doubt.doc for doubt in given_back if isinstance(doubt, Doubt)] == ["broken.pdf"]
    assert isinstance(next(records(exported)), Document)
