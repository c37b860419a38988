"""``csv``: the statements as one file, or, where the path has no ``.csv`` at its end, a folder with all tables.

Comma-separated, UTF-8, with a header. Lists are joined by "; ". No cell starts as a formula does (``inert.cell``), so
that the files can be opened in a spreadsheet whatever the reports say.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from pledgebook.export.contents import Contents
from pledgebook.export.places import folder, whole
from pledgebook.export.tables import DOCUMENTS, DOUBTS, POSITIONS, STATEMENTS, Cell, Table
from pledgebook.model import inert

TABLES = (STATEMENTS, POSITIONS, DOCUMENTS, DOUBTS)


def write(contents: Contents, path: Path) -> int:
    """Write one file or a folder of files; gives the number of rows. Raises ``InputError``."""
    if path.suffix == ".csv":
        return _write_table(STATEMENTS, contents, path)
    inside = folder(path)
    return sum(_write_table(table, contents, inside / f"{table.name}.csv") for table in TABLES)


def _write_table(table: Table, contents: Contents, path: Path) -> int:
    count = 0
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows(contents):
            writer.writerow([_words(cell) for cell in row])
            count += 1
    return count


def _words(cell: Cell) -> str | int | float:
    """A cell as CSV has it: nothing for what is not there, numbers as they are, everything else in words."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return inert.cell("; ".join(cell) if isinstance(cell, tuple) else cell)
