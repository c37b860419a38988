"""What every command prints: rows as a table that fits the width, as JSON or as CSV; progress and notes on stderr.

A listing command takes ``as_json: AsJson = False, as_csv: AsCsv = False`` and ends with one call::

    show(rows, ["promisor", "act", Column("n", right=True)], as_json=as_json, as_csv=as_csv, empty="nothing read yet")

Rows are mappings (``msgspec.to_builtins`` makes one of a record). JSON gets every key of a row, table and CSV the
columns named. Colours respect ``NO_COLOR`` and pipes; text of documents cannot act on the terminal or in a spreadsheet.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import msgspec
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from pledgebook.errors import InputError
from pledgebook.model import Direction, inert

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: an array with one object a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV with a header, for a spreadsheet.")]

PIPED_WIDTH = 120
"""Columns of a table that goes to a file or a pipe, unless COLUMNS says otherwise: 80 would break most quotes."""

FOLD_WIDTH = 28
"""Least columns for text that wraps; where less would be left, rows are printed as lines of "title: value"."""

FIRMNESS_STYLES = {
    "ruled-out": "red",
    "reluctant": "yellow",
    "undecided": "dim",
    "considering": "dim cyan",
    "willing": "cyan",
    "pledged": "green",
    "bound": "bold green",
    "under-way": "bold green",
    "delivered": "bold bright_green",
}
"""Colours of the steps of firmness in tables: always beside the word, never in its place."""


def firmness_style(word: str) -> str:
    """The style of a cell that holds a step of firmness; plain for anything else."""
    return FIRMNESS_STYLES.get(word, "")


Row = Mapping[str, Any]
Item = TypeVar("Item")


class Column(NamedTuple):
    """One column: the ``key`` of the row, its ``title`` (the key where empty), and how it is set.

    ``fold`` columns (quotes, reasons) take the room that is left and wrap; the others keep to one line where they can.
    Where less than ``least`` would be left to a ``fold`` column, no table is made.
    ``style`` is a rich style, or a function from the cell's words to one.
    """

    key: str
    title: str = ""
    right: bool = False
    fold: bool = False
    style: str | Callable[[str], str] = ""
    least: int = FOLD_WIDTH


def console(*, stderr: bool = False) -> Console:
    """The terminal as it is now: its width, colour only where it is a terminal and ``NO_COLOR`` is unset or empty."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def show(
    rows: Iterable[Row],
    columns: Sequence[str | Column],
    *,
    as_json: bool = False,
    as_csv: bool = False,
    title: str | None = None,
    empty: str = "nothing to list",
) -> None:
    """Print ``rows``; JSON and CSV are streamed. An empty table prints ``empty`` on stderr; empty JSON is ``[]``.

    Raises ``InputError`` when both JSON and CSV are asked for.
    """
    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other: give one of them")
    laid_out = [Column(column) if isinstance(column, str) else column for column in columns]
    if as_json:
        _write_json(rows)
    elif as_csv:
        _write_csv(rows, laid_out)
    else:
        _write_table(list(rows), laid_out, title, empty)


def show_json(value: object) -> None:
    """Print one value (a record, a mapping, a list) as indented JSON."""
    sys.stdout.write(_encoded(value, indent=2) + "\n")


def note(message: str, *, style: str = "") -> None:
    """One line on stderr: what was done, what went wrong, what to do next. Never part of the data."""
    console(stderr=True).print(Text(inert.visible(message), style=style), soft_wrap=True)


def say(message: str, *, style: str = "") -> None:
    """One paragraph of the answer itself, on stdout."""
    console().print(Text(inert.visible(message), style=style))


def track(items: Iterable[Item], what: str, *, total: int | None = None) -> Iterator[Item]:
    """``items`` with a progress bar on stderr while it is a terminal; elsewhere just the items."""
    with progress(what, total=total) as advance:
        for item in items:
            yield item
            advance(1)


@contextmanager
def progress(what: str, *, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, gone when done; gives the function that moves it on by so many."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    terminal = console(stderr=True)
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as bar:
        task = bar.add_task(inert.one_line(what), total=total)
        yield lambda steps: bar.advance(task, steps)


def _write_json(rows: Iterable[Row]) -> None:
    separator = "[\n"
    for row in rows:
        sys.stdout.write(separator + _encoded(row))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def _encoded(value: object, indent: int | None = None) -> str:
    """JSON in which characters that act on a terminal are escaped as JSON escapes them, so that nothing is lost."""
    plain = json.dumps(msgspec.to_builtins(value, str_keys=True), ensure_ascii=False, indent=indent)
    return inert.UNSAFE.sub(lambda match: json.dumps(match.group())[1:-1], plain)


def _write_csv(rows: Iterable[Row], columns: Sequence[Column]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(row.get(column.key)) for column in columns])


def _csv_cell(value: object) -> object:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else inert.cell(words(value))


def _write_table(rows: list[Row], columns: Sequence[Column], title: str | None, empty: str) -> None:
    if not rows:
        note(empty)
        return
    terminal = console()
    cells = [[_table_cell(row.get(column.key), column) for column in columns] for row in rows]
    if title:
        terminal.print(Text(title, style="bold"))
    if _needed_width(cells, columns) > terminal.width:
        terminal.print(*_stacked(cells, columns), sep="\n\n")
    else:
        terminal.print(_table(cells, columns))


def _needed_width(cells: list[list[Text]], columns: Sequence[Column]) -> int:
    """Columns that a table takes when each cell that is not to be folded keeps to one line."""
    widths = (
        min(column.least, widest) if column.fold else widest
        for column, widest in zip(columns, _widest(cells, columns), strict=True)
    )
    return sum(width + 3 for width in widths)


def _widest(cells: list[list[Text]], columns: Sequence[Column]) -> list[int]:
    """For each column its title or longest cell."""
    return [
        max(len(column.title or column.key), *(row[at].cell_len for row in cells)) for at, column in enumerate(columns)
    ]


def _table(cells: list[list[Text]], columns: Sequence[Column]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(column.title or column.key, justify=justify, overflow="fold", no_wrap=not column.fold)
    for row in cells:
        table.add_row(*row)
    return table


def _stacked(cells: list[list[Text]], columns: Sequence[Column]) -> list[Text]:
    """Each row as lines of "title: value", for a terminal too narrow for the table."""
    rows = []
    for row in cells:
        named = zip(columns, row, strict=True)
        lines = [
            Text.assemble((f"{column.title or column.key}: ", "dim"), cell) for column, cell in named if cell.plain
        ]
        rows.append(Text("\n").join(lines))
    return rows


def _table_cell(value: object, column: Column) -> Text:
    shown = inert.one_line(words(value))
    return Text(shown, style=column.style(shown) if callable(column.style) else column.style)


def act_words(act: str, direction: Direction) -> str:
    """An act class, with "(stop)" where ending it is meant."""
    return f"{act} (stop)" if direction is Direction.STOP else act


def words(value: object) -> str:
    """A cell in words: nothing for ``None`` and ``False``, "yes" for ``True``, days as ISO dates, lists joined by "; ".

    >>> words(["FRA", "GBR"]), words(None), words(True), words(2.0)
    ('FRA; GBR', '', 'yes', '2')
    """
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {words(inner)}" for key, inner in value.items() if inner is not None)
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(words(inner) for inner in value)
    return str(value)
