"""Floors: figures that a reading has reached on a gold coding and may not fall below again.

A floors file is TOML, one table for each gold coding by a name of its own, one key for each figure. Updating it raises
floors to what was reached now; a floor is never lowered, which a person would have to do by hand and answer for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pledgebook.errors import InputError, alternatives
from pledgebook.reading.evaluation import Figures

Floors = dict[str, float]
"""Figure -> the least it may be."""

MARGIN = 0.006
"""A figure this far under its floor passes, one statement of the development gold: processors differ in the last digits of the
networks' scores."""


def measured(result: Figures) -> Floors:
    """The figures that have floors, by the names that floors files use."""
    return {
        "sentences f1": result.sentences.f1,
        "statements f1": result.statements.f1,
        "relaxed f1": result.relaxed.f1,
        "firmness weighted kappa": result.fields.weighted_kappa,
        "conditions f1": result.fields.conditions.f1,
        "voice actor": result.fields.voice_actor,
    }


def load_floors(path: Path) -> dict[str, Floors]:
    """The floors of every gold coding in a file; none where there is no file yet.

    Raises InputError naming the file and what is wrong in it.
    """
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {gold: {figure: float(least) for figure, least in table.items()} for gold, table in tables.items()}
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError, ValueError) as error:
        raise InputError(f"{path}: no floors file, a table of figures for each gold coding ({error})") from error


def below(reached: Floors, floors: Floors) -> list[str]:
    """What fell below its floor, in words; nothing when all hold. Raises InputError for a figure that is none."""
    for figure in floors:
        if figure not in reached:
            raise InputError(f"no figure '{figure}' can have a floor; {alternatives(figure, list(reached))}")
    return [
        f"{figure} fell to {reached[figure]:.3f}, below its floor {least:.3f}"
        for figure, least in floors.items()
        if reached[figure] < least - MARGIN
    ]


def raised(reached: Floors, floors: Floors) -> Floors:
    """The floors with every figure that was reached now, never lower than before."""
    return {figure: max(value, floors.get(figure, 0.0)) for figure, value in reached.items()}


def dump_floors(floors: Mapping[str, Floors]) -> str:
    """The text of a floors file."""
    tables = []
    for gold, figures in sorted(floors.items()):
        rows = [f'"{figure}" = {least:.3f}' for figure, least in figures.items()]
        tables.append("\n".join([f'["{gold}"]', *rows]))
    return "# Raised by `pledgebook evaluate --floors FILE --raise`; never lowered.\n\n" + "\n\n".join(tables) + "\n"
