"""The rules of the fold, one behaviour a test: from stances, given by hand, to what stands and what does not."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.ledger.positions import (
    DOUBTFUL,
    HEARSAY,
    REJECTED,
    Cell,
    Stance,
    Stand,
    Terms,
    day_of,
    fold,
    mark_copies,
    position,
)
from pledgebook.model import Condition, ConditionKind, Direction, Firmness, Link, Span

DAY = 24 * 3600 * 10**6
CELL = Cell("FRA", "troops", Direction.GIVE)
CEASEFIRE = Condition(kind=ConditionKind.CEASEFIRE, link=Link.IF, text="once a truce holds", span=Span(0, 5))


def stance(
    day: int,
    firmness: str,
    *,
    document: int = 0,
    place: int = 0,
    directness: int = 0,
    marks: int = 0,
    voice: str = "",
    story: int = 0,
    entry: int = 0,
    ruled: int = 0,
    conditions: tuple[Condition, ...] = (),
) -> Stance:
    """A stance of a document of its own, unless said otherwise, entered on the day on which it was said."""
    return Stance(
        said=day * DAY,
        directness=directness,
        step=Firmness(firmness).step,
        place=place,
        id=f"{firmness}-{day}-{document}-{place}",
        statement=entry or day,
        known=ruled or entry or day,
        ruled=ruled,
        marks=marks,
        story=story or document or day,
        document=document or day,
        voice=voice,
        terms=msgspec.json.encode(Terms(conditions=conditions)) if conditions else None,
    )


def stand(*rows: Stance) -> Stand:
    found = fold(mark_copies(rows))
    assert found is not None
    return found


def firmness(found: Stand) -> Firmness:
    return position(CELL, found).firmness


def overrode(found: Stand) -> dict[str, str]:
    return {overridden.statement: overridden.why for overridden in position(CELL, found).overrode}


def test_nothing_said_is_no_position() -> None:
    assert fold([]) is None


def test_the_later_word_goes_before_the_earlier() -> None:
    found = stand(stance(1, "pledged"), stance(2, "considering"))
    assert firmness(found) == "considering"
    assert overrode(found) == {"pledged-1-0-0": "earlier"}


def test_own_word_goes_before_later_hearsay() -> None:
    found = stand(stance(1, "considering"), stance(2, "pledged", marks=HEARSAY))
    assert firmness(found) == "considering"
    assert overrode(found) == {"pledged-2-0-0": "hearsay"}


def test_hearsay_that_the_promisor_refuses_is_denied() -> None:
    found = stand(stance(1, "pledged", marks=HEARSAY), stance(2, "ruled-out"))
    assert overrode(found) == {"pledged-1-0-0": "denied"}


def test_hearsay_alone_stands_as_hearsay() -> None:
    assert position(CELL, stand(stance(1, "pledged", marks=HEARSAY))).hearsay


def test_a_doubtful_statement_does_not_override() -> None:
    found = stand(stance(1, "willing"), stance(2, "ruled-out", marks=DOUBTFUL))
    assert firmness(found) == "willing"
    assert overrode(found) == {"ruled-out-2-0-0": "doubtful"}


def test_doubtful_statements_alone_stand_as_doubtful() -> None:
    assert position(CELL, stand(stance(1, "pledged", marks=DOUBTFUL))).doubtful


def test_a_voice_that_corrects_itself_in_one_document_is_taken_at_its_last_word() -> None:
    found = stand(
        stance(1, "pledged", document=7, place=10, voice="Ada", directness=2),
        stance(1, "willing", document=7, place=90, voice="Ada", directness=1),
    )
    assert firmness(found) == "willing"
    assert overrode(found) == {"pledged-1-7-10": "revised"}


def test_two_voices_of_one_document_do_not_correct_each_other() -> None:
    found = stand(
        stance(1, "pledged", document=7, place=10, voice="Ada", directness=2),
        stance(1, "willing", document=7, place=90, voice="Ben", directness=1),
    )
    assert firmness(found) == "pledged"
    assert overrode(found) == {"willing-1-7-90": "outranked"}


def test_a_copy_counts_once_and_makes_no_old_word_newer() -> None:
    found = stand(
        stance(1, "pledged", document=1, story=1),
        stance(2, "ruled-out", document=2),
        stance(3, "pledged", document=3, story=1),
    )
    assert firmness(found) == "ruled-out"
    assert overrode(found) == {"pledged-1-1-0": "earlier", "pledged-3-3-0": "copy"}


def test_what_a_copy_says_anew_counts() -> None:
    found = stand(stance(1, "pledged", document=1, story=1), stance(3, "bound", document=3, story=1))
    assert firmness(found) == "bound"


def test_a_rejected_statement_does_not_count() -> None:
    found = stand(stance(1, "willing"), stance(2, "pledged", marks=REJECTED))
    assert firmness(found) == "willing"
    assert overrode(found) == {"pledged-2-0-0": "ruling"}


def test_a_ruling_stands_above_later_words_that_were_known_then() -> None:
    found = stand(stance(1, "pledged", ruled=9), stance(2, "ruled-out"))
    assert firmness(found) == "pledged"
    assert overrode(found) == {"ruled-out-2-0-0": "ruling"}


def test_what_is_said_and_learned_after_a_ruling_goes_before_it() -> None:
    assert firmness(stand(stance(1, "pledged", ruled=9), stance(2, "ruled-out", entry=10))) == "ruled-out"


def test_what_is_learned_after_a_ruling_but_was_said_before_does_not() -> None:
    assert firmness(stand(stance(3, "pledged", ruled=9), stance(2, "ruled-out", entry=10))) == "pledged"


def test_accepted_hearsay_counts_as_an_own_word() -> None:
    found = stand(stance(1, "pledged", marks=HEARSAY, ruled=9), stance(1, "willing", document=2))
    assert firmness(found) == "pledged"
    assert position(CELL, found).ruled


def test_it_rests_on_the_unbroken_run_since_its_first_day() -> None:
    found = stand(stance(1, "willing"), stance(2, "pledged"), stance(3, "pledged"), stance(4, "pledged"))
    made = position(CELL, found)
    assert made.rests_on == ("pledged-4-0-0", "pledged-3-0-0", "pledged-2-0-0")
    assert made.since == date(1970, 1, 3)
    assert overrode(found) == {"willing-1-0-0": "earlier"}


def test_what_the_stand_before_overrode_is_its_own_affair() -> None:
    found = stand(stance(1, "bound"), stance(2, "willing"), stance(3, "pledged"))
    assert overrode(found) == {"willing-2-0-0": "earlier"}


def test_conditions_are_those_of_the_leading_statement() -> None:
    found = stand(stance(1, "pledged", conditions=(CEASEFIRE,)), stance(2, "pledged"))
    assert position(CELL, found).conditions == ()


def test_a_sentence_that_leaves_the_condition_out_takes_none_back_in_its_document() -> None:
    found = stand(
        stance(1, "pledged", document=7, place=90, directness=2),
        stance(1, "pledged", document=7, place=10, conditions=(CEASEFIRE,)),
    )
    assert position(CELL, found).conditions == (CEASEFIRE,)


@pytest.mark.parametrize("said", [0, DAY - 1, -1, 55 * 365 * DAY])
def test_days_are_days_of_utc(said: int) -> None:
    assert day_of(said) == date.fromordinal(date(1970, 1, 1).toordinal() + said // DAY)


rows = st.lists(
    st.builds(
        stance,
        st.integers(1, 4),
        st.sampled_from(["ruled-out", "considering", "pledged"]),
        document=st.integers(1, 5),
        place=st.integers(0, 3),
        directness=st.integers(0, 2),
        marks=st.sampled_from([0, 0, 0, HEARSAY, DOUBTFUL, REJECTED]),
        voice=st.sampled_from(["", "Ada", "Ben"]),
        story=st.integers(1, 3),
        entry=st.integers(1, 9),
    ),
    max_size=8,
    unique_by=lambda row: row.id,
)


@settings(max_examples=50)
@given(rows, st.randoms(use_true_random=False))
def test_the_order_in_which_stances_come_does_not_matter(some: list[Stance], chance: object) -> None:
    mixed = list(some)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = fold(mark_copies(some)), fold(mark_copies(mixed))
    assert (first and position(CELL, first)) == (second and position(CELL, second))


@settings(max_examples=50)
@given(rows)
def test_everything_since_the_stand_before_is_told(some: list[Stance]) -> None:
    found = fold(mark_copies(some))
    if found is None:
        assert all(row.marks & REJECTED for row in mark_copies(some) if not row.marks & 8)
        return
    told = {row.id for row in found.rests_on} | {row.id for row, _ in found.overrode}
    assert {row.id for row in some if row.said >= found.reaches and row.step != found.lead.step} <= told
    assert not {row.id for row in found.rests_on} & {row.id for row, _ in found.overrode}
