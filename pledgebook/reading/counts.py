"""How many took part, pledged, agreed: counted states and leaders that a sentence says joined something."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.model import Count
from pledgebook.reading.clauses import below
from pledgebook.reading.groups import head_count, number_of
from pledgebook.syntax import Tree

COUNTED = frozenset(
    ("country", "nation", "state", "government", "leader", "minister", "delegation", "participant", "capital", "member",
     "ambassador", "ally")
)  # fmt: skip
TAKING_PART = frozenset(
    ("join", "attend", "participate", "take", "sign", "gather", "bring", "unite", "comprise", "represent", "register", "assemble",
     "convene", "endorse", "vote", "back", "meet", "include", "draw")
)  # fmt: skip
"""Verbs by which a number of states is said to take part in what the sentence is about."""
VOTING = frozenset(("vote", "abstain", "oppose"))
SIDES = frozenset(("for", "against", "in"))
ABOUT = frozenset(
    ("about", "some", "around", "nearly", "almost", "roughly", "approximately", "over", "more", "least", "up", "dozens")
)
BESIDE = frozenset(("appos", "parataxis", "list", "dep"))
FEWEST = 5
"""Fewer are named one by one, or are "the three countries" of a joint statement."""


def counts(tree: Tree) -> Iterator[tuple[int, Count]]:
    """The counted groups of a sentence that take part in something, with the index of their noun."""
    for token in tree.tokens:
        if token.lemma not in COUNTED or token.xpos != "NNS":
            continue
        number = _number(tree, token.i)
        if number is None or number < FEWEST or not _takes_part(tree, token.i):
            continue
        words = [tree.tokens[k].text.lower() for k in tree.subtree(token.i) if k < token.i]
        span = tree.subtree_span(token.i)
        yield from _votes(tree, token.i)
        yield token.i, Count(n=number, what=_what(tree.words(span)), approximate=bool(ABOUT & set(words)))


def _number(tree: Tree, i: int) -> int | None:
    """The number of a noun, also where a tree hangs it on the word before: "*90* member states"."""
    compounds = (c for c in below(tree, i) if tree.tokens[c].label == "compound")
    return next((n for k in (i, *compounds) if (n := head_count(tree, k)) is not None), None)


def _votes(tree: Tree, i: int) -> Iterator[tuple[int, Count]]:
    """The other sides of a vote of which the word ``i`` counts the first: "40 states voted for it, *14* against"."""
    for token in tree.tokens[i + 1 :]:
        number = number_of(token.text) if token.upos == "NUM" and token.label.startswith("nsubj") else None
        if number is None or token.head < 0 or tree.tokens[token.head].lemma not in VOTING:
            continue
        verb = tree.tokens[token.head]
        beside = tree.tokens[verb.i + 1] if verb.i + 1 < len(tree) else verb
        how = f" {beside.text}" if beside.text.lower() in SIDES else ""
        yield token.i, Count(n=number, what=f"{tree.tokens[i].text} that {verb.text}{how}")


def _takes_part(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.head < 0:
        told = (tree.tokens[c] for c in below(tree, i) if c > i)
        return any(t.label in ("parataxis", "acl") and t.lemma in VOTING for t in told)
    if token.label in BESIDE:
        return tree.tokens[token.head].upos in ("NOUN", "PROPN")
    if any(tree.tokens[c].lemma in TAKING_PART and tree.tokens[c].label.startswith("acl") for c in below(tree, i)):
        return True
    for above in (token, *tree.ancestors(i)):
        if above.lemma in TAKING_PART and above.upos == "VERB":
            return True
        if above.label not in ("nmod", "conj", "compound", "nsubj", "obj", "nsubj:pass", "obl", "obl:agent"):
            return False
    return False


def _what(words: str) -> str:
    """The group in the document's words, shortened to what fits a table."""
    return words if len(words) <= 80 else words[:77].rsplit(" ", 1)[0] + " ..."
