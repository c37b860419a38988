from __future__ import annotations

import pytest

from pledgebook.syntax import Tree
from training.evaluate import found_arcs, gold_arcs, gold_words
from training.scores import Tally
from training.treebank import GoldSentence, Word

GOLD = GoldSentence(
    (
        Word("Norway", "Norway", "PROPN", "NNP", 2, "nsubj"),
        Word("pays", "pay", "VERB", "VBZ", 0, "root"),
        Word("ships", "ship", "NOUN", "NNS", 2, "obj"),
        Word(".", ".", "PUNCT", ".", 2, "punct"),
    ),
    "Norway pays ships.",
    "letter",
)


def tally(found: str) -> Tally:
    made = Tally()
    made.add(gold_arcs(GOLD, gold_words(GOLD)), found_arcs(Tree.from_conllu(found)))
    return made


def test_what_is_all_right_scores_all() -> None:
    figures = tally(
        "# text = Norway pays ships.\nNorway Norway PROPN 2 nsubj\npays pay VERB 0 root\nships ship NOUN 2 obj\n"
        ". . PUNCT 2 punct"
    ).figures()
    assert figures == {"words": 100, "upos": 100, "xpos": 0, "uas": 100, "las": 100, "las_universal": 100}


def test_a_wrong_label_costs_the_label_and_a_wrong_head_the_arc() -> None:
    made = tally(
        "# text = Norway pays ships.\nNorway Norway PROPN 2 nsubj:pass\npays pay VERB 0 root\n"
        "ships ships NOUN 1 obj\n. . PUNCT 2 punct"
    )
    figures = made.figures()
    assert (figures["uas"], figures["las"], figures["las_universal"]) == (75, 50, 75)
    assert made.labels()["obj"] == {"gold": 1, "recall": 0.0, "precision": 0.0}
    assert made.labels()["root"]["recall"] == 100
    assert made.lemma_shares()["NOUN"] == 0


def test_words_cut_otherwise_count_as_missed_and_as_found() -> None:
    # Three words found, four in the gold, two in both; the arc of "Norway" holds, that of "pays" too.
    figures = tally(
        "# text = Norway pays ships.\nNorway Norway PROPN 2 nsubj\npays pay VERB 0 root\nships. ships. NOUN 2 obj"
    ).figures()
    assert figures["words"] == figures["las"] == pytest.approx(200 * 2 / 7, abs=0.01)
