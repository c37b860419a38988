"""The network that reads: for each word of a sentence, what it says about stands, before anything is parsed.

A MiniLM encoder of its own, taught on coded sentences (``training/reading.py``). It sees a sentence at a time with the end of
what stands before it, so that what it says depends on these alone. It is asked in two parts: the lower layers say how likely
the sentence holds a statement at all, and most sentences need no more. What its numbers mean is in ``hints.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
import onnxruntime

from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND
from pledgebook.syntax import Word
from pledgebook.syntax.clauses import encoded_parts
from pledgebook.syntax.encoding import Batch, Encoded, WordPieces, after, pad
from pledgebook.syntax.parser import LONGEST, word_pieces
from pledgebook.syntax.session import open_session
from pledgebook.syntax.tokens import words

LOWER, UPPER = "network.lower.onnx", "network.upper.onnx"
"""The files of the two parts."""
BEFORE = 24
"""Wordpieces of what stands before a sentence that are in view with it."""
REACH = 250
"""Characters that are looked through for them."""
APART = -10.0
"""The score of two words of one sentence that were not read together."""

Floats = npt.NDArray[np.float32]


class Begun(NamedTuple):
    """A sentence that the lower layers have seen: the log odds that they give it, and what the upper layers go on from."""

    odds: float
    parts: Sequence[tuple[Batch, Floats]]


class Network:
    """A loaded network. One may be used by several threads; each process needs its own."""

    def __init__(
        self, lower: onnxruntime.InferenceSession, upper: onnxruntime.InferenceSession, pieces: WordPieces
    ) -> None:
        """Use ``Network.load``."""
        self._lower, self._upper, self._pieces = lower, upper, pieces
        self.acts: tuple[str, ...] = tuple(json.loads(upper.get_modelmeta().custom_metadata_map["acts"]))
        """The classes of acts that it tells apart, in the order of its outputs."""

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> Self:
        """The network whose two files lie in ``folder`` (those that ship, by default), on ``threads`` threads.

        Raises ``InputError`` when one is not there or is no model of ours.
        """
        folder = folder or Path(__file__).parent
        lower, upper = (
            open_session(folder / name, "acts", "reading model", "python -m training.reading", threads)
            for name in (LOWER, UPPER)
        )
        return cls(lower, upper, word_pieces())

    def say(self, words: Sequence[Word], before: Sequence[Word] = ()) -> Mapping[str, Floats]:
        """What the heads say of a sentence of n words: ``stand`` (n, numbers), ``promisor`` (n, n), ``sentence`` (1).

        A sentence that is too long is read in parts at clause boundaries; of these the likeliest to hold a statement counts.
        ``before`` are the words that precede it.
        """
        return self.finish(self.begin(words, before))

    def begin(self, words: Sequence[Word], before: Sequence[Word] = ()) -> Begun:
        """What the lower layers make of a sentence, to be judged by its ``odds`` before the upper ones are asked."""
        pieces = self._pieces.ending([word.text for word in before], BEFORE)
        return self.begin_encoded([after(pieces, part) for _, part in encoded_parts(self._pieces, words, LONGEST)])

    def begin_encoded(self, sentence: Sequence[Encoded]) -> Begun:
        """``begin`` for a sentence in numbers, in parts where it is long."""
        parts, odds = [], []
        for encoded in sentence:
            batch = pad([encoded])
            hidden, early = self._lower.run(["hidden", "early"], _only(batch, "pieces", "mask", "shapes"))
            parts.append((batch, hidden))
            odds.append(float(early[0, 0]))
        return Begun(max(odds), parts)

    def finish(self, begun: Begun) -> Mapping[str, Floats]:
        """What the heads say of a sentence that was begun; see ``say``."""
        said = [self._finish(batch, hidden) for batch, hidden in begun.parts]
        if len(said) == 1:
            return said[0]
        return {
            STAND: np.concatenate([part[STAND] for part in said]),
            PROMISOR: _diagonal([part[PROMISOR] for part in said]),
            SENTENCE: np.max([part[SENTENCE] for part in said], axis=0),
        }

    def _finish(self, batch: Batch, hidden: Floats) -> dict[str, Floats]:
        given = {"hidden": hidden, **_only(batch, "mask", "shapes", "first", "last")}
        stand, promisor, sentence = self._upper.run([STAND, PROMISOR, SENTENCE], given)
        return {STAND: stand[0, 1:], PROMISOR: promisor[0, 1:, 1:], SENTENCE: sentence[0]}


def preceding(text: str, start: int) -> list[Word]:
    """The last words of ``text`` before the place ``start``, as many as are in view."""
    begin = max(0, start - REACH)
    return words(text[begin:start], begin, chunks=BEFORE)


def _only(batch: Batch, *names: str) -> dict[str, npt.NDArray[np.int64 | np.int32]]:
    return {name: getattr(batch, name) for name in names}


def _diagonal(parts: Sequence[Floats]) -> Floats:
    """Scores of pairs of words within each part; those of different parts are ``APART``."""
    size = sum(len(part) for part in parts)
    whole, start = np.full((size, size), APART, np.float32), 0
    for part in parts:
        whole[start : start + len(part), start : start + len(part)] = part
        start += len(part)
    return whole
