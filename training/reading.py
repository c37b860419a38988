"""Teach the network that reads: ``python -m training.reading --shared DIR --out FILE``.

Starts from MiniLM and trains all layers on coded sentences. ``--held-out FILE`` instead trains on all coded documents but a
part, for each part in turn, and keeps what those networks say of the documents they had not seen: what ``training.decision``
fits on. A run takes a quarter of an hour of one core.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from pledgebook.codebooks import load_codebook
from pledgebook.reading.hints import FIRMNESS, KINDS, PROMISOR, SENTENCE, STAND, width
from pledgebook.reading.network import Network
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Word
from pledgebook.syntax.encoding import WordPieces
from pledgebook.syntax.parser import TOKENIZER
from training.batches import batches, endless, inputs
from training.coded_sets import coded_documents, coded_files
from training.encoder_files import encoder_folder
from training.export import write_reading
from training.network import Inputs, ReadingNetwork
from training.stands import CodedSentence, Said, coded_sentences, load_marked
from training.train import Recipe, set_rates

EPOCHS = 3.5
"""Over the coded sentences; after that the sentences of other documents were read no better."""
DULL = 0.5
"""Share of the sentences of documents without a stand that are learned from: there are many, and they are alike."""
PIECES = 1500
ENCODER_RATE, HEAD_RATE = 1.2e-4, 1e-3
DECAY = 0.95
"""Each layer learns slower than the one above it by this factor."""
WARMUP = 0.1
DROPOUT = 0.1
CLIP = 1.0
ACT_LOSS, STEP_LOSS, STOP_LOSS, PROMISOR_LOSS, SOMEWHERE_LOSS, SENTENCE_LOSS = 0.7, 0.35, 0.35, 0.2, 0.5, 0.5
"""Weights of the losses beside that of the kind; ``SOMEWHERE_LOSS`` for rows whose word is unknown."""
PARTS = 3
"""Into how many parts the coded documents fall for ``--held-out``."""


Scores = npt.NDArray[np.float32]


class Reading(NamedTuple):
    """The heads' outputs for a batch, by what they tell."""

    kind: Tensor
    act: Tensor
    firmness: Tensor
    stopped: Tensor
    promisor: Tensor
    sentence: Tensor

    @classmethod
    def of(cls, told: tuple[Tensor, Tensor, Tensor], acts: int) -> Reading:
        """From the outputs of the three heads."""
        stand, promisor, sentence = told
        kind, act, firmness, stopped = stand.split([len(KINDS), acts, len(FIRMNESS), 1], dim=-1)
        return cls(kind, act, firmness, stopped[..., 0], promisor, sentence)


def reading_loss(out: Reading, x: Inputs, batch: Sequence[CodedSentence]) -> Tensor:
    """The loss of a batch of coded sentences, a mean over sentences."""
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
    each = functional.binary_cross_entropy_with_logits(out.kind, kinds, reduction="none")
    holds = torch.tensor([float(bool(sentence.stands)) for sentence in batch])
    total = total + SENTENCE_LOSS * functional.binary_cross_entropy_with_logits(out.sentence, holds, reduction="sum")
    return (total + (each * whole[..., None]).sum()) / len(batch)


class Trainer:
    """The network, and the way it is trained."""

    def __init__(self, acts: Sequence[str], seed: int) -> None:
        torch.manual_seed(seed)
        self.acts = tuple(acts)
        self.network = ReadingNetwork(width(len(acts)), len(KINDS), DROPOUT)
        self.network.encoder.load(encoder_folder() / "model.safetensors")
        self.seed = seed

    def train(self, data: Sequence[CodedSentence]) -> None:
        """Train in place on ``data``, in 16-bit floats where the processor has them."""
        telling = {sentence.doc for sentence in data if sentence.stands}
        random = Random(self.seed)
        data = [s for s in data if s.doc in telling or random.random() < DULL]
        steps = int(EPOCHS * len(batches(data, PIECES, Random(self.seed))))
        optimizer = self._optimizer()
        self.network.train()
        began = time.monotonic()
        for step, batch in zip(range(steps), endless(data, PIECES, self.seed), strict=False):
            set_rates(optimizer, step, steps, Recipe(warmup=WARMUP))
            optimizer.zero_grad(set_to_none=True)
            x = inputs(batch)
            with torch.autocast("cpu", torch.bfloat16):
                told = self.network(x)
            loss = reading_loss(Reading.of(told, len(self.acts)), x, batch)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
            optimizer.step()
            if (step + 1) % 50 == 0:
                print(f"{step + 1}/{steps} loss {loss.item():.3f} {time.monotonic() - began:.0f} s", flush=True)

    def read(self, data: Sequence[CodedSentence]) -> Iterator[tuple[CodedSentence, dict[str, Scores]]]:
        """What the heads say of each sentence, by their names, the root left out."""
        self.network.eval()
        with torch.no_grad():
            for batch in batches(data, 4 * PIECES, Random(0)):
                stand, promisor, odds = self.network(inputs(batch))
                for row, sentence in enumerate(batch):
                    n = len(sentence.encoded.first)
                    said = {STAND: stand[row, 1:n], PROMISOR: promisor[row, 1:n, 1:n], SENTENCE: odds[row, None]}
                    yield sentence, {head: scores.numpy() for head, scores in said.items()}

    def _optimizer(self) -> torch.optim.AdamW:
        encoder = self.network.encoder
        for table in (encoder.word, encoder.position):
            table.weight.requires_grad_(False)
        below = [encoder.kind, encoder.shape.weight, *encoder.norm.parameters()]
        levels = [below, *(list(layer.parameters()) for layer in encoder.layers)]
        top = len(levels) - 1
        groups = [
            {"params": level, "base": ENCODER_RATE * DECAY ** (top - k), "weight_decay": 0.01 if k else 0.0}
            for k, level in enumerate(levels)
        ]
        heads = [p for name, p in self.network.named_parameters() if not name.startswith("encoder.")]
        groups.append({"params": heads, "base": HEAD_RATE, "weight_decay": 0.0})
        return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


class Unasked(Network):
    """No network, which holds every sentence as likely as not: what is to be taught needs none for its lessons."""

    def __init__(self) -> None:
        self.acts = ()

    def say(self, words: Sequence[Word]) -> dict[str, Scores]:
        """Even odds, and nothing of the words."""
        return {SENTENCE: np.zeros(1, np.float32)}


def part_of(doc: str) -> int:
    """Which part a document falls into."""
    return zlib.crc32(doc.encode()) % PARTS


def held_out(acts: Sequence[str], data: Sequence[CodedSentence], parts: Sequence[int], path: Path) -> None:
    """Train without each of ``parts`` in turn, and keep what is said of its documents in ``path`` (.npz)."""
    kept: dict[str, npt.NDArray[np.float16]] = {}
    for part in parts:
        trainer = Trainer(acts, seed=part)
        trainer.train([s for s in data if part_of(s.doc) != part])
        for sentence, said in trainer.read([s for s in data if part_of(s.doc) == part]):
            for head, scores in said.items():
                kept[Said.key(sentence.doc, sentence.start, head)] = scores.astype(np.float16)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]


def main() -> None:
    """Train, export, quantise; or train on parts and keep what is said of the rest."""
    parser = argparse.ArgumentParser(prog="python -m training.reading", description="Teach the network to read.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, help="the .onnx file to write")
    parser.add_argument(
        "--held-out", type=Path, help="write what is said of unseen documents to this .npz file instead"
    )
    parser.add_argument(
        "--part", type=int, action="append", help="only this part (several processes can share the work)"
    )
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    acts = tuple(load_codebook("security").acts)
    _, documents = coded_documents(asked.shared)
    rows = load_marked(coded_files(asked.shared))
    data = list(coded_sentences(Reader(network=Unasked()), documents, rows, acts, WordPieces(TOKENIZER)))
    known = sum(stand.anchor >= 0 for sentence in data for stand in sentence.stands)
    print(f"{len(data)} sentences, {sum(len(s.stands) for s in data)} stands, {known} with their word", flush=True)
    if asked.held_out:
        held_out(acts, data, asked.part or range(PARTS), asked.held_out)
        return
    trainer = Trainer(acts, seed=0)
    trainer.train(data)
    write_reading(trainer.network.state_dict(), acts, asked.out)
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
