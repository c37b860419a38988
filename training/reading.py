"""Teach the network that reads: ``python -m training.reading --shared DIR --out FOLDER``.

Starts from MiniLM and trains all layers on coded sentences. ``--held-out FILE`` instead trains on all coded documents but a
part, for each part in turn, and keeps what those networks say of the documents they had not seen: what ``training.decision``
fits on. With ``--encoder mpnet`` that is a teacher's opinion, for ``--taught-by``: a network of ten times the size, which says
what it holds of documents that it had not seen, and which the small one learns from beside the coders. A network takes a third
of an hour of one core for MiniLM, forty minutes for MPNet.

``--unseen FILE --held-out FILE`` keeps what the network that ships says of coded reports that it was not taught: lessons for the
decision that cost no further network.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, Protocol

import numpy as np
import torch
from torch import nn

from pledgebook.codebooks import load_codebook
from pledgebook.reading.hints import KINDS, PROMISOR, SENTENCE, STAND, width
from pledgebook.reading.network import BEFORE, LOWER, UPPER, Begun, Network
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Word
from pledgebook.syntax.parser import word_pieces
from training.batches import batches, endless, inputs
from training.coded_sets import coded_documents, coded_files, listed_beside
from training.encoder_files import encoder_folder, mpnet_weights
from training.export import write_reading
from training.network import Encoder, MPNet, ReadingNetwork
from training.reading_loss import Reading, Scores, Taught, reading_loss
from training.stands import CodedSentence, Said, coded_sentences, load_marked
from training.train import Recipe, set_rates


class Course(NamedTuple):
    """How an encoder is taught: epochs over the coded sentences, learning rate, lowest layers that stay as they are, and how
    many wordpieces before a sentence are in view."""

    epochs: float
    rate: float
    frozen: int
    in_view: int


COURSES = {
    "minilm": Course(epochs=3.5, rate=1.2e-4, frozen=0, in_view=BEFORE),
    "mpnet": Course(epochs=3.0, rate=8e-5, frozen=5, in_view=0),
}
"""After so many epochs the sentences of other documents were read no better. What stands before would double MPNet's hours."""
DULL = 0.5
"""Share of the sentences of documents without a stand that are learned from: there are many, and they are alike."""
PIECES = 1500
HEAD_RATE = 1e-3
DECAY = 0.95
"""Each layer learns slower than the one above it by this factor."""
WARMUP = 0.1
DROPOUT = 0.1
CLIP = 1.0
SHORT_FLOATS = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
"""Whether the processor has 16-bit floats; where they are emulated a step takes seventeen times as long."""
PARTS = 3
"""Into how many parts the coded documents fall for ``--held-out``."""


class Teacher(Protocol):
    """Somebody who has an opinion of every coded sentence, and how much that counts against the coders'."""

    trust: float

    def of(self, doc: str, start: int, words: int) -> Mapping[str, Scores]:
        """What its heads say of the sentence of ``words`` words at ``start``."""
        ...


class Itself:
    """The network that ships as a teacher. It was taught by coders and a larger one in equal parts: no coder stands beside it.

    Networks that it teaches without a part of the documents read that part about as it reads what it never saw.
    """

    trust = 1.0

    def __init__(self, data: Sequence[CodedSentence]) -> None:
        own = Network.load()
        self._said = {(s.doc, s.start): own.finish(own.begin_encoded([s.encoded])) for s in data}

    def of(self, doc: str, start: int, words: int) -> Mapping[str, Scores]:
        """What it says of the sentence at ``start``. Raises ``KeyError`` where it was not asked."""
        return self._said[doc, start]


class Trainer:
    """A network, and the way it is trained; ``teacher`` is what another one says of every sentence."""

    def __init__(self, acts: Sequence[str], seed: int, encoder: str = "minilm", teacher: Teacher | None = None) -> None:
        torch.manual_seed(seed)
        self.acts = tuple(acts)
        self.course, self.teacher, self.seed = COURSES[encoder], teacher, seed
        own = MPNet(DROPOUT) if encoder == "mpnet" else Encoder(DROPOUT)
        own.load(mpnet_weights(Path("build")) if encoder == "mpnet" else encoder_folder() / "model.safetensors")
        self.network = ReadingNetwork(own, width(len(acts)), len(KINDS), DROPOUT)

    def train(self, data: Sequence[CodedSentence]) -> None:
        """Train in place on ``data``, in 16-bit floats where the processor has them."""
        telling = {sentence.doc for sentence in data if sentence.stands}
        random = Random(self.seed)
        data = [s for s in data if s.doc in telling or random.random() < DULL]
        steps = int(self.course.epochs * len(batches(data, PIECES, Random(self.seed))))
        optimizer = self._optimizer()
        self.network.train()
        began = time.monotonic()
        for step, batch in zip(range(steps), endless(data, PIECES, self.seed), strict=False):
            set_rates(optimizer, step, steps, Recipe(warmup=WARMUP))
            optimizer.zero_grad(set_to_none=True)
            loss = self._loss(batch)
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
                with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS and self.course.frozen > 0):
                    stand, promisor, odds, _ = self.network(inputs(batch))
                for row, sentence in enumerate(batch):
                    n = len(sentence.encoded.first)
                    said = {STAND: stand[row, 1:n], PROMISOR: promisor[row, 1:n, 1:n], SENTENCE: odds[row, None]}
                    yield sentence, {head: scores.numpy() for head, scores in said.items()}

    def _loss(self, batch: Sequence[CodedSentence]) -> torch.Tensor:
        x = inputs(batch)
        with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS):
            told = self.network(x)
        out = Reading.of(told, len(self.acts))
        if self.teacher is None:
            return reading_loss(out, x, batch)
        said = [self.teacher.of(sentence.doc, sentence.start, len(sentence.tree)) for sentence in batch]
        return reading_loss(out, x, batch, Taught.of(said, x.words.shape[1], self.teacher.trust))

    def _optimizer(self) -> torch.optim.AdamW:
        encoder = self.network.encoder
        below = [encoder.kind, encoder.shape.weight, *encoder.norm.parameters()]
        levels = [below, *(list(layer.parameters()) for layer in encoder.layers)]
        frozen = levels[: self.course.frozen + 1] if self.course.frozen else []
        for weight in (encoder.word.weight, encoder.position.weight, *(w for level in frozen for w in level)):
            weight.requires_grad_(False)
        top = len(levels) - 1
        groups = [
            {"params": level, "base": self.course.rate * DECAY ** (top - k), "weight_decay": 0.01 if k else 0.0}
            for k, level in enumerate(levels)
            if k >= len(frozen)
        ]
        heads = [p for name, p in self.network.named_parameters() if not name.startswith("encoder.")]
        groups.append({"params": heads, "base": HEAD_RATE, "weight_decay": 0.0})
        return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


class Unasked(Network):
    """No network, which holds every sentence as likely as not: what is to be taught needs none for its lessons, and what was
    said of unseen documents takes its place. ``acts`` are those that will be spoken of."""

    def __init__(self, acts: Sequence[str] = ()) -> None:
        self.acts = tuple(acts)

    def begin(self, words: Sequence[Word], before: Sequence[Word] = ()) -> Begun:
        """Even odds."""
        return Begun(0.0, ())

    def finish(self, begun: Begun) -> dict[str, Scores]:
        """Even odds, and nothing of the words."""
        return {SENTENCE: np.zeros(1, np.float32)}


def part_of(doc: str) -> int:
    """Which part a document falls into."""
    return zlib.crc32(doc.encode()) % PARTS


def held_out(
    acts: Sequence[str],
    data: Sequence[CodedSentence],
    parts: Sequence[int],
    encoder: str,
    teacher: Teacher | None,
    path: Path,
) -> None:
    """Train without each of ``parts`` in turn, and keep what is said of its documents in ``path`` (.npz)."""
    said: list[tuple[CodedSentence, Mapping[str, Scores]]] = []
    for part in parts:
        trainer = Trainer(acts, part, encoder, teacher)
        trainer.train([s for s in data if part_of(s.doc) != part])
        said += trainer.read([s for s in data if part_of(s.doc) == part])
    keep(said, path)


def keep(said: Iterable[tuple[CodedSentence, Mapping[str, Scores]]], path: Path) -> None:
    """Write what was said of sentences to ``path`` (.npz)."""
    kept = {
        Said.key(sentence.doc, sentence.start, head): scores.astype(np.float16)
        for sentence, heads in said
        for head, scores in heads.items()
    }
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]


def main() -> None:
    """Train, export, quantise; or train on parts and keep what is said of the rest."""
    parser = argparse.ArgumentParser(prog="python -m training.reading", description="Teach the network to read.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, help="the folder to write the two .onnx files to")
    parser.add_argument(
        "--held-out", type=Path, help="write what is said of unseen documents to this .npz file instead"
    )
    parser.add_argument(
        "--part", type=int, action="append", help="only this part (several processes can share the work)"
    )
    parser.add_argument("--encoder", choices=sorted(COURSES), default="minilm", help="what to start from")
    parser.add_argument("--taught-by", type=Path, nargs="+", help="what a teacher said: its --held-out files")
    parser.add_argument(
        "--taught-by-itself", action="store_true", help="let the network that ships teach, for --held-out"
    )
    parser.add_argument(
        "--unseen", type=Path, nargs="+", help="coded reports that the network that ships was not taught"
    )
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    if asked.unseen and not asked.held_out:
        parser.error("--unseen says something of reports: name the file to keep it in with --held-out")
    torch.set_num_threads(asked.threads)
    acts = tuple(load_codebook("security").acts)
    _, documents = coded_documents(asked.shared)
    rows = load_marked(coded_files(asked.shared))
    reader, in_view = Reader(network=Unasked()), COURSES[asked.encoder].in_view
    data = list(coded_sentences(reader, documents, rows, acts, word_pieces(), in_view))
    known = sum(stand.anchor >= 0 for sentence in data for stand in sentence.stands)
    print(f"{len(data)} sentences, {sum(len(s.stands) for s in data)} stands, {known} with their word", flush=True)
    if asked.unseen:
        names = {name for file in asked.unseen for name in listed_beside(file)}
        unseen = [sentence for sentence in data if sentence.doc in names]
        own = Itself(unseen)
        keep([(s, own.of(s.doc, s.start, len(s.tree))) for s in unseen], asked.held_out)
        return
    teacher = Itself(data) if asked.taught_by_itself else Said(asked.taught_by) if asked.taught_by else None
    if asked.held_out:
        held_out(acts, data, asked.part or range(PARTS), asked.encoder, teacher, asked.held_out)
        return
    trainer = Trainer(acts, 0, teacher=teacher)
    trainer.train(data)
    parts = asked.out / LOWER, asked.out / UPPER
    write_reading(trainer.network.state_dict(), acts, *parts)
    print(f"{asked.out}: {sum(part.stat().st_size for part in parts) / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
