"""Names for a stance: who promises, who asks or objects, and what kind of statement that makes of it."""

from __future__ import annotations

from pledgebook.codebooks import Codebook
from pledgebook.model import (
    Firmness,
    Kind,
)
from pledgebook.reading.acts import Acts
from pledgebook.reading.bodies import OUTSIDE
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import Time, agent, below, case_of, label_of, object_of, profile, subject
from pledgebook.reading.cues import CueWords
from pledgebook.reading.governors import inherited_subject
from pledgebook.reading.noun_stances import CHOICES
from pledgebook.reading.outsiders import is_private
from pledgebook.reading.party import IMPLIED, TOLD, Party, same
from pledgebook.reading.stance import GIVEN_TO, REFUSING, Ask, Stance
from pledgebook.syntax import Tree

FACING = frozenset(("face", "risk", "suffer", "incur", "undergo"))
CAPTURING = frozenset(("hold", "detain", "kidnap", "capture", "jail", "imprison", "seize", "abduct", "take"))
LET_IN = frozenset(("monitor", "humanitarian"))
"""Classes in which letting somebody in is the act itself ("will not *let inspectors in*")."""
FREEING = frozenset(("release", "freeing", "liberation", "repatriation", "handover"))
"""Nouns of which those freed are the possessors ("demanded *their release*")."""
DONE_TO = frozenset(("on", "against", "to", "for"))
"""Words before the one to whom an act is done."""
COMING = frozenset(("will", "would", "could", "may", "might", "shall"))
ARRANGING = frozenset(("prepare", "plan", "arrange", "organise", "organize", "schedule", "finalise", "finalize"))
"""Verbs of what is to come, also where it is being done."""
RELEASE = "release"
BARRED = frozenset(("withdraw", "arms", "force"))
"""Classes in which "cannot have", told by another, asks to give it up."""
INCLUDING = frozenset(("include", "involve", "entail", "comprise"))
"""Verbs that list the parts of a pledge spoken of before."""


class Promisors:
    """Settles the parties of stances, with the words of one codebook."""

    def __init__(self, codebook: Codebook, acts: Acts, cues: CueWords) -> None:
        self._codebook, self._acts, self._cues = codebook, acts, cues

    def of(
        self, tree: Tree, stance: Stance, speaker: Party | None, cast: Cast
    ) -> tuple[Party | None, Party | None, Kind, Firmness | None]:
        """Promisor, requester, kind and step, once the names are known."""
        who = self._promisor(tree, stance, speaker, cast)
        by = self._requester(tree, stance, who, speaker, cast)
        if stance.ask is Ask.MUST:
            if who is not None and speaker is not None and set(who.codes) != set(speaker.codes):
                return who, speaker, Kind.REQUEST, None
            return (
                who,
                None,
                Kind.COMMITMENT,
                Firmness.PLEDGED if tree.tokens[stance.cue].lemma == "have" else Firmness.WILLING,
            )
        if self._forbids(tree, stance) and who is not None:
            other = self._counterpart(tree, stance, who, speaker, cast)
            if other is not None:
                return other, who, Kind.REQUEST, None
        if speaker is not None and who is not None and self._is_barred(tree, stance, who, speaker):
            return who, speaker, Kind.REQUEST, None
        if stance.ask is Ask.REQUEST:
            if by is None and _is_passive(tree, stance.cue) and same(who, speaker):
                return who, None, Kind.REQUEST, None
            by = by or speaker
            if who is None and stance.who is not None and is_private(tree, stance.who):  # "urged *the company* to"
                return None, by, Kind.REQUEST, None
            if who is None and by is not None:
                who = self._unnamed(tree, stance, by)
            if "request.siding" in stance.rules and by is not None and (who is None or same(who, by)):
                who = self._unnamed(tree, stance, by)
            if same(who, by):
                return who, None, Kind.COMMITMENT, Firmness.WILLING
            return who, by, Kind.REQUEST, None
        if stance.ask is Ask.OBJECTION:
            by = by or speaker
            if by is None:
                return None, None, Kind.OBJECTION, None
            if who is None or set(who.codes) == set(by.codes):
                if (
                    who is None
                    and tree.tokens[stance.cue].lemma in (*REFUSING, "accept", "tolerate")
                    and not self._foreign(tree, stance)
                ):
                    return by, None, Kind.COMMITMENT, Firmness.RULED_OUT
                recalled = cast.recall(cast.latest_act() or "") if "cue.bare" in stance.rules else None
                known = recalled is not None and not same(recalled, by)
                who = recalled if known else self._unnamed(tree, stance, by)
            return who, by, Kind.OBJECTION, None
        return who, None, Kind.COMMITMENT, stance.firmness

    @staticmethod
    def _unnamed(tree: Tree, stance: Stance, by: Party) -> Party:
        """Whose act it is where nobody is named: those from outside ("any *foreign* intervention"), or others than ``by``."""
        words = (stance.anchor, *below(tree, stance.anchor))
        for child in (c for word in words for c in below(tree, word)):
            token = tree.tokens[child]
            if token.label == "amod" and token.lemma.lower() in OUTSIDE:
                return Party(("group:foreign",), None, token.span, "group")
        return Party(("group:others",), None, by.span, IMPLIED)

    def _foreign(self, tree: Tree, stance: Stance) -> bool:
        """True when what is rejected can only be another's act: force, sanctions, troops, or a promise given."""
        act = self._acts.classify(tree, stance.anchor).name
        return self._cues.commits(tree, stance.anchor) or self._codebook.act(act).intrusive

    def _forbids(self, tree: Tree, stance: Stance) -> bool:
        """ "cannot allow", "will not tolerate": what is not allowed is asked to be given up, unless letting it in is the act."""
        return (
            tree.tokens[stance.anchor].lemma in ("allow", "tolerate", "permit", "accept", "let")
            and profile(tree, stance.anchor).negated
            and self._acts.classify(tree, stance.anchor).name not in LET_IN
        )

    @staticmethod
    def _counterpart(tree: Tree, stance: Stance, who: Party, speaker: Party | None, cast: Cast) -> Party | None:
        """The one whose act is not allowed: the object that is to act, or the owner of what is not accepted."""
        for child in below(tree, stance.anchor):
            if tree.tokens[child].label in ("obj", "ccomp", "xcomp", "nsubj:pass"):
                place = subject(tree, child) if tree.tokens[child].label in ("ccomp", "xcomp") else child
                party = cast.party(tree, place, speaker) if place is not None else None
                party = party or cast.owner(tree, child, speaker)
                if party is not None and party.codes and set(party.codes) != set(who.codes):
                    return party
        return None

    def _promisor(self, tree: Tree, stance: Stance, speaker: Party | None, cast: Cast) -> Party | None:
        party = None
        if stance.possessor and _frees(tree, stance.anchor):
            return self._recalled(tree, stance, cast)
        for place in stance.chain[:1]:
            if stance.possessor and tree.tokens[place].upos == "NOUN":
                party = cast.owner(tree, place, speaker)
                if party is not None:
                    return party
        if speaker is not None and speaker.codes and _is_tellers(tree, stance):
            return speaker.at(speaker.span, TOLD)
        if stance.who is not None and _suffers(tree, stance):
            return cast.owner(tree, stance.who, speaker) or self._recalled(tree, stance, cast)
        if stance.who is not None and self._faces(tree, stance):
            faced = object_of(tree, stance.anchor)
            owner = cast.owner(tree, faced, speaker) if faced is not None else None
            owner = owner or speaker
            return None if same(owner, cast.party(tree, stance.who, speaker)) else owner
        if stance.who is not None and not (stance.ask is Ask.OBJECTION and stance.who == stance.anchor):
            party = cast.party(tree, stance.who, speaker)
            if party is None and is_private(tree, stance.who):
                return None
            if party is None:
                party = cast.owner(tree, stance.who, speaker)
        if party is not None:
            return party
        if (
            stance.possessor
            or stance.ask is Ask.OBJECTION
            or (stance.who is not None and tree.tokens[stance.who].upos not in ("PRON", "DET"))
        ):
            for place in dict.fromkeys(
                (stance.anchor, *stance.chain, *([stance.who] if stance.who is not None else ()))
            ):
                party = cast.owner(tree, place, speaker)
                if party is not None:
                    return party
        verb = tree.tokens[stance.chain[0]].head if stance.chain else stance.cue
        if verb >= 0 and any(tree.tokens[c].label == "expl" for c in below(tree, verb)):
            party = self._placed(tree, verb, cast)
            if party is not None or speaker is not None:
                return party or speaker
        noun = tree.tokens[stance.anchor].upos != "VERB"
        if tree.tokens[stance.anchor].lemma in INCLUDING:
            for child in below(tree, stance.anchor):
                party = cast.owner(tree, child, speaker)
                if party is not None:
                    return party
            return cast.committed
        if stance.possessor and (stance.cue < 0 or noun):
            party = self._inside(tree, stance.anchor, speaker, cast)
        headless = party is None and stance.possessor and subject(tree, stance.top) is None
        label = label_of(tree, stance.anchor) if headless else None
        party = cast.party(tree, label, speaker) if label is not None else party
        return party or self._recalled(tree, stance, cast) or self._told(tree, stance, speaker, cast)

    def _told(self, tree: Tree, stance: Stance, speaker: Party | None, cast: Cast) -> Party | None:
        """Whoever speaks of an act to come that nobody is said to do: "the ban *will be lifted*, Oslo said". Not so where it is
        done to him: "sanctions *on Norway* will be lifted, Oslo said"."""
        verb = stance.anchor if tree.tokens[stance.anchor].upos == "VERB" else stance.cue
        if speaker is None or not speaker.codes or stance.ask is not Ask.OWN or not stance.possessor or verb < 0:
            return None
        own, done = profile(tree, verb), object_of(tree, verb)
        event = "event.subject" in stance.rules and all(t.label != "acl" for t in tree.children(stance.anchor))
        coming = own.modal in COMING or (
            own.passive and tree.tokens[verb].lemma in ARRANGING and own.time is Time.PROGRESSIVE
        )
        if not coming or tree.tokens[verb].upos != "VERB" or not (own.passive or event):
            return None
        if own.passive and done is not None and tree.tokens[done].upos != "NOUN":
            return None
        if self._acts.classify(tree, stance.anchor).name == RELEASE and not own.negated:
            return None
        nouns = (stance.anchor, subject(tree, verb))
        if any(same(speaker, cast.party(tree, c)) for i in nouns if i is not None for c in _recipients(tree, i)):
            return None
        return speaker.at(speaker.span, TOLD)

    def _faces(self, tree: Tree, stance: Stance) -> bool:
        """True where the subject is the one to whom a hostile act is done: "Riga *faces* new tariffs"."""
        if tree.tokens[stance.anchor].lemma not in FACING or stance.ask is not Ask.OWN:
            return False
        return self._codebook.act(self._acts.classify(tree, stance.anchor).name).hostile

    def _is_barred(self, tree: Tree, stance: Stance, who: Party, speaker: Party) -> bool:
        """True for what another says that somebody cannot do: "Oslo said *Riga cannot enrich* uranium"."""
        if stance.ask is not Ask.OWN or who.codes == speaker.codes or tree.tokens[stance.anchor].upos != "VERB":
            return False
        own = profile(tree, stance.anchor)
        return own.negated and own.modal == "can" and self._acts.classify(tree, stance.anchor).name in BARRED

    @staticmethod
    def _placed(tree: Tree, verb: int, cast: Cast) -> Party | None:
        """Whose stand it is where a capital says so: "there would be reservations *in Berlin*"."""
        for child in below(tree, verb):
            for place in (child, *below(tree, child)):
                if tree.tokens[place].label in ("obl", "nmod") and case_of(tree, place) == "in":
                    party = cast.party(tree, place)
                    if party is not None and party.how in ("capital", "seat"):
                        return party
        return None

    def _recalled(self, tree: Tree, stance: Stance, cast: Cast) -> Party | None:
        """Whose act it is by what the document said before: "the guarantees will be deployed" are those of the pledge told."""
        if stance.who is not None and tree.tokens[stance.who].upos in ("PRON", "DET"):
            return None
        place = stance.who if stance.who is not None else stance.anchor
        noun = place if tree.tokens[place].upos == "NOUN" else subject(tree, stance.anchor)
        if noun is None or tree.tokens[noun].upos != "NOUN" or not _definite(tree, noun):
            return None
        if self._cues.commits(tree, noun):
            return cast.committed
        act = self._acts.classify(tree, stance.anchor)
        return cast.recall(act.name) if act.score > 1 else None

    @staticmethod
    def _inside(tree: Tree, i: int, speaker: Party | None, cast: Cast) -> Party | None:
        """The one whose act it is, named deeper in the phrase ("attempts by Iran to", "the war that Israel wages")."""
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label == "nmod" and case_of(tree, child) in ("on", "against"):
                continue
            if word.label in ("acl", "acl:relcl", "nmod", "ccomp") and word.upos in ("VERB", "NOUN"):
                own = subject(tree, child)
                who = own if own is not None else _captor(tree, child)
                party = cast.party(tree, who, speaker) if who is not None else None
                party = party or cast.owner(tree, child, speaker)
                if party is not None and party.codes:
                    return party
        return None

    def _requester(
        self, tree: Tree, stance: Stance, who: Party | None, speaker: Party | None, cast: Cast
    ) -> Party | None:
        if stance.by is None:
            return None
        named = cast.party(tree, stance.by, speaker) or cast.owner(tree, stance.by, speaker)
        if tree.tokens[stance.by].label == "obl:agent":
            return named
        if named is None and tree.tokens[stance.by].upos == "NOUN" and (verb := tree.tokens[stance.by].head) >= 0:
            named = cast.party(tree, inherited_subject(tree, verb), speaker)
            if (
                named is not None
                and who is not None
                and named.codes == who.codes
                and (above := tree.tokens[verb].head) >= 0
            ):
                named = cast.party(tree, inherited_subject(tree, above), speaker)
            if stance.ask is Ask.REQUEST and same(named, who):
                return None  # who "came under pressure" was pressed by others
        return named


def _is_tellers(tree: Tree, stance: Stance) -> bool:
    """True for a stand that is its teller's where nobody else is named: "*no decision* was taken on it", "it is *out of the
    question*"."""
    if stance.who is not None or stance.ask is not Ask.OWN:
        return False
    chosen = stance.chain[:1] and tree.tokens[stance.chain[0]].lemma in CHOICES
    judged = "verdict.closed" in stance.rules or "verdict.step" in stance.rules
    return judged or (stance.firmness is Firmness.UNDECIDED and bool(chosen))


def _frees(tree: Tree, noun: int) -> bool:
    """True for "*their* release", which is another's act."""
    owned = any(t.label == "nmod:poss" and t.upos == "PRON" for t in tree.children(noun))
    return owned and tree.tokens[noun].lemma in FREEING


def _captor(tree: Tree, i: int) -> int | None:
    """Who holds those whose release is spoken of: "hostages *held by the group*"."""
    held = (c for c in below(tree, i) if tree.tokens[c].label.startswith("acl") and tree.tokens[c].lemma in CAPTURING)
    return next((by for c in held if (by := agent(tree, c)) is not None), None)


def _recipients(tree: Tree, noun: int) -> list[int]:
    """Those to whom an act is done that a noun names: "sanctions *on Riga*", "aid *to Chad*"."""
    return [c for c in below(tree, noun) if tree.tokens[c].label == "nmod" and case_of(tree, c) in DONE_TO]


def _is_passive(tree: Tree, verb: int) -> bool:
    """True for a passive that leaves out who did it."""
    return verb >= 0 and profile(tree, verb).passive and agent(tree, verb) is None


def _definite(tree: Tree, i: int) -> bool:
    """True for "the sanctions", "these talks": something that was spoken of before."""
    return any(
        tree.tokens[c].label == "det"
        and tree.tokens[c].text.lower() in ("the", "these", "those", "this", "that", "such")
        for c in below(tree, i)
    )


def _suffers(tree: Tree, stance: Stance) -> bool:
    """True where the only party named is the one to whom it is done: "Hamas will be defeated", "Japan is charged a levy"."""
    who = tree.tokens[stance.who] if stance.who is not None else None
    if who is None or who.label != "nsubj:pass" or who.head != stance.anchor:
        return False
    return who.upos in ("PRON", "PROPN") and tree.tokens[stance.anchor].lemma not in GIVEN_TO
