"""What the network that reads is taught: what coders wrote, and what a larger network says beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from pledgebook.reading.hints import FIRMNESS, KINDS, SENTENCE, STAND
from training.network import Inputs
from training.stands import CodedSentence

ACT_LOSS, STEP_LOSS, STOP_LOSS, PROMISOR_LOSS, SENTENCE_LOSS, EARLY_LOSS = 0.7, 0.35, 0.35, 0.2, 0.5, 0.3
"""Weights of the losses beside that of the kind."""
SOMEWHERE_LOSS = 0.5
"""The weight of rows whose word is unknown."""
UNSAID = -10.0
"""The teacher's score of padding."""

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


class Taught(NamedTuple):
    """What a teacher holds of a batch, as probabilities: that a word carries a stand of each kind, that a sentence holds one; and
    how much it counts against the coders."""

    kind: Tensor
    sentence: Tensor
    trust: float

    @classmethod
    def of(cls, heads: Sequence[Heads], words: int, trust: float) -> Taught:
        """From what its heads said of each sentence, padded to ``words`` with the root as word 0."""
        kind = np.full((len(heads), words, len(KINDS)), UNSAID, np.float32)
        for row, said in enumerate(heads):
            kind[row, 1 : len(said[STAND]) + 1] = said[STAND][:, : len(KINDS)]
        odds = torch.tensor([float(said[SENTENCE][0]) for said in heads])
        return cls(torch.from_numpy(kind).sigmoid(), odds.sigmoid(), trust)


def reading_loss(out: Reading, x: Inputs, batch: Sequence[CodedSentence], taught: Taught | None = None) -> Tensor:
    """The loss of a batch of coded sentences, a mean over sentences.

    A teacher is believed as much as the coders about which words carry a stand, and which sentences (Hinton, Vinyals and Dean
    2015: its doubts tell more than their yes and no); about all else the coders alone.
    """
    real = x.words.clone()
    real[:, 0] = False
    acts = functional.log_softmax(out.act, -1)
    kinds = torch.zeros_like(out.kind)
    whole = real.clone()
    total = out.kind.new_zeros(())
    for row, sentence in enumerate(batch):
        for stand in sentence.stands:
            if stand.anchor < 0:
                whole[row] = False
                somewhere = functional.logsigmoid(out.kind[row, :, stand.kind]) + acts[row, :, stand.act]
                best = torch.logsumexp(3 * somewhere.masked_fill(~real[row], -1e4), 0) / 3
                total = total - SOMEWHERE_LOSS * best.clamp(max=-1e-4)
                continue
            word = stand.anchor + 1
            kinds[row, word, stand.kind] = 1.0
            total = total - ACT_LOSS * acts[row, word, stand.act]
            if stand.firmness >= 0:
                step = torch.tensor([stand.firmness])
                total = total + STEP_LOSS * functional.cross_entropy(out.firmness[row, word][None], step)
            stopped = torch.tensor(float(stand.stopped))
            total = total + STOP_LOSS * functional.binary_cross_entropy_with_logits(out.stopped[row, word], stopped)
            if stand.promisors:
                named = torch.zeros(real.shape[1])
                named[[p + 1 for p in stand.promisors]] = 1.0
                scores = out.promisor[row, word][real[row]]
                total = total + PROMISOR_LOSS * functional.binary_cross_entropy_with_logits(
                    scores, named[real[row]], reduction="sum"
                )
    words = _binary(out.kind, kinds).sum(-1) * whole
    holds = torch.tensor([float(bool(sentence.stands)) for sentence in batch])
    if taught is not None:
        words = (1 - taught.trust) * words + taught.trust * _binary(out.kind, taught.kind).sum(-1) * real
        holds = (1 - taught.trust) * holds + taught.trust * taught.sentence
    for odds, weight in ((out.sentence, SENTENCE_LOSS), (out.early, EARLY_LOSS)):
        total = total + weight * _binary(odds, holds).sum()
    return (total + words.sum()) / len(batch)


def _binary(scores: Tensor, chances: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, chances, reduction="none")
