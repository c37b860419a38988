"""Amounts in text, as tables: words -> what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Span
from pledgebook.reading.numerals import numbers
from pledgebook.reading.quantities import quantities, units
from tests.timing import seconds


def amounts(text):
    return [(q.n, q.unit, q.approximate) for q in quantities(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("1,200", 1200),
        ("3.5", 3.5),
        ("1.2bn", 1.2e9),
        ("40 million", 4e7),
        ("twenty-six", 26),
        ("two hundred and fifty", 250),
        ("a thousand", 1000),
        ("half a million", 5e5),
        ("two dozen", 24),
        ("dozens of", 24),
        ("several hundred", 300),
        ("tens of thousands of", 20_000),
    ],
)
def test_numbers(text, n):
    assert [number.n for number in numbers(text, Span(0, len(text)))] == [n]


def test_words_that_are_no_single_number_are_none():
    assert not list(numbers("nine eleven", Span(0, 11)))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Norway will send 200 soldiers", (200, "soldiers", False)),
        ("up to 5,000 British troops", (5000, "soldiers", True)),
        ("at least two brigades", (2, "brigades", True)),
        ("between 25,000 and 30,000 peacekeeping troops", (25_000, "soldiers", True)),
        ("nine to 12 months", (9, "months", True)),
        ("a 5,000-strong force", (5000, "soldiers", False)),
        ("a 90-day truce", (90, "days", False)),
        ("seven Patriot air defence systems", (7, "systems", False)),
        ("dozens of jets", (24, "jets", True)),
        ("30 of its soldiers", (30, "soldiers", False)),
        ("1,500 aid trucks", (1500, "trucks", False)),
        ("300 metric tons of flour", (300, "tonnes", False)),
        ("20 per cent more", (20, "per-cent", False)),
        ("3.5% of output", (3.5, "per-cent", False)),
        ("some 30 countries", (30, "states", True)),
        ("58 hostages", (58, "hostages", False)),
    ],
)
def test_amounts(text, amount):
    assert amounts(text) == [amount]


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("€500 million", 5e8, "EUR"),
        ("$1.2bn", 1.2e9, "USD"),
        ("US$5-10 billion", 5e9, "USD"),
        ("A$60m", 6e7, "AUD"),
        ("NOK 85 billion", 8.5e10, "NOK"),
        ("16 billion Swedish kronor", 1.6e10, "SEK"),
        ("16 billion kronor", 1.6e10, "SEK"),
        ("half a million euros", 5e5, "EUR"),
        ("£3m a year", 3e6, "GBP"),
        ("700 million EUR", 7e8, "EUR"),
    ],
)
def test_money(text, n, unit):
    assert [(q.n, q.unit) for q in quantities(text, Span(0, len(text)))] == [(n, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 Russian troops came",
        "its 26th soldier",
        "five men won",
        "on May 25-27",
        "two said that troops",
        "several tanks",
    ],
)
def test_no_amount(text):
    assert amounts(text) == []


def test_only_what_lies_in_the_span_counts():
    text = "10 tanks and 20 jets"
    assert [q.unit for q in quantities(text, Span(9, len(text)))] == ["jets"]
    assert quantities(text, Span(0, 3)) == ()


def test_every_word_names_one_unit():
    table = units()
    assert table.words["troops"] == "soldiers"
    assert {table.words["euros"], table.symbols["€"]} == {"EUR"}


@given(st.text(st.sampled_from("0123456789,.-– $€%abcdnoit\x00é"), max_size=200) | st.text(max_size=200))
def test_every_amount_is_where_it_says(text):
    for quantity in quantities(text, Span(0, len(text))):
        assert quantity.span.of(text) == quantity.text


@pytest.mark.parametrize("piece", ["1", "1,", "one ", "$", "5 to ", "up to ", "several ", "a "])
def test_time_is_linear_in_the_length(piece):
    def taken(times):
        text = piece * times
        return seconds(lambda: quantities(text, Span(0, len(text))))

    assert taken(20_000) < 40 * max(taken(2_000), 0.001)
