"""The lists of the report: refusals and reservations, requests, objections, numbers, and who waits on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pledgebook.model import Condition, Kind, Position, Statement
from pledgebook.model.inert import one_line
from pledgebook.report.evidence import QuoteBook
from pledgebook.report.framework import Line, Number, Use, Wait
from pledgebook.report.matrix import RESERVED
from pledgebook.report.phrasing import (
    act_words,
    actor_name,
    anchor,
    brief,
    condition_words,
    firmness_words,
    promisors_words,
    shortened,
)

LINE_LIMIT = 80
"""Entries of one list; the most repeated come first, the rest are counted."""


def refusals(positions: Sequence[Position], quotes: QuoteBook, limit: int) -> tuple[list[Line], int]:
    """Positions that hold back: ruled out first, then reluctant, then undecided; and how many past ``limit`` are cut."""
    held_back = [position for position in positions if position.firmness in RESERVED]
    ordered = sorted(held_back, key=lambda p: (p.firmness.step, p.act, actor_name(p.promisor), p.direction))
    return [_refusal(position, quotes) for position in ordered[:limit]], max(0, len(ordered) - limit)


def _refusal(position: Position, quotes: QuoteBook) -> Line:
    who, act = actor_name(position.promisor), act_words(position.act, position.direction)
    here = anchor("held-back", position.promisor, position.act, position.direction)
    return Line(
        anchor=here,
        who=who,
        act=act,
        words=brief(position.caveat, 160) if position.caveat else "",
        firmness=position.firmness,
        conditions=tuple(dict.fromkeys(map(condition_words, position.conditions))),
        hearsay=position.hearsay,
        refs=quotes.refs(position.rests_on, Use(anchor=here, words=f"{who} holds back: {act}")),
    )


def addressed(statements: Iterable[Statement], kind: Kind, quotes: QuoteBook, limit: int) -> tuple[list[Line], int]:
    """Requests or objections, one line for each pair of actors and act, the most repeated first; and how many are cut."""
    groups: dict[tuple[str, tuple[str, ...], str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.kind is kind:
            asker = statement.requester or statement.voice.actor or ""
            act = act_words(statement.act, statement.direction) if statement.act else "unnamed act"
            groups[asker, statement.promisors, act].append(statement)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    lines = [_addressed_line(kind, *key, members, quotes) for key, members in ordered[:limit]]
    return lines, max(0, len(ordered) - limit)


def _addressed_line(
    kind: Kind, asker: str, promisors: tuple[str, ...], act: str, members: list[Statement], quotes: QuoteBook
) -> Line:
    who = promisors_words(tuple(asker.split(","))) if asker else "Someone not named"
    to = promisors_words(promisors) or "no one named"
    here = anchor(kind.value, asker, *promisors, act)
    conditions = (condition_words(condition) for member in members for condition in member.conditions)
    return Line(
        anchor=here,
        who=who,
        act=act,
        words=to,
        conditions=tuple(dict.fromkeys(conditions)),
        hearsay=all(member.hearsay for member in members),
        refs=quotes.refs((member.id for member in members), Use(anchor=here, words=f"{kind.value} by {who}: {act}")),
    )


def numbers(statements: Iterable[Statement], quotes: QuoteBook, limit: int) -> tuple[list[Number], int]:
    """Counts as reported, the same count of the same thing once, the largest first; and how many are cut."""
    groups: dict[tuple[int, str, bool], list[str]] = defaultdict(list)
    for statement in statements:
        if statement.count:
            counted = statement.count
            groups[counted.n, one_line(counted.what), counted.approximate].append(statement.id)
    ordered = sorted(groups.items(), key=lambda item: (-item[0][0], item[0]))
    here = Use(anchor="numbers", words="reported numbers")
    shown = [
        Number(n=n, what=shortened(what, 120), approximate=approximate, refs=quotes.refs(ids, here))
        for (n, what, approximate), ids in ordered[:limit]
    ]
    return shown, max(0, len(ordered) - limit)


def waits(positions: Sequence[Position], mutual: Iterable[frozenset[str]], quotes: QuoteBook) -> list[Wait]:
    """Who holds back or holds only on a condition, one entry for each promisor and condition.

    ``mutual``: groups of promisors that wait on each other (from the reckoning).
    """
    deadlocks = list(mutual)
    groups: dict[tuple[str, str, str], list[tuple[Position, Condition]]] = defaultdict(list)
    for position in positions:
        for condition in position.conditions:
            groups[position.promisor, awaited(condition), condition.link].append((position, condition))
    entries = [_wait(key, members, deadlocks, quotes) for key, members in groups.items()]
    return sorted(entries, key=lambda wait: (wait.on, wait.who))


def awaited(condition: Condition) -> str:
    """What is waited for, without its link word: "ceasefire", "United States acts"."""
    words = condition_words(condition).removeprefix("or ")
    return words.removeprefix(f"{condition.link.value} ")


def _wait(
    key: tuple[str, str, str],
    members: list[tuple[Position, Condition]],
    deadlocks: list[frozenset[str]],
    quotes: QuoteBook,
) -> Wait:
    promisor, on, link = key
    here = Use(anchor="waits", words=f"{actor_name(promisor)} waits: {link} {on}")
    awaited_actors = {condition.on for _, condition in members if condition.on}
    return Wait(
        who=actor_name(promisor),
        on=on,
        link=link,
        acts=tuple(
            dict.fromkeys(f"{act_words(p.act, p.direction)} ({firmness_words(p.firmness)})" for p, _ in members)
        ),
        mutual=any(promisor in group and awaited_actors & group for group in deadlocks),
        refs=quotes.refs((identity for position, _ in members for identity in position.rests_on), here),
    )
