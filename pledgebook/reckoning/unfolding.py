"""A need as a formula over atoms and moves: the least fixpoint of the positions written out.

Act atoms are replaced by what brings them about. Where they go round in a circle, the circle is written out as often as
it has atoms, which is as far as anything can travel in it; with a negation in the circle the rounds alternate as the
well-founded model does. What ``evaluate`` calculates for one assignment, the formula then says for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum

import networkx as nx

from pledgebook.errors import ReckoningError
from pledgebook.model import Direction
from pledgebook.reckoning.conditions import ACTS, Literal, act_atom, is_refusal
from pledgebook.reckoning.formulas import And, AtLeast, Atom, Formula, Not, Or
from pledgebook.reckoning.needs import Need, group_size, is_uncounted_group
from pledgebook.reckoning.scenario import Outcome

TRUE, FALSE = And(), Or()

Acts = Mapping[str, Formula]
"""What act atoms stand for."""

SUMS = 100_000
"""Most sums of amounts that are kept apart in a need for a quantity."""


class Reading(Enum):
    """What the act atoms of a formula stand for.

    ``MOVES``: promises are kept, and ``acts:X:class`` is a first move, made without waiting for anything.
    ``KEPT``: nobody moves first, and ``acts:X:class`` is X keeping the promise that it made.
    ``CHANCES``: both, for the atoms that a probability is given for; promises without one are kept.
    """

    MOVES = "moves"
    KEPT = "kept"
    CHANCES = "chances"


class Unfolding:
    """Formulas of needs over the positions of an outcome; what its settings leave open stays an atom."""

    def __init__(
        self, outcome: Outcome, reading: Reading, needs: Sequence[Need], chances: Collection[str] = ()
    ) -> None:
        self._outcome = outcome
        self._system = outcome.system
        self._reading = reading
        self._chances = frozenset(chances)
        self._positions = outcome.positions
        serving = (position for position in self._positions if any(need.served_by(position) for need in needs))
        self._asked = {(position.promisor, position.act) for position in serving}
        # When an act comes about, and when it is true or undetermined: the same but for circles with a negation.
        self._true: dict[str, Formula] = {}
        self._maybe: dict[str, Formula] = {}

    def need(self, need: Need) -> Formula:
        """True where named promisors meet the need; groups that are only counted are left out."""
        by_amount = need.quantity is not None
        ways: dict[tuple[str, str], list[Formula]] = {}
        amounts: dict[tuple[str, str], float] = {}
        for index, position in enumerate(self._positions):
            named = group_size(position.promisor) is None and not is_uncounted_group(position.promisor)
            if not named or not need.served_by(position):
                continue
            key = (position.promisor, position.act if by_amount else "")
            self._prepare(index)
            ways.setdefault(key, []).append(self._position(index, self._true, self._maybe))
            if position.quantity is not None and position.quantity.unit == need.unit:
                amounts[key] = max(amounts.get(key, 0), position.quantity.n)
        for actor, act in self._named_from_outside(need):
            ways.setdefault((actor, act if by_amount else ""), []).append(self._outside(act_atom(actor, act)))
        parts = {key: Or(*either) for key, either in ways.items()}
        if need.quantity is None:
            return AtLeast(need.minimum, *parts.values())
        return at_least_amount(need.quantity, [(parts[key], amounts.get(key, 0.0)) for key in parts])

    def _named_from_outside(self, need: Need) -> Iterable[tuple[str, str]]:
        """Acts serving the need that a setting assumes, or that have a chance without a promise behind it."""
        for atom in sorted({*self._outcome.settings, *self._chances}):
            actor, act = self._system.act_of(atom) if atom.startswith(ACTS) else (atom, None)
            if act is None or act not in need.acts or (need.promisors and actor not in need.promisors):
                continue
            if atom in self._outcome.settings or (actor, act) not in self._asked:
                yield actor, act

    def _position(self, index: int, plain: Acts, negated: Acts) -> Formula:
        """When a position comes about, with act atoms read from one mapping, and under a negation from the other."""
        position = self._positions[index]
        if self._outcome.outside.fixed.get(index) is False:
            return FALSE
        own = Atom(act_atom(position.promisor, position.act))
        moves = (position.promisor, position.act) in self._asked and self._reading is Reading.MOVES
        weak = is_refusal(position) or not self._system.counted[index]
        if weak:
            return own if moves or own.name in self._chances else FALSE
        clauses = self._system.formula(index)
        formula = And(*(Or(*(self._literal(one, plain, negated) for one in clause)) for clause in clauses))
        if self._reading is Reading.KEPT or own.name in self._chances:
            return And(formula, own)
        return Or(formula, own) if moves and clauses else formula

    def _literal(self, literal: Literal, plain: Acts, negated: Acts) -> Formula:
        read = plain if literal.plain else negated
        value = read[literal.atom] if literal.atom in read else self._outside(literal.atom)
        return value if literal.plain else Not(value)

    def _outside(self, name: str) -> Formula:
        """An atom that is set, or that is open."""
        fixed = self._outcome.outside.fixed.get(self._system.atoms.get(name, -1))
        if name in self._chances or fixed is None:
            return Atom(name)
        return TRUE if fixed else FALSE

    def _prepare(self, index: int) -> None:
        """Works out the act atoms that a position depends on, those first on which others depend."""
        graph = self._dependencies(index)
        for circle in list(nx.strongly_connected_components(graph)):
            atoms = sorted(circle)
            if len(atoms) > 1 or graph.has_edge(atoms[0], atoms[0]):
                true, maybe = self._circle(atoms)
            else:
                true = self._rounds(atoms, self._true, self._maybe)
                maybe = self._rounds(atoms, self._maybe, self._true)
            self._true.update(true)
            self._maybe.update(maybe)

    def _dependencies(self, index: int) -> nx.DiGraph[str]:
        """The act atoms under a position that are not worked out yet, each with an edge to those that it reads."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        stack = [atom for atom, _ in self._read(index)]
        graph.add_nodes_from(stack)
        done: set[str] = set()
        while stack:
            atom = stack.pop()
            if atom in done:
                continue
            done.add(atom)
            for source in self._sources(atom):
                for read, _ in self._read(source):
                    graph.add_edge(atom, read)
                    stack.append(read)
        return graph

    def _read(self, index: int) -> list[Literal]:
        """The literals of a position over act atoms that the positions themselves decide, as far as new here."""
        return [
            literal
            for clause in self._system.formula(index)
            for literal in clause
            if literal.atom.startswith(ACTS) and literal.atom not in self._true and self._is_derived(literal.atom)
        ]

    def _is_derived(self, atom: str) -> bool:
        if self._outcome.outside.sets(self._system.atoms[atom]):
            return False
        return atom not in self._chances or self._system.act_of(atom)[1] is not None

    def _sources(self, atom: str) -> list[int]:
        """The positions behind an act atom, refusals and weak ones too: they may be asked, or be given a chance."""
        return [i for i in self._system.serving(atom) if self._positions[i].direction is Direction.GIVE]

    def _act(self, atom: str, plain: Acts, negated: Acts) -> Formula:
        """When an act comes about: by a position, or as a move of its own where nobody's position is one."""
        parts = [self._position(index, plain, negated) for index in self._sources(atom)]
        if self._reading is Reading.MOVES or (atom in self._chances and not parts):
            parts.append(Atom(atom))
        return Or(*parts)

    def _circle(self, atoms: list[str]) -> tuple[dict[str, Formula], dict[str, Formula]]:
        """Act atoms that depend on each other, written out: when they are true, and when true or undetermined."""
        inside = frozenset(atoms)
        sources = {index for atom in atoms for index in self._sources(atom)}
        turned = any(not literal.plain and literal.atom in inside for i in sources for literal in self._read(i))
        true: dict[str, Formula] = dict.fromkeys(atoms, FALSE)
        maybe = true
        # Each alternation settles one atom more; without a negation in the circle there is nothing to alternate.
        for _ in range(len(atoms) + 1 if turned else 1):
            maybe = self._rounds(atoms, self._maybe, {**self._true, **true})
            true = self._rounds(atoms, self._true, {**self._maybe, **maybe})
        return true, maybe

    def _rounds(self, atoms: list[str], plain: Acts, negated: Acts) -> dict[str, Formula]:
        """The least fixpoint of the atoms over what is known, with what is negated given."""
        values: dict[str, Formula] = dict.fromkeys(atoms, FALSE)
        for _ in atoms:
            known = {**plain, **values}
            values = {atom: self._act(atom, known, negated) for atom in atoms}
        return values


def at_least_amount(wanted: float, parts: Sequence[tuple[Formula, float]]) -> Formula:
    """True where the amounts of the parts that hold add up to ``wanted``; equal sums share one formula.

    Raises ``ReckoningError`` past ``SUMS`` different sums.
    """
    ordered = sorted(parts, key=lambda part: -part[1])
    left = [sum(amount for _, amount in ordered[place:]) for place in range(len(ordered) + 1)]
    # open_sums[i]: what may still be wanted before part i; those that are settled either way are not followed.
    open_sums: list[set[float]] = [{wanted}]
    for place, (_, amount) in enumerate(ordered):
        sums = {rest for want in open_sums[-1] for rest in (want, want - amount) if 0 < rest <= left[place + 1]}
        open_sums.append(sums)
        if len(sums) > SUMS:
            raise ReckoningError("the amounts add up in too many ways to be kept apart; round them, or use minimum")
    value: dict[tuple[int, float], Formula] = {}

    def at(place: int, want: float) -> Formula:
        return TRUE if want <= 0 else FALSE if want > left[place] else value[place, want]

    for place in range(len(ordered) - 1, -1, -1):
        part, amount = ordered[place]
        for want in open_sums[place]:
            value[place, want] = Or(And(part, at(place + 1, want - amount)), at(place + 1, want))
    return at(0, wanted)
