"""What stands below a verb: who is asked, from whom it is received, whether it is nothing, which gerund completes it."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.acts import PERIODS
from pledgebook.reading.clauses import (
    below,
    case_of,
    conjuncts,
    first_conjunct,
    is_infinitive,
    is_negated,
    object_of,
    subject,
)
from pledgebook.reading.cues import CueWords
from pledgebook.reading.governors import COMPLEMENTS, marked
from pledgebook.syntax import Tree

RECEIVING = frozenset(("receive", "obtain", "secure", "get", "win"))
"""Verbs whose act is that of whoever it comes from ("has received howitzers *from Denmark*")."""
WISHING = frozenset(("want", "like", "hope", "wish", "need", "expect", "wait"))
"""Verbs with which "to see something from somebody" asks it of him."""
AFTER_CUE = frozenset(("at", "from", "to", "on", "of", "towards", "toward", "about", "against"))
"""Prepositions before a gerund that completes a word of stance."""


OCCASIONS = frozenset(
    ("end", "start", "beginning", "eve", "close", "opening", "outset", "conclusion", "sideline", "sidelines", "margin")
)
"""Nouns that tell when or where it was said ("announced *at the end of* a summit")."""
RELATIVES = frozenset(("which", "that"))
"""Pronouns that stand for the noun before them."""


def complements(tree: Tree, i: int) -> Iterator[int]:
    """Noun phrases that complete a cue: objects, passive subjects, and oblique ones under a complement's preposition; of "a plan
    *which* Oslo opposes" the noun described."""
    for child in below(tree, i):
        word = tree.tokens[child]
        if word.label == "obj" and word.text.lower() in RELATIVES and tree.tokens[i].label == "acl:relcl":
            yield tree.tokens[i].head
            continue
        case = case_of(tree, child) if word.label in ("obl", "nmod") else ""
        occasion = case in ("at", "on", "by", "in") and word.lemma in OCCASIONS
        if word.label in ("obj", "nsubj:pass") or (case in COMPLEMENTS and not occasion):
            yield from conjuncts(tree, child)


def takes_nothing(tree: Tree, i: int) -> bool:
    """True where the object says that it is not done: "will send *no troops*", "released *none* of them"."""
    told = next((c for c in below(tree, i) if tree.tokens[c].label == "obj"), None)
    if told is None or tree.tokens[i].lemma in ("have", "make", "take"):
        return False
    return tree.tokens[told].text.lower() in ("nothing", "none") or is_negated(tree, told)


def completes(tree: Tree, place: int, governor: int) -> bool:
    """True for a gerund that completes the word before it, which a tree may hang beside it: "ruled out *sending*", "balked at
    *sending*"."""
    between = tree.tokens[governor + 1 : place]
    if tree.tokens[place].xpos != "VBG" or place < governor or subject(tree, place) is not None:
        return False
    if any(token.text == "," or token.upos in ("NOUN", "PROPN", "PRON") for token in between):
        return False
    case = next((t.text.lower() for t in tree.children(place) if t.label in ("mark", "case")), "")
    return case in AFTER_CUE if case else len(between) < 3


def deadline(tree: Tree, verb: int) -> int | None:
    """Who is given a deadline: "gave *Oslo* until Friday to", "gave *it* three days to"."""
    told = addressed(tree, verb)
    timed = any(
        case_of(tree, c) == "until" or tree.tokens[c].lemma in PERIODS
        for c in below(tree, verb)
        if tree.tokens[c].label.startswith(("obl", "obj"))
    )
    return told if timed else None


def addressed(tree: Tree, verb: int) -> int | None:
    """The one whom a verb speaks to or gives something."""
    named = [c for c in below(tree, verb) if tree.tokens[c].label in ("iobj", "obj")]
    return next((c for c in named if tree.tokens[c].lemma not in PERIODS), None)


def giver(tree: Tree, anchor: int) -> int | None:
    """From whom something is received; ``None`` for any other act, and where nobody is said to have given it."""
    if tree.tokens[anchor].lemma not in RECEIVING:
        return None
    given = object_of(tree, anchor)
    places = (*below(tree, anchor), *(below(tree, given) if given is not None else ()))
    return next((c for c in places if tree.tokens[c].label in ("obl", "nmod") and case_of(tree, c) == "from"), None)


def felt_for(tree: Tree, adjective: int) -> int | None:
    """Whose deed it is that somebody feels about: "is angry *at Oslo* for sending", "grateful *to Riga* for lifting"."""
    felt = (c for c in below(tree, adjective) if tree.tokens[c].label in ("obl", "nmod"))
    return next((c for c in felt if case_of(tree, c) in ("at", "with", "to", "towards", "toward")), None)


def is_won_over(tree: Tree, anchor: int, cues: CueWords) -> bool:
    """True where what is got is another's word: "secured *Riga's agreement*", "won *a promise of Riga's*"."""
    got = object_of(tree, anchor) if tree.tokens[anchor].lemma in RECEIVING else None
    return got is not None and cues.commits(tree, got) and any(t.label == "nmod:poss" for t in tree.children(got))


def seen_from(tree: Tree, anchor: int) -> int | None:
    """From whom somebody wants to see something: "wants to *see* steps *from Oslo*"."""
    token = tree.tokens[anchor]
    wished = token.label == "xcomp" and token.head >= 0 and tree.tokens[token.head].lemma in WISHING
    seen = object_of(tree, anchor) if wished and token.lemma in ("see", "hear") else None
    if seen is None:
        return None
    places = (*below(tree, anchor), *below(tree, seen))
    return next((c for c in places if tree.tokens[c].label in ("obl", "nmod") and case_of(tree, c) == "from"), None)


def wished_seen(tree: Tree, anchor: int) -> int | None:
    """The verb that wishes, where somebody wants to see it done: "*wants* to see the embargo *eased*"."""
    token = tree.tokens[anchor]
    sees = tree.tokens[token.head] if token.head >= 0 else token
    done = token.label in ("xcomp", "ccomp", "acl") and token.xpos in ("VBN", "VB", "VBG")
    if token.label == "acl" and sees.label == "obj" and sees.head >= 0:
        sees = tree.tokens[sees.head]
    wished = sees.lemma == "see" and sees.label == "xcomp" and sees.head >= 0
    return sees.head if done and wished and tree.tokens[sees.head].lemma in WISHING else None


def is_due(tree: Tree, anchor: int) -> bool:
    """True for "were *due to speak*", which a tree may read as "owing to"."""
    before = [token.text.lower() for token in tree.tokens[max(0, anchor - 2) : anchor]]
    return before == ["due", "to"] and tree.tokens[anchor].xpos == "VB"


def told_noun(tree: Tree, place: int, governor: int, cues: CueWords) -> int | None:
    """The noun that an act hangs on in sense, where the tree hangs it on the verb ("there are *doubts* about sending")."""
    if not marked(tree, place, "about", "of", "over", "on"):
        return None
    for noun in (subject(tree, governor), object_of(tree, governor)):
        if noun is not None and tree.tokens[noun].upos == "NOUN" and (cue := cues.of(tree, noun)) and cue.firmness:
            return noun
    return None


def call_before(tree: Tree, place: int, governor: int, cues: CueWords) -> int | None:
    """The noun of asking that an infinitive completes, where a tree hangs both on a verb: "faces *pressure* to lift"."""
    if not is_infinitive(tree, place) or tree.tokens[governor].upos != "VERB":
        return None
    nouns = [c for c in below(tree, governor) if c < place and tree.tokens[c].label in ("obj", "obl")]
    nouns += [t.i for t in tree.tokens[governor:place] if t.label == "nmod" and _ends_before(tree, t.i, place)]
    asking = [c for c in nouns if tree.tokens[c].upos == "NOUN" and (cue := cues.of(tree, c)) is not None and cue.asks]
    return max(asking, default=None)


def _ends_before(tree: Tree, noun: int, place: int) -> bool:
    """True where nothing but "to" stands between a noun's phrase and an infinitive."""
    between = tree.tokens[max(tree.subtree(noun)) + 1 : place]
    return all(token.upos in ("PART", "ADV") for token in between)


def asked_by(tree: Tree, governor: int, place: int, relation: str) -> int | None:
    """Who is asked to do it by the request verb: its object, its "on"-phrase, or the clause's own subject."""
    own = subject(tree, place)
    if own is not None and relation in ("ccomp", "csubj"):
        return own
    for child in below(tree, governor):
        word = tree.tokens[child]
        if child == place:
            continue
        if word.label in ("obj", "iobj", "nsubj:pass"):
            return child
        if (
            word.label in ("obl", "nmod")
            and governor < child < place
            and case_of(tree, child) in ("", "on", "upon", "to", "for")
        ):
            return child
    return own


def is_asked(tree: Tree, verb: int, cues: CueWords) -> bool:
    """True for an infinitive that somebody else is asked to fulfil ("urged Riga *to reject*", "demands for Kyiv *to renounce*"),
    so that it is no stand of anybody's."""
    place = first_conjunct(tree, verb) if tree.tokens[verb].label == "conj" else verb
    token = tree.tokens[place]
    if token.head < 0 or token.label not in ("xcomp", "ccomp", "acl", "advcl") or not is_infinitive(tree, place):
        return False
    over, cue = tree.tokens[token.head], cues.of(tree, token.head)
    if cue is None or not cue.asks or over.lemma == "force":  # who was *forced* to sign has signed
        return False
    if over.upos == "NOUN":
        return subject(tree, place) is not None or marked(tree, place, "for")
    return addressed(tree, over.i) is not None or tree.child(over.i, "nsubj:pass") is not None
