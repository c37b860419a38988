"""Speed of the reckoning: scenarios over many positions, minimal sets and probabilities of fault trees.

    .venv/bin/python benchmarks/reckoning.py [--positions 100000] [--model FILE] [--only PART]

``whatif``: generated positions of as many actors, half of them tied to the act of another. ``baobab1``: the tree of
the published Aralia benchmark of that name (61 basic events, 84 gates, 46,188 minimal cut sets), which has four like
trains; structure after the Open-PSA file of the Aralia set in the SCRAM repository. ``tree``: random trees with 500
atoms, one part in twenty shared. ``--model`` counts and lists the minimal cut sets of any Open-PSA file besides.
Each row: measure, processor time, and the bound that is promised.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pledgebook.model import Condition, ConditionKind, Firmness, Link, Position, Span
from pledgebook.reckoning import (
    And,
    AtLeast,
    Atom,
    Formula,
    Or,
    atoms_of,
    count_minimal_sets,
    importance,
    minimal_sets,
    probability,
)
from pledgebook.reckoning.scenario import evaluate


def timed(work: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    """The best of some runs in seconds of processor time (others on the machine do not count), and the last result."""
    best, result = float("inf"), None
    for _ in range(runs):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def row(measure: str, figure: str, bound: str = "") -> None:
    print(f"{measure:<58} {figure:>14}  {bound}", flush=True)


def positions(number: int, seed: int = 1) -> list[Position]:
    """As many actors as positions; every second one waits for the act of another, every fourth for a truce."""
    chance = random.Random(seed)
    firm = [Firmness.WILLING, Firmness.PLEDGED, Firmness.CONSIDERING]

    def condition(kind: ConditionKind, on: str | None = None) -> tuple[Condition, ...]:
        return (Condition(kind=kind, link=Link.IF, text="if so", span=Span(0, 1), on=on),)

    made = []
    for place in range(number):
        needs: tuple[Condition, ...] = ()
        if place % 2:
            needs = condition(ConditionKind.OTHER_ACTS, f"A{chance.randrange(number)}")
        elif place % 4 == 0:
            needs = condition(ConditionKind.CEASEFIRE)
        act = chance.choice(["troops", "arms", "train"])
        made.append(Position(promisor=f"A{place}", act=act, firmness=chance.choice(firm), conditions=needs))
    return made


def baobab1() -> Formula:
    """The tree: four trains, each with two lines that share event 53, three-of-four votes, and crosswise support."""

    def event(number: int) -> Atom:
        return Atom(f"e{number}")

    def votes(first: int, lines: list[Formula]) -> Formula:
        return AtLeast(3, *(Or(event(first + train), line) for train, line in enumerate(lines)))

    def pair(one: tuple[int, Formula], other: tuple[int, Formula]) -> Formula:
        return And(*(Or(event(number), line) for number, line in (one, other)))

    high: list[Formula] = [And(event(number), event(53)) for number in (58, 59, 60, 61)]
    low: list[Formula] = [And(event(number), event(53)) for number in (54, 56, 55, 57)]
    odd = Or(event(15), pair((31, low[2]), (29, low[0])))
    even = Or(event(16), pair((32, low[3]), (30, low[1])))
    side = [odd, even, odd, even]
    control = Or(votes(33, high), votes(37, high))
    crossing_odd = And(control, pair((19, low[2]), (17, low[0])))
    crossing_even = And(control, pair((20, low[3]), (18, low[1])))
    crossing = [crossing_odd, crossing_even, crossing_odd, crossing_even]
    inner = [Or(event(10 + train), high[train], crossing[train]) for train in range(4)]
    common = (event(1), votes(21, low), votes(25, low))
    first = Or(*common, AtLeast(2, *(Or(event(2 + train), side[train], low[train]) for train in range(4))))
    every = And(*(Or(event(2 + t), high[t], inner[t], low[t], side[t]) for t in range(4)))
    second = AtLeast(3, *(Or(event(6 + train), high[train], inner[train]) for train in range(4)))
    third = Or(votes(49, high), Or(event(14), votes(41, high), votes(45, high)), second)
    return And(first, Or(*common, every), third)


def tree(atoms: int, seed: int) -> Formula:
    """A random tree over so many atoms; one gate in twenty takes a part that another gate has already."""
    chance = random.Random(seed)
    parts: list[Formula] = [Atom(f"x{number}") for number in range(atoms)]
    while len(parts) > 1:
        place = chance.randrange(len(parts))
        taken = parts[place : place + chance.randint(2, 4)]
        gate: Formula = (
            chance.choice([And, Or])(*taken) if len(taken) < 3 or chance.random() < 0.7 else AtLeast(2, *taken)
        )
        shared = chance.random() < 0.05
        parts[place : place + len(taken)] = (
            [gate, taken[-1]] if shared and len(taken) > 1 and len(parts) > 3 else [gate]
        )
    return parts[0]


def model(path: Path) -> Formula:
    """The first gate of an Open-PSA fault tree with and, or, atleast and not."""
    gates = {gate.get("name"): gate for gate in ElementTree.parse(path).getroot().iter("define-gate")}
    made: dict[str | None, Formula] = {}

    def formula_of(name: str | None) -> Formula:
        if name not in made:
            (body,) = (child for child in gates[name] if child.tag in ("and", "or", "atleast"))
            inner = [formula_of(p.get("name")) if p.tag == "gate" else Atom(p.get("name", "")) for p in body]
            joined = {"and": And, "or": Or}.get(body.tag)
            made[name] = joined(*inner) if joined else AtLeast(int(body.get("min", "")), *inner)
        return made[name]

    return formula_of(next(iter(gates)))


def sets_of(name: str, formula: Formula) -> None:
    seconds, count = timed(lambda: count_minimal_sets(formula))
    row(f"{name}: minimal sets counted ({count})", f"{seconds:.2f} s", "< 10 s")
    seconds, listed = timed(lambda: sum(1 for _ in minimal_sets(formula)))
    row(f"{name}: minimal sets listed ({listed})", f"{seconds:.2f} s", "< 60 s")
    seconds, chance = timed(lambda: probability(formula, dict.fromkeys(atoms_of(formula), 0.01)))
    row(f"{name}: probability, each event 0.01 ({chance:.6g})", f"{seconds:.2f} s")
    seconds, _ = timed(lambda: importance(formula))
    row(f"{name}: structural importance of all, exact fractions", f"{seconds:.2f} s")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--positions", type=int, default=100_000)
    options.add_argument("--model", type=Path, help="Open-PSA file to count besides")
    options.add_argument("--only", choices=["whatif", "baobab1", "tree"])
    given = options.parse_args()
    if given.only in (None, "whatif"):
        made = positions(given.positions)
        tied = sum(bool(one.conditions and one.conditions[0].on) for one in made)
        seconds, outcome = timed(lambda: evaluate(made, {"ceasefire": True}), runs=5)
        row(f"whatif: {len(made)} positions, {tied} tied to an act", f"{seconds:.2f} s", "< 1 s")
        seconds, outcome = timed(lambda: evaluate(made))
        row(f"whatif: the same with the truce open ({len(set(outcome.states))} states)", f"{seconds:.2f} s")
    if given.only in (None, "baobab1"):
        sets_of("baobab1", baobab1())
    if given.only in (None, "tree"):
        worst = 0.0
        for seed in range(10):
            formula = tree(500, seed)
            chances = dict.fromkeys(atoms_of(formula), 0.5)
            worst = max(worst, timed(lambda f=formula, c=chances: probability(f, c), runs=1)[0])  # type: ignore[misc]
        row("tree: probability, 500 atoms, worst of 10 trees", f"{worst:.2f} s", "< 1 s")
    if given.model:
        sets_of(given.model.name, model(given.model))


if __name__ == "__main__":
    main()
