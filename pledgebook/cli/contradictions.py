"""The command that lists where the reporting contradicts itself. ``reckoning.py`` registers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pledgebook.cli.output import AsCsv, AsJson, Column, show, show_json
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.errors import InputError
from pledgebook.model import Statement

if TYPE_CHECKING:
    from pledgebook.reckoning.disputes import Disputes


def disputes(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Where the reporting contradicts itself: numbers, hearsay denied, words taken back, sources far apart."""
    from pledgebook.reckoning.disputes import disputes as found_in

    with to_read(ledger) as book:
        published = {
            document.sha256: document.published.date() if document.published else None
            for document in book.documents(as_of=as_of, known_at=known_at)
        }
        statements = list(book.statements(as_of=as_of, known_at=known_at))
    found = found_in(statements, published)
    quotes = {statement.id: statement for statement in statements}
    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other: give one of them")
    if as_json:
        show_json(found)
    elif as_csv:
        show(_csv_rows(found, quotes), _CSV_COLUMNS, as_csv=True)
    else:
        _show_disputes(found, quotes)


_CSV_COLUMNS = ("dispute", "affair", "promisors", "act", "says", "statement", "quote")


def _csv_rows(found: Disputes, quotes: Mapping[str, Statement]) -> Iterator[dict[str, object]]:
    """One row for each statement that has a part in a dispute; ``affair`` numbers the disputes of a kind."""

    def row(dispute: str, affair: int, statement: str, says: object) -> dict[str, object]:
        said = quotes[statement]
        return {
            "dispute": dispute, "affair": affair, "promisors": said.promisors, "act": said.act, "says": says,
            "statement": statement, "quote": said.quote,
        }  # fmt: skip

    for affair, numbers in enumerate(found.numbers, 1):
        yield from (row("numbers", affair, said.statement, f"{said.n} {said.what}") for said in numbers.said)
    for affair, denied in enumerate(found.denied, 1):
        yield row("denied", affair, denied.denial, denied.own)
    for affair, revised in enumerate(found.revised, 1):
        yield row("revised", affair, revised.earlier, "earlier")
        yield from (row("revised", affair, later, revised.how) for later in revised.later)
    for affair, apart in enumerate(found.apart, 1):
        yield row("apart", affair, apart.weaker, quotes[apart.weaker].firmness)
        yield row("apart", affair, apart.firmer, quotes[apart.firmer].firmness)


def _show_disputes(found: Disputes, quotes: Mapping[str, Statement]) -> None:
    """Each kind of dispute under its heading, with the words it rests on."""
    numbers = [
        {
            "affair": place,
            "n": said.n,
            "about": said.approximate,
            "what": said.what,
            "quote": quotes[said.statement].quote,
        }
        for place, numbers in enumerate(found.numbers, 1)
        for said in numbers.said
    ]
    denied = [
        {"promisor": one.promisor, "act": one.act, "claimed": f"{one.claimed} (says {one.by})",
         "own": one.own.value, "quote": quotes[one.denial].quote}
        for one in found.denied
    ]  # fmt: skip
    revised = [
        {"voice": one.voice, "promisors": one.promisors, "act": one.act, "how": one.how,
         "earlier": quotes[one.earlier].quote, "later": quotes[one.later[0]].quote}
        for one in found.revised
    ]  # fmt: skip
    apart = [
        {"promisor": one.promisor, "act": one.act, "steps": one.steps,
         "weaker": quotes[one.weaker].quote, "firmer": quotes[one.firmer].quote}
        for one in found.apart
    ]  # fmt: skip
    fold = [Column("quote", fold=True)]
    show(numbers, ["affair", Column("n", right=True), "about", Column("what", fold=True), *fold],
         title="Numbers that differ", empty="no numbers that differ")  # fmt: skip
    show(denied, ["promisor", "act", "claimed", Column("own", "own word"), *fold],
         title="Hearsay that is denied", empty="no hearsay that is denied")  # fmt: skip
    show(revised, ["voice", "promisors", "act", "how", Column("earlier", fold=True), Column("later", fold=True)],
         title="Words taken back (the later stands)", empty="no words taken back")  # fmt: skip
    ends = [Column("weaker", fold=True), Column("firmer", fold=True)]
    show(apart, ["promisor", "act", Column("steps", right=True), *ends],
         title="Sources two or more steps apart", empty="no sources far apart")  # fmt: skip
