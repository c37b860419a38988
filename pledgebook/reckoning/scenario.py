"""What holds if: every position's state under a set of assumptions about the atoms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pledgebook.errors import ReckoningError, alternatives
from pledgebook.model import Firmness, Position
from pledgebook.reckoning.bounds import Bounds, bounds
from pledgebook.reckoning.conditions import ACTS, NO_SUPPORT, act_atom, is_refusal
from pledgebook.reckoning.network import Outside
from pledgebook.reckoning.system import System

Settings = Mapping[str, bool | None]
"""Atom -> true, false, or ``None`` for open. An event atom that is not named is open, an act atom is the ledger's
own."""

_WORDS = {"yes": True, "no": False, "open": None}

COUNTING = (Firmness.WILLING, Firmness.PLEDGED, Firmness.BOUND)
"""The firmness from which on a scenario may count positions."""


class State(StrEnum):
    """Where a position ends; exactly one of these."""

    HOLDS = "holds"
    POSSIBLE = "possible"
    WAITS = "waits"
    BLOCKED = "blocked"
    NOT_FIRM_ENOUGH = "not-firm-enough"
    RULED_OUT = "ruled-out"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Outcome:
    """A scenario worked out.

    ``states[i]`` is the state of position ``i``. ``monotone``: no act stands under a negation. ``exact``: false where
    too many open atoms bear on a position both ways, so that ``possible`` may be said of what holds or fails in every
    completion (docs/explanation/reckoning.md).
    """

    system: System
    settings: Settings
    outside: Outside
    bounds: Bounds
    states: tuple[State, ...]
    monotone: bool

    @property
    def exact(self) -> bool:
        """Whether the states are exact, not bounds."""
        return self.bounds.exact

    @property
    def positions(self) -> Sequence[Position]:
        """The positions that were worked out."""
        return self.system.positions

    def value(self, atom: str) -> bool | None:
        """Whether an atom is true or false in every completion; ``None`` where that is open or undetermined."""
        node = self.system.atoms[atom]
        if self.bounds.certain[node]:
            return True
        return None if self.bounds.possible[node] or self.bounds.maybe[node] else False


def parse_settings(texts: Iterable[str]) -> dict[str, bool | None]:
    """``["ceasefire=yes", "acts:USA=no"]`` as settings.

    Raises ``ReckoningError`` for a text that is no setting, and for one atom set to two values.
    """
    settings: dict[str, bool | None] = {}
    for text in texts:
        atom, equals, word = (part.strip() for part in text.rpartition("="))
        if not equals or not atom or word.lower() not in _WORDS:
            raise ReckoningError(f"{text!r} is no setting; write ATOM=yes, ATOM=no or ATOM=open")
        value = _WORDS[word.lower()]
        if atom in settings and settings[atom] is not value:
            raise ReckoningError(f"{atom} is set twice, to different values; leave one of them out")
        settings[atom] = value
    return settings


def firmness_that_counts(word: str) -> Firmness:
    """``"pledged"`` as a threshold. Raises ``ReckoningError`` for a word that is none of ``COUNTING``."""
    if word not in COUNTING:
        raise ReckoningError(f"at-least is {word!r}; choose {', '.join(COUNTING)}")
    return Firmness(word)


def evaluate(
    positions: Sequence[Position], settings: Settings | None = None, at_least: Firmness = Firmness.WILLING
) -> Outcome:
    """Every position's state under the settings, counting positions from ``at_least`` on.

    Raises ``ReckoningError`` for an unknown atom, contradictory settings, and a firmness that cannot be the threshold.
    """
    return evaluate_system(System(positions, firmness_that_counts(at_least)), settings)


def evaluate_system(system: System, settings: Settings | None = None) -> Outcome:
    """``evaluate`` for positions that are a system already; the system may be used again with other settings."""
    chosen = dict(settings or {})
    _check(system, chosen)
    outside = _outside(system, chosen)
    found = bounds(system.network, outside)
    return Outcome(system, chosen, outside, found, _states(system, found), not system.network.negates(outside))


def _check(system: System, settings: dict[str, bool | None]) -> None:
    """Raises ``ReckoningError`` for atoms that do not exist here, and for settings that cannot all be true."""
    actors = {position.promisor for position in system.positions}
    for atom in settings:
        if atom in system.atoms or (atom.startswith(ACTS) and system.act_of(atom)[0] in actors):
            continue
        known = sorted({*system.atoms, *(act_atom(actor) for actor in actors)})
        raise ReckoningError(f"no atom {atom!r} in these positions; {alternatives(atom, known)}")
    for atom, value in settings.items():
        actor, act_class = system.act_of(atom) if atom.startswith(ACTS) else (atom, None)
        whole = act_atom(actor)
        if act_class is None or act_class in NO_SUPPORT or value is False or whole not in settings:
            continue
        if settings[whole] is False:
            raise ReckoningError(f"{whole}=no and {atom}={'yes' if value else 'open'} contradict each other; drop one")


def _outside(system: System, settings: Settings) -> Outside:
    """The nodes that are set, and those that are open."""
    fixed: dict[int, bool] = {}
    opened = {system.atoms[name] for name in system.events() if name not in settings}
    for atom, value in settings.items():
        if value is None:
            opened.add(system.atom(atom))
        else:
            fixed[system.atom(atom)] = value
    for atom, value in settings.items():
        if not atom.startswith(ACTS):
            continue
        actor, act_class = system.act_of(atom)
        whole = system.atoms.get(act_atom(actor))
        if value is False:
            _refuse(system, actor, act_class, fixed)
        elif value and whole in opened and act_class not in (None, *NO_SUPPORT):
            # Whether the actor acts was left open, and then one of its acts was assumed.
            opened.discard(whole)
            fixed[whole] = True
    return Outside(fixed, opened)


def _refuse(system: System, actor: str, act_class: str | None, fixed: dict[int, bool]) -> None:
    """Who is assumed not to act breaks its promises: they, and the atoms of their classes, are false."""
    for index in system.serving(act_atom(actor, act_class)):
        # A refusal is no promise: it stays in force.
        if not is_refusal(system.positions[index]):
            fixed[index] = False
        by_class = system.atoms.get(act_atom(actor, system.positions[index].act))
        if by_class is not None:
            fixed[by_class] = False


def _states(system: System, over: Bounds) -> tuple[State, ...]:
    """One state for each position, from the bounds of its node."""
    size = len(system.positions)
    found = [over.certain[:size], over.possible[:size], over.maybe[:size], over.sustained[:size]]
    rank = np.select(found, list(range(len(_RANKS) - 1)), len(_RANKS) - 1).tolist()
    return tuple(
        _RANKS[found] if counted else _uncounted(position, found)
        for counted, position, found in zip(system.counted, system.positions, rank, strict=True)
    )


_RANKS = (State.HOLDS, State.POSSIBLE, State.UNDETERMINED, State.WAITS, State.BLOCKED)
"""The state of a position that counts, by the first bound that its node reaches."""


def _uncounted(position: Position, rank: int) -> State:
    """A refusal is one while it may be in force; all else that does not count is not firm enough."""
    in_force = _RANKS[rank] in (State.HOLDS, State.POSSIBLE, State.UNDETERMINED)
    return State.RULED_OUT if in_force and is_refusal(position) else State.NOT_FIRM_ENOUGH
