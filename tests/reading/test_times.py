"""Expressions of time, as tables: words told on Wednesday 21 May 2025 -> the day they mean."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Span
from pledgebook.reading.times import times
from tests.timing import seconds

PUBLISHED = date(2025, 5, 21)


def read(text, *, future=True, published=PUBLISHED):
    return [(when.text, when.date) for when in times(text, Span(0, len(text)), published, future=future)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("will start from 1 June", "from 1 June", date(2025, 6, 1)),
        ("must decide by July 9", "by July 9", date(2025, 7, 9)),
        ("will meet on June 8 in London", "on June 8", date(2025, 6, 8)),
        ("in force on March 14, 2026", "on March 14, 2026", date(2026, 3, 14)),
        ("on the 3rd of June", "on the 3rd of June", date(2025, 6, 3)),
        ("on May 25-27", "on May 25-27", date(2025, 5, 25)),
        ("this Friday, May 23", "this Friday, May 23", date(2025, 5, 23)),
        ("as of 2025-06-01", "as of 2025-06-01", date(2025, 6, 1)),
        ("will meet on Thursday", "on Thursday", date(2025, 5, 22)),
        ("will meet on Wednesday", "on Wednesday", date(2025, 5, 21)),
        ("will meet on Monday evening", "on Monday evening", date(2025, 5, 26)),
        ("next Friday", "next Friday", date(2025, 5, 30)),
        ("next week", "next week", date(2025, 5, 26)),
        ("this week", "this week", date(2025, 5, 21)),
        ("next month", "next month", date(2025, 6, 1)),
        ("by the end of the year", "by the end of the year", date(2025, 12, 31)),
        ("by the end of May", "by the end of May", date(2025, 5, 31)),
        ("by the end of 2027", "by the end of 2027", date(2027, 12, 31)),
        ("in early 2026", "in early 2026", date(2026, 1, 1)),
        ("in August", "in August", date(2025, 8, 1)),
        ("by August", "by August", date(2025, 8, 31)),
        ("by May 2026", "by May 2026", date(2026, 5, 31)),
        ("within two months", "within two months", date(2025, 7, 21)),
        ("in the next 48 hours", "in the next 48 hours", date(2025, 5, 23)),
        ("in three weeks", "in three weeks", date(2025, 6, 11)),
        ("within a year", "within a year", date(2026, 5, 21)),
        ("tomorrow", "tomorrow", date(2025, 5, 22)),
        ("tonight", "tonight", date(2025, 5, 21)),
        ("by tomorrow morning", "by tomorrow morning", date(2025, 5, 22)),
        ("the day after tomorrow", "the day after tomorrow", date(2025, 5, 23)),
        ("from March", "from March", date(2026, 3, 1)),
        ("starting in March", "starting in March", date(2026, 3, 1)),
        ("as early as next week", "as early as next week", date(2025, 5, 26)),
        ("by noon on Friday", "by noon on Friday", date(2025, 5, 23)),
        ("towards the end of June", "towards the end of June", date(2025, 6, 30)),
        ("from July to September", "from July to September", date(2025, 7, 1)),
        ("a month from now", "a month from now", date(2025, 6, 21)),
        ("in two weeks' time", "in two weeks' time", date(2025, 6, 4)),
        ("within a fortnight", "within a fortnight", date(2025, 6, 4)),
        ("by year-end", "by year-end", date(2025, 12, 31)),
        ("by the end of the decade", "by the end of the decade", date(2029, 12, 31)),
        ("in the second half of 2026", "in the second half of 2026", date(2026, 7, 1)),
        ("by the first quarter of next year", "by the first quarter of next year", date(2026, 3, 31)),
        ("by autumn", "by autumn", date(2025, 11, 30)),
        ("in spring", "in spring", date(2025, 5, 21)),
        ("in winter 2026", "in winter 2026", date(2026, 12, 1)),
        ("before Christmas", "before Christmas", date(2025, 12, 25)),
        ("in a few weeks", "in a few weeks", None),
        ("in the months to come", "in the months to come", None),
    ],
)
def test_what_lies_ahead(text, words, day):
    assert read(text) == [(words, day)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("agreed on Thursday", "on Thursday", date(2025, 5, 15)),
        ("agreed on Wednesday", "on Wednesday", date(2025, 5, 21)),
        ("agreed last Friday", "last Friday", date(2025, 5, 16)),
        ("agreed on June 8", "on June 8", date(2024, 6, 8)),
        ("signed in August", "in August", date(2024, 8, 1)),
        ("signed in May", "in May", date(2025, 5, 1)),
        ("three days ago", "three days ago", date(2025, 5, 18)),
        ("last week", "last week", date(2025, 5, 12)),
        ("last year", "last year", date(2024, 1, 1)),
        ("yesterday", "yesterday", date(2025, 5, 20)),
    ],
)
def test_what_lies_behind(text, words, day):
    assert read(text, future=False) == [(words, day)]


@pytest.mark.parametrize(
    "words",
    ["in the coming days", "in the coming days or weeks", "as soon as possible", "immediately", "with immediate effect",
     "for 90 days", "in the near future", "in recent months", "within weeks", "over the past three years"],
)  # fmt: skip
def test_times_without_a_day(words):
    assert read(f"it is to be done {words}") == [(words, None)]


def test_since_looks_back_and_a_deadline_ahead_whatever_the_clause_does():
    assert read("since Monday", future=True) == [("since Monday", date(2025, 5, 19))]
    assert read("until Monday", future=False) == [("until Monday", date(2025, 5, 26))]


def test_an_undated_day_far_ahead_is_the_one_just_gone_but_for_a_deadline():
    assert read("on May 19") == [("on May 19", date(2025, 5, 19))]
    assert read("by May 19") == [("by May 19", date(2026, 5, 19))]


@pytest.mark.parametrize(
    "text", ["the 2025 summit", "it may march on", "May said so", "as soon as it can", "the year", "5,000 men"]
)
def test_no_time(text):
    assert read(text) == []


def test_a_day_that_no_calendar_has_is_kept_in_words():
    assert read("on June 31") == [("on June 31", None)]
    assert read("on February 29")[0][1] == date(2024, 2, 29)


def test_without_a_day_of_publication_only_full_dates_resolve():
    assert read("on Monday and on June 8, 2026", published=None) == [
        ("on Monday", None),
        ("on June 8, 2026", date(2026, 6, 8)),
    ]


def test_the_hour_of_publication_does_not_matter():
    assert read("tomorrow", published=datetime(2025, 5, 21, 23, 59)) == [("tomorrow", date(2025, 5, 22))]


@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "by",
                "on",
                "the",
                "end",
                "of",
                "next",
                "two",
                "May",
                "2026",
                "31",
                "week",
                "days",
                "Monday",
                "ago",
                "-",
            ]
        )
    ),
    st.dates(),
    st.booleans(),
)
def test_any_words_on_any_day_are_read_where_they_stand(words, published, future):
    text = " ".join(words)
    for when in times(text, Span(0, len(text)), published, future=future):
        assert when.span.of(text) == when.text


@pytest.mark.parametrize("piece", ["in the ", "May ", "1", "the next ", "on Monday ", " "])
def test_time_is_linear_in_the_length(piece):
    def taken(n):
        text = piece * n + "year"
        return seconds(lambda: times(text, Span(0, len(text)), PUBLISHED))

    assert taken(20_000) < 40 * max(taken(2_000), 0.001)
