"""What a predicate says about itself: its subject, its agent, its polarity, its modality and its time.

Labels are those of Universal Dependencies 2. Every function takes a tree and the index of a word in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from pledgebook.syntax import Tree

NEGATIONS = frozenset(
    ("not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "hardly", "nothing", "without")
)
HEDGES = frozenset(("possibly", "perhaps", "potentially", "maybe", "conceivably"))
"""Adverbs that leave open, as *may* does, whether the act comes."""
MODALS = frozenset(
    (
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "ought",
        "'ll",
        "’ll",
        "'d",
        "’d",
        "wo",
        "ca",
    )
)
STATES_OF_HEADLINES = frozenset(("country", "nation", "state", "ally", "leader", "government", "member", "power"))
HEADLINED = frozenset(("acl", "xcomp", "parataxis", "compound", "dep"))
"""Labels of the predicate of a headline, whose tree is headed by the name before it."""
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "csubj"))
OPEN_CLAUSES = frozenset(("xcomp", "acl", "advcl"))
"""Labels of clauses that borrow their subject from the word they depend on."""


class Time(StrEnum):
    """When the predicate puts the act, as its verb forms show."""

    PAST = "past"
    PERFECT = "perfect"
    PRESENT = "present"
    PROGRESSIVE = "progressive"
    FUTURE = "future"
    NONE = "none"


class Profile(NamedTuple):
    """How a predicate is put: ``modal`` is the lemma of its modal verb or empty; ``finite`` when it stands by itself."""

    negated: bool
    modal: str
    time: Time
    passive: bool
    finite: bool


def below(tree: Tree, i: int) -> Sequence[int]:
    """The indices of the word's direct dependents, left to right."""
    return tree.dependents[i]


def subject(tree: Tree, i: int) -> int | None:
    """The word's own subject, active or passive, the nearest where a headline runs into the text; ``None`` without one."""
    found = [c for c in below(tree, i) if tree.tokens[c].label in SUBJECTS and not (c > i and _opened_by_for(tree, c))]
    found = [c for c in found if not is_excepted(tree, c)] or found
    if not found and (between := _between_for_and_to(tree, i)) is not None:
        return between
    return min(found, key=lambda c: (c > i, abs(c - i)), default=_of_headline(tree, i))


def _between_for_and_to(tree: Tree, i: int) -> int | None:
    """The subject of an infinitive that a tree hangs on the verb before it: "waiting *for Oslo to* move"."""
    marks = [
        c for c in below(tree, i) if tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() in ("for", "to")
    ]
    if [tree.tokens[c].text.lower() for c in marks] != ["for", "to"]:
        return None
    inside = range(marks[0] + 1, marks[1])
    return next((k for k in inside if tree.tokens[k].label in SUBJECTS and tree.tokens[k].head < marks[0]), None)


def _opened_by_for(tree: Tree, i: int) -> bool:
    """True for a name behind "for" that marks an infinitive."""
    start = min(tree.subtree(i))
    return start > 0 and tree.tokens[start - 1].text.lower() == "for" and tree.tokens[start - 1].label == "mark"


def _of_headline(tree: Tree, i: int) -> int | None:
    """The subject of a predicate in a headline, which leaves "is" out: "*Oslo* to send tanks", "*Oslo* considering it", "Riga
    says *Oslo* ready to help"."""
    token = tree.tokens[i]
    if token.head < 0 and token.upos == "VERB":  # "*Oslo, Riga* agree to talks"
        called = (t for t in tree.children(i) if t.label in ("dislocated", "vocative") and t.upos == "PROPN")
        return next((t.i for t in called if t.i < i and tree.child(t.i, "conj", "appos") is not None), None)
    if token.head < 0 or token.upos not in ("VERB", "ADJ"):
        return None
    over = tree.tokens[token.head]
    if token.label == "ccomp" and token.upos == "ADJ" and over.lemma == "say":
        told = object_of(tree, over.i)
        return told if told is not None and over.i < told < i else None
    between = tree.tokens[over.i + 1 : i]
    bare_line = all(t.upos not in ("NOUN", "PROPN", "NUM", "PRON", "DET") for t in between)
    if label_of(tree, i) == over.i and token.label == "parataxis" and bare_line:  # "*Oslo*: ready to send tanks"
        return over.i
    if token.label == "acl" and is_infinitive(tree, i) and over.upos == "PROPN" and _is_told_after(tree, over.i, i):
        return over.i
    before = tree.tokens[i - 1]
    if over.head < 0 and token.label == "parataxis" and before.head == over.i and before.label in ("appos", "conj"):
        return over.i if over.upos == "PROPN" and before.upos == "PROPN" else None  # "*Oslo, Riga* swap prisoners"
    leads = over.head < 0 or tree.tokens[over.i - 1].text == ":"  # "Sato: *Oslo* to send tanks"
    several = over.xpos == "NNS" and over.lemma in STATES_OF_HEADLINES  # "26 *countries* to send tanks"
    named = leads and (over.upos == "PROPN" or several) and over.i < i and token.label in HEADLINED
    bare = token.xpos == "VBG" or is_infinitive(tree, i)
    return over.i if named and bare else None


def label_of(tree: Tree, i: int) -> int | None:
    """The name that labels a line, where word ``i`` stands in it: "*Oslo*: ready to send tanks"."""
    root = tree.root
    labelled = tree.tokens[root].upos == "PROPN" and root + 1 < len(tree) and tree.tokens[root + 1].text == ":"
    return root if labelled and i > root + 1 else None


def _is_told_after(tree: Tree, name: int, act: int) -> bool:
    """True where the headline ends in who says it: "*Oslo to send* tanks, says Riga"."""
    verb = tree.tokens[name].head
    return verb > act and tree.tokens[verb].lemma in ("say", "report", "confirm", "announce")


def is_infinitive(tree: Tree, i: int) -> bool:
    """True for an infinitive with *to*."""
    return any(tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() == "to" for c in below(tree, i))


def object_of(tree: Tree, i: int) -> int | None:
    """The direct object of the verb, or its passive subject."""
    passive = None
    for child in below(tree, i):
        label = tree.tokens[child].label
        if label == "obj":
            return child
        if label == "nsubj:pass":
            passive = child
    return passive


def case_of(tree: Tree, i: int) -> str:
    """The preposition of a noun phrase, in lower case; empty where it has none."""
    for child in below(tree, i):
        if tree.tokens[child].label == "case":
            return tree.tokens[child].text.lower()
    return ""


def agent(tree: Tree, i: int) -> int | None:
    """Who did it, in a passive clause ("by ...") or after a noun of action ("talks mediated by Oman")."""
    for child in below(tree, i):
        label = tree.tokens[child].label
        if label == "obl:agent" or (label in ("obl", "nmod") and case_of(tree, child) == "by"):
            return child
    return None


def profile(tree: Tree, i: int) -> Profile:
    """Polarity, modality, time and voice of the predicate headed by word ``i``."""
    token = tree.tokens[i]
    negated = passive = False
    modal = ""
    aux: list[str] = []
    copula: str | None = None
    has_to = False
    for child in below(tree, i):
        word = tree.tokens[child]
        if word.label in ("aux", "aux:pass", "cop"):
            lower = word.text.lower()
            if lower in MODALS or word.lemma in MODALS:
                modal = _modal(lower, word.lemma)
            elif word.label == "aux:pass" and token.upos != "ADJ":
                passive = True
                aux.append(lower)
            elif word.label in ("cop", "aux:pass"):  # "Oslo *is committed* to talks"
                copula = lower
            else:
                aux.append(lower)
        elif (word.label in ("advmod", "det", "cc", "aux:neg") and word.text.lower() in NEGATIONS) or (
            word.label == "advmod" and word.text.lower() == "longer" and is_negated(tree, child)
        ):
            negated = True
        elif word.label == "advmod" and word.text.lower() in HEDGES:
            modal = modal or "may"
        elif word.label == "mark" and word.text.lower() == "to":
            has_to = True
        elif word.label in SUBJECTS:
            passive = passive or word.label == "nsubj:pass"
            negated = negated or _is_negative_phrase(tree, child)
    if has_to and copula and token.upos == "VERB":  # "Oslo *is to send* tanks"
        modal = modal or "will"
    time = _time(token.xpos, aux, copula, modal, passive)
    finite = bool(modal or aux or copula) or token.xpos in ("VBD", "VBZ", "VBP")
    if has_to and not modal:
        time, finite = Time.NONE, False
    return Profile(negated, modal, time, passive, finite)


def shared_profile(tree: Tree, i: int) -> Profile:
    """As ``profile``, with the auxiliaries of the first conjunct where the word has none: "could share and *keep* open"."""
    own = profile(tree, i)
    first = first_conjunct(tree, i)
    if first == i or own.finite or tree.tokens[i].xpos not in ("VB", "VBN", "VBG"):
        return own
    shared = profile(tree, first)
    return shared._replace(negated=shared.negated or own.negated)


def _modal(text: str, lemma: str) -> str:
    """One name for the spellings of a modal verb: "'ll" and "wo" (n't) are will."""
    return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}.get(
        text, text if text in MODALS else lemma
    )


def is_not_all(tree: Tree, i: int) -> bool:
    """True for "*not all* of the countries", "*not every one*": some others will not."""
    words = {tree.tokens[c].text.lower() for c in below(tree, i)}
    return "not" in words and bool(words & {"all", "every", "each"} or tree.tokens[i].lemma in ("all", "everyone"))


def _is_negative_phrase(tree: Tree, i: int) -> bool:
    """True for "no troops", "nobody", "none of them", "not all"."""
    if is_not_all(tree, i):
        return True
    if tree.tokens[i].text.lower() in ("nobody", "none", "nothing", "no-one"):
        return True
    return any(
        tree.tokens[c].label == "det" and tree.tokens[c].text.lower() in ("no", "neither") for c in below(tree, i)
    )


def _time(xpos: str, aux: list[str], copula: str | None, modal: str, passive: bool) -> Time:
    if modal in ("will", "shall", "would"):
        return Time.FUTURE
    if modal:
        return Time.PRESENT
    if xpos == "VBG" and aux and not passive:
        return Time.PROGRESSIVE
    if any(a in ("have", "has", "had", "'ve", "’ve", "having") for a in aux):
        return Time.PERFECT if "had" not in aux else Time.PAST
    words = [*aux, copula] if copula else aux
    if xpos == "VBG" and words and not passive:
        return Time.PROGRESSIVE
    if "being" in words:
        return Time.PROGRESSIVE
    if any(w in ("was", "were", "did") for w in words):
        return Time.PAST
    if words:
        return Time.PRESENT
    return {"VBD": Time.PAST, "VBZ": Time.PRESENT, "VBP": Time.PRESENT}.get(xpos, Time.NONE)


def conjuncts(tree: Tree, i: int) -> list[int]:
    """The word and all that is joined to it by *and*, *or* or a comma, in order; not "all members *but Malta*"."""
    found = [i, *_listed_beside(tree, i)]
    for each in found:
        found.extend(c for c in below(tree, each) if tree.tokens[c].label == "conj" and not is_excepted(tree, c))
    return found


def is_excepted(tree: Tree, i: int) -> bool:
    """True for a name that is set apart from the others: "every member *but Malta*", "most allies, but not *Malta*"."""
    return tree.tokens[i].upos == "PROPN" and any(
        tree.tokens[c].label == "cc" and tree.tokens[c].text.lower() == "but" for c in below(tree, i)
    )


def _listed_beside(tree: Tree, i: int) -> list[int]:
    """Other subjects of the same verb in one list with this: "Britain, France and Canada", where the tree does not join them."""
    token = tree.tokens[i]
    if not token.label.startswith("nsubj") or token.head < 0:
        return []
    beside = [
        c
        for c in below(tree, token.head)
        if c != i and tree.tokens[c].label == token.label and tree.tokens[c].upos == "PROPN"
    ]
    return [c for c in beside if _is_list(tree, min(c, i), max(c, i))]


def _is_list(tree: Tree, low: int, high: int) -> bool:
    """True when nothing but names, commas and *and* stands between two words."""
    between = tree.tokens[low + 1 : high]
    return any(t.text == "," or t.upos == "CCONJ" for t in between) and all(
        t.upos in ("PROPN", "CCONJ") or t.text in (",", "the") for t in between
    )


def first_conjunct(tree: Tree, i: int) -> int:
    """The word that ``i`` is joined to, where it is a conjunct; else ``i``."""
    while tree.tokens[i].label == "conj" and tree.tokens[i].head >= 0:
        i = tree.tokens[i].head
    return i


def is_negated(tree: Tree, i: int) -> bool:
    """True when the word carries a negation of its own ("no plans", "not ready", "never sent")."""
    return any(
        tree.tokens[c].label in ("advmod", "det", "cc", "cc:preconj", "neg", "aux:neg")
        and tree.tokens[c].text.lower() in NEGATIONS
        for c in below(tree, i)
    )


def is_pending(tree: Tree, i: int) -> bool:
    """True for "*has yet* to send"."""
    return tree.tokens[i].lemma == "have" and any(t.text.lower() == "yet" for t in tree.children(i))


def particle(tree: Tree, i: int) -> str:
    """The verb's particle in lower case ("rule *out*", "ruled it *out*", "back *off*"); empty where it has none."""
    for child in below(tree, i):
        label = tree.tokens[child].label
        if (label == "compound:prt" and child > i) or (label == "advmod" and child == i + 1):
            text = tree.tokens[child].text.lower()
            if text in ("out", "off", "back", "up", "down", "away", "aside", "over", "ahead", "in", "on", "through"):
                return text
    return ""
