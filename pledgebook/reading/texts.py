"""Texts that demand and ask: whose "the resolution", "the joint statement" are."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.clauses import below, case_of
from pledgebook.syntax import Tree

TEXTS = frozenset(("resolution", "statement", "text", "draft", "communique", "communiqué", "declaration", "document"))
ISSUING = frozenset(("adopt", "issue", "sign", "release", "publish", "pass", "endorse", "approve"))


def is_text(tree: Tree, i: int) -> bool:
    """True for "*the resolution* demands", "*the joint statement* calls on": spoken of before, and nobody's here."""
    if tree.tokens[i].lemma.lower() not in TEXTS:
        return False
    words = [tree.tokens[c] for c in below(tree, i)]
    return any(t.text.lower() in ("the", "this") for t in words) and not any(t.label.startswith("nmod") for t in words)


def issued(tree: Tree, i: int) -> Iterator[str]:
    """The texts that ``i`` puts out: "Peru and Chad signed a *declaration*", "a joint *statement* from Peru and Chad"."""
    token = tree.tokens[i]
    if token.label == "nmod:poss" or case_of(tree, i) in ("from", "by"):
        if token.head >= 0 and tree.tokens[token.head].lemma in TEXTS:
            yield tree.tokens[token.head].lemma
        return
    if not token.label.startswith("nsubj") or token.head < 0 or tree.tokens[token.head].lemma not in ISSUING:
        return
    for c in below(tree, token.head):
        if tree.tokens[c].label == "obj" and tree.tokens[c].lemma in TEXTS:
            yield tree.tokens[c].lemma
