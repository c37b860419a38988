"""Who waits on whom, for what, and which first moves release those who wait on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from pledgebook.model import Condition, ConditionKind, Link, Position
from pledgebook.reckoning.conditions import ACTS, NO_SUPPORT, Clauses, Literal, act_atom, atoms
from pledgebook.reckoning.scenario import Outcome, State

_ON_AN_ACTOR = (ConditionKind.OTHER_ACTS, ConditionKind.MANDATE, ConditionKind.INVITATION)
"""Conditions that somebody must fulfil; a truce, a deal or an attack is an event, nobody's alone to bring."""

TRIALS = 100_000
"""Most steps of the search for first moves in one deadlock: about a second."""


@dataclass(frozen=True)
class Wait:
    """``promisor`` waits on ``on`` for ``atom`` before its ``act``, in the words ``text``; ``position`` is its number.

    ``on`` is an actor, or an event that is nobody's alone to bring (``ceasefire``). ``link`` says how it bears: ``if``,
    ``until``, ``unless``. ``rests_on`` are the statements on whose word that is so.
    """

    promisor: str
    act: str
    firmness: str
    on: str
    atom: str
    text: str
    state: State
    position: int
    rests_on: tuple[str, ...]
    link: Link = Link.IF


@dataclass(frozen=True)
class Deadlock:
    """Positions (by number) that wait on each other. ``first_moves``: the smallest sets of (promisor, act) that, made
    without waiting, release all of them once what they need from elsewhere has come.

    ``searched``: no set of up to so many moves was left untried; less than the size of a first move only where
    ``first_moves`` is empty because the search was cut.
    """

    positions: tuple[int, ...]
    actors: tuple[str, ...]
    first_moves: tuple[tuple[tuple[str, str], ...], ...]
    searched: int


def waits(outcome: Outcome) -> list[Wait]:
    """One for each position and each atom of its conditions; what holds, and what has come or cannot come as assumed,
    is left out."""
    return [
        wait
        for index, position in enumerate(outcome.positions)
        if position.conditions and outcome.states[index] is not State.HOLDS
        for wait in _of_position(outcome, index, position)
    ]


def _of_position(outcome: Outcome, index: int, position: Position) -> Iterator[Wait]:
    for condition in position.conditions:
        for atom in atoms(condition):
            if outcome.value(atom) is not True and outcome.settings.get(atom) is not False:
                yield Wait(
                    position.promisor, position.act, position.firmness.value, _awaited(outcome, condition, atom), atom,
                    condition.text, outcome.states[index], index, position.rests_on, condition.link,
                )  # fmt: skip


def _awaited(outcome: Outcome, condition: Condition, atom: str) -> str:
    """The actor whose part an atom is, or the event itself."""
    if atom.startswith(ACTS):
        return outcome.system.act_of(atom)[0]
    return atom.partition(":")[2] if condition.kind in _ON_AN_ACTOR and condition.on else atom


def waits_graph(listed: Sequence[Wait]) -> nx.DiGraph[str]:
    """Actors, with an edge from who waits to who is waited for; its ``waits`` are the waits behind it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for wait in listed:
        if graph.has_edge(wait.promisor, wait.on):
            graph.edges[wait.promisor, wait.on]["waits"].append(wait)
        else:
            graph.add_edge(wait.promisor, wait.on, waits=[wait])
    return graph


def deadlocks(outcome: Outcome) -> list[Deadlock]:
    """The groups of positions that wait on each other, those first that need no other group to be released."""
    graph: nx.DiGraph[int | str] = nx.DiGraph()
    waiting = [index for index, state in enumerate(outcome.states) if state is State.WAITS]
    for index in waiting:
        for clause in outcome.system.formula(index):
            for literal in clause:
                if literal.plain and literal.atom.startswith(ACTS):
                    graph.add_edge(index, literal.atom)
    for atom in [node for node in graph if isinstance(node, str)]:
        graph.add_edges_from((atom, i) for i in outcome.system.feeders(atom) if outcome.states[i] is State.WAITS)
    found = []
    # Tarjan's order: a component comes after those that it leads to, which are those that it waits for.
    for component in nx.strongly_connected_components(graph):
        members = sorted(node for node in component if isinstance(node, int))
        if len(component) > 1:
            group = _Group(outcome, members)
            # What is released as soon as others are needs no first move of its own.
            if not group.released(()):
                moves, searched = group.first_moves()
                actors = sorted({outcome.positions[index].promisor for index in members})
                found.append(Deadlock(tuple(members), tuple(actors), tuple(moves), searched))
    return found


class _Group:
    """The positions of one deadlock among themselves, what they need from elsewhere taken as come."""

    def __init__(self, outcome: Outcome, members: list[int]) -> None:
        self._feeds: dict[str, list[int]] = {}
        self._by_move: dict[tuple[str, str], list[int]] = {}
        for index in members:
            position = outcome.positions[index]
            self._by_move.setdefault((position.promisor, position.act), []).append(index)
            self._feeds.setdefault(act_atom(position.promisor, position.act), []).append(index)
            if position.act not in NO_SUPPORT:
                self._feeds.setdefault(act_atom(position.promisor), []).append(index)
        self._needs = {index: self._inner(outcome, outcome.system.formula(index)) for index in members}

    def _inner(self, outcome: Outcome, formula: Clauses) -> list[tuple[str, ...]]:
        """The clauses that nothing from elsewhere fulfils, as the act atoms of the group that would."""
        return [
            tuple(literal.atom for literal in clause if literal.plain and literal.atom in self._feeds)
            for clause in formula
            if not any(self._comes_from_elsewhere(outcome, literal) for literal in clause)
        ]

    def _comes_from_elsewhere(self, outcome: Outcome, literal: Literal) -> bool:
        node = outcome.system.atoms[literal.atom]
        if literal.plain:
            return literal.atom not in self._feeds and bool(outcome.bounds.sustained[node])
        return not outcome.bounds.certain[node]

    def first_moves(self) -> tuple[list[tuple[tuple[str, str], ...]], int]:
        """All release sets of the smallest size, and up to which size every set was tried."""
        read = {atom for needs in self._needs.values() for clause in needs for atom in clause}
        useful = sorted(move for move in self._by_move if act_atom(*move) in read or act_atom(move[0]) in read)
        left = TRIALS
        for size in range(1, len(useful) + 1):
            found: list[tuple[tuple[str, str], ...]] = []
            for chosen in combinations(useful, size):
                left -= len(self._needs)
                if left < 0:
                    return found, size - 1
                if self.released(chosen):
                    found.append(chosen)
            if found:
                return found, size
        return [], len(useful)

    def released(self, moves: tuple[tuple[str, str], ...]) -> bool:
        """Do all positions of the group hold once these moves are made?"""
        holding = {index for move in moves for index in self._by_move[move]}
        while True:
            acts = {atom for atom, fed in self._feeds.items() if any(index in holding for index in fed)}
            more = {
                index
                for index, needs in self._needs.items()
                if index not in holding and all(any(atom in acts for atom in clause) for clause in needs)
            }
            if not more:
                return len(holding) == len(self._needs)
            holding |= more
