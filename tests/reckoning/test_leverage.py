from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import ReckoningError
from pledgebook.model import Position
from pledgebook.reckoning import atoms_of, evaluate
from pledgebook.reckoning.leverage import chosen_needs, leverage, need_formula
from pledgebook.reckoning.needs import Covered, Need, assess
from pledgebook.reckoning.scenario import evaluate as scenario
from pledgebook.reckoning.unfolding import Reading, at_least_amount
from tests.reckoning.strategies import examples
from tests.reckoning.summit import SUMMIT, TRUCE, on, position
from tests.reckoning.test_scenario import worlds

LAND = Need("land", ("troops",), minimum=3)
HALF = Fraction(1, 2)


def sets(found: object) -> set[frozenset[str]]:
    return set(found)  # type: ignore[call-overload, no-any-return]


def test_a_truce_unlocks_what_hangs_on_it_and_breaks_it() -> None:
    found = leverage(scenario(SUMMIT), [LAND])
    assert frozenset({"ceasefire"}) in sets(found.unlocking)
    assert sets(found.blocking) == {frozenset({atom}) for atom in (
        "ceasefire", "acts:FRA:troops", "acts:GBR:troops", "acts:BEL:troops")}  # fmt: skip
    assert found.structural["ceasefire"] == Fraction(1, 8)
    assert found.chance is None and found.birnbaum is None
    assert "ESP" in found.refusing and "USA" in found.refusing


def test_first_moves_unlock_without_the_truce() -> None:
    found = leverage(scenario(SUMMIT, {"ceasefire": False}), [LAND])
    assert frozenset({"acts:FRA:troops", "acts:GBR:troops", "acts:DEU:troops"}) in sets(found.unlocking)
    assert sets(found.blocking) == {frozenset()}


def test_probabilities_are_used_as_given_and_only_then() -> None:
    found = leverage(scenario(SUMMIT), [LAND], {"ceasefire": HALF, "acts:BEL:troops": Fraction(4, 5)})
    assert found.chance == Fraction(2, 5)
    assert found.birnbaum == {"ceasefire": Fraction(4, 5), "acts:BEL:troops": HALF}
    assert {ask.atom: ask.chance for ask in found.asks}["acts:DEU:troops"] == Fraction(1, 10)


def test_an_open_atom_without_a_probability_is_named() -> None:
    with pytest.raises(ReckoningError, match="no probability is given for ceasefire; none is assumed"):
        leverage(scenario(SUMMIT), [LAND], {"acts:BEL:troops": HALF})


@pytest.mark.parametrize(
    ("chances", "says"),
    [
        ({"acts:FRO:troops": HALF}, "no atom 'acts:FRO:troops'"),
        ({"deal": HALF}, "deal is set in the scenario and has a probability"),
    ],
)
def test_wrong_probabilities_are_refused(chances: dict[str, Fraction], says: str) -> None:
    with pytest.raises(ReckoningError, match=says):
        leverage(scenario(SUMMIT, {"deal": True}), [LAND], chances)


def test_the_ask_that_gains_most_comes_first() -> None:
    positions = [*SUMMIT, position("ITA", "guarantee", "willing", on("other-acts", "USA"))]
    backstop = Need("backstop", ("guarantee", "intelligence"), minimum=2)
    found = leverage(scenario(positions), [backstop])
    first = found.asks[0]
    assert (first.atom, first.actor, first.others, first.steps) == ("acts:USA:intelligence", "USA", 0, 1)
    # The American part counts itself and releases the Italian one; the European group and the 26 are not named.
    assert (first.covers, first.positions) == (1.0, 2)


def test_two_needs_together_need_both() -> None:
    found = leverage(scenario(SUMMIT), [LAND, Need("arms", ("intelligence",))])
    assert frozenset({"ceasefire", "acts:USA:intelligence"}) in sets(found.unlocking)


def test_needs_are_chosen_by_name_or_all_essential() -> None:
    needs = [LAND, Need("sea", ("sea",), essential=False)]
    assert chosen_needs(needs, ["sea"], False) == (needs[1],)
    assert chosen_needs(needs, [], True) == (LAND,)
    for names, every, says in (
        (["lnd"], False, "did you mean land"),
        ([], False, "one of the two"),
        (["sea"], True, "one of"),
    ):
        with pytest.raises(ReckoningError, match=says):
            chosen_needs(needs, names, every)


def test_with_a_promise_that_stands_unless_another_acts_the_sets_are_prime_implicants() -> None:
    positions = [position("FRA", "arms", "willing", on("deal", link="unless"))]
    found = leverage(scenario(positions), [Need("arms", ("arms",))])
    assert not found.monotone
    assert sets(found.unlocking) == {frozenset({"not deal"}), frozenset({"acts:FRA:arms"})}
    assert sets(found.blocking) == {frozenset({"not deal"}), frozenset({"acts:FRA:arms"})}


@given(worlds(), st.sampled_from([["arms"], ["troops"], ["arms", "troops"]]), st.integers(1, 3))
@examples(40)
def test_the_formula_says_what_the_scenario_calculates(
    world: tuple[list[Position], dict[str, bool | None]], acts: list[str], minimum: int
) -> None:
    """Promises kept and nobody moving first, the need is met exactly where its formula is true."""
    positions, given_settings = world
    settings = {atom: value for atom, value in given_settings.items() if value is not None}
    need = Need("any", tuple(acts), minimum=minimum)
    outcome = scenario(positions, settings)
    formula = need_formula(outcome, [need], Reading.KEPT)
    kept = [atom for atom in atoms_of(formula) if atom.startswith("acts:")]
    opened = [atom for atom in outcome.system.events() if atom not in settings]
    for values in product((False, True), repeat=min(4, len(opened))):
        events = dict.fromkeys(opened, False) | dict(zip(opened, values, strict=False))
        (coverage,) = assess([need], scenario(positions, {**settings, **events}))
        true = [*kept, *(atom for atom, value in events.items() if value)]
        assert evaluate(formula, true) is (coverage.status is Covered.MET)


@given(st.lists(st.integers(0, 6), max_size=6), st.integers(1, 15))
@examples(50)
def test_amounts_add_up_in_the_formula(amounts: list[int], wanted: int) -> None:
    from pledgebook.reckoning import Atom

    formula = at_least_amount(wanted, [(Atom(f"x{n}"), float(amount)) for n, amount in enumerate(amounts)])
    for values in product((False, True), repeat=len(amounts)):
        true = [f"x{n}" for n, value in enumerate(values) if value]
        total = sum(amount for amount, value in zip(amounts, values, strict=True) if value)
        assert evaluate(formula, true) is (total >= wanted)


def test_too_many_promisors_for_exact_sets_are_said_to_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgebook.reckoning.leverage.WEIGHED", 3)
    crowd = [position(f"A{number}", "arms", "willing", TRUCE) for number in range(5_001)]
    found = leverage(scenario(crowd), [Need("arms", ("arms",), minimum=2)])
    assert (found.unlocking.complete, found.unlocking.complete_to, found.structural) == (False, None, None)
    assert (found.unweighed, len(found.asks)) == (4_998, 3) and found.asks[0].covers == 0.5


def test_a_need_for_an_amount_has_sets_too() -> None:
    positions = [
        position("FRA", "troops", "willing", TRUCE, amount=(6_000, "soldiers")),
        position("GBR", "troops", "considering", amount=(5_000, "soldiers")),
        position("POL", "troops", "considering", amount=(3_000, "soldiers")),
    ]
    found = leverage(scenario(positions), [Need("force", ("troops",), quantity=10_000, unit="soldiers")])
    assert sets(found.unlocking) == {
        frozenset({"ceasefire", "acts:GBR:troops"}), frozenset({"acts:FRA:troops", "acts:GBR:troops"}),
    }  # fmt: skip
