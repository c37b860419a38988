"""The networks, each a MiniLM encoder with heads: one that parses, and one that reads.

Tags are linear in the word vectors, arcs and labels biaffine in two small projections of them (Dozat and Manning 2017).
``sentence`` is a linear image of the mean word vector half-way up, taught to agree with the sentence embedding of the
encoder as it was before: light classifiers can then be put on it at no further cost.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pledgebook.syntax.encoding import MAX_PIECES, SHAPES

VOCABULARY = 30_522
WIDTH = 384
HEADS = 12
INNER = 1536
LAYERS = 6
SENTENCE_LAYER = 4
"""The sentence vector is read after this layer: the last two turn towards syntax and forget the topic."""
ARC_WIDTH = 256
LABEL_WIDTH = 128
EPSILON = 1e-12


class Inputs(NamedTuple):
    """A padded batch as tensors; see ``pledgebook.syntax.encoding.Batch``. ``words`` is true where a word is."""

    pieces: Tensor
    mask: Tensor
    shapes: Tensor
    first: Tensor
    last: Tensor
    words: Tensor


class Outputs(NamedTuple):
    """Scores of a batch. ``arc[b, d, h]``: word ``h`` as head of word ``d``; labels are scored by ``label_scores``."""

    upos: Tensor
    xpos: Tensor
    arc: Tensor
    label_dependent: Tensor
    label_head: Tensor
    sentence: Tensor


class Layer(nn.Module):
    """One transformer layer, normalised after each sum, as in BERT."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        """``bias`` is added to the attention scores: a large negative number at padding."""
        size, width, _ = hidden.shape
        split = self.query_key_value(hidden).view(size, width, 3, HEADS, WIDTH // HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        bias = None if bias is None else bias.to(query.dtype)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = self.attention_out(mixed.transpose(1, 2).reshape(size, width, WIDTH))
        hidden = self.attention_norm(hidden + self.dropout(mixed))
        normal: Tensor = self.outer_norm(hidden + self.dropout(self.outer(functional.gelu(self.inner(hidden)))))
        return normal


class Encoder(nn.Module):
    """MiniLM-L6 with an embedding of word shapes. As loaded, with shapes at zero, it is the original encoder."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(MAX_PIECES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, x: Inputs) -> list[Tensor]:
        """The hidden states that go into the first layer, and those after each."""
        positions = self.position.weight[: x.pieces.shape[1]]
        states = [self.norm(self.word(x.pieces) + positions + self.kind + self.shape(x.shapes))]
        bias = _attention_bias(x)
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return states

    def load(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors form."""
        weights = {name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()}

        def copy(target: nn.Module, *names: str) -> None:
            for part in ("weight", "bias"):
                getattr(target, part).copy_(torch.cat([weights[f"{name}.{part}"] for name in names]))

        with torch.no_grad():
            self.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(weights["embeddings.position_embeddings.weight"])
            self.kind.copy_(weights["embeddings.token_type_embeddings.weight"][0])
            copy(self.norm, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                name = f"encoder.layer.{number}"
                copy(layer.query_key_value, *(f"{name}.attention.self.{part}" for part in ("query", "key", "value")))
                copy(layer.attention_out, f"{name}.attention.output.dense")
                copy(layer.attention_norm, f"{name}.attention.output.LayerNorm")
                copy(layer.inner, f"{name}.intermediate.dense")
                copy(layer.outer, f"{name}.output.dense")
                copy(layer.outer_norm, f"{name}.output.LayerNorm")


class WordNetwork(nn.Module):
    """An encoder, and the word vectors that heads are put on. Index 0 along the word axis is the root."""

    def __init__(self, dropout: float, within: float = 0.0) -> None:
        """The dropout on the word vectors, and that within the encoder's layers."""
        super().__init__()
        self.encoder = Encoder(within)
        self.word_shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.word_shape.weight)
        self.dropout = nn.Dropout(dropout)

    def words(self, hidden: Tensor, x: Inputs) -> Tensor:
        """The vectors of the words with those of their shapes, from hidden states of wordpieces."""
        made: Tensor = self.dropout(_word_vectors(hidden, x) + self.word_shape(x.shapes.gather(1, x.first)))
        return made


class ParserNetwork(WordNetwork):
    """Encoder and heads."""

    def __init__(self, upos: int, xpos: int, labels: int, dropout: float) -> None:
        """Sizes of the three tag sets, and the dropout on the word vectors and projections."""
        super().__init__(dropout)
        self.upos = nn.Linear(WIDTH, upos)
        self.xpos = nn.Linear(WIDTH, xpos)
        self.arc_dependent = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.label_dependent = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_head = nn.Linear(WIDTH, LABEL_WIDTH)
        self.arc = nn.Parameter(torch.empty(ARC_WIDTH + 1, ARC_WIDTH).normal_(std=0.02))
        self.label = nn.Parameter(torch.empty(LABEL_WIDTH + 1, labels, LABEL_WIDTH + 1).normal_(std=0.02))
        self.sentence = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.sentence.weight)
        nn.init.zeros_(self.sentence.bias)

    def forward(self, x: Inputs) -> Outputs:
        """All scores of a batch in one pass; scores of arcs to padding are very small."""
        states = self.encoder(x)
        word = self.words(states[-1], x)
        arc_dependent = _with_one(self._project(self.arc_dependent, word))
        arc = (arc_dependent @ self.arc) @ self._project(self.arc_head, word).transpose(1, 2)
        return Outputs(
            upos=self.upos(word),
            xpos=self.xpos(word),
            arc=arc.masked_fill(~x.words[:, None, :], -1e4),
            label_dependent=_with_one(self._project(self.label_dependent, word)),
            label_head=_with_one(self._project(self.label_head, word)),
            sentence=self.sentence(_mean_word(states[SENTENCE_LAYER], x)),
        )

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of labels for pairs: two (pairs, width) tensors give (pairs, labels)."""
        pairs, width = dependents.shape
        half = (dependents @ self.label.reshape(width, -1)).view(pairs, -1, width)
        return torch.bmm(half, heads.unsqueeze(2)).squeeze(2)

    def _project(self, linear: nn.Linear, word: Tensor) -> Tensor:
        projected: Tensor = self.dropout(functional.leaky_relu(linear(word), 0.1))
        return projected


class ReadingNetwork(WordNetwork):
    """An encoder of its own for reading, with three heads; see ``pledgebook.reading.hints``.

    ``stand`` gives each word ``width`` numbers, ``promisor`` scores word ``j`` as a name of the promisor of the act that word
    ``i`` heads: a product of two projections, and how apt ``j`` is by itself. ``sentence`` is the log odds that the sentence
    holds a statement, from its first vector.
    """

    def __init__(self, width: int, kinds: int, dropout: float) -> None:
        """The first ``kinds`` of ``width`` numbers begin as unlikely."""
        super().__init__(dropout, dropout)
        self.stand = nn.Linear(WIDTH, width)
        self.promisor_act = nn.Linear(WIDTH, LABEL_WIDTH)
        self.promisor_name = nn.Linear(WIDTH, LABEL_WIDTH)
        self.promisor_apt = nn.Linear(WIDTH, 1)
        self.sentence = nn.Linear(WIDTH, 1)
        with torch.no_grad():  # few words carry a stand
            self.stand.bias[:kinds] = -3.0
            self.promisor_apt.bias.fill_(-3.0)

    def forward(self, x: Inputs) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, words, width), (batch, words, words) and (batch,)."""
        hidden = self.encoder(x)[-1]
        word = self.words(hidden, x)
        product = self.promisor_act(word) @ self.promisor_name(word).transpose(1, 2) / LABEL_WIDTH**0.5
        promisor = product + self.promisor_apt(word).transpose(1, 2)
        return self.stand(word).float(), promisor.float(), self.sentence(self.dropout(hidden[:, 0]))[:, 0].float()


def _attention_bias(x: Inputs) -> Tensor | None:
    """What is added to attention scores so that padding is not looked at; ``None`` where there is none."""
    if bool(x.mask.all()):
        return None
    return torch.zeros(x.mask.shape).masked_fill(x.mask == 0, -1e9)[:, None, None, :]


def _word_vectors(hidden: Tensor, x: Inputs) -> Tensor:
    def at(index: Tensor) -> Tensor:
        return hidden.gather(1, index[..., None].expand(-1, -1, WIDTH))

    return 0.5 * (at(x.first) + at(x.last))


def _mean_word(hidden: Tensor, x: Inputs) -> Tensor:
    """The mean vector of the words, the root left out."""
    real = x.words.clone()
    real[:, 0] = False
    weight = real.float()[..., None]
    return (_word_vectors(hidden, x) * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def _with_one(projected: Tensor) -> Tensor:
    """Append a constant one: the bias of a biaffine form."""
    return torch.cat([projected, torch.ones_like(projected[..., :1])], -1)
