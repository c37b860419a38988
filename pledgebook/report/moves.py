"""What changed since a day, in the words of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pledgebook.ledger.changes import Cause
from pledgebook.ledger.changes import Change as Moved
from pledgebook.model import Position
from pledgebook.report.evidence import QuoteBook
from pledgebook.report.framework import Change, Changes
from pledgebook.report.phrasing import act_words, actor_name, condition_words, firmness_words

CAUSES = {Cause.MOVED: "said since", Cause.LEARNED: "learned since", Cause.CORRECTED: "corrected"}


def moves(since: date, found: Sequence[Moved], quotes: QuoteBook, limit: int) -> tuple[Changes, int]:
    """What promisors said since first, then what was corrected or only learned; and how many lines were cut."""
    order = list(CAUSES)
    ranked = sorted(found, key=lambda one: (order.index(one.cause), actor_name(one.promisor), one.act))
    return Changes(since=since, entries=tuple(_line(one, quotes) for one in ranked[:limit])), max(
        0, len(ranked) - limit
    )


def _line(one: Moved, quotes: QuoteBook) -> Change:
    return Change(
        who=actor_name(one.promisor),
        act=act_words(one.act, one.direction),
        before=_stand(one.before),
        after=_stand(one.after),
        cause=CAUSES[one.cause],
        on=one.day,
        refs=quotes.refs(one.after.rests_on if one.after else ()),
    )


def _stand(position: Position | None) -> str:
    if position is None:
        return "nothing said"
    conditions = dict.fromkeys(map(condition_words, position.conditions))
    return ", ".join([firmness_words(position.firmness), *conditions, *(["hearsay"] if position.hearsay else [])])
