import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import ReckoningError
from pledgebook.reckoning import And, AtLeast, Atom, Formula, Not, Or, fixpoints, well_founded
from tests.reckoning.bruteforce import all_fixpoints, reduct_least
from tests.reckoning.bruteforce import well_founded as brute_well_founded
from tests.reckoning.strategies import examples, formulas

FRA, GBR, USA, TRUCE = Atom("FRA"), Atom("GBR"), Atom("USA"), Atom("truce")


@st.composite
def systems(draw: st.DrawFn, size: int, negation: bool) -> tuple[dict[str, Formula], dict[str, bool]]:
    rules = [f"r{number}" for number in range(draw(st.integers(1, size)))]
    facts = [f"f{number}" for number in range(draw(st.integers(0, size)))]
    formula = formulas([*rules, *facts], negation, gates=4)
    return {name: draw(formula) for name in rules}, {name: draw(st.booleans()) for name in facts}


@given(systems(12, negation=False))
@examples(150)
def test_least_and_greatest_are_the_ends_of_all_fixpoints(system: tuple[dict[str, Formula], dict[str, bool]]) -> None:
    every = all_fixpoints(*system)
    least, greatest = fixpoints(*system)
    assert least in every and greatest in every
    assert all(least <= one <= greatest for one in every)


@given(systems(5, negation=True))
@examples(120)
def test_the_well_founded_model_is_the_least_steady_pair(system: tuple[dict[str, Formula], dict[str, bool]]) -> None:
    true, undetermined = well_founded(*system)
    assert (true, undetermined) == brute_well_founded(*system)
    # Every stable model lies between what is true and what is not false.
    for model in all_fixpoints(*system):
        if reduct_least(*system, model) == model:
            assert true <= model <= true | undetermined


def test_who_waits_on_each_other_is_in_the_greatest_only() -> None:
    found = fixpoints({"FRA": And(TRUCE, GBR), "GBR": FRA, "POL": TRUCE}, {"truce": True})
    assert found.least == {"POL"}
    assert found.greatest == {"FRA", "GBR", "POL"}


def test_a_first_mover_releases_a_threshold() -> None:
    rules = {"FRA": AtLeast(2, GBR, USA, TRUCE), "GBR": Or(USA, FRA)}
    assert fixpoints(rules, ["truce"]).least == frozenset()
    assert fixpoints(rules, ["truce", "USA"]).least == {"FRA", "GBR"}


def test_a_rule_against_itself_is_undetermined() -> None:
    assert well_founded({"a": Not(Atom("a")), "b": And(), "c": Not(Atom("b"))}) == ({"b"}, {"a"})


def test_negation_without_a_circle_is_determined() -> None:
    assert well_founded({"a": Not(Atom("b")), "b": Not(Atom("c")), "c": And()}) == ({"a", "c"}, frozenset())


def test_least_fixpoints_are_refused_under_negation() -> None:
    with pytest.raises(ReckoningError, match="well_founded"):
        fixpoints({"a": Not(Atom("b")), "b": TRUCE})
    assert fixpoints({"a": Not(TRUCE)}).least == {"a"}
    assert fixpoints({"a": Not(Not(Atom("b"))), "b": And()}).least == {"a", "b"}


def test_a_fact_about_a_rule_is_refused() -> None:
    with pytest.raises(ReckoningError, match="both a rule and a fact"):
        fixpoints({"a": TRUCE}, {"a": True})


def test_a_circle_of_30_000_rules() -> None:
    names = [f"r{number}" for number in range(30_000)]
    rules: dict[str, Formula] = {name: Atom(names[number - 1]) for number, name in enumerate(names)}
    assert [len(found) for found in fixpoints(rules)] == [0, 30_000]
    rules["r0"] = TRUCE
    assert [len(found) for found in fixpoints(rules, ["truce"])] == [30_000, 30_000]
