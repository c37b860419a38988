"""The positions of a ledger as one network of gates: who needs what, and what each act brings about."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.model import Condition, ConditionKind, Direction, Firmness, Link, Position
from pledgebook.reckoning.conditions import (
    ACTS,
    ALWAYS_KNOWN,
    NO_SUPPORT,
    Clauses,
    Literal,
    act_atom,
    actor_and_class,
    clauses,
    is_refusal,
    refusal_stands,
)
from pledgebook.reckoning.network import Network

SECURITY_CLASSES = frozenset(
    {"agreement", "air", "arms", "ceasefire", "communications", "force", "funding", "guarantee", "humanitarian"}
    | {"intelligence", "logistics", "monitor", "negotiate", "other", "release", "sanctions", "sea", "train", "troops"}
    | {"withdraw"}
)
"""Classes of the security codebook; those that the positions name are known besides."""


class System:
    """The network of all positions, and the nodes of its atoms.

    Position ``i`` is node ``i``, true when its conditions hold (a refusal: when it is in force). ``counted[i]``: it
    is no refusal and firm enough. What is counted and given feeds its act, as far as anybody's condition reads that
    act.
    """

    def __init__(self, positions: Sequence[Position], at_least: Firmness = Firmness.WILLING) -> None:
        self.positions = positions
        self.at_least = at_least
        self.network = Network()
        self.atoms: dict[str, int] = {}
        self.classes = SECURITY_CLASSES | {position.act for position in positions}
        firm = frozenset(firmness for firmness in Firmness if firmness.step >= at_least.step)
        self.counted = [position.firmness in firm for position in positions]
        self._by_actor: dict[str, list[int]] | None = None
        self.network.need.extend([0] * len(positions))
        self._wire_conditions()
        self._wire_acts()
        for name in ALWAYS_KNOWN:
            self.atom(name)

    def formula(self, index: int) -> Clauses:
        """What must hold for the position, or for a refusal to be in force."""
        position = self.positions[index]
        return refusal_stands(position) if is_refusal(position) else clauses(position.conditions)

    def _wire_conditions(self) -> None:
        """From the atoms to the positions that need them."""
        network, made = self.network, dict[tuple[ConditionKind, Link, str | None], int]()
        for index, position in enumerate(self.positions):
            conditions = position.conditions
            if not conditions:
                continue
            first = conditions[0]
            # Nearly every position has one condition, and many name the same: their node is looked up, not spelled out.
            if len(conditions) == 1 and _is_plain(first) and not is_refusal(position):
                key = (first.kind, first.link, first.on)
                source = made.get(key)
                if source is None:
                    source = made[key] = self._literal(clauses(conditions)[0][0])
                network.need[index] = 1
                network.wire(source, index)
            else:
                self._wire_clauses(index, self.formula(index))

    def _wire_clauses(self, index: int, formula: Clauses) -> None:
        """All clauses must hold; one of several literals gets a gate of its own."""
        self.network.need[index] = len(formula)
        for clause in formula:
            gate = index if len(clause) == 1 else self.network.gate(1)
            for literal in clause:
                self.network.wire(self._literal(literal), gate)
            if gate != index:
                self.network.wire(gate, index)

    def _literal(self, literal: Literal) -> int:
        node = self.atom(literal.atom)
        return node if literal.plain else self.network.negation(node)

    def _wire_acts(self) -> None:
        """From the positions that count to the atoms of their acts, where somebody reads these."""
        read: dict[str, dict[str | None, int]] = {}
        for name, node in self.atoms.items():
            if name.startswith(ACTS):
                actor, act_class = self.act_of(name)
                read.setdefault(actor, {})[act_class] = node
        for index, position in enumerate(self.positions):
            nodes = read.get(position.promisor)
            if nodes is None or not self.counted[index] or position.direction is not Direction.GIVE:
                continue
            gate = nodes.get(position.act)
            if gate is None and position.act not in NO_SUPPORT:
                gate = nodes.get(None)
            if gate is not None:
                self.network.wire(index, gate)

    def atom(self, name: str) -> int:
        """The node of an atom, made at the first call; that of a supporting act feeds the atom of its actor."""
        node = self.atoms.get(name)
        if node is None:
            node = self.atoms[name] = self.network.gate(1)
            if name.startswith(ACTS):
                actor, act_class = self.act_of(name)
                if act_class is not None and act_class not in NO_SUPPORT:
                    self.network.wire(node, self.atom(act_atom(actor)))
        return node

    def act_of(self, atom: str) -> tuple[str, str | None]:
        """Actor and act class of an act atom."""
        return actor_and_class(atom, self.classes)

    def events(self) -> list[str]:
        """The atoms that only a scenario can set."""
        return [name for name in self.atoms if not name.startswith(ACTS)]

    def of_actor(self, actor: str) -> list[int]:
        """The positions of an actor, by number."""
        if self._by_actor is None:
            self._by_actor = {}
            for index, position in enumerate(self.positions):
                self._by_actor.setdefault(position.promisor, []).append(index)
        return self._by_actor.get(actor, [])

    def serving(self, atom: str) -> list[int]:
        """All positions of an actor on the acts that an act atom covers: refusals, weak ones and endings too."""
        actor, act_class = self.act_of(atom)
        return [index for index in self.of_actor(actor) if _covers(act_class, self.positions[index].act)]

    def feeders(self, atom: str) -> list[int]:
        """The positions whose act makes an act atom true when they hold."""
        served = self.serving(atom)
        return [i for i in served if self.counted[i] and self.positions[i].direction is Direction.GIVE]


def _is_plain(condition: Condition) -> bool:
    """Does the atom follow from kind and actor alone, and is it one?"""
    on = condition.on
    return (
        (on is None or "," not in on)
        and condition.kind is not ConditionKind.OTHER
        and (on is not None or condition.kind is not ConditionKind.OTHER_ACTS)
    )


def _covers(act_class: str | None, act: str) -> bool:
    """Is an act of this class what the atom speaks of? Without a class: is it a supporting one?"""
    return act == act_class if act_class is not None else act not in NO_SUPPORT
