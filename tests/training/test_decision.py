"""The mean of two decisions; runs only where the extra ``training`` is installed."""

from __future__ import annotations

import msgspec
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("torch")

from pledgebook.model import Firmness
from pledgebook.reading.decision import Decision, Weights, load_decision
from training.decision import mean


def _with(decision: Decision, right: Weights) -> Decision:
    return msgspec.structs.replace(decision, right=right)


def test_the_mean_of_two_decisions_gives_the_mean_of_their_log_odds() -> None:
    shipped = load_decision()
    one = _with(shipped, Weights(1.0, {"act=arms": 2.0, "act=air": 1.0}, (0.5, 1.0)))
    other = _with(shipped, Weights(-1.0, {"act=arms": 1.0, "act=sea": 4.0}, (1.5, 0.0)))
    both = mean(one, other)
    facts, numbers = ("act=arms", "act=sea"), (2.0, 3.0)
    expected = (one.right.logit(facts, numbers=numbers) + other.right.logit(facts, numbers=numbers)) / 2
    assert both.right.logit(facts, numbers=numbers) == pytest.approx(expected)


def test_the_mean_of_a_decision_with_itself_is_itself() -> None:
    shipped = load_decision()
    same = mean(shipped, shipped)
    assert same.threshold == shipped.threshold and same.beside == shipped.beside
    steps = [[-1.0 * abs(i - k) for i in range(9)] for k in range(9)]
    assert [same.steps.step((), hint) for hint in steps] == [shipped.steps.step((), hint) for hint in steps]
    assert {same.steps.step((), hint) for hint in steps} <= set(Firmness)
