"""What the report says of a summit made by hand, as records: no page is drawn here."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.errors import PledgebookError
from pledgebook.model import Condition, ConditionKind, Direction, Document, Firmness, Kind, Link, Span
from pledgebook.reckoning.needs import Need
from pledgebook.report.assemble import Material, assemble
from pledgebook.report.framework import ActorKind, Framework, NeedState
from pledgebook.report.lists import LINE_LIMIT
from pledgebook.report.markdown import framework_markdown
from pledgebook.report.matrix import ROW_LIMIT
from pledgebook.report.page import framework_html, need_words
from tests.model.drawn import statements as drawn_statements
from tests.report.made import POSITIONS, SENTENCES, STATEMENTS, all_refs, many, material, quotes, said, standing


@pytest.fixture(scope="module")
def made() -> Framework:
    return assemble(material())


def words_of(framework: Framework, numbers: tuple[int, ...]) -> list[str]:
    return [quote.text for quote in quotes(framework) if quote.number in numbers]


def test_rows_are_sorted_by_kind_and_firmness(made: Framework) -> None:
    rows = [(row.name, row.kind) for row in made.matrix.rows]
    assert rows == [
        ("Britain", ActorKind.STATE),
        ("Belgium", ActorKind.STATE),
        ("France", ActorKind.STATE),
        ("Russia", ActorKind.STATE),
        ("26 states", ActorKind.COUNTED),
    ]


def test_cells_hold_the_positions_under_their_acts(made: Framework) -> None:
    britain = next(row for row in made.matrix.rows if row.promisor == "GBR")
    by_act = dict(zip(made.matrix.acts, britain.cells, strict=True))
    (troops,), (arms,) = by_act["troops"], by_act["arms"]
    assert (troops.firmness, troops.conditions, troops.quantity) == (Firmness.PLEDGED, ("if ceasefire",), None)
    assert (arms.firmness, arms.conditions, arms.quantity) == (Firmness.DELIVERED, (), "3 batteries")
    assert words_of(made, arms.refs.numbers) == [SENTENCES[4]]
    assert by_act["negotiate"] == ()


def test_giving_and_stopping_are_two_cells() -> None:
    gives = standing(STATEMENTS[4]).__class__(promisor="RUS", act="arms", firmness=Firmness.WILLING)
    made = assemble(material(positions=(*POSITIONS, gives)))
    russia = next(row for row in made.matrix.rows if row.promisor == "RUS")
    cells = russia.cells[made.matrix.acts.index("arms")]
    assert [cell.direction for cell in cells] == [Direction.GIVE, Direction.STOP]
    assert len({cell.anchor for cell in cells}) == 2


def test_the_answer_sets_the_awaited_event_beside_the_present(made: Framework) -> None:
    now, truce, alone = made.answer.outcomes
    assert (now.title, truce.title, alone.title) == (
        "As things stand",
        "With a ceasefire",
        "With a ceasefire, but without France",
    )
    assert now.holds < truce.holds and alone.holds < truce.holds
    assert "France" not in now.promisors and {"France", "Britain"} <= set(truce.promisors)
    assert (now.needs_met, truce.needs_met, alone.needs_met, now.needs) == (0, 2, 0, 3)


def test_asks_and_single_points(made: Framework) -> None:
    assert made.answer.asks[0].words == "A ceasefire"
    assert made.answer.asks[0].releases >= 2
    assert set(words_of(made, made.answer.asks[0].refs.numbers)) >= set(SENTENCES[:2])
    assert "Somebody for a roof against rockets" in [ask.words for ask in made.answer.asks]
    points = {point.words: point for point in made.answer.single_points}
    assert {"No ceasefire", "France"} <= set(points)
    assert "backing of Avel" in points["France"].detail


def test_needs_tell_certain_from_possible(made: Framework) -> None:
    states = {need.name: (need.state, need.least, need.most, need.missing) for need in made.needs}
    assert states["boots on the ground"] == (NeedState.POSSIBLE, 0, 2, 2)
    assert states["a roof against rockets"] == (NeedState.SHORT, 0, 0, 1)


def test_a_need_counts_in_words_and_says_who_is_not_in_the_certain_number() -> None:
    made = assemble(material(needs=(Need(name="guarantees", acts=("guarantee", "arms"), minimum=3),)))
    (need,) = made.needs
    assert need.covered_by == ("Britain", "26 states (members not named)")
    words = "1 certain, 26 at best; 3 promisors needed"
    assert need_words(need) == words
    assert f"{words}. By Britain, 26 states (members not named)" in framework_html(made)


def test_disputes_name_speakers_in_words(made: Framework) -> None:
    denied = next(dispute for dispute in made.disputes if dispute.kind == "denied")
    assert "by the word of Tove Lind (Belgium)" in denied.words


def test_an_assumption_changes_what_is_met() -> None:
    made = assemble(material(settings={"ceasefire": True}))
    assert {need.name for need in made.needs if need.state is NeedState.MET} == {
        "boots on the ground",
        "backing of Avel",
    }
    assert made.needs[0].under == "Assumed: a ceasefire"


BACKSTOP = Need(name="backstop", acts=("guarantee",), promisors=("USA",))


def leaning(**other: object) -> Framework:
    """One that trains once the USA acts, the USA, which only considers; and a need that only the USA can serve."""
    acts = Condition(kind=ConditionKind.OTHER_ACTS, link=Link.IF, text="once Avel acts", span=Span(0, 1), on="USA")
    waits = standing(said(2, promisors=("BEL",), act="train", firmness=Firmness.WILLING, conditions=(acts,)))
    considers = standing(said(4, promisors=("USA",), act="arms", firmness=Firmness.CONSIDERING))
    return assemble(material(positions=(*POSITIONS, waits, considers), needs=(BACKSTOP,), **other))


def test_with_the_event_assumed_the_backstop_is_shown_with_and_without() -> None:
    made = leaning(settings={"ceasefire": True})
    titles = [outcome.title for outcome in made.answer.outcomes]
    assert titles == [
        "With a ceasefire",
        "With a ceasefire and the United States acting",
        "With a ceasefire, but without the United States",
    ]
    assert made.answer.outcomes[-1].assumes == "Assumed: a ceasefire and the United States not acting"
    held = [outcome.holds for outcome in made.answer.outcomes]
    assert held[1] > held[0] == held[2]
    assert made.lead[1] == (
        "Of what is essential, backstop would stay short even with a ceasefire and the United States acting."
    )


def test_that_someone_acts_is_no_promise_of_its_own() -> None:
    made = leaning(settings={"acts:USA": True})
    assert made.lead[2] == (
        "That the United States acts is assumed: this fulfils conditions of others, but is no promise;"
        " only a promise of its own can meet the need for backstop."
    )
    assert "promise of its own" not in " ".join(assemble(material()).lead)


def test_an_assumed_act_of_the_backstop_leaves_it_as_the_user_assumes() -> None:
    made = leaning(settings={"acts:USA:arms": True})
    titles = [outcome.title for outcome in made.answer.outcomes]
    assert titles == ["With arms by the United States", "With arms by the United States and a ceasefire"]


def test_whom_a_need_names_is_asked_for_it() -> None:
    asks = [ask.words for ask in leaning(settings={"ceasefire": True}).answer.asks]
    assert "Somebody for backstop" not in asks
    assert "The United States for backstop" in asks or "United States: Security guarantee" in asks


def test_single_points_past_those_shown_are_named() -> None:
    needs = tuple(
        Need(name=f"need {code}", acts=acts, promisors=(code,))
        for code, acts in [("FRA", ("troops",)), ("GBR", ("troops",)), ("BEL", ("train",))]
    )
    made = assemble(material(needs=needs))
    assert len(made.answer.single_points) == 3
    assert made.answer.further_points == ("Britain",)
    for face in (framework_markdown(made), framework_html(made)):
        assert "And 1 more: Britain." in face


def test_an_assumption_on_nothing_is_refused() -> None:
    with pytest.raises(PledgebookError, match="snow"):
        assemble(material(settings={"snow": True}))


def test_lists_carry_who_and_whom(made: Framework) -> None:
    assert ("Russia", "Troops", Firmness.RULED_OUT) in [(one.who, one.act, one.firmness) for one in made.refusals]
    assert [(one.who, one.words, one.act) for one in made.requests] == [("France", "Belgium", "Funding")]
    assert [(one.who, one.words) for one in made.objections] == [("Russia", "France")]
    assert [(one.n, one.what, one.approximate) for one in made.numbers] == [(26, "states that stand ready", True)]
    assert ("Belgium", "France acts") in [(wait.who, wait.on) for wait in made.waits]
    assert "denied" in [dispute.kind for dispute in made.disputes]
    assert made.changes and [(one.who, one.before, one.after) for one in made.changes.entries] == [
        ("France", "nothing said", "willing, if ceasefire")
    ]


def test_every_passage_once_and_in_its_own_words(made: Framework) -> None:
    assert [quote.text for quote in quotes(made)] == SENTENCES
    assert made.quotes_cut == 0
    (source,) = made.sources
    assert (source.outlet, source.published, source.link) == (
        "The Harbour Post",
        date(2025, 9, 4),
        "https://harbour.example/summit",
    )


def check_references(made: Framework) -> None:
    """The invariant of ``Framework``: numbers lead to quotes, and what was cut is counted."""
    numbers = [quote.number for quote in quotes(made)]
    assert numbers == list(range(1, len(numbers) + 1))
    for refs in all_refs(made):
        assert set(refs.numbers) <= set(numbers)
    back = {use.anchor: quote.number for quote in quotes(made) for use in quote.uses}
    cells = {cell.anchor: cell.refs.numbers for row in made.matrix.rows for cells in row.cells for cell in cells}
    lines = {line.anchor for line in (*made.refusals, *made.requests, *made.objections)}
    bars = {need.anchor for need in made.needs}
    assert set(back) <= {*cells, *lines, *bars, "waits", "numbers", "disputes"}
    uses = {(quote.number, use.anchor) for quote in quotes(made) for use in quote.uses}
    assert {(number, anchor) for anchor, numbers in cells.items() for number in numbers} <= uses


def test_numbers_and_quotes_lead_to_each_other(made: Framework) -> None:
    check_references(made)
    assert all(quote.uses for quote in quotes(made))
    assert all(cell.refs.numbers for row in made.matrix.rows for cells in row.cells for cell in cells)


@settings(max_examples=30, deadline=None)
@given(st.lists(drawn_statements, max_size=12), st.integers(0, 8))
def test_references_hold_whatever_was_read(read: list, limit: int) -> None:
    cells = {
        (one.promisors[0], one.act, one.direction): one for one in read if one.promisors and one.act and one.firmness
    }
    made = assemble(
        Material(documents=(), statements=read, positions=[standing(one) for one in cells.values()]),
        evidence_limit=limit,
    )
    check_references(made)
    passages = {(one.document, one.evidence) for one in read}
    assert len(quotes(made)) + made.quotes_cut == len(passages)
    assert len(quotes(made)) <= limit


def test_passages_past_the_limit_are_counted_at_their_claims() -> None:
    made = assemble(material(), evidence_limit=3)
    assert len(quotes(made)) == 3
    assert made.quotes_cut == len(SENTENCES) - 3
    shown = [cell.refs for row in made.matrix.rows for cells in row.cells for cell in cells]
    assert sum(len(refs.numbers) for refs in shown) == 3, "the passages behind positions come first"
    assert sum(refs.unlisted for refs in shown) == len(POSITIONS) - 3


def test_each_position_has_one_passage_before_any_has_two() -> None:
    first, second = standing(*STATEMENTS[:1], *STATEMENTS[7:9]), standing(STATEMENTS[1])
    made = assemble(material(positions=[first, second]), evidence_limit=2)
    assert [quote.text for quote in quotes(made)] == SENTENCES[:2]


def test_promisors_past_the_limit_are_counted() -> None:
    made = assemble(many(ROW_LIMIT + 7))
    assert (len(made.matrix.rows), made.lines_cut) == (ROW_LIMIT, 7)
    assert len(made.refusals) == LINE_LIMIT
    assert made.lists_cut["refusals"] == ROW_LIMIT + 7 - LINE_LIMIT
    check_references(made)


@pytest.mark.parametrize(("kind", "name"), [(Kind.REQUEST, "requests"), (Kind.OBJECTION, "objections")])
def test_requests_and_objections_past_the_limit_are_counted(kind: Kind, name: str) -> None:
    made = assemble(many(LINE_LIMIT + 3, kind=kind))
    assert len(getattr(made, name)) == LINE_LIMIT
    assert made.lists_cut[name] == 3
    check_references(made)


def test_an_empty_ledger_makes_a_report_that_says_so() -> None:
    made = assemble(Material(documents=(), statements=(), positions=()))
    assert made.lead == ("No firm commitment has been read yet.",)
    assert (made.matrix.rows, made.sources, made.quotes_cut) == ((), (), 0)


def test_a_passage_of_an_unknown_document_keeps_its_name() -> None:
    made = assemble(material(documents=[Document(name="another", text="Nothing here.")]))
    (source,) = made.sources
    assert (source.name, source.outlet, source.link) == ("summit", None, None)
