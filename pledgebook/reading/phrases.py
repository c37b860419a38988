"""What the words right beside a noun say of it: whose it is by a pronoun, who backs it, whether all are meant."""

from __future__ import annotations

from pledgebook.reading.bodies import ALLIANCES, PATRONS
from pledgebook.reading.clauses import below, case_of, subject
from pledgebook.reading.governors import inherited_subject
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


def doer_to(tree: Tree, i: int) -> int | None:
    """Who does it to the word ``i``, and so cannot be meant by it: "*Peru* called on the parties", "Sato urged him"."""
    token = tree.tokens[i]
    if token.label not in ("obj", "iobj", "obl"):
        return None
    doer = inherited_subject(tree, token.head)
    return doer if doer is not None and doer < i else None


def all_of(tree: Tree, i: int) -> int | None:
    """Who "all of them", "each of the nine countries" are."""
    for child in tree.children(i):
        if child.text == "them" or (child.upos == "NOUN" and case_of(tree, child.i) == "of"):
            return child.i
    return None


def one_among(tree: Tree, i: int) -> int | None:
    """Who is said to be one of those that a relative clause describes: "*Oslo* is among the capitals that", "is the one who"."""
    noun = tree.tokens[i]
    if noun.upos == "PRON" or case_of(tree, i) == "among":
        return subject(tree, i)
    over = noun.head
    counted = noun.label == "nmod" and case_of(tree, i) == "of" and over >= 0 and tree.tokens[over].lemma == "one"
    return subject(tree, over) if counted else None
