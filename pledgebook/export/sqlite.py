"""``sqlite``: a database for Datasette and every other tool that reads SQLite, with a file of metadata beside it.

Tables are those of ``tables.py``; lists are JSON arrays, which Datasette offers as facets. Views join what one asks
for: ``commitments``, ``stances`` (one promisor a line), ``evidence`` (each position with the quotes that it rests on).
``statements`` and ``documents`` have full-text search.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from pledgebook.errors import InputError
from pledgebook.export.contents import Contents
from pledgebook.export.places import whole
from pledgebook.export.tables import DOUBTS, POSITIONS, STATEMENTS, TEXTS, Cell, Table, Type

TABLES = (TEXTS, STATEMENTS, POSITIONS, DOUBTS)

_TYPES = {Type.WHOLE: "INTEGER", Type.NUMBER: "REAL", Type.YES: "INTEGER"}

_FINISH = """
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_act ON statements (act);
CREATE INDEX statements_document ON statements (document);
CREATE INDEX positions_act ON positions (act);
CREATE VIEW commitments AS
  SELECT promisors, act, direction, firmness, conditions, quote, person, actor, hearsay, outlet, published, link, id
  FROM statements WHERE kind = 'commitment';
CREATE VIEW stances AS
  SELECT promisor.value AS promisor, act, direction, firmness, step, conditions, quote, outlet, published, link,
    statements.id
  FROM statements, json_each(statements.promisors) AS promisor WHERE kind = 'commitment';
CREATE VIEW evidence AS
  SELECT positions.promisor, positions.act, positions.direction, positions.firmness AS stands,
    statements.firmness AS said, statements.quote, statements.outlet, statements.published, statements.link,
    statements.id
  FROM positions, json_each(positions.rests_on) AS rests JOIN statements ON statements.id = rests.value;
CREATE VIRTUAL TABLE statements_fts USING fts5(quote, tokenize='porter unicode61', content='statements',
  content_rowid='number');
CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, tokenize='porter unicode61', content='documents',
  content_rowid='number');
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
INSERT INTO documents_fts (documents_fts) VALUES ('rebuild');
ANALYZE;
"""

_VIEWS = {
    "commitments": "what was promised or refused, with its words and where they are from",
    "stances": "commitments, one promisor a line",
    "evidence": "each position with the quotes that it rests on",
}


def write(contents: Contents, path: Path) -> int:
    """Write the database, its metadata as ``NAME.metadata.json``; gives the number of rows. Raises ``InputError``."""
    with whole(path) as part, closing(_connect(part, path)) as database, database:
        count = sum(_fill(database, table, contents) for table in TABLES)
        database.executescript(_FINISH)
    with whole(path.with_name(f"{path.stem}.metadata.json")) as part:
        part.write_text(json.dumps(metadata(path.stem), indent=1) + "\n", encoding="utf-8")
    return count


def _connect(part: Path, path: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(part)
        # The file is put in its place when it is whole; until then nothing has to outlive a crash.
        database.execute("PRAGMA journal_mode = OFF")
    except sqlite3.OperationalError as error:
        raise InputError(f"{path}: cannot be written ({error}); name another place with -o") from error
    return database


def _fill(database: sqlite3.Connection, table: Table, contents: Contents) -> int:
    columns = ", ".join(f'"{name}" {_TYPES.get(kind, "TEXT")}' for name, kind in table.columns.items())
    database.execute(f"CREATE TABLE {table.name} (number INTEGER PRIMARY KEY, {columns})")
    places = ", ".join("?" for _ in table.columns)
    rows = ([_value(cell) for cell in row] for row in table.rows(contents))
    return database.executemany(f"INSERT INTO {table.name} VALUES (NULL, {places})", rows).rowcount


def _value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, tuple):
        return json.dumps(cell, ensure_ascii=False)
    return cell.isoformat() if isinstance(cell, date) else cell


def metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for the database of that name: what each table holds, how it is sorted and faceted."""
    about: dict[str, dict[str, Any]] = {table.name: {"description": table.holds} for table in TABLES}
    about |= {name: {"description": holds} for name, holds in _VIEWS.items()}
    about["statements"] |= {"facets": ["kind", "act", "firmness", "outlet"], "label_column": "quote", "size": 50}
    about["positions"] |= {"facets": ["act", "firmness", "promisor"], "sort_desc": "step"}
    about["documents"] |= {"facets": ["outlet"], "label_column": "title", "sort_desc": "published"}
    return {
        "title": "Commitments",
        "description": "Who has promised what, how firmly, on which conditions, in which words",
        "databases": {database: {"tables": about}},
    }
