"""The trained network as one ONNX file of 8-bit integers, built by hand from the operators that onnxruntime has fused.

Tracing the network gives a graph that onnxruntime fuses only in part; written out, it runs about twice as fast.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from pledgebook.syntax.encoding import MAX_PIECES
from training.batches import Labels
from training.network import ARC_WIDTH, EPSILON, HEADS, LABEL_WIDTH, LAYERS, SENTENCE_LAYER, TOGETHER, WIDTH

OPSET = 17
NORM: dict[str, Any] = {"axis": -1, "epsilon": EPSILON}
FUSED = "com.microsoft"
"""The operator domain of onnxruntime's fused attention and activation."""

Array = npt.NDArray[Any]
LONG, WIDE = ("batch", "pieces"), ("batch", "words")
"""The shapes of what is given for each wordpiece, and for each word."""
PROJECTIONS = ("arc_dependent", "arc_head", "label_dependent", "label_head")
"""Projections of the word vectors that are worked out as one."""


def write_model(state: Mapping[str, Tensor], labels: Labels, path: Path) -> None:
    """Write the parser with weights ``state`` to ``path``, quantised, with its tag sets in the metadata."""
    _write(model(_arrays(state), labels), path)


def write_reading(state: Mapping[str, Tensor], acts: Sequence[str], lower: Path, upper: Path) -> None:
    """Write the two parts of the network that reads, quantised, with the classes of acts in their metadata."""
    for made, path in zip(reading_models(_arrays(state), acts), (lower, upper), strict=True):
        _write(made, path)


def read_reading(lower: Path, upper: Path) -> dict[str, Tensor]:
    """The weights in two files that ``write_reading`` made, as exact as 8 bits are: where further teaching can set out from."""
    kept: dict[str, Array] = {}
    for path in (lower, upper):
        kept |= {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    weights = {name: array for name, array in kept.items() if name.endswith((".weight", ".bias"))}
    for name, array in kept.items():
        if (own := name.removesuffix("_quantized")) != name:
            weights[own] = (array.astype(np.float32) - kept[f"{own}_zero_point"]) * kept[f"{own}_scale"]
    state = {name: array.T if name.endswith(".weight") else array for name, array in weights.items()}
    for table in ("encoder.word", "encoder.position", "encoder.shape", "word_shape"):
        state[f"{table}.weight"] = weights.pop(table) if table in weights else kept[table]
        state.pop(table, None)
    for inside, outside in (("stands", "stand"), ("sentence_odds", "sentence"), ("early_odds", "early")):
        for part in ("weight", "bias"):
            state[f"{outside}.{part}"] = state.pop(f"{inside}.{part}")
    state["encoder.kind"] = np.zeros(WIDTH, np.float32)  # it is in the positions
    return {name: torch.tensor(array, dtype=torch.float32) for name, array in state.items()}


def _arrays(state: Mapping[str, Tensor]) -> dict[str, Array]:
    return {name: tensor.numpy().astype(np.float32) for name, tensor in state.items()}


def _write(made: onnx.ModelProto, path: Path) -> None:
    with TemporaryDirectory() as folder:
        exact = Path(folder) / "float32.onnx"
        onnx.save(made, exact)
        quantise(exact, path)


def quantise(exact: Path, path: Path) -> None:
    """Weights to signed 8-bit integers, a scale for each column.

    ``reduce_range`` keeps them to 7 bits: without VNNI the 16-bit sums of AVX2 overflow, and arcs go wrong.
    """
    quantize_dynamic(
        exact,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )


class Graph:
    """A graph under construction: operators in order, and the constants that they use."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, array: Array) -> str:
        """Keep ``array`` under ``name``, and give the name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def integers(self, *values: int) -> str:
        """A list of integers as a constant."""
        return self.constant(f"integers_{len(self.constants)}", np.array(values, np.int64))

    def put(self, operator: str, *inputs: str, domain: str = "", output: str | None = None, **attributes: Any) -> str:
        """Add an operator with one output, and give that output's name."""
        (name,) = self.put_several(operator, *inputs, domain=domain, outputs=[output or ""], **attributes)
        return name

    def put_several(
        self, operator: str, *inputs: str, outputs: list[str], domain: str = "", **attributes: Any
    ) -> list[str]:
        """Add an operator; an output without a name gets one."""
        own = f"{operator}_{len(self.nodes)}"
        names = [name or f"{own}_{i}" for i, name in enumerate(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, name=own, domain=domain, **attributes))
        return names

    def linear(self, name: str, x: str, weight: Array, bias: Array) -> str:
        """``x @ weight + bias``; weight is (in, out)."""
        product = self.put("MatMul", x, self.constant(f"{name}.weight", weight))
        return self.put("Add", product, self.constant(f"{name}.bias", bias))


def model(w: Mapping[str, Array], labels: Labels) -> onnx.ModelProto:
    """The whole parser in 32-bit floats; ``w`` has the names of ``training.network.ParserNetwork``."""
    g = Graph()
    states = _encoder(g, w)
    places = _places(g)
    word = _words(g, w, states[-1], places)
    _tags(g, w, word, labels)
    _arcs_and_labels(g, w, word, labels)
    _sentence(g, w, _word_vectors(g, states[SENTENCE_LAYER], places))
    given = [
        _info("upos", TensorProto.INT64, WIDE),
        _info("xpos", TensorProto.INT64, WIDE),
        _info("arc", TensorProto.FLOAT, [*WIDE, "words"]),
        _info("label", TensorProto.UINT8, [*WIDE, "words"]),
        _info("sentence", TensorProto.FLOAT, ["batch", WIDTH]),
    ]
    return _finished(g, given, {"labels": labels._asdict()}, _given("pieces", "mask", "shapes", "first", "last"))


def reading_models(w: Mapping[str, Array], acts: Sequence[str]) -> tuple[onnx.ModelProto, onnx.ModelProto]:
    """The network that reads in two parts; ``w`` has the names of ``training.network.ReadingNetwork``.

    Both take one row at a time. The lower one gives its hidden states and what each wordpiece says for a statement; of these
    the upper one is given a sentence's own.
    """
    about = {"acts": list(acts)}
    g = Graph()
    state = _embedded(g, w)
    for number in range(TOGETHER):
        state = _layer(g, w, state, f"encoder.layers.{number}", mask="")
    odds = g.linear("early_odds", state, w["early.weight"].T, w["early.bias"])
    g.put("Squeeze", odds, g.integers(-1), output="early")
    g.put("Identity", state, output="hidden")
    hidden = _info("hidden", TensorProto.FLOAT, [*LONG, WIDTH])
    early = _info("early", TensorProto.FLOAT, LONG)
    lower = _finished(g, [hidden, early], about, _given("pieces", "shapes"))

    g = Graph()
    state = "hidden"
    for number in range(TOGETHER, LAYERS):
        state = _layer(g, w, state, f"encoder.layers.{number}", mask="")
    _stands(g, w, _words(g, w, state, _places(g)))
    end = g.put("Slice", state, g.integers(-1), g.integers(MAX_PIECES), g.integers(1))
    odds = g.linear("sentence_odds", g.put("Squeeze", end, g.integers(1)), w["sentence.weight"].T, w["sentence.bias"])
    g.put("Identity", odds, output="sentence")
    given = [
        _info("stand", TensorProto.FLOAT, [*WIDE, len(w["stand.bias"])]),
        _info("promisor", TensorProto.FLOAT, [*WIDE, "words"]),
        _info("sentence", TensorProto.FLOAT, ["batch", 1]),
    ]
    return lower, _finished(g, given, about, [hidden, *_given("shapes", "first", "last")])


class _Places(NamedTuple):
    """Names of the indices of the first and the last wordpiece of each word."""

    first: str
    last: str


def _places(g: Graph) -> _Places:
    return _Places(*(g.put("Unsqueeze", name, g.integers(-1)) for name in ("first", "last")))


def _encoder(g: Graph, w: Mapping[str, Array]) -> list[str]:
    """The hidden states that go into the first layer, and those after each."""
    states = [_embedded(g, w)]
    for number in range(LAYERS):
        states.append(_layer(g, w, states[-1], f"encoder.layers.{number}"))
    return states


def _embedded(g: Graph, w: Mapping[str, Array]) -> str:
    """The hidden states that go into the first layer."""
    words = g.put("Gather", g.constant("encoder.word", w["encoder.word.weight"]), "pieces")
    table = g.constant("encoder.position", w["encoder.position.weight"] + w["encoder.kind"])
    length = g.put("Slice", g.put("Shape", "pieces"), g.integers(1), g.integers(2), g.integers(0))
    positions = g.put("Slice", table, g.integers(0), length, g.integers(0))
    shapes = g.put("Gather", g.constant("encoder.shape", w["encoder.shape.weight"]), "shapes")
    summed = g.put("Add", g.put("Add", words, shapes), positions)
    scale = g.constant("encoder.norm.weight", w["encoder.norm.weight"])
    shift = g.constant("encoder.norm.bias", w["encoder.norm.bias"])
    return g.put("LayerNormalization", summed, scale, shift, **NORM)


def _layer(g: Graph, w: Mapping[str, Array], hidden: str, name: str, mask: str = "mask") -> str:
    """``mask`` names the input that tells padding; none where there is no padding."""

    def constant(part: str) -> str:
        array = w[f"{name}.{part}"]
        return g.constant(f"{name}.{part}", array.T if array.ndim == 2 else array)

    def add_and_normalise(change: str, before: str, norm: str, bias: str) -> str:
        summed = g.put("Add", g.put("Add", change, constant(f"{bias}.bias")), before)
        return g.put("LayerNormalization", summed, constant(f"{norm}.weight"), constant(f"{norm}.bias"), **NORM)

    projection = (constant("query_key_value.weight"), constant("query_key_value.bias"))
    mixed = g.put("Attention", hidden, *projection, mask, domain=FUSED, num_heads=HEADS)
    mixed = g.put("MatMul", mixed, constant("attention_out.weight"))
    hidden = add_and_normalise(mixed, hidden, "attention_norm", "attention_out")
    inner = g.put("MatMul", hidden, constant("inner.weight"))
    inner = g.put("BiasGelu", inner, constant("inner.bias"), domain=FUSED)
    outer = g.put("MatMul", inner, constant("outer.weight"))
    return add_and_normalise(outer, hidden, "outer_norm", "outer")


def _words(g: Graph, w: Mapping[str, Array], hidden: str, places: _Places) -> str:
    """The vectors of the words with those of their shapes."""
    shapes = g.put("GatherND", "shapes", places.first, batch_dims=1)
    shaped = g.put("Gather", g.constant("word_shape", w["word_shape.weight"]), shapes)
    return g.put("Add", _word_vectors(g, hidden, places), shaped)


def _word_vectors(g: Graph, hidden: str, places: _Places) -> str:
    """The mean of each word's first and last wordpiece."""
    ends = (g.put("GatherND", hidden, index, batch_dims=1) for index in places)
    return g.put("Mul", g.put("Add", *ends), g.constant(f"half_{hidden}", np.array(0.5, np.float32)))


def _tags(g: Graph, w: Mapping[str, Array], word: str, labels: Labels) -> None:
    weight = np.concatenate([w["upos.weight"], w["xpos.weight"]]).T
    scores = g.linear("tags", word, weight, np.concatenate([w["upos.bias"], w["xpos.bias"]]))
    sizes = g.integers(len(labels.upos), len(labels.xpos))
    upos, xpos = g.put_several("Split", scores, sizes, outputs=["", ""], axis=-1)
    g.put("ArgMax", upos, output="upos", axis=-1, keepdims=0)
    g.put("ArgMax", xpos, output="xpos", axis=-1, keepdims=0)


def _arcs_and_labels(g: Graph, w: Mapping[str, Array], word: str, labels: Labels) -> None:
    weight = np.concatenate([w[f"{name}.weight"] for name in PROJECTIONS]).T
    projected = g.linear("projections", word, weight, np.concatenate([w[f"{name}.bias"] for name in PROJECTIONS]))
    active = g.put("LeakyRelu", projected, alpha=0.1)
    sizes = g.integers(ARC_WIDTH, ARC_WIDTH, LABEL_WIDTH, LABEL_WIDTH)
    arc_dependent, arc_head, dependent, head = g.put_several("Split", active, sizes, outputs=[""] * 4, axis=-1)
    half = g.linear("arc", arc_dependent, w["arc"][:-1], w["arc"][-1])
    g.put("MatMul", half, g.put("Transpose", arc_head, perm=[0, 2, 1]), output="arc")
    _labels(g, w["label"], dependent, head, len(labels.label))


def _labels(g: Graph, weight: Array, dependent: str, head: str, labels: int) -> None:
    """The best label of every pair of words: cheaper than a second pass once the heads are known."""
    half = g.linear("label", dependent, weight[:-1].reshape(LABEL_WIDTH, -1), weight[-1].reshape(-1))
    half = g.put("Reshape", half, g.integers(0, -1, LABEL_WIDTH + 1))
    with_one = g.put("Pad", head, g.integers(0, 0, 0, 0, 0, 1), g.constant("one", np.array(1, np.float32)))
    scores = g.put("MatMul", half, g.put("Transpose", with_one, perm=[0, 2, 1]))
    words = g.put("Slice", g.put("Shape", "first"), g.integers(1), g.integers(2), g.integers(0))
    shape = g.put("Concat", g.integers(0), words, g.integers(labels), words, axis=0)
    best = g.put("ArgMax", g.put("Reshape", scores, shape), axis=2, keepdims=0)
    g.put("Cast", best, output="label", to=TensorProto.UINT8)


def _sentence(g: Graph, w: Mapping[str, Array], vectors: str) -> None:
    """A linear image of the mean word; only real words have a first wordpiece beyond place 0, that of the root."""
    real = g.put("Cast", g.put("Greater", "first", g.integers(0)), to=TensorProto.FLOAT)
    count = g.put("ReduceSum", real, g.integers(1), keepdims=1)
    weighted = g.put("Mul", vectors, g.put("Unsqueeze", real, g.integers(-1)))
    mean = g.put("Div", g.put("ReduceSum", weighted, g.integers(1), keepdims=0), count)
    product = g.put("MatMul", mean, g.constant("sentence.weight", w["sentence.weight"].T))
    g.put("Add", product, g.constant("sentence.bias", w["sentence.bias"]), output="sentence")


def _stands(g: Graph, w: Mapping[str, Array], word: str) -> None:
    """The heads that say what each word carries, and which words name its promisor."""
    g.put("Identity", g.linear("stands", word, w["stand.weight"].T, w["stand.bias"]), output="stand")
    act, name, apt = (
        g.linear(part, word, w[f"{part}.weight"].T, w[f"{part}.bias"])
        for part in ("promisor_act", "promisor_name", "promisor_apt")
    )
    product = g.put("MatMul", act, g.put("Transpose", name, perm=[0, 2, 1]))
    scaled = g.put("Mul", product, g.constant("promisor_scale", np.array(LABEL_WIDTH**-0.5, np.float32)))
    g.put("Add", scaled, g.put("Transpose", apt, perm=[0, 2, 1]), output="promisor")


def _given(*names: str) -> list[onnx.ValueInfoProto]:
    """Inputs by their names in ``pledgebook.syntax.encoding.Batch``."""
    return [
        _info(
            name,
            TensorProto.INT32 if name == "mask" else TensorProto.INT64,
            WIDE if name in ("first", "last") else LONG,
        )
        for name in names
    ]


def _finished(
    g: Graph, made: list[onnx.ValueInfoProto], about: Mapping[str, object], taken: list[onnx.ValueInfoProto]
) -> onnx.ModelProto:
    """The graph that makes ``made`` of ``taken``, with ``about`` in its metadata."""
    graph = helper.make_graph(g.nodes, "pledgebook", taken, made, g.constants)
    whole = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)])
    whole.ir_version = 9
    helper.set_model_props(whole, {name: json.dumps(value) for name, value in about.items()})
    return whole


_info = helper.make_tensor_value_info
