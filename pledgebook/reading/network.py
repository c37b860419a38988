"""The network that reads: for each word of a sentence, what it says about stands, before anything is parsed.

A MiniLM encoder of its own, taught on coded sentences (``training/reading.py``). It sees a sentence at a time, so that what it
says depends on that sentence alone. What its numbers mean is in ``hints.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import onnxruntime

from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND
from pledgebook.syntax import Word
from pledgebook.syntax.clauses import encoded_parts
from pledgebook.syntax.encoding import Encoded, WordPieces, pad
from pledgebook.syntax.parser import LONGEST, TOKENIZER
from pledgebook.syntax.session import open_session

MODEL = Path(__file__).with_name("network.onnx")
APART = -10.0
"""The score of two words of one sentence that were not read together."""

Floats = npt.NDArray[np.float32]


class Network:
    """A loaded network. One may be used by several threads; each process needs its own."""

    def __init__(self, session: onnxruntime.InferenceSession, pieces: WordPieces) -> None:
        """Use ``Network.load``."""
        self._session = session
        self._pieces = pieces
        self.acts: tuple[str, ...] = tuple(json.loads(session.get_modelmeta().custom_metadata_map["acts"]))
        """The classes of acts that it tells apart, in the order of its outputs."""

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Self:
        """The network in the file ``path`` (the one that ships, by default), on ``threads`` threads.

        Raises ``InputError`` when the file is not there or is no model of ours.
        """
        session = open_session(path or MODEL, "acts", "reading model", "python -m training.reading", threads)
        return cls(session, WordPieces(TOKENIZER))

    def say(self, words: Sequence[Word]) -> Mapping[str, Floats]:
        """What the heads say of a sentence of n words: ``stand`` (n, numbers), ``promisor`` (n, n), ``sentence`` (1).

        A sentence that is too long is read in parts at clause boundaries; of these the likeliest to hold a statement counts.
        """
        said = [self._run(encoded) for _, encoded in encoded_parts(self._pieces, words, LONGEST)]
        if len(said) == 1:
            return said[0]
        return {
            STAND: np.concatenate([part[STAND] for part in said]),
            PROMISOR: _diagonal([part[PROMISOR] for part in said]),
            SENTENCE: np.max([part[SENTENCE] for part in said], axis=0),
        }

    def _run(self, encoded: Encoded) -> dict[str, Floats]:
        stand, promisor, sentence = self._session.run([STAND, PROMISOR, SENTENCE], pad([encoded])._asdict())
        return {STAND: stand[0, 1:], PROMISOR: promisor[0, 1:, 1:], SENTENCE: sentence[0]}


def _diagonal(parts: Sequence[Floats]) -> Floats:
    """Scores of pairs of words within each part; those of different parts are ``APART``."""
    size = sum(len(part) for part in parts)
    whole, start = np.full((size, size), APART, np.float32), 0
    for part in parts:
        whole[start : start + len(part), start : start + len(part)] = part
        start += len(part)
    return whole
