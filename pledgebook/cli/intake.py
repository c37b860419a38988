"""Commands about what comes in: ``read`` documents into a ledger, list the ``doubts``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from pledgebook.cli.output import AsCsv, AsJson, Column, note, progress, say, show, show_json
from pledgebook.cli.place import DEFAULT_LEDGER, LedgerPlace, to_read
from pledgebook.errors import InputError, alternatives
from pledgebook.intake import FieldNames, Limits, documents
from pledgebook.intake.moments import moment
from pledgebook.model import Document, Doubt

if TYPE_CHECKING:
    from pledgebook.reading.reader import Reader, Reading

MOST_TOLD = 20
"""Doubts of the intake that ``read`` prints one by one; ``doubts`` lists them all."""

NOTHING_READ = 2
INTERRUPTED = 130
"""Exit status of a program that was stopped by Ctrl-C, as shells expect it."""

_PATHS = typer.Argument(
    help="Text files, HTML pages, .jsonl (each also with .gz), folders, or - for stdin.", show_default=False
)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(read)
    app.command()(doubts)


class _Tally:
    """What went through ``read``."""

    def __init__(self) -> None:
        self.documents = 0
        self.refused = 0
        self.first: list[Doubt] = []
        self.started = time.monotonic()

    def split(self, found: Iterable[Document | Doubt]) -> Iterator[Document | Doubt]:
        """The same stream, counted."""
        for each in found:
            if isinstance(each, Doubt):
                self.refused += 1
                self.first += [each] if self.refused <= MOST_TOLD else []
            else:
                self.documents += 1
            yield each


def read(
    paths: Annotated[list[str], _PATHS],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    published: Annotated[str | None, typer.Option(help="Date of documents that do not say it: 2025-09-04.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of documents that do not name it.")] = None,
    codebook: Annotated[str, typer.Option(help="Name or file of the codebook to read by.")] = "security",
    threads: Annotated[int, typer.Option(min=1, help="Threads of the parser.")] = 1,
    text_field: Annotated[str, typer.Option(help="Field of a .jsonl row that holds the text.")] = "text",
    title_field: Annotated[str, typer.Option(help="... the title.")] = "title",
    published_field: Annotated[str, typer.Option(help="... the date.")] = "published",
    source_field: Annotated[str, typer.Option(help="... the outlet.")] = "source",
    link_field: Annotated[str, typer.Option(help="... the link.")] = "link",
    id_field: Annotated[str, typer.Option(help="... the name of the document.")] = "id",
    max_bytes: Annotated[int, typer.Option(min=1, help="Most bytes of one document.")] = Limits().document,
    as_json: AsJson = False,
) -> None:
    """Read documents and enter what they say who promised into the ledger. Reading one twice adds nothing."""
    fields = FieldNames(
        text=text_field, title=title_field, published=published_field, source=source_field, link=link_field, id=id_field
    )
    when = _date(published)
    tally = _Tally()
    limits = Limits(document=max_bytes)
    incoming = tally.split(documents(paths, fields=fields, published=when, outlet=outlet, limits=limits))
    before = list(_until_a_document(incoming))
    if not tally.documents:
        _tell(tally)
        note("nothing was read", style="red")
        raise typer.Exit(NOTHING_READ)
    _enter(chain(before, incoming), ledger, codebook, threads, tally, as_json=as_json)


def _until_a_document(incoming: Iterator[Document | Doubt]) -> Iterator[Document | Doubt]:
    """Up to and including the first document: without one, neither reader nor ledger is opened."""
    for each in incoming:
        yield each
        if isinstance(each, Document):
            return


def _enter(
    incoming: Iterable[Document | Doubt], place: str, codebook: str, threads: int, tally: _Tally, *, as_json: bool
) -> None:
    """Read what comes in, batch by batch into the ledger, and print the summary. Ctrl-C keeps what was read so far."""
    from pledgebook.ledger import open_ledger
    from pledgebook.reading.reader import Reader

    with open_ledger(place) as ledger:
        reader = Reader(codebook, threads=threads)
        try:
            with progress("reading") as advance:
                added = ledger.append(_readings(reader, incoming, advance))
        except KeyboardInterrupt:
            note(f"stopped after {tally.documents} documents; what was read before is in {place}", style="yellow")
            raise typer.Exit(INTERRUPTED) from None
    summary = {
        "documents": tally.documents,
        "new": added.documents,
        "statements": added.statements,
        "doubts": added.doubts,
        "seconds": round(time.monotonic() - tally.started, 1),
        "ledger": place,
    }
    _tell(tally)
    show_json(summary) if as_json else say(_summary(summary))


def _readings(
    reader: Reader, incoming: Iterable[Document | Doubt], advance: Callable[[int], None]
) -> Iterator[Reading | Doubt]:
    """What the reader makes of each document; doubts of the intake pass through, to be kept beside its own."""
    for each in incoming:
        if isinstance(each, Doubt):
            yield each
        else:
            yield reader.read(each)
            advance(1)


def _summary(counts: dict[str, Any]) -> str:
    """One line of what was done."""
    new = "" if counts["new"] == counts["documents"] else f" ({counts['new']} new)"
    read_in, statements, unsettled = (_counted(counts[f"{what}s"], what) for what in ("document", "statement", "doubt"))
    return f"{read_in}{new}, {statements}, {unsettled}, {counts['seconds']} seconds -> {counts['ledger']}"


def _counted(number: int, what: str) -> str:
    """``1 doubt``, ``2 doubts``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _tell(tally: _Tally) -> None:
    """The intake's doubts on stderr: the first ones by their place, then how many more."""
    for doubt in tally.first:
        note(f"{_place(doubt)}: {doubt.reason}", style="red" if doubt.code == "input" else "yellow")
    if tally.refused > MOST_TOLD:
        note(f"... and {tally.refused - MOST_TOLD} more")


def _place(doubt: Doubt) -> str:
    """Where a doubt is: document, and line or characters."""
    if doubt.line is not None:
        return f"{doubt.doc}:{doubt.line}"
    return f"{doubt.doc}[{doubt.span.start}:{doubt.span.end}]" if doubt.span else doubt.doc


def _date(text: str | None) -> datetime | None:
    """``--published`` as a moment. Raises ``InputError`` for anything that is none."""
    found = moment(text)
    if text is not None and found is None:
        raise InputError(f"--published: '{text}' is no date; write 2025-09-04 or 2025-09-04T20:15:00Z")
    return found


def doubts(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    code: Annotated[str | None, typer.Option(help="Only this class: input, encoding, pronoun, promisor ...")] = None,
    doc: Annotated[str | None, typer.Option(help="Only this document.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what could not be settled, with its place: unreadable input, an unknown "he", two possible promisors."""
    with to_read(ledger) as book:
        every = list(book.doubts())
    codes = sorted({doubt.code for doubt in every})
    if code is not None and code not in codes:
        raise InputError(
            f"--code: no doubt of class '{code}' in {ledger}; {alternatives(code, codes) if codes else 'none at all'}"
        )
    chosen = [doubt for doubt in every if code in (None, doubt.code) and doc in (None, doubt.doc)]
    rows = [{**msgspec.to_builtins(doubt), "place": _place(doubt)} for doubt in chosen]
    columns: list[str | Column] = ["code", Column("place", fold=True), Column("reason", fold=True)]
    show(rows, columns, as_json=as_json, as_csv=as_csv, empty="no doubts")
