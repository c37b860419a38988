"""The network and its exported graph agree; runs only where the extra ``training`` is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND  # noqa: E402
from pledgebook.reading.network import Begun, Network  # noqa: E402
from pledgebook.syntax.encoding import Own, WordPieces  # noqa: E402
from pledgebook.syntax.parser import TOKENIZER  # noqa: E402
from pledgebook.syntax.tokens import words  # noqa: E402
from tests.reading.any_tree import hand_made  # noqa: E402
from training.batches import IGNORED, Labels, batches, examples, inputs, targets  # noqa: E402
from training.export import model, read_reading, reading_models, write_reading  # noqa: E402
from training.network import Encoder, MPNet, ParserNetwork, ReadingNetwork, distance_class  # noqa: E402
from training.passages import inputs as passage_inputs  # noqa: E402
from training.passages import passages  # noqa: E402
from training.reading import mean_of  # noqa: E402
from training.stands import CodedSentence  # noqa: E402
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
    onnx.save(model(state, LABELS), tmp_path / "m.onnx")
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


def test_the_exported_network_that_reads_gives_what_it_gives(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = ReadingNetwork(Encoder(0.1), width=5, kinds=2, dropout=0.1).eval()
    arrays = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    sessions = []
    for part in reading_models(arrays, ["arms", "other"]):
        onnx.save(part, tmp_path / "m.onnx")
        sessions.append(onnxruntime.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"]))
    data = list(coded())
    (passage,) = passages(data)
    with torch.no_grad():
        expected = [scores.numpy() for scores in network(passage_inputs([passage]))]
    reader = Network(*sessions, WordPieces(TOKENIZER))
    begun = reader.begin_encoded(data[0].before, [sentence.own for sentence in data])
    for row, (sentence, (odds, hidden)) in enumerate(zip(data, begun, strict=True)):
        said, n = reader.finish(Begun(odds, [(sentence.own, hidden)])), len(sentence.own.first)
        assert np.allclose(said[STAND], expected[0][row, :n], atol=1e-4)
        assert np.allclose(said[PROMISOR], expected[1][row, :n, :n], atol=1e-4)
        assert np.allclose([said[SENTENCE][0], odds], [expected[2][row], expected[3][row]], atol=1e-4)


def test_what_was_written_can_be_taught_further(tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = ReadingNetwork(Encoder(), width=5, kinds=2, dropout=0.0)
    state = network.state_dict()
    write_reading(state, ["arms"], tmp_path / "lower.onnx", tmp_path / "upper.onnx")
    again = read_reading(tmp_path / "lower.onnx", tmp_path / "upper.onnx")
    network.load_state_dict(again)
    moved = {"encoder.kind": -state["encoder.kind"], "encoder.position.weight": state["encoder.kind"]}
    for name, weights in state.items():
        expected, step = weights + moved.get(name, 0), weights.abs().max() / 60
        assert torch.allclose(again[name], expected, atol=float(step) + 1e-6), name


def test_the_mean_of_networks_is_that_of_their_weights() -> None:
    mean = mean_of([{"w": torch.tensor([1.0, 3.0])}, {"w": torch.tensor([2.0, 5.0])}])
    assert mean["w"].tolist() == [1.5, 4.0]


def coded() -> Iterator[CodedSentence]:
    pieces = WordPieces(TOKENIZER)
    for place, text in enumerate(
        ["Norway will send tanks.", "It rained.", "Paris refuses to send any more troops there."]
    ):
        own = Own.of(pieces.encode([word.text for word in words(text, 0)]))
        yield CodedSentence("a.txt", place, own, [2000, 3000], place > 0, hand_made(text, None), ())


def test_passages_of_any_size_hold_every_sentence_once() -> None:
    data = [sentence for _ in range(20) for sentence in coded()]
    made = list(passages(data, Random(3)))
    assert [sentence for passage in made for sentence in passage.sentences] == data
    assert all(not sentence.follows for sentence in data[::3])
    assert {sentence.start for passage in made for sentence in passage.sentences[1:]} == {1, 2}
    assert len({len(passage.sentences) for passage in made}) > 1


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


def test_mpnet_tells_near_distances_apart_and_far_ones_by_their_order() -> None:
    apart = torch.tensor([[0, -1, 1, -7, -8, -127, -4000, 4000]])
    assert distance_class(apart).tolist() == [[0, 1, 17, 7, 8, 15, 15, 31]]


def test_mpnet_takes_the_pieces_of_bert() -> None:
    encoder = MPNet().eval()
    x = inputs(DATA)
    with torch.no_grad():
        states = encoder(x)
    assert len(states) == 13 and states[-1].shape == (*x.pieces.shape, 768)
    assert encoder.pieces(x)[0, 0] == 0 and encoder.pieces(x)[1, -1] == 1
    assert encoder.pieces(x)[0, 1] == x.pieces[0, 1] + 4
