"""The command that draws one picture of the framework: ``plot``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.output import note
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.cli.report import Needs, Scenario, gathered
from pledgebook.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pledgebook.model import Position
    from pledgebook.report.assemble import Material

DAYS_SHOWN = 60
"""Days of a timeline; of more, that many are taken at even distances, the first and the last among them."""


def plot(
    picture: Annotated[str, typer.Argument(help="matrix, timeline, waits or needs.", metavar="PICTURE")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write: .svg or .png.", metavar="FILE")
    ] = None,
    needs: Needs = None,
    scenario: Scenario = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Draw one picture: the matrix, firmness over time, who waits on what, or needs and gaps."""
    from pledgebook.report import plots
    from pledgebook.report.assemble import assemble

    picture = plots.known_picture(picture)
    path = output or Path(f"{picture}.svg")
    form = plots.form_of(path)
    if picture == "needs" and needs is None:
        raise InputError("plot needs draws what a needs file asks for: name one, --needs examples/needs.toml")
    material = gathered(ledger, needs, scenario, as_of, known_at)
    stands = _stands(ledger, material, known_at) if picture == "timeline" else {}
    content = plots.picture(picture, assemble(material), stands, form)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from None
    note(f"{picture}, {max(1, len(content) // 1000):,} kB -> {path}")


def _stands(place: str, material: Material, known_at: str | None) -> dict[date, Sequence[Position]]:
    """Who stood where at the end of each day on which one of the reports appeared."""
    days = sorted({document.published.date() for document in material.documents if document.published})
    if len(days) > DAYS_SHOWN:
        days = [days[round(step * (len(days) - 1) / (DAYS_SHOWN - 1))] for step in range(DAYS_SHOWN)]
    with to_read(place) as book:
        return {day: book.positions(day.isoformat(), known_at) for day in days}
