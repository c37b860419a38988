"""Objections told by the way: what somebody tells of another's act as a wrong, and protests against which it is done.

"The sanctions violate the charter", "their illegal occupation", "the strike was a mistake": said by a party of another, each is
an objection. Whose words they are is settled later; what nobody says objects to nothing. "Oslo sent the ships over Riga's
objections, to the fury of Vilnius" holds two besides.
"""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.model import Firmness
from pledgebook.reading.acts import Acts
from pledgebook.reading.bodies import OUTSIDE
from pledgebook.reading.clauses import agent, below, case_of, conjuncts, object_of, profile, subject
from pledgebook.reading.cues import CueWords
from pledgebook.reading.governors import inherited_subject, top_of
from pledgebook.reading.stance import Ask, Stance
from pledgebook.syntax import Tree

HARMING = frozenset(
    ("violate", "undermine", "breach", "contravene", "infringe", "flout", "abuse", "misuse", "jeopardize", "jeopardise",
     "endanger", "destabilize", "destabilise", "deprive", "harm", "hamper", "sabotage", "derail", "torpedo", "exacerbate",
     "aggravate", "worsen", "disregard", "trample", "weaponize", "weaponise")
)  # fmt: skip
"""Verbs that tell of their subject as a wrong."""
WRONGS = frozenset(("threat", "provocation", "aggression", "danger", "interference", "escalation", "affront"))
"""Names for a wrong, which reject whatever bears them."""
VERDICTS = WRONGS | {
    "violation", "breach", "mistake", "crime", "disgrace", "outrage", "scandal", "insult", "betrayal", "injustice", "farce",
    "blackmail", "contravention", "infringement", "error", "obstacle",
}  # fmt: skip
"""Names for a wrong that are told of an act ("the strike was a *mistake*")."""
FEELINGS = frozenset(
    ("fury", "anger", "dismay", "outrage", "ire", "alarm", "chagrin", "annoyance", "consternation", "horror", "indignation")
)  # fmt: skip
"""What is felt at an act that is done "*to the fury of*" somebody."""
DISREGARDED = ("over", "despite", "amid", "against", "notwithstanding")
"""Prepositions by which an act is done in spite of a protest."""
MEDDLING = frozenset(
    ("interference", "meddling", "intervention", "pressure", "dictate", "diktat", "involvement", "tutelage")
)
"""What those from outside do where it is asked that all go "*without outside interference*"."""
NO_STARTERS = frozenset(("non-starter", "nonstarter", "no-go"))
"""Names for what will not be done."""
BEING = frozenset(("constitute", "represent", "amount", "mean", "become"))
"""Verbs that give their subject a name ("*amounts to* a breach")."""


def protests(tree: Tree, i: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """The objections that word ``i`` shows by what it says of an act: as a verb, as an epithet, or as a verdict."""
    token = tree.tokens[i]
    if token.upos == "VERB" and token.lemma in HARMING:
        yield from _harm(tree, i, acts)
    elif token.upos == "VERB" and token.lemma in BEING:
        named = [c for c in below(tree, i) if tree.tokens[c].label == "obj" or case_of(tree, c) == "to"]
        if any(tree.tokens[c].lemma in VERDICTS for c in named):
            yield from _verdict(tree, i, acts)
    elif token.upos == "NOUN" and token.lemma in VERDICTS and any(t.label == "cop" for t in tree.children(i)):
        yield from _verdict(tree, i, acts)
    elif token.upos == "NOUN" and (verb := _done_in_spite(tree, i, cues)) is not None:
        who = inherited_subject(tree, verb)
        if who is not None:
            yield Stance(verb, Ask.OBJECTION, None, who, i, i, top_of(tree, verb), ("objection.in-passing",))
    elif token.lemma in MEDDLING and case_of(tree, i) == "without" and _is_from_outside(tree, i):
        yield _against(tree, i, i, i, "objection.without")
    elif token.label == "amod" and _rejects(tree, i, cues) and acts.classify(tree, token.head).score > 0:
        yield _against(tree, token.head, token.head, i, "objection.epithet")


def closed(tree: Tree, i: int) -> Iterator[Stance]:
    """What noun ``i`` says will not be done: "sending troops *is out of the question*", "a deployment *is a red line* for Riga".

    Of one's own act that is a refusal, of another's an objection: whose it is, is settled later.
    """
    what = subject(tree, i)
    if what is None or not _is_closed(tree, i) or profile(tree, i).negated:
        return
    by = next(
        (t.i for t in tree.children(i) if case_of(tree, t.i) == "for" and t.upos in ("PROPN", "NOUN", "PRON")), None
    )
    gerund = tree.tokens[what].upos == "VERB"
    doer = subject(tree, what) if gerund else None
    who = by if doer is None else doer
    yield Stance(
        what, Ask.OWN, Firmness.RULED_OUT, who, None, i, top_of(tree, i), ("verdict.closed",), possessor=who is None
    )
    if not gerund:
        yield Stance(what, Ask.OBJECTION, None, what, by, i, top_of(tree, i), ("objection.verdict",), possessor=True)


def _is_closed(tree: Tree, i: int) -> bool:
    lemma, words = tree.tokens[i].lemma.lower(), {t.text.lower() for t in tree.children(i)}
    if lemma == "line":
        return "red" in words
    return lemma in NO_STARTERS or (lemma == "question" and "out" in words) or (lemma == "table" and "off" in words)


def _is_from_outside(tree: Tree, noun: int) -> bool:
    return any(t.label == "amod" and t.lemma.lower() in OUTSIDE for t in tree.children(noun))


def _done_in_spite(tree: Tree, noun: int, cues: CueWords) -> int | None:
    """The verb of what is done in spite of a protest: "*signed* it over Riga's objections", "*sailed*, to the anger of Oslo"."""
    token, cue, case = tree.tokens[noun], cues.of(tree, noun), case_of(tree, noun)
    if token.head >= 0 and tree.tokens[token.head].lemma == "face" and case == "of":
        place = token.head  # "in the face of protests"
    elif (cue is not None and cue.objection and case in DISREGARDED) or (token.lemma in FEELINGS and case == "to"):
        place = noun
    else:
        return None
    told = any(case_of(tree, c) in ("against", "over", "to", "at") for c in below(tree, noun))
    verb = tree.tokens[place].head
    if told or tree.tokens[place].label not in ("obl", "nmod", "advcl") or verb < 0:
        return None
    return verb if tree.tokens[verb].upos == "VERB" else None


def _rejects(tree: Tree, adjective: int, cues: CueWords) -> bool:
    cue = cues.of(tree, adjective)
    return cue is not None and cue.objection


def _harm(tree: Tree, verb: int, acts: Acts) -> Iterator[Stance]:
    """Whoever does it, or the act that does: "*the curbs* violate the treaty", "*Oslo* misuses its export controls"."""
    passive = profile(tree, verb).passive
    by = agent(tree, verb) if passive else subject(tree, verb)
    if by is None or profile(tree, verb).negated:
        return
    done = subject(tree, verb) if passive else object_of(tree, verb)
    for one in conjuncts(tree, by):
        if acts.classify(tree, one).score > 0:
            yield _against(tree, one, one, verb, "objection.harm")
        elif done is not None and acts.classify(tree, done).score > 0:
            yield _against(tree, done, one, verb, "objection.harm")


def _verdict(tree: Tree, at: int, acts: Acts) -> Iterator[Stance]:
    """What a name for a wrong is given to: "*the blockade* is a crime"."""
    what = subject(tree, at)
    if what is not None and not profile(tree, at).negated and acts.classify(tree, what).score > 0:
        yield _against(tree, what, what, at, "objection.verdict")


def _against(tree: Tree, act: int, who: int, cue: int, rule: str) -> Stance:
    return Stance(act, Ask.OBJECTION, None, who, None, cue, top_of(tree, cue), (rule,), possessor=True)
