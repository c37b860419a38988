"""Verbs of saying in a tree: who their subject is, and which words they introduce."""

from __future__ import annotations

from pledgebook.reading.bodies import OFFICERS
from pledgebook.reading.clauses import below, profile, subject
from pledgebook.syntax import Token, Tree

SERVING = frozenset(("presidential", "governmental", "government", "ministerial", "military", "presidency", "cabinet"))
"""What an officer without a name is of, who so speaks for the state."""


BETWEEN = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "AUX", "PART"))
MOST_BETWEEN = 6
"""Words that may stand before a verb of saying between two commas."""


def teller(tree: Tree, i: int) -> int | None:
    """The subject of a reporting verb, borrowed from the main clause in "..., saying that"."""
    return next(iter(tellers_of(tree, i)), None)


def tellers_of(tree: Tree, i: int) -> list[int]:
    """Who may be the subject of a reporting verb, the likeliest first: subjects of the clauses above, up to the main
    one."""
    found: list[int] = []
    participle = tree.tokens[i].xpos == "VBG"
    for _ in range(8):
        own = subject(tree, i)
        token = tree.tokens[i]
        if own is not None:
            found.append(own)
            if not participle:
                break
        elif token.label == "acl:relcl" or (token.label == "acl" and not participle):
            return [*found, token.head] if token.head >= 0 else found
        if token.head < 0 or token.label not in (
            "acl",
            "acl:relcl",
            "advcl",
            "conj",
            "xcomp",
            "parataxis",
            "ccomp",
            "obj",
            "obl",
            "root",
        ):
            break
        i = token.head
    return found


def strayed_teller(tree: Tree, i: int) -> int | None:
    """The subject of "..., *the embassy* confirmed", where a wrong tree hangs it on the verb of what is said."""
    token = tree.tokens[i]
    if token.label not in ("advcl", "parataxis") or token.head < 0 or token.head > i or subject(tree, i) is not None:
        return None
    for c in below(tree, token.head):
        words = tree.subtree(c)
        if tree.tokens[c].label.startswith("nsubj") and token.head < c and words[-1] == i - 1:
            return c if tree.tokens[words[0]].text == "," or tree.tokens[words[0] - 1].text == "," else None
    return None


def whole_clause(tree: Tree, i: int) -> int:
    """The head of the finite clause around ``i``, coordinated clauses included."""
    while tree.tokens[i].label in ("xcomp", "conj", "acl", "obl", "obj", "nmod", "cop") and tree.tokens[i].head >= 0:
        i = tree.tokens[i].head
    return i


def behind_that(tree: Tree, i: int) -> range:
    """The words behind a "that" which follows a plain verb of saying, where a wrong tree hangs its clause elsewhere."""
    for token in tree.tokens[i + 1 : i + 16]:
        if token.text.lower() == "that" and token.label in ("mark", "nsubj", "nsubj:pass", "obj"):
            return range(token.i, len(tree.tokens))
        if token.text in ".;:":
            break
    return range(0)


def after_comma(tree: Tree, i: int) -> bool:
    """True for "..., the ministry said", where what stands before the comma is reported too."""
    first = min(tree.subtree(i))
    return first > 0 and (tree.tokens[first].text == "," or tree.tokens[first - 1].text == ",")


def has_that_clause(tree: Tree, i: int) -> bool:
    """True where the verb introduces a clause with "that"."""
    return any(tree.tokens[c].label == "ccomp" and has_mark(tree, c, "that") for c in below(tree, i))


def makes_clear(tree: Tree, token: Token) -> bool:
    """True for "made clear", which tells like "said"."""
    return token.lemma == "make" and any(
        tree.tokens[c].text.lower() in ("clear", "plain") for c in below(tree, token.i)
    )


def puts_it(tree: Tree, token: Token) -> bool:
    """True for "as Macron put it", which tells like "as Macron said"."""
    over = tree.child(token.i, "obj")
    return token.lemma == "put" and over is not None and over.text.lower() == "it" and as_said(tree, token.i)


def has_that(tree: Tree, i: int) -> bool:
    """True for a clause that may be what was said: it has "that" or a finite verb."""
    return (
        any(tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() == "that" for c in below(tree, i))
        or profile(tree, i).finite
    )


def as_said(tree: Tree, i: int) -> bool:
    """True for "as Macron said" around what it reports, if nothing is reported below it."""
    return any(tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() == "as" for c in below(tree, i))


def goes_on(tree: Tree, i: int) -> bool:
    """True for a second reported clause that hangs on the verb: "said that ..., and *that* ..." or "... and he was
    ready"."""
    own = subject(tree, i)
    return has_mark(tree, i, "that") or (own is not None and tree.tokens[own].upos == "PRON")


def has_mark(tree: Tree, i: int, text: str) -> bool:
    """True where the clause is introduced by the word ``text``."""
    return any(tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() == text for c in below(tree, i))


def first_person(tree: Tree) -> bool:
    """True where somebody says "we" (the abbreviation US is no pronoun)."""
    return any(
        t.text.lower() in ("we", "our", "us") and t.upos in ("PRON", "DET") and t.text != "US" for t in tree.tokens
    )


def conditional(tree: Tree) -> bool:
    """True where an "if" stands in the sentence, so that "would" may be the narrator's own."""
    return any(t.label == "mark" and t.text.lower() == "if" for t in tree.tokens)


def serves_state(tree: Tree, who: int) -> bool:
    """True for "a *presidential* aide", "a *government* adviser": somebody in the service of the state."""
    noun = tree.tokens[who]
    return noun.lemma in OFFICERS and any(tree.tokens[c].lemma.lower() in SERVING for c in below(tree, who))


def may_tell_of_others(tree: Tree, who: int) -> bool:
    """True for "two diplomats", "a diplomat", who tell of others as often as of their own state."""
    return tree.tokens[who].lemma == "diplomat" and not any(
        tree.tokens[c].text.lower() == "the" for c in below(tree, who)
    )


def interposed(tree: Tree, i: int) -> range | None:
    """The words of "..., *he added*, ..." or "..., *the Omani side went on*, ...", which report all the rest of their sentence;
    ``None`` for a verb that stands otherwise."""
    tokens = tree.tokens
    end = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text.lower() == "on" else i + 1
    first = i
    while first > 0 and tokens[first - 1].upos in BETWEEN and i - first < MOST_BETWEEN:
        first -= 1
    named = any(t.upos in ("NOUN", "PROPN", "PRON") for t in tokens[first:i])
    if not named or first < 2 or tokens[first - 1].text != "," or end >= len(tokens) or tokens[end].text != ",":
        return None
    if tokens[i].lemma == "go" and end == i + 1:
        return None
    before = any(t.upos in ("VERB", "AUX") for t in tokens[: first - 1])
    finite = any(t.upos in ("VERB", "AUX") for t in tokens[end:])
    return range(first, end) if finite and not before else None
