"""``xlsx``: a workbook like those of pledge trackers: commitments with source, quote and link, positions, documents.

Every text is written as text, never as a formula; only links to the web become links. A cell that could start a formula
has the format's own mark for text, so that it stays text when somebody edits it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pledgebook.errors import InputError
from pledgebook.export.contents import Contents
from pledgebook.export.links import is_web
from pledgebook.export.places import library, whole
from pledgebook.export.tables import DOCUMENTS, POSITIONS, STATEMENTS, Cell, Table
from pledgebook.model import inert

SHEETS = {"Commitments": STATEMENTS, "Positions": POSITIONS, "Documents": DOCUMENTS}

MOST_ROWS = 1_048_575
"""Rows of a sheet, less its header: a limit of the format."""
MOST_CHARACTERS = 32_767
"""Characters of a cell: a limit of the format."""
MOST_LINKS, LONGEST_LINK = 65_530, 2_079
"""Links of a sheet, and characters of one: limits of Excel."""
CUT = " [cut: see the document]"

_WIDTHS = {"quote": 80, "link": 40, "title": 50, "reason": 50, "condition_texts": 40, "caveat": 30, "sha256": 12}
_USUAL_WIDTH = 16


def write(contents: Contents, path: Path) -> int:
    """Write the workbook; gives the number of rows. Raises ``InputError``, also for more rows than a sheet holds."""
    maker = library("xlsxwriter")
    with whole(path) as part:
        book = maker.Workbook(str(part), {"constant_memory": True, "strings_to_formulas": False})
        # A workbook says when it was made; without a fixed time, the same ledger would give another file each day.
        book.set_properties({"title": "Commitments", "created": datetime(2000, 1, 1, tzinfo=UTC)})
        try:
            return sum(_Sheet(book, name, table).write(contents) for name, table in SHEETS.items())
        finally:
            book.close()


class _Sheet:
    """One table on one sheet, with its header kept in sight and filters on it."""

    def __init__(self, book: Any, name: str, table: Table) -> None:
        self._name = name
        self._table = table
        self._sheet = book.add_worksheet(name)
        self._links = 0
        self._plain = book.add_format({"valign": "top"})
        self._wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self._literal = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        self._day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._time = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"})
        self._head = book.add_format({"bold": True, "bottom": 1})

    def write(self, contents: Contents) -> int:
        """Write header and rows; gives the number of rows."""
        sheet, columns = self._sheet, list(self._table.columns)
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, _USUAL_WIDTH))
            sheet.write_string(0, at, column, self._head)
        count = 0
        for row in self._table.rows(contents):
            count += 1
            if count > MOST_ROWS:
                raise InputError(
                    f"more than {MOST_ROWS:,} {self._table.name}: a sheet holds no more; use parquet or csv"
                )
            for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self._write_cell(count, at, column, cell)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        return count

    def _write_cell(self, line: int, at: int, column: str, cell: Cell) -> None:
        sheet = self._sheet
        if cell is None or cell == ():
            return
        if isinstance(cell, bool):
            sheet.write_boolean(line, at, cell, self._plain)
        elif isinstance(cell, int | float):
            sheet.write_number(line, at, cell, self._plain)
        elif isinstance(cell, date):
            self._write_time(line, at, cell)
        elif column == "link" and isinstance(cell, str) and self._may_link(cell):
            sheet.write_url(line, at, cell, string=cell)
        else:
            self._write_text(line, at, "; ".join(cell) if isinstance(cell, tuple) else cell)

    def _write_time(self, line: int, at: int, moment: date) -> None:
        if moment.year < 1900:
            # The format counts days from 1900 on.
            self._sheet.write_string(line, at, moment.isoformat(), self._plain)
        elif isinstance(moment, datetime):
            self._sheet.write_datetime(line, at, moment.replace(tzinfo=None), self._time)
        else:
            self._sheet.write_datetime(line, at, moment, self._day)

    def _write_text(self, line: int, at: int, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS - len(CUT)] + CUT
        style = self._literal if inert.cell(text) != text else self._wrapped
        self._sheet.write_string(line, at, text, style)

    def _may_link(self, link: str) -> bool:
        """Whether a link leads to the web, and the sheet has room for it: not to a file, a script, another sheet."""
        if self._links >= MOST_LINKS or len(link) > LONGEST_LINK or not is_web(link):
            return False
        self._links += 1
        return True
