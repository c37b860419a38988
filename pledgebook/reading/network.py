"""The network that reads: for each word of a sentence, what it says about stands, before anything is parsed.

A MiniLM encoder of its own, taught on coded sentences (``training/reading.py``). Its lower layers read the sentences of a passage
together, with the end of what stands before it, so that who "he" is and what "it" is may be in view; its upper ones read each
sentence for itself. The lower ones say how likely a sentence holds a statement at all, and many need no more. What the
numbers mean is in ``hints.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
import onnxruntime

from pledgebook.model import Span
from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND
from pledgebook.syntax import Word
from pledgebook.syntax.clauses import encoded_parts
from pledgebook.syntax.encoding import Own, WordPieces, packed, together
from pledgebook.syntax.parser import LONGEST, word_pieces
from pledgebook.syntax.session import open_session
from pledgebook.syntax.tokens import words

LOWER, UPPER = "network.lower.onnx", "network.upper.onnx"
"""The files of the two parts."""
BEFORE = 24
"""Wordpieces of what stands before a passage that are in view with it."""
REACH = 250
"""Characters that are looked through for them."""
ROOM = 104
"""Wordpieces of sentences that are read together: three or four sentences. A longer one is read for itself."""
APART = -10.0
"""The score of two words of one sentence that were not read together."""

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]


class Begun(NamedTuple):
    """A sentence that the lower layers have seen: the log odds that they give it, and what the upper layers go on from."""

    odds: float
    parts: Sequence[tuple[Own, Floats]]


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
        (begun,) = self.begin([words], before)
        return self.finish(begun)

    def begin(self, sentences: Sequence[Sequence[Word]], before: Sequence[Word] = ()) -> list[Begun]:
        """What the lower layers make of sentences that follow each other, to be judged by their ``odds`` before the upper ones
        are asked. ``before`` are the words that precede the first."""
        parts = [
            (number, Own.of(encoded))
            for number, own in enumerate(sentences)
            for _, encoded in encoded_parts(self._pieces, own, LONGEST)
        ]
        tail = self._pieces.ending([word.text for word in before], BEFORE)
        found: list[list[tuple[float, Own, Floats]]] = [[] for _ in sentences]
        for group in packed([len(own.pieces) for _, own in parts], ROOM):
            passage = parts[group]
            read = self.begin_encoded(tail, [own for _, own in passage])
            for (number, own), (odds, hidden) in zip(passage, read, strict=True):
                found[number].append((odds, own, hidden))
                tail = [*tail, *own.pieces[:-1]][-BEFORE:]
        return [Begun(max(odds for odds, _, _ in one), [(own, hidden) for _, own, hidden in one]) for one in found]

    def begin_encoded(self, before: Sequence[int], passage: Sequence[Own]) -> list[tuple[float, Floats]]:
        """The log odds of each sentence of a ``passage`` in numbers, and its hidden states (1, wordpieces, width)."""
        made = together(before, passage)
        hidden, early = self._lower.run(["hidden", "early"], {"pieces": _row(made.pieces), "shapes": _row(made.shapes)})
        ends = [begin + len(own.pieces) for begin, own in zip(made.begins, passage, strict=True)]
        return [
            (float(np.logaddexp.reduce(early[0, begin:end])), hidden[:, begin:end])
            for begin, end in zip(made.begins, ends, strict=True)
        ]

    def finish(self, begun: Begun) -> Mapping[str, Floats]:
        """What the heads say of a sentence that was begun; see ``say``."""
        said = [self._finish(own, hidden) for own, hidden in begun.parts]
        if len(said) == 1:
            return said[0]
        return {
            STAND: np.concatenate([part[STAND] for part in said]),
            PROMISOR: _diagonal([part[PROMISOR] for part in said]),
            SENTENCE: np.max([part[SENTENCE] for part in said], axis=0),
        }

    def _finish(self, own: Own, hidden: Floats) -> dict[str, Floats]:
        given = {"hidden": hidden, "shapes": _row(own.shapes), "first": _row(own.first), "last": _row(own.last)}
        stand, promisor, sentence = self._upper.run([STAND, PROMISOR, SENTENCE], given)
        return {STAND: stand[0], PROMISOR: promisor[0], SENTENCE: sentence[0]}


def passages(text: str, sentences: Sequence[Span]) -> Iterator[slice]:
    """Which of some ``sentences`` of ``text`` follow each other with nothing between them."""
    start = 0
    for i in range(1, len(sentences)):
        if text[sentences[i - 1].end : sentences[i].start].strip():
            yield slice(start, i)
            start = i
    if sentences:
        yield slice(start, len(sentences))


def preceding(text: str, start: int) -> list[Word]:
    """The last words of ``text`` before the place ``start``, as many as are in view."""
    begin = max(0, start - REACH)
    return words(text[begin:start], begin, chunks=BEFORE)


def _row(numbers: Sequence[int]) -> Whole:
    return np.array([numbers], np.int64)


def _diagonal(parts: Sequence[Floats]) -> Floats:
    """Scores of pairs of words within each part; those of different parts are ``APART``."""
    size = sum(len(part) for part in parts)
    whole, start = np.full((size, size), APART, np.float32), 0
    for part in parts:
        whole[start : start + len(part), start : start + len(part)] = part
        start += len(part)
    return whole
