"""Teach the network that reads: ``python -m training.reading --shared DIR --out FOLDER``.

Starts from MiniLM and trains all layers on coded sentences. ``--held-out FILE`` instead trains on all coded documents but a
part, for each part in turn, and keeps what those networks say of the documents they had not seen: what ``training.decision``
fits on. With ``--start mpnet`` that is a teacher's opinion, for ``--taught-by``: a network of ten times the size, which says
what it holds of documents that it had not seen, and which the small one learns from beside the coders. A network takes a third
of an hour of one core for MiniLM, forty minutes for MPNet.

``--start itself --taught-by-itself --unseen FILE`` teaches the network that ships further: by its own opinion, beside which the
coders of reports that it has not seen are heard. That is also how what it knows is brought into another arrangement of layers.

``--unseen FILE --held-out FILE`` keeps what the network that ships says of coded reports that it was not taught: lessons for the
decision that cost no further network.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple, Protocol

import numpy as np
import torch
from torch import nn

import pledgebook.reading
from pledgebook.codebooks import load_codebook
from pledgebook.reading.hints import KINDS, PROMISOR, SENTENCE, STAND, width
from pledgebook.reading.network import BEFORE, LOWER, UPPER, Begun, Network
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Word
from pledgebook.syntax.parser import word_pieces
from training.batches import batches
from training.coded_sets import coded_documents, coded_files, listed_beside, uncoded_documents
from training.encoder_files import encoder_folder, mpnet_weights
from training.export import read_reading, write_reading
from training.network import Encoder, MPNet, ReadingNetwork
from training.passages import Passage, inputs, passages, sentences_of
from training.reading_loss import Reading, Scores, Taught, Trust, reading_loss
from training.stands import CodedSentence, Said, coded_sentences, load_marked
from training.train import Recipe, set_rates


class Course(NamedTuple):
    """How an encoder is taught: epochs over the coded sentences, learning rate, lowest layers that stay as they are, and how
    many wordpieces before a passage are in view."""

    epochs: float
    rate: float
    frozen: int
    in_view: int


COURSES = {
    "minilm": Course(epochs=3.5, rate=1.2e-4, frozen=0, in_view=BEFORE),
    "mpnet": Course(epochs=3.0, rate=8e-5, frozen=5, in_view=0),
    "itself": Course(epochs=2.5, rate=1e-4, frozen=0, in_view=BEFORE),
}
"""After so many epochs the sentences of other documents were read no better. What stands before would double MPNet's hours."""
SHIPPED = Path(pledgebook.reading.__file__).parent
"""Where the network that ships lies."""
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

    def trust(self, doc: str) -> Trust:
        """How much it counts against the coders of ``doc``."""
        ...

    def of(self, doc: str, start: int, words: int) -> Mapping[str, Scores]:
        """What its heads say of the sentence of ``words`` words at ``start``."""
        ...


class Larger(Said):
    """A larger network, whose opinions of what it had not seen were kept. It learned acts, steps and promisors less well."""

    def trust(self, doc: str) -> Trust:
        """It counts as much as the coders about where a stand is, and nothing about what it is."""
        return Trust(0.5, 0.0)


class Itself:
    """The network that ships as a teacher. It was taught by coders and a larger one in equal parts: no coder stands beside it,
    save where it has not seen a document.

    Networks that it teaches without a part of the documents read that part about as it reads what it never saw.
    """

    def __init__(self, data: Sequence[CodedSentence], unseen: frozenset[str] = frozenset()) -> None:
        own = Network.load()
        self._said: dict[tuple[str, int], Mapping[str, Scores]] = {}
        for passage in passages(data):
            begun = own.begin_encoded(passage.sentences[0].before, [s.own for s in passage.sentences])
            for s, (odds, hidden) in zip(passage.sentences, begun, strict=True):
                self._said[s.doc, s.start] = own.finish(Begun(odds, [(s.own, hidden)]))
        self._unseen = unseen

    def trust(self, doc: str) -> Trust:
        """How much it counts against the coders of ``doc``."""
        return Trust(0.5, 0.5) if doc in self._unseen else Trust(1.0, 1.0)

    def of(self, doc: str, start: int, words: int) -> Mapping[str, Scores]:
        """What it says of the sentence at ``start``. Raises ``KeyError`` where it was not asked."""
        return self._said[doc, start]


class Trainer:
    """A network, and the way it is trained; ``teacher`` is what another one says of every sentence."""

    def __init__(self, acts: Sequence[str], seed: int, start: str = "minilm", teacher: Teacher | None = None) -> None:
        torch.manual_seed(seed)
        self.acts = tuple(acts)
        self.course, self.teacher, self.seed = COURSES[start], teacher, seed
        own = MPNet(DROPOUT) if start == "mpnet" else Encoder(DROPOUT)
        if start != "itself":
            own.load(mpnet_weights(Path("build")) if start == "mpnet" else encoder_folder() / "model.safetensors")
        self.network = ReadingNetwork(own, width(len(acts)), len(KINDS), DROPOUT)
        if start == "itself":
            self.network.load_state_dict(read_reading(SHIPPED / LOWER, SHIPPED / UPPER))

    def train(self, data: Sequence[CodedSentence]) -> None:
        """Train in place on ``data``, in 16-bit floats where the processor has them."""
        telling = {sentence.doc for sentence in data if sentence.stands}
        random = Random(self.seed)
        dull = {doc for doc in dict.fromkeys(s.doc for s in data) if doc not in telling and random.random() >= DULL}
        data = [s for s in data if s.doc not in dull]
        steps = int(self.course.epochs * len(batches(list(passages(data, random)), PIECES, random)))
        optimizer = self._optimizer()
        self.network.train()
        began = time.monotonic()
        for step, batch in zip(range(steps), self._endless(data), strict=False):
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
            for batch in batches(list(passages(data)), 4 * PIECES, Random(0)):
                with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS and self.course.frozen > 0):
                    stand, promisor, odds, _ = self.network(inputs(batch))
                for row, sentence in enumerate(sentences_of(batch)):
                    n = len(sentence.own.first)
                    said = {STAND: stand[row, :n], PROMISOR: promisor[row, :n, :n], SENTENCE: odds[row, None]}
                    yield sentence, {head: scores.numpy() for head, scores in said.items()}

    def _endless(self, data: Sequence[CodedSentence]) -> Iterator[list[Passage]]:
        """Batches of epoch after epoch, each with other passages; they depend on the seed and the epoch's number alone."""
        for epoch in count():
            random = Random(f"{self.seed}/{epoch}")
            yield from batches(list(passages(data, random)), PIECES, random)

    def _loss(self, batch: Sequence[Passage]) -> torch.Tensor:
        x, sentences = inputs(batch), sentences_of(batch)
        with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS):
            told = self.network(x)
        out = Reading.of(told, len(self.acts))
        if self.teacher is None:
            return reading_loss(out, x.own, sentences)
        said = [self.teacher.of(sentence.doc, sentence.start, len(sentence.tree)) for sentence in sentences]
        trust = [self.teacher.trust(sentence.doc) for sentence in sentences]
        return reading_loss(out, x.own, sentences, Taught.of(said, x.own.words.shape[1], trust))

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

    def begin(self, sentences: Sequence[Sequence[Word]], before: Sequence[Word] = ()) -> list[Begun]:
        """Even odds."""
        return [Begun(0.0, ()) for _ in sentences]

    def finish(self, begun: Begun) -> dict[str, Scores]:
        """Even odds, and nothing of the words."""
        return {SENTENCE: np.zeros(1, np.float32)}


def mean_of(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the weights of networks that set out from the same ones (Wortsman and others 2022: it reads better than
    any of them, at the cost of one)."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def part_of(doc: str) -> int:
    """Which part a document falls into."""
    return zlib.crc32(doc.encode()) % PARTS


def held_out(
    acts: Sequence[str],
    data: Sequence[CodedSentence],
    parts: Sequence[int],
    start: str,
    teacher: Teacher | None,
    path: Path,
) -> None:
    """Train without each of ``parts`` in turn, and keep what is said of its documents in ``path`` (.npz)."""
    said: list[tuple[CodedSentence, Mapping[str, Scores]]] = []
    for part in parts:
        trainer = Trainer(acts, part, start, teacher)
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
    parser.add_argument("--start", choices=sorted(COURSES), default="minilm", help="the weights to start from")
    parser.add_argument(
        "--runs", type=int, default=1, help="take the mean of the weights that so many runs from one start end with"
    )
    parser.add_argument("--taught-by", type=Path, nargs="+", help="what a teacher said: its --held-out files")
    parser.add_argument(
        "--taught-by-itself", action="store_true", help="let the network that ships teach, uncoded articles too"
    )
    parser.add_argument(
        "--unseen", type=Path, nargs="+", help="coded reports that the network that ships was not taught"
    )
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    if asked.unseen and not (asked.held_out or asked.taught_by_itself):
        parser.error("--unseen says something of reports: name the file to keep it in with --held-out")
    torch.set_num_threads(asked.threads)
    acts = tuple(load_codebook("security").acts)
    _, documents = coded_documents(asked.shared)
    rows = load_marked(coded_files(asked.shared))
    reader, in_view = Reader(network=Unasked()), COURSES[asked.start].in_view
    if asked.taught_by_itself:
        documents += uncoded_documents(asked.shared)
    data = list(coded_sentences(reader, documents, rows, acts, word_pieces(), in_view))
    known = sum(stand.anchor >= 0 for sentence in data for stand in sentence.stands)
    print(f"{len(data)} sentences, {sum(len(s.stands) for s in data)} stands, {known} with their word", flush=True)
    new = frozenset(name for file in asked.unseen or () for name in listed_beside(file))
    if asked.unseen and not asked.taught_by_itself:
        unseen = [sentence for sentence in data if sentence.doc in new]
        own = Itself(unseen)
        keep([(s, own.of(s.doc, s.start, len(s.tree))) for s in unseen], asked.held_out)
        return
    teacher = Itself(data, new) if asked.taught_by_itself else Larger(asked.taught_by) if asked.taught_by else None
    if asked.held_out:
        held_out(acts, data, asked.part or range(PARTS), asked.start, teacher, asked.held_out)
        return
    trainers = [Trainer(acts, seed, asked.start, teacher) for seed in range(asked.runs)]
    for trainer in trainers:
        trainer.train(data)
    parts = asked.out / LOWER, asked.out / UPPER
    write_reading(mean_of([trainer.network.state_dict() for trainer in trainers]), acts, *parts)
    print(f"{asked.out}: {sum(part.stat().st_size for part in parts) / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
