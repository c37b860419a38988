"""Where the reporting contradicts itself, each contradiction in one line with both its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pledgebook.model import Document, Firmness, Statement
from pledgebook.reckoning.disputes import Apart, Denied, Revised, disputes
from pledgebook.report.evidence import QuoteBook
from pledgebook.report.framework import Dispute, Use
from pledgebook.report.phrasing import act_words, actor_name, brief, firmness_words, promisors_words, voice_words

_HERE = Use(anchor="disputes", words="one word against another")


def disputed(statements: Sequence[Statement], documents: Sequence[Document], quotes: QuoteBook) -> list[Dispute]:
    """Hearsay that is denied, then words that changed, then reports of one time that lie apart."""
    published = {one.sha256: one.published.date() if one.published else None for one in documents}
    found = disputes(statements, published)
    by_id = {statement.id: statement for statement in statements}
    return [
        *(_denied(one, by_id, quotes) for one in found.denied),
        *(_revised(one, by_id, quotes) for one in found.revised),
        *_apart(found.apart, by_id, quotes),
    ]


def _denied(one: Denied, by_id: Mapping[str, Statement], quotes: QuoteBook) -> Dispute:
    claimed = f"{firmness_words(one.claimed)} by the word of {_speaker(by_id[one.claim])}"
    return Dispute(
        kind="denied",
        words=f"{_matter(one.promisor, one.act)}: {claimed}, {firmness_words(one.own)} by its own.",
        refs=quotes.refs((one.claim, one.denial), _HERE),
    )


def _revised(one: Revised, by_id: Mapping[str, Statement], quotes: QuoteBook) -> Dispute:
    steps = [step for step in (_step(by_id[identity]) for identity in (one.earlier, *one.later)) if step]
    how = f"first {steps[0]}, later {steps[-1]}" if len(steps) > 1 and steps[0] != steps[-1] else brief(one.how)
    about = f" of {promisors_words(one.promisors)}" if one.promisors else ""
    act = f" on {act_words(one.act).lower()}" if one.act else ""
    return Dispute(
        kind="revised",
        words=f"{_speaker(by_id[one.earlier])}{about}{act}: {how}.",
        refs=quotes.refs((one.earlier, *one.later), _HERE),
    )


def _apart(found: Sequence[Apart], by_id: Mapping[str, Statement], quotes: QuoteBook) -> Iterator[Dispute]:
    for one in sorted(found, key=lambda apart: -apart.steps):
        ends = f"{_step(by_id[one.weaker])} in one report, {_step(by_id[one.firmer])} in another"
        yield Dispute(
            kind="reports differ",
            words=f"{_matter(one.promisor, one.act)}: {ends}.",
            refs=quotes.refs((one.weaker, one.firmer), _HERE),
        )


def _step(statement: Statement) -> str:
    return firmness_words(statement.firmness) if isinstance(statement.firmness, Firmness) else ""


def _speaker(statement: Statement) -> str:
    """Who says it, the actor in words: "Zelensky (Ukraine)", or the report."""
    return voice_words(statement.voices[:1])


def _matter(promisor: str, act: str) -> str:
    return f"{actor_name(promisor)} on {act_words(act).lower()}"
