import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import ReckoningError
from pledgebook.model import Firmness, Position
from pledgebook.reckoning.conditions import ACTS, NO_SUPPORT, act_atom, clauses
from pledgebook.reckoning.reasons import blocking_atoms, difference, reasons
from pledgebook.reckoning.scenario import State, evaluate, parse_settings
from tests.reckoning.bruteforce import Rule, states_of
from tests.reckoning.strategies import examples
from tests.reckoning.summit import SUMMIT, TRUCE, on, position

ACTORS = ["FRA", "GBR", "USA", "POL"]
KINDS = ["ceasefire", "deal", "mandate", "violation", "other-acts", "other-acts", "other-acts"]


@st.composite
def conditions(draw: st.DrawFn) -> tuple:  # type: ignore[type-arg]
    drawn = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(KINDS))
        actor = draw(st.sampled_from(ACTORS)) if kind not in ("ceasefire", "deal") else None
        if kind == "other-acts" and draw(st.booleans()):
            actor = f"{actor}:{draw(st.sampled_from(['troops', 'negotiate']))}"
        link = draw(st.sampled_from(["if", "if", "until", "unless"]))
        drawn.append(on(kind, actor, link, either=draw(st.booleans())))
    return tuple(drawn)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Position], dict[str, bool | None]]:
    positions = [
        position(
            draw(st.sampled_from(ACTORS)),
            draw(st.sampled_from(["troops", "arms", "negotiate"])),
            draw(st.sampled_from(["willing", "willing", "pledged", "bound", "considering", "ruled-out"])),
            *draw(conditions()),
            stop=draw(st.integers(0, 9)) == 0,
        )
        for _ in range(draw(st.integers(1, 12)))
    ]
    atoms = ["ceasefire", "deal"] + [act_atom(actor) for actor in ACTORS if any(actor == p.promisor for p in positions)]
    chosen = draw(st.lists(st.sampled_from(atoms), max_size=2, unique=True))
    return positions, {atom: draw(st.sampled_from([True, False, None])) for atom in chosen}


def expected_states(positions: list[Position], settings: dict[str, bool | None]) -> list[State]:
    """What docs/explanation/reckoning.md says, over every completion of the open atoms."""
    refused = {atom for atom, value in settings.items() if value is False and atom.startswith(ACTS)}
    rules = []
    for one in positions:
        conditions = one.conditions
        if one.firmness is Firmness.RULED_OUT:
            conditions = tuple(on(c.kind, c.on, "unless" if c.link == "until" else c.link, text=c.text,
                                  either=c.alternative) for c in conditions)  # fmt: skip
        body = tuple(tuple((literal.atom, literal.plain) for literal in clause) for clause in clauses(conditions))
        supports = one.act not in NO_SUPPORT
        if supports and act_atom(one.promisor) in refused and one.firmness is not Firmness.RULED_OUT:
            body = ((),)
        feeds: tuple[str, ...] = ()
        if one.firmness.step >= Firmness.WILLING.step and one.direction == "give":
            feeds = (act_atom(one.promisor, one.act), *([act_atom(one.promisor)] if supports else []))
        rules.append(Rule(body, feeds))
    named = {literal[0] for rule in rules for clause in rule.clauses for literal in clause}
    open_atoms = sorted(
        {atom for atom in named if not atom.startswith(ACTS) and settings.get(atom) is None}
        | {atom for atom, value in settings.items() if value is None}
    )
    fixed = {atom: value for atom, value in settings.items() if value is not None}
    for atom in refused:
        fixed.update({f"{atom}:{act}": False for act in ("troops", "arms")})
    everything = (1 << (1 << len(open_atoms))) - 1
    found = []
    for one, (true, maybe, held) in zip(positions, states_of(rules, open_atoms, fixed), strict=True):
        if one.firmness is Firmness.RULED_OUT and maybe:
            found.append(State.RULED_OUT)
        elif one.firmness.step < Firmness.WILLING.step:
            found.append(State.NOT_FIRM_ENOUGH)
        elif true == everything:
            found.append(State.HOLDS)
        elif true:
            found.append(State.POSSIBLE)
        elif maybe:
            found.append(State.UNDETERMINED)
        else:
            found.append(State.WAITS if held else State.BLOCKED)
    return found


@given(worlds())
@examples(300)
def test_states_equal_brute_force_over_every_completion(world: tuple[list[Position], dict[str, bool | None]]) -> None:
    positions, settings = world
    outcome = evaluate(positions, settings)
    assert outcome.exact
    assert list(outcome.states) == expected_states(positions, settings)
    assert all(reasons(outcome, index) for index in range(len(positions)))


def state(promisor: str, act: str, settings: dict[str, bool | None], at_least: Firmness = Firmness.WILLING) -> State:
    outcome = evaluate(SUMMIT, settings, at_least)
    (found,) = (s for p, s in zip(SUMMIT, outcome.states, strict=True) if (p.promisor, p.act) == (promisor, act))
    return found


def test_a_truce_without_the_americans_brings_the_troops_of_three() -> None:
    settings: dict[str, bool | None] = {"ceasefire": True, "acts:USA": False}
    assert [state(who, "troops", settings) for who in ("FRA", "GBR", "BEL")] == [State.HOLDS] * 3
    assert state("DEU", "troops", settings) is State.NOT_FIRM_ENOUGH
    assert state("group:Europe", "guarantee", settings) is State.BLOCKED
    assert state("group:Europe", "guarantee", {"ceasefire": True, "acts:USA": True}) is State.HOLDS


def test_talks_are_no_contribution() -> None:
    assert state("USA", "negotiate", {}) is State.HOLDS
    assert state("group:Europe", "guarantee", {}) is State.BLOCKED
    outcome = evaluate(SUMMIT, {})
    assert reasons(outcome, 5) == ("needs acts:USA, which is only considering",)
    assert blocking_atoms(outcome, 5) == ("acts:USA",)


def test_fewer_hold_from_pledged_on() -> None:
    settings: dict[str, bool | None] = {"ceasefire": True}
    assert state("FRA", "troops", settings, Firmness.PLEDGED) is State.NOT_FIRM_ENOUGH
    assert state("26 states", "guarantee", settings, Firmness.PLEDGED) is State.HOLDS


def test_an_open_event_makes_possible() -> None:
    assert state("FRA", "troops", {}) is State.POSSIBLE
    assert reasons(evaluate(SUMMIT, {}), 0) == ("needs ceasefire, which is open",)
    assert state("FRA", "troops", {"ceasefire": False}) is State.BLOCKED


def test_a_refusal_until_something_promises_nothing_after_it() -> None:
    assert state("ESP", "troops", {"ceasefire": False}) is State.RULED_OUT
    assert state("ESP", "troops", {}) is State.RULED_OUT
    assert state("ESP", "troops", {"ceasefire": True}) is State.NOT_FIRM_ENOUGH
    assert "nothing is promised after it" in reasons(evaluate(SUMMIT, {"ceasefire": True}), 4)[0]


def test_what_holds_in_every_case_is_certain_although_an_event_is_open() -> None:
    either = [
        position("FRA", "arms", "willing", on("deal")),
        position("FRA", "train", "willing", on("deal", link="unless")),
        position("GBR", "arms", "willing", on("other-acts", "FRA")),
    ]
    assert list(evaluate(either, {}).states) == [State.POSSIBLE, State.POSSIBLE, State.HOLDS]


def test_what_can_come_in_no_case_is_not_possible_although_each_part_is() -> None:
    torn = [position("FRA", "arms", "willing", on("deal"), on("deal", link="unless"))]
    assert evaluate(torn, {}).states == (State.BLOCKED,)


def test_who_stands_only_unless_itself_acts_is_undetermined() -> None:
    odd = [position("FRA", "arms", "willing", on("other-acts", "FRA", "unless"))]
    outcome = evaluate(odd, {})
    assert outcome.states == (State.UNDETERMINED,)
    assert not outcome.monotone


def test_two_who_wait_on_each_other_wait() -> None:
    pair = [
        position("FRA", "arms", "willing", on("other-acts", "GBR")),
        position("GBR", "arms", "willing", on("other-acts", "FRA")),
        position("POL", "arms", "willing", on("other-acts", "FRA")),
    ]
    outcome = evaluate(pair, {})
    assert set(outcome.states) == {State.WAITS}
    assert "waits in turn" in reasons(outcome, 0)[0]
    assert set(evaluate([*pair, position("FRA", "train", "pledged")], {}).states) == {State.HOLDS}


def test_alternatives_are_joined_by_or() -> None:
    either = [position("FRA", "arms", "willing", on("ceasefire"), on("deal", either=True), on("mandate", "FRA"))]
    assert evaluate(either, {"ceasefire": False, "deal": True, "mandate:FRA": True}).states == (State.HOLDS,)
    assert evaluate(either, {"ceasefire": False, "deal": False}).states == (State.BLOCKED,)
    assert evaluate(either, {"ceasefire": True, "mandate:FRA": False}).states == (State.BLOCKED,)


def test_several_actors_must_all_act() -> None:
    both = [position("POL", "arms", "willing", on("other-acts", "FRA,GBR"))]
    both += [position("FRA", "train", "willing"), position("GBR", "train", "willing", TRUCE)]
    assert evaluate(both, {"ceasefire": True}).states[0] is State.HOLDS
    assert evaluate(both, {"ceasefire": False}).states[0] is State.BLOCKED


def test_an_ending_is_worked_out_but_brings_nothing_about() -> None:
    ending = [
        position("USA", "arms", "pledged", stop=True),
        position("FRA", "arms", "willing", on("other-acts", "USA")),
    ]
    assert list(evaluate(ending, {}).states) == [State.HOLDS, State.BLOCKED]


def test_who_is_assumed_not_to_act_breaks_its_promises() -> None:
    kept = [position("USA", "arms", "bound"), position("FRA", "arms", "willing", on("other-acts", "USA:arms"))]
    assert list(evaluate(kept, {}).states) == [State.HOLDS, State.HOLDS]
    outcome = evaluate(kept, {"acts:USA": False})
    assert list(outcome.states) == [State.BLOCKED, State.BLOCKED]
    assert reasons(outcome, 0) == ("USA is assumed not to act",)


def test_an_assumed_act_of_a_class_is_an_act() -> None:
    tied = [position("FRA", "arms", "willing", on("other-acts", "USA")), position("USA", "arms", "considering")]
    assert evaluate(tied, {"acts:USA:intelligence": True}).states[0] is State.HOLDS
    assert evaluate(tied, {"acts:USA:negotiate": True}).states[0] is State.BLOCKED
    assert evaluate(tied, {"acts:USA": None}).states[0] is State.POSSIBLE
    assert evaluate(tied, {"acts:USA": None, "acts:USA:arms": True}).states[0] is State.HOLDS


def test_the_difference_lists_what_ends_elsewhere() -> None:
    changes = difference(evaluate(SUMMIT, {}), evaluate(SUMMIT, {"ceasefire": True}))
    assert [(SUMMIT[c.position].promisor, c.before, c.after) for c in changes] == [
        ("FRA", State.POSSIBLE, State.HOLDS),
        ("GBR", State.POSSIBLE, State.HOLDS),
        ("BEL", State.POSSIBLE, State.HOLDS),
        ("ESP", State.RULED_OUT, State.NOT_FIRM_ENOUGH),
        ("26 states", State.POSSIBLE, State.HOLDS),
    ]


def test_a_chain_of_5_000_positions() -> None:
    chain = [position("A0", "arms", "willing", TRUCE)]
    chain += [position(f"A{n}", "arms", "willing", on("other-acts", f"A{n - 1}")) for n in range(1, 5_000)]
    assert set(evaluate(chain, {"ceasefire": True}).states) == {State.HOLDS}
    assert set(evaluate(chain, {"ceasefire": False}).states) == {State.BLOCKED}


def test_a_chain_of_5_000_negations_costs_no_more_than_its_links() -> None:
    chain = [position("A0", "arms", "willing")]
    chain += [position(f"A{n}", "arms", "willing", on("other-acts", f"A{n - 1}", "unless")) for n in range(1, 5_000)]
    outcome = evaluate(chain, {})
    assert list(outcome.states) == [State.HOLDS, State.BLOCKED] * 2_500
    assert not outcome.monotone


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"acts:USB": True}, "no atom 'acts:USB' in these positions; did you mean acts:USA"),
        ({"cease-fire": True}, "did you mean ceasefire?"),
        ({"acts:USA": False, "acts:USA:arms": True}, "acts:USA=no and acts:USA:arms=yes contradict each other"),
    ],
)
def test_wrong_settings_are_refused(settings: dict[str, bool | None], says: str) -> None:
    with pytest.raises(ReckoningError) as error:
        evaluate(SUMMIT, settings)
    assert says in str(error.value)


def test_settings_are_parsed() -> None:
    assert parse_settings(["ceasefire=yes", "acts:USA=No", "deal = open"]) == {
        "ceasefire": True, "acts:USA": False, "deal": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["ceasefire"], "no setting"),
        (["ceasefire=maybe"], "no setting"),
        (["=yes"], "no setting"),
        (["deal=yes", "deal=no"], "set twice"),
    ],
)
def test_wrong_texts_of_settings_are_refused(texts: list[str], says: str) -> None:
    with pytest.raises(ReckoningError, match=says):
        parse_settings(texts)


def test_only_three_thresholds() -> None:
    with pytest.raises(ReckoningError, match="choose willing, pledged, bound"):
        evaluate(SUMMIT, {}, Firmness.CONSIDERING)
