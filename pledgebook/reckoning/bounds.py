"""A network's values over all completions of its open nodes, exactly.

Treating each occurrence of an open node as open on its own gives outer bounds in a few fixpoints. They are exact for
every node on which each open one bears in a single way, plainly or turned round: the best and the worst completion are
then one assignment each. The open nodes that bear on some node both ways are split into their cases.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from pledgebook.reckoning.network import Network, Outside, Values

SPLITS = 12
"""Most open nodes that are split into cases: 4,096 cases of a hundred positions take about two seconds."""

WORK = 10_000_000
"""Most cases times nodes; past it the outer bounds stand, and the answer says so."""

WATCHED = 4_096
"""Most open nodes that are followed through the network; with more of them the outer bounds stand."""


class Bounds(NamedTuple):
    """``certain``: true in every completion; ``possible``: true in some; ``maybe``: true or undetermined in some;
    ``sustained``: in the greatest fixpoint of some. Where not ``exact``, less may be possible and more certain."""

    certain: Values
    possible: Values
    maybe: Values
    sustained: Values
    exact: bool


def bounds(network: Network, outside: Outside) -> Bounds:
    """The bounds over every assignment of the open nodes."""
    outer = _outer(network, outside)
    if not outside.opened:
        return outer._replace(exact=True)
    both = _both_ways(network, outside, outer)
    if both is None:
        return outer
    if not both:
        return outer._replace(exact=True)
    if len(both) > SPLITS or len(network.need) << len(both) > WORK:
        return outer
    return _by_cases(network, outside, sorted(both))


def _outer(network: Network, outside: Outside) -> Bounds:
    """The bounds that treat each occurrence of an open node as if it were open on its own."""
    certain, maybe = network.alternating(outside, False)
    possible, never_false = network.alternating(outside, True) if outside.opened else (certain, maybe)
    return Bounds(certain, possible, maybe, network.greatest(outside, True, never_false), False)


def _by_cases(network: Network, outside: Outside, split: list[int]) -> Bounds:
    """The exact bounds: every assignment of the nodes in ``split``, joined."""
    rest = outside.opened - set(split)
    cases = [
        _outer(network, Outside({**outside.fixed, **dict(zip(split, case, strict=True))}, rest))
        for case in product((False, True), repeat=len(split))
    ]
    return Bounds(
        np.logical_and.reduce([case.certain for case in cases]),
        np.logical_or.reduce([case.possible for case in cases]),
        np.logical_or.reduce([case.maybe for case in cases]),
        np.logical_or.reduce([case.sustained for case in cases]),
        True,
    )


def _both_ways(network: Network, outside: Outside, outer: Bounds) -> set[int] | None:
    """The open nodes that bear on an unsettled node plainly and turned round; ``None`` where there are too many."""
    negating = network.negates(outside)
    watched = sorted(node for node in outside.opened if negating or node in network.literals)
    if len(watched) > WATCHED:
        return None
    unsettled = ~outer.certain & (outer.possible | outer.maybe | outer.sustained)
    both = _Bearings(network, watched, unsettled).both()
    return {node for bit, node in enumerate(watched) if both >> bit & 1}


class _Bearings:
    """Which watched nodes bear on a node plainly, and which turned round, one bit for each of them."""

    def __init__(self, network: Network, watched: list[int], through: Values) -> None:
        self._network = network
        self._through = through
        self._plain: dict[int, int] = {node: 1 << bit for bit, node in enumerate(watched)}
        self._turned: dict[int, int] = {}
        self._carry(list(watched))

    def both(self) -> int:
        """The bits that some node has in both rows."""
        found = 0
        for node, bits in self._plain.items():
            found |= bits & self._turned.get(node, 0)
        return found

    def _carry(self, stack: list[int]) -> None:
        """Along the wires through unsettled nodes, exchanging the two rows at each literal, until nothing is new."""
        while stack:
            node = stack.pop()
            plain, turned = self._plain.get(node, 0), self._turned.get(node, 0)
            gates = self._network.fed_by(node)
            stack.extend(gate for gate in gates if self._through[gate] and self._adds(gate, plain, turned))
            literal = self._network.literals.get(node)
            if literal is not None and self._adds(literal, turned, plain):
                stack.append(literal)

    def _adds(self, node: int, plain: int, turned: int) -> bool:
        """Adds bits to a node's rows; whether any was new."""
        before = (self._plain.get(node, 0), self._turned.get(node, 0))
        after = (before[0] | plain, before[1] | turned)
        self._plain[node], self._turned[node] = after
        return after != before
