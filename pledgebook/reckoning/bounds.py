"""A network's values over all completions of its open nodes, exactly.

Treating each occurrence of an open node as open on its own gives outer bounds in a few fixpoints. They are exact for
every node on which each open one bears in a single way, plainly or turned round: the best and the worst completion are
then one assignment each. The open nodes that bear on some node both ways are split into their cases.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import networkx as nx
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
    both = _both_signs(network, watched, unsettled)
    return {node for bit, node in enumerate(watched) if both >> bit & 1}


def _both_signs(network: Network, watched: list[int], through: Values) -> int:
    """The watched nodes, one bit each, that reach a node with either sign along wires through unsettled nodes.

    Every node stands twice, as plainly reached and as turned round; a literal leads from one side to the other. Nodes
    that reach each other are reached by the same, so that the bits are carried once from group to group.
    """
    graph = _signed(network, watched, through)
    groups = [list(group) for group in nx.strongly_connected_components(graph)]
    group_of = {signed: number for number, group in enumerate(groups) for signed in group}
    bits = [0] * len(groups)
    for bit, node in enumerate(watched):
        bits[group_of[node, True]] |= 1 << bit
    # Tarjan's order puts a group after all that it leads to, so that the turned order goes with the wires.
    for number in range(len(groups) - 1, -1, -1):
        for signed in groups[number]:
            for after in graph.successors(signed):
                bits[group_of[after]] |= bits[number]
    both = 0
    for (node, plain), number in group_of.items():
        if plain and (node, False) in group_of:
            both |= bits[number] & bits[group_of[node, False]]
    return both


def _signed(network: Network, watched: list[int], through: Values) -> nx.DiGraph[tuple[int, bool]]:
    """What the watched nodes reach, each node with the sign of the way to it."""
    graph: nx.DiGraph[tuple[int, bool]] = nx.DiGraph()
    stack = [(node, True) for node in watched]
    graph.add_nodes_from(stack)
    done = set(stack)
    while stack:
        node, plain = signed = stack.pop()
        after = [(gate, plain) for gate in network.fed_by(node) if through[gate]]
        if node in network.literals:
            after.append((network.literals[node], not plain))
        graph.add_edges_from((signed, reached) for reached in after)
        fresh = [reached for reached in after if reached not in done]
        done.update(fresh)
        stack.extend(fresh)
    return graph
