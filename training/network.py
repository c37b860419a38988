"""The networks, each an encoder with heads: one that parses, and one that reads. Both ship on MiniLM; the one that reads is
taught by another of its kind on MPNet, which is ten times as large.

Tags are linear in the word vectors, arcs and labels biaffine in two small projections of them (Dozat and Manning 2017).
``sentence`` is a linear image of the mean word vector half-way up, taught to agree with the sentence embedding of the
encoder as it was before: light classifiers can then be put on it at no further cost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pledgebook.syntax.encoding import CLS, MAX_PIECES, SEP, SHAPES

WIDTH = 384
HEADS = 12
INNER = 1536
LAYERS = 6
SENTENCE_LAYER = 4
"""The sentence vector is read after this layer: the last two turn towards syntax and forget the topic."""
DISTANCES, FARTHEST = 32, 128
"""Classes of distances that MPNet tells apart, and the distance from which all are one."""
MPNET_SPECIAL = 4
"""Special pieces that MPNet's vocabulary puts before those of BERT."""
TOGETHER = 3
"""So many of its layers the network that reads sees a passage as a whole; then each sentence stands alone, or is given up."""
ARC_WIDTH = 256
LABEL_WIDTH = 128
EPSILON = 1e-12


class Size(NamedTuple):
    """What an encoder measures: word pieces, width of its vectors, heads and inner width of a layer, layers."""

    vocabulary: int
    width: int
    heads: int
    inner: int
    layers: int
    epsilon: float


MINILM = Size(30_522, WIDTH, HEADS, INNER, LAYERS, EPSILON)
MPNET = Size(30_527, 768, 12, 3072, 12, 1e-5)


class Inputs(NamedTuple):
    """A padded batch as tensors; see ``pledgebook.syntax.encoding.Batch``. ``words`` is true where a word is."""

    pieces: Tensor
    mask: Tensor
    shapes: Tensor
    first: Tensor
    last: Tensor
    words: Tensor


class Passages(NamedTuple):
    """Padded passages, and their sentences, each padded by itself: ``at`` tells where in the passages, laid end to end, the
    wordpieces of a sentence lie. ``own`` has no root."""

    whole: Inputs
    at: Tensor
    own: Inputs


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

    def __init__(self, own: Size = MINILM, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads = own.heads
        self.dropout = nn.Dropout(dropout)
        self.query_key_value = nn.Linear(own.width, 3 * own.width)
        self.attention_out = nn.Linear(own.width, own.width)
        self.attention_norm = nn.LayerNorm(own.width, eps=own.epsilon)
        self.inner = nn.Linear(own.width, own.inner)
        self.outer = nn.Linear(own.inner, own.width)
        self.outer_norm = nn.LayerNorm(own.width, eps=own.epsilon)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        """``bias`` is added to the attention scores: a large negative number at padding."""
        size, pieces, width = hidden.shape
        split = self.query_key_value(hidden).view(size, pieces, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        bias = None if bias is None else bias.to(query.dtype)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = self.attention_out(mixed.transpose(1, 2).reshape(size, pieces, width))
        hidden = self.attention_norm(hidden + self.dropout(mixed))
        normal: Tensor = self.outer_norm(hidden + self.dropout(self.outer(functional.gelu(self.inner(hidden)))))
        return normal


class Encoder(nn.Module):
    """MiniLM-L6 with an embedding of word shapes. As loaded, with shapes at zero, it is the original encoder."""

    size = MINILM

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        width = self.size.width
        self.word = nn.Embedding(self.size.vocabulary, width)
        self.position = nn.Embedding(MAX_PIECES, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(width, eps=self.size.epsilon)
        self.layers = nn.ModuleList(Layer(self.size, dropout) for _ in range(self.size.layers))

    def forward(self, x: Inputs) -> list[Tensor]:
        """The hidden states that go into the first layer, and those after each."""
        return self.through(self.layers, self.embedded(x), x)

    def embedded(self, x: Inputs) -> Tensor:
        """The hidden states that go into the first layer."""
        positions = self.position.weight[: x.pieces.shape[1]]
        normal: Tensor = self.norm(self.word(self.pieces(x)) + positions + self.kind + self.shape(x.shapes))
        return normal

    def through(self, layers: Iterable[nn.Module], hidden: Tensor, x: Inputs) -> list[Tensor]:
        """``hidden``, and the hidden states after each of ``layers``."""
        states, bias = [hidden], self.bias(x)
        for layer in layers:
            states.append(layer(states[-1], bias))
        return states

    def pieces(self, x: Inputs) -> Tensor:
        """The numbers of the wordpieces in the encoder's own vocabulary."""
        return x.pieces

    def bias(self, x: Inputs) -> Tensor | None:
        """What is added to attention scores, so that padding is not looked at; ``None`` where there is none."""
        if bool(x.mask.all()):
            return None
        return torch.zeros(x.mask.shape).masked_fill(x.mask == 0, -1e9)[:, None, None, :]

    def load(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors form."""
        self.take({name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()})

    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Take weights by their names in BERT."""

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


class MPNet(Encoder):
    """MPNet (Song and others 2020) with an embedding of word shapes: attention also knows how far two pieces are apart."""

    size = MPNET

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__(dropout)
        self.distance = nn.Embedding(DISTANCES, self.size.heads)

    def pieces(self, x: Inputs) -> Tensor:
        """BERT's numbers moved up by the special pieces that MPNet puts first."""
        own = x.pieces + MPNET_SPECIAL
        for bert, mpnet in ((CLS, 0), (SEP, 2)):
            own = own.masked_fill(x.pieces == bert, mpnet)
        return own.masked_fill(x.mask == 0, 1)

    def bias(self, x: Inputs) -> Tensor:
        """The weight of each distance, by head, and nothing looks at padding."""
        places = torch.arange(x.pieces.shape[1])
        apart = places[None, :] - places[:, None]
        near = self.distance(distance_class(apart)).permute(2, 0, 1)[None]
        padding = super().bias(x)
        return near if padding is None else near + padding

    def load(self, path: Path) -> None:
        """Take the weights of an MPNet checkpoint in safetensors form."""
        weights = load_file(path)
        renamed = {_bert_name(name): tensor for name, tensor in weights.items()}
        table = renamed["embeddings.position_embeddings.weight"]
        renamed["embeddings.position_embeddings.weight"] = table[2:]
        renamed["embeddings.token_type_embeddings.weight"] = torch.zeros(1, self.size.width)
        self.take(renamed)
        with torch.no_grad():
            self.distance.weight.copy_(renamed["encoder.relative_attention_bias.weight"])


class WordNetwork(nn.Module):
    """An encoder, and the word vectors that heads are put on. Index 0 along the word axis is the root."""

    def __init__(self, encoder: Encoder, dropout: float) -> None:
        """The encoder, and the dropout on the word vectors."""
        super().__init__()
        self.encoder = encoder
        self.word_shape = nn.Embedding(SHAPES, encoder.size.width)
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
        super().__init__(Encoder(), dropout)
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

    Its lower layers see whole passages, the upper ones each sentence for itself. ``stand`` gives each word ``width`` numbers,
    ``promisor`` scores word ``j`` as a name of the promisor of the act that word ``i`` heads: a product of two projections, and
    how apt ``j`` is by itself. ``sentence`` is the log odds that the sentence holds a statement, from its last vector; ``early``
    says the same from below.
    """

    def __init__(self, encoder: Encoder, width: int, kinds: int, dropout: float) -> None:
        """The first ``kinds`` of ``width`` numbers begin as unlikely."""
        super().__init__(encoder, dropout)
        own = encoder.size.width
        self.stand = nn.Linear(own, width)
        self.promisor_act = nn.Linear(own, LABEL_WIDTH)
        self.promisor_name = nn.Linear(own, LABEL_WIDTH)
        self.promisor_apt = nn.Linear(own, 1)
        self.sentence = nn.Linear(own, 1)
        self.early = nn.Linear(own, 1)
        with torch.no_grad():  # few words carry a stand
            self.stand.bias[:kinds] = -3.0
            self.promisor_apt.bias.fill_(-3.0)
            self.early.bias.fill_(-3.0)

    def forward(self, x: Passages) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """(sentences, words, width), (sentences, words, words), (sentences,) and (sentences,)."""
        encoder = self.encoder
        below = encoder.through(encoder.layers[:TOGETHER], encoder.embedded(x.whole), x.whole)[-1].flatten(0, 1)[x.at]
        hidden = encoder.through(encoder.layers[TOGETHER:], below, x.own)[-1]
        word = self.words(hidden, x.own)
        product = self.promisor_act(word) @ self.promisor_name(word).transpose(1, 2) / LABEL_WIDTH**0.5
        promisor = product + self.promisor_apt(word).transpose(1, 2)
        each = self.early(below)[..., 0].float().masked_fill(x.own.mask == 0, -1e4)
        ends = hidden[torch.arange(len(hidden)), x.own.mask.sum(1).long() - 1]
        return (
            self.stand(word).float(),
            promisor.float(),
            self.sentence(self.dropout(ends))[:, 0].float(),
            torch.logsumexp(each, -1),
        )


def distance_class(apart: Tensor) -> Tensor:
    """Which of ``DISTANCES`` classes a distance falls into: half for each direction, single steps first, then widening."""
    half = DISTANCES // 2
    near = half // 2
    far = apart.abs()
    widening = near + (torch.log(far.clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)).long()
    return (apart > 0) * half + torch.where(far < near, far, widening.clamp(max=half - 1))


def _bert_name(name: str) -> str:
    """What a weight of MPNet is called in BERT."""
    for mpnet, bert in (
        ("attention.attn.q", "attention.self.query"),
        ("attention.attn.k", "attention.self.key"),
        ("attention.attn.v", "attention.self.value"),
        ("attention.attn.o", "attention.output.dense"),
        ("attention.LayerNorm", "attention.output.LayerNorm"),
    ):
        name = name.replace(mpnet, bert)
    return name.removeprefix("mpnet.")


def _word_vectors(hidden: Tensor, x: Inputs) -> Tensor:
    def at(index: Tensor) -> Tensor:
        return hidden.gather(1, index[..., None].expand(-1, -1, hidden.shape[-1]))

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
