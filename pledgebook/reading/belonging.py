"""Which conditional stretches of a sentence belong to a stance: by the clauses that both stand in."""

from __future__ import annotations

from pledgebook.reading.clauses import below
from pledgebook.reading.condition_clauses import LONGEST_CLIMB, Region, clause_of
from pledgebook.syntax import Tree


def belonging(tree: Tree, regions: list[Region], anchor: int, places: frozenset[int]) -> list[Region]:
    """The stretches that hang on a stance; one at the front holds for later conjuncts that have none."""
    if not regions:
        return []
    homes = {clause_of(tree, p) for p in places}
    own: list[Region] = []
    shared: list[Region] = []
    for region in regions:
        if region.start <= anchor <= region.last:
            continue
        if region.governor in places or region.governor < 0:
            own.append(region)
        elif clause_of(tree, region.governor) in homes:
            if not _of_other_conjunct(tree, region, anchor):
                own.append(region)
        elif (mine := _told_in(tree, region, homes)) is not None:
            own.append(region._replace(governor=mine))
        elif (mine := _spread(tree, region, homes)) is not None:
            shared.append(region._replace(governor=mine))
    return own or shared


def _of_other_conjunct(tree: Tree, region: Region, anchor: int) -> bool:
    """True when a late stretch hangs on a verb joined to the stance's ("condemned it and *warned* of steps if ...")."""
    if region.front:
        return False
    i = region.governor
    for _ in range(LONGEST_CLIMB):
        token = tree.tokens[i]
        if tree.dominates(i, anchor) or token.head < 0:
            return False
        if token.label == "conj" and tree.tokens[token.head].upos == "VERB" and token.xpos != "VB":
            return True
        i = token.head
    return False


def _told_in(tree: Tree, region: Region, homes: set[int]) -> int | None:
    """The stance's clause, where the stretch hangs on what reports it ("If attacked it will respond, he *said*")."""
    home = clause_of(tree, region.governor)
    for mine in homes:
        if tree.tokens[mine].label in ("ccomp", "parataxis") and tree.tokens[mine].head == home:
            return mine
    return None


def _spread(tree: Tree, region: Region, homes: set[int]) -> int | None:
    """The stance's clause, where it is joined (not by *but*) to the one that the stretch opens."""
    home = clause_of(tree, region.governor)
    for mine in homes:
        if not region.front or region.last > mine:
            continue
        i = mine
        for _ in range(4):
            token = tree.tokens[i]
            if token.head < 0 or token.label not in ("conj", "ccomp", "parataxis") or _is_contrast(tree, i):
                break
            i = token.head
            if i == home or clause_of(tree, i) == home:
                return mine
    return None


def _is_contrast(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].label == "cc" and tree.tokens[c].text.lower() in ("but", "yet") for c in below(tree, i))
