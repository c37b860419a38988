"""What the network says of each word of a sentence: hints to be weighed with the facts of the rules, never decisions.

It says how likely a word heads the act of a commitment, a request or an objection, of which class, how firm, whether the act
is stopped, and which other words name the promisor; and how likely the sentence holds a statement at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pledgebook.model import Firmness, Kind
from pledgebook.syntax import Tree

Floats = npt.NDArray[np.float32]

KINDS = (Kind.COMMITMENT, Kind.REQUEST, Kind.OBJECTION)
"""The kinds that hang on an act, in the order of the network's outputs."""
FIRMNESS = tuple(Firmness)
POINTED = 0.25
"""How likely a word must be to name the promisor, to be tried."""
STAND, PROMISOR, SENTENCE = "stand", "promisor", "sentence"
"""Names of the network's heads."""


class Hints(NamedTuple):
    """Probabilities for one sentence of n words.

    ``kind`` is (n, 3), ``act`` (n, classes), ``firmness`` (n, 9), ``stopped`` (n), ``promisor[i, j]`` that word ``j`` names the
    promisor of the act that word ``i`` heads. ``sentence`` is the log odds that the sentence holds a statement. ``acts`` names
    the classes.
    """

    kind: Floats
    act: Floats
    firmness: Floats
    stopped: Floats
    promisor: Floats
    sentence: float
    acts: tuple[str, ...]

    @classmethod
    def of(cls, tree: Tree, acts: Sequence[str]) -> Hints | None:
        """The hints for a tree; ``None`` where the network was not asked."""
        if tree.heads is None or STAND not in tree.heads or not acts:
            return None
        stand = tree.heads[STAND]
        kind, act, firmness, stopped = np.split(stand, np.cumsum((len(KINDS), len(acts), len(FIRMNESS))), axis=1)
        return cls(
            _sigmoid(kind),
            _softmax(act),
            _softmax(firmness),
            _sigmoid(stopped)[:, 0],
            _sigmoid(tree.heads[PROMISOR]),
            float(tree.heads[SENTENCE][0]),
            tuple(acts),
        )

    def promisors(self, i: int) -> list[int]:
        """The words that likely name the promisor of the act that word ``i`` heads, likeliest first."""
        row = self.promisor[i]
        return [int(j) for j in np.argsort(-row, kind="stable")[:2] if row[j] >= POINTED]

    def of_act(self, name: str) -> Floats | None:
        """For each word how likely it heads an act of class ``name``; ``None`` for a class that the heads do not know."""
        return self.act[:, self.acts.index(name)] if name in self.acts else None


def width(acts: int) -> int:
    """How many numbers a word gets from the head ``stand``."""
    return len(KINDS) + acts + len(FIRMNESS) + 1


def _sigmoid(x: Floats) -> Floats:
    made: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return made


def _softmax(x: Floats) -> Floats:
    powers = np.exp(x - x.max(axis=1, keepdims=True)) if len(x) else x
    made: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return made
