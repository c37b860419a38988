"""A statement written as a row and read back is the same statement; the documented schema is the one in force."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from pledgebook.errors import InputError
from pledgebook.model import Firmness, Kind, Span, Statement, Voice
from pledgebook.model.rows import statement_from_row, statement_row, statement_schema
from tests.model.drawn import statements

PAGE = Path(__file__).parents[2] / "docs/reference/schema.md"
STATEMENT = Statement(
    doc="a.txt",
    document="0" * 64,
    evidence=Span(3, 9),
    quote="will",
    kind=Kind.COMMITMENT,
    promisors=("FRA",),
    act="troops",
    firmness=Firmness.PLEDGED,
    voices=(Voice(person="Macron", actor="FRA"),),
    spans={"act": (Span(3, 9),)},
)


@given(statements)
def test_rows_lose_nothing(statement: Statement) -> None:
    through_json = json.loads(json.dumps(statement_row(statement)))
    assert statement_from_row(through_json) == statement


def test_a_row_has_the_codebook_s_names() -> None:
    row = statement_row(STATEMENT)
    assert (row["start"], row["end"], row["firmness"], row["direction"]) == (3, 9, "pledged", "give")
    assert row["voice"] == {"person": "Macron", "actor": "FRA", "span": None}
    assert row["id"] == STATEMENT.id
    assert json.dumps(row["spans"]) == '{"act": [[3, 9]]}'


def test_a_newer_schema_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match="update pledgebook"):
        statement_from_row(statement_row(STATEMENT) | {"schema": 99})


def test_a_wrong_field_is_named() -> None:
    with pytest.raises(InputError, match=r"a\.txt.*firmness"):
        statement_from_row(statement_row(STATEMENT) | {"firmness": "perhaps"})


def test_the_page_prints_the_schema_in_force() -> None:
    printed = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert printed is not None
    assert json.loads(printed[1]) == json.loads(json.dumps(statement_schema()))
