"""Conditions: a table of sentences read with the real parser, and rules on trees made by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pledgebook.codebooks import load_codebook
from pledgebook.codebooks.codebook import ConditionWords
from pledgebook.model import Condition, ConditionKind, Document, Link
from pledgebook.reading.belonging import belonging
from pledgebook.reading.condition_clauses import Openers, clause_of, parts
from pledgebook.reading.condition_kinds import Kinds, Setting
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Tree

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "conditions.toml").read_text(encoding="utf-8")
)["case"]
WORDS = load_codebook("security").conditions


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader("security")


def coded(condition: Condition) -> str:
    return f"{condition.kind} {condition.link} {condition.on or ''}".strip()


def same(read: Condition, expected: str) -> bool:
    """Kind and link, and the actor too where the case names one."""
    return coded(read) == expected or (expected.count(" ") == 1 and coded(read).startswith(expected))


@pytest.mark.parametrize("case", CASES, ids=[case["says"][:50] for case in CASES])
def test_conditions_of_a_sentence(reader: Reader, case: dict[str, Any]) -> None:
    document = Document(name="case", text=case["says"])
    statements = [
        candidate.statement
        for sentence in reader.sentences(document, reader.parse(document))
        for candidate in sentence.candidates
    ]
    promisor, act = case["of"]
    meant = [s for s in statements if promisor in s.promisors and s.act == act]
    assert meant, [(s.promisors, s.act) for s in statements]
    best = meant[0]
    assert len(best.conditions) == len(case["conditions"]), [coded(c) for c in best.conditions]
    assert all(map(same, best.conditions, case["conditions"])), [coded(c) for c in best.conditions]
    assert all(c.span.of(case["says"]) == c.text for c in best.conditions)


SHIPS = Tree.from_conllu(
    """
    # text = Oslo will send ships and train sailors once a truce holds, but it will not pay.
    Oslo Oslo PROPN 3 nsubj
    will will AUX 3 aux
    send send VERB 0 root
    ships ship NOUN 3 obj
    and and CCONJ 6 cc
    train train VERB 3 conj
    sailors sailor NOUN 6 obj
    once once SCONJ 11 mark
    a a DET 10 det
    truce truce NOUN 11 nsubj
    holds hold VERB 3 advcl
    , , PUNCT 17 punct
    but but CCONJ 17 cc
    it it PRON 17 nsubj
    will will AUX 17 aux
    not not PART 17 advmod
    pay pay VERB 3 conj
    . . PUNCT 3 punct
    """
)


def test_a_region_has_its_link_its_head_and_what_it_hangs_on() -> None:
    (region,) = Openers(WORDS).regions(SHIPS)
    assert (region.link, region.word, region.first, region.head, region.last) == (Link.IF, "once", 7, 10, 10)
    assert region.governor == 2 and region.clause and not region.front


def test_a_condition_belongs_to_its_clause_and_not_to_what_but_joins() -> None:
    regions = Openers(WORDS).regions(SHIPS)
    assert belonging(SHIPS, regions, 2, frozenset({2})) == regions
    assert belonging(SHIPS, regions, 5, frozenset({5})) == regions
    assert belonging(SHIPS, regions, 16, frozenset({16})) == []
    assert clause_of(SHIPS, 6) == 2 and clause_of(SHIPS, 15) == 16


def test_what_stands_inside_a_condition_has_no_condition_of_it() -> None:
    assert belonging(SHIPS, Openers(WORDS).regions(SHIPS), 9, frozenset({9})) == []


FRONT = Tree.from_conllu(
    """
    # text = If Rabat frees them and Madrid pays, Paris will act.
    If if SCONJ 3 mark
    Rabat Rabat PROPN 3 nsubj
    frees free VERB 11 advcl
    them they PRON 3 obj
    and and CCONJ 7 cc
    Madrid Madrid PROPN 7 nsubj
    pays pay VERB 3 conj
    , , PUNCT 3 punct
    Paris Paris PROPN 11 nsubj
    will will AUX 11 aux
    act act VERB 0 root
    . . PUNCT 11 punct
    """
)


def test_each_clause_with_a_subject_is_a_condition() -> None:
    (region,) = Openers(WORDS).regions(FRONT)
    assert region.front
    assert [FRONT.text[FRONT[a].span.start : FRONT[b].span.end] for _, a, b, _ in parts(FRONT, region)] == [
        "If Rabat frees them",
        "Madrid pays",
    ]


def test_kinds_ask_for_one_word_of_each_group() -> None:
    words = ConditionWords(links={Link.IF: ("if",)}, kinds={ConditionKind.DEAL: ("deal|pact + free",)})
    kinds = Kinds(words)
    assert kinds.hits(FRONT, 0, 6) == set()
    assert Kinds(ConditionWords(links={}, kinds={ConditionKind.DEAL: ("madrid|pact + free",)})).hits(FRONT, 0, 6) == {
        ConditionKind.DEAL
    }
    meaning = kinds.meaning(FRONT, 2, 0, 3, Link.IF, Setting(adverse=True, actor=True))
    assert (meaning.kind, meaning.link) == (ConditionKind.VIOLATION, Link.IF)
    meaning = kinds.meaning(FRONT, 2, 0, 3, Link.UNTIL, Setting(adverse=True, actor=True))
    assert (meaning.kind, meaning.link) == (ConditionKind.OTHER_ACTS, Link.UNTIL)
