"""The network and its exported graph agree; runs only where the extra ``training`` is installed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from pledgebook.syntax.encoding import WordPieces  # noqa: E402
from pledgebook.syntax.parser import TOKENIZER  # noqa: E402
from training.batches import IGNORED, Labels, batches, examples, inputs, targets  # noqa: E402
from training.export import model, read_weights, write_model  # noqa: E402
from training.network import ParserNetwork, StandHeads  # noqa: E402
from training.train import Recipe, losses, optimiser, set_rates  # noqa: E402
from training.treebank import GoldSentence, Word  # noqa: E402

SENTENCES = [
    GoldSentence((Word("Norway", "", "PROPN", "NNP", 2, "nsubj"), Word("pays", "", "VERB", "VBZ", 0, "root")), "", ""),
    GoldSentence((Word("Pay", "", "VERB", "VB", 0, "root"),), "", ""),
]
LABELS = Labels.of(SENTENCES)
DATA = examples(SENTENCES, WordPieces(TOKENIZER), LABELS, longest=128)


@pytest.fixture(scope="module")
def network() -> ParserNetwork:
    torch.manual_seed(0)
    return ParserNetwork(len(LABELS.upos), len(LABELS.xpos), len(LABELS.label), dropout=0.0)


def test_the_exported_graph_gives_what_the_network_gives(network: ParserNetwork, tmp_path: Path) -> None:
    state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    onnx.save(model(state, LABELS, {}), tmp_path / "m.onnx")
    x = inputs(DATA)
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    feed = {name: getattr(x, name).numpy() for name in ("pieces", "mask", "shapes", "first", "last")}
    arc, label, sentence = session.run(["arc", "label", "sentence"], feed)
    network.eval()
    with torch.no_grad():
        out = network(x)
        scores = network.label_scores(out.label_dependent[0, [1, 2]], out.label_head[0, [2, 0]])
    assert np.allclose(arc[0], out.arc[0].numpy(), atol=1e-4)
    assert np.allclose(sentence, out.sentence.numpy(), atol=1e-4)
    assert [label[0, 1, 2], label[0, 2, 0]] == scores.argmax(-1).tolist()


def test_the_exported_heads_give_what_the_heads_give(network: ParserNetwork, tmp_path: Path) -> None:
    heads = StandHeads(width=5, kinds=2)
    state = {**network.state_dict(), **{f"heads.{name}": tensor for name, tensor in heads.state_dict().items()}}
    arrays = {name: tensor.numpy() for name, tensor in state.items()}
    onnx.save(model(arrays, LABELS, {"act": ["arms", "other"]}), tmp_path / "m.onnx")
    x = inputs(DATA)
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    feed = {name: getattr(x, name).numpy() for name in ("pieces", "mask", "shapes", "first", "last")}
    stand, promisor = session.run(["stand", "promisor"], feed)
    network.eval()
    with torch.no_grad():
        expected = heads(network(x).word)
    assert np.allclose(stand, expected[0].numpy(), atol=1e-4)
    assert np.allclose(promisor, expected[1].numpy(), atol=1e-4)


def test_weights_are_read_back_as_they_were_written(network: ParserNetwork, tmp_path: Path) -> None:
    write_model(network.state_dict(), LABELS, tmp_path / "m.onnx")
    weights, labels = read_weights(tmp_path / "m.onnx")
    again = ParserNetwork(len(LABELS.upos), len(LABELS.xpos), len(LABELS.label), dropout=0.0)
    again.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in weights.items()})
    assert tuple(labels["upos"]) == LABELS.upos
    written = network.state_dict()
    for name, array in weights.items():
        if name in ("encoder.kind", "encoder.position.weight"):  # written as their sum
            continue
        largest = float(written[name].abs().max())
        assert np.allclose(array, written[name].numpy(), atol=largest / 60 + 1e-6), name


def test_a_few_steps_lower_the_loss(network: ParserNetwork) -> None:
    recipe = Recipe(head_rate=1e-3)
    optimizer = optimiser(network, recipe)
    teacher = torch.ones(2, 384)
    network.train()
    seen = []
    for step in range(8):
        set_rates(optimizer, step, 8, recipe)
        loss = losses(network, inputs(DATA), targets(DATA), teacher).total(recipe)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seen.append(loss.item())
    assert seen[-1] < seen[0] / 2


def test_rates_rise_and_fall_to_nothing(network: ParserNetwork) -> None:
    recipe = Recipe()
    optimizer = optimiser(network, recipe)
    rates = []
    for step in range(101):
        set_rates(optimizer, step, 100, recipe)
        rates.append(optimizer.param_groups[1]["lr"])
    assert rates[0] < rates[4] < rates[7] > rates[50] > rates[99] > rates[100] == 0


def test_every_sentence_is_in_one_batch() -> None:
    assert sorted(e.number for batch in batches(DATA, 8, Random(1)) for e in batch) == [0, 1]


def test_targets_leave_out_root_and_padding() -> None:
    found = targets(DATA)
    assert found.head.tolist() == [[IGNORED, 2, 0], [IGNORED, 0, IGNORED]]
