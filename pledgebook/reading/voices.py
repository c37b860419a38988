"""On whose word a statement stands: the speakers around it, or its own promisor where the cue is itself a word of
speech."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.model import Directness, Kind, Voice
from pledgebook.reading.attribution import Attribution, Frame
from pledgebook.reading.clauses import Time, below, case_of, profile
from pledgebook.reading.party import Party
from pledgebook.reading.stance import Stance
from pledgebook.syntax import Tree

SAYING = frozenset(
    ("announce", "reject", "insist", "warn", "deny", "refuse", "vow", "declare", "reaffirm", "reiterate", "state",
     "say", "hint", "suggest", "emphasise", "emphasize", "stress", "claim", "refute", "dismiss", "swear", "confirm",
     "indicate", "acknowledge", "affirm", "assert", "rule", "proclaim", "underline", "underscore", "express", "admit",
     "assure")
)  # fmt: skip
"""Verbs that are words of speech themselves: their subject is the voice. "Agree", "threaten", "pledge", "promise"
and "plan" are not
among them: in coded news those stand in narration three times out of four, these on their subject's word."""
ASKING = frozenset(
    ("call", "urge", "demand", "ask", "appeal", "insist", "reiterate", "propose", "suggest", "request", "reject",
     "condemn", "criticise", "criticize", "denounce", "deplore", "slam", "blast", "oppose", "warn", "tell", "exhort",
     "implore", "beseech", "plead", "protest", "decry", "dismiss", "refuse", "say", "invite", "complain", "object",
     "encourage", "recommend", "rebuke", "repeat", "renew", "express", "question", "accuse", "threaten", "vow", "deny",
     "refute", "rule", "describe", "advise")
)  # fmt: skip
"""Verbs of asking and objecting that are said. Wanting, seeking and pressing are not, nor are demands and calls as
nouns."""
PUT_IN = frozenset(("statement", "post", "letter", "interview", "speech", "address", "message", "communique", "tweet"))
"""What a stand is put in, so that it is on its subject's word."""
UNSPOKEN_FOR = frozenset(("group:opposition",))
"""Labels that may ask and object but are no actor for whom somebody speaks."""


def voices_of(
    tree: Tree,
    stance: Stance,
    chain: Sequence[Frame],
    who: Party,
    by: Party | None,
    kind: Kind,
    attribution: Attribution,
) -> tuple[tuple[Voice, ...], Directness]:
    """The speakers of a stance, innermost first, and how the document renders them.

    ``chain`` are the frames around it, innermost first; ``who`` promises, ``by`` asks or objects.
    """
    voices = tuple(voice_of(frame.speaker) for frame in chain)
    own = _own_voice(tree, stance, who, by, kind)
    if own is not None and (not voices or (kind is not Kind.COMMITMENT and voices[0].actor != own.actor)):
        voices = (own, *voices)
    quoted = _is_quoted(tree, stance, attribution)
    if not voices:
        return (), Directness.QUOTE if quoted else Directness.NARRATION
    return voices, Directness.QUOTE if quoted else Directness.PARAPHRASE


def speaks_for(voice: Voice, who: Party) -> bool:
    """True when the voice speaks for a promisor itself."""
    return voice.actor is not None and not set(voice.actor.split(",")).isdisjoint(who.codes)


def _own_voice(tree: Tree, stance: Stance, who: Party, by: Party | None, kind: Kind) -> Voice | None:
    """The promisor (or whoever asks) as the voice, where the words of the stance are words of speech with that
    subject."""
    said = [tree.tokens[k] for k in (stance.cue, *stance.chain) if k >= 0] or [tree.tokens[stance.anchor]]
    governing = (
        tree.head(t.i) for t in said if t.upos == "NOUN" and t.label == "obj"
    )  # "renews his appeal", "announced plans"
    verbs = {t.lemma for t in (*said, *governing) if t is not None and t.upos == "VERB"}
    if kind is Kind.COMMITMENT:
        return voice_of(who) if not verbs.isdisjoint(SAYING) or any(_is_put(tree, t.i) for t in said) else None
    if by is None or by.how == "first-person" or verbs.isdisjoint(ASKING):
        return None
    if all(_is_told_by_the_way(tree, t.i) for t in said):
        return None
    return voice_of(by)


def _is_told_by_the_way(tree: Tree, i: int) -> bool:
    """True for "Oslo *has asked* for more", "a plan that Oslo *rejected*": the narrator's own words, which quote nobody."""
    token = tree.tokens[i]
    if any(tree.tokens[c].label in ("ccomp", "parataxis") for c in below(tree, i)):
        return False
    own = profile(tree, i)
    return token.label == "acl:relcl" or (token.lemma == "ask" and own.time is Time.PERFECT)


def _is_put(tree: Tree, i: int) -> bool:
    """True for "Oslo *agreed in a statement* to pay", "in a letter, Oslo offered help"."""
    return any(
        tree.tokens[c].label == "obl" and tree.tokens[c].lemma in PUT_IN and case_of(tree, c) in ("in", "on")
        for c in below(tree, i)
    )


def _is_quoted(tree: Tree, stance: Stance, attribution: Attribution) -> bool:
    """True where the word that shows the stand is in quotation marks, or the whole text is a speech.

    That word is the cue, else the modal verb of the act, else the act: 'would "send help"' does not quote a promise.
    """
    modal = tree.child(stance.anchor, "aux")
    place = stance.cue if stance.cue >= 0 else modal.i if modal is not None else stance.anchor
    return attribution.is_speech(tree) or attribution.quoted(tree.tokens[place].span.start) is not None


def voice_of(party: Party) -> Voice:
    """The party as a voice: the person named and the actors spoken for."""
    codes = sorted(c for c in party.codes if c not in UNSPOKEN_FOR)
    return Voice(person=party.person, actor=",".join(codes) or None, span=party.span)
