"""Formulas as binary decision diagrams, in the decision-diagram library OxiDD (docs/decisions/0005-reckoning.md).

A diagram decides one atom after the other in a fixed order. Its size depends on that order: atoms are taken in the
order in which a walk of the formula meets them, so that parts of one gate stand together; where the diagram outgrows
its bound, two other walks are tried before the bound is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from oxidd.bdd import BDDFunction, BDDManager
from oxidd.util import DDMemoryError

from pledgebook.errors import ReckoningError
from pledgebook.reckoning.formulas import And, Atom, Formula, Not, Or, atoms_of, bottom_up, needed

NODES = 1 << 20
"""Most nodes of a diagram: 16 MB in the library, some 300 MB while it is walked here, about ten seconds."""

ATOMS = 5_000
"""Most atoms of a diagram. The library descends one call a level: 10,000 levels pass, 100,000 exhaust the stack."""

FIRST = 1 << 13
"""Nodes of the first try. The library sets its memory aside at once: 0.4 ms for this, 6 ms for the full bound."""


class TooLarge(ReckoningError):
    """The diagram outgrew its bound in every order that was tried."""


@dataclass(frozen=True)
class Diagram:
    """``root`` over the atoms ``names``, in the order of decision; ``manager`` owns its nodes."""

    manager: BDDManager
    root: BDDFunction
    names: tuple[str, ...]

    def nodes(self) -> list[BDDFunction]:
        """All inner nodes under the root, deepest level first, so that both branches stand before a node."""
        seen: set[BDDFunction] = set()
        levels: list[list[BDDFunction]] = [[] for _ in self.names]
        stack = [self.root]
        while stack:
            node = stack.pop()
            level = node.node_level()
            if level is None or node in seen:
                continue
            seen.add(node)
            levels[level].append(node)
            stack.extend(branches(node))
        return [node for level in reversed(levels) for node in level]


def branches(node: BDDFunction) -> tuple[BDDFunction, BDDFunction]:
    """Where an inner node leads when its atom is true, and when it is false."""
    pair = node.cofactors()
    if pair is None:
        raise ValueError("a terminal has no branches")
    return pair


def diagram(formula: Formula, *, nodes: int = NODES, most_true: int | None = None) -> Diagram:
    """The diagram of a formula, of at most ``nodes`` nodes.

    With ``most_true`` every state in which more atoms than that are true counts as false; this keeps the minimal sets
    of a monotone formula up to that size as they are, and most of the diagram away.
    Raises ``TooLarge`` where no order fits.
    """
    if len(atoms_of(formula)) > ATOMS:
        raise TooLarge(f"the formula has {len(atoms_of(formula))} atoms; exact answers are given up to {ATOMS}")
    tried: set[tuple[str, ...]] = set()
    for names in _orders(formula):
        if names in tried:
            continue
        tried.add(names)
        for bound in (min(FIRST, nodes), nodes):
            with suppress(DDMemoryError):
                made = _compiled(formula, names, bound, most_true)
                if made.root.node_count() <= nodes:
                    return made
    raise TooLarge(f"the formula's decision diagram outgrew {nodes} nodes in {len(tried)} orders of its atoms")


def _orders(formula: Formula) -> Iterator[tuple[str, ...]]:
    """Orders of the atoms worth trying: as written, and with the larger or the smaller parts of each gate first."""
    yield tuple(atoms_of(formula))
    weight: dict[Formula, int] = {}
    for node in bottom_up(formula):
        weight[node] = 1 + sum(weight[part] for part in node.parts)
    for largest_first in (True, False):
        yield tuple(_walk(formula, weight, largest_first))


def _walk(formula: Formula, weight: dict[Formula, int], largest_first: bool) -> Iterator[str]:
    """Atoms in the order of a walk that enters the parts of a gate by their weight."""
    seen: set[Formula] = set()
    stack = [formula]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if isinstance(node, Atom):
            yield node.name
        # The stack turns the order round: what is pushed last is entered first.
        stack.extend(sorted(node.parts, key=lambda part: weight[part], reverse=not largest_first))


def _compiled(formula: Formula, names: tuple[str, ...], nodes: int, most_true: int | None) -> Diagram:
    """The diagram in one order of the atoms. Raises the library's ``DDMemoryError`` past ``nodes``."""
    manager = BDDManager(4 * nodes, nodes // 2, 1)
    manager.add_vars(len(names))
    inputs = [manager.var(level) for level in range(len(names))]
    allowed = manager.true() if most_true is None else _at_most(manager, inputs, most_true)
    place = {name: level for level, name in enumerate(names)}
    value: dict[Formula, BDDFunction] = {}
    uses = _uses(formula)
    for node in bottom_up(formula):
        parts = [value[part] for part in node.parts]
        if isinstance(node, Atom):
            value[node] = inputs[place[node.name]] & allowed
        elif isinstance(node, Not):
            value[node] = ~parts[0] & allowed
        else:
            value[node] = _gate(node, parts, allowed, manager.false())
        for part in node.parts:
            uses[part] -= 1
            if not uses[part]:
                del value[part]
    return Diagram(manager, value[formula], names)


def _uses(formula: Formula) -> dict[Formula, int]:
    """How often each formula stands as a part, the whole once more: a value is dropped after its last use."""
    uses = {formula: 1}
    for node in bottom_up(formula):
        for part in node.parts:
            uses[part] = uses.get(part, 0) + 1
    return uses


def _gate(node: Formula, parts: Sequence[BDDFunction], true: BDDFunction, false: BDDFunction) -> BDDFunction:
    """An ``And``, ``Or`` or ``AtLeast`` over diagrams."""
    if isinstance(node, And):
        return _folded(parts, BDDFunction.__and__, true)
    if isinstance(node, Or):
        return _folded(parts, BDDFunction.__or__, false)
    threshold = needed(node)
    if threshold <= 0:
        return true
    if threshold > len(parts):
        return false
    # row[j]: at least j of the parts so far; n parts cost n * threshold steps, not the number of their choices.
    row = [true] + [false] * threshold
    for part in parts:
        for j in range(threshold, 0, -1):
            row[j] = (part & row[j - 1]) | row[j]
    return row[threshold]


def _folded(
    parts: Sequence[BDDFunction], join: Callable[[BDDFunction, BDDFunction], BDDFunction], unit: BDDFunction
) -> BDDFunction:
    """All parts joined, the last one first: it lies deepest, so that each step adds on top of what is there."""
    result = unit
    for part in reversed(parts):
        result = join(part, result)
    return result


def _at_most(manager: BDDManager, inputs: Sequence[BDDFunction], most: int) -> BDDFunction:
    """True where at most ``most`` of the inputs are."""
    rows = [manager.true()] * (most + 1)
    for level in reversed(inputs):
        rows = [level.ite(rows[left - 1] if left else manager.false(), rows[left]) for left in range(most + 1)]
    return rows[most]
