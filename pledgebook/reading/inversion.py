"""Conditionals that turn subject and verb round in place of a link word ("should Oslo refuse", "were Oslo to refuse")."""

from __future__ import annotations

from pledgebook.reading.clauses import below, profile, subject
from pledgebook.syntax import Tree

INVERTED = frozenset(("should", "were", "had"))
BETWEEN = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP"))
"""What a subject consists of."""
LONGEST_SUBJECT = 6
OR_ELSE = frozenset(("or", "otherwise"))
THREATENING = ("will", "would", "shall", "could", "may", "might")


def inverted_head(tree: Tree, i: int) -> int | None:
    """The predicate of the clause that the word ``i`` opens by inversion; ``None`` where it opens none."""
    lower = tree.tokens[i].text.lower()
    if lower == "were" and (infinitive := _were_to(tree, i)) is not None:
        return infinitive
    head = tree.tokens[i].head
    labels = ("advcl", "ccomp", "parataxis", "acl") if lower == "should" else ("advcl",)
    if head <= i or tree.tokens[head].label not in labels:
        return None
    if not (tree.tokens[i].label.startswith(("aux", "cop")) or (lower == "should" and tree.tokens[i].label == "mark")):
        return None
    who = subject(tree, head)
    return head if who is not None and i < who and min(tree.subtree(head)) >= i else None


def _were_to(tree: Tree, i: int) -> int | None:
    """The infinitive in "would pay were Oslo to *attack*"; ``None`` where something else stands between."""
    for k in range(i + 1, min(i + 1 + LONGEST_SUBJECT, len(tree.tokens) - 1)):
        word = tree.tokens[k]
        if word.xpos == "TO":
            named = k - 1 > i and tree.tokens[k - 1].upos in ("PROPN", "NOUN", "PRON")
            would = any(t.lemma == "would" for t in tree.tokens)
            return k + 1 if named and would and tree.tokens[k + 1].xpos == "VB" else None
        if word.upos not in BETWEEN:
            break
    return None


def ultimatum(tree: Tree, i: int) -> tuple[int, int] | None:
    """What is asked, and what follows else: "Oslo must *stop* or Rome will *pay*"; ``None`` where "or" joins equals."""
    threat = tree.tokens[i].head
    if threat <= i or tree.tokens[threat].label not in ("conj", "parataxis"):
        return None
    asked = tree.tokens[threat].head
    if asked < 0 or asked >= i or subject(tree, threat) is None or profile(tree, threat).modal not in THREATENING:
        return None
    own = profile(tree, asked)
    imperative = tree.tokens[asked].xpos == "VB" and not own.finite and subject(tree, asked) is None
    bound = own.modal in ("must", "should") or tree.tokens[asked].lemma in ("have", "need")
    either = any(tree.tokens[c].text.lower() == "either" for c in below(tree, asked))
    return (asked, threat) if imperative or bound or either else None
