"""Train the parser and write the file that the program runs: ``python -m training.train --treebanks DIR --out FILE``.

One core takes about 50 minutes. Seeded: the same machine and libraries give the same file. A checkpoint is put beside
``--out`` every few minutes, and ``--resume`` goes on from it; the teacher's vectors lie there too.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from pledgebook.syntax.encoding import WordPieces
from training.batches import IGNORED, Example, Labels, Targets, batches, endless, examples, inputs, targets
from training.encoder_files import encoder_folder
from training.export import write_model
from training.network import Inputs, ParserNetwork
from training.teacher import cached_embeddings
from training.treebank import read, split_files


class Recipe(NamedTuple):
    """What worked. The usual fine-tuning rates, 5e-5 and 5e-4, barely learned within the time of one core."""

    epochs: float = 3.7
    encoder_rate: float = 2e-4
    head_rate: float = 1.5e-3
    warmup: float = 0.08
    pieces_of_batch: int = 700
    longest: int = 128
    dropout: float = 0.2
    decay: float = 0.01
    tag_weight: float = 0.5
    sentence_weight: float = 0.3
    clip: float = 2.0
    seed: int = 0


class Losses(NamedTuple):
    """The parts of the loss of one step."""

    upos: Tensor
    xpos: Tensor
    arc: Tensor
    label: Tensor
    sentence: Tensor

    def total(self, recipe: Recipe) -> Tensor:
        """Their weighted sum."""
        tags = recipe.tag_weight * (self.upos + self.xpos)
        return tags + self.arc + self.label + recipe.sentence_weight * self.sentence


def losses(network: ParserNetwork, x: Inputs, gold: Targets, sentence: Tensor) -> Losses:
    """One forward pass against the gold; labels are learned on the gold arcs."""
    out = network(x)
    real = gold.head != IGNORED
    head = gold.head.clamp(min=0)[..., None].expand(-1, -1, out.label_head.shape[-1])
    label = network.label_scores(out.label_dependent[real], out.label_head.gather(1, head)[real])
    return Losses(
        functional.cross_entropy(out.upos[real], gold.upos[real]),
        functional.cross_entropy(out.xpos[real], gold.xpos[real]),
        functional.cross_entropy(out.arc[real], gold.head[real]),
        functional.cross_entropy(label, gold.label[real]),
        (1 - functional.cosine_similarity(out.sentence, sentence, dim=-1)).mean(),
    )


def optimiser(network: ParserNetwork, recipe: Recipe) -> torch.optim.AdamW:
    """Two groups with their rates. Word and position embeddings stay: rare words would drift from their neighbours."""
    encoder = network.encoder
    frozen = {id(encoder.word.weight), id(encoder.position.weight)}
    for table in (encoder.word, encoder.position):
        table.weight.requires_grad_(False)
    slow = [encoder.kind, *encoder.norm.parameters(), *encoder.layers.parameters()]
    known = frozen | {id(p) for p in slow}
    fast = [p for p in network.parameters() if id(p) not in known]
    groups: list[dict[str, Any]] = [
        {"params": slow, "base": recipe.encoder_rate, "weight_decay": recipe.decay},
        {"params": fast, "base": recipe.head_rate, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def set_rates(optimizer: torch.optim.AdamW, step: int, steps: int, recipe: Recipe) -> None:
    """Linear warm-up, then linear decay to nothing at the last step."""
    rising = min(1.0, (step + 1) / max(1.0, recipe.warmup * steps))
    for group in optimizer.param_groups:
        group["lr"] = group["base"] * rising * (1 - step / steps)


def train(
    network: ParserNetwork, data: list[Example], teacher: Tensor, recipe: Recipe, checkpoint: Path, resume: bool
) -> None:
    """Train ``network`` in place, writing ``checkpoint`` as it goes."""
    epoch = len(batches(data, recipe.pieces_of_batch, Random(recipe.seed)))
    steps = int(epoch * recipe.epochs)
    print(f"{len(data)} sentences, {epoch} steps an epoch, {steps} steps", flush=True)
    optimizer = optimiser(network, recipe)
    start = _restore(checkpoint, network, optimizer) if resume else 0
    network.train()
    began = time.monotonic()
    stream = itertools.islice(endless(data, recipe.pieces_of_batch, recipe.seed), start, steps)
    for step, batch in enumerate(stream, start):
        set_rates(optimizer, step, steps, recipe)
        parts = losses(network, inputs(batch), targets(batch), teacher[[example.number for example in batch]])
        optimizer.zero_grad(set_to_none=True)
        parts.total(recipe).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), recipe.clip)
        optimizer.step()
        if (step + 1) % 50 == 0:
            said = " ".join(f"{name} {part.item():.3f}" for name, part in parts._asdict().items())
            print(f"{step + 1}/{steps} {said} {time.monotonic() - began:.0f} s", flush=True)
        if (step + 1) % 500 == 0 or step + 1 == steps:
            _save(checkpoint, network, optimizer, step + 1)


def _save(path: Path, network: ParserNetwork, optimizer: torch.optim.AdamW, step: int) -> None:
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save(state | {"random": torch.get_rng_state()}, path)


def _restore(path: Path, network: ParserNetwork, optimizer: torch.optim.AdamW) -> int:
    state = torch.load(path)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    return int(state["step"])


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description="Train the parser.")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with *train.conllu[.gz]")
    parser.add_argument("--out", type=Path, required=True, help="the .onnx file to write")
    parser.add_argument("--epochs", type=float, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, help="use this many sentences only (to try things out)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint beside --out")
    return parser.parse_args()


def main() -> None:
    """Train, export, quantise."""
    asked = arguments()
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(epochs=asked.epochs, seed=asked.seed)
    torch.set_num_threads(asked.threads)
    torch.manual_seed(recipe.seed)
    sentences = read(split_files(asked.treebanks, "train"))[: asked.limit]
    labels = Labels.of(sentences)
    folder = encoder_folder()
    data = examples(sentences, WordPieces(folder / "tokenizer.json"), labels, recipe.longest)
    weights = folder / "model.safetensors"
    teacher = cached_embeddings(asked.out.with_suffix(".teacher.npy"), weights, data, len(sentences))
    network = ParserNetwork(len(labels.upos), len(labels.xpos), len(labels.label), recipe.dropout)
    network.encoder.load(weights)
    train(network, data, teacher, recipe, asked.out.with_suffix(".checkpoint.pt"), asked.resume)
    write_model(network.state_dict(), labels, asked.out)
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
