"""Commands for coders: rule on what was read, list rulings and those that no longer fit, share them as a file."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from pledgebook.cli.output import AsCsv, AsJson, Column, note, say, show
from pledgebook.cli.place import DEFAULT_LEDGER, LedgerPlace, to_read, to_write
from pledgebook.errors import InputError

UNFIT = 1
"""Exit status of an import that met rulings whose words the ledger does not have."""

By = Annotated[str | None, typer.Option(help="Who rules; the name of the user where absent.")]
Why = Annotated[str, typer.Option(help="Why, for those who read it later.")]
StatementId = Annotated[str, typer.Argument(metavar="ID", help="Id of the statement, or the start of it.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    rule = typer.Typer(help="Rule on a statement, a promisor or a document; a ruling stands above the reader's word.")
    for command in (accept, amend, reject, merge):
        rule.command()(command)
    rule.command("note")(note_on)
    rule.command("source")(source)
    app.add_typer(rule, name="rule")
    rulings = typer.Typer(help="List rulings, or share them as a text file.")
    rulings.command("list")(listing)
    rulings.command("export")(export)
    rulings.command("import")(take_in)
    app.add_typer(rulings, name="rulings")
    app.command()(sources)
    app.command()(copies)
    app.command()(revisions)


def accept(statement: StatementId, ledger: LedgerPlace = DEFAULT_LEDGER, by: By = None, why: Why = "") -> None:
    """Confirm a statement: it stands above all that was known when it was accepted."""
    _rule(ledger, "accept", statement, by, why)


def reject(statement: StatementId, ledger: LedgerPlace = DEFAULT_LEDGER, by: By = None, why: Why = "") -> None:
    """Reject a statement: it was read wrongly and counts no longer."""
    _rule(ledger, "reject", statement, by, why)


def amend(
    statement: StatementId,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help='firmness=willing promisors=["FRA"]')],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    by: By = None,
    why: Why = "",
) -> None:
    """Correct fields of a statement; its words stay. Values are those of the JSON form, "null" empties a field."""
    _rule(ledger, "amend", statement, by, why, changes=dict(_change(change) for change in changes))


def merge(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A promisor, or a document (name or SHA-256).")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The promisor it is, or the document it is a copy of.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    by: By = None,
    why: Why = "",
) -> None:
    """Count a promisor as another one, or a document as a copy of another one."""
    _rule(ledger, "merge", one, by, why, into=into)


def note_on(
    target: Annotated[str, typer.Argument(metavar="ON", help="Id of a statement, a document or a promisor.")],
    text: Annotated[str, typer.Argument(help="The note.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    by: By = None,
) -> None:
    """Put down a note; it changes nothing."""
    _rule(ledger, "note", target, by, text)


def _rule(
    place: str,
    verb: str,
    target: str,
    by: str | None,
    why: str,
    *,
    changes: dict[str, Any] | None = None,
    into: str | None = None,
) -> None:
    with to_write(place) as book:
        book.rule(verb, target, by=by or getpass.getuser(), why=why, changes=changes, into=into)
    say(f"{verb}: {target}{f' -> {into}' if into else ''}")


def _change(text: str) -> tuple[str, Any]:
    """``field=value``: the value is JSON where it can be read as such, else the word itself."""
    field, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"{text!r} is no change: write it as firmness=willing")
    try:
        return field, json.loads(value)
    except json.JSONDecodeError:
        return field, value


def listing(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    unfit: Annotated[bool, typer.Option("--unfit", help="Only those whose words are read no more.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the rulings in the order in which they were made."""
    with to_read(ledger) as book:
        found = [kept for kept in book.rulings() if not (unfit and kept.fits)]
    rows = [
        {
            "verb": kept.ruling.verb,
            "on": kept.ruling.id or kept.ruling.promisor or (f"entry {kept.ruling.document}"),
            "changes": kept.ruling.changes or kept.ruling.into or None,
            "by": kept.ruling.by,
            "why": kept.ruling.why,
            "fits": "yes" if kept.fits else "no",
        }
        for kept in found
    ]
    columns: list[str | Column] = ["verb", "on", Column("changes", fold=True), "by", Column("why", fold=True), "fits"]
    show(rows, columns, as_json=as_json, as_csv=as_csv, empty="no rulings")


def export(
    file: Annotated[Path, typer.Argument(help="File to write (TOML).")], ledger: LedgerPlace = DEFAULT_LEDGER
) -> None:
    """Write all rulings to a text file that can be reviewed and kept in git."""
    with to_read(ledger) as book:
        file.write_text(book.export_rulings(), encoding="utf-8")
    say(f"{file}: written")


def take_in(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="File of rulings (TOML).")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Take in rulings from a file; those that are there already are not entered again."""
    with to_write(ledger) as book:
        done = book.import_rulings(file)
    say(f"{done.entered} entered, {done.already} there already, {len(done.unfit)} whose words are not in this ledger")
    for ruling in done.unfit:
        note(f"{ruling.verb} by {ruling.by}: {ruling.name or ruling.promisor} {ruling.quote[:80]!r}", style="yellow")
    if done.unfit:
        raise typer.Exit(UNFIT)


def source(
    outlet: Annotated[str, typer.Argument(help="The outlet, as its documents name it.")],
    fact: Annotated[str, typer.Argument(metavar="FACT=VALUE", help="owner=state, kind=agency, reliability=low ...")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    by: By = None,
    why: Why = "",
) -> None:
    """Put down a fact about an outlet; the latest one holds."""
    name, equals, value = fact.partition("=")
    if not equals:
        raise InputError(f"{fact!r} is no fact: write it as owner=state")
    with to_write(ledger) as book:
        book.describe(outlet, name, value, by=by or getpass.getuser(), why=why)
    say(f"{outlet}: {name} is {value}")


def sources(ledger: LedgerPlace = DEFAULT_LEDGER, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List what is known of outlets."""
    with to_read(ledger) as book:
        rows = [msgspec.structs.asdict(known) for known in book.sources()]
    columns: list[str | Column] = ["outlet", "fact", "value", "by", Column("why", fold=True)]
    show(rows, columns, as_json=as_json, as_csv=as_csv, empty="nothing known of any outlet")


def copies(ledger: LedgerPlace = DEFAULT_LEDGER, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List documents that count as one source: copies of a dispatch, states of a page."""
    with to_read(ledger) as book:
        rows = [
            {"first": story.names[0], "copies": list(story.names[1:]), "outlets": list(story.outlets)}
            for story in book.stories()
        ]
    columns: list[str | Column] = ["first", Column("copies", fold=True), Column("outlets", fold=True)]
    show(rows, columns, as_json=as_json, as_csv=as_csv, empty="no copies")


def revisions(ledger: LedgerPlace = DEFAULT_LEDGER, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show the sentences that changed between two states of a page."""
    with to_read(ledger) as book:
        rows = [
            {
                "before": revision.before.name,
                "after": revision.after.name,
                "removed": list(revision.removed),
                "added": list(revision.added),
            }
            for revision in book.revisions()
        ]
    columns: list[str | Column] = ["before", "after", Column("removed", fold=True), Column("added", fold=True)]
    show(rows, columns, as_json=as_json, as_csv=as_csv, empty="no page came in twice")
