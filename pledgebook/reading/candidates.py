"""Stances with names: who promises, whose act it is, on whose word, under which conditions. Everything likely or not;
``confidence`` decides later which candidates are believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pledgebook.codebooks import Codebook
from pledgebook.model import (
    Direction,
    Directness,
    Document,
    Firmness,
    Kind,
    Statement,
    Voice,
)
from pledgebook.reading.acts import Act, Acts
from pledgebook.reading.attribution import Attribution, Frame, voice_chain
from pledgebook.reading.beneficiary import beneficiary
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import Time, below, conjuncts, object_of, profile
from pledgebook.reading.conditions import Asked, Conditions
from pledgebook.reading.counts import counts
from pledgebook.reading.cues import CueWords, own_step
from pledgebook.reading.ellipsis import elliptic_stances
from pledgebook.reading.features import HintFacts, Setting, features, hint_facts
from pledgebook.reading.forces import forces_helped
from pledgebook.reading.governors import inherited_subject
from pledgebook.reading.hinted import hinted_acts, hinted_stances
from pledgebook.reading.hints import Hints
from pledgebook.reading.outsiders import is_history, is_team
from pledgebook.reading.partners import with_partners
from pledgebook.reading.party import Party, same
from pledgebook.reading.promisors import Promisors
from pledgebook.reading.stance import Ask, Stance
from pledgebook.reading.stances import stances
from pledgebook.reading.unsettled import Unsettled
from pledgebook.reading.verb_stances import HELPING
from pledgebook.reading.voices import speaks_for, voice_of, voices_of
from pledgebook.syntax import Tree

COUNT_CONFIDENCE = 0.5
"""Half of the counts that the rule finds in the coded articles are coded there; they are too few to fit more to."""


REMEMBERED = 0.8
"""The votes from which an act is clear enough to be what "this" means later on."""
TALKING = frozenset(("discuss", "debate"))
"""Words of weighing that are acts as well."""


class Candidate(NamedTuple):
    """A statement that the rules allow, with what the decision about it looks at."""

    statement: Statement
    tree: Tree
    stance: Stance
    act: Act
    who: Party
    features: tuple[str, ...]
    listed: bool
    hinted: HintFacts | None = None

    @classmethod
    def weighed(
        cls, statement: Statement, tree: Tree, stance: Stance, act: Act, who: Party, listed: bool, setting: Setting,
        hints: Hints | None,
    ) -> Candidate:  # fmt: skip
        """A candidate with its facts, and with what the network says of it."""
        facts = features(statement, tree, stance, act, who, setting)
        hinted = hint_facts(statement, tree, stance, who, hints, setting) if hints is not None else None
        return cls(statement, tree, stance, act, who, facts, listed, hinted)

    def told_beside(self, other: Candidate) -> bool:
        """True where one takes up or takes back what the other tells, so that neither speaks against the other."""
        if self.statement.firmness is other.statement.firmness:
            return False
        return self.stance.takes_up(self.tree) is not other.stance.takes_up(other.tree)

    def of(self, who: Party, setting: Setting, hints: Hints | None) -> Candidate:
        """The same candidate with the promisor ``who``."""
        statement = replace(self.statement, promisors=who.codes)
        return self.weighed(statement, self.tree, self.stance, self.act, who, self.listed, setting, hints)


class Sentence(NamedTuple):
    """A tree with what is known of its place, and its candidates."""

    tree: Tree
    setting: Setting
    candidates: list[Candidate]
    counted: list[Statement]
    unsettled: tuple[Unsettled, ...] = ()


class Candidates:
    """Puts names to stances, with the words of one codebook."""

    def __init__(self, codebook: Codebook, acts: Acts, cues: CueWords, conditions: Conditions) -> None:
        self._codebook, self._acts, self._cues, self._conditions = codebook, acts, cues, conditions
        self._promisors = Promisors(codebook, acts, cues)

    def of(
        self,
        document: Document,
        tree: Tree,
        frames: Sequence[Frame],
        attribution: Attribution,
        cast: Cast,
        setting: Setting,
        hints: Hints | None = None,
    ) -> Iterator[Candidate]:
        """The candidates of one sentence, one for each kind, act, promisor and direction, the best supported first."""
        best: dict[tuple[object, ...], Candidate] = {}
        if _asks(tree.text):
            return
        found = list(stances(tree, self._acts, self._cues))
        found += list(elliptic_stances(tree, found, self._cues))
        if hints is not None:
            found += hinted_stances(tree, hints, found, self._cues)
        for stance in found:
            for candidate in self._named(document, tree, stance, frames, attribution, cast, setting, hints):
                s = candidate.statement
                key = (s.kind, s.act, s.direction, s.promisors, s.requester, stance.takes_up(tree))
                kept = best.get(key)
                if kept is None or _support(candidate) > _support(kept):
                    best[key] = candidate
        yield from sorted(best.values(), key=lambda c: (c.stance.anchor, c.statement.act or "", c.statement.promisors))

    def counted(
        self, document: Document, tree: Tree, frames: Sequence[Frame], attribution: Attribution
    ) -> list[Statement]:
        """The counted groups of one sentence that take part in something."""
        found = []
        for noun, count in counts(tree):
            speakers = [frame.speaker for frame in voice_chain(frames, noun)]
            quoted = attribution.quoted(tree.tokens[noun].span.start) is not None
            found.append(
                Statement(
                    doc=document.name,
                    document=document.sha256,
                    evidence=tree.span,
                    quote=tree.span.of(document.text),
                    kind=Kind.COUNT,
                    voices=tuple(voice_of(speaker) for speaker in speakers),
                    directness=_directness(bool(speakers), quoted),
                    count=count,
                    spans={"count": (tree.subtree_span(noun),)},
                    rules=("count.taking-part",),
                    confidence=COUNT_CONFIDENCE,
                )
            )
        return found

    def _named(
        self, document: Document, tree: Tree, stance: Stance, frames: Sequence[Frame], attribution: Attribution, cast: Cast,
        setting: Setting, hints: Hints | None,
    ) -> Iterable[Candidate]:  # fmt: skip
        chain = voice_chain(frames, stance.anchor, stance.cue)
        inner = chain[0].speaker if chain else None
        who, by, kind, firmness = self._promisors.of(tree, stance, inner, cast)
        if who is None or not who.codes:
            if self._acts.classify(tree, stance.anchor).score > 0:
                cast.leave_open(tree, stance.who)
            return
        if stance.takes_back():
            denier, told = cast.party(tree, inherited_subject(tree, stance.cue)), voice_chain(frames, stance.anchor)
            if denier is None or not (same(denier, who) or (told and not same(told[0].speaker, who))):
                return  # what one says of oneself others seldom deny
            chain = [Frame(denier, frozenset(), stance.cue)]
        if kind is Kind.COMMITMENT:
            if is_team(tree, stance.who, who) or is_history(tree, stance, document.published):
                return
            who = with_partners(tree, stance, who, cast)
        helped = forces_helped(tree, stance.anchor, who, cast, self._acts)
        awaited = self._awaited(tree, stance)
        acts, listed = self._act_list(tree, stance, helped, awaited, cast)
        if (
            kind is Kind.COMMITMENT
            and acts[0].score > REMEMBERED
            and not self._conditions.inside(tree, stance.anchor)
            and "noun.bare" not in stance.rules
            and who.how != "memory"
            and "group:others" not in who.codes
        ):
            cast.remember(acts[0].name, who)
        if hints is not None and not listed and awaited is None:
            known = self._codebook.acts
            acts += [act for act in hinted_acts(tree, stance, hints, acts) if act.name in known and not helped]
        for act in acts:
            yield self._statement(
                document, tree, stance, act, listed, who, by, kind, firmness, chain, attribution, cast, setting, hints
            )

    def _act_list(
        self, tree: Tree, stance: Stance, helped: frozenset[int], awaited: Act | None, cast: Cast
    ) -> tuple[list[Act], bool]:
        """What a stance may be about: the classes to choose from, or all classes of a list ("funding, training and arms")."""
        head = stance.anchor
        without = self._outside(tree, stance) | helped
        options = self._acts.ranked(tree, head, without)
        vague = options[0].score == 0 or stance.ask is Ask.OBJECTION
        if vague and awaited is not None:
            options = [awaited, *(o for o in options if o.name != awaited.name)]
        elif "cue.bare" in stance.rules and vague and (latest := self._taken_up(tree, stance) or cast.latest_act()):
            options = [Act(latest, Direction.GIVE, 0.0, 0.0, ()), *(o for o in options if o.name != latest)]
        whole = options[0]
        noun = object_of(tree, head) if tree.tokens[head].upos == "VERB" else None
        if noun is None and tree.tokens[head].upos == "VERB":
            noun = next(
                (c for c in below(tree, head) if tree.tokens[c].label == "obl" and len(conjuncts(tree, c)) > 1), None
            )
        means = _means(tree, head)
        named = means if means is not None else noun
        parts = [i for i in conjuncts(tree, named) if i not in without] if named is not None else []
        if means is not None and tree.tokens[head].xpos == "VB":  # "help by training and *equipping*", hung on "help"
            parts += [t.i for t in tree.children(head) if t.label == "conj" and t.xpos == "VBG" and t.i > means]
        if len(parts) < 2:
            return options, False
        found: dict[tuple[str, Direction], Act] = {}
        for part in parts:
            act = self._acts.classify(tree, part, without | frozenset(p for p in parts if p != part))
            if act.score > 0:
                turned = act._replace(direction=whole.direction) if act.direction is Direction.GIVE else act
                found.setdefault((turned.name, turned.direction), turned)
        return (list(found.values()), True) if len(found) > 1 else (options, False)

    def _taken_up(self, tree: Tree, stance: Stance) -> str | None:
        """The class that "it" means, where its sentence names an act before: "if there is a truce, we are ready for *it*"."""
        it = next((t for t in tree.children(stance.anchor) if t.upos == "PRON" and t.label in ("obl", "obj")), None)
        if it is None:
            return None
        before = [t.i for t in tree.tokens[: stance.anchor] if t.upos == "NOUN" and self._acts.evokes(t.lemma)]
        found = (self._acts.classify(tree, i) for i in reversed(before))
        return next((act.name for act in found if act.score > 0), None)

    def _awaited(self, tree: Tree, stance: Stance) -> Act | None:
        """The act of a stand on none, where it waits for another to do his part: theirs is of the same class."""
        head = self._conditions.awaited(tree, stance) if "cue.bare" in stance.rules else None
        act = self._acts.classify(tree, head) if head is not None else None
        if act is None or act.score <= 0 or not self._codebook.act(act.name).aims(Direction.GIVE):
            return None
        return act._replace(score=max(act.score, 1.0))

    def _by_its_form(self, tree: Tree, stance: Stance, act: Act) -> Firmness | None:
        """The step of a word of talk that is the act itself: "*will discuss* the war" is a meeting promised."""
        talks = stance.cue >= 0 and tree.tokens[stance.cue].lemma in TALKING
        if not talks or stance.firmness is not Firmness.CONSIDERING or not self._acts.heads(tree, stance.cue, act.name):
            return None
        own = profile(tree, stance.cue)
        return own_step(own, False) if own.time is Time.FUTURE else None

    @staticmethod
    def _outside(tree: Tree, stance: Stance) -> frozenset[int]:
        """Words that do not tell the act: who does it, and whoever asks; to whom it is done does ("*troops* will be sent")."""
        outside = {stance.who, stance.by} - {None, stance.anchor}
        return frozenset(i for i in outside if i is not None and tree.tokens[i].label != "nsubj:pass")

    def _statement(
        self, document: Document, tree: Tree, stance: Stance, act: Act, listed: bool, who: Party, by: Party | None, kind: Kind,
        firmness: Firmness | None, chain: list[Frame], attribution: Attribution, cast: Cast, setting: Setting,
        hints: Hints | None,
    ) -> Candidate:  # fmt: skip
        speaker = chain[0].speaker if chain else None
        firmness = self._by_its_form(tree, stance, act) or firmness
        asked = Asked(
            stance, act.name, act.direction, kind, firmness, who, speaker, self._codebook.act(act.name).hostile
        )
        conditions = self._conditions.of(tree, asked, cast)
        voices, directness = voices_of(tree, stance, chain, who, by, kind, attribution)
        if directness is Directness.QUOTE and not voices:
            cast.leave_unvoiced(tree.tokens[stance.anchor].span)
        requester = ",".join(sorted(by.codes)) or by.person if by is not None else None
        aimed = self._codebook.act(act.name).aims(act.direction)
        aim = beneficiary(tree, stance.anchor, who, cast) if aimed else None
        evidence = tree.span
        cue = tree.tokens[stance.cue if stance.cue >= 0 else stance.anchor].span
        inner = voices[0] if voices else Voice()
        statement = Statement(
            doc=document.name,
            document=document.sha256,
            evidence=evidence,
            quote=evidence.of(document.text),
            kind=kind,
            promisors=who.codes,
            act=act.name,
            direction=act.direction,
            firmness=firmness if kind is Kind.COMMITMENT else None,
            conditions=conditions,
            beneficiary=aim.code if aim else None,
            requester=requester,
            voices=voices,
            directness=directness,
            hearsay=kind is Kind.COMMITMENT and bool(inner.actor or inner.person) and not speaks_for(inner, who),
            spans={
                "promisors": (who.span,),
                "act": (tree.subtree_span(stance.anchor),),
                "cue": (cue,),
                **({"beneficiary": (aim.span,)} if aim else {}),
            },
            rules=(*stance.rules, "in-condition") if self._conditions.hold(tree, stance.anchor) else stance.rules,
        )
        return Candidate.weighed(statement, tree, stance, act, who, listed, setting, hints)


def _means(tree: Tree, head: int) -> int | None:
    """By what somebody helps, where the verb does not tell: "will contribute *by training* and equipping its forces"."""
    if tree.tokens[head].lemma not in HELPING:
        return None
    means = (t.i for t in tree.children(head) if t.label in ("advcl", "obl"))
    return next((i for i in means if any(c.text.lower() in ("by", "through") for c in tree.children(i))), None)


def _asks(text: str) -> bool:
    """True for a question: coders write down two in a thousand."""
    return text.rstrip("\"”’') ").endswith("?")


def _directness(told: bool, quoted: bool) -> Directness:
    """How the document renders what somebody told, or it itself."""
    if not told:
        return Directness.NARRATION
    return Directness.QUOTE if quoted else Directness.PARAPHRASE


def _support(candidate: Candidate) -> tuple[bool, bool, float, int]:
    """How well a candidate is borne out by its words, for choosing between two readings of the same claim."""
    bare = "noun.bare" in candidate.stance.rules
    return (
        "in-condition" not in candidate.statement.rules,
        "hint" not in candidate.stance.rules,
        candidate.act.score + (0 if bare else 10) + (2 if candidate.stance.cue >= 0 else 0),
        -candidate.stance.anchor,
    )
