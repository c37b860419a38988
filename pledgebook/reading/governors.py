"""Walks up a tree from a word: whose subject it borrows, which clause it stands in, what the cues above it make of it."""

from __future__ import annotations

from pledgebook.model import Firmness
from pledgebook.reading.clauses import (
    agent,
    below,
    case_of,
    first_conjunct,
    is_infinitive,
    is_negated,
    object_of,
    particle,
    profile,
    subject,
)
from pledgebook.reading.cues import CueWords, compose, cue_step
from pledgebook.syntax import Tree

DENYING = frozenset(("deny", "refute", "disavow"))
"""Verbs that take back what their clause says ("denied *that Oslo had agreed*")."""
TAKING_BACK = frozenset(
    ("abandon", "scrap", "shelve", "drop", "withdraw", "rescind", "retract", "revoke", "renege", "backtrack", "ditch",
     "cancel", "reverse", "break")
)  # fmt: skip
"""Verbs that undo a stand taken before."""
DEMANDING = frozenset(("demand", "urge", "request", "ask", "require", "recommend"))
"""Verbs whose finite clause is what is asked for, not what is told."""
COMPLEMENTS = frozenset(
    (
        "to",
        "for",
        "on",
        "of",
        "with",
        "in",
        "about",
        "against",
        "towards",
        "toward",
        "over",
        "at",
        "from",
        "into",
        "as",
        "by",
    )
)
"""Prepositions under which a noun completes a word of stance."""


def inherited_subject(tree: Tree, i: int) -> int | None:
    """The word's subject: its own, or borrowed through coordination, participles, infinitives and relative clauses."""
    for _ in range(12):
        own = subject(tree, i)
        token = tree.tokens[i]
        if own is not None:
            word = tree.tokens[own]
            if token.label == "acl:relcl" and word.text.lower() in ("who", "which", "that") and token.head >= 0:
                return token.head
            return own
        if token.head < 0:
            return None
        if token.label in ("acl:relcl", "acl"):
            if token.xpos == "VBN" or (token.label == "acl" and is_infinitive(tree, i)):
                return None
            return token.head
        if token.label == "xcomp":
            asked = object_of(tree, token.head)
            if asked is not None and tree.tokens[asked].label == "obj":
                return asked
        if token.label not in ("conj", "xcomp", "advcl", "ccomp", "parataxis"):
            return None
        if token.label == "ccomp" and token.head > i:  # "*Sato* has agreed to pay, Oslo said": hung on the teller
            early = [c for c in below(tree, token.head) if c < i and tree.tokens[c].label.startswith("nsubj")]
            if early:
                return early[-1]
        i = token.head
    return None


def top_of(tree: Tree, i: int) -> int:
    """The head of the finite clause that the word stands in."""
    for _ in range(20):
        token = tree.tokens[i]
        if token.head < 0 or token.label in ("ccomp", "advcl", "acl:relcl", "parataxis", "root"):
            return i
        if token.label == "conj" and token.upos in ("VERB", "AUX", "ADJ") and subject(tree, i) is not None:
            return i
        i = token.head
    return i


def marked(tree: Tree, i: int, *words: str) -> bool:
    """True when one of ``words`` introduces the clause ("against making", "for leaving")."""
    return any(
        tree.tokens[c].label in ("mark", "case") and tree.tokens[c].text.lower() in words for c in below(tree, i)
    )


def is_subjunctive(tree: Tree, i: int) -> bool:
    """True for what is demanded ("that Israel stop", "that it should stop"), false for what is told ("that it will stop")."""
    own, token = profile(tree, i), tree.tokens[i]
    if own.modal:
        return own.modal in ("should", "must", "shall")
    if any(t.text.lower() == "be" and t.label in ("aux:pass", "aux", "cop") for t in tree.children(i)):
        return True  # "that the troops *be withdrawn*"
    return not own.finite or token.xpos == "VB" or (token.xpos == "VBP" and _uninflected(tree, i))


def _uninflected(tree: Tree, i: int) -> bool:
    """True for a form that tagging takes for a present tense, but that lacks its ending ("that Israel *stop*"), or stands where
    none is told ("demanded that both *stop*")."""
    who, demanded = subject(tree, i), tree.tokens[tree.tokens[i].head].lemma in DEMANDING
    one = who is not None and (
        tree.tokens[who].xpos in ("NN", "NNP") or tree.tokens[who].text.lower() in ("he", "she", "it")
    )
    joined = who is not None and any(tree.tokens[c].label == "conj" for c in below(tree, who))
    auxiliary = any(tree.tokens[c].label.startswith("aux") for c in below(tree, i))
    return not auxiliary and ((one and not joined) or demanded)


def is_denied(tree: Tree, i: int) -> bool:
    """True where what the clause headed by word ``i`` says is taken back by the verb above it."""
    token = tree.tokens[i]
    over = tree.tokens[token.head] if token.head >= 0 and token.label in ("ccomp", "xcomp") else None
    return over is not None and over.lemma in DENYING and not profile(tree, over.i).negated


def takes_back(tree: Tree, verb: int) -> bool:
    """True where a stand named below the verb is given up: "*scrapped* its plan to", "*reneged* on a pledge to"."""
    token = tree.tokens[verb]
    whole = token.lemma in TAKING_BACK or (token.lemma == "walk" and particle(tree, verb) == "back")
    return token.upos == "VERB" and whole and not profile(tree, verb).negated


def governing_step(
    tree: Tree, i: int, cues: CueWords
) -> tuple[Firmness | None, int | None, int, tuple[int, ...], tuple[str, ...]]:
    """What stands above a cue: its step, the subject that it lends, and the head of the clause."""
    step: Firmness | None = None
    chain: list[int] = []
    rules: list[str] = []
    place = i
    for _ in range(8):
        token = tree.tokens[place]
        if token.label == "conj" and token.head >= 0:
            place = first_conjunct(tree, place)
            token = tree.tokens[place]
        if token.head < 0 or token.label not in ("xcomp", "obj", "nsubj:pass", "acl", "obl", "nmod", "advcl"):
            break
        if token.label == "advcl" and subject(tree, place) is not None:  # "..., while *Riga offered* its base"
            break
        if token.label in ("obl", "nmod") and case_of(tree, place) not in COMPLEMENTS | {""}:  # "*despite* its promise"
            break
        place = token.head
        cue = cues.of(tree, place)
        if tree.tokens[place].upos in ("VERB", "ADJ", "AUX"):
            own = profile(tree, place)
            if token.label == "nsubj:pass" and is_negated(tree, token.i):  # whoever asks sees that it is "*no* plan"
                own = own._replace(negated=False)
            if (
                place == tree.tokens[i].head
                and takes_back(tree, place)
                and (told := cues.of(tree, i))
                and told.firmness
            ):
                step = compose(Firmness.RULED_OUT, step)
                rules.append("taken-back")
            elif cue and cue.firmness:
                step = compose(cue_step(cue.firmness, own), step)
                rules.append(f"cue.{cue.firmness.value}")
            elif own.negated:
                step = compose(Firmness.RULED_OUT, step)
        elif cue and cue.firmness and is_negated(tree, place):  # "no *plans* to seek"
            step = compose(Firmness.RULED_OUT, step or Firmness.PLEDGED)
            rules.append(f"noun.{cue.firmness.value}")
        chain.append(place)
        if tree.tokens[place].label in ("root", "ccomp", "advcl", "acl:relcl", "parataxis"):
            break
    who = inherited_subject(tree, place) if place != i else None
    if who is not None and tree.tokens[who].label == "nsubj:pass":
        who = agent(tree, place)
    return step, who, top_of(tree, place), tuple(chain), tuple(rules)
