from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pledgebook.errors import InputError
from pledgebook.syntax import Parser, Sentence, Tree, cut_doubts, split
from pledgebook.syntax.parser import LONGEST

TEXT = (
    "Norway will send ships to the north once a ceasefire holds, Anna Berg said. "
    "Sweden isn't ready to pay. Will Denmark follow? Nobody knows."
)
TREES = [
    Tree.from_conllu(block)
    for block in Path(__file__).with_name("trees.conllu").read_text(encoding="utf-8").split("\n\n")
]
"""Sentences written for this test, with the trees that the model gave when it came in, checked by reading."""


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


def shape(tree: Tree) -> list[tuple[str, str, int, str]]:
    return [(token.text, token.upos, token.head, token.label) for token in tree]


def labelled(tree: Tree, word: str) -> tuple[str, str | None]:
    """The label of ``word`` and its head's text."""
    token = next(token for token in tree if token.text == word)
    head = tree.head(token.i)
    return token.label, head.text if head else None


def test_plain_sentences_are_parsed_right(parser: Parser) -> None:
    first, second, *_ = parser.parse(split(TEXT))
    assert labelled(first, "send") == ("ccomp", "said")
    assert labelled(first, "Norway") == ("nsubj", "send")
    assert labelled(first, "ships") == ("obj", "send")
    assert labelled(first, "holds") == ("advcl", "send")
    assert labelled(first, "once") == ("mark", "holds")
    assert labelled(second, "n't") == ("advmod", "ready")
    assert [token.lemma for token in first][:4] == ["Norway", "will", "send", "ship"]


@pytest.mark.parametrize("expected", TREES, ids=lambda tree: tree.text[:30])
def test_the_trees_are_those_of_every_other_machine(parser: Parser, expected: Tree) -> None:
    (tree,) = parser.parse(split(expected.text))
    assert tree.tokens == expected.tokens


def test_tokens_stand_in_the_text(parser: Parser) -> None:
    for tree in parser.parse(split(TEXT)):
        assert tree.span.of(TEXT) == tree.text
        assert all(token.span.of(TEXT) == token.text for token in tree)


@pytest.mark.parametrize("batch", [1, 3, 32])
def test_trees_come_in_the_order_of_the_sentences(parser: Parser, batch: int) -> None:
    sentences = split(TEXT)
    assert [tree.text for tree in parser.parse(sentences, batch)] == [sentence.text for sentence in sentences]


def test_two_runs_give_the_same_bits(parser: Parser) -> None:
    for one, other in zip(parser.parse(split(TEXT)), Parser.load().parse(split(TEXT)), strict=True):
        assert one.tokens == other.tokens
        assert one.certainties == other.certainties
        assert one.vector is not None and other.vector is not None
        assert np.array_equal(one.vector, other.vector)


def test_a_tree_depends_on_its_sentence_alone(parser: Parser) -> None:
    together = parser.parse(split(TEXT))
    alone = [tree for sentence in reversed(split(TEXT)) for tree in parser.parse([sentence])]
    assert [tree.tokens for tree in together] == [tree.tokens for tree in reversed(alone)]
    assert [tree.certainties for tree in together] == [tree.certainties for tree in reversed(alone)]


def test_threads_do_not_change_the_trees(parser: Parser) -> None:
    expected = [shape(tree) for tree in parser.parse(split(TEXT))]
    assert [shape(tree) for tree in Parser.load(threads=2).parse(split(TEXT))] == expected


def test_every_arc_has_a_probability(parser: Parser) -> None:
    for tree in parser.parse(split(TEXT)):
        assert tree.certainties is not None and len(tree.certainties) == len(tree)
        assert all(0.0 <= p <= 1.0 for p in tree.certainties)
        assert 0.5 < tree.confidence <= 1.0


def test_like_sentences_have_like_vectors(parser: Parser) -> None:
    near, same, far = (
        tree.vector
        for tree in parser.parse(
            split("Norway will send troops. Soldiers from Norway will be deployed. My cat sleeps on the warm sofa.")
        )
    )
    assert near is not None and same is not None and far is not None

    def cosine(a: np.ndarray, b: np.ndarray) -> float:
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert cosine(near, same) > cosine(near, far) + 0.1


def test_a_sentence_that_is_too_long_is_parsed_in_parts(parser: Parser) -> None:
    text = "Norway will send ships, and Sweden will send planes; " * 40 + "nobody else will."
    (tree,) = parser.parse([Sentence(text, split("x")[0].span._replace(end=len(text)))])
    assert len(parser._pieces.encode([token.text for token in tree]).pieces) > LONGEST
    assert tree.cut
    assert [token.span.of(text) for token in tree] == [token.text for token in tree]
    assert "".join(token.text for token in tree) == text.replace(" ", "")
    (doubt,) = cut_doubts([tree], "a.txt")
    assert (doubt.code, doubt.doc, doubt.span) == ("sentence-cut", "a.txt", tree.span)


def test_one_that_fits_raises_no_doubt(parser: Parser) -> None:
    assert cut_doubts(parser.parse(split(TEXT)), "a.txt") == []


@pytest.mark.parametrize("text", ["\x00", "?", "😀" * 30, "\u202e שלום", "中" * 700, "a" * 5000, '"' * 3000, "\u0301"])
def test_odd_text_is_parsed_like_any_other(parser: Parser, text: str) -> None:
    trees = parser.parse(split(text))
    assert trees
    assert all(token.span.of(text) == token.text for tree in trees for token in tree)


def test_nothing_gives_nothing(parser: Parser) -> None:
    assert parser.parse([]) == []


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no syntax model at"):
        Parser.load(tmp_path / "none.onnx")


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.onnx").write_text("no model")
    with pytest.raises(InputError, match="no syntax model of pledgebook"):
        Parser.load(tmp_path / "text.onnx")
