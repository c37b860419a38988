"""Why a position ends where it does, in words that name its atoms and who stands behind them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pledgebook.model import Condition, Direction, Firmness, Position
from pledgebook.reckoning.conditions import ACTS, Literal, act_atom, is_refusal
from pledgebook.reckoning.scenario import Outcome, State

_LINK_WORDS = frozenset(
    {"after", "as", "before", "if", "once", "only", "provided", "should", "unless", "until", "when", "while"}
)
"""First words of a condition that say already how it bears."""


class Change(NamedTuple):
    """A position (by number) that ends elsewhere than before."""

    position: int
    before: State
    after: State


def difference(before: Outcome, after: Outcome) -> list[Change]:
    """The positions whose state differs between two scenarios over the same positions."""
    pairs = zip(before.states, after.states, strict=True)
    return [Change(index, old, new) for index, (old, new) in enumerate(pairs) if old is not new]


def label(position: Position) -> str:
    """A position in three or four words: ``troops of FRA (willing)``."""
    ending = "ending " if position.direction is Direction.STOP else ""
    return f"{ending}{position.act} of {position.promisor} ({position.firmness})"


def reasons(outcome: Outcome, index: int) -> tuple[str, ...]:
    """One sentence for each condition that decides the state of position ``index``, or for the lack of any."""
    state, position = outcome.states[index], outcome.positions[index]
    if state is State.RULED_OUT:
        return _of_refusal(outcome, index, position)
    if state is State.NOT_FIRM_ENOUGH:
        return _of_weakness(outcome, position)
    if outcome.outside.fixed.get(index) is False:
        return (f"{position.promisor} is assumed not to act",)
    formula = outcome.system.formula(index)
    if not formula:
        return ("no condition",)
    deciding = [clause for clause in formula if state is State.HOLDS or not _certain(outcome, clause)]
    if state in (State.WAITS, State.BLOCKED, State.UNDETERMINED):
        # Of what is not certain, that which keeps the position back; the rest may still come.
        worst = [clause for clause in deciding if not _possible(outcome, clause)]
        deciding = worst or deciding
    return tuple(_sentence(outcome, clause) for clause in deciding)


def blocking_atoms(outcome: Outcome, index: int) -> tuple[str, ...]:
    """The atoms that keep a blocked or waiting position back, ``"not name"`` for one that ought to be false."""
    clauses = [clause for clause in outcome.system.formula(index) if not _possible(outcome, clause)]
    named = ((literal.atom if literal.plain else f"not {literal.atom}") for clause in clauses for literal in clause)
    return tuple(dict.fromkeys(named))


def _of_refusal(outcome: Outcome, index: int, position: Position) -> tuple[str, ...]:
    conditions = "; ".join(_linked(condition) for condition in position.conditions)
    if not conditions:
        return ("refuses",)
    decided = outcome.bounds.certain[index]
    return (f"refuses {conditions}" + ("" if decided else ": whether that has come is open"),)


def _linked(condition: Condition) -> str:
    """The words of a condition, led in by its link word, once: ``unless the United States moves first``."""
    first, _, rest = condition.text.strip().partition(" ")
    text = f"{first.lower()} {rest}" if first.lower() in _LINK_WORDS else f"{condition.link} {condition.text}"
    return text.strip()


def _of_weakness(outcome: Outcome, position: Position) -> tuple[str, ...]:
    if is_refusal(position):
        return ("its refusal has ended, and nothing is promised after it",)
    return (f"{position.firmness}; {outcome.system.at_least} is the least that counts here",)


def _certain(outcome: Outcome, clause: Iterable[Literal]) -> bool:
    return any(outcome.value(literal.atom) is literal.plain for literal in clause)


def _possible(outcome: Outcome, clause: Iterable[Literal]) -> bool:
    """Can a literal of the clause be true in some completion?"""
    bounds, atoms = outcome.bounds, outcome.system.atoms
    for literal in clause:
        node = atoms[literal.atom]
        if bounds.possible[node] if literal.plain else not bounds.certain[node]:
            return True
    return False


def _sentence(outcome: Outcome, clause: tuple[Literal, ...]) -> str:
    if any(outcome.value(literal.atom) is literal.plain for literal in clause):
        clause = tuple(literal for literal in clause if outcome.value(literal.atom) is literal.plain)
    return "; or ".join(_literal(outcome, literal) for literal in clause)


def _literal(outcome: Outcome, literal: Literal) -> str:
    value = outcome.value(literal.atom)
    standing = _true(outcome, literal.atom) if value else _open(outcome, literal.atom)
    if value is False:
        standing = _false(outcome, literal.atom)
    return f"{'needs' if literal.plain else 'stands unless'} {literal.atom}, {standing}"


def _true(outcome: Outcome, atom: str) -> str:
    if outcome.settings.get(atom):
        return "which is assumed"
    system = outcome.system
    holding = [i for i in system.feeders(atom) if outcome.states[i] is State.HOLDS]
    if not holding:
        return "which follows from what is assumed"
    return "which comes about: " + _listed(label(system.positions[i]) for i in holding)


def _open(outcome: Outcome, atom: str) -> str:
    if not atom.startswith(ACTS) or outcome.system.atoms[atom] in outcome.outside.opened:
        return "which is open"
    states = {outcome.states[i] for i in outcome.system.feeders(atom)}
    return "which is possible" if State.POSSIBLE in states else "which turns on itself"


def _false(outcome: Outcome, atom: str) -> str:
    """What stands in the way of an atom: for an act, who would have to move and how far they are from it."""
    if outcome.settings.get(atom) is False:
        return "which is assumed not to come" if not atom.startswith(ACTS) else "which is assumed not to happen"
    system = outcome.system
    actor, _act = system.act_of(atom)
    if outcome.settings.get(act_atom(actor)) is False:
        return f"and {actor} is assumed not to act"
    feeders = system.feeders(atom)
    if feeders:
        states = {outcome.states[i] for i in feeders}
        waits = State.WAITS in states
        return (
            "which waits in turn: " * waits
            + _listed(label(system.positions[i]) for i in feeders)
            + ("" if waits else ", itself blocked")
        )
    given = [p for p in map(system.positions.__getitem__, system.serving(atom)) if p.direction is Direction.GIVE]
    if not given:
        return "of which nothing is promised"
    firmest = max(given, key=lambda position: position.firmness.step).firmness
    return "which is ruled out" if firmest is Firmness.RULED_OUT else f"which is only {firmest}"


def _listed(names: Iterable[str]) -> str:
    """Up to three names, and how many more there are."""
    given = list(dict.fromkeys(names))
    return ", ".join(given[:3]) + (f" and {len(given) - 3} more" if len(given) > 3 else "")
