"""``parquet``: the statements as one file, or, where the path has no ``.parquet`` at its end, a folder with all tables.

Columns are typed: days, times in UTC, numbers, lists of texts; the documents of a folder have their texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pledgebook.export.contents import Contents
from pledgebook.export.places import folder, library, whole
from pledgebook.export.tables import DOUBTS, POSITIONS, STATEMENTS, TEXTS, Row, Table, Type

TABLES = (STATEMENTS, POSITIONS, TEXTS, DOUBTS)

BATCH = 5000
"""Rows of one row group: some megabytes where the rows are documents with their texts."""


def write(contents: Contents, path: Path) -> int:
    """Write one file or a folder of files; gives the number of rows. Raises ``InputError``."""
    if path.suffix == ".parquet":
        return _write_table(STATEMENTS, contents, path)
    library("pyarrow")  # missed before a folder is made
    inside = folder(path)
    return sum(_write_table(table, contents, inside / f"{table.name}.parquet") for table in TABLES)


def _write_table(table: Table, contents: Contents, path: Path) -> int:
    arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    schema = _schema(arrow, table)
    count = 0
    with whole(path) as part, parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        for rows in _batches(table.rows(contents)):
            columns = zip(*rows, strict=True)
            arrays = [arrow.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))
            count += len(rows)
    return count


def _schema(arrow: Any, table: Table) -> Any:
    """The Arrow schema of a table, with what it holds as its description."""
    types = {
        Type.TEXT: arrow.string(),
        Type.WHOLE: arrow.int64(),
        Type.NUMBER: arrow.float64(),
        Type.YES: arrow.bool_(),
        Type.DAY: arrow.date32(),
        Type.TIME: arrow.timestamp("us", tz="UTC"),
        Type.LIST: arrow.list_(arrow.string()),
    }
    fields = [(name, types[kind]) for name, kind in table.columns.items()]
    return arrow.schema(fields, metadata={"description": table.holds})


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
