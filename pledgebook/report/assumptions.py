"""Which outcomes stand side by side: as things are, with what most wait for, and that without the backstop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pledgebook.reckoning.conditions import ACTS, act_atom
from pledgebook.reckoning.needs import Need
from pledgebook.reckoning.scenario import Outcome, Settings, State, evaluate_system
from pledgebook.report.phrasing import act_words, actor_name, brief, joined, the_actor


class Assumed(NamedTuple):
    """A scenario with its heading, and its assumptions in a sentence."""

    title: str
    assumes: str
    outcome: Outcome


def side_by_side(now: Outcome, needs: Sequence[Need]) -> list[Assumed]:
    """Up to three scenarios on top of what the user assumes (``now.settings``), the plainest first."""
    given = assumption_words(now.settings)
    listed = [Assumed("As things stand", given or "Nothing is assumed; what may come is left open", now)]
    event, backstop = awaited_event(now), backstop_of(now, needs)
    title, settings = "", dict(now.settings)
    if event:
        title, settings = f"With {atom_words(event)}", {**settings, event: True}
        listed.append(Assumed(title, assumption_words(settings), evaluate_system(now.system, settings)))
    if backstop and act_atom(backstop) not in settings:
        without = {**settings, act_atom(backstop): False}
        joint = f"{title}, but without" if title else "Without"
        outcome = evaluate_system(now.system, without)
        listed.append(Assumed(f"{joint} {the_actor(backstop)}", assumption_words(without), outcome))
    return listed


def awaited_event(now: Outcome) -> str | None:
    """The open event on which most promises wait; ``None`` where no promise waits on any."""
    found = Counter(
        literal.atom
        for index in waiting(now)
        for clause in now.system.formula(index)
        for literal in clause
        if literal.plain and not literal.atom.startswith(ACTS) and now.value(literal.atom) is None
    )
    return min(found, key=lambda atom: (-found[atom], atom)) if found else None


def backstop_of(now: Outcome, needs: Iterable[Need]) -> str | None:
    """Whom the rest leans on: the one actor that an essential need names, else the actor that most wait for."""
    actors = {position.promisor for position in now.positions}
    for need in needs:
        if need.essential and len(need.promisors) == 1 and need.promisors[0] in actors:
            return need.promisors[0]
    found = Counter(
        now.system.act_of(literal.atom)[0]
        for index, counted in enumerate(now.system.counted)
        if counted
        for clause in now.system.formula(index)
        for literal in clause
        if literal.plain and literal.atom.startswith(ACTS)
    )
    known = {actor: times for actor, times in found.items() if actor in actors}
    return min(known, key=lambda actor: (-known[actor], actor)) if known else None


def waiting(outcome: Outcome) -> list[int]:
    """The promises (by number) that count and do not hold yet."""
    pairs = enumerate(zip(outcome.system.counted, outcome.states, strict=True))
    return [index for index, (counted, state) in pairs if counted and state not in (State.HOLDS, State.RULED_OUT)]


def atom_words(atom: str) -> str:
    """An atom in words.

    >>> atom_words("ceasefire"), atom_words("acts:FRA:troops"), atom_words("other:if-the-rada-agrees")
    ('a ceasefire', 'France: Troops', '“if the rada agrees”')
    """
    negated = atom.startswith("not ")
    plain = atom.removeprefix("not ")
    start, colon, rest = plain.partition(":")
    if not colon:
        words = f"a {plain}"
    elif plain.startswith(ACTS):
        actor, _, act = rest.rpartition(":")
        # "group:Europe" has a colon of its own; an act class never stands alone.
        words = f"{actor_name(actor)}: {act_words(act)}" if actor and actor != "group" else f"{the_actor(rest)} acting"
    elif start == "other":
        words = f"“{brief(rest.replace('-', ' '))}”"
    else:
        words = f"{'an' if start == 'invitation' else 'a'} {start} by {the_actor(rest)}"
    return f"no {words.removeprefix('a ')}" if negated else words


def assumption_words(settings: Settings) -> str:
    """Settings as a phrase: "Assumed: a ceasefire; without the United States acting"."""
    came = [atom_words(atom) for atom, value in settings.items() if value]
    failed = [f"no {atom_words(atom).removeprefix('a ')}" for atom, value in settings.items() if value is False]
    opened = [f"{atom_words(atom)} left open" for atom, value in settings.items() if value is None]
    words = joined([*came, *failed, *opened])
    return f"Assumed: {words}" if words else ""
