from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import ReckoningError
from pledgebook.reckoning import And, AtLeast, Atom, Formula, Not, Or, atoms_of, importance, probability
from tests.reckoning.bruteforce import atom_tables, table
from tests.reckoning.strategies import examples, formulas

NAMES = [f"x{number}" for number in range(12)]
A, B = Atom("a"), Atom("b")


def weight(truth: int, chances: list[Fraction]) -> Fraction:
    """The summed probability of the states whose bit is set, halving the table atom by atom from the last."""
    if not chances:
        return Fraction(truth)
    half = 1 << (len(chances) - 1)
    low, high = truth & ((1 << half) - 1), truth >> half
    if low == high:
        return weight(low, chances[:-1])
    return (1 - chances[-1]) * weight(low, chances[:-1]) + chances[-1] * weight(high, chances[:-1])


@given(formulas(NAMES[:8], negation=True), st.lists(st.fractions(0, 1, max_denominator=9), min_size=8, max_size=8))
@examples(100)
def test_probability_and_birnbaum_equal_the_sum_over_all_states(formula: Formula, chances: list[Fraction]) -> None:
    names = NAMES[:8]
    everything = (1 << (1 << 8)) - 1
    truth = table(formula, atom_tables(names), everything)
    given_chances = dict(zip(names, chances, strict=True))
    assert probability(formula, given_chances) == weight(truth, chances)
    measure = importance(formula, given_chances)
    assert set(measure) == set(atoms_of(formula))
    for place, name in enumerate(names):
        if name in measure:
            sure = [Fraction(1) if place == other else chance for other, chance in enumerate(chances)]
            never = [Fraction(0) if place == other else chance for other, chance in enumerate(chances)]
            assert measure[name] == weight(truth, sure) - weight(truth, never)


@given(formulas(NAMES, negation=False, gates=12))
@examples(60)
def test_structural_importance_is_the_share_of_states_that_the_atom_decides(formula: Formula) -> None:
    tables = atom_tables(NAMES)
    truth = table(formula, tables, (1 << (1 << 12)) - 1)
    for name, share in importance(formula).items():
        decided = (truth >> (1 << NAMES.index(name)) ^ truth) & ~tables[name]
        assert share == Fraction(decided.bit_count(), 1 << 11)


def test_two_of_three() -> None:
    votes = [Atom(name) for name in "abc"]
    assert probability(AtLeast(2, *votes), dict.fromkeys("abc", 0.5)) == 0.5
    assert importance(AtLeast(2, *votes)) == dict.fromkeys("abc", Fraction(1, 2))


def test_numbers_keep_their_kind() -> None:
    assert isinstance(probability(Or(A, B), {"a": 0.5, "b": 0.25}), float)
    assert probability(And(A, B), {"a": Fraction(1, 3), "b": Fraction(1, 7)}) == Fraction(1, 21)


def test_an_atom_that_harms_has_negative_importance() -> None:
    assert importance(And(A, Not(B)))["b"] == Fraction(-1, 2)


def test_constants_have_a_probability_and_no_atoms() -> None:
    assert probability(And(), {}) == 1
    assert probability(Or(), {}) == 0
    assert importance(And()) == {}


def test_an_atom_that_does_not_matter_has_importance_nought() -> None:
    assert importance(Or(A, And(A, B)))["b"] == 0


@pytest.mark.parametrize(
    ("chances", "says"),
    [
        ({"a": 0.5}, "no probability is given for b; none is assumed"),
        ({"a": 0.5, "b": 1.5}, "probability of b is 1.5"),
        ({"a": 0.5, "b": True}, "probability of b is True"),
        ({"a": float("nan"), "b": 1.0}, "probability of a is nan"),
    ],
)
def test_missing_and_impossible_probabilities_are_refused(chances: dict[str, float], says: str) -> None:
    with pytest.raises(ReckoningError, match=says):
        probability(And(A, B), chances)
