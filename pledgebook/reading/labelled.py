"""Speakers named before a colon: transcripts ("MERZ: We will ..."), headlines ("Merz: Oslo to pay"), bare quotations, and
interviews, in which "A:" is whoever was introduced before the first "Q:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pledgebook.gazetteer import MentionKind
from pledgebook.model import Span
from pledgebook.reading.bodies import INSTITUTIONS, OFFICERS
from pledgebook.reading.cast import Cast
from pledgebook.reading.party import Party
from pledgebook.reading.telling import first_person
from pledgebook.syntax import Tree

LONGEST_LABEL = 8
LEAST_SAID = 3
"""Words behind the colon that are said at least."""
TURNS = 2
"""Labels in capitals that make a text a transcript, in which a speaker goes on until the next one."""
SPEAKING = ("person", "office", "institution")
"""What may speak in a label; a country there is a topic as often ("Mali: France to send troops")."""


QUESTION, ANSWER = (re.compile(rf"^\s*(?:{label}):", re.MULTILINE) for label in ("Q|Question", "A|Answer"))
"""The labels of an interview."""
BEHIND = 40
"""Characters behind a name within which an office tells that somebody is introduced ("*Israel's* security *cabinet*")."""
OWNING = (MentionKind.STATE, MentionKind.ADJECTIVE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.SEAT)


def introduction(text: str) -> str | None:
    """What stands before the first question of an interview; ``None`` for any other text."""
    questions = list(QUESTION.finditer(text))
    if len(questions) < TURNS or len(ANSWER.findall(text)) < TURNS:
        return None
    return text[: questions[0].start()]


def answers(tree: Tree) -> bool:
    """True where the one interviewed begins to speak ("A: We will ...")."""
    return ANSWER.match(tree.text) is not None


def interviewed(text: str, cast: Cast) -> Party:
    """For whom the one introduced in ``text`` speaks: whose office stands there, or as a person of known office; nobody else's
    words are a party's."""
    person = Party((), None, Span(0, 0), "private")
    found = cast.mentions_in(text)
    for mention, after in zip(found, [*(m.span.start for m in found[1:]), len(text)], strict=True):
        words = re.findall(r"[a-z]+", text[mention.span.end : min(after, mention.span.end + BEHIND)].lower())
        holds = any(word in OFFICERS or word in INSTITUTIONS for word in words)
        if (
            mention.code
            and mention.promisor
            and (mention.kind is MentionKind.PERSON or (mention.kind in OWNING and holds))
        ):
            return Party((mention.code,), None, mention.span, "office")
    return person


def label_end(tree: Tree) -> int | None:
    """The colon behind a name or an office at the head of the sentence; ``None`` without one."""
    for token in tree.tokens[: min(LONGEST_LABEL, len(tree.tokens) - LEAST_SAID)]:
        if token.text == ":":
            return token.i if token.i else None
        if token.upos not in ("PROPN", "NOUN", "ADJ", "DET", "PART", "ADP") and not token.text.isupper():
            return None
    return None


def in_capitals(tree: Tree) -> bool:
    """True for the label of a transcript ("MERZ:", "PRESIDENT TRUMP:", "Q:")."""
    end = label_end(tree)
    return end is not None and all(t.text.isupper() or not t.text[:1].isalpha() for t in tree.tokens[:end])


def is_transcript(trees: Sequence[Tree]) -> bool:
    """True where speakers take turns."""
    return sum(in_capitals(tree) for tree in trees) >= TURNS


def labelled(tree: Tree, cast: Cast) -> Party | None:
    """Who speaks behind the colon, where a person or an office stands before it, or anybody before "we"."""
    end = label_end(tree)
    if end is None:
        return None
    for k in range(end - 1, -1, -1):
        party = cast.party(tree, k) if tree.tokens[k].upos in ("PROPN", "NOUN") else None
        if party is not None and party.codes:
            return party if party.how in SPEAKING or party.person or first_person(tree) else None
    return None


def signed_by(tree: Tree, cast: Cast) -> Party | None:
    """Who speak in a joint statement, where they name themselves: "We, *the leaders of Peru and Chad*, stand ready"."""
    if tree.tokens[0].text.lower() != "we":
        return None
    named = next((t.i for t in tree.children(0) if t.label == "appos"), None)
    party = cast.party(tree, named) if named is not None else None
    return party if party is not None and party.codes else None
