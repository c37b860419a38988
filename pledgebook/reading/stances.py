"""Stances: in one tree, who takes which stand on which act, in terms of words, before anybody is named.

An *anchor* is the word that heads an act. From it the chain of governors is climbed ("is expected to | refuse to | *send*"),
each cue on the way changing the step. What the chain ends in says who promises, and whether the act is asked of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.model import Firmness
from pledgebook.reading.acts import Acts
from pledgebook.reading.clauses import (
    SUBJECTS,
    agent,
    below,
    case_of,
    conjuncts,
    is_infinitive,
    is_negated,
    is_pending,
    object_of,
    profile,
    shared_profile,
    subject,
)
from pledgebook.reading.complements import complements, deadline, is_asked
from pledgebook.reading.cues import NEGATED, Cue, CueWords, compose, cue_step, shown_step
from pledgebook.reading.ellipsis import resumes
from pledgebook.reading.governors import (
    governing_step,
    inherited_subject,
    is_denied,
    marked,
    top_of,
)
from pledgebook.reading.noun_stances import of_noun
from pledgebook.reading.protests import FEELINGS, WRONGS, closed, protests
from pledgebook.reading.siding import of_siding_noun, of_siding_verb
from pledgebook.reading.stance import GIVEN_TO, REFUSING, Ask, Stance
from pledgebook.reading.telling import makes_clear
from pledgebook.reading.verb_stances import climb
from pledgebook.syntax import Tree

ADDRESS = frozenset(("on", "upon", "to", "for", "from"))
"""Prepositions that may introduce the one who is asked ("called *on* Israel to", "demands *from* Iran")."""
DISLIKED = (Firmness.RELUCTANT, Firmness.RULED_OUT)
"""Steps of adjectives that reject another's act as well ("is sceptical of *Oslo's ban*")."""
ACCEPTING = frozenset(("accept", "tolerate", "stand", "allow", "permit", "like", "want"))
"""Verbs that object only when negated ("would not accept foreign troops")."""
AFFECTING = frozenset(
    ("horrify", "outrage", "alarm", "anger", "concern", "disturb", "shock", "appal", "dismay", "trouble")
)
"""Verbs whose subject, when passive, is the one who objects ("Paris was alarmed by the plan")."""
SEEING = frozenset(
    ("consider", "regard", "treat", "see", "view", "deem", "find", "describe", "brand", "label", "portray", "characterize",
     "characterise")
)  # fmt: skip
DRAWING = frozenset(
    ("draw", "spark", "prompt", "provoke", "trigger", "elicit", "attract", "face", "cause", "raise", "meet", "ignite", "bring")
)  # fmt: skip
"""Verbs by which an act is met with a noun of objection ("*drew* condemnation")."""
HOSTILE = WRONGS | {"provocative", "enemy", "target", "occupier", "invader", "occupation", "army", "act", "intruder"}
"""Names that reject what bears them."""
OBJECTING = frozenset(("object", "protest", "disagree"))
SCHEMES = frozenset(
    ("scheme", "strategy", "approach", "policy", "programme", "program", "project", "conduct", "behaviour", "behavior",
     "treatment", "presence", "list", "law", "bill", "rule", "term", "idea", "step", "move", "notion", "decision")
)  # fmt: skip
"""Nouns of what is done or is to be done, also where no class knows them."""
TAKEN_UP = frozenset(("this", "that", "it", "these", "those", "them", "such"))
"""Pronouns for an act that was told before."""
CONTENTS = frozenset(("obj", "obl", "ccomp", "xcomp", "advcl"))
COPULAS = frozenset(("remain", "stay", "seem", "appear", "become", "feel", "sound", "look", "keep"))
"""Verbs that may tie an adjective to their subject."""
MAKING = frozenset(("keep", "leave", "hold", "make", "throw", "push"))
"""Verbs that put a state of things, not a stand ("to *keep* the base *open*")."""
ASKING = frozenset(("call", "demand", "urge", "request", "appeal", "press", "seek", "require"))
"""Verbs that ask for whatever they name, also where no act class knows it ("called for an inquiry")."""


def stances(tree: Tree, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """All stances that the words of a tree allow, likely or not: what to believe is decided later, with names and context."""
    for stance in _found(tree, acts, cues):
        yield stance.left_open() if _is_yet_to_be(tree, stance) else stance


def _is_yet_to_be(tree: Tree, stance: Stance) -> bool:
    """True for a stand of one's own that is still to be taken: "*has yet to accept* the offer"."""
    if stance.ask is not Ask.OWN or "yet-to" in stance.rules:
        return False
    over = (tree.tokens[i].head for i in (stance.cue, *stance.chain) if i >= 0)
    return any(is_pending(tree, i) for i in over if i >= 0)


def _found(tree: Tree, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    for token in tree.tokens:
        if token.upos == "VERB" or (
            token.upos == "ADJ" and token.label in ("root", "ccomp", "conj", "advcl", "acl:relcl", "parataxis", "xcomp")
        ):
            yield from _of_predicate(tree, token.i, acts, cues)
        elif token.upos in ("NOUN", "PROPN"):
            yield from of_noun(tree, token.i, acts, cues)
            yield from of_siding_noun(tree, token.i, acts)
            yield from closed(tree, token.i)
        yield from protests(tree, token.i, acts, cues)


def _of_predicate(tree: Tree, i: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    token = tree.tokens[i]
    cue = cues.of(tree, i)
    open_child = _infinitive(tree, i)
    carries = open_child is not None and (tree.tokens[open_child].label == "xcomp" or object_of(tree, i) is None)
    judged = _judged(tree, i, cues)
    if judged is not None:
        by = inherited_subject(tree, i)
        yield Stance(
            judged, Ask.OBJECTION, None, judged, by, i, top_of(tree, i), ("objection.evaluation",), possessor=True
        )
        if not profile(tree, i).modal:  # "*will* treat any attack as war" promises something as well
            return
    if token.lemma == "give" and open_child is not None and deadline(tree, i) is not None:
        return
    elsewhere = (cue and carries) or is_pending(tree, i) or _only_reports(tree, i, cues) or _is_copula(tree, i)
    if token.upos == "VERB" and not elsewhere and not _only_objects(token.lemma, cue, acts):
        yield from climb(tree, i, acts, cues)
    yield from _drawn(tree, i, acts, cues)
    yield from of_siding_verb(tree, i, acts)
    if cue is None:
        return
    if token.lemma in OBJECTING and not ({c.label for c in tree.children(i)} & CONTENTS):
        yield Stance(i, Ask.OBJECTION, None, None, inherited_subject(tree, i), i, top_of(tree, i), ("cue.bare",))
    consents = cue.firmness is Firmness.PLEDGED and not profile(tree, i).negated  # "accepts it"
    if cue.objection and not consents and token.upos == "VERB" and (taken := _pronoun_object(tree, i)) is not None:
        by = agent(tree, i) if profile(tree, i).passive else inherited_subject(tree, i)
        yield Stance(i, Ask.OBJECTION, None, None, by, i, top_of(tree, i), ("cue.bare", f"objection.{taken}"))
    for noun in complements(tree, i):
        if open_child is not None and tree.tokens[noun].label == "obj":
            continue
        if tree.tokens[noun].upos in ("NOUN", "PROPN") and not _is_name(tree, noun):
            yield from _toward_noun(tree, i, noun, acts, cues)
    if cue.objection and token.upos == "ADJ":
        what = _evaluated(tree, i)
        if what is not None and _may_be_an_act(tree, what, acts, cues):
            doer = subject(tree, what) if tree.tokens[what].upos == "VERB" else None
            who, by = (what if doer is None else doer), _finder(tree, i)
            yield Stance(what, Ask.OBJECTION, None, who, by, i, i, ("objection.evaluation",), possessor=True)
    if (
        cue.firmness
        and not cue.request
        and token.upos == "ADJ"
        and open_child is None
        and all(tree.tokens[c].upos == "PRON" for c in complements(tree, i))
        and not (token.label == "xcomp" and tree.tokens[token.head].lemma in MAKING)
        and not (cue.objection and _finite_subject(tree, i))
    ):
        step, said_of = cue_step(cue.firmness, profile(tree, i)), inherited_subject(tree, i)
        if said_of is not None and _is_deed(tree, said_of, acts):
            # "a deployment is *premature*, Oslo said": of what others do an objection
            yield Stance(said_of, Ask.OWN, step, None, None, i, top_of(tree, i), ("verdict.step",), possessor=True)
            if cue.firmness in DISLIKED and not profile(tree, i).negated:
                rules = ("objection.verdict",)
                yield Stance(said_of, Ask.OBJECTION, None, said_of, None, i, top_of(tree, i), rules, possessor=True)
        else:
            yield Stance(i, Ask.OWN, step, said_of, None, i, top_of(tree, i), ("cue.bare",))


def _is_deed(tree: Tree, noun: int, acts: Acts) -> bool:
    """True for a noun of what is done or is to be done ("a *deployment*", "the *plan*")."""
    token = tree.tokens[noun]
    return token.upos == "NOUN" and (acts.evokes(token.lemma) or token.lemma in SCHEMES)


def _may_be_an_act(tree: Tree, what: int, acts: Acts, cues: CueWords) -> bool:
    """False for a mood ("*optimism* about the talks is dangerous"): what is objected to is an act, a plan, or was told before."""
    if tree.tokens[what].upos != "NOUN":
        return True
    return _is_deed(tree, what, acts) or cues.commits(tree, what) or resumes(tree, what)


def _finite_subject(tree: Tree, adjective: int) -> bool:
    """True for what is said of somebody's doing: "*it* is unacceptable *that Oslo sells drones*"."""
    told = tree.child(adjective, "csubj")
    return told is not None and not is_infinitive(tree, told.i)


def _only_objects(lemma: str, cue: Cue | None, acts: Acts) -> bool:
    """True for a verb that is no act itself, but an objection to one: "*slammed* plans to build"."""
    return cue is not None and cue.objection and not cue.firmness and not cue.request and lemma not in acts.verbs


def _pronoun_object(tree: Tree, verb: int) -> str | None:
    """The pronoun by which a verb takes up what was told before: "firmly opposes *this*", "reject *them*"."""
    if profile(tree, verb).negated:
        return None
    taken = (t for t in tree.children(verb) if t.label in ("obj", "nsubj:pass") and t.text.lower() in TAKEN_UP)
    return next((t.text.lower() for t in taken), None)


def _evaluated(tree: Tree, adjective: int) -> int | None:
    """What an adjective is said of, a clause too: "*that Oslo sells drones* is unacceptable", "finds it wrong *that it does*"."""
    what = subject(tree, adjective)
    told = (t.i for t in tree.children(adjective) if t.label == "ccomp" and marked(tree, t.i, "that"))
    return what if what is not None else next(told, None)


def _finder(tree: Tree, adjective: int) -> int | None:
    """Who holds something to be so: "*we* find it troubling that"."""
    token = tree.tokens[adjective]
    finds = token.label == "xcomp" and token.head >= 0 and tree.tokens[token.head].lemma in SEEING
    return inherited_subject(tree, token.head) if finds else None


def _judged(tree: Tree, i: int, cues: CueWords) -> int | None:
    """What is called by a name that rejects it: "considers *the patrols* a threat", "would treat *any force* as an enemy"."""
    if tree.tokens[i].lemma not in SEEING:
        return None
    what = tree.child(i, "obj")
    names = [t for t in tree.children(i) if t.label == "xcomp" or (t.label == "obl" and case_of(tree, t.i) == "as")]
    of_names = (c for t in names for c in (t, *tree.children(t.i)) if c is t or case_of(tree, c.i) in ("of", "for"))
    if what is None or not any(t.lemma in HOSTILE or ((c := cues.of(tree, t.i)) and c.objection) for t in of_names):
        return None
    asking = cues.of(tree, what.i)
    asked_for = (t.i for t in tree.children(what.i) if case_of(tree, t.i) == "for" and t.upos == "NOUN")
    return next(asked_for, what.i) if asking is not None and asking.asks else what.i


def _drawn(tree: Tree, i: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """What an act brings upon itself: "the plan *drew* criticism from Oslo", "the blockade *was met with* condemnation"."""
    if tree.tokens[i].lemma not in DRAWING:
        return
    drawn = [c for c in below(tree, i) if tree.tokens[c].label == "obj" or case_of(tree, c) == "with"]
    noun = next((c for c in drawn if tree.tokens[c].upos == "NOUN" and _is_protest(tree, c, cues)), None)
    if noun is None:
        return
    own = next((c for c in below(tree, noun) if tree.tokens[c].label == "nmod:poss"), None)
    places = [c for k in (noun, i) for c in below(tree, k) if tree.tokens[c].label in ("nmod", "obl")]
    by = (
        own if own is not None else next((c for c in places if case_of(tree, c) in ("from", "by", "in", "among")), noun)
    )
    token = tree.tokens[i]
    if (
        token.label == "advcl"
        and token.xpos == "VBG"
        and subject(tree, i) is None
        and tree.tokens[token.head].upos == "VERB"
    ):
        who = inherited_subject(tree, token.head)  # "recognised the state, *drawing* Oslo's ire"
        if who is not None:
            yield Stance(token.head, Ask.OBJECTION, None, who, by, noun, i, ("objection.in-passing",))
        return
    for what in (each for c in below(tree, i) if tree.tokens[c].label in SUBJECTS for each in conjuncts(tree, c)):
        deed = next((c for c in below(tree, what) if tree.tokens[c].label == "acl"), what)
        rules = ("objection.noun-of-noun", "cue.bare") if resumes(tree, what) else ("objection.noun-of-noun",)
        if len(rules) > 1 or acts.classify(tree, deed).score > 0:
            yield Stance(deed, Ask.OBJECTION, None, what, by, noun, i, rules, possessor=True)


def _is_protest(tree: Tree, noun: int, cues: CueWords) -> bool:
    cue = cues.of(tree, noun)
    return tree.tokens[noun].lemma in FEELINGS or (cue is not None and cue.objection)


def _infinitive(tree: Tree, i: int) -> int | None:
    """The open clause that the word governs ("agree *to send*", "consider *sending*"), if any."""
    for child in below(tree, i):
        word = tree.tokens[child]
        if word.label == "xcomp" and word.upos in ("VERB", "AUX"):
            return child
        if word.label in ("advcl", "ccomp", "acl") and word.upos == "VERB" and is_infinitive(tree, child):
            return child
    return None


def _is_name(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos == "PROPN" and any(tree.tokens[c].label == "flat" for c in below(tree, i))


def _is_copula(tree: Tree, i: int) -> bool:
    """True for a verb that does nothing but tie an adjective to its subject: "*remains* hesitant"."""
    return tree.tokens[i].lemma in COPULAS and any(t.label == "xcomp" and t.upos == "ADJ" for t in tree.children(i))


def _only_reports(tree: Tree, i: int, cues: CueWords) -> bool:
    """True for a verb that here does nothing but introduce what somebody said."""
    if makes_clear(tree, tree.tokens[i]) and tree.tokens[i].label == "parataxis":
        return True
    if tree.tokens[i].lemma not in cues.reporting:
        return False
    told = (c for place in below(tree, i) for c in below(tree, place) if tree.tokens[place].label == "obl")
    written = any(tree.tokens[c].label == "acl" and marked(tree, c, "that") for c in told)  # "said in a note that"
    says = written or any(tree.tokens[c].label in ("ccomp", "parataxis") for c in below(tree, i))
    return says or tree.tokens[i].label == "parataxis"


def _toward_noun(tree: Tree, i: int, noun: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """A cue that takes an act as a noun: "rejected a ceasefire", "called for an end to the war", "is ready for talks"."""
    cue = cues.of(tree, i)
    assert cue is not None
    own = shared_profile(tree, i)
    passive = own.passive or (tree.tokens[i].xpos == "VBN" and tree.tokens[i].label in ("acl", "acl:relcl"))
    passive = passive and not (tree.tokens[i].lemma in GIVEN_TO and case_of(tree, noun) == "to")
    actor = agent(tree, i) if passive else inherited_subject(tree, i)
    if noun == actor and tree.tokens[i].lemma in AFFECTING:
        actor = inherited_subject(tree, i)
    evoked = acts.evokes(tree.tokens[noun].lemma) or acts.classify(tree, noun).score > 0
    noun_cue = cues.of(tree, noun)
    planned = _deed(tree, noun)
    asking = noun_cue is not None and noun_cue.asks
    objects = cue.objection and own.negated == (tree.tokens[i].lemma in ACCEPTING)
    objects = objects or (tree.tokens[i].upos == "ADJ" and cue.firmness in DISLIKED and not own.negated)
    if objects and planned is not None and not asking and not is_asked(tree, i, cues):
        at = top_of(tree, i)
        yield Stance(planned, Ask.OBJECTION, None, noun, actor, i, at, ("objection.of-deed",), possessor=True)
    described = noun_cue is not None and any(t.label in ("acl", "nmod") for t in tree.children(noun))
    if (asking and planned is not None) or (described and not evoked):
        return
    deed = planned if cue.request and not acts.evokes(tree.tokens[noun].lemma) else None
    if deed is not None:
        doer = agent(tree, deed) if profile(tree, deed).passive else noun
        yield Stance(deed, Ask.REQUEST, None, doer, actor, i, top_of(tree, i), ("request.of-deed",), doer is None)
        return
    if (
        cue.request
        and not own.negated
        and (evoked or (tree.tokens[i].lemma in ASKING and tree.tokens[noun].upos == "NOUN"))
    ):
        to = _addressee(tree, i, noun)
        yield Stance(noun, Ask.REQUEST, None, to, actor, i, top_of(tree, i), ("request.noun",), possessor=to is None)
    if objects and not _is_asked_for(tree, i, noun, cues):
        told = ("objection.noun", "cue.bare") if resumes(tree, noun) else ("objection.noun",)
        yield Stance(noun, Ask.OBJECTION, None, noun, actor, i, top_of(tree, i), told, possessor=True)
    if cue.firmness and evoked and not is_asked(tree, i, cues):
        step: Firmness | None = shown_step(tree.tokens[i].lemma, cue.firmness, own)
        if is_negated(tree, noun) and not (own.negated and tree.tokens[noun].label == "nsubj:pass"):
            step = compose(Firmness.RULED_OUT, step)
        outer, who, top, chain, rules = governing_step(tree, i, cues)
        if step is not None and is_denied(tree, i):
            step, rules = NEGATED[step], (*rules, "denied")
        yield Stance(
            noun, Ask.OWN, compose(outer, step), actor if actor is not None else who, None, i, top,
            ("cue.noun", *rules), possessor=actor is None and who is None, chain=(i, *chain),
        )  # fmt: skip


def _is_asked_for(tree: Tree, i: int, noun: int, cues: CueWords) -> bool:
    """True for what cannot be objected to: an act that is asked of the subject ("urged Riga to *reject the deal*"), and the
    asking itself ("resisted *pressure* for sanctions")."""
    asking = cues.of(tree, noun)
    pressed = tree.tokens[i].lemma in REFUSING and asking is not None and asking.asks
    return pressed or is_asked(tree, i, cues)


def _deed(tree: Tree, noun: int) -> int | None:
    """What is asked for, where it hangs on the noun as an infinitive: "called for the authorities *to be supported*"."""
    for child in below(tree, noun):
        if tree.tokens[child].label == "acl" and tree.tokens[child].upos == "VERB" and is_infinitive(tree, child):
            return child
    return None


def _addressee(tree: Tree, verb: int, act: int) -> int | None:
    """Who is asked: "called on *Israel* for", "demanded *from Iran*", "asked *Berlin* for"."""
    for child in below(tree, verb):
        word = tree.tokens[child]
        if child == act or act in conjuncts(tree, child):
            continue
        if word.label in ("iobj", "obj") or (word.label == "obl" and case_of(tree, child) in ADDRESS):
            return child
    return None
