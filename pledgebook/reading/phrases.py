"""What the words right beside a noun say of it: whose it is by a pronoun, who backs it, whether all are meant."""

from __future__ import annotations

from pledgebook.reading.bodies import ALLIANCES, PATRONS
from pledgebook.reading.clauses import below
from pledgebook.syntax import Tree


def is_patron(tree: Tree, i: int) -> bool:
    """True for "Iran-*backed*", "*pro-Iranian*", "the US-*led* alliance": it tells who helps, not whose it is."""
    word = tree.tokens[i]
    lemma = word.lemma.lower()
    if word.label != "amod" or word.head < 0:
        return False
    leads = lemma in ("lead", "led") and tree.tokens[word.head].lemma in ALLIANCES
    return leads or lemma in PATRONS or lemma.startswith("pro-")


def is_people(tree: Tree, i: int) -> bool:
    """True for "*the French* are sending": an adjective that stands for those who are."""
    acts = tree.tokens[i].label.startswith(("nsubj", "obj", "iobj"))
    return acts and any(tree.tokens[c].label == "det" for c in below(tree, i))


def has_pronoun(tree: Tree, i: int) -> bool:
    """True for "*its* army", "*their* countries"."""
    return any(tree.tokens[c].label == "nmod:poss" and tree.tokens[c].upos in ("PRON", "DET") for c in below(tree, i))


def is_deputy(tree: Tree, i: int) -> bool:
    """True for the title in "*Vice* President Berg", who is not "the president" later on."""
    return any(tree.tokens[c].text.lower() in ("vice", "deputy") for c in below(tree, i))


def of_all(tree: Tree, i: int) -> bool:
    """True for "*no* Arab state", "*every* ally": one word for all of them."""
    return any(tree.tokens[c].label == "det" and tree.tokens[c].text.lower() in ("no", "every") for c in below(tree, i))
