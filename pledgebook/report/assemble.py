"""From what a ledger holds to a ``Framework``: the one place where the parts of the report are put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from pledgebook.codebooks.codebook import load_codebook
from pledgebook.ledger.changes import Change as Moved
from pledgebook.model import Document, Kind, Position, Statement
from pledgebook.reckoning.needs import Need
from pledgebook.reckoning.scenario import Settings, evaluate
from pledgebook.reckoning.waits import deadlocks
from pledgebook.report.answer import answer
from pledgebook.report.assumptions import assumption_words
from pledgebook.report.disputed import disputed
from pledgebook.report.evidence import EVIDENCE_LIMIT, QuoteBook, published_day
from pledgebook.report.framework import Basis, Framework
from pledgebook.report.lists import LINE_LIMIT, addressed, numbers, refusals, waits
from pledgebook.report.matrix import matrix
from pledgebook.report.moves import moves
from pledgebook.report.need_bars import need_bars
from pledgebook.report.phrasing import actor_name


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is made from: the content of a ledger at a time, as plain lists, and what is assumed and needed.

    ``moved`` is what changed since ``since``; ``settings`` are the assumptions of the user on top of the ledger.
    """

    documents: Sequence[Document]
    statements: Sequence[Statement]
    positions: Sequence[Position]
    needs: Sequence[Need] = ()
    settings: Settings = {}
    since: date | None = None
    moved: Sequence[Moved] = ()
    doubts: int = 0
    as_of: date | None = None
    ledger: str = ""
    readers: tuple[str, ...] = ()


def assemble(material: Material, *, title: str | None = None, evidence_limit: int = EVIDENCE_LIMIT) -> Framework:
    """The report on ``material``; ``title`` is made from the commonest beneficiary where none is given.

    Raises ``ReckoningError`` where ``material.settings`` name an atom that is in no position, or contradict each other.
    """
    # One passage for each position before a second for any: where not all fit, every cell still has its quote.
    resting = [identity for position in material.positions for identity in position.rests_on[:1]]
    resting += [identity for position in material.positions for identity in position.rests_on[1:]]
    quotes = QuoteBook(material.statements, material.documents, first=resting, limit=evidence_limit)
    table, rows_cut = matrix(material.positions, quotes, tuple(load_codebook().acts))
    now = evaluate(material.positions, material.settings)
    first_page, lead = answer(now, material.needs, quotes)
    under = assumption_words(material.settings) or "As things stand, with every event left open"
    parts = {
        "lead": lead,
        "answer": first_page,
        "matrix": table,
        "waits": tuple(waits(material.positions, (frozenset(one.actors) for one in deadlocks(now)), quotes)),
        "needs": need_bars(material.needs, now, under, quotes),
        **_lists(material, quotes),
    }
    return Framework(
        title=title or default_title(material.positions),
        as_of=material.as_of,
        basis=basis(material),
        sources=quotes.sources(),
        quotes_cut=quotes.cut,
        lines_cut=rows_cut,
        **parts,
    )


def _lists(material: Material, quotes: QuoteBook) -> dict[str, Any]:
    """The lists of the report, each cut to what a reader can follow, and how many entries were cut from each."""
    told = disputed(material.statements, material.documents, quotes)
    found: dict[str, tuple[Sequence[Any], int]] = {
        "refusals": refusals(material.positions, quotes, LINE_LIMIT),
        "requests": addressed(material.statements, Kind.REQUEST, quotes, LINE_LIMIT),
        "objections": addressed(material.statements, Kind.OBJECTION, quotes, LINE_LIMIT),
        "numbers": numbers(material.statements, quotes, LINE_LIMIT),
        "disputes": (told[:LINE_LIMIT], max(0, len(told) - LINE_LIMIT)),
    }
    changes, changes_cut = moves(material.since, material.moved, quotes, LINE_LIMIT) if material.since else (None, 0)
    cut = {name: left_out for name, (_, left_out) in found.items()} | {"changes": changes_cut}
    return {
        **{name: tuple(shown) for name, (shown, _) in found.items()},
        "changes": changes,
        "lists_cut": {name: left_out for name, left_out in cut.items() if left_out},
    }


def default_title(positions: Iterable[Position]) -> str:
    """Names whom the commitments are for, where most of those that name somebody name the same."""
    beneficiaries = Counter(position.beneficiary for position in positions if position.beneficiary)
    if not beneficiaries:
        return "Who has promised what"
    first, times = beneficiaries.most_common(1)[0]
    return f"What is promised to {actor_name(first)}" if times * 2 > beneficiaries.total() else "Who has promised what"


def basis(material: Material) -> Basis:
    """What the report rests on, counted."""
    days = sorted(filter(None, map(published_day, material.documents)))
    return Basis(
        documents=len(material.documents),
        outlets=len({document.outlet for document in material.documents if document.outlet}),
        statements=len(material.statements),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        doubts=material.doubts,
        ledger=material.ledger,
        readers=material.readers,
    )
