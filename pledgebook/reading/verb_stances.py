"""The stance of a verb of action: its own form, then every governor that lends it a subject and a step."""

from __future__ import annotations

from collections.abc import Iterable

from pledgebook.model import Direction, Firmness
from pledgebook.reading.acts import Acts
from pledgebook.reading.clauses import (
    Time,
    agent,
    below,
    first_conjunct,
    is_infinitive,
    is_pending,
    object_of,
    profile,
    subject,
)
from pledgebook.reading.complements import (
    addressed,
    asked_by,
    call_before,
    completes,
    deadline,
    felt_for,
    giver,
    is_due,
    is_won_over,
    seen_from,
    takes_nothing,
    told_noun,
    wished_seen,
)
from pledgebook.reading.cues import NEGATED, Cue, CueWords, compose, cue_step, left_open, own_step, shown_step
from pledgebook.reading.governors import (
    DENYING,
    inherited_subject,
    is_denied,
    is_subjunctive,
    marked,
    takes_back,
    top_of,
)
from pledgebook.reading.noun_stances import SIGNS, from_noun, gives_no_sign
from pledgebook.reading.stance import Ask, Stance
from pledgebook.syntax import Tree

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
STANDING = frozenset((Firmness.RULED_OUT, Firmness.RELUCTANT, Firmness.WILLING))
"""Steps that it shows even where it is a word of the act as well ("has rejected the ceasefire", "supports the talks")."""
CAUSATIVES = frozenset(("allow", "permit", "let", "enable", "help", "make", "cause", "cooperate"))
"""Verbs that take their complement into one act of their own ("allow aid to enter")."""
CEASING = frozenset(("stop", "cease", "halt", "end", "quit", "suspend", "pause"))
"""Verbs that are the act themselves where a gerund tells what ends ("will *stop* sending tanks")."""
WARNING = frozenset(("warn", "caution", "admonish"))
"""Verbs that ask of their object not to do what is negated below them ("warned Riga *not to send* troops")."""
JUDGING = frozenset(("thank", "praise", "commend", "applaud", "congratulate", "hail", "reward", "punish", "salute"))
"""Verbs whose "for doing" tells what their object did ("thanked Riga *for sending* troops")."""
COMMENTING = frozenset(("comment", "elaborate", "answer", "speculate", "confirm", "specify"))
"""Verbs that tell of no act where they are refused ("declined to *comment* on the sale")."""
QUESTIONS = frozenset(("whether", "if", "when", "how", "which", "what", "who", "where", "why"))
TELLING = frozenset(("say", "confirm", "disclose", "reveal", "specify", "clarify"))
HELPING = frozenset(("contribute", "help", "assist", "support", "participate", "aid", "back"))
"""Verbs that leave open by what means ("will *help* by sending troops")."""
HOPING = frozenset(("hope", "wish", "trust"))
"""Verbs that ask of others what their clause says of them ("Oslo hopes that *Riga will lift* the ban")."""
OBLIGING = frozenset(("need", "have", "ought", "supposed", "has"))
"""Governors of an infinitive that put it as a duty: asked of another, or one's own resolve."""


LOOKING = frozenset(("see", "find", "detect", "notice", "observe"))
"""Verbs whose subject does nothing but look ("*sees no sign* of")."""
MOST = 10
"""Governors that a chain may have; news has four at the most."""
CLAUSES = frozenset(("xcomp", "acl", "ccomp", "advcl", "csubj", "obj", "obl", "nmod"))
"""Labels over which the climb goes on."""


def climb(tree: Tree, anchor: int, acts: Acts, cues: CueWords) -> Iterable[Stance]:
    """The stances of a verb of action: its own form, then every governor that lends it a subject and a step."""
    return Climb(tree, anchor, acts, cues).stances()


class Climb:
    """The way up from one verb. ``place`` is where it has come to, ``relation`` the label over which it goes on from there."""

    def __init__(self, tree: Tree, anchor: int, acts: Acts, cues: CueWords) -> None:
        token, own = tree.tokens[anchor], profile(tree, anchor)
        own = own._replace(negated=own.negated or takes_nothing(tree, anchor))
        self.tree, self.anchor, self.cues, self.own = tree, anchor, cues, own
        self.binding = token.lemma in BINDING
        self.step = own_step(own, self.binding)
        shown = cues.shown_by(tree, anchor)
        weighed = shown in WEIGHED and token.lemma not in acts.verbs
        if shown is not None and (weighed or shown in STANDING) and self.step is not None:
            self.step = cue_step(shown, own)
        if left_open(token.lemma, own):
            self.step = Firmness.UNDECIDED
        if is_due(tree, anchor):
            self.step = Firmness.PLEDGED
        taken = object_of(tree, anchor) if takes_back(tree, anchor) else None
        stand = cues.of(tree, taken) if taken is not None else None
        if stand and stand.firmness and acts.classify(tree, anchor).direction is Direction.GIVE:
            self.step = NEGATED[stand.firmness]
        if self.step is Firmness.DELIVERED and any(tree.tokens[c].text.lower() in LASTING for c in below(tree, anchor)):
            self.step = Firmness.UNDER_WAY
        by = agent(tree, anchor) if own.passive else None
        self.who = by if own.passive else giver(tree, anchor) or subject(tree, anchor)
        self.possessor = own.passive and by is None
        form = f"form.{own.time.value}" + (".modal" if own.modal else "") + (".negated" if own.negated else "")
        self.rules: tuple[str, ...] = (form,)
        self.chain: list[int] = []
        self.cue = -1
        self.place, self.relation = anchor, token.label

    def stances(self) -> Iterable[Stance]:
        """What the chain comes to."""
        seen = object_of(self.tree, self.anchor) if self.tree.tokens[self.anchor].lemma in LOOKING else None
        if seen is not None and self.tree.tokens[seen].lemma in SIGNS:  # they tell of another
            return NOTHING
        if is_won_over(self.tree, self.anchor, self.cues):
            return NOTHING
        if (source := seen_from(self.tree, self.anchor)) is not None:
            return [self._asked(self.tree.tokens[self.anchor].head, Ask.REQUEST, source, "request.see")]
        if (wish := wished_seen(self.tree, self.anchor)) is not None:
            return [self._seen(wish)]
        if self.own.modal in self.cues.duties:
            return [self._duty(self.anchor, self.who, ("modal.must.passive" if self.own.passive else "modal.must",))]
        if self.relation == "conj" and (shared := self._join()) is not None:
            return [shared]
        for _ in range(MOST):
            governor = self.tree.tokens[self.place].head
            if governor >= 0 and self.relation == "acl:relcl":  # "*no signs that* they want to"
                unlikely = gives_no_sign(self.tree, self.anchor, governor, self.rules)
                if unlikely is not None:
                    return [unlikely]
            if governor < 0 or self.relation not in CLAUSES:
                break
            found = self._ascend(governor)
            if found is not None:
                return found
        return [self._end()]

    def _seen(self, wish: int) -> Stance:
        """What somebody wants to see done, by whoever is to do it: "wants to see *prisoners freed*", "*Oslo lift* the ban"."""
        done = self.tree.tokens[self.anchor].xpos == "VBN"
        seen = object_of(self.tree, self.tree.tokens[self.anchor].head)
        own = subject(self.tree, self.anchor)
        who = agent(self.tree, self.anchor) if done else own if own is not None else seen
        by, top = inherited_subject(self.tree, wish), top_of(self.tree, wish)
        over = self.tree.tokens[self.anchor]
        anchor = over.head if over.label == "acl" else self.anchor
        return Stance(
            anchor, Ask.REQUEST, None, who, by, wish, top, (*self.rules, "request.see"), possessor=who is None
        )

    def _duty(self, at: int, who: int | None, rules: tuple[str, ...]) -> Stance:
        """An act that somebody must do, with the word ``at`` that says so."""
        top = top_of(self.tree, at)
        return Stance(self.anchor, Ask.MUST, Firmness.PLEDGED, who, None, at, top, rules, possessor=self.possessor)

    def _join(self) -> Stance | None:
        """Take from the first conjunct what this one lacks: its subject, its auxiliaries, its governors."""
        first = first_conjunct(self.tree, self.anchor)
        if self.who is not None and self.own.finite:
            return None
        shared, token = profile(self.tree, first), self.tree.tokens[self.anchor]
        if not self.own.finite and self.tree.tokens[first].upos in ("VERB", "AUX"):
            if token.xpos in ("VB", "VBN", "VBG") or shared.modal:
                self.step = own_step(shared._replace(negated=shared.negated or self.own.negated), self.binding)
            if shared.modal in self.cues.duties:
                return self._duty(first, subject(self.tree, first), ("modal.must", "coordination"))
        self.who = self.who if self.who is not None else subject(self.tree, first)
        self.place, self.relation = first, self.tree.tokens[first].label
        self.rules = (*self.rules, "coordination")
        return None

    def _ascend(self, governor: int) -> Iterable[Stance] | None:
        """One step up: what the chain comes to, where it ends here; ``None`` where it goes on."""
        tree, place, relation = self.tree, self.place, self.relation
        head, cue = tree.tokens[governor], self.cues.of(tree, governor)
        if relation in ("ccomp", "csubj", "xcomp", "advcl") and marked(tree, place, "whether"):
            self.step, self.rules = Firmness.UNDECIDED, (*self.rules, "whether")
        if relation.startswith("csubj") and left_open(head.lemma, profile(tree, governor)):
            self.step = Firmness.UNDECIDED
        if is_denied(tree, place):
            self.step = NEGATED[self.step or Firmness.PLEDGED]
            self.rules = (*self.rules, "denied")
        if head.lemma == "ask" and marked(tree, place, "whether", "if", "about"):
            return NOTHING
        if (
            head.label == "obl:agent" and relation == "acl" and is_infinitive(tree, place)
        ):  # "was asked *by Oslo to send*"
            over = self.cues.of(tree, head.head)
            bidden = tree.child(head.head, "nsubj:pass")
            if over and over.request and bidden is not None:
                return [self._asked(head.head, Ask.REQUEST, bidden.i, "request.verb", passive=True)]
        if head.lemma == "give" and is_infinitive(tree, place) and (given := deadline(tree, governor)) is not None:
            return [self._asked(governor, Ask.REQUEST, given, "request.deadline")]
        if head.text.lower() == "short" and head.head >= 0 and tree.tokens[head.head].lemma == "stop":
            self.step, self.place, self.relation = Firmness.RULED_OUT, head.head, tree.tokens[head.head].label
            self.rules = (*self.rules, "cue.ruled-out")
            return None
        if relation == "ccomp" and self._is_untold(governor):
            self.step, self.rules = Firmness.UNDECIDED, (*self.rules, "untold")
        gerund = cue and cue.firmness and completes(tree, place, governor)
        finite = relation in ("ccomp", "csubj") and not is_infinitive(tree, place) and not gerund
        vital = head.upos == "ADJ" and relation == "csubj" and self.own.time is Time.PRESENT
        if finite and not (cue and cue.request and (vital or is_subjunctive(tree, place))):
            hoped = head.lemma in HOPING and subject(tree, place) is not None
            asked = [self._asked(governor, Ask.REQUEST, self.who, "request.hope")] if hoped else []
            return [self._end(), *asked]
        if relation in ("advcl", "xcomp") and (call := call_before(tree, place, governor, self.cues)) is not None:
            return from_noun(tree, self.anchor, call, self.step, self.cues, self.rules)
        if relation == "advcl":
            told = told_noun(tree, place, governor, self.cues)
            if told is not None:
                return from_noun(tree, self.anchor, told, self.step, self.cues, self.rules)
            joins = head.lemma == "join" and marked(tree, place, "in")
            if joins or (head.lemma in HELPING and marked(tree, place, "by", "through")):
                self.step = own_step(profile(tree, governor), False) or self.step
            praised = object_of(tree, governor) if marked(tree, place, "for", "over", "against") else None
            if praised is not None and cue and cue.objection:
                return [self._asked(governor, Ask.OBJECTION, praised, "objection.of-deed")]
            if cue and cue.objection and not cue.firmness and not cue.request and marked(tree, place, "to", "against"):
                return [self._asked(governor, Ask.OBJECTION, object_of(tree, place), "objection.of-deed")]
            if praised is not None and self.who is None and head.lemma in JUDGING:
                self.who = praised
            if self.who is None and head.upos == "ADJ" and marked(tree, place, "for"):
                self.who = felt_for(tree, governor)
            if not ((is_infinitive(tree, place) or gerund) and cue and head.upos in ("VERB", "ADJ")):
                return [self._participle()]
        special = self._special(governor, cue)
        if special is None:
            self._lift(governor, cue)
        return special

    def _is_untold(self, governor: int) -> bool:
        """True for what somebody will not say: "refused to *confirm* that", "has not *said* that"."""
        token = self.tree.tokens[governor]
        if token.lemma not in TELLING or self.tree.tokens[min(self.tree.subtree(self.place))].lemma in QUESTIONS:
            return False
        over = self.tree.tokens[token.head].lemma if token.label == "xcomp" else ""
        return over in ("refuse", "decline") or profile(self.tree, governor).negated

    def _participle(self) -> Stance:
        """An adverbial clause borrows the subject of its main clause and nothing else; "if *attacked*" not even that."""
        if self.who is None and (self.own.finite or self.tree.tokens[self.anchor].xpos != "VBN"):
            self.who = inherited_subject(self.tree, self.place)
            self.rules = (*self.rules, "participle")
        return self._end()

    def _special(self, governor: int, cue: Cue | None) -> Iterable[Stance] | None:
        """Governors at which a chain ends in a way of its own; a causative ends it without a stance, being one itself."""
        tree, head = self.tree, self.tree.tokens[governor]
        own = profile(tree, governor)
        if is_pending(tree, governor):
            self.step, self.rules = Firmness.UNDECIDED, (*self.rules, "yet-to")
            self.who = inherited_subject(tree, governor)
            return [self._end()]
        if self.relation in ("xcomp", "ccomp") and head.lemma in CAUSATIVES:
            barred = tree.child(governor, "nsubj:pass") if own.passive and own.negated else None
            if barred is not None:  # "Riga *cannot be allowed* to"
                return [self._asked(governor, Ask.REQUEST, barred.i, "request.barred", passive=True)]
            return NOTHING
        if self.relation == "xcomp" and head.lemma in CEASING:
            return NOTHING  # what is stopped is told by the verb that stops it
        if self.relation == "xcomp" and head.lemma in OBLIGING and self.who is None and not own.negated:
            return [self._duty(governor, inherited_subject(tree, governor), (*self.rules, "modal.must"))]
        if head.lemma in WARNING and self.own.negated and (warned := addressed(tree, governor)) is not None:
            return [self._asked(governor, Ask.REQUEST, warned, "request.verb", passive=own.passive)]
        if head.lemma in ("refuse", "decline") and tree.tokens[self.anchor].lemma in COMMENTING:
            return NOTHING
        if cue and cue.objection and not cue.request and marked(tree, self.place, "against", "over", "for"):
            if head.upos == "NOUN":  # "sailed despite *warnings against* sailing"
                doer = inherited_subject(tree, head.head) if head.head >= 0 else None
                rules = (*self.rules, "objection.of-deed")
                return [
                    Stance(self.anchor, Ask.OBJECTION, None, doer, governor, governor, top_of(tree, governor), rules)
                ]
            return [self._asked(governor, Ask.OBJECTION, object_of(tree, governor), "objection.of-deed")]
        written = head.label == "obl" and tree.tokens[head.head].lemma in self.cues.reporting
        if written and self.relation == "acl" and marked(tree, self.place, "that"):  # "said in a note that"
            return [self._end()]
        if head.upos == "NUM" and self.relation == "acl" and is_infinitive(tree, self.place):
            self.who, self.step = governor, self.step or Firmness.PLEDGED  # "Sato: *all nine to* send troops"
            return [self._end()]
        if head.upos == "NOUN" and self.who != governor:
            return from_noun(tree, self.anchor, governor, self.step, self.cues, self.rules)
        if cue and cue.firmness and own.passive and head.lemma == "expect" and agent(tree, governor) is None:
            return None
        if cue and cue.request and (asked := asked_by(tree, governor, self.place, self.relation)) is not None:
            if own.negated or is_denied(tree, governor):
                return NOTHING
            return [self._asked(governor, Ask.REQUEST, asked, "request.verb", passive=own.passive)]
        return None

    def _asked(self, governor: int, ask: Ask, who: int | None, rule: str, *, passive: bool = False) -> Stance:
        """What the governor's subject (its agent, where passive) asks of another, or objects to."""
        by = agent(self.tree, governor) if passive else inherited_subject(self.tree, governor)
        step = Firmness.RULED_OUT if ask is Ask.REQUEST and self.step is Firmness.RULED_OUT else None
        top, rules = top_of(self.tree, governor), (*self.rules, rule)
        suffers = (
            who is not None
            and self.tree.tokens[who].label == "nsubj:pass"
            and self.tree.tokens[who].head == self.anchor
        )
        possessor, chain = suffers or ask is Ask.OBJECTION, () if ask is Ask.OBJECTION else tuple(self.chain)
        return Stance(self.anchor, ask, step, who, by, governor, top, rules, possessor=possessor, chain=chain)

    def _lift(self, governor: int, cue: Cue | None) -> None:
        """Let the governor change the step and lend its subject, and go on from it."""
        tree, head, own = self.tree, self.tree.tokens[governor], profile(self.tree, governor)
        if "denied" in self.rules and head.lemma in DENYING:  # what it takes back was turned round before
            self.cue = governor
        elif cue and cue.firmness:
            self.step, self.cue = compose(shown_step(head.lemma, cue.firmness, own), self.step), governor
            self.rules = (*self.rules, f"cue.{cue.firmness.value}")
        elif head.lemma == "be" or head.upos == "AUX":
            self.step = compose(Firmness.RULED_OUT if own.negated else Firmness.PLEDGED, self.step)
            self.cue, self.rules = governor, (*self.rules, "cue.be-to")
        else:
            outer = own_step(own, False)
            if outer is not Firmness.DELIVERED or self.step is None:
                self.step = compose(outer, self.step)
            self.rules = (*self.rules, "raising")
        self.chain.append(governor)
        lent = subject(tree, governor)
        if lent is not None and (self.who is None or self.relation == "xcomp"):
            self.who = lent
            self.possessor = self.possessor and tree.tokens[lent].label == "nsubj:pass"
        self.place, self.relation = governor, head.label
        if self.relation == "conj":
            first = first_conjunct(tree, governor)
            self.who = self.who if self.who is not None else subject(tree, first)
            self.place, self.relation = first, tree.tokens[first].label

    def _end(self) -> Stance:
        """The stance where the climb has come to; a form that shows no step by itself is told by its ending."""
        who = self.who if self.who is not None else inherited_subject(self.tree, self.place)
        ending = {"VBG": Firmness.UNDER_WAY, "VBN": Firmness.DELIVERED}.get(self.tree.tokens[self.anchor].xpos)
        step = self.step or ending or Firmness.PLEDGED
        top = top_of(self.tree, self.place)
        return Stance(
            self.anchor, Ask.OWN, step, who, None, self.cue, top, self.rules, self.possessor, tuple(self.chain)
        )


NOTHING: tuple[Stance, ...] = ()
