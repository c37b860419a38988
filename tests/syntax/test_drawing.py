from __future__ import annotations

from xml.etree import ElementTree

from pledgebook.syntax import Tree
from pledgebook.syntax.drawing import svg, text_art

TREE = Tree.from_conllu(
    """
Norway  Norway  PROPN  3  nsubj
will    will    AUX    3  aux
send    send    VERB   0  root
new     new     ADJ    5  amod
ships   ship    NOUN   3  obj
"""
)


def test_text_art_points_from_heads_to_dependents() -> None:
    assert text_art(TREE).splitlines() == [
        "┌──▸ Norway nsubj PROPN       0",
        "│┌─▸ will   aux   AUX         1",
        "├┴── send   root  VERB        2",
        "│┌─▸ new    amod  ADJ         3",
        "└┴─▸ ships  obj   NOUN   ship 4",
    ]


def test_a_word_alone_has_no_arcs() -> None:
    assert text_art(Tree.from_conllu("Yes yes INTJ 0 root")) == "── Yes root INTJ  yes 0"


def test_text_cannot_act_on_the_terminal() -> None:
    assert "\x1b" not in text_art(Tree.from_conllu("a\x1b[31m a X 0 root"))


def test_svg_has_every_word_and_label() -> None:
    picture = ElementTree.fromstring(svg([TREE, Tree.from_conllu("<b>&\x01 x X 0 root")]))
    texts = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Norway", "ships", "nsubj", "obj", "amod"} <= set(texts)
    assert "<b>&\N{REPLACEMENT CHARACTER}" in texts
