"""The cast on trees made by hand: names, titles, groups, pronouns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pledgebook.gazetteer import Gazetteer
from pledgebook.reading.cast import Cast
from pledgebook.reading.party import Party
from pledgebook.syntax import Tree


def read(*conllu: str) -> tuple[Cast, Tree]:
    """A cast that stands in the last of some sentences, and its tree."""
    trees: list[Tree] = []
    for text in conllu:
        lines = "\n".join(line.strip() for line in text.strip().splitlines())
        trees.append(Tree.from_conllu(lines, trees[-1].span.end + 1 if trees else 0))
    whole = " ".join(tree.text for tree in trees)
    cast = Cast(Gazetteer.load())
    cast.meet(trees, whole)
    for tree in trees:
        cast.enter(tree, whole)
        if tree is not trees[-1]:
            cast.leave(tree)
    return cast, trees[-1]


def party(at: int, *conllu: str) -> Party | None:
    cast, tree = read(*conllu)
    return cast.party(tree, at)


MET = """
Norwegian  norwegian  ADJ    3  amod
Minister   minister   PROPN  3  nmod:desc
Ola        Ola        PROPN  5  nsubj
Berg       Berg       PROPN  3  flat
arrived    arrive     VERB   0  root
"""
PAIR = """
Germany  Germany  PROPN  4  nsubj
and      and      CCONJ  3  cc
Poland   Poland   PROPN  1  conj
talked   talk     VERB   0  root
"""


def test_a_title_teaches_a_surname_that_the_gazetteer_does_not_know() -> None:
    found = party(0, MET, "Berg  Berg  PROPN  2  nsubj\nspoke  speak  VERB  0  root")
    assert found is not None
    assert (found.codes, found.person) == (("NOR",), "Berg")


def test_who_held_an_office_once_speaks_for_nobody() -> None:
    found = party(
        3,
        """
        Former     former     ADJ    4  amod
        Norwegian  norwegian  ADJ    4  amod
        minister   minister   NOUN   4  nmod:desc
        Berg       Berg       PROPN  5  nsubj
        spoke      speak      VERB   0  root
        """,
    )
    assert found is None or found.codes == () or found.how != "person"


def test_he_is_the_person_of_the_sentence_before() -> None:
    found = party(0, MET, "He  he  PRON  2  nsubj\nspoke  speak  VERB  0  root")
    assert found is not None
    assert (found.codes, found.how) == (("NOR",), "pronoun")


def test_it_is_no_person() -> None:
    assert party(0, MET, "It  it  PRON  2  nsubj\nwaits  wait  VERB  0  root") is None


@pytest.mark.parametrize("word", ["sides", "countries"])
def test_the_two_sides_are_those_named_together(word: str) -> None:
    lemma = {"sides": "side", "countries": "country"}[word]
    last = f"""
    The    the    DET   3  det
    two    two    NUM   3  nummod
    {word} {lemma} NOUN  4  nsubj
    agreed agree  VERB  0  root
    """.replace("NOUN  4", "NOUN  4")
    found = party(2, PAIR, last)
    assert found is not None
    assert (found.codes, found.how) == (("DEU", "POL"), "joint")


def test_a_list_is_read_whole_where_the_tree_breaks_it() -> None:
    found = party(
        4,
        """
        Britain  Britain  PROPN  6  dep
        ,        ,        PUNCT  1  punct
        France   France   PROPN  5  dep
        and      and      CCONJ  5  cc
        Canada   Canada   PROPN  6  nsubj
        agreed   agree    VERB   0  root
        """,
    )
    assert found is not None
    assert found.codes == ("GBR", "FRA", "CAN")


def test_a_hyphenated_pair_owns_its_talks_together() -> None:
    cast, tree = read("Iran-US  Iran-US  PROPN  2  compound\ntalks  talk  NOUN  0  root")
    owner = cast.owner(tree, 1)
    assert owner is not None
    assert owner.codes == ("IRN", "USA")


def test_nobody_fits_and_that_is_kept() -> None:
    cast, tree = read("They  they  PRON  2  nsubj\npay  pay  VERB  0  root")
    assert cast.party(tree, 0) is None
    cast.leave_open(tree, 0)
    assert [(u.code, u.span.of(tree.text)) for u in cast.unsettled] == [("pronoun", "They")]


def deep(size: int) -> Iterator[str]:
    """A sentence in which every word hangs on the one before."""
    for i in range(size):
        word, pos = ("he", "PRON") if i % 2 else ("Berg", "PROPN")
        yield f"{word}  {word}  {pos}  {i}  {'conj' if i else 'root'}"


def test_a_long_chain_of_conjuncts_is_read() -> None:
    cast, tree = read("\n".join(deep(400)))
    cast.leave(tree)
    assert cast.party(tree, 0) is None


def test_he_is_not_the_one_to_whom_he_did_something_just_before() -> None:
    found = party(
        4,
        MET,
        """
        Having    have     AUX    2  aux
        welcomed  welcome  VERB   6  advcl
        Macron    Macron   PROPN  2  obj
        ,         ,        PUNCT  2  punct
        he        he       PRON   6  nsubj
        left      leave    VERB   0  root
        """,
    )
    assert found is not None and found.codes == ("NOR",)


PASSED_OVER = "Emmanuel Macron spoke in Paris. With him were the ministers of Peru and Chad. "


@pytest.mark.parametrize(("words", "at", "codes"), [
    ("He  he  PRON  2  nsubj\nspoke  speak  VERB  0  root", 0, ("FRA",)),
    ("Both  both  DET  2  det\ncountries  country  NOUN  3  nsubj\nspoke  speak  VERB  0  root", 1, ("PER", "TCD")),
])  # fmt: skip
def test_who_was_named_where_no_tree_was_made_is_kept_in_mind(words: str, at: int, codes: tuple[str, ...]) -> None:
    tree = Tree.from_conllu(words, len(PASSED_OVER))
    text = PASSED_OVER + tree.text
    cast = Cast(Gazetteer.load())
    cast.meet([tree], text)
    cast.pass_over(text, 0, len(PASSED_OVER))
    cast.enter(tree, text)
    found = cast.party(tree, at)
    assert found is not None and found.codes == codes
