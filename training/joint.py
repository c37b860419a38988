"""Teach the parser's network to read: ``python -m training.joint --treebanks DIR --shared DIR --out FILE``.

Starts from the weights that ship (or ``--model``), adds the heads of ``network.StandHeads`` and trains all layers on coded
sentences and, so that the trees stay as good as they were, on the treebanks in turn. ``--held-out FILE`` instead trains on
all coded documents but a part, for each part in turn, and keeps what those networks say of the documents they had not
seen: what ``training.decision`` fits on. Those networks see no treebank, which takes a third of the time.
"""

from __future__ import annotations

import argparse
import itertools
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from pledgebook.codebooks import load_codebook
from pledgebook.reading.hints import FIRMNESS, KINDS, PROMISOR, STAND, width
from pledgebook.reading.reader import Reader
from pledgebook.syntax.encoding import WordPieces
from pledgebook.syntax.parser import MODEL, TOKENIZER
from training.batches import IGNORED, Example, Labels, batches, endless, examples, inputs, targets
from training.coded_sets import coded_documents, coded_files
from training.export import read_weights, write_model
from training.network import WIDTH, Inputs, Outputs, ParserNetwork, StandHeads
from training.stands import CodedSentence, Said, coded_sentences, load_marked
from training.train import Recipe, losses, parse_loss
from training.treebank import read, split_files

EPOCHS = 3.5
"""Over the coded sentences; after that the sentences of other documents were read no better."""
DULL = 0.5
"""Share of the sentences of documents without a stand that are learned from: there are many, and they are alike."""
PIECES = 900
ENCODER_RATE, HEAD_RATE = 1.2e-4, 1e-3
WARMUP = 0.1
ACT_LOSS, STEP_LOSS, STOP_LOSS, PROMISOR_LOSS, SOMEWHERE_LOSS = 0.7, 0.35, 0.35, 0.2, 0.5
"""Weights of the losses beside that of the kind; the last for rows whose word is unknown."""
KEPT_LOSS = 2.0
"""Weight of what the parser said of the coded sentences before, which it is to go on saying: taught on treebanks alone beside
reading, it lost half a point of LAS there and much more on news."""
TREEBANK_EVERY = 3
"""A batch of treebank sentences every so many steps."""
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

    @classmethod
    def of(cls, heads: StandHeads, word: Tensor, acts: int) -> Reading:
        """The outputs for word vectors, (batch, words, width)."""
        stand, promisor = heads(word)
        kind, act, firmness, stopped = stand.split((len(KINDS), acts, len(FIRMNESS), 1), dim=-1)
        return cls(kind, act, firmness, stopped[..., 0], promisor)


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
    return (total + (each * whole[..., None]).sum()) / len(batch)


class Trainer:
    """A network with both kinds of heads, and the way it is trained."""

    def __init__(self, model: Path, acts: Sequence[str], seed: int) -> None:
        torch.manual_seed(seed)
        weights, tags = read_weights(model)
        self.labels = Labels(tuple(tags["upos"]), tuple(tags["xpos"]), tuple(tags["label"]))
        self.acts = tuple(acts)
        self.network = ParserNetwork(
            len(self.labels.upos), len(self.labels.xpos), len(self.labels.label), Recipe().dropout
        )
        self.network.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in weights.items()})
        self.heads = StandHeads(width(len(acts)), len(KINDS))
        self.seed = seed

    def train(self, data: Sequence[CodedSentence], treebanks: tuple[Path, Path] | None = None) -> None:
        """Train in place on ``data``; in turn with the treebanks in a folder, if given with a file to keep vectors in."""
        telling = {sentence.doc for sentence in data if sentence.stands}
        random = Random(self.seed)
        data = [s for s in data if s.doc in telling or random.random() < DULL]
        steps = int(EPOCHS * len(batches(data, PIECES, Random(self.seed))))
        syntax = self._syntax(*treebanks) if treebanks else itertools.repeat(None)
        optimizer = self._optimizer(with_syntax=treebanks is not None)
        self.network.train()
        self.heads.train()
        began = time.monotonic()
        for step, batch, other in zip(range(steps), endless(data, PIECES, self.seed), syntax, strict=False):
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(1.0, (step + 1) / (WARMUP * steps)) * (1 - step / steps)
            optimizer.zero_grad(set_to_none=True)
            x = inputs(batch)
            out = self.network(x)
            loss = reading_loss(Reading.of(self.heads, out.word, len(self.acts)), x, batch)
            total = loss if treebanks is None else loss + KEPT_LOSS * self._kept(out, batch)
            total.backward()  # type: ignore[no-untyped-call]
            if other is not None and step % TREEBANK_EVERY == 0:
                other().backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*self.network.parameters(), *self.heads.parameters()], Recipe().clip)
            optimizer.step()
            if (step + 1) % 50 == 0:
                print(f"{step + 1}/{steps} loss {loss.item():.3f} {time.monotonic() - began:.0f} s", flush=True)

    def read(
        self, data: Sequence[CodedSentence]
    ) -> Iterator[tuple[CodedSentence, npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
        """What the heads say of each sentence: scores of ``stand`` and of ``promisor``, the root left out."""
        self.network.eval()
        self.heads.eval()
        with torch.no_grad():
            for batch in batches(data, 4 * PIECES, Random(0)):
                stand, promisor = self.heads(self.network(inputs(batch)).word)
                for row, sentence in enumerate(batch):
                    n = len(sentence.encoded.first)
                    yield sentence, stand[row, 1:n].numpy(), promisor[row, 1:n, 1:n].numpy()

    def _kept(self, out: Outputs, batch: Sequence[CodedSentence]) -> Tensor:
        """How far tags and trees are from those that the parser gave before."""
        own = targets([self._as_parsed(number, sentence) for number, sentence in enumerate(batch)])
        if bool((own.head == IGNORED).all()):
            return out.sentence.new_zeros(())
        return parse_loss(self.network, out, own)

    def _as_parsed(self, number: int, sentence: CodedSentence) -> Example:
        """A coded sentence with the parser's own tree to learn."""
        upos, xpos, label = ({tag: i for i, tag in enumerate(tags)} for tags in self.labels)
        tokens = sentence.tree.tokens
        whole = not sentence.tree.cut
        return Example(
            number,
            sentence.encoded,
            [upos[t.upos] for t in tokens],
            [xpos[t.xpos] for t in tokens],
            [t.head + 1 if whole else IGNORED for t in tokens],
            [label[t.label] if whole else IGNORED for t in tokens],
        )

    def _syntax(self, treebanks: Path, kept: Path) -> Iterator[Callable[[], Tensor]]:
        """Losses of treebank batches, worked out when called. What the ``sentence`` head gave before is what it is taught."""
        recipe = Recipe()
        sentences = read(split_files(treebanks, "train"))
        data = examples(sentences, WordPieces(TOKENIZER), self.labels, recipe.longest)
        if not kept.exists():
            np.save(kept, self._sentence_vectors(data, len(sentences)))
        teacher = torch.from_numpy(np.load(kept))

        def loss_of(batch: list[Example]) -> Tensor:
            own = teacher[[example.number for example in batch]]
            return losses(self.network, inputs(batch), targets(batch), own).total(recipe)

        for batch in endless(data, recipe.pieces_of_batch, self.seed):
            yield partial(loss_of, batch)

    def _sentence_vectors(self, data: Sequence[Example], sentences: int) -> npt.NDArray[np.float32]:
        made = torch.zeros(sentences, WIDTH)
        self.network.eval()
        with torch.no_grad():
            for batch in batches(data, 4 * PIECES, Random(0)):
                made[[example.number for example in batch]] = self.network(inputs(batch)).sentence
        self.network.train()
        return made.numpy()

    def _optimizer(self, *, with_syntax: bool) -> torch.optim.AdamW:
        encoder = self.network.encoder
        for table in (encoder.word, encoder.position):
            table.weight.requires_grad_(False)
        slow = [encoder.kind, encoder.shape.weight, *encoder.norm.parameters(), *encoder.layers.parameters()]
        known = {id(p) for p in [*slow, encoder.word.weight, encoder.position.weight]}
        own = [p for p in self.network.parameters() if id(p) not in known] if with_syntax else []
        groups = [
            {"params": slow, "base": ENCODER_RATE, "weight_decay": 0.01},
            {"params": own, "base": ENCODER_RATE, "weight_decay": 0.0},
            {"params": list(self.heads.parameters()), "base": HEAD_RATE, "weight_decay": 0.0},
        ]
        return torch.optim.AdamW([g for g in groups if g["params"]], betas=(0.9, 0.98), fused=True)


def part_of(doc: str) -> int:
    """Which part a document falls into."""
    return zlib.crc32(doc.encode()) % PARTS


def held_out(model: Path, acts: Sequence[str], data: Sequence[CodedSentence], parts: Sequence[int], path: Path) -> None:
    """Train without each of ``parts`` in turn, and keep what is said of its documents in ``path`` (.npz)."""
    said: dict[str, npt.NDArray[np.float16]] = {}
    for part in parts:
        trainer = Trainer(model, acts, seed=part)
        trainer.train([s for s in data if part_of(s.doc) != part], None)
        for sentence, stand, promisor in trainer.read([s for s in data if part_of(s.doc) == part]):
            for head, scores in ((STAND, stand), (PROMISOR, promisor)):
                said[Said.key(sentence.doc, sentence.start, head)] = scores.astype(np.float16)
    np.savez_compressed(path, **said)  # type: ignore[arg-type]


def main() -> None:
    """Train, export, quantise; or train on parts and keep what is said of the rest."""
    parser = argparse.ArgumentParser(prog="python -m training.joint", description="Teach the network to read.")
    parser.add_argument("--treebanks", type=Path, default=Path("../shared/treebanks"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL, help="the .onnx file to start from")
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
    data = list(coded_sentences(Reader(), documents, rows, acts, WordPieces(TOKENIZER)))
    known = sum(stand.anchor >= 0 for sentence in data for stand in sentence.stands)
    print(f"{len(data)} sentences, {sum(len(s.stands) for s in data)} stands, {known} with their word", flush=True)
    if asked.held_out:
        held_out(asked.model, acts, data, asked.part or range(PARTS), asked.held_out)
        return
    trainer = Trainer(asked.model, acts, seed=0)
    trainer.train(data, (asked.treebanks, asked.out.with_suffix(".sentences.npy")))
    state = {**trainer.network.state_dict(), **{f"heads.{n}": t for n, t in trainer.heads.state_dict().items()}}
    write_model(state, trainer.labels, asked.out, {"act": acts})
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
