"""Any text at all is read: without an exception, with evidence that is in it, in time that grows with its length."""

from __future__ import annotations

import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Document, Statement
from pledgebook.reading.reader import Reader, Reading
from pledgebook.reading.rules import UNKNOWN, meaning
from tests.reading.any_tree import AnyNetwork, AnyTreeParser

POLITICS = "Norway said on Monday it would send 200 troops to Ukraine once Russia agrees to a ceasefire. "


@cache
def reader() -> Reader:
    return Reader(parser=AnyTreeParser(), network=AnyNetwork())


def read(text: str) -> Reading:
    return reader().read(Document(name="any", text=text))


@cache
def telling_words() -> list[str]:
    """Words of the codebook, names, pronouns, links, signs: what the rules look for, in any order."""
    codebook = load_codebook("security")
    cues = [*codebook.firmness.values(), codebook.request, codebook.objection, codebook.reporting]
    words = {word for cue in cues for word in (*cue.verbs, *cue.nouns, *cue.adjectives, *cue.phrases, *cue.modals)}
    words |= {word for act in codebook.acts.values() for word in (*act.verbs, *act.nouns, *act.phrases)}
    words |= {link for links in codebook.conditions.links.values() for link in links}
    names = sorted(" ".join(name) for name in Gazetteer.load().clear_surfaces)[::200]
    small = [
        "he",
        "she",
        "it",
        "we",
        "they",
        "their",
        "not",
        "no",
        "will",
        "would",
        "said",
        "that",
        "to",
        "of",
        "and",
        "who",
    ]
    signs = [",", ".", "“", "”", '"', "'", "—", ":", ";", "(", ")", "?", "!", "\n", "\n\n", "\x00", "\u202e", "😀", "é"]
    numbers = ["26 nations", "two", "$5 billion", "on Monday", "by July 9", "200 troops", "several countries"]
    return [*sorted(words)[::3], *names, *small * 4, *signs * 3, *numbers]


def soup() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(telling_words()), max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(soup() | st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    assert read(text).document.text == text
    for statement in allowed(text):
        assert statement.quote == statement.evidence.of(text)
        for spans in statement.spans.values():
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
        for condition in statement.conditions:
            assert condition.span.of(text) == condition.text


def allowed(text: str) -> list[Statement]:
    """All that the rules allow in a text, believed or not: on trees of no sense little is believed."""
    document = Document(name="any", text=text)
    sentences = reader().sentences(document, reader().parse(document))
    return [candidate.statement for sentence in sentences for candidate in sentence.candidates]


def test_words_in_any_order_give_the_rules_work() -> None:
    assert len(allowed(POLITICS * 30)) > 10


@settings(max_examples=60, deadline=None)
@given(soup())
def test_every_rule_that_a_reader_names_is_explained(text: str) -> None:
    named = {rule for statement in allowed(text + " " + POLITICS * 3) for rule in statement.rules}
    assert [rule for rule in named if meaning(rule) == UNKNOWN] == []


@settings(max_examples=20, deadline=None)
@given(soup())
def test_the_same_text_gives_the_same_statements(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "Norway will send troops and ",
        "“Norway will send troops” ",
        '"',
        "“",
        "he said ",
        "רוסיה תשלח חיילים ",
        "\u202eروسيا\u202c ",
        "😀👍🏽 ",
        "\x00",
        "\ud800",
        "(",
        "... ",
        "Norway, ",
        POLITICS,
    ],
    ids=lambda piece: ascii(piece[:12]),
)
def test_effort_grows_with_the_length(piece: str) -> None:
    """Four times the text takes about four times the work, counted in calls: a clock would tell of the machine."""
    small, large = 4_000 // len(piece), 16_000 // len(piece)
    read(piece * 10)
    assert effort(piece * large) < 7 * max(effort(piece * small), 2_000)


def effort(text: str) -> int:
    """How many functions of ours are called in reading ``text``."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls
