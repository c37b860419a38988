"""The probability of a formula, and how much each atom decides, by Shannon's expansion over its decision diagram.

The arithmetic is that of the numbers given: ``float`` in, ``float`` out; ``fractions.Fraction`` in, exact fractions
out.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from oxidd.bdd import BDDFunction

from pledgebook.errors import ReckoningError
from pledgebook.reckoning.diagrams import NODES, Diagram, branches, diagram
from pledgebook.reckoning.formulas import Formula, atoms_of


def probability(formula: Formula, chances: Mapping[str, float | Fraction], *, nodes: int = NODES) -> float | Fraction:
    """The exact probability that ``formula`` is true, its atoms being independent with the probabilities ``chances``.

    Raises ``ReckoningError`` for an atom without a probability, one outside [0, 1], and past ``nodes`` nodes.
    """
    check_chances(formula, chances)
    of = diagram(formula, nodes=nodes)
    return _values(of, of.nodes(), [chances[name] for name in of.names])[of.root]


def importance(
    formula: Formula, chances: Mapping[str, float | Fraction] | None = None, *, nodes: int = NODES
) -> dict[str, float | Fraction]:
    """For each atom Birnbaum's measure: the probability of the formula with it true less that with it false.

    Without ``chances`` every state of the others is equally likely (structural importance): for a monotone formula the
    share of these states in which the atom decides, as an exact fraction. It is negative for an atom that mostly harms.
    Raises as ``probability`` does.
    """
    names = atoms_of(formula)
    given: Mapping[str, float | Fraction] = dict.fromkeys(names, Fraction(1, 2)) if chances is None else chances
    check_chances(formula, given)
    of = diagram(formula, nodes=nodes)
    order = of.nodes()
    chance = [given[name] for name in of.names]
    value = _values(of, order, chance)
    measure: dict[str, float | Fraction] = dict.fromkeys(names, chance[0] * 0) if names else {}
    # How likely a walk from the root passes a node; parents come before their branches in the turned order.
    reached: dict[BDDFunction, float | Fraction] = {of.root: 1}
    for node in reversed(order):
        level = node.node_level()
        assert level is not None, "only inner nodes are listed"
        high, low = branches(node)
        here = reached.get(node, 0)
        measure[of.names[level]] += here * (value[high] - value[low])
        reached[high] = reached.get(high, 0) + here * chance[level]
        reached[low] = reached.get(low, 0) + here * (1 - chance[level])
    return measure


def check_chances(formula: Formula, chances: Mapping[str, float | Fraction]) -> None:
    """Raises ``ReckoningError`` unless every atom of the formula has a probability in [0, 1]."""
    missing = [name for name in atoms_of(formula) if name not in chances]
    if missing:
        shown = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
        raise ReckoningError(f"no probability is given for {shown}; none is assumed")
    for name, chance in chances.items():
        if isinstance(chance, bool) or not isinstance(chance, int | float | Fraction) or not 0 <= chance <= 1:
            raise ReckoningError(f"the probability of {name} is {chance!r}; it must lie between 0 and 1")


def _values(
    of: Diagram, order: list[BDDFunction], chance: list[float | Fraction]
) -> dict[BDDFunction, float | Fraction]:
    """The probability of each node, branches first."""
    one = chance[0] * 0 + 1 if chance else 1
    value: dict[BDDFunction, float | Fraction] = {of.manager.true(): one, of.manager.false(): one * 0}
    for node in order:
        level = node.node_level()
        assert level is not None, "only inner nodes are listed"
        high, low = branches(node)
        value[node] = chance[level] * value[high] + (1 - chance[level]) * value[low]
    return value
