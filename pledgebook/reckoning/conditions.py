"""What must hold first, as literals over atoms (docs/explanation/reckoning.md names the atoms)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import structs

from pledgebook.model import Condition, ConditionKind, Firmness, Link, Position

ACTS = "acts:"
"""Atoms that the ledger itself makes true: ``acts:USA``, ``acts:USA:guarantee``."""

ALWAYS_KNOWN = ("ceasefire", "deal")
"""Event atoms that a scenario may set although no condition names them."""

NO_SUPPORT = frozenset({"agreement", "force", "negotiate", "other", "sanctions"})
"""Acts that are no part in a guarantee: who only talks, signs, threatens or sanctions has not yet "made its
contribution".

They make ``acts:USA:negotiate`` true, never ``acts:USA``. Every other class counts as support, those of other codebooks
among them.
"""

_SLUG = 60


class Literal(NamedTuple):
    """An atom, and whether it must be true (``plain``) or false."""

    atom: str
    plain: bool = True


Clauses = tuple[tuple[Literal, ...], ...]
"""A formula: every clause must have a literal that holds. No clause at all: always true; an empty one: never."""


def clauses(conditions: Iterable[Condition]) -> Clauses:
    """The conditions joined by *and*, except where the text joins one to the condition before it by *or*."""
    given = tuple(conditions)
    if len(given) == 1:
        return _of_one(given[0])
    groups: list[Clauses] = []
    for condition in given:
        own = _of_one(condition)
        if condition.alternative and groups:
            groups[-1] = tuple((*left, *right) for left in groups[-1] for right in own)
        else:
            groups.append(own)
    return tuple(clause for group in groups for clause in group)


def refusal_stands(position: Position) -> Clauses:
    """When a refusal is in force: until what it names comes, if what it names comes, unless what it names comes.

    Afterwards nothing is promised. The clauses read like those of a promise, with ``until`` turned round.
    """
    turn = {Link.UNTIL: Link.UNLESS}
    return clauses(structs.replace(c, link=turn.get(c.link, c.link)) for c in position.conditions)


def is_refusal(position: Position) -> bool:
    """A flat refusal, with or without an end."""
    return position.firmness is Firmness.RULED_OUT


def _of_one(condition: Condition) -> Clauses:
    """One condition: a clause for each actor who must do its part, or one clause in which one of them must not."""
    plain = condition.link is not Link.UNLESS
    literals = [Literal(atom, plain) for atom in atoms(condition)]
    return tuple((literal,) for literal in literals) if plain else (tuple(literals),)


def atoms(condition: Condition) -> tuple[str, ...]:
    """The atoms of a condition: one, or one for each of several actors joined by commas."""
    kind, on = condition.kind, condition.on
    if kind is ConditionKind.OTHER or (kind is ConditionKind.OTHER_ACTS and not on):
        return (f"other:{slug(condition.text)}",)
    if not on or kind is ConditionKind.CEASEFIRE or kind is ConditionKind.DEAL:
        return (str(kind),)
    start = ACTS if kind is ConditionKind.OTHER_ACTS else f"{kind}:"
    return (start + on,) if "," not in on else tuple(start + actor.strip() for actor in on.split(","))


def slug(text: str) -> str:
    """Words of a condition as the name of an atom: lower case, joined by hyphens, at most 60 letters, cut at a word.

    >>> slug("if the Rada approves it, at last")
    'if-the-rada-approves-it-at-last'
    """
    words = "-".join(re.findall(r"\w+", text.lower())) or "unnamed"
    return words if len(words) <= _SLUG else words[: _SLUG + 1].rpartition("-")[0] or words[:_SLUG]


def act_atom(actor: str, act: str | None = None) -> str:
    """``acts:USA``, or with a class ``acts:USA:troops``."""
    return f"{ACTS}{actor}:{act}" if act else f"{ACTS}{actor}"


def actor_and_class(atom: str, classes: Iterable[str]) -> tuple[str, str | None]:
    """Actor and class of an act atom; a last part that is no known class belongs to the actor (``group:Europe``)."""
    rest = atom.removeprefix(ACTS)
    actor, _, last = rest.rpartition(":")
    return (actor, last) if actor and last in classes else (rest, None)
