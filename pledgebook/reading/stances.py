"""Stances: in one tree, who takes which stand on which act, in terms of words, before anybody is named.

An *anchor* is the word that heads an act. From it the chain of governors is climbed ("is expected to | refuse to | *send*"),
each cue on the way changing the step. What the chain ends in says who promises, and whether the act is asked of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from pledgebook.model import Firmness
from pledgebook.reading.acts import Acts
from pledgebook.reading.clauses import (
    Time,
    agent,
    below,
    case_of,
    conjuncts,
    first_conjunct,
    is_negated,
    object_of,
    profile,
    subject,
)
from pledgebook.reading.cues import CueWords, compose, cue_step, own_step
from pledgebook.syntax import Tree

ADDRESS = frozenset(("on", "upon", "to", "for", "from"))
"""Prepositions that may introduce the one who is asked ("called *on* Israel to", "demands *from* Iran")."""
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
BINDING = frozenset(
    (
        "sign",
        "adopt",
        "approve",
        "ratify",
        "order",
        "enact",
        "authorise",
        "authorize",
        "pass",
        "conclude",
        "legislate",
        "decree",
    )
)
REFUSING = frozenset(
    ("reject", "ignore", "resist", "dismiss", "rebuff", "spurn", "defy", "withstand", "decline", "refuse")
)
ACCEPTING = frozenset(("accept", "tolerate", "stand", "allow", "permit", "like", "want"))
"""Verbs that object only when negated ("would not accept foreign troops")."""
LASTING = frozenset(("long", "always", "consistently", "continuously", "since", "still", "steadily"))
"""Adverbs that make of "has supported" a policy that goes on."""
WEIGHED = frozenset(
    (
        Firmness.RULED_OUT,
        Firmness.RELUCTANT,
        Firmness.UNDECIDED,
        Firmness.CONSIDERING,
        Firmness.WILLING,
        Firmness.PLEDGED,
    )
)
"""Steps that a verb of stance shows also where it heads the act itself ("is still weighing what it might add")."""
AFFECTING = frozenset(
    ("horrify", "outrage", "alarm", "anger", "concern", "disturb", "shock", "appal", "dismay", "trouble")
)
"""Verbs whose subject, when passive, is the one who objects ("Paris was alarmed by the plan")."""
ASKING = frozenset(("call", "demand", "urge", "request", "appeal", "press", "seek", "require"))
"""Verbs that ask for whatever they name, also where no act class knows it ("called for an inquiry")."""
HOLDING = frozenset(("have", "express", "voice", "raise", "hold", "make", "repeat", "reiterate"))
"""Verbs that give a stand named as a noun to their subject."""
CAUSATIVES = frozenset(("allow", "permit", "let", "enable", "help", "make", "cause", "cooperate"))
"""Verbs that take their complement into one act of their own ("allow aid to enter")."""
OBLIGING = frozenset(("need", "have", "ought", "supposed", "has"))
"""Governors of an infinitive that put it as a duty: asked of another, or one's own resolve."""


class Ask(StrEnum):
    """What the stance is, so far as the words alone tell."""

    OWN = "own"
    REQUEST = "request"
    OBJECTION = "objection"
    MUST = "must"


class Stance(NamedTuple):
    """One stand on one act. All places are word indices; ``who`` is the promisor, ``by`` who asks or objects.

    ``top`` heads the clause in which the stand is expressed (for voice and conditions); ``cue`` is the word that shows the
    step (-1 where the act's own verb form shows it); ``given`` when the act is a noun; ``rules`` name what made it.
    """

    anchor: int
    ask: Ask
    firmness: Firmness | None
    who: int | None
    by: int | None
    cue: int
    top: int
    rules: tuple[str, ...]
    possessor: bool = False
    chain: tuple[int, ...] = ()


def stances(tree: Tree, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """All stances that the words of a tree allow, likely or not: what to believe is decided later, with names and context."""
    for token in tree.tokens:
        if token.upos == "VERB" or (
            token.upos == "ADJ" and token.label in ("root", "ccomp", "conj", "advcl", "acl:relcl", "parataxis", "xcomp")
        ):
            yield from _of_predicate(tree, token.i, acts, cues)
        elif token.upos in ("NOUN", "PROPN"):
            yield from _of_noun(tree, token.i, acts, cues)


def _of_predicate(tree: Tree, i: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    token = tree.tokens[i]
    cue = cues.of(tree, i)
    open_child = _infinitive(tree, i)
    carries = open_child is not None and (tree.tokens[open_child].label == "xcomp" or object_of(tree, i) is None)
    if token.upos == "VERB" and not (cue and carries) and not _only_reports(tree, i, cues):
        yield from _climb(tree, i, acts, cues)
    if cue is None:
        return
    for noun in _complements(tree, i):
        if open_child is not None and tree.tokens[noun].label == "obj":
            continue
        if tree.tokens[noun].upos in ("NOUN", "PROPN") and not _is_name(tree, noun):
            yield from _toward_noun(tree, i, noun, acts, cues)
    if cue.objection and token.upos == "ADJ":
        what = subject(tree, i)
        if what is not None:
            yield Stance(what, Ask.OBJECTION, None, what, None, i, i, ("objection.evaluation",), possessor=True)
    if (
        cue.firmness
        and not cue.request
        and token.upos == "ADJ"
        and open_child is None
        and not list(_complements(tree, i))
    ):
        yield Stance(
            i,
            Ask.OWN,
            cue_step(cue.firmness, profile(tree, i)),
            inherited_subject(tree, i),
            None,
            i,
            _top(tree, i),
            ("cue.bare",),
        )


def _infinitive(tree: Tree, i: int) -> int | None:
    """The open clause that the word governs ("agree *to send*", "consider *sending*"), if any."""
    for child in below(tree, i):
        word = tree.tokens[child]
        if word.label == "xcomp" and word.upos in ("VERB", "AUX"):
            return child
        if word.label in ("advcl", "ccomp", "acl") and word.upos == "VERB" and _is_infinitive(tree, child):
            return child
    return None


def _is_infinitive(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() == "to" for c in below(tree, i))


def _is_name(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos == "PROPN" and any(tree.tokens[c].label == "flat" for c in below(tree, i))


def _only_reports(tree: Tree, i: int, cues: CueWords) -> bool:
    """True for a verb that here does nothing but introduce what somebody said."""
    if tree.tokens[i].lemma not in cues.reporting:
        return False
    says = any(tree.tokens[c].label in ("ccomp", "parataxis") for c in below(tree, i))
    return says or tree.tokens[i].label == "parataxis"


def _complements(tree: Tree, i: int) -> Iterator[int]:
    """Noun phrases that complete a cue: objects, passive subjects, and oblique ones under a complement's preposition."""
    for child in below(tree, i):
        word = tree.tokens[child]
        if word.label in ("obj", "nsubj:pass") or (
            word.label in ("obl", "nmod") and case_of(tree, child) in COMPLEMENTS
        ):
            yield from conjuncts(tree, child)


def _toward_noun(tree: Tree, i: int, noun: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """A cue that takes an act as a noun: "rejected a ceasefire", "called for an end to the war", "is ready for talks"."""
    cue = cues.of(tree, i)
    assert cue is not None
    own = profile(tree, i)
    passive = own.passive or (tree.tokens[i].xpos == "VBN" and tree.tokens[i].label in ("acl", "acl:relcl"))
    actor = agent(tree, i) if passive else inherited_subject(tree, i)
    if noun == actor and tree.tokens[i].lemma in AFFECTING:
        actor = inherited_subject(tree, i)
    evoked = acts.evokes(tree.tokens[noun].lemma) or acts.classify(tree, noun).score > 0
    noun_cue = cues.of(tree, noun)
    if noun_cue and any(tree.tokens[c].label in ("acl", "nmod") for c in below(tree, noun)) and not evoked:
        return
    if cue.request and (evoked or (tree.tokens[i].lemma in ASKING and tree.tokens[noun].upos == "NOUN")):
        to = _addressee(tree, i, noun)
        yield Stance(noun, Ask.REQUEST, None, to, actor, i, _top(tree, i), ("request.noun",), possessor=to is None)
    if cue.objection and (own.negated or tree.tokens[i].lemma not in ACCEPTING):
        yield Stance(noun, Ask.OBJECTION, None, noun, actor, i, _top(tree, i), ("objection.noun",), possessor=True)
    if cue.firmness and evoked:
        step: Firmness | None = cue_step(cue.firmness, own)
        if is_negated(tree, noun):
            step = compose(Firmness.RULED_OUT, step)
        outer, who, top, chain, rules = _outer(tree, i, cues)
        yield Stance(
            noun, Ask.OWN, compose(outer, step), actor if actor is not None else who, None, i, top,
            ("cue.noun", *rules), possessor=actor is None and who is None, chain=(i, *chain),
        )  # fmt: skip


def _addressee(tree: Tree, verb: int, act: int) -> int | None:
    """Who is asked: "called on *Israel* for", "demanded *from Iran*", "asked *Berlin* for"."""
    for child in below(tree, verb):
        word = tree.tokens[child]
        if child == act or act in conjuncts(tree, child):
            continue
        if word.label in ("iobj", "obj") or (word.label == "obl" and case_of(tree, child) in ADDRESS):
            return child
    return None


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
            if token.xpos == "VBN" or (token.label == "acl" and _is_infinitive(tree, i)):
                return None
            return token.head
        if token.label == "xcomp":
            asked = object_of(tree, token.head)
            if asked is not None and tree.tokens[asked].label == "obj":
                return asked
        if token.label not in ("conj", "xcomp", "advcl", "ccomp", "parataxis"):
            return None
        i = token.head
    return None


def _top(tree: Tree, i: int) -> int:
    """The head of the finite clause that the word stands in."""
    for _ in range(20):
        token = tree.tokens[i]
        if token.head < 0 or token.label in ("ccomp", "advcl", "acl:relcl", "parataxis", "root"):
            return i
        if token.label == "conj" and token.upos in ("VERB", "AUX", "ADJ") and subject(tree, i) is not None:
            return i
        i = token.head
    return i


def _climb(tree: Tree, anchor: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """The stance of a verb of action: its own form, then every governor that borrows it a subject and a step."""
    own = profile(tree, anchor)
    token = tree.tokens[anchor]
    step = own_step(own, token.lemma in BINDING)
    shown = cues.verbs.get(token.lemma)
    if shown in WEIGHED and token.lemma not in acts.verbs and step is not None:
        step = cue_step(shown, own)
    who = subject(tree, anchor)
    possessor = False
    if step is Firmness.DELIVERED and any(tree.tokens[c].text.lower() in LASTING for c in below(tree, anchor)):
        step = Firmness.UNDER_WAY
    if own.passive:
        by = agent(tree, anchor)
        who, possessor = (by, False) if by is not None else (who, True)
    rules = [f"form.{own.time.value}" + (".modal" if own.modal else "") + (".negated" if own.negated else "")]
    if own.modal in cues.request_modals - {"shall"} and not own.passive:
        yield Stance(anchor, Ask.MUST, Firmness.PLEDGED, who, None, anchor, _top(tree, anchor), ("modal.must",))
        return
    if own.modal in cues.request_modals - {"shall"}:
        yield Stance(
            anchor,
            Ask.MUST,
            Firmness.PLEDGED,
            who,
            None,
            anchor,
            _top(tree, anchor),
            ("modal.must.passive",),
            possessor=possessor,
        )
        return
    place, relation = anchor, token.label
    if relation == "conj":
        first = first_conjunct(tree, anchor)
        if who is None or not own.finite:
            shared = profile(tree, first)
            if not own.finite and tree.tokens[first].upos in ("VERB", "AUX"):
                step = (
                    own_step(shared._replace(negated=shared.negated or own.negated), token.lemma in BINDING)
                    if token.xpos in ("VB", "VBN", "VBG") or shared.modal
                    else step
                )
                if shared.modal in cues.request_modals - {"shall"}:
                    yield Stance(
                        anchor,
                        Ask.MUST,
                        Firmness.PLEDGED,
                        subject(tree, first),
                        None,
                        first,
                        _top(tree, first),
                        ("modal.must", "coordination"),
                    )
                    return
            who = who if who is not None else subject(tree, first)
            place, relation = first, tree.tokens[first].label
            rules.append("coordination")
    yield from _governed(tree, anchor, place, relation, step, who, possessor, cues, tuple(rules))


def _governed(
    tree: Tree, anchor: int, place: int, relation: str, step: Firmness | None, who: int | None, possessor: bool,
    cues: CueWords, rules: tuple[str, ...],
) -> Iterator[Stance]:  # fmt: skip
    """Go up from ``place`` through open clauses, nouns and raising verbs until a subject and a finite form are found."""
    chain: list[int] = []
    cue_at = -1
    for _ in range(10):
        token = tree.tokens[place]
        governor = token.head
        if governor < 0 or relation not in ("xcomp", "acl", "ccomp", "advcl", "csubj", "obj", "obl", "nmod"):
            break
        head = tree.tokens[governor]
        cue = cues.of(tree, governor)
        if relation in ("ccomp", "csubj", "xcomp", "advcl") and _marked(tree, place, "whether"):
            step, rules = Firmness.UNDECIDED, (*rules, "whether")
        if (
            relation in ("ccomp", "csubj")
            and not _is_infinitive(tree, place)
            and not (cue and cue.request and _subjunctive(tree, place))
        ):
            break
        told = _told_noun(tree, place, governor, cues) if relation == "advcl" else None
        if told is not None:
            yield from _from_noun(tree, anchor, told, step, cues, rules)
            return
        if relation == "advcl" and not (_is_infinitive(tree, place) and cue and head.upos in ("VERB", "ADJ")):
            if who is None:
                who = inherited_subject(tree, place)
                rules = (*rules, "participle")
            break
        own = profile(tree, governor)
        if head.lemma == "have" and any(tree.tokens[c].text.lower() == "yet" for c in below(tree, governor)):
            step = Firmness.UNDECIDED
            rules = (*rules, "yet-to")
            who = inherited_subject(tree, governor)
            break
        if relation in ("xcomp", "ccomp") and head.lemma in CAUSATIVES:
            return
        if relation == "xcomp" and head.lemma in OBLIGING and who is None and not own.negated:
            rules = (*rules, "modal.must")
            yield Stance(
                anchor,
                Ask.MUST,
                Firmness.PLEDGED,
                inherited_subject(tree, governor),
                None,
                governor,
                _top(tree, governor),
                rules,
            )
            return
        if cue and cue.objection and not cue.request and _marked(tree, place, "against", "over", "for"):
            asked = object_of(tree, governor)
            by = inherited_subject(tree, governor)
            yield Stance(
                anchor,
                Ask.OBJECTION,
                None,
                asked,
                by,
                governor,
                _top(tree, governor),
                (*rules, "objection.of-deed"),
                possessor=True,
            )
            return
        if head.upos == "NOUN" and relation in ("acl", "nmod", "obl", "xcomp", "advcl", "ccomp"):
            yield from _from_noun(tree, anchor, governor, step, cues, rules)
            return
        if cue and cue.request and (asked := _asked(tree, governor, place, relation)) is not None:
            by = agent(tree, governor) if own.passive else inherited_subject(tree, governor)
            neg = step is Firmness.RULED_OUT
            yield Stance(
                anchor,
                Ask.REQUEST,
                Firmness.RULED_OUT if neg else None,
                asked,
                by,
                governor,
                _top(tree, governor),
                (*rules, "request.verb"),
                chain=tuple(chain),
            )
            return
        if cue and cue.firmness:
            step = compose(cue_step(cue.firmness, own), step)
            cue_at, rules = governor, (*rules, f"cue.{cue.firmness.value}")
        elif head.lemma == "be" or head.upos == "AUX":
            step, cue_at, rules = (
                compose(Firmness.PLEDGED if not own.negated else Firmness.RULED_OUT, step),
                governor,
                (*rules, "cue.be-to"),
            )
        else:
            outer = own_step(own, False)
            step, rules = (
                compose(outer, step) if outer is not Firmness.DELIVERED or step is None else step,
                (*rules, "raising"),
            )
        chain.append(governor)
        if who is None or relation == "xcomp":
            found = subject(tree, governor)
            who = found if found is not None else who
            if found is not None and tree.tokens[found].label != "nsubj:pass":
                possessor = False
        place, relation = governor, head.label
        if relation == "conj":
            first = first_conjunct(tree, governor)
            if who is None:
                who = subject(tree, first)
            place, relation = first, tree.tokens[first].label
    if who is None:
        who = inherited_subject(tree, place)
    if step is None:
        step = (
            Firmness.UNDER_WAY
            if tree.tokens[anchor].xpos == "VBG"
            else Firmness.DELIVERED
            if tree.tokens[anchor].xpos == "VBN"
            else Firmness.PLEDGED
        )
    yield Stance(anchor, Ask.OWN, step, who, None, cue_at, _top(tree, place), rules, possessor, tuple(chain))


def _told_noun(tree: Tree, place: int, governor: int, cues: CueWords) -> int | None:
    """The noun that an act hangs on in sense, where the tree hangs it on the verb ("there are *doubts* about sending")."""
    if not _marked(tree, place, "about", "of", "over", "on"):
        return None
    for noun in (subject(tree, governor), object_of(tree, governor)):
        if noun is not None and tree.tokens[noun].upos == "NOUN" and (cue := cues.of(tree, noun)) and cue.firmness:
            return noun
    return None


def _marked(tree: Tree, i: int, *words: str) -> bool:
    """True when one of ``words`` introduces the clause ("against making", "for leaving")."""
    return any(
        tree.tokens[c].label in ("mark", "case") and tree.tokens[c].text.lower() in words for c in below(tree, i)
    )


def _subjunctive(tree: Tree, i: int) -> bool:
    """True for what is demanded ("that Israel stop", "that it should stop"), false for what is told ("that it will stop")."""
    own = profile(tree, i)
    return (
        own.modal in ("should", "must", "shall")
        or (not own.modal and not own.finite)
        or (tree.tokens[i].xpos == "VB" and not own.modal)
    )


def _asked(tree: Tree, governor: int, place: int, relation: str) -> int | None:
    """Who is asked to do it by the request verb: its object, its "on"-phrase, or the clause's own subject."""
    own = subject(tree, place)
    if relation == "ccomp" and own is not None:
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


def _from_noun(
    tree: Tree, anchor: int, noun: int, step: Firmness | None, cues: CueWords, rules: tuple[str, ...]
) -> Iterator[Stance]:
    """An act under a noun: "its decision to lift", "calls to halt", "a refusal to send", "no plans to join"."""
    cue = cues.of(tree, noun)
    if cue is None:
        return
    own = subject(tree, anchor)
    outer, who, top, chain, outer_rules = _outer(tree, noun, cues)
    if cue.request and not cue.firmness:
        asked = own if own is not None else _named_after(tree, noun, anchor)
        verb = tree.tokens[noun].head
        if asked is None and verb >= 0 and tree.tokens[verb].lemma == "have":
            yield Stance(
                anchor, Ask.MUST, Firmness.PLEDGED, subject(tree, verb), None, noun, top, (*rules, "request.duty")
            )
            return
        yield Stance(
            anchor, Ask.REQUEST, None, asked, noun, noun, top, (*rules, "request.of-noun"), possessor=asked is None
        )
        verb = tree.tokens[noun].head
        if verb >= 0 and tree.tokens[verb].lemma in REFUSING:
            yield Stance(
                anchor,
                Ask.OWN,
                Firmness.RULED_OUT,
                inherited_subject(tree, verb),
                None,
                verb,
                _top(tree, verb),
                (*rules, "request.refused"),
            )
        return
    if cue.firmness is None:
        return
    inner = compose(cue.firmness, step)
    if is_negated(tree, noun):
        inner = compose(Firmness.RULED_OUT, inner)
    reserved = compose(outer, inner) if outer in (Firmness.RULED_OUT, Firmness.CONSIDERING) else inner
    yield Stance(
        anchor,
        Ask.OWN,
        reserved,
        who,
        None,
        noun,
        top,
        (*rules, f"noun.{cue.firmness.value}", *outer_rules),
        possessor=True,
        chain=(noun, *chain),
    )


def _outer(
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
        place = token.head
        cue = cues.of(tree, place)
        if tree.tokens[place].upos in ("VERB", "ADJ", "AUX"):
            own = profile(tree, place)
            if cue and cue.firmness:
                step = compose(cue_step(cue.firmness, own), step)
                rules.append(f"cue.{cue.firmness.value}")
            elif own.negated:
                step = compose(Firmness.RULED_OUT, step)
        chain.append(place)
        if tree.tokens[place].label in ("root", "ccomp", "advcl", "acl:relcl", "parataxis"):
            break
    who = inherited_subject(tree, place) if place != i else None
    if who is not None and tree.tokens[who].label == "nsubj:pass":
        who = agent(tree, place)
    return step, who, _top(tree, place), tuple(chain), tuple(rules)


def _of_noun(tree: Tree, i: int, acts: Acts, cues: CueWords) -> Iterator[Stance]:
    """Nouns that carry a stance by themselves: "Israel's plan for escalation", "EU sanctions", "there will be no deployment"."""
    token = tree.tokens[i]
    cue = cues.of(tree, i)
    if cue:
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label == "nmod" and word.upos in ("NOUN", "PROPN") and case_of(tree, child) in COMPLEMENTS:
                for each in conjuncts(tree, child):
                    if acts.classify(tree, each).score > 0:
                        yield from _noun_on_noun(tree, i, each, cues)
    yield from _bare_noun(tree, i, cues)
    if not acts.evokes(token.lemma):
        return
    head = tree.tokens[token.head] if token.head >= 0 else None
    if head is not None and token.label.startswith("nsubj"):
        yield from _existential(tree, i, token.head, cues)
    if subject(tree, i) is not None and any(tree.tokens[c].label == "cop" for c in below(tree, i)):
        step = own_step(profile(tree, i), False) or Firmness.UNDER_WAY
        yield Stance(i, Ask.OWN, step, subject(tree, i), None, -1, _top(tree, i), ("noun.predicate",), possessor=True)
        return
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
            _top(tree, i),
            ("noun.bare",),
            possessor=True,
        )


def _named_after(tree: Tree, noun: int, act: int) -> int | None:
    """Whom a noun of asking addresses: "pressure *on Israel* to", "demands *for Ukraine* to"."""
    for i in range(noun + 1, act):
        word = tree.tokens[i]
        if word.upos in ("PROPN", "PRON") and word.label not in ("compound", "flat", "nmod:poss"):
            before = next(
                (
                    tree.tokens[k].text.lower()
                    for k in range(i - 1, noun, -1)
                    if tree.tokens[k].upos in ("ADP", "SCONJ", "PART")
                ),
                "",
            )
            if before in ("on", "to", "for", "from"):
                return i
    return None


def _noun_on_noun(tree: Tree, cue_at: int, act: int, cues: CueWords) -> Iterator[Stance]:
    cue = cues.of(tree, cue_at)
    assert cue is not None
    outer, who, top, chain, rules = _outer(tree, cue_at, cues)
    if cue.objection and not cue.request:
        yield Stance(act, Ask.OBJECTION, None, act, cue_at, cue_at, top, ("objection.noun-of-noun",), possessor=True)
        return
    if cue.request and not cue.firmness:
        asked = _named_after(tree, cue_at, act)
        verb = tree.tokens[cue_at].head
        if asked is None and verb >= 0 and tree.tokens[verb].lemma in REFUSING:
            asked = inherited_subject(tree, verb)
        yield Stance(
            act, Ask.REQUEST, None, asked, cue_at, cue_at, top, ("request.noun-of-noun",), possessor=asked is None
        )
        if verb >= 0 and tree.tokens[verb].lemma in REFUSING:
            yield Stance(
                act,
                Ask.OWN,
                Firmness.RULED_OUT,
                inherited_subject(tree, verb),
                None,
                verb,
                _top(tree, verb),
                ("request.refused",),
            )
        return
    step = compose(Firmness.RULED_OUT, cue.firmness) if is_negated(tree, cue_at) else cue.firmness
    if outer in (Firmness.RULED_OUT, Firmness.CONSIDERING):
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
    return _outer(tree, i, cues)[0] or Firmness.UNDER_WAY


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
    yield Stance(i, Ask.OWN, step, inherited_subject(tree, head), None, i, _top(tree, head), ("cue.bare",))


def _existential(tree: Tree, noun: int, verb: int, cues: CueWords) -> Iterator[Stance]:
    """An act that is said to be, to come, to be planned: "there will be no deployment", "a meeting is planned"."""
    own = profile(tree, verb)
    cue = cues.of(tree, verb)
    if cue and cue.firmness:
        step: Firmness | None = cue_step(cue.firmness, own)
    else:
        step = own_step(own, False) or (Firmness.UNDER_WAY if own.time is Time.PRESENT else None)
    if step is None:
        return
    if is_negated(tree, noun):
        step = Firmness.RULED_OUT
    rule = "existential" if any(tree.tokens[c].label == "expl" for c in below(tree, verb)) else "event.subject"
    yield Stance(noun, Ask.OWN, step, None, None, verb, _top(tree, verb), (rule,), possessor=True)
