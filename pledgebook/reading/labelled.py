"""Speakers named before a colon: transcripts ("MERZ: We will ..."), headlines ("Merz: Oslo to pay"), bare quotations, and
interviews, in which "A:" is whoever was introduced before the first "Q:".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pledgebook.gazetteer import MentionKind
from pledgebook.model import Span
from pledgebook.reading.bodies import INSTITUTIONS, OFFICERS
from pledgebook.reading.cast import Cast
from pledgebook.reading.outlets import is_outlet
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
TIME = re.compile(r"\d{1,2}[:.]\d{2}\b")
"""What opens an entry of a live blog ("09:40 Paris offers ...")."""
BEHIND = 40
"""Characters behind a name within which an office tells that somebody is introduced ("*Israel's* security *cabinet*")."""
HOSTING = 200
"""Characters within which a press conference tells whose it is."""
HEADING = 800
"""Characters within which a printed speech tells whose it is."""
OPENING = re.compile(
    r"\b(?:statement|remarks|speech|address|transcript|message|lecture|letter)s?(?: \w+){0,3}? (?:by|of|from)\b"
    r"|\bfollowing (?:\w+ ){0,2}(?:statement|text|message|declaration|speech)\b",
    re.IGNORECASE,
)
"""What opens a printed speech or statement."""
OWNING = (MentionKind.STATE, MentionKind.ADJECTIVE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.SEAT)


def introduction(text: str) -> str | None:
    """What stands before the first question of an interview; ``None`` for any other text."""
    questions = list(QUESTION.finditer(text))
    if len(questions) < TURNS or len(ANSWER.findall(text)) < TURNS:
        return None
    return text[: questions[0].start()]


def opens_entry(tree: Tree) -> bool:
    """True where an entry of a live blog begins, which nobody spoke of before."""
    return TIME.match(tree.text) is not None


def answers(tree: Tree) -> bool:
    """True where the one interviewed begins to speak ("A: We will ...")."""
    return ANSWER.match(tree.text) is not None


def introduced(text: str, cast: Cast) -> Party:
    """For whom the one introduced in ``text`` speaks: whose office stands there, or as a person of known office; nobody else's
    words are a party's."""
    found = cast.mentions_in(text)
    ends = [0, *(m.span.end for m in found)]
    starts = [*(m.span.start for m in found), len(text)]
    for k, mention in enumerate(found):
        before = text[max(ends[k], mention.span.start - BEHIND) : mention.span.start]
        behind = text[mention.span.end : min(starts[k + 1], mention.span.end + BEHIND)]
        in_office = mention.kind in OWNING and _tells_office(f"{before} {behind}")
        if mention.code and mention.promisor and (mention.kind is MentionKind.PERSON or in_office):
            return Party((mention.code,), None, mention.span, "office")
    return Party((), None, Span(0, 0), "private")


def _tells_office(text: str) -> bool:
    """True where an office or an institution is among the words ("the *prime minister* of")."""
    return any(word in OFFICERS or word in INSTITUTIONS for word in re.findall(r"[a-z]+", text.lower()))


def orator(text: str, cast: Cast) -> Party | None:
    """Whose speech or statement a text prints, by what stands before it ("Statement by Prime Minister ...", "made public the
    following statement:"); ``None`` where nothing says so."""
    head = text[:HEADING]
    opening = OPENING.search(head)
    if opening is None:
        return None
    line = head[: head.find("\n", opening.end()) if "\n" in head[opening.end() :] else len(head)]
    first = line.rfind("\n", 0, opening.start()) + 1
    party = introduced(line[first:], cast)
    return party if party.codes else None


def label_end(tree: Tree) -> int | None:
    """The colon behind a name or an office at the head of the sentence; ``None`` without one."""
    for token in tree.tokens[: min(LONGEST_LABEL, len(tree.tokens) - LEAST_SAID)]:
        if token.i == 0 and TIME.match(token.text):
            continue
        if token.text == ":":
            return token.i if token.i else None
        if token.upos not in ("PROPN", "NOUN", "ADJ", "DET", "PART", "ADP") and not token.text.isupper():
            return None
    return None


def in_capitals(tree: Tree) -> bool:
    """True for the label of a transcript ("MERZ:", "PRESIDENT TRUMP:", "Q:")."""
    end = label_end(tree)
    return end is not None and all(t.text.isupper() or not t.text[:1].isalpha() for t in tree.tokens[:end])


def has_turns_in_capitals(trees: Sequence[Tree]) -> bool:
    """True where speakers take turns behind labels in capitals, each of which may come but once."""
    return sum(in_capitals(tree) for tree in trees) >= TURNS


def turns(trees: Sequence[Tree]) -> frozenset[str]:
    """The labels that come again and again, in capitals or not ("Guo Wenbin: ...")."""
    counts = Counter(label for tree in trees if (label := label_of(tree)) is not None)
    return frozenset(label for label, count in counts.items() if count >= TURNS)


def host(text: str, cast: Cast) -> Party | None:
    """For whom those speak whom nobody explains: at a press conference of a ministry for its state."""
    home = cast.most_named(text) if _tells_office(text[:HOSTING]) else None
    return Party((home,), None, Span(0, 0), "office") if home is not None else None


def is_bare_name(tree: Tree) -> bool:
    """True for a label that is a name and no outlet's ("Guo Wenbin:", not "Reuters:")."""
    end = label_end(tree)
    return end is not None and all(t.upos == "PROPN" for t in tree.tokens[:end]) and not is_outlet(tree, end - 1)


def label_of(tree: Tree) -> str | None:
    """The words before the colon at the head of a sentence."""
    end = label_end(tree)
    return " ".join(t.text for t in tree.tokens[:end]) if end is not None else None


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
