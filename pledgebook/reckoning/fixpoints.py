"""Rules that depend on each other: what they come to when nobody moves on trust, and when all move together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from pledgebook.errors import ReckoningError
from pledgebook.reckoning.formulas import Atom, Formula, Not, bottom_up, needed
from pledgebook.reckoning.network import Network, Outside, Values


class Fixpoints(NamedTuple):
    """Names of the rules that hold in the least, and in the greatest, solution of a monotone system."""

    least: frozenset[str]
    greatest: frozenset[str]


class WellFounded(NamedTuple):
    """Names of the rules that are true, and of those that are undetermined; all others are false."""

    true: frozenset[str]
    undetermined: frozenset[str]


def fixpoints(rules: Mapping[str, Formula], facts: Mapping[str, bool] | Iterable[str] = ()) -> Fixpoints:
    """The least and the greatest set of rules of which each holds exactly when its formula does.

    An atom with the name of a rule reads that rule; every other atom is true when ``facts`` says so (a mapping, or the
    names of the true ones) and else false. Rules in ``greatest`` but not in ``least`` wait on each other.
    Raises ``ReckoningError`` where a rule stands under a negation (see ``well_founded``), and for a fact about a rule.
    """
    system = _System(rules, facts)
    if system.network.negates(system.outside):
        raise ReckoningError("a rule stands under Not, so that a least fixpoint need not exist; use well_founded")
    nothing = np.zeros(len(system.network.need), dtype=np.bool_)
    return Fixpoints(
        system.names(system.network.least(system.outside, False, nothing)),
        system.names(system.network.greatest(system.outside, False, nothing)),
    )


def well_founded(rules: Mapping[str, Formula], facts: Mapping[str, bool] | Iterable[str] = ()) -> WellFounded:
    """The well-founded model, which is one for every system of rules, with negation and without, in any order.

    Without negation its ``true`` is the least fixpoint. Raises ``ReckoningError`` for a fact about a rule.
    """
    system = _System(rules, facts)
    true, not_false = system.network.alternating(system.outside, False)
    holding = system.names(true)
    return WellFounded(holding, system.names(not_false) - holding)


class _System:
    """Rules as a network: a gate for each rule, and for each formula as it stands or under a negation."""

    def __init__(self, rules: Mapping[str, Formula], facts: Mapping[str, bool] | Iterable[str]) -> None:
        given = dict(facts) if isinstance(facts, Mapping) else dict.fromkeys(facts, True)
        both = sorted(given.keys() & rules.keys())
        if both:
            raise ReckoningError(f"{', '.join(both)}: both a rule and a fact; leave out one of the two")
        self.network = Network()
        self.heads = {name: self.network.gate(1) for name in rules}
        self._fixed: dict[int, bool] = {}
        self.outside = Outside(self._fixed, frozenset())
        self._atoms = dict(self.heads)
        self._made: dict[tuple[Formula, bool], int] = {}
        for name, formula in rules.items():
            self.network.wire(self._node(formula, given), self.heads[name])

    def names(self, values: Values) -> frozenset[str]:
        """The rules whose gate is true."""
        return frozenset(name for name, gate in self.heads.items() if values[gate])

    def _node(self, formula: Formula, facts: Mapping[str, bool]) -> int:
        """The gate of a formula; each part is made once for each way in which it is read."""
        for part, plain in reversed(_readings(formula)):
            if (part, plain) not in self._made:
                self._made[part, plain] = self._new(part, plain, facts)
        return self._made[formula, True]

    def _new(self, formula: Formula, plain: bool, facts: Mapping[str, bool]) -> int:
        if isinstance(formula, Atom):
            node = self._atom(formula.name, facts)
            return node if plain else self.network.negation(node)
        if isinstance(formula, Not):
            return self._made[formula.parts[0], not plain]
        need = needed(formula)
        gate = self.network.gate(need if plain else len(formula.parts) - need + 1)
        for part in formula.parts:
            self.network.wire(self._made[part, plain], gate)
        return gate

    def _atom(self, name: str, facts: Mapping[str, bool]) -> int:
        if name not in self._atoms:
            self._atoms[name] = self.network.gate(1)
            self._fixed[self._atoms[name]] = facts.get(name, False)
        return self._atoms[name]


def _readings(formula: Formula) -> list[tuple[Formula, bool]]:
    """Each part with each way in which it is read, plainly or negated; users before what they use."""
    read: dict[Formula, set[bool]] = {formula: {True}}
    listed: list[tuple[Formula, bool]] = []
    for node in reversed(bottom_up(formula)):
        for plain in sorted(read[node]):
            listed.append((node, plain))
            for part in node.parts:
                read.setdefault(part, set()).add(plain != isinstance(node, Not))
    return listed
