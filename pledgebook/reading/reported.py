"""Which words a verb of saying reports: its clause, what is quoted below it, or the sentence around it, but not what goes
on in the narrator's own words ("Oslo said it would pay; Rome *has sent tanks*", "..., while Rome *sent tanks*").
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from pledgebook.reading.clauses import Time, below, profile, subject
from pledgebook.reading.telling import (
    after_comma,
    as_said,
    behind_that,
    goes_on,
    has_mark,
    has_that_clause,
    interposed,
    strayed_teller,
)
from pledgebook.syntax import Token, Tree

PLAIN = frozenset(("say", "tell", "announce", "add", "state", "claim", "warn", "stress", "note"))
"""Verbs that hardly do anything but introduce what is said."""
TOLD_TO = frozenset(("tell", "inform", "assure", "remind", "warn", "notify", "ask", "write", "quote", "cite"))
"""Verbs whose object is whom they tell, or who is quoted."""
OUTER = frozenset(("advcl", "parataxis", "acl"))
CONTRASTS = ("while", "whereas", "though", "although")
BACKSHIFTED = ("would", "could", "might")
LOOKING_BACK = (Time.PAST, Time.PERFECT, Time.PRESENT, Time.PROGRESSIVE)


class Reported:
    """Finds what is reported by the verbs of one codebook; ``is_quoted`` tells of a character whether it stands in quotation
    marks."""

    def __init__(self, verbs: Collection[str], is_quoted: Callable[[int], object]) -> None:
        self._verbs, self._is_quoted = verbs, is_quoted

    def words(self, tree: Tree, i: int) -> set[int]:
        """The words that the verb ``i`` reports; none where it stands for itself ("...; Oslo *did not comment*")."""
        token = tree.tokens[i]
        aside = interposed(tree, i)
        if aside is not None:
            return set(range(len(tree.tokens))) - set(aside)
        content: set[int] = set()
        for child in below(tree, i):
            word = tree.tokens[child]
            if (
                word.label == "ccomp"
                or (word.label == "parataxis" and not self._reports(tree, word))
                or (word.label == "conj" and content and goes_on(tree, child))
                or (word.label in ("obj", "xcomp", "obl", "advcl", "dep", "conj") and self._quotes(tree, child))
            ):
                content.update(self._without_own(tree, i, child))
        if not content and token.lemma in PLAIN:
            content = set(behind_that(tree, i))
        if content and token.label == "parataxis" and after_comma(tree, i) and not has_that_clause(tree, i):
            content.update(range(min(tree.subtree(i))))
        if (
            not content
            and token.head >= 0
            and (token.label in ("parataxis", "discourse") or (token.label in OUTER and _is_aside(tree, i)))
            and not _stands_alone(tree, i)
        ):
            content = set(range(len(tree.tokens))) - set(tree.subtree(i))
        return content

    def _reports(self, tree: Tree, token: Token) -> bool:
        """True for "..., Reuters reported" behind another reporting verb."""
        return token.lemma in self._verbs and not any(
            tree.tokens[c].label in ("ccomp", "obj", "xcomp") for c in below(tree, token.i)
        )

    def _quotes(self, tree: Tree, i: int) -> bool:
        """True where the phrase is headed or opened inside quotation marks."""
        return any(self._is_quoted(tree.tokens[k].span.start) for k in (i, *below(tree, i)))

    def _without_own(self, tree: Tree, verb: int, clause: int) -> set[int]:
        """The words of a reported clause without what the narrator adds to it."""
        words = set(tree.subtree(clause))
        if clause < verb:
            return words
        if _goes_on_behind_semicolon(tree, clause):
            stop = _opening(tree, clause)
            return {k for k in words if k < stop}
        for k in tree.subtree(clause):
            if k > clause and _is_contrast(tree, clause, k) and not self._is_quoted(tree.tokens[k].span.start):
                words.difference_update(tree.subtree(k))
        return words


def _is_aside(tree: Tree, i: int) -> bool:
    """True for "..., as Oslo said" and "..., the embassy confirmed"."""
    return as_said(tree, i) or strayed_teller(tree, i) is not None


def _opening(tree: Tree, i: int) -> int:
    """The first word of the clause itself: its subject's, or its verb's."""
    who = subject(tree, i)
    return min(tree.subtree(who)) if who is not None else i


def _is_behind_semicolon(tree: Tree, i: int) -> bool:
    first = _opening(tree, i)
    return any(t.text == ";" for t in tree.tokens[max(0, first - 2) : first])


def _stands_alone(tree: Tree, i: int) -> bool:
    """True for a verb of saying with nothing to report: behind ";", denied, or with an object of its own."""
    if _is_behind_semicolon(tree, i) or profile(tree, i).negated:
        return True
    own = tree.child(i, "obj", "xcomp")
    return own is not None and own.upos not in ("ADJ", "PRON") and tree.tokens[i].lemma not in TOLD_TO


def _goes_on_behind_semicolon(tree: Tree, i: int) -> bool:
    """True for "...; Ireland *has offered* radars": whoever is named there is told of by the narrator."""
    token, own = tree.tokens[i], profile(tree, i)
    if token.label not in ("parataxis", "conj", "ccomp") or not _is_behind_semicolon(tree, i):
        return False
    return _is_named(tree, i) and own.time in LOOKING_BACK and not own.modal


def _is_contrast(tree: Tree, clause: int, i: int) -> bool:
    """True for "said it would pay, while Rome *refused*": another's act, in a tense that is not the reported one."""
    token = tree.tokens[i]
    if not _is_named(tree, i) or _is_backshifted(tree, i) or _same_subject(tree, clause, i):
        return False
    if token.label == "advcl" and any(has_mark(tree, i, mark) for mark in CONTRASTS):
        return _is_backshifted(tree, clause) or _turns_to(tree, clause, i)
    return token.label == "conj" and token.head == clause and _is_backshifted(tree, clause)


def _turns_to(tree: Tree, clause: int, i: int) -> bool:
    """True where the tenses differ, or whoever speaks tells of itself and then another is told of."""
    said, own = profile(tree, clause), profile(tree, i)
    return not own.modal and (said.time != own.time or _is_pronoun(tree, subject(tree, clause)))


def _is_named(tree: Tree, i: int) -> bool:
    who = subject(tree, i)
    return who is not None and tree.tokens[who].upos in ("PROPN", "NOUN")


def _is_pronoun(tree: Tree, i: int | None) -> bool:
    return i is not None and tree.tokens[i].upos == "PRON"


def _same_subject(tree: Tree, i: int, k: int) -> bool:
    own, other = subject(tree, i), subject(tree, k)
    return own is not None and other is not None and tree.tokens[own].lemma == tree.tokens[other].lemma


def _is_backshifted(tree: Tree, i: int) -> bool:
    """True for the tense of reported speech ("would go", "had gone")."""
    had = any(tree.tokens[c].text.lower() == "had" for c in below(tree, i) if tree.tokens[c].label.startswith("aux"))
    return had or profile(tree, i).modal in BACKSHIFTED
