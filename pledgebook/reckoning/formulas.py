"""Formulas over atoms: immutable graphs in which equal parts are one object.

Invariant: two formulas built from the same parts in the same order are the same object, so that a part which several
parents share is one node however it was built, and every walk below visits it once. Nothing here recurses: a chain of
100,000 parts is as good as one of ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from weakref import WeakValueDictionary

from pledgebook.errors import ReckoningError


class Formula:
    """What all formulas share: ``parts``, the operators ``&``, ``|`` and ``~``, and identity as equality."""

    __slots__ = ("__weakref__", "name", "parts", "threshold")

    parts: tuple[Formula, ...]
    name: str
    threshold: int

    def __and__(self, other: Formula) -> Formula:
        return And(self, other)

    def __or__(self, other: Formula) -> Formula:
        return Or(self, other)

    def __invert__(self) -> Formula:
        return Not(self)

    def __repr__(self) -> str:
        if isinstance(self, Atom):
            return f"Atom({self.name!r})"
        shown = ", ".join(
            repr(part) if isinstance(part, Atom) else f"{type(part).__name__}(...)" for part in self.parts
        )
        first = f"{self.threshold}, " if isinstance(self, AtLeast) else ""
        return f"{type(self).__name__}({first}{shown})"

    def __reduce__(self) -> Any:
        if isinstance(self, Atom):
            return (Atom, (self.name,))
        return (AtLeast, (self.threshold, *self.parts)) if isinstance(self, AtLeast) else (type(self), self.parts)


_known: WeakValueDictionary[tuple[object, ...], Formula] = WeakValueDictionary()


def _one(cls: type[Formula], parts: tuple[Formula, ...], name: str = "", threshold: int = 0) -> Any:
    """The only object for this class, parts, name and threshold."""
    for part in parts:
        if not isinstance(part, Formula):
            raise ReckoningError(f"{cls.__name__} takes formulas, not {part!r}; write Atom({str(part)!r})")
    # Parts hash by identity, so that the key costs nothing more for a deep part.
    key = (cls, name, threshold, parts)
    found = _known.get(key)
    if found is None:
        found = object.__new__(cls)
        found.parts, found.name, found.threshold = parts, name, threshold
        _known[key] = found
    return found


class Atom(Formula):
    """What is true or false from outside, by its name."""

    __slots__ = ()

    def __new__(cls, name: str) -> Atom:
        """Refuses an empty name, and one that is no text."""
        if not isinstance(name, str) or not name:
            raise ReckoningError(f"the name of an atom is a text that is not empty, not {name!r}")
        atom: Atom = _one(cls, (), name)
        return atom


class And(Formula):
    """True when every part is; ``And()`` is always true."""

    __slots__ = ()

    def __new__(cls, *parts: Formula) -> And:
        """Any number of parts."""
        formula: And = _one(cls, parts)
        return formula


class Or(Formula):
    """True when at least one part is; ``Or()`` is never true."""

    __slots__ = ()

    def __new__(cls, *parts: Formula) -> Or:
        """Any number of parts."""
        formula: Or = _one(cls, parts)
        return formula


class Not(Formula):
    """True when its part is not."""

    __slots__ = ()

    def __new__(cls, part: Formula) -> Not:
        """Exactly one part."""
        formula: Not = _one(cls, (part,))
        return formula


class AtLeast(Formula):
    """True when ``threshold`` or more of the parts are; a part that stands twice counts twice."""

    __slots__ = ()

    def __new__(cls, threshold: int, *parts: Formula) -> AtLeast:
        """Refuses a threshold that is no whole number; 0 and less is always true, more than there are parts never."""
        if isinstance(threshold, bool) or not isinstance(threshold, int):
            raise ReckoningError(f"AtLeast takes a whole number first, not {threshold!r}")
        formula: AtLeast = _one(cls, parts, threshold=threshold)
        return formula


def bottom_up(*roots: Formula) -> list[Formula]:
    """Every formula under the roots once, parts before the formulas that use them, leftmost parts first."""
    order: list[Formula] = []
    seen: set[Formula] = set()
    stack: list[tuple[Formula, Iterator[Formula]]] = []
    for root in roots:
        if root not in seen:
            seen.add(root)
            stack.append((root, iter(root.parts)))
        while stack:
            formula, rest = stack[-1]
            for part in rest:
                if part not in seen:
                    seen.add(part)
                    stack.append((part, iter(part.parts)))
                    break
            else:
                order.append(formula)
                stack.pop()
    return order


def atoms_of(*roots: Formula) -> list[str]:
    """Names of the atoms, in the order in which a walk from the left meets them first."""
    return [formula.name for formula in bottom_up(*roots) if isinstance(formula, Atom)]


def evaluate(formula: Formula, true: Iterable[str]) -> bool:
    """The value of the formula where exactly the atoms named in ``true`` are true."""
    holding = frozenset(true)
    value: dict[Formula, bool] = {}
    for node in bottom_up(formula):
        if isinstance(node, Atom):
            value[node] = node.name in holding
        elif isinstance(node, Not):
            value[node] = not value[node.parts[0]]
        else:
            value[node] = sum(value[part] for part in node.parts) >= needed(node)
    return value[formula]


def needed(formula: Formula) -> int:
    """How many parts of an ``And``, ``Or`` or ``AtLeast`` must be true for it to be."""
    if isinstance(formula, AtLeast):
        return formula.threshold
    return len(formula.parts) if isinstance(formula, And) else 1


def substitute(formula: Formula, by: Mapping[str, Formula]) -> Formula:
    """The formula with each atom that ``by`` names replaced by what it maps to."""
    new: dict[Formula, Formula] = {}
    for node in bottom_up(formula):
        new[node] = by.get(node.name, node) if isinstance(node, Atom) else _rebuilt(node, new)
    return new[formula]


def _rebuilt(node: Formula, new: Mapping[Formula, Formula]) -> Formula:
    """The same connective over the new parts."""
    parts = tuple(new[part] for part in node.parts)
    if isinstance(node, AtLeast):
        return AtLeast(node.threshold, *parts)
    return type(node)(*parts)


def dual(formula: Formula) -> Formula:
    """The formula that is true exactly when ``formula``, with every atom turned round, is false.

    Its minimal sets are the failures that defeat ``formula``.
    """
    new: dict[Formula, Formula] = {}
    for node in bottom_up(formula):
        parts = [new[part] for part in node.parts]
        if isinstance(node, Atom):
            new[node] = node
        elif isinstance(node, Not):
            new[node] = Not(parts[0])
        elif isinstance(node, And):
            new[node] = Or(*parts)
        elif isinstance(node, Or):
            new[node] = And(*parts)
        else:
            new[node] = AtLeast(len(parts) - node.threshold + 1, *parts)
    return new[formula]


def polarities(formula: Formula) -> dict[str, tuple[bool, bool]]:
    """For each atom: does it occur plainly, and does it occur under an odd number of ``Not``?"""
    order = bottom_up(formula)
    plain: set[Formula] = {formula}
    negated: set[Formula] = set()
    for node in reversed(order):
        flips = isinstance(node, Not)
        for part in node.parts:
            if node in plain:
                (negated if flips else plain).add(part)
            if node in negated:
                (plain if flips else negated).add(part)
    return {node.name: (node in plain, node in negated) for node in order if isinstance(node, Atom)}


def is_monotone(formula: Formula) -> bool:
    """True when no atom stands under an odd number of ``Not``: more that is true can then never defeat it."""
    return not any(negated for _plain, negated in polarities(formula).values())
