from itertools import combinations
from math import comb

import pytest
from hypothesis import given

from pledgebook.errors import ReckoningError
from pledgebook.reckoning import (
    And,
    AtLeast,
    Atom,
    Formula,
    Not,
    Or,
    blocking_sets,
    count_minimal_sets,
    evaluate,
    minimal_sets,
)
from tests.reckoning.bruteforce import atom_tables, primes, table
from tests.reckoning.strategies import examples, formulas

NAMES = [f"x{number}" for number in range(12)]
FEWER = NAMES[:7]
A, B, C = Atom("a"), Atom("b"), Atom("c")


def brute_primes(formula: Formula, names: list[str]) -> set[frozenset[str]]:
    everything = (1 << (1 << len(names))) - 1
    return primes(table(formula, atom_tables(names), everything), names)


@given(formulas(NAMES[:9], negation=False))
@examples(400)
def test_minimal_sets_of_monotone_formulas_equal_brute_force(formula: Formula) -> None:
    found = list(minimal_sets(formula))
    assert len(found) == len(set(found)) == count_minimal_sets(formula)
    assert set(found) == brute_primes(formula, NAMES[:9])


@given(formulas(FEWER, negation=True))
@examples(400)
def test_prime_implicants_of_other_formulas_equal_brute_force(formula: Formula) -> None:
    found = list(minimal_sets(formula))
    assert len(found) == len(set(found)) == count_minimal_sets(formula)
    assert set(found) == brute_primes(formula, FEWER)


@given(formulas(NAMES, negation=True, gates=12))
@examples(25)
def test_prime_implicants_over_twelve_atoms_equal_brute_force(formula: Formula) -> None:
    assert set(minimal_sets(formula)) == brute_primes(formula, NAMES)


@given(formulas(FEWER, negation=True))
@examples(150)
def test_blocking_sets_are_the_primes_of_the_failure(formula: Formula) -> None:
    everything = (1 << (1 << len(FEWER))) - 1
    failing = {name: everything & ~value for name, value in atom_tables(FEWER).items()}
    defeated = everything & ~table(formula, failing, everything)
    assert set(blocking_sets(formula)) == primes(defeated, FEWER)


def test_a_single_point_of_failure_is_a_blocking_set_of_one() -> None:
    assert list(blocking_sets(And(A, Or(B, C)))) == [frozenset("a"), frozenset("bc")]


def test_constants() -> None:
    assert list(minimal_sets(And())) == [frozenset()]
    assert list(minimal_sets(Or())) == []
    assert list(minimal_sets(Or(A, Not(A)))) == [frozenset()]
    assert count_minimal_sets(And(A, Not(A))) == 0


def test_smallest_sets_come_first() -> None:
    sizes = [len(found) for found in minimal_sets(Or(And(A, B, C), Atom("d"), And(B, Atom("e"))))]
    assert sizes == [1, 2, 3]


def test_a_threshold_of_many_is_counted_without_its_choices() -> None:
    votes = AtLeast(30, *(Atom(f"v{number}") for number in range(60)))
    assert count_minimal_sets(votes) == comb(60, 30)


def test_sets_of_one_size_are_found_among_astronomically_many() -> None:
    votes = [Atom(f"v{number}") for number in range(60)]
    found = minimal_sets(Or(AtLeast(30, *votes), And(A, B)))
    assert found.complete and found.count == comb(60, 30) + 1
    assert list(found.of_size(2)) == [frozenset("ab")]


def test_past_the_bound_the_answer_is_complete_to_an_order_and_says_so() -> None:
    def pairs(step: int) -> Formula:
        return Or(*(And(Atom(f"a{number}"), Atom(f"b{number * step % 12}")) for number in range(12)))

    # Pairs crossed four times: no order of the atoms keeps all the crossings short.
    formula = And(pairs(1), pairs(3), pairs(5), pairs(7))
    cut = minimal_sets(formula, nodes=2_000)
    assert not cut.complete
    assert cut.complete_to is not None  # 4 or 5: when the library clears its tables decides how far it comes
    whole = minimal_sets(formula)
    assert whole.complete
    assert set(cut) == {found for size in range(cut.complete_to + 1) for found in whole.of_size(size)}


def test_past_the_bound_the_count_is_refused() -> None:
    with pytest.raises(ReckoningError, match="outgrew 50 nodes"):
        count_minimal_sets(AtLeast(10, *(Atom(f"v{number}") for number in range(40))), nodes=50)


def test_past_the_bound_prime_implicants_are_not_given_in_part() -> None:
    votes = AtLeast(10, *(Not(Atom(f"v{number}")) for number in range(40)))
    cut = minimal_sets(votes, nodes=50)
    assert (list(cut), cut.complete, cut.complete_to) == ([], False, None)


def test_more_atoms_than_the_library_can_descend_are_refused_not_a_crash() -> None:
    with pytest.raises(ReckoningError, match="5000"):
        count_minimal_sets(And(*(Atom(f"v{number}") for number in range(5_001))))
    assert count_minimal_sets(Or(*(Atom(f"v{number}") for number in range(5_000)))) == 5_000


def test_every_minimal_set_is_true_and_needs_each_of_its_atoms() -> None:
    formula = AtLeast(2, And(A, B), Or(B, C), AtLeast(2, A, C, Atom("d")))
    for found in minimal_sets(formula):
        assert evaluate(formula, found)
        assert not any(evaluate(formula, smaller) for smaller in combinations(found, len(found) - 1))
