"""Lists of names: "France and Britain", "Israel, Lebanon", "French and British troops", also where a tree does not join them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pledgebook.gazetteer import Mention, MentionKind
from pledgebook.reading.clauses import below, conjuncts
from pledgebook.syntax import Tree

REACH = 24
"""Words over which a list is followed back."""
JOINED = re.compile(r"(?:,? and |, (?:the )?)(?:the )?")
"""What stands between the names of a list."""


def whole_list(tree: Tree, i: int, at: Mapping[int, Mention]) -> list[int]:
    """The word ``i`` with all words that stand in one list with it; ``at`` are the mentions of the sentence by word."""
    return list(dict.fromkeys((*_hung_elsewhere(tree, i, at), *conjuncts(tree, i), *_by_commas(tree, i, at))))


def list_up_to(tree: Tree, last: int, at: Mapping[int, Mention]) -> list[int]:
    """The names before the word ``last`` that are joined to it by commas and "and"."""
    found: list[int] = []
    joined_by_and = False
    k = last - 1
    while k >= 0 and last - k < REACH:
        lower = tree.tokens[k].text.lower()
        if lower in ("and", "&"):
            joined_by_and = True
        elif k in at and at[k].kind in (MentionKind.STATE, MentionKind.ORGANISATION):
            if tree.tokens[k + 1].text in (",", "and", "&"):
                found.append(k)
        elif lower not in (",", "the"):
            break
        k -= 1
    under = k >= 0 and tree.tokens[k].upos == "ADP" and tree.tokens[k].text.lower() not in ("of", "from")
    return found[::-1] if joined_by_and and not under else []


def possessors_of(tree: Tree, i: int, at: Mapping[int, Mention]) -> list[int]:
    """The names of a list before "'s" and the noun ``i``, which trees break up: "*Norway* and *Latvia*'s joint offer"."""
    k = i - 1
    while k > 0 and tree.tokens[k].upos in ("ADJ", "NUM"):
        k -= 1
    if tree.tokens[i].upos != "NOUN" or k < 1 or tree.tokens[k].text.lower() not in ("'s", "’s") or k - 1 not in at:
        return []
    before = list_up_to(tree, k - 1, at)
    return [*before, k - 1] if before else []


def codes_beside(tree: Tree, i: int, at: Mapping[int, Mention]) -> tuple[str, ...]:
    """The actors that the word ``i`` and those joined to it name: both of "*French* and *British* troops"."""
    named = (at[k].code for k in conjuncts(tree, i) if k in at)
    return tuple(dict.fromkeys(code for code in named if code))


def names_joined(text: str, found: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The lists of two states or more that a text names with an "and" in between; ``found`` are its names in order."""
    run: list[Mention] = []
    between: list[str] = []
    for mention in [*found, None]:
        gap = text[run[-1].span.end : mention.span.start] if run and mention is not None else ""
        if mention is not None and run and JOINED.fullmatch(gap) and mention.kind is run[-1].kind is MentionKind.STATE:
            between.append(gap)
            run.append(mention)
            continue
        if len(run) > 1 and " and " in between[-1]:
            yield run
        run, between = [mention] if mention is not None else [], []


def _hung_elsewhere(tree: Tree, i: int, at: Mapping[int, Mention]) -> list[int]:
    """Names of the same list that a wrong tree hangs elsewhere ("Britain, | France and Canada warned"), read from the words."""
    token = tree.tokens[i]
    if token.upos != "PROPN" or not token.label.startswith("nsubj") or i not in at:
        return []
    last = max((k for k in conjuncts(tree, i) if k in at), default=i)
    return [n for n in list_up_to(tree, last, at) if n != i]


def _by_commas(tree: Tree, i: int, at: Mapping[int, Mention]) -> list[int]:
    """Names that a headline joins by a comma alone: "Israel, *Lebanon* to hold talks"."""
    mention = at.get(i)
    if mention is None or tree.tokens[i].upos != "PROPN":
        return []
    return [
        c
        for c in below(tree, i)
        if tree.tokens[c].label in ("appos", "parataxis")
        and (other := at.get(c)) is not None
        and other.kind is mention.kind
        and other.code != mention.code
        and tree.tokens[_first_of(tree, c, other) - 1].text == ","
        and c + 1 < len(tree)
        and tree.tokens[c + 1].text != ","
    ]


def _first_of(tree: Tree, i: int, mention: Mention) -> int:
    """The first word of the name that word ``i`` ends."""
    while i > 0 and tree.tokens[i - 1].span.start >= mention.span.start:
        i -= 1
    return i
