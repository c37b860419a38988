"""Attribution on trees made by hand: who reports which words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.reading.attribution import Attribution, Frame, voice_chain
from pledgebook.reading.cast import Cast
from pledgebook.reading.cues import CueWords
from pledgebook.reading.outlets import is_outlet
from pledgebook.reading.quotations import Quotations, quotations
from pledgebook.syntax import Tree

CUES = CueWords(load_codebook("security"))

SAID_THAT = """
Paris    Paris    PROPN  2  nsubj
said     say      VERB   0  root
Berlin   Berlin   PROPN  5  nsubj
had      have     AUX    5  aux
agreed   agree    VERB   2  ccomp
.        .        PUNCT  2  punct
"""
BEHIND = """
Oslo     Oslo     PROPN  3  nsubj
will     will     AUX    3  aux
pay      pay      VERB   0  root
,        ,        PUNCT  6  punct
Berlin   Berlin   PROPN  6  nsubj
said     say      VERB   3  parataxis
.        .        PUNCT  3  punct
"""
REPORTED = """
Oslo     Oslo     PROPN  3  nsubj
will     will     AUX    3  aux
pay      pay      VERB   0  root
,        ,        PUNCT  6  punct
Reuters  Reuters  PROPN  6  nsubj
reported report   VERB   3  parataxis
.        .        PUNCT  3  punct
"""


def frames(*conllu: str) -> list[Frame]:
    """The frames of the last of some sentences."""
    trees: list[Tree] = []
    for text in conllu:
        trees.append(Tree.from_conllu(text, trees[-1].span.end + 1 if trees else 0))
    whole = " ".join(tree.text for tree in trees)
    cast = Cast(Gazetteer.load())
    attribution = Attribution(whole, trees, CUES)
    cast.quoted = attribution.quoted
    cast.meet(trees, whole)
    found: list[Frame] = []
    for number, tree in enumerate(trees):
        cast.enter(tree, whole)
        found = attribution.frames(number, cast)
        cast.leave(tree)
    return found


def test_a_reported_clause_is_its_subjects() -> None:
    (frame,) = frames(SAID_THAT)
    assert frame.speaker.codes == ("FRA",)
    assert frame.content == {2, 3, 4}


def test_what_stands_before_the_verb_of_saying_is_reported_too() -> None:
    (frame,) = frames(BEHIND)
    assert frame.speaker.codes == ("DEU",)
    assert {0, 1, 2} <= frame.content


def test_a_news_outlet_is_no_voice() -> None:
    assert frames(REPORTED) == []


def test_the_innermost_frame_comes_first() -> None:
    chain = frames(
        """
        Paris    Paris    PROPN  2  nsubj
        said     say      VERB   0  root
        Berlin   Berlin   PROPN  4  nsubj
        claimed  claim    VERB   2  ccomp
        Rome     Rome     PROPN  7  nsubj
        would    would    AUX    7  aux
        pay      pay      VERB   4  ccomp
        """.replace("        ", "")
    )
    assert [f.speaker.codes for f in voice_chain(chain, 6)] == [("DEU",), ("FRA",)]
    assert [f.speaker.codes for f in voice_chain(chain, 3)] == [("FRA",)]


def test_the_first_person_of_the_next_sentence_is_the_speakers() -> None:
    (frame,) = frames(
        SAID_THAT,
        """
        We    we    PRON  3  nsubj
        will  will  AUX   3  aux
        pay   pay   VERB  0  root
        """.replace("        ", ""),
    )
    assert frame.speaker.codes == ("FRA",)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we go" twice', ["we go"]),
        ("“One. “Two.”", ["One. ", "Two."]),
        ('It "will not yield” now', ["will not yield"]),
        ("“Never closed\nnext", ["Never closed"]),
        ('said." Then nothing', []),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == inside


@given(st.text(alphabet='ab "“”«»„\n.', max_size=200))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    spans = quotations(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    asked = Quotations(text)
    assert all(asked.at(span.start) == span for span in spans)


def test_outlets_by_name_and_by_kind() -> None:
    tree = Tree.from_conllu("The the DET 3 det\nEvening evening PROPN 3 compound\nPost post PROPN 0 root")
    assert is_outlet(tree, 2)
    tree = Tree.from_conllu("The the DET 3 det\nenergy energy NOUN 3 compound\nagency agency NOUN 0 root")
    assert not is_outlet(tree, 2)
