"""Coders and a teacher are both heard; runs only where the extra ``training`` is installed."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from pledgebook.reading.hints import KINDS, PROMISOR, SENTENCE, STAND, width  # noqa: E402
from pledgebook.syntax.encoding import Own, WordPieces  # noqa: E402
from pledgebook.syntax.parser import TOKENIZER  # noqa: E402
from tests.reading.any_tree import hand_made  # noqa: E402
from training.network import Encoder, Inputs, ReadingNetwork  # noqa: E402
from training.passages import inputs, passages  # noqa: E402
from training.reading_loss import Reading, Taught, Trust, reading_loss  # noqa: E402
from training.stands import CodedSentence, Stand  # noqa: E402

ACTS = ("arms", "other")
TREE = hand_made("Norway will send tanks.", None)
OWN = Own.of(WordPieces(TOKENIZER).encode([token.text for token in TREE.tokens]))
PLEDGE = CodedSentence("a.txt", 0, OWN, [], False, TREE, (Stand(0, 0, 5, False, 2, (0,)),))
NOTHING = PLEDGE._replace(stands=())


def said(sure: float) -> dict[str, np.ndarray]:
    """What a teacher says that holds word 2 to carry a commitment with the log odds ``sure``, and no other word."""
    stand = np.full((len(TREE), width(len(ACTS))), -9, np.float32)
    stand[2, 0] = sure
    return {STAND: stand, PROMISOR: np.zeros((5, 5), np.float32), SENTENCE: np.array([sure], np.float32)}


@pytest.fixture(scope="module")
def out() -> Reading:
    torch.manual_seed(0)
    network = ReadingNetwork(Encoder(), width(len(ACTS)), len(KINDS), 0.0).eval()
    with torch.no_grad():
        return Reading.of(network(inputs(list(passages([PLEDGE])))), len(ACTS))


def own(sentence: CodedSentence) -> Inputs:
    return inputs(list(passages([sentence]))).own


def test_a_teacher_counts_as_much_as_the_coders(out: Reading) -> None:
    x = own(PLEDGE)
    words = x.words.shape[1]
    losses = {
        (coded, sure): reading_loss(
            out, x, [PLEDGE if coded else NOTHING], Taught.of([said(sure)], words, [Trust(0.5, 0.0)])
        ).item()
        for coded in (True, False)
        for sure in (9.0, -9.0)
    }
    # An unschooled network thinks that no word carries a stand: whoever says so agrees with it.
    assert losses[False, -9.0] < losses[False, 9.0] < losses[True, 9.0]
    assert losses[False, -9.0] < losses[True, -9.0]


def test_a_teacher_that_agrees_with_the_coders_changes_nothing(out: Reading) -> None:
    x = own(NOTHING)
    alone = reading_loss(out, x, [NOTHING])
    taught = reading_loss(out, x, [NOTHING], Taught.of([said(-30.0)], x.words.shape[1], [Trust(0.5, 0.0)]))
    assert taught.item() == pytest.approx(alone.item(), rel=0.01)


def test_chances_are_padded() -> None:
    taught = Taught.of([said(3.0)], words=8, trust=[Trust(0.5, 0.0)])
    assert taught.kind.shape == (1, 8, len(KINDS))
    assert taught.kind[0, 2, 0] == pytest.approx(0.953, abs=0.001)
    assert taught.kind[0, :2].max() < 0.001 and taught.kind[0, 5:].max() < 0.001


def test_a_document_that_the_teacher_has_seen_is_learned_from_it_alone(out: Reading) -> None:
    x = own(PLEDGE)
    heard = Taught.of([said(9.0)], x.words.shape[1], [Trust(1.0, 1.0)])
    assert reading_loss(out, x, [PLEDGE], heard).item() == reading_loss(out, x, [NOTHING], heard).item()
    unheard = Taught.of([said(9.0)], x.words.shape[1], [Trust(0.0, 0.0)])
    assert reading_loss(out, x, [PLEDGE], unheard).item() == pytest.approx(reading_loss(out, x, [PLEDGE]).item())


def test_what_an_act_is_can_be_learned_from_a_teacher_too(out: Reading) -> None:
    x = own(NOTHING)
    losses = []
    for act in (0, 1):
        told = said(9.0)
        told[STAND][:, len(KINDS) + act] = 9.0
        heard = Taught.of([told], x.words.shape[1], [Trust(1.0, 1.0)])
        losses.append(reading_loss(out, x, [NOTHING], heard).item())
    likelier = int(out.act[0, 2].argmax())
    assert losses[likelier] < losses[1 - likelier]
