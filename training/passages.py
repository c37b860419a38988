"""Passages of coded sentences for the network that reads: what it sees at once, and how that is laid out for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
import torch

from pledgebook.reading.network import ROOM
from pledgebook.syntax.encoding import Own, packed, pad, together
from pledgebook.syntax.encoding import Passage as Numbers
from training.network import Inputs, Passages
from training.stands import CodedSentence

SHORTEST, LONGEST = 15, 135
"""The room of a passage in wordpieces lies anywhere between these while the network is taught, so that none is strange to it."""


class Passage(NamedTuple):
    """Coded sentences in a row, and what stands before and in them in numbers."""

    sentences: Sequence[CodedSentence]
    encoded: Numbers


def passages(data: Iterable[CodedSentence], random: Random | None = None) -> Iterator[Passage]:
    """All of ``data`` in passages of the size that is read, or of sizes by chance."""
    for run in _runs(data):
        room = ROOM if random is None else random.randint(SHORTEST, LONGEST)
        for group in packed([len(sentence.own.pieces) for sentence in run], room):
            own = run[group]
            yield Passage(own, together(own[0].before, [sentence.own for sentence in own]))


def _runs(data: Iterable[CodedSentence]) -> Iterator[list[CodedSentence]]:
    """Sentences that follow each other with nothing between them."""
    run: list[CodedSentence] = []
    for sentence in data:
        if run and not sentence.follows:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def inputs(batch: Sequence[Passage]) -> Passages:
    """The network's inputs for some passages; their sentences come in the order of ``sentences_of``."""
    whole, length = _padded([passage.encoded for passage in batch]), max(len(p.encoded.pieces) for p in batch)
    own = [sentence.own for sentence in sentences_of(batch)]
    begins = [row * length + begin for row, passage in enumerate(batch) for begin in passage.encoded.begins]
    at = np.zeros((len(own), max(len(one.pieces) for one in own)), np.int64)
    for row, (one, begin) in enumerate(zip(own, begins, strict=True)):
        at[row, : len(one.pieces)] = np.arange(begin, begin + len(one.pieces))
    return Passages(whole, torch.from_numpy(at), _padded(own))


def sentences_of(batch: Iterable[Passage]) -> list[CodedSentence]:
    """The sentences of passages in their order."""
    return [sentence for passage in batch for sentence in passage.sentences]


def _padded(rows: Sequence[Own | Numbers]) -> Inputs:
    """Rows in arrays of one size; a whole passage has no words of its own."""
    encoded = [row if isinstance(row, Own) else Own(row.pieces, row.shapes, [0], [0]) for row in rows]
    padded = pad(encoded)
    words = np.zeros(padded.first.shape, bool)
    for row, one in enumerate(encoded):
        words[row, : len(one.first)] = True
    return Inputs(*(torch.from_numpy(array) for array in (*padded, words)))
