"""What the tests compare with: every assignment at once, as the bits of one large number.

Bit ``s`` of a table is the value in the state in which atom ``i`` is true when bit ``i`` of ``s`` is set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pledgebook.reckoning import And, AtLeast, Atom, Formula, Not, Or


def atom_tables(names: Sequence[str]) -> dict[str, int]:
    """The table of each atom over all states of ``names``."""
    states = 1 << len(names)
    tables = {}
    for place, name in enumerate(names):
        block = ((1 << (1 << place)) - 1) << (1 << place)
        table = 0
        for start in range(0, states, 2 << place):
            table |= block << start
        tables[name] = table
    return tables


def table(formula: Formula, tables: Mapping[str, int], everything: int) -> int:
    """The table of a formula; plain recursion, which the library itself avoids."""
    if isinstance(formula, Atom):
        return tables[formula.name]
    parts = [table(part, tables, everything) for part in formula.parts]
    if isinstance(formula, Not):
        return everything & ~parts[0]
    if isinstance(formula, And):
        wanted = len(parts)
    elif isinstance(formula, Or):
        wanted = 1
    else:
        assert isinstance(formula, AtLeast)
        wanted = formula.threshold
    return at_least(wanted, parts, everything)


def at_least(wanted: int, parts: Sequence[int], everything: int) -> int:
    """The states in which at least ``wanted`` of the tables are true."""
    if wanted <= 0:
        return everything
    rows = [everything] + [0] * wanted
    for part in parts:
        for j in range(wanted, 0, -1):
            rows[j] |= part & rows[j - 1]
    return rows[wanted]


def primes(truth: int, names: Sequence[str]) -> set[frozenset[str]]:
    """All prime implicants of a table, by the definition: no literal can be dropped."""
    size = len(names)
    tables = atom_tables(names)
    # implied[cared]: the states whose restriction to the atoms cared for makes the formula true whatever the rest is.
    implied = {(1 << size) - 1: truth}
    for cared in range((1 << size) - 2, -1, -1):
        place = next(i for i in range(size) if not cared >> i & 1)
        above, mask, step = implied[cared | 1 << place], tables[names[place]], 1 << place
        both = above & (above >> step) & ~mask
        implied[cared] = both | both << step
    found = set()
    for cared, states in implied.items():
        for place in range(size):
            if cared >> place & 1:
                states &= ~implied[cared & ~(1 << place)]
            else:
                states &= ~tables[names[place]]
        while states:
            lowest = states & -states
            state = lowest.bit_length() - 1
            states ^= lowest
            found.add(frozenset(
                name if state >> place & 1 else f"not {name}" for place, name in enumerate(names) if cared >> place & 1
            ))  # fmt: skip
    return found


def all_fixpoints(rules: Mapping[str, Formula], facts: Mapping[str, bool]) -> list[frozenset[str]]:
    """Every set of rules of which each holds exactly when its formula does."""
    names = sorted(rules)
    everything = (1 << (1 << len(names))) - 1
    tables = atom_tables(names)
    given = tables | {fact: everything if value else 0 for fact, value in facts.items()}
    agreeing = everything
    for name in names:
        agreeing &= ~(table(rules[name], given, everything) ^ tables[name])
    return [
        frozenset(name for place, name in enumerate(names) if state >> place & 1)
        for state in range(1 << len(names))
        if agreeing >> state & 1
    ]


def reduct_least(rules: Mapping[str, Formula], facts: Mapping[str, bool], read: frozenset[str]) -> frozenset[str]:
    """The least solution where what stands under a negation is read from ``read``."""
    holding: frozenset[str] = frozenset()
    while True:
        more = frozenset(name for name in rules if _holds(rules[name], True, rules, facts, holding, read))
        if more == holding:
            return holding
        holding = more


def _holds(
    formula: Formula, plain: bool, rules: Mapping[str, Formula], facts: Mapping[str, bool],
    holding: frozenset[str], read: frozenset[str],
) -> bool:  # fmt: skip
    """The value of a formula, or of its negation, rules read plainly from ``holding`` and negated from ``read``."""
    if isinstance(formula, Atom):
        if formula.name in rules:
            return formula.name in holding if plain else formula.name not in read
        return facts[formula.name] == plain
    if isinstance(formula, Not):
        return _holds(formula.parts[0], not plain, rules, facts, holding, read)
    true = sum(_holds(part, plain, rules, facts, holding, read) for part in formula.parts)
    size = len(formula.parts)
    wanted = {And: size, Or: 1}.get(type(formula), formula.threshold)
    return true >= (wanted if plain else size - wanted + 1)


def well_founded(rules: Mapping[str, Formula], facts: Mapping[str, bool]) -> tuple[frozenset[str], frozenset[str]]:
    """True and undetermined rules: the least and the greatest of all sets that the doubled reduct gives back."""
    names = sorted(rules)
    steady = []
    for values in product((False, True), repeat=len(names)):
        read = frozenset(name for name, value in zip(names, values, strict=True) if value)
        if reduct_least(rules, facts, reduct_least(rules, facts, read)) == read:
            steady.append(read)
    true = frozenset.intersection(*steady)
    return true, frozenset.union(*steady) - true


@dataclass(frozen=True)
class Rule:
    """A position for the brute force: its clauses of (atom, plain), and the act atoms that it makes true."""

    clauses: tuple[tuple[tuple[str, bool], ...], ...]
    feeds: tuple[str, ...]


def states_of(rules: Sequence[Rule], events: Sequence[str], fixed: Mapping[str, bool]) -> list[tuple[int, int, int]]:
    """For each rule the completions (bits over ``events``) in which it is true, not false, and sustained together."""
    everything = (1 << (1 << len(events))) - 1
    outside = atom_tables(events) | {name: everything if value else 0 for name, value in fixed.items()}

    def step(values: list[int], read: list[int]) -> list[int]:
        acts, denied = acts_of(values), acts_of(read)
        result = []
        for rule in rules:
            whole = everything
            for clause in rule.clauses:
                either = 0
                for atom, plain in clause:
                    value = outside.get(atom, (acts if plain else denied).get(atom, 0))
                    either |= value if plain else everything & ~value
                whole &= either
            result.append(whole)
        return result

    def acts_of(values: list[int]) -> dict[str, int]:
        acts: dict[str, int] = {}
        for rule, value in zip(rules, values, strict=True):
            for atom in rule.feeds:
                acts[atom] = acts.get(atom, 0) | value
        return acts

    def solved(start: int, read: list[int]) -> list[int]:
        values = [start] * len(rules)
        while (more := step(values, read)) != values:
            values = more
        return values

    true, not_false = [0] * len(rules), [0] * len(rules)
    while True:
        not_false = solved(0, true)
        more = solved(0, not_false)
        if more == true:
            break
        true = more
    return list(zip(true, not_false, solved(everything, not_false), strict=True))
