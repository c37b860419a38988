"""Commands that ask the ledger: what was stated, who stands where and since when, what changed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from pledgebook.cli import keeping
from pledgebook.cli.checked import check_words
from pledgebook.cli.output import AsCsv, AsJson, Column, act_words, console, firmness_style, say, show
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.errors import InputError
from pledgebook.model import Document, Firmness, Kind, Position, Statement
from pledgebook.model.rows import statement_row

if TYPE_CHECKING:
    from pledgebook.ledger import Move


class Form(StrEnum):
    """How ``statements`` prints."""

    TABLE = "table"
    JSONL = "jsonl"


Promisor = Annotated[str | None, typer.Option(help="Only this promisor: FRA, EU, group:allies ...")]
Act = Annotated[str | None, typer.Option(help="Only this act class: troops, arms ...")]
Step = Annotated[str | None, typer.Option(help="Only this step of firmness.")]
AtLeast = Annotated[str | None, typer.Option(help="Only this step of firmness or a firmer one.")]
WhichCondition = Annotated[str | None, typer.Option(help="Only with a condition of this kind: ceasefire, mandate ...")]
WhichKind = Annotated[str | None, typer.Option(help="Only this kind: commitment, request, objection, count.")]
VoiceOf = Annotated[str | None, typer.Option(help="Only said by this person or actor.")]
Outlet = Annotated[str | None, typer.Option(help="Only from this outlet.")]
Doc = Annotated[str | None, typer.Option(help="Only from this document (its name or SHA-256).")]
Confidence = Annotated[float | None, typer.Option(min=0, max=1, help="Only read with at least this confidence.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (statements, positions, history, changes, search, documents):
        app.command()(command)
    keeping.register(app)


def statements(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    promisor: Promisor = None,
    act: Act = None,
    firmness: Step = None,
    at_least: AtLeast = None,
    condition: WhichCondition = None,
    kind: WhichKind = None,
    voice: VoiceOf = None,
    outlet: Outlet = None,
    doc: Doc = None,
    confidence: Confidence = None,
    text: Annotated[str | None, typer.Option(help="Only with these words in the quote.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Limit = None,
    form: Annotated[Form, typer.Option("--format", help="table, or jsonl: one statement a line.")] = Form.TABLE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what was stated, with its words: as coders' rulings leave it, in the order in which it was read."""
    with to_read(ledger) as book:
        check_words(book, promisor=promisor, act=act, outlet=outlet, doc=doc)
        found = book.statements(
            promisor=promisor,
            act=act,
            firmness=firmness,
            at_least=at_least,
            condition=condition,
            kind=kind,
            voice=voice,
            outlet=outlet,
            doc=doc,
            confidence=confidence,
            text=text,
            as_of=as_of,
            known_at=known_at,
            limit=limit,
        )
        if form is Form.JSONL:
            for statement in found:
                # Escapes of JSON keep anything that acts on a terminal from acting.
                sys.stdout.write(json.dumps(statement_row(statement), ensure_ascii=True) + "\n")
            return
        if as_json:
            show((statement_row(one) for one in found), [], as_json=True, as_csv=as_csv)
            return
        appeared = {one.sha256: one for one in book.documents()} if as_csv else {}
        columns = [*_STATEMENT_COLUMNS, *_CSV_COLUMNS] if as_csv else list(_STATEMENT_COLUMNS)
        if kind == Kind.COUNT or as_csv:
            at = _STATEMENT_COLUMNS.index("conditions")
            columns[at:at] = [Column("n", right=True), Column("counted", fold=True, least=16)]
        rows = (_statement_cells(one, appeared.get(one.document)) for one in found)
        show(rows, columns, as_csv=as_csv, empty="no statements")


_STATEMENT_COLUMNS: list[str | Column] = [
    "id",
    "doc",
    "kind",
    "promisors",
    "act",
    Column("firmness", style=firmness_style),
    "conditions",
    "voice",
    Column("quote", fold=True),
]


_CSV_COLUMNS = ("requester", "beneficiary", "quantity", "outlet", "published")
"""What a table has no room for."""


def _statement_cells(statement: Statement, document: Document | None) -> dict[str, Any]:
    voice, count, quantity = statement.voice, statement.count, statement.quantity
    return {
        "id": statement.id,
        "doc": statement.doc,
        "kind": statement.kind,
        "promisors": list(statement.promisors),
        "act": act_words(statement.act or "", statement.direction),
        "firmness": statement.firmness,
        "conditions": [f"{condition.link} {condition.kind}" for condition in statement.conditions],
        "voice": " ".join(part for part in (voice.person, voice.actor) if part),
        "quote": statement.quote,
        "n": count.n if count else None,
        "counted": count.what if count else None,
        "requester": statement.requester,
        "beneficiary": statement.beneficiary,
        "quantity": f"{quantity.n:g} {quantity.unit}" if quantity else None,
        "outlet": document.outlet if document else None,
        "published": document.published if document else None,
    }


def positions(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    promisor: Promisor = None,
    act: Act = None,
    at_least: AtLeast = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_list: Annotated[bool, typer.Option("--list", help="One position a line, with what it rests on.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show where each promisor stands on each act; * has conditions, ~ is hearsay, ? doubtful, ! ruled by a coder."""
    from pledgebook.ledger.filters import one_of

    lowest = one_of(Firmness, at_least)
    with to_read(ledger) as book:
        check_words(book, promisor=promisor, act=act)
        found = [
            position
            for position in book.positions(as_of, known_at)
            if promisor in (None, position.promisor)
            and act in (None, position.act)
            and (lowest is None or position.firmness.step >= lowest.step)
        ]
    if as_json:
        show((msgspec.to_builtins(position) for position in found), [], as_json=True)
    elif as_list or as_csv:
        show((_position_cells(position) for position in found), _POSITION_COLUMNS, as_csv=as_csv, empty="no positions")
    else:
        _show_matrix(found)


_POSITION_COLUMNS: list[str | Column] = [
    "promisor",
    "act",
    Column("firmness", style=firmness_style),
    "since",
    Column("conditions", fold=True),
    "marks",
    Column("rests_on", "rests on", fold=True),
    Column("overrode", fold=True),
]


def _position_cells(position: Position) -> dict[str, Any]:
    return {
        "promisor": position.promisor,
        "act": act_words(position.act, position.direction),
        "firmness": position.firmness,
        "since": position.since,
        "conditions": [condition.text for condition in position.conditions],
        "marks": _marks(position),
        "rests_on": list(position.rests_on),
        "overrode": [f"{overridden.statement} ({overridden.why})" for overridden in position.overrode],
    }


def _marks(position: Position | Move) -> str:
    marks = {"*": bool(position.conditions), "~": position.hearsay, "?": position.doubtful, "!": position.ruled}
    return "".join(mark for mark, holds in marks.items() if holds)


GAP = 3
"""Columns between two cells of a table."""


def _show_matrix(found: list[Position]) -> None:
    """Promisors down, acts across; the acts on which most promisors have a position come first."""
    rows: dict[str, dict[str, str]] = {}
    for position in found:
        cell = f"{position.firmness} {_marks(position)}".strip()
        rows.setdefault(position.promisor, {"promisor": position.promisor})[
            act_words(position.act, position.direction)
        ] = cell
    acts = [act for row in rows.values() for act in row if act != "promisor"]
    order = sorted(set(acts), key=lambda act: (-acts.count(act), act))
    if not rows:
        show([], [], empty="no positions")
    for number, across in enumerate(_fitting(order, rows)):
        if number:
            say("")
        columns: list[str | Column] = ["promisor", *(Column(act, style=_cell_style) for act in across)]
        show([row for row in rows.values() if not row.keys().isdisjoint(across)], columns)


def _fitting(acts: list[str], rows: dict[str, dict[str, str]]) -> Iterator[list[str]]:
    """The acts in runs, each of which fits the terminal's width beside the promisors."""
    room = console().width
    first = max((len(promisor) for promisor in [*rows, "promisor"]), default=0) + GAP
    run: list[str] = []
    taken = first
    for act in acts:
        width = max(len(act), *(len(row.get(act, "")) for row in rows.values())) + GAP
        if run and taken + width > room:
            yield run
            run, taken = [], first
        run.append(act)
        taken += width
    if run:
        yield run


def _cell_style(cell: str) -> str:
    return firmness_style(cell.partition(" ")[0])


def history(
    promisor: Annotated[str, typer.Argument(help="Whose: FRA, EU ...")],
    act: Annotated[str | None, typer.Argument(help="On which act class; all where absent.")] = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show how a promisor came to stand where it stands."""
    with to_read(ledger) as book:
        check_words(book, promisor=promisor, act=act)
        moves = book.history(promisor, act, as_of=as_of, known_at=known_at)
        if as_json:
            show((msgspec.to_builtins(move) for move in moves), [], as_json=True)
            return
        rows = [
            {
                "act": act_words(move.act, move.direction),
                "at": move.at.date(),
                "firmness": move.firmness,
                "marks": _marks(move),
                "quote": book.statement(move.statement).quote,
            }
            for move in moves
        ]
    columns: list[str | Column] = [
        "act",
        "at",
        Column("firmness", style=firmness_style),
        "marks",
        Column("quote", fold=True),
    ]
    show(rows, columns, as_csv=as_csv, empty=f"no position of {promisor}")


def changes(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A day (2025-09-04) or time.")],
    end: Annotated[str | None, typer.Argument(metavar="TO", help="A later one; now where absent.")] = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what moved between two times and why: the promisor moved, we learned of it later, a coder corrected."""
    from pledgebook.ledger.moments import latest

    if end is not None and latest(start) > latest(end):
        raise InputError(f"FROM {start} is later than TO {end}: give the earlier time first")
    with to_read(ledger) as book:
        found = book.changes(start, end)
    if as_json:
        show((msgspec.to_builtins(change) for change in found), [], as_json=True)
        return
    rows = [
        {
            "promisor": change.promisor,
            "act": act_words(change.act, change.direction),
            "cause": change.cause,
            "before": f"{change.before.firmness} {_marks(change.before)}".strip() if change.before else "-",
            "after": f"{change.after.firmness} {_marks(change.after)}".strip() if change.after else "-",
            "day": change.day,
        }
        for change in found
    ]
    show(rows, ["promisor", "act", "cause", "before", "after", "day"], as_csv=as_csv, empty="nothing changed")


def search(
    query: Annotated[str, typer.Argument(help='word, word*, "several words", -without')],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    in_documents: Annotated[bool, typer.Option("--documents", help="In whole documents, not in quotes.")] = False,
    promisor: Promisor = None,
    act: Act = None,
    firmness: Step = None,
    at_least: AtLeast = None,
    condition: WhichCondition = None,
    kind: WhichKind = None,
    voice: VoiceOf = None,
    outlet: Outlet = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find words in the quotes of statements, or in documents; the latest entered come first."""
    from pledgebook.ledger.filters import filters_of

    filters = filters_of(
        promisor=promisor,
        act=act,
        firmness=firmness,
        at_least=at_least,
        condition=condition,
        kind=kind,
        voice=voice,
        outlet=outlet,
    )
    with to_read(ledger) as book:
        check_words(book, promisor=promisor, act=act, outlet=outlet)
        hits = book.search(
            query, in_documents=in_documents, filters=filters, as_of=as_of, known_at=known_at, limit=limit
        )
    columns: list[str | Column] = ["day", "outlet", "doc", "statement", Column("text", fold=True)]
    show((msgspec.structs.asdict(hit) for hit in hits), columns, as_json=as_json, as_csv=as_csv, empty="nothing found")


def documents(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    outlet: Outlet = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the documents that came in."""
    with to_read(ledger) as book:
        check_words(book, outlet=outlet)
        rows = (
            {
                "name": document.name,
                "published": document.published,
                "outlet": document.outlet,
                "title": document.title,
                "link": document.link,
                "characters": len(document.text),
                "sha256": document.sha256,
            }
            for document in book.documents(outlet=outlet, as_of=as_of, known_at=known_at)
        )
        columns: list[str | Column] = [
            "name",
            "published",
            "outlet",
            Column("title", fold=True, least=16),
            Column("characters", right=True),
        ]
        show(rows, columns, as_json=as_json, as_csv=as_csv, empty="no documents")
