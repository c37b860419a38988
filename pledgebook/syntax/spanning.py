"""From arc scores to the best tree with one root (Chu-Liu-Edmonds, grown along paths as by Tarjan).

Taking the best head of every word gives a tree for nine sentences of news in ten; the others need the search. It takes
time with the square of the words: text that repeats one character would otherwise take its cube.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Heads = npt.NDArray[np.intp]
FORBIDDEN = -np.inf


def best_tree(scores: Scores) -> list[int]:
    """The heads of the tree with the highest sum of ``scores[dependent, head]``.

    Node 0 is the root and its entry of the result is 0; exactly one word hangs from it.
    """
    size = len(scores)
    usable = scores.copy()
    usable[0, :] = FORBIDDEN
    np.fill_diagonal(usable, FORBIDDEN)
    greedy: list[int] = usable.argmax(1).tolist()
    greedy[0] = 0
    if greedy[1:].count(0) == 1 and _reaches_root(greedy):
        return greedy
    # A fine on every arc from the root, greater than any difference between two trees, makes one such arc best;
    # trees with one root all pay it once, so that their order stays (Stanojević and Cohen 2021).
    finite = usable[np.isfinite(usable)]
    spread = float(finite.max() - finite.min()) if finite.size else 0.0
    usable[1:, 0] -= (spread + 1.0) * size
    return _Contraction(usable).solve()


def _reaches_root(heads: list[int]) -> bool:
    """True when following ``heads`` leads from every node to 0."""
    walk = [0] * len(heads)
    walk[0] = len(heads)
    for start in range(1, len(heads)):
        i = start
        while walk[i] == 0:
            walk[i] = start
            i = heads[i]
        if walk[i] == start:
            return False
    return True


class _Contraction:
    """The search: follow best heads; where they run in a circle, make one node of it and go on.

    A node lives in a row and column of ``scores``; a circle takes over the place of its first member, and every entry
    remembers which arc of the sentence it stands for. Nodes are numbered in the order in which they come to be.
    """

    def __init__(self, scores: Scores) -> None:
        size = len(scores)
        self._scores = scores
        self._dependent: Heads = np.repeat(np.arange(size)[:, None], size, axis=1)
        self._head: Heads = self._dependent.T.copy()
        self._node = list(range(size))
        self._within: list[int | None] = [None] * size
        self._members: list[list[int]] = [[] for _ in range(size)]
        self._arc: list[tuple[int, int]] = [(0, 0)] * size
        self._gain = np.zeros(size)

    def solve(self) -> list[int]:
        """The heads of the best tree."""
        settled = {0}
        gone: set[int] = set()
        for start in range(1, len(self._scores)):
            path = [] if start in settled or start in gone else [start]
            while path:
                best = self._follow(path[-1])
                if best in settled:
                    settled.update(path)
                    break
                if best in path:
                    ring = path[path.index(best) :]
                    self._merge(ring)
                    gone.update(ring[1:])
                    path = path[: -len(ring)] + ring[:1]
                else:
                    path.append(best)
        return self._expand()

    def _follow(self, place: int) -> int:
        """Choose the best head of the node at ``place``, and say where that is."""
        best = int(self._scores[place].argmax())
        self._arc[self._node[place]] = int(self._dependent[place, best]), int(self._head[place, best])
        self._gain[place] = self._scores[place, best]
        return best

    def _merge(self, ring: list[int]) -> None:
        """Make one node of a circle. An arc into it replaces the arc that its word has there: the difference counts."""
        places = np.array(ring, np.intp)
        every = np.arange(len(self._scores))
        entering = self._scores[places] - self._gain[places, None]
        rows = places[entering.argmax(0)]
        columns = places[self._scores[:, places].argmax(1)]
        leaving = self._scores[every, columns]
        self._scores[ring[0]] = entering.max(0)
        self._scores[:, ring[0]] = leaving
        for table in (self._dependent, self._head):
            row, column = table[rows, every], table[every, columns]
            table[ring[0]] = row
            table[:, ring[0]] = column
        self._scores[:, ring[1:]] = FORBIDDEN
        self._scores[ring[0], ring[0]] = FORBIDDEN
        for place in ring:
            self._within[self._node[place]] = len(self._members)
        self._members.append([self._node[place] for place in ring])
        self._within.append(None)
        self._arc.append((0, 0))
        self._node[ring[0]] = len(self._members) - 1

    def _expand(self) -> list[int]:
        """Undo the circles: each is broken where the arc chosen for it enters, and keeps its other arcs."""
        heads = [0] * len(self._scores)
        waiting = [node for node, outer in enumerate(self._within) if outer is None and node]
        while waiting:
            node = waiting.pop()
            inner, head = self._arc[node]
            heads[inner] = head
            while inner != node:
                outer = self._within[inner]
                assert outer is not None, "the dependent of an arc lies within the node that it was chosen for"
                waiting.extend(member for member in self._members[outer] if member != inner)
                inner = outer
        return heads
