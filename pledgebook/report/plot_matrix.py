"""The matrix as a heat map: each cell by shade and word."""

from __future__ import annotations

from textwrap import wrap

from pledgebook.model import Direction, Firmness
from pledgebook.model.inert import one_line
from pledgebook.report.framework import Cell, Matrix, MatrixRow
from pledgebook.report.page import row_groups
from pledgebook.report.phrasing import act_words, firmness_words
from pledgebook.report.sheet import INK, MUTED, RULE, SHADES, Sheet

LINE, LINES, LETTERS = 9, 3, 21
"""Height of a line of a condition, lines that a cell may have of it, and letters of a line."""
NAMES, COLUMN, CELL, HEAD, GROUP, MARGIN = 150, 92, 32, 44, 24, 16
ROWS_SHOWN = 80
"""Promisors in one picture, those that the table gives first."""


def draw_matrix(matrix: Matrix, title: str) -> Sheet:
    """Promisors by acts; giving and stopping stand above each other in one cell."""
    rows = matrix.rows[:ROWS_SHOWN]
    groups = row_groups(rows)
    height = HEAD + 40 + sum(map(_height, rows)) + GROUP * len(groups) + 64
    width = max(2 * MARGIN + NAMES + COLUMN * len(matrix.acts), 560)
    sheet = Sheet(width, height, title)
    sheet.text(MARGIN, 22, title, size=14, bold=True, room=width - 2 * MARGIN)
    _head(sheet, matrix)
    y = 40.0 + HEAD
    for group in groups:
        sheet.text(MARGIN, y + GROUP / 2 + 2, group.title, size=8, ink=MUTED, bold=True)
        y += GROUP
        for row in group.rows:
            _row(sheet, row, y)
            y += _height(row)
    cut = f" {len(matrix.rows) - len(rows)} further promisors are left out." if len(matrix.rows) > len(rows) else ""
    draw_legend(sheet, MARGIN, y + 18)
    sheet.text(MARGIN, y + 42, f"* hearsay: rests on another's word alone.{cut}", size=8, ink=MUTED)
    return sheet


def draw_legend(sheet: Sheet, x: float, y: float, *, numbered: bool = False) -> None:
    """The steps in a line, each by shade and word."""
    for firmness in Firmness:
        fill, ink = SHADES[firmness]
        words = f"{firmness.step} {firmness_words(firmness)}" if numbered else firmness_words(firmness)
        width = 8 + 5.2 * len(words)
        sheet.box(x, y - 8, width, 16, fill, RULE)
        sheet.text(x + width / 2, y, words, size=7.5, ink=ink, side="center", room=width - 2)
        x += width + 4


def _height(row: MatrixRow) -> float:
    """As high as the fullest cell: each of its positions has a share of the same height."""
    return max([CELL, *(len(cells) * max(map(_share, cells)) for cells in row.cells if cells)])


def _share(cell: Cell) -> float:
    return CELL + LINE * max(0, len(_below(cell)) - 1)


def _below(cell: Cell) -> list[str]:
    """What stands below the step, in lines: the first condition and how many more there are, or how much."""
    more = f" +{len(cell.conditions) - 1}" if len(cell.conditions) > 1 else ""
    words = f"{cell.conditions[0]}{more}" if cell.conditions else cell.quantity or ""
    return wrap(one_line(words), LETTERS, max_lines=LINES, placeholder="…")


def _head(sheet: Sheet, matrix: Matrix) -> None:
    for place, act in enumerate(matrix.acts):
        first, _, rest = act_words(act).partition(" ")
        middle, room = MARGIN + NAMES + COLUMN * (place + 0.5), COLUMN - 6
        sheet.text(
            middle, 40 + (HEAD - 24 if rest else HEAD - 12), first, size=8.5, bold=True, side="center", room=room
        )
        sheet.text(middle, 40 + HEAD - 12, rest, size=8.5, bold=True, side="center", room=room)


def _row(sheet: Sheet, row: MatrixRow, y: float) -> None:
    height = _height(row)
    sheet.line(MARGIN, y, MARGIN + NAMES + COLUMN * len(row.cells), y)
    sheet.text(MARGIN, y + height / 2, row.name, size=9.5, ink=INK, room=NAMES - 8)
    for place, cells in enumerate(row.cells):
        for part, cell in enumerate(cells):
            share = height / len(cells)
            _cell(sheet, cell, MARGIN + NAMES + COLUMN * place, y + share * part, share)


def _cell(sheet: Sheet, cell: Cell, x: float, y: float, height: float) -> None:
    fill, ink = SHADES[cell.firmness]
    sheet.box(x + 1, y + 1, COLUMN - 2, height - 2, fill)
    stop = "end: " if cell.direction is Direction.STOP else ""
    words = f"{stop}{firmness_words(cell.firmness)}{'*' if cell.hearsay else ''}"
    below = _below(cell)
    middle, top = x + COLUMN / 2, y + height / 2 - (6 + LINE * (len(below) - 1) / 2 if below else 0)
    sheet.text(middle, top, words, size=8.5, ink=ink, bold=True, side="center", room=COLUMN - 8)
    for place, line in enumerate(below):
        sheet.text(middle, top + 13 + LINE * place, line, size=7, ink=ink, side="center", room=COLUMN - 8)
