"""Commands that carry a ledger's content elsewhere: ``export`` writes it in a format, ``import`` takes one back in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli.output import note, say
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.errors import InputError

if TYPE_CHECKING:
    from pledgebook.ledger.exchange import Ruling
    from pledgebook.model.entry import SourceFact

TO_STDOUT = "-"
"""The file that stands for the standard output."""

NeedName = Annotated[str | None, typer.Option("--need", help="For open-psa: the need, by its name in the needs file.")]
NeedsFile = Annotated[Path | None, typer.Option("--needs", help="For open-psa: the needs file (TOML); needs.toml.")]
Assume = Annotated[list[str] | None, typer.Option(help="For open-psa: an assumption, --assume ceasefire=yes.")]
Prob = Annotated[list[str] | None, typer.Option(help="For open-psa: probability of an atom, --prob ceasefire=0.6.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(export)
    app.command("import")(take_in)


def export(
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help="The file, or for several files the folder, to write; - for text on the standard output.",
        ),
    ],
    form: Annotated[
        str | None,
        typer.Argument(
            metavar="FORMAT", help="jsonl, csv, xlsx, parquet, sqlite, jsonld, ical, annotated or open-psa."
        ),
    ] = None,
    named: Annotated[str | None, typer.Option("--format", help="The same as FORMAT.")] = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    need: NeedName = None,
    needs: NeedsFile = None,
    assume: Assume = None,
    prob: Prob = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write what the ledger holds in a format of other tools: spreadsheets, databases, calendars, linked data."""
    from pledgebook.export import FORMATS, OPEN_PSA, unknown_format
    from pledgebook.export import export as write
    from pledgebook.export.contents import Contents

    if (form is None) == (named is None):
        raise InputError("name one format: pledgebook export csv -o FILE, or --format csv")
    form = form or named or ""
    if form == OPEN_PSA:
        if need is None:
            raise InputError("open-psa writes one need: name it with --need, and its file with --needs")
        file = needs or Path("needs.toml")
        with _place(out, ".xml") as place:
            count = _fault_tree(place, ledger, need, file, assume or [], prob or [], as_of, known_at)
        _tell(out, f"{count} basic events")
        return
    if form not in FORMATS:
        raise unknown_format(form)
    if need or needs or assume or prob:
        raise InputError(f"--need, --needs, --assume and --prob are for {OPEN_PSA}: leave them out for {form}")
    if str(out) == TO_STDOUT and not FORMATS[form].text:
        raise InputError(f"{form} is no text, which alone goes to the standard output: name a file with -o")
    with to_read(ledger) as book, _place(out, FORMATS[form].suffix) as place:
        count = write(form, Contents(book, as_of, known_at), place)
    _tell(out, f"{count:,} records")


@contextmanager
def _place(out: Path, suffix: str) -> Iterator[Path]:
    """Where to write for ``out``: there, or for the standard output a file that goes there when it is whole."""
    if str(out) != TO_STDOUT:
        yield out
        return
    with TemporaryDirectory(prefix="pledgebook-") as folder:
        place = Path(folder) / f"pledges{suffix}"
        yield place
        with place.open("rb") as file:
            shutil.copyfileobj(file, typer.get_binary_stream("stdout"))


def _tell(out: Path, what: str) -> None:
    """Say what was written; beside the standard output where that holds the file itself."""
    if str(out) == TO_STDOUT:
        note(what)
    else:
        say(f"{out}: {what}")


def _fault_tree(
    out: Path,
    ledger: str,
    need: str,
    needs: Path,
    assume: list[str],
    prob: list[str],
    as_of: str | None,
    known_at: str | None,
) -> int:
    """Write the need as a fault tree; gives the number of its basic events."""
    from pledgebook.cli.requirements import parse_chances, scenario_of
    from pledgebook.export.open_psa import write_need
    from pledgebook.reckoning.leverage import chosen_needs

    outcome, listed = scenario_of(needs, assume, ledger, "willing", as_of, known_at)
    (chosen,) = chosen_needs(listed, [need], all_essential=False)
    return write_need(out, outcome, chosen, parse_chances(prob) or None)


def take_in(
    file: Annotated[Path, typer.Argument(help="What `pledgebook export jsonl` wrote.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Take the documents, statements, rulings and doubts of a `jsonl` export into a ledger; what is there adds nothing."""
    from pledgebook.export.jsonl import Incoming
    from pledgebook.export.jsonl import take_in as take
    from pledgebook.ledger import open_ledger

    # Read through before the ledger is opened, which makes one: a wrong file leaves none behind.
    incoming = Incoming(file)
    with open_ledger(ledger) as book:
        taken = take(book, incoming)
    added = taken.added
    say(
        f"{ledger}: {added.documents} documents, {added.statements} statements, {added.doubts} doubts and"
        f" {taken.rulings} rulings more; {added.already} documents were there"
    )
    for each in taken.unfit:
        note(f"left out, as it is on nothing in this ledger: {_told(each)}", style="yellow")


def _told(left_out: Ruling | SourceFact) -> str:
    """A ruling or a fact in a few words."""
    from pledgebook.model.entry import SourceFact

    if isinstance(left_out, SourceFact):
        return f"{left_out.outlet}: {left_out.fact} is {left_out.value}"
    return f"{left_out.verb} by {left_out.by}: {left_out.name or left_out.promisor} {left_out.quote[:80]!r}"
