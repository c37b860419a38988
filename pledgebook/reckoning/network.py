"""Least and greatest fixpoints of threshold gates in time linear in their wires, and the well-founded model above.

A gate is true when at least ``need`` of its wires come from true nodes. A negation is a node of its own, a *literal*,
whose value is read from a given set instead of worked out: the reduct of Gelfond and Lifschitz. The well-founded model
is the alternating fixpoint of A. Van Gelder (The alternating fixpoint of logic programs with negation, JCSS 47, 1993).
Nodes are numbers and values lie in arrays, so that 100,000 positions take a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.bool_]
"""One value for each node."""

Numbers: TypeAlias = NDArray[np.int64]

_NEVER = 1 << 60
"""A counter that no number of wires brings to 0: the node is set from outside."""

_FEW = 256
"""Below so many newly marked nodes, one loop over them is faster than array steps over all (measured at 100,000)."""


@dataclass(frozen=True)
class Outside:
    """What the nodes have from outside: those ``fixed`` to a value, and those that are ``opened``."""

    fixed: Mapping[int, bool]
    opened: Set[int]

    def sets(self, node: int) -> bool:
        """Is the node's value given from outside?"""
        return node in self.fixed or node in self.opened


class Network:
    """Gates and wires. An input is a gate without wires: false unless it is set from outside."""

    def __init__(self) -> None:
        self.need: list[int] = []
        self.literals: dict[int, int] = {}
        self._sources: list[int] = []
        self._targets: list[int] = []
        self._wiring: _Wiring | None = None

    def gate(self, need: int) -> int:
        """A new gate that needs that many true wires; its number."""
        self.need.append(need)
        self._wiring = None
        return len(self.need) - 1

    def wire(self, source: int, gate: int) -> None:
        """``source`` feeds ``gate``; twice the same wire counts twice."""
        self._sources.append(source)
        self._targets.append(gate)
        self._wiring = None

    def negation(self, of: int) -> int:
        """The literal that is true when node ``of`` is false."""
        if of not in self.literals:
            self.literals[of] = self.gate(1)
        return self.literals[of]

    def fed_by(self, node: int) -> list[int]:
        """The gates that a node feeds, one entry a wire."""
        wiring = self._wired()
        gates: list[int] = wiring.target[wiring.first[node] : wiring.first[node + 1]].tolist()
        return gates

    def negates(self, outside: Outside) -> bool:
        """Does a literal negate anything but what is set from outside? Then the network is not monotone."""
        return any(not outside.sets(of) for of in self.literals)

    def least(self, outside: Outside, as_open: bool, read: Values) -> Values:
        """The least fixpoint. Open nodes and literals of them are ``as_open``; other literals negate ``read``."""
        wiring = self._wired()
        left = wiring.need.copy()
        left[[*outside.fixed, *outside.opened]] = _NEVER
        left[self._true_outside(outside, as_open, read)] = 0
        return _spread(wiring, np.flatnonzero(left <= 0), left)

    def greatest(self, outside: Outside, as_open: bool, read: Values) -> Values:
        """The greatest fixpoint, in the same terms: what is left when falsity has spread from where it is certain."""
        wiring = self._wired()
        slack = wiring.indegree - wiring.need + 1
        slack[[*outside.fixed, *outside.opened]] = 0
        slack[self._true_outside(outside, as_open, read)] = _NEVER
        return ~_spread(wiring, np.flatnonzero(slack <= 0), slack)

    def alternating(self, outside: Outside, as_open: bool) -> tuple[Values, Values]:
        """What is true, and what is true or undetermined, in the well-founded model.

        With open nodes: ``as_open`` gives the most that can be true and the least that can be not false; without it
        the least that can be true and the most that can be not false, since a negation turns better into worse.
        """
        true = np.zeros(len(self.need), dtype=np.bool_)
        if not self.negates(outside):
            most = self.least(outside, as_open, true)
            return most, self.least(outside, not as_open, true) if outside.opened else most
        while True:
            not_false = self.least(outside, not as_open, true)
            more = self.least(outside, as_open, not_false)
            if np.array_equal(more, true):
                return true, not_false
            true = more

    def _true_outside(self, outside: Outside, as_open: bool, read: Values) -> list[int]:
        """Nodes and literals that are true from outside."""
        true = [node for node, value in outside.fixed.items() if value]
        if as_open:
            true.extend(outside.opened)
        for of, literal in self.literals.items():
            value = outside.fixed.get(of, read[of])
            if as_open if of in outside.opened else not value:
                true.append(literal)
        return true

    def _wired(self) -> _Wiring:
        """The wires sorted by where they start; sorted again only after a change."""
        if self._wiring is None:
            size = len(self.need)
            source = np.array(self._sources, dtype=np.int64)
            target = np.array(self._targets, dtype=np.int64)
            first = np.zeros(size + 1, dtype=np.int64)
            np.cumsum(np.bincount(source, minlength=size), out=first[1:])
            need = np.array(self.need, dtype=np.int64)
            indegree = np.bincount(target, minlength=size)
            self._wiring = _Wiring(first, target[np.argsort(source, kind="stable")], need, indegree)
        return self._wiring


@dataclass(frozen=True)
class _Wiring:
    """``target[first[v]:first[v + 1]]`` are the gates that node ``v`` feeds."""

    first: Numbers
    target: Numbers
    need: Numbers
    indegree: Numbers


def _spread(wiring: _Wiring, start: Numbers, counters: Numbers) -> Values:
    """Marks ``start`` and every node whose counter the wires of marked nodes bring to 0. Uses up ``counters``."""
    marked = np.zeros(len(counters), dtype=np.bool_)
    marked[start] = True
    fresh = start
    while len(fresh) >= _FEW:
        begin = wiring.first[fresh]
        length = wiring.first[fresh + 1] - begin
        ends = np.cumsum(length)
        reached = wiring.target[np.repeat(begin - ends + length, length) + np.arange(ends[-1])]
        counters -= np.bincount(reached, minlength=len(counters))
        fresh = np.unique(reached[(counters[reached] <= 0) & ~marked[reached]])
        marked[fresh] = True
    if len(fresh):
        _spread_one_by_one(wiring, fresh.tolist(), counters, marked)
    return marked


def _spread_one_by_one(wiring: _Wiring, stack: list[int], counters: Numbers, marked: Values) -> None:
    """The rest of the spread, node after node: a long thin chain costs no more than its wires."""
    first, target, left = wiring.first, wiring.target, counters.tolist()
    while stack:
        node = stack.pop()
        for gate in target[first[node] : first[node + 1]].tolist():
            left[gate] -= 1
            if left[gate] <= 0 and not marked[gate]:
                marked[gate] = True
                stack.append(gate)
