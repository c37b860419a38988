"""Stances that nouns carry: "its decision to lift", "calls to halt", "EU sanctions", "there will be no deployment"."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.model import Firmness
from pledgebook.reading.acts import Acts
from pledgebook.reading.clauses import (
    Time,
    below,
    case_of,
    conjuncts,
    is_negated,
    is_pending,
    object_of,
    profile,
    subject,
)
from pledgebook.reading.cues import NEGATED, CueWords, compose, cue_step, left_open, own_step
from pledgebook.reading.ellipsis import resumes
from pledgebook.reading.governors import COMPLEMENTS, governing_step, inherited_subject, is_denied, takes_back, top_of
from pledgebook.reading.noun_requests import BEHESTS, PRESSED, asked_for, asked_with, bidden, named_after
from pledgebook.reading.stance import REFUSING, Ask, Stance
from pledgebook.syntax import Tree

HOLDING = frozenset(("have", "express", "voice", "raise", "hold", "make", "repeat", "reiterate"))
"""Verbs that give a stand named as a noun to their subject."""
CHOICES = frozenset(("decision", "choice"))
"""Nouns whose absence leaves the act open ("has made *no decision* on sending")."""
CHOOSING = frozenset(("make", "take", "reach", "announce"))
"""Verbs by which a choice is made."""
LACKED = frozenset(
    ("need", "reason", "hurry", "rush", "mood", "appetite", "desire", "wish", "willingness", "readiness", "inclination",
     "interest", "position", "justification", "ground", "grounds", "case", "sense", "point", "room", "enthusiasm")
)  # fmt: skip
"""Nouns whose lack keeps somebody from an act."""
HELD_BACK = (Firmness.RULED_OUT, Firmness.RELUCTANT, Firmness.CONSIDERING)
"""Steps that what stands over a noun gives to the stand it names ("*backed away from* a plan to")."""
SIGNS = frozenset(("sign", "indication", "hint", "signal", "evidence"))
"""Nouns whose lack, told by another, makes an act unlikely ("has shown *no sign* of sending", "saw *no signs* that they do")."""
SCANT = frozenset(("little", "scant", "zero"))
WAYS = frozenset(("way", "option", "possibility", "means", "method", "idea", "prospect", "opportunity"))
"""Nouns that say nothing of an act but that it might be done."""
NOTING = frozenset(("note", "hail", "praise", "commend", "recall", "mention", "cite", "applaud", "notice", "salute"))
"""Verbs that take up what another does."""
HOPES = frozenset(("hope", "wish", "expectation"))
"""Nouns that ask of others what their clause says of them ("voiced hope that *Riga would lift* the ban")."""


def from_noun(
    tree: Tree, anchor: int, noun: int, step: Firmness | None, cues: CueWords, rules: tuple[str, ...]
) -> Iterator[Stance]:
    """An act under a noun: "its decision to lift", "calls to halt", "a refusal to send", "no plans to join"."""
    cue, over = cues.of(tree, noun), tree.tokens[noun].head
    if over >= 0 and (unlikely := gives_no_sign(tree, anchor, over, rules)) is not None:  # "no sign of *a wish to*"
        yield unlikely
        return
    asks = cue is not None and cue.asks
    if cue is None and (reserved := _reserved(tree, anchor, noun, cues, rules)) is not None:
        yield reserved
    elif (cue is None or asks) and (lacking := _has_none(tree, anchor, noun, step, rules)) is not None:
        yield lacking
    elif (unlikely := gives_no_sign(tree, anchor, noun, rules)) is not None:
        yield unlikely
    elif cue is None and (sought := _way_to(tree, anchor, noun, cues, rules)) is not None:
        yield sought
    elif asks:
        yield from asked_for(tree, anchor, noun, cues, rules)
    elif cue is not None and cue.firmness is not None:
        yield _stood_for(tree, anchor, noun, cue.firmness, step, cues, rules)


def _reserved(tree: Tree, anchor: int, noun: int, cues: CueWords, rules: tuple[str, ...]) -> Stance | None:
    """An act under a noun that shows a step only with its verb: "*reserves the right* to strike"."""
    verb = tree.tokens[noun].head
    step = cues.phrased(tree, verb) if verb >= 0 else None
    if step is None:
        return None
    who, top = inherited_subject(tree, verb), top_of(tree, verb)
    return Stance(anchor, Ask.OWN, step, who, None, verb, top, (*rules, f"cue.{step.value}"), chain=(verb,))


def _way_to(tree: Tree, anchor: int, noun: int, cues: CueWords, rules: tuple[str, ...]) -> Stance | None:
    """An act that somebody looks for a way to: "is exploring *ways to* strengthen", "weighs *options for* sending"."""
    outer, who, top, chain, outer_rules = governing_step(tree, noun, cues)
    if tree.tokens[noun].lemma not in WAYS or outer is None or who is None:
        return None
    return Stance(anchor, Ask.OWN, outer, who, None, chain[0], top, (*rules, *outer_rules), chain=chain)


def _stood_for(
    tree: Tree, anchor: int, noun: int, firmness: Firmness, step: Firmness | None, cues: CueWords, rules: tuple[str, ...]
) -> Stance:  # fmt: skip
    """An act under a noun that names a stand of this ``firmness``: "its decision to lift", "no plans to join"."""
    own = subject(tree, anchor)
    outer, who, top, chain, outer_rules = governing_step(tree, noun, cues)
    if tree.tokens[noun].lemma in HOPES and own is not None and own != who:
        return Stance(anchor, Ask.REQUEST, None, own, who, noun, top, (*rules, "request.hope"), chain=(noun,))
    inner = compose(firmness, step)
    if is_negated(tree, noun):
        inner = compose(Firmness.RULED_OUT, inner)
    if _is_open(tree, noun):
        inner, outer = Firmness.UNDECIDED, None
    if _is_anothers(tree, noun, cues):  # whose plan it is, is not told by who condemns or notes it
        who, outer = None, None
    shown = compose(outer, inner) if outer in HELD_BACK else inner
    told = (*rules, f"noun.{firmness.value}", *outer_rules)
    return Stance(anchor, Ask.OWN, shown, who, None, noun, top, told, possessor=True, chain=(noun, *chain))


def _is_anothers(tree: Tree, noun: int, cues: CueWords) -> bool:
    """True for what somebody objects to or takes note of, which is another's: "slammed *plans* to build", "noted the
    *announcement*"."""
    token = tree.tokens[noun]
    if token.head < 0 or token.label not in ("obj", "obl"):
        return False
    if tree.tokens[token.head].lemma in NOTING:
        return True
    cue = cues.of(tree, token.head)
    return cue is not None and cue.objection and cue.firmness is None and not cue.request


def _is_open(tree: Tree, noun: int) -> bool:
    """True where the choice itself is still to be made: "has taken *no decision* on", "has *yet* to take a *decision* on"."""
    if tree.tokens[noun].lemma not in CHOICES:
        return False
    above = list(tree.ancestors(noun))[:2]
    unmade = bool(above) and profile(tree, above[0].i).negated
    return is_negated(tree, noun) or unmade or any(is_pending(tree, a.i) for a in above)


def _has_none(tree: Tree, anchor: int, noun: int, step: Firmness | None, rules: tuple[str, ...]) -> Stance | None:
    """What somebody lacks every reason for: "sees *no need* to send", "is in *no hurry* to", "has *little appetite* for"."""
    if tree.tokens[noun].lemma not in LACKED or named_after(tree, noun, anchor) is not None:
        return None
    if not _is_lacking(tree, noun) or subject(tree, anchor) is not None:
        return None
    named = any(t.label == "cop" for t in tree.children(noun))
    place = noun if named else tree.tokens[noun].head
    who = inherited_subject(tree, place) if place >= 0 else None
    if who is None or tree.tokens[who].label == "expl":
        return None
    refused = compose(Firmness.RULED_OUT, step or Firmness.PLEDGED)
    return Stance(anchor, Ask.OWN, refused, who, None, noun, top_of(tree, place), (*rules, "noun.none"))


def gives_no_sign(tree: Tree, anchor: int, noun: int, rules: tuple[str, ...]) -> Stance | None:
    """What somebody gives no sign of: "shows *no sign* of ending", "there is *little evidence* that Oslo will send"."""
    if tree.tokens[noun].lemma not in SIGNS or not _is_lacking(tree, noun):
        return None
    verb = tree.tokens[noun].head
    own, named = inherited_subject(tree, anchor), named_after(tree, noun, anchor, "from")
    borrowed = own is None or own == noun or tree.tokens[own].upos == "PRON"
    who = named if named is not None and borrowed else None if own == noun else own
    if who is None and verb >= 0:
        who = inherited_subject(tree, verb)
    if who is None or tree.tokens[who].label == "expl":
        return None
    return Stance(anchor, Ask.OWN, Firmness.RELUCTANT, who, None, noun, top_of(tree, anchor), (*rules, "noun.no-sign"))


def _is_lacking(tree: Tree, noun: int) -> bool:
    return is_negated(tree, noun) or any(t.text.lower() in SCANT for t in tree.children(noun))


def of_noun(tree: Tree, i: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """Nouns that carry a stance by themselves: "Israel's plan for escalation", "EU sanctions", "there will be no deployment"."""
    token = tree.tokens[i]
    cue = cues.of(tree, i)
    if token.lemma in BEHESTS and (done := bidden(tree, i)) is not None:
        yield done
    if cue:
        for child in _completing(tree, i):
            word = tree.tokens[child]
            if word.label in ("nmod", "obl") and word.upos in ("NOUN", "PROPN") and case_of(tree, child) in COMPLEMENTS:
                for each in conjuncts(tree, child):
                    if acts.classify(tree, each).score > 0 or (cue.objection and resumes(tree, each)):
                        yield from _noun_on_noun(tree, i, each, cues)
    yield from _bare_noun(tree, i, cues)
    if not acts.evokes(token.lemma):
        return
    head = tree.tokens[token.head] if token.head >= 0 else None
    told = head is not None and _is_told_by_its_verb(tree, i, token.head, acts, cues)
    if head is not None and token.label.startswith("nsubj") and not told:
        yield from _existential(tree, i, token.head, cues)
    if subject(tree, i) is not None and any(tree.tokens[c].label == "cop" for c in below(tree, i)):
        step = own_step(profile(tree, i), False) or Firmness.UNDER_WAY
        yield Stance(i, Ask.OWN, step, subject(tree, i), None, -1, top_of(tree, i), ("noun.predicate",), possessor=True)
        return
    if cue and cue.asks and any(c.label == "acl" for c in tree.children(i)):
        return  # "demands *for Kyiv to* leave" are told by what is demanded
    if token.label in (
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "nmod",
        "root",
        "conj",
        "advcl",
        "dislocated",
        "appos",
        "parataxis",
    ):
        yield Stance(
            i,
            Ask.OWN,
            Firmness.RULED_OUT if is_negated(tree, i) else _governed_step(tree, i, cues),
            None,
            None,
            -1,
            top_of(tree, i),
            ("noun.bare",),
            possessor=True,
        )


def _completing(tree: Tree, noun: int) -> list[int]:
    """What may complete a noun, also where a tree hangs it on the verb that holds it: "expressed concern *at the move*", "no
    decision was made *on the sale*"."""
    token = tree.tokens[noun]
    over = tree.tokens[token.head].lemma if token.head >= 0 else ""
    cases: tuple[str, ...] = ()
    if token.label == "obj" and over in HOLDING | REFUSING | PRESSED:
        cases = ("at", "over", "about", "for")
    elif token.lemma in CHOICES and token.label in ("obj", "nsubj:pass") and over in CHOOSING:
        cases = ("on", "about", "over", "regarding")
    beside = [c for c in below(tree, token.head) if c > noun and case_of(tree, c) in cases] if cases else []
    return [*below(tree, noun), *beside]


def _noun_on_noun(tree: Tree, cue_at: int, act: int, cues: CueWords) -> Iterator[Stance]:
    cue = cues.of(tree, cue_at)
    assert cue is not None
    outer, who, top, chain, rules = governing_step(tree, cue_at, cues)
    if cue.objection and not cue.request:
        if tree.tokens[cue_at].head >= 0 and takes_back(tree, tree.tokens[cue_at].head):
            return
        told = ("objection.noun-of-noun", "cue.bare") if resumes(tree, act) else ("objection.noun-of-noun",)
        yield Stance(act, Ask.OBJECTION, None, act, cue_at, cue_at, top, told, possessor=True)
        return
    if cue.asks:
        yield from asked_with(tree, act, cue_at, top, cues)
        return
    step = compose(Firmness.RULED_OUT, cue.firmness) if is_negated(tree, cue_at) else cue.firmness
    if _is_open(tree, cue_at):
        step, outer = Firmness.UNDECIDED, None
    if outer in HELD_BACK:
        step = compose(outer, step)
    yield Stance(
        act, Ask.OWN, step, who, None, cue_at, top, ("noun.of-noun", *rules), possessor=True, chain=(cue_at, *chain)
    )


def _governed_step(tree: Tree, i: int, cues: CueWords) -> Firmness:
    """The step of an act that is only named: what governs it may tell ("rejected *the ceasefire*"), else it goes on."""
    if tree.tokens[i].label not in ("obj", "obl", "nsubj:pass") or any(
        tree.tokens[c].label == "nmod:poss" for c in below(tree, i)
    ):
        return Firmness.UNDER_WAY
    return governing_step(tree, i, cues)[0] or Firmness.UNDER_WAY


def _bare_noun(tree: Tree, i: int, cues: CueWords) -> Iterator[Stance]:
    """ "has reservations about this": a stand on what was spoken of before."""
    cue, head = cues.of(tree, i), tree.tokens[i].head
    if (
        cue is None
        or cue.firmness is None
        or head < 0
        or tree.tokens[head].lemma not in HOLDING
        or tree.tokens[i].label != "obj"
    ):
        return
    if any(
        tree.tokens[c].label in ("acl", "nmod") and tree.tokens[c].upos not in ("PRON", "DET") for c in below(tree, i)
    ):
        return
    step = cue_step(cue.firmness, profile(tree, head))
    if is_negated(tree, i):  # "has made *no promises*", "has *no* such *doubts*"
        step = Firmness.WILLING if cue.firmness is Firmness.RELUCTANT else Firmness.UNDECIDED
    yield Stance(i, Ask.OWN, step, inherited_subject(tree, head), None, i, top_of(tree, head), ("cue.bare",))


def _existential(tree: Tree, noun: int, verb: int, cues: CueWords) -> Iterator[Stance]:
    """An act that is said to be, to come, to be planned: "there will be no deployment", "a meeting is planned"."""
    own = profile(tree, verb)
    cue = cues.of(tree, verb)
    step: Firmness | None
    if left_open(tree.tokens[verb].lemma, own):
        step = Firmness.UNDECIDED
    elif cue and cue.firmness:
        step = cue_step(cue.firmness, own)
    else:
        step = own_step(own, False) or (Firmness.UNDER_WAY if own.time is Time.PRESENT else None)
    if step is None:
        return
    if is_denied(tree, verb):
        step = NEGATED[step]
    if is_negated(tree, noun):
        step = Firmness.RULED_OUT
    rule = "existential" if any(tree.tokens[c].label == "expl" for c in below(tree, verb)) else "event.subject"
    yield Stance(noun, Ask.OWN, step, None, None, verb, top_of(tree, verb), (rule,), possessor=True)


def _is_told_by_its_verb(tree: Tree, noun: int, verb: int, acts: Acts, cues: CueWords) -> bool:
    """True where the verb over a noun is the act itself: "the ban *will be lifted*", "the pledges *would create a force*"."""
    if profile(tree, verb).passive:
        return tree.tokens[verb].lemma in acts.stopping
    made = object_of(tree, verb)
    return made is not None and cues.commits(tree, noun) and acts.classify(tree, made).score > 0
