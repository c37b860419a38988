from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Position
from pledgebook.reckoning.reasons import reasons
from pledgebook.reckoning.scenario import State, evaluate
from pledgebook.reckoning.waits import deadlocks, waits, waits_graph
from pledgebook.reckoning.waits_picture import as_dot, as_mermaid, as_svg
from tests.reckoning.strategies import examples
from tests.reckoning.summit import SUMMIT, TRUCE, on, position

CIRCLE = [
    position("FRA", "troops", "willing", on("other-acts", "GBR")),
    position("GBR", "troops", "willing", on("other-acts", "POL"), TRUCE),
    position("POL", "arms", "pledged", on("other-acts", "FRA")),
    position("ITA", "arms", "willing", on("other-acts", "POL")),
]


def test_who_waits_on_whom_for_what() -> None:
    found = {(wait.promisor, wait.on, wait.atom, wait.state.value) for wait in waits(evaluate(SUMMIT, {}))}
    assert found == {
        ("group:Europe", "USA", "acts:USA", "blocked"),
        ("group:allies", "USA", "acts:USA", "not-firm-enough"),
        *((who, "ceasefire", "ceasefire", "possible") for who in ("FRA", "GBR", "BEL", "26 states")),
        ("DEU", "ceasefire", "ceasefire", "not-firm-enough"),
        ("ESP", "ceasefire", "ceasefire", "ruled-out"),
    }


def test_a_part_that_has_come_is_no_longer_waited_for() -> None:
    assert waits(evaluate(SUMMIT, {"acts:USA": True, "ceasefire": True})) == []


def test_a_mandate_is_waited_for_from_its_parliament() -> None:
    (found,) = waits(evaluate([position("DEU", "troops", "willing", on("mandate", "DEU", text="once it agrees"))], {}))
    assert (found.on, found.atom, found.text) == ("DEU", "mandate:DEU", "once it agrees")


def test_a_circle_is_a_deadlock_and_any_one_of_it_releases_it() -> None:
    (group,) = deadlocks(evaluate(CIRCLE, {"ceasefire": True}))
    assert group.actors == ("FRA", "GBR", "POL")
    assert group.first_moves == ((("FRA", "troops"),), (("GBR", "troops"),), (("POL", "arms"),))


def test_a_deadlock_that_needs_two_first_moves() -> None:
    three = ["FRA", "GBR", "POL"]
    positions = [
        position(who, "troops", "willing", *(on("other-acts", other) for other in three if other != who))
        for who in three
    ]
    (group,) = deadlocks(evaluate(positions, {}))
    assert sorted(group.first_moves) == [tuple((who, "troops") for who in pair) for pair in combinations(three, 2)]


def test_two_circles_are_two_deadlocks_the_one_waited_for_first() -> None:
    positions = [
        *CIRCLE[:3],
        position("ESP", "arms", "willing", on("other-acts", "ITA"), on("other-acts", "FRA")),
        position("ITA", "arms", "willing", on("other-acts", "ESP")),
    ]
    groups = deadlocks(evaluate(positions, {}))
    assert [group.actors for group in groups] == [("FRA", "GBR", "POL"), ("ESP", "ITA")]


def test_no_circle_no_deadlock() -> None:
    assert deadlocks(evaluate(SUMMIT, {})) == []


def test_a_search_that_would_take_too_long_says_how_far_it_went() -> None:
    crowd = [f"A{number}" for number in range(30)]
    positions = [
        position(who, "arms", "willing", *(on("other-acts", other) for other in crowd if other != who)) for who in crowd
    ]
    (group,) = deadlocks(evaluate(positions, {}))
    assert group.first_moves == () and 1 <= group.searched < 29


@st.composite
def knots(draw: st.DrawFn) -> list[Position]:
    actors = ["FRA", "GBR", "POL", "ITA", "ESP"]
    positions = []
    for who in actors:
        needed = draw(st.lists(st.sampled_from(actors), min_size=1, max_size=3, unique=True))
        joined = [on("other-acts", other, either=draw(st.booleans())) for other in needed]
        positions.append(position(who, "troops", "willing", *joined))
    return positions


@given(knots())
@examples(40)
def test_first_moves_release_and_no_smaller_set_does(positions: list[Position]) -> None:
    outcome = evaluate(positions, {})
    for group in deadlocks(outcome):
        members = set(group.positions)
        outside = [
            position(p.promisor, "troops", "willing")
            for index, p in enumerate(positions)
            if index not in members and outcome.states[index] is State.WAITS
        ]

        def released(movers: tuple[str, ...], freed: list[Position] = outside, inside: set[int] = members) -> bool:
            first = [position(who, "troops", "willing") for who in movers]
            states = evaluate([*positions, *first, *freed], {}).states
            return all(states[index] is State.HOLDS for index in inside)

        sizes = {len(moves) for moves in group.first_moves}
        assert len(sizes) == 1
        size = sizes.pop()
        expected = {pair for pair in combinations(sorted(group.actors), size) if released(pair)}
        assert {tuple(sorted(who for who, _ in moves)) for moves in group.first_moves} == expected
        assert not any(released(pair) for pair in combinations(sorted(group.actors), size - 1))


def test_the_graph_joins_the_waits_of_a_pair() -> None:
    graph = waits_graph(waits(evaluate([*CIRCLE, position("FRA", "arms", "willing", on("other-acts", "GBR"))], {})))
    assert sorted(wait.act for wait in graph.edges["FRA", "GBR"]["waits"]) == ["arms", "troops"]
    assert nx.has_path(graph, "ITA", "GBR")


def test_pictures_name_every_actor_and_survive_hostile_names() -> None:
    listed = waits(evaluate([*CIRCLE, position('A"]<script>', "arms", "willing", on("other-acts", 'B\n"\\'))], {}))
    svg = as_svg(listed)
    drawn = {text.text for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    assert {"FRA", "GBR", "POL", "ITA", 'A"]<script>'} <= drawn
    assert "<script>" not in svg
    assert '"FRA" -> "GBR" [label="troops"];' in as_dot(listed)
    assert '"B \\"\\\\"' in as_dot(listed)
    assert '["A&quot;]&lt;script&gt;"]' in as_mermaid(listed)


def test_no_waits_is_an_empty_picture() -> None:
    assert "<rect" not in as_svg([])
    assert as_mermaid([]) == "flowchart LR\n"


def test_a_refusal_names_its_link_word_once() -> None:
    words = on("other-acts", "USA", "unless", text="Unless Washington moves")
    outcome = evaluate([position("ITA", "troops", "ruled-out", words)], {})
    assert reasons(outcome, 0)[0].startswith("refuses unless Washington moves")
