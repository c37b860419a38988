"""The gate: what it keeps and discards on small texts, its recall on coded documents, and its way with any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Span
from pledgebook.reading.coded import load_coded
from pledgebook.reading.gate import PART, Gate, sums
from pledgebook.reading.gold_texts import gold_documents
from pledgebook.reading.inflections import forms, patterns
from pledgebook.syntax.sentences import split

SHARED = Path(__file__).parents[2].parent / "shared"
POLITICS = "Norway and Denmark pledged on Monday to send troops to Ukraine once Russia agrees to a ceasefire. "
SPORT = "The striker scored twice in the second half before he was taken off with a sore knee late in the game. "


@pytest.fixture(scope="module")
def gate():
    return Gate(load_codebook("security"), Gazetteer.load())


def spans(text):
    return [sentence.span for sentence in split(text)]


def test_a_document_about_states_passes_and_one_about_sport_does_not(gate):
    assert gate.document(POLITICS * 5)
    assert not gate.document(SPORT * 5)


def test_a_report_hidden_in_a_long_newsletter_passes(gate):
    assert gate.document(SPORT * 200 + POLITICS * (PART // len(POLITICS)) + SPORT * 200)


def test_a_pledge_is_kept_and_what_stands_beside_it_is_not(gate):
    text = SPORT * 3 + POLITICS + SPORT * 3
    assert gate.sentences(text, spans(text)) == [3]


def test_places_are_those_of_the_text_whatever_the_script(gate):
    text = "“Über” – \ud83d😀 " + POLITICS
    _, found, _ = gate.dense.find(text)[0]
    assert text[found:].startswith("Norway")


def test_a_match_counts_for_the_place_it_lies_in():
    assert sums([(0, 0, 3), (1, 10, 12), (0, 25, 28)], [1.0, 5.0], [(0, 9), (10, 20), (21, 30)]) == [1.0, 5.0, 1.0]
    assert sums([(0, 0, 3)], [1.0], []) == []


def test_short_words_are_looked_for_in_every_form_and_long_ones_by_their_stem():
    assert {" send ", " sent ", " sending ", " Sent "} <= patterns(["send"], "VERB")
    assert " sanction" in patterns(["sanction"], "NOUN")
    assert {" rule out", " ruled out", " ruling out"} <= patterns(["rule out"], "VERB")
    assert "gave" in forms("give", "VERB")


@given(text=st.text(max_size=400))
def test_any_text_passes_through(gate, text):
    kept = gate.sentences(text, spans(text))
    assert kept == sorted(set(kept))
    assert isinstance(gate.document(text), bool)


@pytest.mark.parametrize("folder", ["gold-dev", "gold-train", "seeds"])
def test_at_most_one_gold_statement_in_a_hundred_is_lost(gate, folder):
    if not (SHARED / folder).exists():
        pytest.skip("the gold sets are not beside this checkout")
    gold = load_coded(SHARED / folder / "gold.jsonl")
    corpus = SHARED / "corpus" / "news-2025-05-21.jsonl.gz"
    lost = 0
    for document in gold_documents({row.doc for row in gold}, folder=SHARED / folder, corpus=corpus):
        sentences = spans(document.text)
        kept = gate.sentences(document.text, sentences) if gate.document(document.text) else []
        for row in gold:
            if row.doc == document.name:
                lost += not any(sentences[at].overlaps(Span(row.start, row.end)) for at in kept)
    assert lost <= 0.01 * len(gold)
