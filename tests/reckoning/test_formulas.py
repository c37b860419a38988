import pickle

import pytest

from pledgebook.errors import ReckoningError
from pledgebook.reckoning import And, AtLeast, Atom, Not, Or, atoms_of, dual, evaluate, is_monotone
from pledgebook.reckoning.formulas import bottom_up, substitute

A, B, C = Atom("a"), Atom("b"), Atom("c")


def test_equal_parts_are_one_object() -> None:
    assert And(A, Or(B, C)) is And(Atom("a"), Or(Atom("b"), Atom("c")))
    assert And(A, B) is not And(B, A)
    assert AtLeast(1, A, B) is not AtLeast(2, A, B)


def test_a_shared_part_is_walked_once() -> None:
    shared = Or(A, B)
    assert len(bottom_up(And(shared, AtLeast(1, shared, C), Not(shared)))) == 7


def test_operators_build_the_same_formulas() -> None:
    assert (A & B | ~C) is Or(And(A, B), Not(C))


def test_a_chain_of_30_000_parts_needs_no_recursion() -> None:
    formula: And | Or | Atom = A
    for number in range(30_000):
        formula = And(formula, B) if number % 2 else Or(formula, C)
    assert evaluate(formula, {"a", "b"}) is True
    assert evaluate(formula, {"a"}) is False
    assert atoms_of(formula) == ["a", "c", "b"]
    assert is_monotone(dual(formula))
    assert "And" in repr(formula)


def test_empty_connectives_are_constants() -> None:
    assert evaluate(And(), ()) and not evaluate(Or(), ())
    assert evaluate(AtLeast(0, A), ()) and not evaluate(AtLeast(2, A), {"a"})


def test_a_part_that_stands_twice_counts_twice() -> None:
    assert evaluate(AtLeast(2, A, A, B), {"a"})


def test_dual_turns_atoms_and_value_round() -> None:
    formula = AtLeast(2, A, B, And(A, Not(C)))
    for true in ((), ("a",), ("b",), ("a", "b"), ("c",), ("a", "c"), ("b", "c"), ("a", "b", "c")):
        assert evaluate(dual(formula), true) is not evaluate(formula, {"a", "b", "c"} - set(true))


def test_double_negation_is_monotone() -> None:
    assert is_monotone(Not(And(Not(A), Not(B))))
    assert not is_monotone(Or(A, Not(And(A, B))))


def test_substitute_replaces_atoms_everywhere() -> None:
    assert substitute(Or(And(A, B), AtLeast(1, A, Not(A))), {"a": C}) is Or(And(C, B), AtLeast(1, C, Not(C)))


def test_pickling_gives_the_same_object() -> None:
    formula = AtLeast(2, A, Not(B), Or(A, C))
    assert pickle.loads(pickle.dumps(formula)) is formula


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: And("a"), "write Atom('a')"),  # type: ignore[arg-type]
        (lambda: Atom(""), "not empty"),
        (lambda: AtLeast(A, B), "whole number first"),  # type: ignore[arg-type]
        (lambda: AtLeast(True, B), "whole number first"),
    ],
)
def test_wrong_parts_are_refused(make, says) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ReckoningError, match=says.replace("(", r"\(").replace(")", r"\)")):
        make()
