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
        wiring = self.wired()
        gates: list[int] = wiring.target[wiring.first[node] : wiring.first[node + 1]].tolist()
        return gates

    def negates(self, outside: Outside) -> bool:
        """Does a literal negate anything but what is set from outside? Then the network is not monotone."""
        return any(not outside.sets(of) for of in self.literals)

    def least(self, outside: Outside, as_open: bool, read: Values) -> Values:
        """The least fixpoint. Open nodes and literals of them are ``as_open``; other literals negate ``read``."""
        wiring = self.wired()
        left = wiring.need.copy()
        left[[*outside.fixed, *outside.opened]] = _NEVER
        left[[*self.true_outside(outside, as_open), *self._true_literals(outside, read)]] = 0
        return _spread(wiring, np.flatnonzero(left <= 0), left)

    def greatest(self, outside: Outside, as_open: bool, read: Values) -> Values:
        """The greatest fixpoint, in the same terms: what is left when falsity has spread from where it is certain."""
        wiring = self.wired()
        slack = wiring.indegree - wiring.need + 1
        slack[[*outside.fixed, *outside.opened]] = 0
        slack[[*self.true_outside(outside, as_open), *self._true_literals(outside, read)]] = _NEVER
        return ~_spread(wiring, np.flatnonzero(slack <= 0), slack)

    def alternating(self, outside: Outside, as_open: bool) -> tuple[Values, Values]:
        """What is true, and what is true or undetermined, in the well-founded model.

        With open nodes: ``as_open`` gives the most that can be true and the least that can be not false; without it
        the least that can be true and the most that can be not false, since a negation turns better into worse.
        """
        if self.negates(outside):
            return _Alternation(self, outside, as_open).model()
        none = np.zeros(len(self.need), dtype=np.bool_)
        most = self.least(outside, as_open, none)
        return most, self.least(outside, not as_open, none) if outside.opened else most

    def true_outside(self, outside: Outside, as_open: bool) -> list[int]:
        """The nodes that are true from outside, and the literals of those that are false from outside."""
        true = [node for node, value in outside.fixed.items() if value]
        true.extend(self.literals[node] for node, value in outside.fixed.items() if not value and node in self.literals)
        if as_open:
            true.extend(outside.opened)
            true.extend(self.literals[node] for node in outside.opened if node in self.literals)
        return true

    def _true_literals(self, outside: Outside, read: Values) -> list[int]:
        """The literals of all other nodes that negate what ``read`` holds false."""
        return [literal for of, literal in self.literals.items() if not read[of] and not outside.sets(of)]

    def wired(self) -> _Wiring:
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


class _Alternation:
    """The well-founded model, one wire after the other: what is true and what is false spread at the same time.

    A literal turns true when the node that it negates is found false, and false when that node is found true, so that a
    chain of negations costs no more than its wires. Only what circles keep up without any ground needs a fixpoint of
    its own: what the least one no longer reaches is false.
    """

    def __init__(self, network: Network, outside: Outside, as_open: bool) -> None:
        wiring = network.wired()
        self._network, self._outside, self._as_open = network, outside, as_open
        self._first, self._target = wiring.first.tolist(), wiring.target.tolist()
        self._derived = {of: literal for of, literal in network.literals.items() if not outside.sets(of)}
        set_outside = [*outside.fixed, *outside.opened]
        left = wiring.need.copy()
        left[set_outside] = _NEVER
        left[network.true_outside(outside, as_open)] = 0
        slack = wiring.indegree - wiring.need + 1
        slack[set_outside] = 0
        slack[[*network.true_outside(outside, not as_open), *self._derived.values()]] = _NEVER
        self._left: list[int] = left.tolist()
        self._slack: list[int] = slack.tolist()
        self._true = left <= 0
        self._false = slack <= 0

    def model(self) -> tuple[Values, Values]:
        """What is true, and what is not false."""
        self._spread(np.flatnonzero(self._true).tolist(), np.flatnonzero(self._false).tolist())
        while True:
            reached = self._network.least(self._outside, not self._as_open, self._true)
            groundless = np.flatnonzero(~(reached | self._false))
            if not len(groundless):
                return self._true, ~self._false
            self._false[groundless] = True
            self._spread([], groundless.tolist())

    def _spread(self, true: list[int], false: list[int]) -> None:
        """Carries what is newly true and newly false along the wires and across the literals, until nothing is new."""
        while true or false:
            if true:
                self._carry(true, self._left, self._true, false, self._false)
            else:
                self._carry(false, self._slack, self._false, true, self._true)

    def _carry(
        self, stack: list[int], counters: list[int], marked: Values, other_stack: list[int], other_marked: Values
    ) -> None:
        """One node of ``stack``: its gates on the same side, its literal on the other."""
        node = stack.pop()
        for gate in self._target[self._first[node] : self._first[node + 1]]:
            counters[gate] -= 1
            if counters[gate] <= 0 and not marked[gate]:
                marked[gate] = True
                stack.append(gate)
        literal = self._derived.get(node)
        if literal is not None and not other_marked[literal]:
            other_marked[literal] = True
            other_stack.append(literal)
