"""What the network that reads is taught: what coders wrote, and what a larger network says beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from pledgebook.reading.hints import FIRMNESS, KINDS, PROMISOR, SENTENCE, STAND
from training.network import Inputs
from training.stands import CodedSentence

ACT_LOSS, STEP_LOSS, STOP_LOSS, PROMISOR_LOSS, SENTENCE_LOSS, EARLY_LOSS = 0.7, 0.35, 0.35, 0.2, 0.5, 0.3
"""Weights of the losses beside that of the kind."""
SOMEWHERE_LOSS = 0.5
"""The weight of rows whose word is unknown."""
UNSAID = -10.0
"""The teacher's score of padding."""
FAINT = 0.02
"""Up to this chance that a word carries a stand, nothing is learned of what a teacher holds of it."""

Scores = npt.NDArray[np.float32]
Heads = Mapping[str, Scores]
"""What the heads say of the n words of a sentence, by their names."""


class Reading(NamedTuple):
    """The heads' outputs for a batch, by what they tell."""

    kind: Tensor
    act: Tensor
    firmness: Tensor
    stopped: Tensor
    promisor: Tensor
    sentence: Tensor
    early: Tensor

    @classmethod
    def of(cls, told: tuple[Tensor, Tensor, Tensor, Tensor], acts: int) -> Reading:
        """From the outputs of the heads."""
        stand, promisor, sentence, early = told
        kind, act, firmness, stopped = stand.split([len(KINDS), acts, len(FIRMNESS), 1], dim=-1)
        return cls(kind, act, firmness, stopped[..., 0], promisor, sentence, early)


class Trust(NamedTuple):
    """How much a teacher counts against the coders of a document: about which words and sentences hold a stand, and about
    all else (acts, steps, promisors)."""

    where: float
    what: float


class Taught(NamedTuple):
    """What a teacher holds of a batch, as chances in the places of ``Reading``, and how much it counts against the coders,
    sentence by sentence."""

    kind: Tensor
    act: Tensor
    firmness: Tensor
    stopped: Tensor
    promisor: Tensor
    sentence: Tensor
    where: Tensor
    what: Tensor

    @classmethod
    def of(cls, heads: Sequence[Heads], words: int, trust: Sequence[Trust]) -> Taught:
        """From what its heads said of each sentence, padded to ``words``."""
        stand = np.full((len(heads), words, heads[0][STAND].shape[1]), UNSAID, np.float32)
        promisor = np.full((len(heads), words, words), UNSAID, np.float32)
        for row, said in enumerate(heads):
            n = len(said[STAND])
            stand[row, :n], promisor[row, :n, :n] = said[STAND], said[PROMISOR]
        odds = torch.tensor([float(said[SENTENCE][0]) for said in heads])
        acts = stand.shape[2] - len(KINDS) - len(FIRMNESS) - 1
        told = Reading.of((torch.from_numpy(stand), torch.from_numpy(promisor), odds, odds), acts)
        return cls(
            told.kind.sigmoid(),
            told.act.softmax(-1),
            told.firmness.softmax(-1),
            told.stopped.sigmoid(),
            told.promisor.sigmoid(),
            odds.sigmoid(),
            torch.tensor([one.where for one in trust]),
            torch.tensor([one.what for one in trust]),
        )


def reading_loss(out: Reading, x: Inputs, batch: Sequence[CodedSentence], taught: Taught | None = None) -> Tensor:
    """The loss of a batch of coded sentences, a mean over sentences.

    A teacher's doubts tell more than the coders' yes and no (Hinton, Vinyals and Dean 2015): it is heard beside them, as much
    as it is trusted.
    """
    kinds, known, rest = _by_coders(out, x, batch)
    words = _binary(out.kind, kinds).sum(-1) * known
    holds = torch.tensor([float(bool(sentence.stands)) for sentence in batch])
    if taught is not None:
        where = taught.where[:, None]
        words = (1 - where) * words + where * _binary(out.kind, taught.kind).sum(-1) * x.words
        holds = (1 - taught.where) * holds + taught.where * taught.sentence
        rest = (1 - taught.what) * rest + taught.what * _by_teacher(out, x, taught)
    total = words.sum() + rest.sum()
    for odds, weight in ((out.sentence, SENTENCE_LOSS), (out.early, EARLY_LOSS)):
        total = total + weight * _binary(odds, holds).sum()
    return total / len(batch)


def _by_coders(out: Reading, x: Inputs, batch: Sequence[CodedSentence]) -> tuple[Tensor, Tensor, Tensor]:
    """Which words carry a stand of which kind, of which words that is known, and the loss of each sentence about all else."""
    real = x.words
    acts = functional.log_softmax(out.act, -1)
    kinds, known = torch.zeros_like(out.kind), real.clone()
    losses = []
    for row, sentence in enumerate(batch):
        total = out.kind.new_zeros(())
        for stand in sentence.stands:
            word = stand.anchor
            if word < 0:
                known[row] = False
                somewhere = functional.logsigmoid(out.kind[row, :, stand.kind]) + acts[row, :, stand.act]
                best = torch.logsumexp(3 * somewhere.masked_fill(~real[row], -1e4), 0) / 3
                total = total - SOMEWHERE_LOSS * best.clamp(max=-1e-4)
                continue
            kinds[row, word, stand.kind] = 1.0
            total = total - ACT_LOSS * acts[row, word, stand.act]
            if stand.firmness >= 0:
                step = torch.tensor([stand.firmness])
                total = total + STEP_LOSS * functional.cross_entropy(out.firmness[row, word][None], step)
            total = total + STOP_LOSS * _binary(out.stopped[row, word], torch.tensor(float(stand.stopped)))
            if stand.promisors:
                named = torch.zeros(real.shape[1])
                named[list(stand.promisors)] = 1.0
                total = total + PROMISOR_LOSS * (_binary(out.promisor[row, word], named) * real[row]).sum()
        losses.append(total)
    return kinds, known, torch.stack(losses)


def _by_teacher(out: Reading, x: Inputs, taught: Taught) -> Tensor:
    """The loss of each sentence about acts, steps and promisors, at words that the teacher holds to carry a stand."""
    carries = taught.kind.amax(-1) * x.words
    carries = carries * (carries > FAINT)
    act = -(taught.act * functional.log_softmax(out.act, -1)).sum(-1)
    step = -(taught.firmness * functional.log_softmax(out.firmness, -1)).sum(-1)
    promisor = (_binary(out.promisor, taught.promisor) * x.words[:, None, :]).sum(-1)
    each = (
        ACT_LOSS * act + STEP_LOSS * step + STOP_LOSS * _binary(out.stopped, taught.stopped) + PROMISOR_LOSS * promisor
    )
    return (carries * each).sum(-1)


def _binary(scores: Tensor, chances: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, chances, reduction="none")
