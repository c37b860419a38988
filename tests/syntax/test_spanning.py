from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.syntax.spanning import Scores, best_tree


def is_tree(heads: tuple[int, ...]) -> bool:
    """One word hangs from node 0, and every word reaches it."""
    if sum(head == 0 for head in heads[1:]) != 1:
        return False
    for word in range(1, len(heads)):
        i, steps = word, 0
        while i and steps <= len(heads):
            i, steps = heads[i], steps + 1
        if i:
            return False
    return True


def total(scores: Scores, heads: tuple[int, ...]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads) if word))


def best_by_force(scores: Scores) -> float:
    size = len(scores)
    choices = itertools.product(*([i for i in range(size) if i != word] for word in range(1, size)))
    return max(total(scores, (0, *heads)) for heads in choices if is_tree((0, *heads)))


@st.composite
def score_tables(draw: st.DrawFn) -> Scores:
    size = draw(st.integers(2, 5))
    # Whole numbers, so that ties and contracted circles in circles come up often.
    values = draw(st.lists(st.integers(-8, 8), min_size=size * size, max_size=size * size))
    return np.array(values, np.float64).reshape(size, size)


@given(score_tables())
def test_no_tree_scores_higher(scores: Scores) -> None:
    found = tuple(best_tree(scores))
    assert is_tree(found)
    assert total(scores, found) == pytest.approx(best_by_force(scores))


@pytest.mark.parametrize("size", [2, 40, 300])
def test_large_random_tables_give_trees(size: int) -> None:
    scores = np.random.default_rng(size).normal(size=(size, size))
    assert is_tree(tuple(best_tree(scores)))


def test_a_second_root_is_not_allowed_however_good() -> None:
    scores = np.array([[0, 0, 0], [9, 0, -5], [9, -4, 0]], np.float64)
    assert best_tree(scores) == [0, 0, 1]
