import numpy as np
import pytest
from msgspec.structs import replace

from pledgebook.codebooks import load_codebook
from pledgebook.model import Firmness, Kind
from pledgebook.reading.cues import CueWords
from pledgebook.reading.hinted import hinted_stances
from pledgebook.reading.hints import FIRMNESS, KINDS, PROMISOR, SENTENCE, STAND, Hints, width
from pledgebook.reading.stance import Ask
from pledgebook.syntax import Tree
from tests.reading.any_tree import hand_made

ACTS = ("troops", "arms", "other")
CUES = CueWords(load_codebook("security"))


def scored(words: int, *, at: int, kind: Kind, act: str, step: Firmness, promisor: int) -> dict[str, np.ndarray]:
    """What heads would say that are sure of one stand and of nothing else."""
    stand = np.full((words, width(len(ACTS))), -6.0, np.float32)
    stand[at, KINDS.index(kind)] = 6
    stand[at, len(KINDS) + ACTS.index(act)] = 6
    stand[at, len(KINDS) + len(ACTS) + FIRMNESS.index(step)] = 6
    pairs = np.full((words, words), -6.0, np.float32)
    pairs[at, promisor] = 6
    return {STAND: stand, PROMISOR: pairs, SENTENCE: np.array([4.0], np.float32)}


@pytest.fixture
def norway() -> Hints:
    heads = scored(4, at=2, kind=Kind.COMMITMENT, act="arms", step=Firmness.PLEDGED, promisor=0)
    hints = Hints.of(hand_made("Norway will send tanks", heads), ACTS)
    assert hints is not None
    return hints


def test_scores_become_probabilities(norway: Hints) -> None:
    assert norway.kind.shape == (4, 3) and norway.act.shape == (4, 3) and norway.firmness.shape == (4, 9)
    assert np.allclose(norway.act.sum(axis=1), 1) and np.allclose(norway.firmness.sum(axis=1), 1)
    assert ((norway.kind >= 0) & (norway.kind <= 1)).all() and ((norway.stopped >= 0) & (norway.stopped <= 1)).all()


def test_the_likeliest_come_first(norway: Hints) -> None:
    assert norway.promisors(2) == [0]
    assert norway.promisors(1) == []


def test_a_class_that_the_heads_do_not_know_has_no_hint(norway: Hints) -> None:
    assert norway.of_act("mitigation") is None
    known = norway.of_act("arms")
    assert known is not None and known.argmax() == 2


def test_trees_without_heads_have_no_hints() -> None:
    assert Hints.of(hand_made("Norway will send tanks", None), ACTS) is None


def test_a_stand_that_no_rule_found_is_tried(norway: Hints) -> None:
    (stance,) = hinted_stances(hand_made("Norway will send tanks", None), norway, [], CUES)
    assert (stance.anchor, stance.ask, stance.firmness, stance.who) == (2, Ask.OWN, Firmness.PLEDGED, 0)


def test_one_that_a_rule_found_is_not_tried_again(norway: Hints) -> None:
    tree = hand_made("Norway will send tanks", None)
    (stance,) = hinted_stances(tree, norway, [], CUES)
    assert list(hinted_stances(tree, norway, [stance], CUES)) == []


def test_whoever_asks_is_not_asked() -> None:
    heads = scored(3, at=1, kind=Kind.REQUEST, act="arms", step=Firmness.PLEDGED, promisor=0)
    row = hand_made("Norway urged tanks", heads)
    norway, urged, tanks = row.tokens
    asking = replace(urged, lemma="urge", upos="VERB", xpos="VBD", head=-1, label="root")
    tree = Tree(
        (replace(norway, upos="PROPN", head=1, label="nsubj"), asking, replace(tanks, head=1, label="obj")),
        row.span, row.text, heads=heads,
    )  # fmt: skip
    hints = Hints.of(tree, ACTS)
    assert hints is not None
    (stance,) = hinted_stances(tree, hints, [], CUES)
    assert (stance.ask, stance.who, stance.by) == (Ask.REQUEST, None, 0)
