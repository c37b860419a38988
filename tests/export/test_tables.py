"""Formats with rows: CSV, workbook, Parquet, SQLite, opened as their users open them."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pledgebook.errors import InputError
from pledgebook.export import export, xlsx
from pledgebook.export.contents import Contents
from pledgebook.export.tables import DOCUMENTS, DOUBTS, POSITIONS, STATEMENTS, TEXTS, Table
from pledgebook.model.inert import UNSAFE
from tests.export.conftest import FORMULA, PLAIN, SCRIPT

csv.field_size_limit(2_000_000)


def as_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", [STATEMENTS, POSITIONS, DOCUMENTS, TEXTS, DOUBTS], ids=lambda table: table.name)
def test_a_row_has_a_cell_for_each_column(contents: Contents, table: Table) -> None:
    rows = list(table.rows(contents))
    assert rows
    assert {len(row) for row in rows} == {len(table.columns)}


def test_csv_has_every_statement(contents: Contents, tmp_path: Path) -> None:
    assert export("csv", contents, tmp_path / "a.csv") == 3
    first = as_csv(tmp_path / "a.csv")[0]
    assert first["promisors"] == "FRA; GBR"
    assert first["conditions"] == "if ceasefire; or until other-acts of USA"
    assert (first["quantity"], first["day"], first["outlet"]) == ("500.0", "2025-10-01", "Gazette")
    assert PLAIN[int(first["start"]) : int(first["end"])] == first["quote"]


def test_csv_starts_no_formula_and_hides_nothing(contents: Contents, tmp_path: Path) -> None:
    assert export("csv", contents, tmp_path / "all") == 3 + 4 + 3 + 2
    for file in (tmp_path / "all").iterdir():
        for row in as_csv(file):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t"))
                assert not UNSAFE.search(cell)
    assert as_csv(tmp_path / "all/documents.csv")[1]["title"] == "'+1"


def test_a_workbook_opens_with_its_sheets(contents: Contents, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert export("xlsx", contents, tmp_path / "a.xlsx") == 3 + 4 + 3
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Commitments", "Positions", "Documents"]
    sheet = book["Commitments"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert row["quote"].value.startswith("Ada said")
    assert row["link"].hyperlink.target == "https://gazette.example/1"
    assert row["day"].value == datetime(2025, 10, 1)
    assert row["published"].value == datetime(2025, 9, 3, 12)


def test_a_workbook_runs_nothing(contents: Contents, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    export("xlsx", contents, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} == {"https://gazette.example/1"}
    hostile = next(cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA))
    assert hostile.quotePrefix
    assert len(hostile.value) == xlsx.MOST_CHARACTERS
    assert hostile.value.endswith(xlsx.CUT)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_more_rows_than_a_sheet_holds_are_refused(
    contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(InputError, match="use parquet or csv"):
        export("xlsx", contents, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_parquet_has_types(contents: Contents, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert export("parquet", contents, tmp_path / "a.parquet") == 3
    table = parquet.read_table(tmp_path / "a.parquet")
    row = table.to_pylist()[0]
    assert row["promisors"] == ["FRA", "GBR"]
    assert row["day"] == date(2025, 10, 1)
    assert row["published"] == datetime(2025, 9, 3, 12, tzinfo=UTC)
    assert row["hearsay"] is True
    assert table.schema.names == list(STATEMENTS.columns)


def test_parquet_of_all_tables_has_the_texts(contents: Contents, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export("parquet", contents, tmp_path / "all")
    assert sorted(file.stem for file in (tmp_path / "all").iterdir()) == [
        "documents",
        "doubts",
        "positions",
        "statements",
    ]
    assert parquet.read_table(tmp_path / "all/documents.parquet")["text"][0].as_py() == PLAIN


@pytest.fixture
def database(contents: Contents, tmp_path: Path) -> Path:
    assert export("sqlite", contents, tmp_path / "a.db") == 3 + 3 + 4 + 2
    return tmp_path / "a.db"


def test_sqlite_answers_by_views_and_words(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT promisor, firmness FROM stances WHERE act = 'train'").fetchall() == [
            ("FRA", "pledged"), ("GBR", "pledged"),
        ]  # fmt: skip
        found = "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'trainer AND truces'"
        assert connection.execute(found).fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM commitments").fetchone() == (3,)
        rests = "SELECT quote FROM evidence WHERE promisor = 'ESP'"
        assert connection.execute(rests).fetchall() == [("Spain will not.",)]
        (quote,) = connection.execute("SELECT quote FROM statements WHERE act = 'arms'").fetchone()
    assert SCRIPT in quote, "text stays as it was; Datasette escapes what it shows"
    assert not UNSAFE.search(quote)


def test_metadata_names_tables_that_are_there(database: Path) -> None:
    about = json.loads(database.with_name("a.metadata.json").read_text())
    with closing(sqlite3.connect(database)) as connection:
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        }
        columns = {name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}
    for name, told in about["databases"]["a"]["tables"].items():
        assert name in names
        sorting = [told[key] for key in ("label_column", "sort_desc") if key in told]
        assert {*told.get("facets", ()), *sorting} <= columns[name]
