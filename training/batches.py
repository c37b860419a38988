"""Training examples, and batches of about the same number of wordpieces made of sentences of about the same length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor

from pledgebook.syntax.encoding import Encoded, WordPieces, pad
from training.network import Inputs
from training.treebank import GoldSentence

IGNORED = -100
"""The target that the cross entropy leaves out: padding, the root, and tags that the training data does not have."""


class Labels(NamedTuple):
    """The tag sets, in the order of the network's outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    label: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Sequence[GoldSentence]) -> Labels:
        """All tags that occur in ``sentences``."""
        words = [word for sentence in sentences for word in sentence.words]
        return cls(
            tuple(sorted({w.upos for w in words})),
            tuple(sorted({w.xpos for w in words})),
            tuple(sorted({w.label for w in words})),
        )


class Example(NamedTuple):
    """One sentence in numbers, with its targets (root left out) and its number in the training data."""

    number: int
    encoded: Encoded
    upos: list[int]
    xpos: list[int]
    head: list[int]
    label: list[int]


class HasPieces(Protocol):
    """Anything that stands for a sentence in numbers."""

    @property
    def encoded(self) -> Encoded:
        """Its wordpieces."""
        ...


Item = TypeVar("Item", bound=HasPieces)


class Targets(NamedTuple):
    """What the heads should say, ``IGNORED`` where nothing is asked."""

    upos: Tensor
    xpos: Tensor
    head: Tensor
    label: Tensor


def examples(sentences: Sequence[GoldSentence], pieces: WordPieces, labels: Labels, longest: int) -> list[Example]:
    """Encode ``sentences``; those of more than ``longest`` wordpieces are left out."""
    upos, xpos, label = ({tag: i for i, tag in enumerate(tags)} for tags in labels)
    made = []
    for number, sentence in enumerate(sentences):
        encoded = pieces.encode(sentence.forms)
        if len(encoded.pieces) <= longest:
            words = sentence.words
            made.append(
                Example(
                    number,
                    encoded,
                    [upos.get(w.upos, IGNORED) for w in words],
                    [xpos.get(w.xpos, IGNORED) for w in words],
                    [w.head for w in words],
                    [label.get(w.label, IGNORED) for w in words],
                )
            )
    return made


def batches(data: Sequence[Item], pieces: int, random: Random) -> list[list[Item]]:
    """Batches of at most ``pieces`` wordpieces, padding included, in random order.

    Sentences are sorted by length, with a jitter so that each epoch has other batches.
    """
    jittered = sorted(data, key=lambda item: len(item.encoded.pieces) + 3 * random.random())
    made: list[list[Item]] = []
    batch: list[Item] = []
    longest = 0
    for item in jittered:
        longest = max(longest, len(item.encoded.pieces))
        if batch and longest * (len(batch) + 1) > pieces:
            made.append(batch)
            batch, longest = [], len(item.encoded.pieces)
        batch.append(item)
    made.append(batch)
    random.shuffle(made)
    return made


def endless(data: Sequence[Item], pieces: int, seed: int) -> Iterator[list[Item]]:
    """Batches of epoch after epoch; the order depends on the seed and the epoch's number alone."""
    epoch = 0
    while True:
        yield from batches(data, pieces, Random(f"{seed}/{epoch}"))
        epoch += 1


def inputs(batch: Sequence[HasPieces]) -> Inputs:
    """The network's inputs for a batch."""
    padded = pad([example.encoded for example in batch])
    words = np.zeros(padded.first.shape, bool)
    for row, example in enumerate(batch):
        words[row, : len(example.encoded.first)] = True
    return Inputs(*(torch.from_numpy(array) for array in (*padded, words)))


def targets(batch: Sequence[Example]) -> Targets:
    """The targets for a batch, padded like its inputs."""
    width = max(len(example.head) for example in batch) + 1

    def column(name: str) -> Tensor:
        array = np.full((len(batch), width), IGNORED, np.int64)
        for row, example in enumerate(batch):
            values = getattr(example, name)
            array[row, 1 : len(values) + 1] = values
        return torch.from_numpy(array)

    return Targets(column("upos"), column("xpos"), column("head"), column("label"))
