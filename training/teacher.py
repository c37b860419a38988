"""What the ``sentence`` head is taught: the sentence embeddings of the encoder as it was before any training here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Example, batches, inputs
from training.network import WIDTH, Encoder

PIECES = 4000
"""Wordpieces a batch: a forward pass alone needs little memory."""


def embeddings(weights: Path, data: Sequence[Example], sentences: int) -> Tensor:
    """Unit vectors, (sentences, width), row ``example.number`` for each example: the mean of its wordpieces' vectors.

    Mean pooling over all wordpieces, ``[CLS]`` and ``[SEP]`` included, is how this encoder was made to be used.
    """
    encoder = Encoder()
    encoder.load(weights)
    encoder.eval()
    made = torch.zeros(sentences, WIDTH)
    with torch.no_grad():
        for batch in batches(data, PIECES, Random(0)):
            x = inputs(batch)
            last = encoder(x._replace(shapes=torch.zeros_like(x.shapes)))[-1]
            weight = x.mask.float()[..., None]
            mean = (last * weight).sum(1) / weight.sum(1)
            made[[example.number for example in batch]] = functional.normalize(mean, dim=-1)
    return made


def cached_embeddings(cache: Path, weights: Path, data: Sequence[Example], sentences: int) -> Tensor:
    """As ``embeddings``, kept in the file ``cache``: they take minutes and depend only on the treebanks.

    Raises ``ValueError`` when the file is of other data.
    """
    if not cache.exists():
        np.save(cache, embeddings(weights, data, sentences).numpy())
    made = torch.from_numpy(np.load(cache))
    if made.shape != (sentences, WIDTH):
        raise ValueError(f"{cache} was made from other treebanks: delete it")
    return made
