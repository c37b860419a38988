"""The command that lists where the reporting contradicts itself. ``reckoning.py`` registers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pledgebook.cli.output import AsJson, Column, show, show_json
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.model import Statement

if TYPE_CHECKING:
    from pledgebook.reckoning.disputes import Disputes


def disputes(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
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
    if as_json:
        show_json(found)
        return
    _show_disputes(found, quotes)


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
