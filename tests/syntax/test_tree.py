from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Span
from pledgebook.syntax import NO_HEAD, Token, Tree
from pledgebook.syntax.conllu import write_tree

TEXT = """
# text = Norway will send the ships, Berg said.
Norway  Norway  PROPN  3  nsubj
will    will    AUX    3  aux
send    send    VERB   8  ccomp
the     the     DET    5  det
ships   ship    NOUN   3  obj
,       ,       PUNCT  8  punct
Berg    Berg    PROPN  8  nsubj
said    say     VERB   0  root
.       .       PUNCT  8  punct
"""


@pytest.fixture
def tree() -> Tree:
    return Tree.from_conllu(TEXT, start=100)


def test_tokens_stand_in_the_document(tree: Tree) -> None:
    document = "x" * 100 + tree.text
    assert [token.span.of(document) for token in tree] == [token.text for token in tree]
    assert tree.span == Span(100, 100 + len(tree.text))
    assert tree[4] == Token(4, "ships", Span(121, 126), "ship", "NOUN", "", 2, "obj")


def test_children_come_in_the_order_of_the_sentence(tree: Tree) -> None:
    assert [token.text for token in tree.children(2)] == ["Norway", "will", "ships"]
    assert tree.children(0) == ()


def test_a_child_is_found_by_its_label(tree: Tree) -> None:
    found = tree.child(2, "obj", "iobj")
    assert found is not None and found.text == "ships"
    assert tree.child(2, "obl") is None


def test_the_root_has_no_head(tree: Tree) -> None:
    assert tree.root == 7
    assert tree[7].head == NO_HEAD
    assert tree.head(7) is None
    head = tree.head(2)
    assert head is not None and head.text == "said"


def test_a_subtree_is_the_token_and_all_below(tree: Tree) -> None:
    assert tree.subtree(2) == (0, 1, 2, 3, 4)
    assert tree.subtree(7) == tuple(range(9))
    assert tree.words(tree.subtree_span(2)) == "Norway will send the ships"


def test_ancestors_lead_to_the_root(tree: Tree) -> None:
    assert [token.text for token in tree.ancestors(3)] == ["ships", "send", "said"]


@pytest.mark.parametrize(
    ("start", "end", "way"),
    [(0, 4, (0, 2, 4)), (3, 6, (3, 4, 2, 7, 6)), (2, 2, (2,)), (7, 3, (7, 2, 4, 3)), (3, 7, (3, 4, 2, 7))],
)
def test_a_path_goes_over_the_lowest_common_ancestor(tree: Tree, start: int, end: int, way: tuple[int, ...]) -> None:
    assert tree.path(start, end) == way


def test_crossing_arcs_are_kept() -> None:
    tree = Tree.from_conllu("a a X 3 dep\nb b X 4 dep\nc c X 0 root\nd d X 3 dep")
    assert tree.subtree(3) == (1, 3)
    assert tree.words(tree.subtree_span(3)) == "b c d"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a a X 2 dep\nb b X 1 dep", "one root"),
        ("a a X 0 root\nb b X 0 root", "one root"),
        ("a a X 0 root\nb b X 3 dep\nc c X 2 dep", "circle"),
        ("a a X 0 root\nb b X 9 dep", "no token"),
        ("a a X 0", "columns"),
        ("# text = b\na a X 0 root", "no 'a'"),
    ],
)
def test_what_is_no_tree_is_refused(rows: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Tree.from_conllu(rows)


def test_ten_columns_give_the_same_tree_again(tree: Tree) -> None:
    again = Tree.from_conllu(write_tree(tree), start=100)
    assert again.tokens == tuple(Token(*(getattr(t, f) for f in t.__struct_fields__)) for t in again.tokens)
    assert [(t.text, t.span, t.lemma, t.upos, t.head, t.label) for t in again] == [
        (t.text, t.span, t.lemma, t.upos, t.head, t.label) for t in tree
    ]


def test_a_tree_cannot_be_changed(tree: Tree) -> None:
    with pytest.raises(AttributeError):
        tree.root = 0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        tree[0].head = 1  # type: ignore[misc]


def test_confidence_leaves_punctuation_out() -> None:
    rows = Tree.from_conllu("Go go VERB 0 root\n. . PUNCT 1 punct")
    assert Tree(rows.tokens, rows.span, rows.text, certainties=(0.5, 0.01)).confidence == pytest.approx(0.5)
    assert rows.confidence == 1.0


@st.composite
def random_trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [NO_HEAD] * size
    for place, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, place - 1))]
    rows = "\n".join(f"w{i} w{i} X {head + 1} {'root' if head < 0 else 'dep'}" for i, head in enumerate(heads))
    return Tree.from_conllu(rows)


@given(random_trees())
def test_walks_agree_with_one_another(tree: Tree) -> None:
    for i in range(len(tree)):
        below = set(tree.subtree(i))
        assert below == {j for j in range(len(tree)) if i == j or i in {token.i for token in tree.ancestors(j)}}
        assert all(tree.dominates(i, j) == (j in below) for j in range(len(tree)))
        assert all(tree.path(i, j) == tree.path(j, i)[::-1] for j in range(len(tree)))
