"""Which outcomes stand side by side: as things are, with what most wait for, and with and without the backstop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pledgebook.reckoning.conditions import ACTS, act_atom
from pledgebook.reckoning.needs import Need
from pledgebook.reckoning.scenario import Outcome, Settings, State, evaluate_system
from pledgebook.report.phrasing import act_words, actor_name, brief, joined, the_actor

TITLE_LIMIT = 70
"""Characters of assumptions that a heading holds; more of them stand below it alone."""


class Assumed(NamedTuple):
    """A scenario with its heading, and its assumptions in a sentence; ``worse`` where it takes the backstop away."""

    title: str
    assumes: str
    outcome: Outcome
    worse: bool = False


def side_by_side(now: Outcome, needs: Sequence[Need]) -> list[Assumed]:
    """Up to four scenarios on top of what the user assumes (``now.settings``), the plainest first.

    With the event that most wait for; with the backstop too, where it does not act already; without the backstop.
    """
    settings = dict(now.settings)
    given = assumption_words(settings)
    listed = [Assumed(_title(settings), given or "Nothing is assumed; what may come is left open", now)]
    event, backstop = awaited_event(now), backstop_of(now, needs)
    if event:
        settings[event] = True
        listed.append(_assumed(now, settings))
    if backstop and not any(_is_of(atom, backstop) for atom in now.settings):
        acting, reached = act_atom(backstop), listed[-1]
        if acting in now.system.atoms and reached.outcome.value(acting) is not True:
            listed.append(_assumed(now, {**settings, acting: True}))
        title = f"{reached.title}, but without" if settings else "Without"
        without = _assumed(now, {**settings, acting: False})
        listed.append(without._replace(title=f"{title} {the_actor(backstop)}", worse=True))
    return listed


def hoped_for(listed: Sequence[Assumed]) -> Assumed:
    """The scenario of those side by side in which most comes."""
    return [assumed for assumed in listed if not assumed.worse][-1]


def _assumed(now: Outcome, settings: Settings) -> Assumed:
    return Assumed(_title(settings), assumption_words(settings), evaluate_system(now.system, settings))


def _title(settings: Settings) -> str:
    words = _settings_words(settings)
    if not words:
        return "As things stand"
    return f"With {words}" if len(words) <= TITLE_LIMIT else "As assumed"


def _is_of(atom: str, actor: str) -> bool:
    """Is the atom that the actor acts, or that it does one thing?"""
    return f"{atom}:".startswith(f"{act_atom(actor)}:")


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
    """An atom in words; "not " before it denies it.

    >>> atom_words("ceasefire"), atom_words("acts:FRA:troops"), atom_words("other:if-the-rada-agrees")
    ('a ceasefire', 'France: Troops', '“if the rada agrees”')
    >>> atom_words("not invitation:UKR"), atom_words("not acts:USA"), atom_words("not acts:FRA:troops")
    ('no invitation by Ukraine', 'the United States not acting', 'no troops by France')
    """
    plain = atom.removeprefix("not ")
    denied = plain != atom
    start, colon, rest = plain.partition(":")
    if plain.startswith(ACTS):
        actor, _, act = rest.rpartition(":")
        # "group:Europe" has a colon of its own; an act class never stands alone.
        if not actor or actor == "group":
            return f"{the_actor(rest)} {'not ' if denied else ''}acting"
        return (
            f"no {act_words(act).lower()} by {the_actor(actor)}" if denied else f"{actor_name(actor)}: {act_words(act)}"
        )
    if start == "other" and colon:
        return f"{'not ' if denied else ''}“{brief(rest.replace('-', ' '))}”"
    article = "no" if denied else "an" if start == "invitation" else "a"
    return f"{article} {start} by {the_actor(rest)}" if colon else f"{article} {plain}"


def assumption_words(settings: Settings) -> str:
    """Settings as a phrase.

    >>> assumption_words({"ceasefire": True, "acts:USA": False})
    'Assumed: a ceasefire and the United States not acting'
    """
    words = _settings_words(settings)
    return f"Assumed: {words}" if words else ""


def _settings_words(settings: Settings) -> str:
    came = [_coming(atom) for atom, value in settings.items() if value]
    failed = [atom_words(f"not {atom}") for atom, value in settings.items() if value is False]
    opened = [f"{_coming(atom)} left open" for atom, value in settings.items() if value is None]
    return joined([*came, *failed, *opened])


def _coming(atom: str) -> str:
    """An atom as it stands after "with"."""
    actor, _, act = atom.removeprefix(ACTS).rpartition(":")
    return _act_of(actor, act) if atom.startswith(ACTS) and actor not in ("", "group") else atom_words(atom)


def _act_of(actor: str, act: str) -> str:
    return f"{act_words(act).lower()} by {the_actor(actor)}"
