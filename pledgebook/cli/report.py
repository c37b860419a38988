"""Commands that make the document one would present: ``framework``. Its pictures are in ``plot.py``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.output import note, progress
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.errors import InputError

if TYPE_CHECKING:
    from pledgebook.ledger import Ledger
    from pledgebook.ledger.changes import Change
    from pledgebook.report.assemble import Material

Needs = Annotated[Path | None, typer.Option("--needs", help="Needs file (TOML), such as examples/needs.toml.")]
Scenario = Annotated[
    list[str] | None,
    typer.Option("--scenario", metavar="ATOM=yes|no|open", help="What to assume: ceasefire=yes; may be repeated."),
]


def register(app: typer.Typer) -> None:
    """Add the commands that make documents and pictures."""
    from pledgebook.cli.plot import plot

    app.command()(framework)
    app.command()(plot)


def framework(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File to write: .html, .md or .pdf.", metavar="FILE")
    ] = Path("framework.html"),
    needs: Needs = None,
    scenario: Scenario = None,
    changes_since: Annotated[str | None, typer.Option(help="Show what moved since this day.", metavar="DATE")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the report.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the framework report: what holds, who stands where, needs and gaps, each claim with its quotes."""
    from pledgebook.report.assemble import assemble
    from pledgebook.report.faces import writer_of

    write = writer_of(output)
    with progress("making the report", total=3) as advance:
        material = gathered(ledger, needs, scenario, as_of, known_at, changes_since)
        advance(1)
        made = assemble(material, title=title)
        advance(1)
        size = write(made, output)
        advance(1)
    quotes = sum(len(source.quotes) for source in made.sources)
    note(f"{len(material.positions)} positions, {quotes} quotes, {max(1, size // 1000):,} kB -> {output}")


def gathered(
    place: str,
    needs: Path | None,
    scenario: list[str] | None,
    as_of: str | None,
    known_at: str | None,
    since: str | None = None,
) -> Material:
    """All that a report is made from, read from a ledger and a needs file."""
    from pledgebook.reckoning.needs_file import read_needs
    from pledgebook.reckoning.scenario import parse_settings
    from pledgebook.report.assemble import Material

    _in_order(since, as_of)
    with to_read(place) as book:
        positions = book.positions(as_of, known_at)
        return Material(
            documents=list(book.documents(as_of=as_of, known_at=known_at)),
            statements=list(book.statements(as_of=as_of, known_at=known_at)),
            positions=positions,
            needs=read_needs(needs, {position.act for position in positions}) if needs else (),
            settings=parse_settings(scenario or ()),
            since=_day("--changes-since", since),
            moved=_moved(book, since, as_of) if since else (),
            doubts=sum(1 for _ in book.doubts(known_at=known_at)),
            as_of=_day("--as-of", as_of),
            ledger=Path(place).name,
        )


def _in_order(since: str | None, until: str | None) -> None:
    """Refuses changes from a day on which the report has ended already."""
    from pledgebook.ledger.moments import latest

    start, end = _day("--changes-since", since), _day("--as-of", until)
    if start and end and latest(since) > latest(until):
        raise InputError(f"--changes-since {since} is later than --as-of {until}: name a day before it")


def _moved(book: Ledger, since: str, until: str | None) -> list[Change]:
    """What changed; where the ledger is younger than ``since``, that it learned all the rest since says nothing."""
    from pledgebook.ledger.changes import Cause

    knew = next(iter(book.documents(known_at=since)), None) is not None
    return [change for change in book.changes(since, until) if knew or change.cause is not Cause.LEARNED]


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise InputError(f"{option} {text!r} is no date: write it as 2025-09-04") from None
