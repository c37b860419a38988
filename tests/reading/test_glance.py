"""The glance at plain words: what it puts aside, and that it loses few coded statements."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.reading.coded import load_coded
from pledgebook.reading.gate import Gate
from pledgebook.reading.glance import DOUBTFUL, SILENT, Glance, document_vector, load_glance, words_of
from pledgebook.reading.gold_texts import gold_documents
from pledgebook.syntax import split

SHARED = Path(__file__).parents[2].parent / "shared"

SMALL = Glance(
    codebook="tiny",
    sentence={"troops": 3.0, "goal": -2.0},
    document={"troops": 1.0, "league": -1.0},
    sentence_bias=-1.0,
    document_bias=0.0,
    gate=1.0,
    whole=0.5,
    least=0.0,
)


def passed(sentences: list[str], scores: list[float]) -> list[int]:
    """Which sentences of a whole document the small glance lets through."""
    return SMALL.passed(sentences, scores, SMALL.whole_odds(sentences))


def test_words_and_the_score_of_the_gate_speak_together():
    sentences = ["Norway will send troops.", "A late goal.", "Oslo is ready."]
    assert passed(sentences, [0.0, 0.0, 0.0]) == [0]
    assert passed(sentences, [0.0, 0.0, 2.0]) == [0, 2]


def test_the_document_speaks_for_or_against_its_sentences():
    doubtful = ["Oslo is ready."] * 2
    assert passed([*doubtful, "The troops."], [0.9, 0.9, 0.0]) == [0, 1, 2]
    assert passed([*doubtful, "The league."], [0.9, 0.9, 0.0]) == []


def test_a_document_of_sport_is_put_aside_and_one_of_pledges_is_not():
    glance = load_glance("security")
    assert glance is not None
    sport = ["The striker scored twice in the second half.", "Fans left the stadium early.", "It is their third win."]
    pledges = [
        "Norway pledged to send troops to Ukraine.",
        "Russia rejected the ceasefire.",
        "The EU will tighten sanctions.",
    ]
    assert glance.whole_odds(sport) < SILENT < DOUBTFUL < glance.whole_odds(pledges)


def test_the_codebook_it_was_learned_for_has_one_and_no_other():
    assert load_glance("security") is not None
    assert load_glance("climate") is None


@given(st.lists(st.text(max_size=40), max_size=6))
def test_a_document_has_length_one_or_no_words(texts):
    values = [value for _, value in document_vector([words_of(text) for text in texts])]
    assert sum(value * value for value in values) == pytest.approx(1.0 if values else 0.0)


@pytest.mark.skipif(not (SHARED / "gold-dev").exists(), reason="the gold sets are not here")
def test_with_the_gate_it_loses_at_most_two_in_a_hundred_statements_it_was_not_fitted_on():
    gate, glance = Gate(load_codebook("security"), Gazetteer.load()), load_glance("security")
    assert glance is not None
    lost = held = 0
    for rows, names in (
        (SHARED / "gold-dev/gold.jsonl", SHARED / "gold-dev/names.txt"),
        (Path(__file__).parents[1] / "gold/b.jsonl", Path(__file__).parents[1] / "gold/b-names.txt"),
    ):
        gold = load_coded(rows)
        corpus = next((SHARED / "corpus").glob("*.gz"))
        for document in gold_documents(names.read_text(encoding="utf-8").split(), folder=SHARED, corpus=corpus):
            spans = [sentence.span for sentence in split(document.text)]
            texts = [span.of(document.text) for span in spans]
            odds = glance.whole_odds(texts)
            likely = glance.passed(texts, gate.scores(document.text, spans), odds)
            through = set() if odds < SILENT else set(gate.sentences(document.text, spans)) & set(likely)
            for row in gold:
                if row.doc == document.name:
                    middle = (row.start + row.end) / 2
                    held += 1
                    lost += not any(spans[i].start <= middle < spans[i].end for i in through)
    assert held > 300
    assert lost / held <= 0.02, f"{lost} of {held} statements are lost"
