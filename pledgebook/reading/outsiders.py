"""Subjects and deeds that take no stand: companies and private persons beside a nationality, teams, and what is long past."""

from __future__ import annotations

from datetime import datetime

from pledgebook.reading.bodies import COMPANIES, INSTITUTIONS
from pledgebook.reading.clauses import Time, below, case_of, conjuncts, profile
from pledgebook.reading.party import Party
from pledgebook.reading.stance import Stance
from pledgebook.syntax import Tree

PRIVATE = COMPANIES | frozenset(
    ("investor", "businessman", "businesswoman", "tycoon", "billionaire", "widow", "student", "doctor", "tourist", "shopper",
     "farmer", "fan", "player", "court", "judge", "prosecutor", "consumer", "trader", "economist", "analyst", "scientist",
     "author", "actor", "singer", "athlete", "striker", "coach", "captain", "team-mate", "researcher")
)  # fmt: skip
"""Who acts for nobody but himself, whatever nationality stands beside the word ("the *Dutch* lender")."""
FORCES = frozenset(("battlegroup", "brigade", "fleet", "corps", "guard", "guards", "command"))
PUBLIC = frozenset(("development", "central", "national", "state", "world"))
"""Words that make a bank or a court one of the state."""
PLURAL_NAMES = frozenset(
    ("states", "netherlands", "philippines", "emirates", "maldives", "bahamas", "nations", "us", "u.s.", "uae")
)
PLURAL = frozenset(("are", "were", "have", "'re", "’re", "'ve", "’ve"))
LONG_AGO = 10
"""Years after which what was done in one is history."""


def is_private(tree: Tree, i: int) -> bool:
    """True for "the Dutch *lender*", "Norway's *Equinor*": somebody beside whom a state only tells where he is from."""
    token = tree.tokens[i]
    around = {tree.tokens[c].lemma.lower() for c in below(tree, i)}
    if token.upos == "PROPN":
        named = {token.lemma.lower(), *around} & (INSTITUTIONS | FORCES)
        return not named and any(tree.tokens[c].label == "nmod:poss" for c in below(tree, i))
    return token.upos == "NOUN" and token.lemma in PRIVATE and not around & PUBLIC


def is_team(tree: Tree, i: int | None, who: Party) -> bool:
    """True for the name of one state with a plural verb, as those speak who report on sport: "*Norway are* to play"."""
    if i is None or who.how != "state" or len(who.codes) != 1:
        return False
    token = tree.tokens[i]
    if token.upos != "PROPN" or token.xpos == "NNPS" or token.text.lower() in PLURAL_NAMES or token.head < 0:
        return False
    if not token.label.startswith("nsubj") or len(conjuncts(tree, i)) > 1:
        return False
    verb = tree.tokens[token.head]
    auxiliaries = [t.text.lower() for t in tree.children(verb.i) if t.label.startswith(("aux", "cop"))]
    return bool(PLURAL & set(auxiliaries)) or (
        not auxiliaries and verb.xpos == "VBP" and verb.label in ("root", "conj")
    )


def is_history(tree: Tree, stance: Stance, published: datetime | None) -> bool:
    """True where a year long before the report dates what was done: "in 1982 Oslo offered to mediate"."""
    if published is None or profile(tree, stance.top).time is not Time.PAST:
        return False
    for place in {stance.anchor, stance.top, stance.cue, *stance.chain} - {-1}:
        for child in below(tree, place):
            token = tree.tokens[child]
            year = int(token.text) if token.text.isdecimal() and len(token.text) == 4 else None
            dated = token.label in ("obl", "obl:unmarked", "nmod", "nmod:unmarked") and case_of(tree, child) in (
                "in",
                "",
            )
            if year is not None and dated and 1000 < year <= published.year - LONG_AGO:
                return True
    return False
