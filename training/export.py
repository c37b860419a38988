"""The trained network as one ONNX file of 8-bit integers, built by hand from the operators that onnxruntime has fused.

Tracing the network gives a graph that onnxruntime fuses only in part; written out, it runs about twice as fast.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from training.batches import Labels
from training.network import ARC_WIDTH, EPSILON, HEADS, LABEL_WIDTH, LAYERS, SENTENCE_LAYER, WIDTH

OPSET = 17
FUSED = "com.microsoft"
"""The operator domain of onnxruntime's fused attention and normalisation."""

Array = npt.NDArray[Any]
PROJECTIONS = ("arc_dependent", "arc_head", "label_dependent", "label_head")
"""Projections of the word vectors that are worked out as one."""


def write_model(
    state: Mapping[str, Tensor], labels: Labels, path: Path, vocabulary: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write the network with weights ``state`` to ``path``, quantised, with its tag sets in the metadata.

    Where ``state`` holds the heads for reading (``heads.*``) they are written too; ``vocabulary`` lists what they tell apart.
    """
    with TemporaryDirectory() as folder:
        exact = Path(folder) / "float32.onnx"
        arrays = {name: tensor.numpy().astype(np.float32) for name, tensor in state.items()}
        onnx.save(model(arrays, labels, vocabulary or {}), exact)
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


def model(w: Mapping[str, Array], labels: Labels, vocabulary: Mapping[str, Sequence[str]]) -> onnx.ModelProto:
    """The whole graph in 32-bit floats; ``w`` has the names of ``training.network``."""
    g = Graph()
    middle, last = _encoder(g, w)
    first_index, last_index = (g.put("Unsqueeze", name, g.integers(-1)) for name in ("first", "last"))
    vectors = _word_vectors(g, last, first_index, last_index)
    shapes = g.put("GatherND", "shapes", first_index, batch_dims=1)
    table = g.constant("word_shape", w["word_shape.weight"])
    word = g.put("Add", vectors, g.put("Gather", table, shapes), output="word")
    _tags(g, w, word, labels)
    _arcs_and_labels(g, w, word, labels)
    _sentence(g, w, _word_vectors(g, middle, first_index, last_index))
    stands = _stands(g, w, word) if "heads.stand.weight" in w else 0
    return _finished(g, labels, vocabulary, stands)


def _encoder(g: Graph, w: Mapping[str, Array]) -> tuple[str, str]:
    """Hidden states after the sentence layer and after the last."""
    words = g.put("Gather", g.constant("encoder.word", w["encoder.word.weight"]), "pieces")
    table = g.constant("encoder.position", w["encoder.position.weight"] + w["encoder.kind"])
    length = g.put("Slice", g.put("Shape", "pieces"), g.integers(1), g.integers(2), g.integers(0))
    positions = g.put("Slice", table, g.integers(0), length, g.integers(0))
    shapes = g.put("Gather", g.constant("encoder.shape", w["encoder.shape.weight"]), "shapes")
    summed = g.put("Add", g.put("Add", words, shapes), positions)
    scale = g.constant("encoder.norm.weight", w["encoder.norm.weight"])
    shift = g.constant("encoder.norm.bias", w["encoder.norm.bias"])
    hidden = g.put("LayerNormalization", summed, scale, shift, axis=-1, epsilon=EPSILON)
    middle = hidden
    for number in range(LAYERS):
        hidden = _layer(g, w, hidden, f"encoder.layers.{number}")
        if number + 1 == SENTENCE_LAYER:
            middle = hidden
    return middle, hidden


def _layer(g: Graph, w: Mapping[str, Array], hidden: str, name: str) -> str:
    def constant(part: str) -> str:
        array = w[f"{name}.{part}"]
        return g.constant(f"{name}.{part}", array.T if array.ndim == 2 else array)

    def add_and_normalise(change: str, before: str, norm: str, bias: str) -> str:
        terms = (change, before, constant(f"{norm}.weight"), constant(f"{norm}.bias"), constant(f"{bias}.bias"))
        return g.put("SkipLayerNormalization", *terms, domain=FUSED, epsilon=EPSILON)

    projection = (constant("query_key_value.weight"), constant("query_key_value.bias"))
    mixed = g.put("Attention", hidden, *projection, "mask", domain=FUSED, num_heads=HEADS)
    mixed = g.put("MatMul", mixed, constant("attention_out.weight"))
    hidden = add_and_normalise(mixed, hidden, "attention_norm", "attention_out")
    inner = g.put("MatMul", hidden, constant("inner.weight"))
    inner = g.put("BiasGelu", inner, constant("inner.bias"), domain=FUSED)
    outer = g.put("MatMul", inner, constant("outer.weight"))
    return add_and_normalise(outer, hidden, "outer_norm", "outer")


def _word_vectors(g: Graph, hidden: str, first: str, last: str) -> str:
    """The mean of each word's first and last wordpiece."""
    ends = (g.put("GatherND", hidden, index, batch_dims=1) for index in (first, last))
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


def _stands(g: Graph, w: Mapping[str, Array], word: str) -> int:
    """The heads for reading; gives how many numbers a word gets from ``stand``."""
    g.put("Identity", g.linear("stand", word, w["heads.stand.weight"].T, w["heads.stand.bias"]), output="stand")
    act, name, apt = (
        g.linear(part, word, w[f"heads.{part}.weight"].T, w[f"heads.{part}.bias"])
        for part in ("promisor_act", "promisor_name", "promisor_apt")
    )
    product = g.put("MatMul", act, g.put("Transpose", name, perm=[0, 2, 1]))
    scaled = g.put("Mul", product, g.constant("promisor_scale", np.array(LABEL_WIDTH**-0.5, np.float32)))
    g.put("Add", scaled, g.put("Transpose", apt, perm=[0, 2, 1]), output="promisor")
    return len(w["heads.stand.bias"])


def _finished(g: Graph, labels: Labels, vocabulary: Mapping[str, Sequence[str]], stands: int) -> onnx.ModelProto:
    """The graph with its inputs and outputs named; ``stands`` is the width of the head ``stand``, 0 without it."""
    info = helper.make_tensor_value_info
    long, wide = ["batch", "pieces"], ["batch", "words"]
    taken = [
        info("pieces", TensorProto.INT64, long),
        info("mask", TensorProto.INT32, long),
        info("shapes", TensorProto.INT64, long),
        info("first", TensorProto.INT64, wide),
        info("last", TensorProto.INT64, wide),
    ]
    given = [
        info("upos", TensorProto.INT64, wide),
        info("xpos", TensorProto.INT64, wide),
        info("arc", TensorProto.FLOAT, [*wide, "words"]),
        info("label", TensorProto.UINT8, [*wide, "words"]),
        info("sentence", TensorProto.FLOAT, ["batch", WIDTH]),
        info("word", TensorProto.FLOAT, [*wide, WIDTH]),
    ]
    if stands:
        given += [
            info("stand", TensorProto.FLOAT, [*wide, stands]),
            info("promisor", TensorProto.FLOAT, [*wide, "words"]),
        ]
    graph = helper.make_graph(g.nodes, "pledgebook-syntax", taken, given, g.constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)])
    made.ir_version = 9
    helper.set_model_props(made, {"labels": json.dumps({**labels._asdict(), **vocabulary})})
    return made


def read_weights(path: Path) -> tuple[dict[str, Array], dict[str, list[str]]]:
    """The weights in a file that ``write_model`` wrote, as 32-bit floats by the names of ``training.network``, and its tag
    sets: to train on from what ships. The heads for reading are left out."""
    file = onnx.load(path)
    kept = {constant.name: numpy_helper.to_array(constant) for constant in file.graph.initializer}

    def exact(name: str) -> Array:
        if name in kept:
            return kept[name].astype(np.float32)
        integers, zero = kept[f"{name}_quantized"], kept[f"{name}_zero_point"]
        weights: Array = (integers.astype(np.float32) - zero.astype(np.float32)) * kept[f"{name}_scale"]
        return weights

    labels: dict[str, list[str]] = json.loads(next(p.value for p in file.metadata_props if p.key == "labels"))
    w = {f"encoder.{part}.weight": exact(f"encoder.{part}") for part in ("word", "position", "shape")}
    w |= {"encoder.kind": np.zeros(WIDTH, np.float32), "word_shape.weight": exact("word_shape")}  # within the positions
    w |= {name: exact(name) for name in ("encoder.norm.weight", "encoder.norm.bias", "sentence.bias")}
    w["sentence.weight"] = exact("sentence.weight").T
    for number in range(LAYERS):
        for part in ("query_key_value", "attention_out", "inner", "outer"):
            name = f"encoder.layers.{number}.{part}"
            w |= {f"{name}.weight": exact(f"{name}.weight").T, f"{name}.bias": exact(f"{name}.bias")}
        for part in ("attention_norm", "outer_norm"):
            name = f"encoder.layers.{number}.{part}"
            w |= {f"{name}.weight": exact(f"{name}.weight"), f"{name}.bias": exact(f"{name}.bias")}
    for fused, parts, sizes in (
        ("tags", ("upos", "xpos"), (len(labels["upos"]), len(labels["xpos"]))),
        ("projections", PROJECTIONS, (ARC_WIDTH, ARC_WIDTH, LABEL_WIDTH, LABEL_WIDTH)),
    ):
        cuts = np.cumsum(sizes)[:-1]
        weights, biases = np.split(exact(f"{fused}.weight").T, cuts), np.split(exact(f"{fused}.bias"), cuts)
        for part, weight, bias in zip(parts, weights, biases, strict=True):
            w |= {f"{part}.weight": weight, f"{part}.bias": bias}
    w["arc"] = np.concatenate([exact("arc.weight"), exact("arc.bias")[None]])
    label = exact("label.weight").reshape(LABEL_WIDTH, len(labels["label"]), LABEL_WIDTH + 1)
    w["label"] = np.concatenate([label, exact("label.bias").reshape(1, len(labels["label"]), LABEL_WIDTH + 1)])
    return w, labels
