"""Dependency trees in Universal Dependencies, frozen and quick to walk: whoever writes rules lives here.

Tokens are numbered from 0; the root's head is ``-1``. What a walk needs is worked out once, when the tree is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from pledgebook.model import Span

NO_HEAD = -1
"""The head of the root."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word of a tree. ``text == document.text[span.start:span.end]``; ``label`` is its relation to ``head``."""

    i: int
    text: str
    span: Span
    lemma: str
    upos: str
    xpos: str
    head: int
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A sentence's tree.

    ``span`` is the sentence's place in the document and ``text`` its words. ``certainties`` holds, for each token,
    the probability that the parser gives its arc; ``vector`` is the sentence vector for light classifiers; ``heads`` holds
    what a further network said of the words, by the names of its heads. All are ``None`` in trees made by hand. ``cut`` is
    true when the sentence was too long to be parsed in one piece. ``dependents`` holds the numbers of each token's direct
    dependents, left to right.
    """

    tokens: tuple[Token, ...]
    span: Span
    text: str
    cut: bool = False
    certainties: tuple[float, ...] | None = None
    vector: npt.NDArray[np.float32] | None = None
    heads: Mapping[str, npt.NDArray[np.float32]] | None = None
    root: int = field(init=False)
    dependents: tuple[tuple[int, ...], ...] = field(init=False, repr=False)
    _order: tuple[int, ...] = field(init=False, repr=False)
    _enter: tuple[int, ...] = field(init=False, repr=False)
    _size: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the tree. Raises ``ValueError`` when the heads are no tree with one root."""
        below: list[list[int]] = [[] for _ in self.tokens]
        roots = []
        for token in self.tokens:
            if token.head == NO_HEAD:
                roots.append(token.i)
            elif 0 <= token.head < len(below):
                below[token.head].append(token.i)
            else:
                raise ValueError(f"there is no token {token.head}, the head of {token.text!r}: {self.text[:80]!r}")
        if len(roots) != 1:
            raise ValueError(f"a tree has one root, this has {len(roots)}: {self.text[:80]!r}")
        order = _walk(below, roots[0])
        if len(order) != len(self.tokens):
            raise ValueError(f"the heads run in a circle: {self.text[:80]!r}")
        size = [1] * len(order)
        for i in order[:0:-1]:
            size[self.tokens[i].head] += size[i]
        enter = [0] * len(order)
        for place, i in enumerate(order):
            enter[i] = place
        put = object.__setattr__
        put(self, "root", roots[0])
        put(self, "dependents", tuple(map(tuple, below)))
        put(self, "_order", tuple(order))
        put(self, "_enter", tuple(enter))
        put(self, "_size", tuple(size))

    def told(self, heads: Mapping[str, npt.NDArray[np.float32]]) -> Tree:
        """The same tree with what a further network said of its words."""
        tree = copy(self)
        object.__setattr__(tree, "heads", heads)
        return tree

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def head(self, i: int) -> Token | None:
        """The token that ``i`` depends on; ``None`` for the root."""
        head = self.tokens[i].head
        return None if head == NO_HEAD else self.tokens[head]

    def children(self, i: int) -> tuple[Token, ...]:
        """The direct dependents of ``i``, left to right."""
        return tuple([self.tokens[j] for j in self.dependents[i]])

    def child(self, i: int, *labels: str) -> Token | None:
        """The first direct dependent of ``i`` with one of ``labels``; ``None`` where there is none."""
        for j in self.dependents[i]:
            if self.tokens[j].label in labels:
                return self.tokens[j]
        return None

    def subtree(self, i: int) -> tuple[int, ...]:
        """The numbers of ``i`` and all tokens below it, in the order of the sentence."""
        start = self._enter[i]
        return tuple(sorted(self._order[start : start + self._size[i]]))

    def subtree_span(self, i: int) -> Span:
        """From the first to the last character of the subtree (of a non-projective one: with what lies between)."""
        start = self._enter[i]
        inside = self._order[start : start + self._size[i]]
        return Span(self.tokens[min(inside)].span.start, self.tokens[max(inside)].span.end)

    def dominates(self, i: int, j: int) -> bool:
        """True when ``j`` is ``i`` or lies below it."""
        return 0 <= self._enter[j] - self._enter[i] < self._size[i]

    def ancestors(self, i: int) -> Iterator[Token]:
        """The head of ``i``, that one's head, and so on up to the root."""
        head = self.tokens[i].head
        while head != NO_HEAD:
            token = self.tokens[head]
            yield token
            head = token.head

    def path(self, i: int, j: int) -> tuple[int, ...]:
        """The tokens on the way from ``i`` up to the lowest common ancestor and down to ``j``, both ends included."""
        up = [i]
        while not self.dominates(up[-1], j):
            up.append(self.tokens[up[-1]].head)
        down = []
        while j != up[-1]:
            down.append(j)
            j = self.tokens[j].head
        return (*up, *reversed(down))

    def words(self, span: Span) -> str:
        """What the sentence says at ``span``, given in the document's offsets."""
        return self.text[span.start - self.span.start : span.end - self.span.start]

    @property
    def confidence(self) -> float:
        """The geometric mean of the arcs' probabilities, punctuation left out; 1.0 for a tree made by hand."""
        if self.certainties is None:
            return 1.0
        pairs = zip(self.tokens, self.certainties, strict=True)
        counted = [p for token, p in pairs if token.upos != "PUNCT"] or list(self.certainties)
        return float(np.exp(np.mean(np.log(np.maximum(counted, 1e-9)))))

    @classmethod
    def from_conllu(cls, text: str, start: int = 0) -> Tree:
        """A tree written by hand, for tests and for reading other parsers' output; see ``pledgebook.syntax.conllu``."""
        from pledgebook.syntax.conllu import read_tree

        return read_tree(text, start)


def _walk(below: Sequence[Sequence[int]], root: int) -> list[int]:
    """The tokens in the order of a walk downwards from ``root``."""
    order = []
    waiting = [root]
    while waiting:
        i = waiting.pop()
        order.append(i)
        waiting.extend(below[i])
    return order
