"""Reads the gazetteer's tables: tab-separated, one header line, ``#`` for remarks, ``;`` between surfaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pledgebook.errors import CodebookError, alternatives

DATA = Path(__file__).parent / "data"

COLUMNS: dict[str, tuple[str, ...]] = {
    "iso3166": ("code", "names"),
    "states": ("code", "names", "adjectives", "people", "capitals", "seats"),
    "organisations": ("code", "kind", "promisor", "home", "names", "seats", "members"),
    "groups": ("label", "display", "promisor", "surfaces", "adjectives"),
    "offices": ("role", "speaks", "words"),
    "persons": ("code", "role", "names"),
    "places": ("code", "surfaces"),
    "shadows": ("kind", "surfaces"),
}


class Row:
    """One line of a table, by column; remembers where it stands so that an error can say so."""

    __slots__ = ("cells", "line", "path")

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path = path
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        """The cell as it stands."""
        return self.cells[column]

    def list(self, column: str) -> list[str]:
        """The surfaces of a cell."""
        return [part.strip() for part in self.cells[column].split(";") if part.strip()]

    def flag(self, column: str) -> bool:
        """A ``yes``/``no`` cell. Raises ``CodebookError`` for anything else."""
        return self.choice(column, ("yes", "no")) == "yes"

    def choice(self, column: str, known: tuple[str, ...]) -> str:
        """A cell that must be one of ``known``. Raises ``CodebookError`` naming the alternatives."""
        value = self.cells[column]
        if value not in known:
            raise self.error(column, f"'{value}' is none of those allowed; {alternatives(value, known)}")
        return value

    def error(self, column: str, what: str) -> CodebookError:
        """An error that names file, line and column."""
        return CodebookError(f"{self.path}:{self.line}: column '{column}': {what}")


def read_table(name: str, folder: Path = DATA) -> Iterator[Row]:
    """The rows of table ``name``. Raises ``CodebookError`` with file, line and remedy if it is missing or malformed."""
    path = folder / f"{name}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: the gazetteer's table cannot be read ({error}); reinstall pledgebook") from error
    columns = COLUMNS[name]
    header = False
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            if tuple(cells) != columns:
                raise CodebookError(
                    f"{path}:{number}: the header must be {', '.join(columns)} (tab-separated), not {line!r}"
                )
            header = True
            continue
        if len(cells) != len(columns):
            raise CodebookError(
                f"{path}:{number}: {len(cells)} cells where the header has {len(columns)}; check the tabs"
            )
        if not cells[0]:
            raise CodebookError(f"{path}:{number}: column '{columns[0]}' is empty")
        yield Row(path, number, dict(zip(columns, cells, strict=True)))
    if not header:
        raise CodebookError(f"{path}: empty; its header must be {', '.join(columns)} (tab-separated)")
