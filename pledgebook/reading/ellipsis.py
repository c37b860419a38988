"""Stands that lean on one told before them: "and *so will Oslo*", "but *Riga has not*", "*neither will Paris*"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.model import Firmness
from pledgebook.reading.clauses import below, profile, subject
from pledgebook.reading.cues import NEGATED, CueWords, cue_step
from pledgebook.reading.governors import DENYING, top_of
from pledgebook.reading.stance import Ask, Stance
from pledgebook.syntax import Token, Tree

AUXILIARIES = {
    "will": Firmness.PLEDGED, "would": Firmness.PLEDGED, "has": Firmness.DELIVERED, "have": Firmness.DELIVERED,
    "had": Firmness.DELIVERED, "did": Firmness.DELIVERED, "is": None, "are": None, "does": None, "do": None,
    "may": Firmness.CONSIDERING, "might": Firmness.CONSIDERING, "could": Firmness.CONSIDERING,
}  # fmt: skip
"""What is left of a predicate, and the step that it shows by itself."""
AGAIN, REFUSED = frozenset(("so", "as")), frozenset(("neither", "nor"))
"""Words that open a stand turned round: "*so* will Oslo", "*nor* will Riga"."""
RESUMING = frozenset(
    ("idea", "step", "move", "proposal", "suggestion", "plan", "decision", "demand", "request", "offer", "prospect", "call",
     "shift", "measure", "condition", "something")
)  # fmt: skip
"""Nouns that take up what was told before them."""
BESIDE = frozenset(("parataxis", "appos", "obl:unmarked", "nmod:unmarked", "conj", "dep", "obj", "obl", "dislocated"))
CLAIMS = frozenset(("claim", "report", "allegation", "accusation", "suggestion"))
MORE = frozenset(("not", "n't", "n’t", "too", "also", "either", "yet", "likewise"))
"""What may stand behind a predicate that is left out."""


def elliptic_stances(tree: Tree, found: Sequence[Stance], cues: CueWords) -> Iterator[Stance]:
    """The stances of predicates that are left out, each on the act of the nearest of ``found`` before it."""
    yield from _gapped(tree, found)
    yield from _answers(tree, found, cues)
    yield from _denials(tree, found)
    for token in tree.tokens:
        if token.text.lower() not in AUXILIARIES:
            continue
        who = _turned(tree, token.i) or _bare(tree, token.i)
        if who is None:
            continue
        told = _told_before(tree, found, min(who, token.i), Ask.OWN)
        if told is not None and told.firmness is not None and told.who != who:
            step = _step(tree, token, who, told.firmness)
            yield Stance(told.anchor, Ask.OWN, step, who, None, token.i, top_of(tree, who), ("ellipsis",))


def resumes(tree: Tree, noun: int) -> bool:
    """True for a noun that takes up what was told before and says no more of it: "criticised *the move*", "this step"."""
    token, words = tree.tokens[noun], list(tree.children(noun))
    definite = any(t.label == "det" and t.text.lower() in ("the", "this", "that", "such", "these") for t in words)
    return (
        token.lemma in RESUMING and definite and all(t.label in ("det", "case", "punct", "cc", "conj") for t in words)
    )


def _told_before(tree: Tree, found: Sequence[Stance], place: int, *asks: Ask) -> Stance | None:
    """The nearest stance before a place, one of a verb if there is any."""
    before = [
        s for s in found if s.ask in asks and s.anchor < place and (s.ask is not Ask.OWN or s.firmness is not None)
    ]
    return max(before, key=lambda s: (tree.tokens[s.anchor].upos == "VERB", s.anchor), default=None)


def _answers(tree: Tree, found: Sequence[Stance], cues: CueWords) -> Iterator[Stance]:
    """What another makes of it: "..., an idea *Riga rejected*" objects to an offer and refuses a request."""
    for verb in tree.tokens:
        noun = tree.tokens[verb.head] if verb.label == "acl:relcl" and verb.head >= 0 else None
        if noun is None or noun.lemma not in RESUMING or noun.label not in BESIDE:
            continue
        who, cue = subject(tree, verb.i), cues.of(tree, verb.i)
        told = _told_before(tree, found, noun.i, Ask.OWN, Ask.REQUEST)
        if who is None or cue is None or told is None or told.who is None or tree.tokens[who].upos == "PRON":
            continue
        if told.ask is Ask.OWN and cue.objection and not profile(tree, verb.i).negated:
            yield Stance(told.anchor, Ask.OBJECTION, None, told.who, who, verb.i, verb.i, ("ellipsis",))
        elif told.ask is Ask.REQUEST and cue.firmness is not None:
            step = cue_step(cue.firmness, profile(tree, verb.i))
            yield Stance(told.anchor, Ask.OWN, step, who, None, verb.i, verb.i, ("ellipsis",))


def _denials(tree: Tree, found: Sequence[Stance]) -> Iterator[Stance]:
    """What another takes back: "Oslo said Riga had agreed; *Riga denied it*"."""
    for verb in tree.tokens:
        what = tree.child(verb.i, "obj") if verb.lemma in DENYING and not profile(tree, verb.i).negated else None
        if what is None or not (what.text.lower() in ("it", "this", "that") or what.lemma in CLAIMS):
            continue
        told = _told_before(tree, found, verb.i, Ask.OWN)
        named = [s for s in found if s.ask is Ask.OWN and s.anchor < verb.i and "noun.of-noun" in s.rules]
        for each in (told, *named[-1:]):
            if each is None or each.firmness is None or (each.who is None and each not in named):
                continue
            chain = each.chain if each in named else ()
            yield each._replace(
                firmness=NEGATED[each.firmness], cue=verb.i, top=verb.i, chain=chain, rules=("ellipsis", "denied")
            )


def _gapped(tree: Tree, found: Sequence[Stance]) -> Iterator[Stance]:
    """Givers joined to a gift by its number alone: "Oslo pledged six jets and *Riga two*"."""
    for stance in found:
        if stance.ask is not Ask.OWN or stance.who is None or tree.tokens[stance.who].upos != "PROPN":
            continue
        for joined in _joined_to_object(tree, stance.anchor):
            counted = joined.i + 1 < len(tree) and tree.tokens[joined.i + 1].upos == "NUM"
            if joined.upos == "PROPN" and counted:
                yield stance._replace(who=joined.i, cue=joined.i, possessor=False, rules=("ellipsis",))


def _joined_to_object(tree: Tree, verb: int) -> list[Token]:
    """What a tree takes for a second object, or hangs on the first."""
    objects = [c for c in below(tree, verb) if tree.tokens[c].label == "obj"]
    return [tree.tokens[c] for each in objects for c in below(tree, each) if tree.tokens[c].label in ("conj", "appos")]


def _turned(tree: Tree, i: int) -> int | None:
    """Whose stand it is where the auxiliary comes first: "so *will Oslo*"."""
    opened = i > 0 and tree.tokens[i - 1].text.lower() in AGAIN | REFUSED
    if not opened or i + 1 >= len(tree):
        return None
    later = next((t for t in tree.tokens[i + 1 : i + 4] if t.upos in ("PROPN", "NOUN")), None)
    return later.i if later is not None and _ends(tree, max(tree.subtree(later.i)) + 1) else None


def _bare(tree: Tree, i: int) -> int | None:
    """Whose stand it is where nothing but "not" or "too" follows the auxiliary: "Riga *has* not"; "if Riga *does*" is none."""
    if tree.tokens[i].label in ("advcl", "acl:relcl") or any(t.label in ("aux", "obj") for t in tree.children(i)):
        return None
    who = next((c for c in below(tree, i) if tree.tokens[c].label == "nsubj" and c < i), None)
    end = i + 1
    while end < len(tree) and tree.tokens[end].text.lower() in MORE:
        end += 1
    return who if who is not None and _ends(tree, end) else None


def _ends(tree: Tree, i: int) -> bool:
    """True where a clause ends before word ``i``."""
    return i >= len(tree) or tree.tokens[i].upos in ("PUNCT", "CCONJ", "SCONJ")


def _step(tree: Tree, token: Token, who: int, told: Firmness) -> Firmness:
    """The step: that of the act told before for "so", "as" and "too", its refusal for "not", else what the auxiliary shows."""
    near = {t.text.lower() for t in tree.tokens[max(0, token.i - 1) : token.i + 3]} | {
        t.text.lower() for t in tree.children(token.i)
    }
    if near & REFUSED or near & {"not", "n't", "n’t"}:
        return Firmness.RULED_OUT
    if near & (AGAIN | {"too", "also", "likewise"}):
        return told
    return AUXILIARIES[token.text.lower()] or told
