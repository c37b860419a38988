"""Requests that nouns tell ("calls to halt", "pressure on Oslo to", "at the request of Togo"), and what is answered to them."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.model import Firmness
from pledgebook.reading.bodies import INSTITUTIONS, OFFICERS
from pledgebook.reading.clauses import agent, case_of, profile, subject
from pledgebook.reading.cues import CueWords
from pledgebook.reading.governors import governing_step, inherited_subject, top_of
from pledgebook.reading.groups import PLURALS
from pledgebook.reading.stance import REFUSING, Ask, Stance
from pledgebook.syntax import Tree

BEHESTS = frozenset(("request", "invitation", "behest", "urging", "insistence", "prompting", "bidding", "instigation"))
"""Nouns at which something is done that somebody asked for."""
PRESSED = frozenset(("face", "receive", "get", "hear", "bow", "yield", "succumb", "cave", "heed", "meet"))
"""Verbs whose subject is asked what their noun of asking asks ("*faces* calls to")."""
MAY_ACT = INSTITUTIONS | OFFICERS | PLURALS
"""Nouns of those who can be asked to act."""


def asked_for(tree: Tree, anchor: int, noun: int, cues: CueWords, rules: tuple[str, ...]) -> Iterator[Stance]:
    """An act under a noun of asking: "calls to halt", "has a duty to send", "ignored pleas to stop"."""
    own, top, verb = subject(tree, anchor), governing_step(tree, noun, cues)[2], tree.tokens[noun].head
    asked = own if own is not None else named_after(tree, noun, anchor)
    if asked is None and verb >= 0 and tree.tokens[verb].lemma == "have":
        rules = (*rules, "request.duty")
        yield Stance(anchor, Ask.MUST, Firmness.PLEDGED, subject(tree, verb), None, noun, top, rules)
        return
    if asked is None:
        asked = _pressed(tree, noun)
    told = (*rules, "request.of-noun")
    yield Stance(anchor, Ask.REQUEST, None, asked, noun, noun, top, told, possessor=asked is None)
    if verb >= 0 and tree.tokens[verb].lemma in REFUSING:
        yield _refused(tree, anchor, verb, asked, cues, rules)


def asked_with(tree: Tree, act: int, cue: int, top: int, cues: CueWords) -> Iterator[Stance]:
    """An act named after a noun of asking, the ``cue``: "calls *for an end to*", "rejected demands *for a pullout*"."""
    asked = named_after(tree, cue, act)
    verb = tree.tokens[cue].head
    if asked is None and verb >= 0 and tree.tokens[verb].lemma in REFUSING and not profile(tree, verb).passive:
        asked = inherited_subject(tree, verb)
    yield Stance(act, Ask.REQUEST, None, asked, cue, cue, top, ("request.noun-of-noun",), possessor=asked is None)
    if verb >= 0 and tree.tokens[verb].lemma in REFUSING:
        yield _refused(tree, act, verb, asked, cues, ())


def bidden(tree: Tree, noun: int) -> Stance | None:
    """What is done because somebody asks for it: "sends soldiers *at the request of Togo*", "*on Riga's invitation*"."""
    token = tree.tokens[noun]
    verb = token.head if token.label in ("obl", "nmod", "advcl") and case_of(tree, noun) in ("at", "on", "upon") else -1
    by = next(
        (t.i for t in tree.children(noun) if t.label == "nmod:poss" or case_of(tree, t.i) in ("of", "from")), None
    )
    if verb < 0 or by is None or tree.tokens[verb].upos != "VERB":
        return None
    own = profile(tree, verb)
    doer = agent(tree, verb) if own.passive else inherited_subject(tree, verb)
    return Stance(
        verb, Ask.REQUEST, None, doer, by, noun, top_of(tree, verb), ("request.behest",), possessor=doer is None
    )


def named_after(tree: Tree, noun: int, act: int, *more: str) -> int | None:
    """Whom a noun of asking addresses: "pressure *on Oslo* to", "calls *for the state* to"; with ``more`` prepositions."""
    for i in range(noun + 1, act):
        word = tree.tokens[i]
        may_act = word.upos in ("PROPN", "PRON") or word.lemma in MAY_ACT
        if may_act and word.label not in ("compound", "flat", "nmod:poss"):
            before = next(
                (
                    tree.tokens[k].text.lower()
                    for k in range(i - 1, noun, -1)
                    if tree.tokens[k].upos in ("ADP", "SCONJ", "PART")
                ),
                "",
            )
            if before in ("on", "to", "for", *more):
                return i
    return None


def _pressed(tree: Tree, noun: int) -> int | None:
    """Who is asked, where others do the asking: "*Ghana faces* calls to", "*is under* pressure to", "*resisted* pressure to",
    "*goes on* despite calls to"."""
    head = tree.tokens[noun].head
    if case_of(tree, noun) in ("despite", "notwithstanding"):
        verb = next((t.i for t in tree.ancestors(noun) if t.upos == "VERB"), None)
        return inherited_subject(tree, verb) if verb is not None else None
    if case_of(tree, noun) == "under" and any(t.label == "cop" for t in tree.children(noun)):
        return subject(tree, noun)
    if head < 0 or not (case_of(tree, noun) == "under" or tree.tokens[head].lemma in REFUSING | PRESSED):
        return None
    return inherited_subject(tree, head) if tree.tokens[head].upos == "VERB" else None


def _refused(tree: Tree, anchor: int, verb: int, asked: int | None, cues: CueWords, rules: tuple[str, ...]) -> Stance:
    """The answer of the one who is asked: "has *resisted* calls for sanctions" is reluctant, any other refusal rules it out.

    "The demand that Oslo withdraw *was rejected*": by Oslo, where nobody else is said to have done so.
    """
    cue = cues.of(tree, verb)
    step = Firmness.RELUCTANT if cue and cue.firmness is Firmness.RELUCTANT else Firmness.RULED_OUT
    who = inherited_subject(tree, verb)
    if profile(tree, verb).passive:
        by = agent(tree, verb)
        who = by if by is not None else asked
    return Stance(anchor, Ask.OWN, step, who, None, verb, top_of(tree, verb), (*rules, "request.refused"))
