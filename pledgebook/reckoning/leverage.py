"""What unlocks a need, what breaks it, how much each atom decides, and what to ask of whom next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pledgebook.errors import ReckoningError, alternatives
from pledgebook.model import Direction, Firmness
from pledgebook.reckoning.conditions import ACTS
from pledgebook.reckoning.diagrams import TooLarge
from pledgebook.reckoning.formulas import And, Formula, atoms_of, is_monotone
from pledgebook.reckoning.minimal import MinimalSets, blocking_sets, minimal_sets
from pledgebook.reckoning.needs import Coverage, Need, assess
from pledgebook.reckoning.probability import importance, probability
from pledgebook.reckoning.scenario import Outcome, Settings, State, evaluate_system
from pledgebook.reckoning.unfolding import Reading, Unfolding

_ASKED_OF_AN_ACTOR = (ACTS, "mandate:", "invitation:")

WEIGHED = 200
"""Most asks that are weighed, each by working out the scenario once more; those of the smallest sets first."""

Chances = Mapping[str, Fraction | float]
"""Atom -> probability, as given by the user."""


@dataclass(frozen=True)
class Ask:
    """Something to ask of ``actor``, and what it gains.

    ``covers``: by how much the needs come nearer for certain; ``may_cover``: by how much, counting what is possible.
    ``positions``: how many more positions hold, or may. ``others``: how many atoms besides it the smallest unlocking
    set with it has (``None``: no unlocking set has it). ``steps``: steps of firmness from where the actor stands to
    what counts (``None``: no word of it on this). ``chance``: gain in probability, where probabilities were given.
    """

    atom: str
    actor: str
    covers: float
    may_cover: float
    positions: int
    others: int | None
    steps: int | None
    chance: Fraction | float | None


@dataclass(frozen=True)
class Leverage:
    """``unlocking`` and ``blocking`` sets of the needs together (docs/explanation/reckoning.md says over which atoms).

    ``structural``: Birnbaum's measure with every state equally likely, over the same atoms as ``blocking``; ``None``
    where the formula is too large for it.
    ``chance`` and ``birnbaum`` are ``None`` unless probabilities were given. ``refusing``: who has ruled out an act
    that would serve, and is therefore not asked.
    """

    needs: tuple[Need, ...]
    unlocking: MinimalSets
    blocking: MinimalSets
    structural: Mapping[str, Fraction | float] | None
    chance: Fraction | float | None
    birnbaum: Mapping[str, Fraction | float] | None
    asks: tuple[Ask, ...]
    refusing: tuple[str, ...]
    unweighed: int
    monotone: bool


def chosen_needs(needs: Sequence[Need], names: Sequence[str], all_essential: bool) -> tuple[Need, ...]:
    """The needs asked for by name, or all essential ones.

    Raises ``ReckoningError`` for an unknown name (with the near ones), and when neither or both are asked for.
    """
    if bool(names) == all_essential:
        raise ReckoningError("name the needs, or ask for all essential ones; one of the two")
    if all_essential:
        return tuple(need for need in needs if need.essential)
    known = {need.name: need for need in needs}
    for name in names:
        if name not in known:
            raise ReckoningError(f"no need {name!r} in the needs file; {alternatives(name, list(known))}")
    return tuple(known[name] for name in names)


def need_formula(outcome: Outcome, needs: Sequence[Need], reading: Reading, chances: Chances | None = None) -> Formula:
    """All the needs together as one formula."""
    unfolding = Unfolding(outcome, reading, needs, tuple(chances or ()))
    return And(*(unfolding.need(need) for need in needs))


def leverage(outcome: Outcome, needs: Sequence[Need], chances: Chances | None = None) -> Leverage:
    """What unlocks and what breaks the needs in a scenario, and the asks in the order of what they gain.

    Raises ``ReckoningError`` for a probability of an unknown or settled atom, and for an open atom without one.
    """
    given = dict(chances or {})
    _check(outcome, given)
    moves = need_formula(outcome, needs, Reading.MOVES)
    kept = need_formula(outcome, needs, Reading.KEPT)
    unlocking = minimal_sets(moves)
    chance = birnbaum = None
    if given:
        likely = need_formula(outcome, needs, Reading.CHANCES, given)
        chance, birnbaum = probability(likely, given), importance(likely, given)
    asking = _Asking(outcome, needs, unlocking, given, chance)
    asks = asking.candidates(atoms_of(moves))
    return Leverage(
        needs=tuple(needs),
        unlocking=unlocking,
        blocking=blocking_sets(kept),
        structural=_structural(kept),
        chance=chance,
        birnbaum=birnbaum,
        asks=asking.ranked(asks[:WEIGHED]),
        refusing=_refusing(outcome, needs),
        unweighed=len(asks[WEIGHED:]),
        monotone=is_monotone(moves) and is_monotone(kept),
    )


def possible_asks(outcome: Outcome, need: Need) -> list[str]:
    """What could be asked for the sake of a need, that which needs fewest others first; nothing is weighed."""
    formula = need_formula(outcome, [need], Reading.MOVES)
    return _Asking(outcome, [need], minimal_sets(formula), {}, None).candidates(atoms_of(formula))


def _structural(formula: Formula) -> Mapping[str, Fraction | float] | None:
    """How much each atom decides, where the formula is not too large."""
    try:
        return importance(formula)
    except TooLarge:
        return None


def _check(outcome: Outcome, chances: Chances) -> None:
    for atom in chances:
        if outcome.settings.get(atom) is not None:
            raise ReckoningError(f"{atom} is set in the scenario and has a probability; drop one of the two")
        known = atom in outcome.system.atoms or (
            atom.startswith(ACTS) and bool(outcome.system.of_actor(outcome.system.act_of(atom)[0]))
        )
        if not known:
            near = alternatives(atom, sorted(outcome.system.atoms))
            raise ReckoningError(f"no atom {atom!r} in these positions; {near}")


def _refusing(outcome: Outcome, needs: Sequence[Need]) -> tuple[str, ...]:
    """Promisors that have ruled out an act that would serve a need."""
    wanted = [(need.acts, need.promisors) for need in needs]
    return tuple(sorted({
        position.promisor
        for position, state in zip(outcome.positions, outcome.states, strict=True)
        if state is State.RULED_OUT
        and position.direction is Direction.GIVE
        and any(position.act in acts and (not by or position.promisor in by) for acts, by in wanted)
    }))  # fmt: skip


class _Asking:
    """Weighs each ask by working out the scenario once more with it granted."""

    def __init__(
        self, outcome: Outcome, needs: Sequence[Need], unlocking: MinimalSets, chances: Chances,
        chance: Fraction | float | None,
    ) -> None:  # fmt: skip
        self._outcome, self._needs, self._chances, self._chance = outcome, needs, chances, chance
        self._before = assess(needs, outcome)
        self._smallest = _smallest_with(unlocking)

    def candidates(self, atoms: Sequence[str]) -> list[str]:
        """What an actor can grant and the scenario leaves open, that which needs fewest others first."""
        far = len(atoms)
        open_asks = [
            atom for atom in atoms
            if atom.startswith(_ASKED_OF_AN_ACTOR) and self._outcome.settings.get(atom) is None
        ]  # fmt: skip
        return sorted(open_asks, key=lambda atom: (self._smallest.get(atom, far), atom))

    def ranked(self, atoms: Sequence[str]) -> tuple[Ask, ...]:
        """The asks, those that gain most first."""
        return tuple(sorted((self._ask(atom) for atom in atoms), key=_rank))

    def _ask(self, atom: str) -> Ask:
        """One ask, weighed."""
        settings: Settings = {**self._outcome.settings, atom: True}
        after = evaluate_system(self._outcome.system, settings)
        covered = assess(self._needs, after)
        pairs = list(zip(self._before, covered, strict=True))
        moved = sum(_may(new) - _may(old) for old, new in zip(self._outcome.states, after.states, strict=True))
        actor = self._outcome.system.act_of(atom)[0] if atom.startswith(ACTS) else atom.partition(":")[2]
        return Ask(
            atom, actor,
            sum(_held(new) - _held(old) for old, new in pairs),
            sum(_possible(new) - _possible(old) for old, new in pairs),
            moved, self._smallest.get(atom), self._steps(atom), self._gain(atom, after),
        )  # fmt: skip

    def _gain(self, atom: str, after: Outcome) -> Fraction | float | None:
        """How much more likely the needs are with the ask granted."""
        if self._chance is None:
            return None
        rest = {name: value for name, value in self._chances.items() if name != atom}
        return probability(need_formula(after, self._needs, Reading.CHANCES, rest), rest) - self._chance

    def _steps(self, atom: str) -> int | None:
        """How far the actor is from counting."""
        positions = self._outcome.positions
        given = [positions[i] for i in self._outcome.system.serving(atom)] if atom.startswith(ACTS) else []
        steps = [p.firmness.step for p in given if p.direction is Direction.GIVE]
        return max(0, self._outcome.system.at_least.step - max(steps)) if steps else None


def _rank(ask: Ask) -> tuple[object, ...]:
    """Most probability gained first; then what brings the needs nearest, with the fewest others, by the shortest
    way."""
    far = len(Firmness)
    return (
        -(ask.chance or 0), -ask.covers, -ask.may_cover, far * far if ask.others is None else ask.others,
        -ask.positions, far if ask.steps is None else ask.steps, ask.atom,
    )  # fmt: skip


def _held(coverage: Coverage) -> float:
    return min(coverage.at_least, coverage.need.wanted) / coverage.need.wanted


def _possible(coverage: Coverage) -> float:
    return min(coverage.at_most, coverage.need.wanted) / coverage.need.wanted


def _may(state: State) -> int:
    return state in (State.HOLDS, State.POSSIBLE)


def _smallest_with(unlocking: MinimalSets, most: int = 20_000) -> dict[str, int]:
    """For each atom the size of the smallest unlocking set with it, less one, as far as the first sets show it."""
    smallest: dict[str, int] = {}
    for number, found in enumerate(unlocking):
        if number == most:
            break
        for atom in found:
            smallest.setdefault(atom, len(found) - 1)
    return smallest
