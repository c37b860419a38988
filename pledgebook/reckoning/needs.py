"""Requirements: what there must be, and how far the promises of a scenario cover it, nothing counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pledgebook.model import Direction, Firmness, Position
from pledgebook.reckoning.conditions import ACTS
from pledgebook.reckoning.scenario import Outcome, State

_COUNTED = re.compile(r"(\d+)\s+\S")
"""Code of a group of which only the number is known: ``26 states``."""


@dataclass(frozen=True)
class Need:
    """``minimum`` promisors, or a ``quantity`` in ``unit``, of any of ``acts``.

    ``domain`` and ``beneficiary`` restrict what serves where a position says another one; ``promisors``, where given,
    are the only ones whose part counts. ``line`` is where the need starts in its file.
    """

    name: str
    acts: tuple[str, ...]
    minimum: int = 1
    quantity: float | None = None
    unit: str | None = None
    domain: str | None = None
    beneficiary: str | None = None
    promisors: tuple[str, ...] = ()
    essential: bool = True
    line: int = 0

    @property
    def wanted(self) -> float:
        """The number that must be reached: of promisors, or of units."""
        return self.minimum if self.quantity is None else self.quantity

    def served_by(self, position: Position) -> bool:
        """Would this position, if it held, serve the need? Its firmness and state are not looked at."""
        return (
            position.act in self.acts
            and position.direction is Direction.GIVE
            and position.firmness is not Firmness.RULED_OUT
            and (self.domain is None or not position.domain or self.domain in position.domain)
            and (self.beneficiary is None or position.beneficiary in (None, self.beneficiary))
            and (not self.promisors or position.promisor in self.promisors)
        )


class Covered(StrEnum):
    """How a need stands."""

    MET = "met"
    POSSIBLE = "possible"
    SHORT = "short"


@dataclass(frozen=True)
class Cover:
    """A promisor's part: the state of the position (by number) or assumption behind it, and the quantity it names."""

    promisor: str
    act: str
    state: State
    position: int | None
    quantity: float | None


@dataclass(frozen=True)
class Coverage:
    """How a need stands under a scenario.

    ``at_least`` is what named promisors give for certain; ``at_most`` adds what is possible and the unnamed remainder
    of counted groups. ``short_by``: what is missing for certain (``met``: 0). ``uncounted``: groups of unknown size
    that would add to ``at_most``; ``unquantified``: promisors that cover it without saying how much.
    """

    need: Need
    status: Covered
    at_least: float
    at_most: float
    short_by: float
    covers: tuple[Cover, ...]
    uncounted: tuple[str, ...]
    unquantified: tuple[str, ...]


def assess(needs: Iterable[Need], outcome: Outcome) -> list[Coverage]:
    """How each need stands in a scenario."""
    return [_coverage(need, _covers(need, outcome)) for need in needs]


def group_size(promisor: str) -> int | None:
    """The number of a counted group; ``None`` for anybody else."""
    found = _COUNTED.match(promisor)
    return int(found.group(1)) if found else None


def is_uncounted_group(promisor: str) -> bool:
    """A group without a number: ``group:Europe``."""
    return promisor.startswith("group:")


def _covers(need: Need, outcome: Outcome) -> list[Cover]:
    """The parts that hold or are possible: of positions, and of acts that the scenario assumes."""
    covers = []
    for index, (position, state) in enumerate(zip(outcome.positions, outcome.states, strict=True)):
        if state in (State.HOLDS, State.POSSIBLE) and need.served_by(position):
            said = position.quantity
            amount = said.n if said is not None and said.unit == need.unit else None
            covers.append(Cover(position.promisor, position.act, state, index, amount))
    for atom, value in outcome.settings.items():
        actor, act = outcome.system.act_of(atom) if atom.startswith(ACTS) else (atom, None)
        if value is not False and act in need.acts and (not need.promisors or actor in need.promisors):
            covers.append(Cover(actor, act, State.HOLDS if value else State.POSSIBLE, None, None))
    return covers


def _coverage(need: Need, covers: list[Cover]) -> Coverage:
    uncounted = _names(cover for cover in covers if is_uncounted_group(cover.promisor))
    named = [cover for cover in covers if not is_uncounted_group(cover.promisor)]
    by_amount = need.quantity is not None
    at_least, at_most = _amounts(named) if by_amount else _promisors(named)
    unquantified = _without_amount(covers) if by_amount else ()
    if at_least >= need.wanted:
        status = Covered.MET
    elif at_most >= need.wanted or uncounted or unquantified:
        status = Covered.POSSIBLE
    else:
        status = Covered.SHORT
    short_by = max(0, need.wanted - at_least)
    return Coverage(need, status, at_least, at_most, short_by, tuple(covers), uncounted, unquantified)


def _promisors(covers: Sequence[Cover]) -> tuple[float, float]:
    """Named promisors that hold; and named ones that may, with what the largest counted group has besides them.

    Named states are taken to be in the group: that is what keeps one state from being counted twice. Of two counted
    groups the larger one counts, since the other may lie within it.
    """
    named = [cover for cover in covers if group_size(cover.promisor) is None]
    sizes = [group_size(cover.promisor) or 0 for cover in covers]
    at_least = len({cover.promisor for cover in named if cover.state is State.HOLDS})
    possible = len({cover.promisor for cover in named})
    remainder = max(0, max(sizes, default=0) - possible)
    return at_least, possible + remainder


def _amounts(covers: Sequence[Cover]) -> tuple[float, float]:
    """Quantities that hold, and that may; one promisor's several words on one act are one quantity, the largest."""
    sure, possible = _largest(covers, State.HOLDS), _largest(covers, State.HOLDS, State.POSSIBLE)
    return _sum(sure, counted=False), _sum(possible, counted=True)


def _largest(covers: Sequence[Cover], *states: State) -> dict[tuple[str, str], float]:
    """For each promisor and act the largest quantity in one of the states."""
    found: dict[tuple[str, str], float] = {}
    for cover in covers:
        if cover.quantity is not None and cover.state in states:
            key = (cover.promisor, cover.act)
            found[key] = max(found.get(key, 0), cover.quantity)
    return found


def _sum(amounts: dict[tuple[str, str], float], counted: bool) -> float:
    """What named promisors give together; with ``counted`` at least what the largest counted group gives as a whole."""
    named = sum(amount for (promisor, _), amount in amounts.items() if group_size(promisor) is None)
    groups: dict[str, float] = {}
    for (promisor, _), amount in amounts.items():
        if group_size(promisor) is not None:
            groups[promisor] = groups.get(promisor, 0) + amount
    return max(named, *groups.values(), 0) if counted else named


def _without_amount(covers: Sequence[Cover]) -> tuple[str, ...]:
    """Promisors none of whose parts names a quantity in the need's unit."""
    with_amount = {cover.promisor for cover in covers if cover.quantity is not None}
    return _names(cover for cover in covers if cover.promisor not in with_amount)


def _names(covers: Iterable[Cover]) -> tuple[str, ...]:
    return tuple(sorted({cover.promisor for cover in covers}))
