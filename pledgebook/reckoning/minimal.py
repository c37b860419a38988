"""Minimal sets (prime implicants) of a formula, exactly, from its decision diagram into a zero-suppressed one.

After A. Rauzy, New algorithms for fault trees analysis (Reliability Engineering and System Safety 40, 1993) and
O. Coudert and J.-C. Madre, Implicit and incremental computation of primes (DAC 1992): with the branches ``h`` (atom
true) and ``l`` (atom false) of a node, the sets of ``h and l`` are primes of both; those of ``h`` that are not among
them take the atom, those of ``l`` its negation. In a monotone formula ``h and l`` is ``l``, and no negation is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from oxidd.bdd import BDDFunction
from oxidd.util import DDMemoryError
from oxidd.zbdd import ZBDDFunction, ZBDDManager

from pledgebook.reckoning.diagrams import FIRST, NODES, Diagram, TooLarge, branches, diagram
from pledgebook.reckoning.formulas import Formula, atoms_of, dual, is_monotone

NEGATED = "not "
"""Before the name of an atom that must be false, in the prime implicants of a formula that is not monotone."""

_EMPTY, _BASE = 0, 1


@dataclass(frozen=True)
class MinimalSets:
    """The minimal sets of a formula, smallest first when iterated; iterating again starts again.

    ``complete``: all of them are here. Where not, all of up to ``complete_to`` atoms are, and none larger.
    ``by_order``: how many there are of each size. Nodes 0 and 1 are "no set" and "the empty set"; the others come in
    pairs of branches in ``_high`` (with the literal) and ``_low`` (without), lower numbers first.
    """

    complete: bool
    complete_to: int | None
    by_order: dict[int, int]
    _literals: tuple[str, ...] = field(repr=False)
    _high: tuple[int, ...] = field(repr=False)
    _low: tuple[int, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How many sets there are here."""
        return sum(self.by_order.values())

    def __iter__(self) -> Iterator[frozenset[str]]:
        for size in sorted(self.by_order):
            yield from self.of_size(size)

    def of_size(self, size: int) -> Iterator[frozenset[str]]:
        """The sets of exactly ``size`` literals, without a walk through the others."""
        sizes = self._sizes()
        stack: list[tuple[int, int, tuple[str, ...]]] = [(len(self._high) - 1, size, ())]
        while stack:
            node, left, chosen = stack.pop()
            if not sizes[node] >> left & 1:
                continue
            if node == _BASE:
                yield frozenset(chosen)
                continue
            stack.append((self._low[node], left, chosen))
            if left:
                stack.append((self._high[node], left - 1, (*chosen, self._literals[node])))

    def _sizes(self) -> list[int]:
        """For each node the sizes of its sets, as the bits of a number."""
        sizes = [0, 1]
        for node in range(2, len(self._high)):
            sizes.append(sizes[self._high[node]] << 1 | sizes[self._low[node]])
        return sizes


def minimal_sets(formula: Formula, *, nodes: int = NODES) -> MinimalSets:
    """The smallest sets of atoms that make ``formula`` true whatever the other atoms are.

    For a monotone formula these are its minimal cut sets, as frozensets of names. With negation they are its prime
    implicants: an atom that must be false stands as ``"not name"``.
    Past ``nodes`` nodes the answer of a monotone formula is cut at a number of atoms and says so (``complete_to``);
    that of one that is not monotone holds no sets, with ``complete_to`` None.
    """
    monotone = is_monotone(formula)
    try:
        return _extracted(diagram(formula, nodes=nodes), monotone, None)
    except TooLarge:
        return _truncated(formula, nodes) if monotone else _nothing()


def count_minimal_sets(formula: Formula, *, nodes: int = NODES) -> int:
    """How many minimal sets there are, exactly. Raises ``ReckoningError`` where that outgrows ``nodes`` nodes."""
    return _extracted(diagram(formula, nodes=nodes), is_monotone(formula), None).count


def blocking_sets(formula: Formula, *, nodes: int = NODES) -> MinimalSets:
    """The smallest sets of atoms whose failing makes ``formula`` false whatever the other atoms are.

    A set of one is a single point of failure. In a formula that is not monotone ``"not name"`` stands for an atom that
    must *not* fail. The empty set alone: the formula is false already.
    """
    return minimal_sets(dual(formula), nodes=nodes)


def _nothing() -> MinimalSets:
    """No sets, and no word on how far that is complete."""
    return MinimalSets(False, None, {}, ("",), (_EMPTY,), (_EMPTY,))


def _truncated(formula: Formula, nodes: int) -> MinimalSets:
    """The sets of up to as many atoms as fit the bound."""
    found = _nothing()
    for order in range(len(atoms_of(formula)) + 1):
        try:
            found = _extracted(diagram(formula, nodes=nodes, most_true=order), True, order)
        except TooLarge:
            break
    return found


def _extracted(of: Diagram, monotone: bool, order: int | None) -> MinimalSets:
    """The minimal sets of a diagram that was cut at ``order`` true atoms (``None``: not cut)."""
    literals, high, low = _flat(_family(of, monotone), of.names)
    counts: list[dict[int, int]] = [{}, {0: 1}]
    for node in range(2, len(high)):
        sizes = dict(counts[low[node]])
        for size, number in counts[high[node]].items():
            sizes[size + 1] = sizes.get(size + 1, 0) + number
        counts.append(sizes)
    by_order = counts[-1] if len(high) != 1 else {}
    return MinimalSets(order is None, order, by_order, literals, high, low)


def _family(of: Diagram, monotone: bool) -> ZBDDFunction:
    """The prime implicants of a diagram, first in little memory and then in all that is allowed."""
    for bound in (FIRST, NODES):
        with suppress(DDMemoryError):
            return _Primes(of, monotone, bound).family(of.root)
    raise TooLarge(f"the minimal sets outgrew {NODES} nodes")


class _Primes:
    """The prime implicants of the nodes of one diagram, each worked out once.

    Every atom has two levels: its own, and below it that of its negation.
    """

    def __init__(self, of: Diagram, monotone: bool, nodes: int) -> None:
        self._manager = ZBDDManager(2 * nodes, nodes // 2, 1)
        self._manager.add_vars(2 * len(of.names))
        self._single = [self._manager.singleton(level) for level in range(2 * len(of.names))]
        self._monotone = monotone
        self._done: dict[BDDFunction, ZBDDFunction] = {
            of.manager.true(): self._manager.base(),
            of.manager.false(): self._manager.empty(),
        }

    def family(self, root: BDDFunction) -> ZBDDFunction:
        """The prime implicants of ``root``."""
        stack = [root]
        while stack:
            node = stack[-1]
            if node in self._done:
                stack.pop()
                continue
            high, low = branches(node)
            both = low if self._monotone else high & low
            wanted = [part for part in (both, high, low) if part not in self._done]
            if wanted:
                stack.extend(wanted)
            else:
                self._done[node] = self._joined(node, high, low, both)
        return self._done[root]

    def _joined(self, node: BDDFunction, high: BDDFunction, low: BDDFunction, both: BDDFunction) -> ZBDDFunction:
        level = node.node_level()
        assert level is not None, "terminals are done from the start"
        shared = self._done[both]
        without = self._single[2 * level + 1].make_node(self._done[low] - shared, shared)
        return self._single[2 * level].make_node(self._done[high] - shared, without)


def _flat(family: ZBDDFunction, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Literal and branches of each node, by number; 0 and 1 are the terminals and the root comes last."""
    levels: dict[int, list[ZBDDFunction]] = {}
    seen: set[ZBDDFunction] = set()
    stack = [family]
    number: dict[ZBDDFunction, int] = {}
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        pair = node.cofactors()
        if pair is None:
            number[node] = _BASE if node.satisfiable() else _EMPTY
            continue
        levels.setdefault(node.node_level() or 0, []).append(node)
        stack.extend(pair)
    literals, high, low = ["", ""], [_EMPTY, _BASE], [_EMPTY, _BASE]
    for level in sorted(levels, reverse=True):
        for node in levels[level]:
            number[node] = len(high)
            pair = node.cofactors()
            assert pair is not None, "only inner nodes have a level"
            high.append(number[pair[0]])
            low.append(number[pair[1]])
            literals.append((NEGATED if level % 2 else "") + names[level // 2])
    if number[family] == _EMPTY:
        return ("",), (_EMPTY,), (_EMPTY,)
    return tuple(literals), tuple(high), tuple(low)
