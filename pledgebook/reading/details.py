"""The rest of a believed statement: its caveat, how much, where, when and in which domain, each with its place.

Only what the words of the act say counts; what stands in its conditions belongs to those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from pledgebook.model import Document, Firmness, Quantity, Span, Statement, When
from pledgebook.reading.clauses import below, case_of
from pledgebook.reading.condition_clauses import clause_of
from pledgebook.reading.dates import MONTHS, WEEKDAYS
from pledgebook.reading.quantities import quantities
from pledgebook.reading.stance import Stance
from pledgebook.reading.times import times
from pledgebook.syntax import Tree

CAVEAT = re.compile(
    r"\b(?:(?:but|though|although|albeit|if|while) (?:not|never|without|only)\b(?! only)(?! for the first)|"
    r"(?:but|though) no\b|except(?: for)?\b|excluding\b|apart from\b|other than\b|short of\b|"
    r"(?:but|instead)[^,.;]{0,40}? from outside\b|from outside\b|with the exception of\b|not including\b|"
    r"limited to\b|only in a\b|in a limited\b|solely\b|strictly for\b)",
    re.IGNORECASE,
)
"""Words that open a reservation inside what is promised; a leading *but* or *instead* is left out of it."""
CAVEAT_END = re.compile(r"[,;:.!?”\"—–]|\s(?:and|but|while|because|as|after|he|she|they|who|which|according)\s")
SHORTEST_CAVEAT = 8
LEAD = re.compile(
    r"(?:but|instead)\b[^,.;]{0,40}? (?=from outside)|"
    r"(?:but|though|although|albeit|while) (?=not|no\b|never|without|only)",
    re.IGNORECASE,
)
SCHEDULING = frozenset(
    ("plan", "schedule", "set", "expect", "due", "slate", "intend", "hope", "prepare", "be", "begin", "start")
)  # fmt: skip
"""Cues whose own time is the time of the act ("is planned for Monday")."""
ACTORS = frozenset(("states", "leaders"))
"""Units that count who takes part, not how much is given."""
TIME_UNITS = frozenset(("hours", "days", "weeks", "months", "years"))
LASTING = re.compile(r"(?:for|over|since|in recent)\b", re.IGNORECASE)
"""A length of time, told only where no day is."""
PLACES = frozenset(
    ("border", "territory", "water", "airspace", "front", "frontline", "city", "capital", "region", "province",
     "zone", "enclave", "village", "base", "port", "sea", "strait", "coast", "area", "town", "island", "gulf",
     "soil", "ground", "east", "west", "north", "south")
)  # fmt: skip
MONTHS_AND_DAYS = frozenset((*MONTHS, *WEEKDAYS))
LOCATING = frozenset(
    ("in", "inside", "at", "near", "along", "across", "within", "outside", "off", "throughout", "around", "on")
)  # fmt: skip
NAME_PARTS = frozenset(("det", "compound", "amod", "nmod:poss", "flat"))
FARTHEST_PLACE = 4
"""Words on the way from a place to the act's head; farther ones are places of other things."""
DOMAINS = {
    "land": "land", "ground": "land", "terrestrial": "land",
    "sea": "sea", "naval": "sea", "maritime": "sea", "navy": "sea", "warship": "sea", "frigate": "sea",
    "air": "air", "aerial": "air", "airspace": "air", "warplane": "air", "aircraft": "air",
    "cyber": "cyber", "cybersecurity": "cyber", "cyberspace": "cyber", "cyberattack": "cyber",
    "space": "space", "satellite": "space", "orbital": "space",
}  # fmt: skip
DOMAIN_NOUNS = frozenset(
    ("warship", "frigate", "navy", "warplane", "aircraft", "airspace", "satellite", "cyberattack", "cyberspace",
     "cybersecurity")
)  # fmt: skip
"""Words that name a domain wherever they stand; others only beside a noun or in a list ("air and sea forces")."""


def with_details(statement: Statement, tree: Tree, stance: Stance, document: Document) -> Statement:
    """``statement`` with caveat, quantity, place, when and domain read from its tree, and the span of each.

    Fields that its words do not tell stay empty. Never raises.
    """
    words = _own_words(tree, stance, statement)
    spans = {**statement.spans}
    if statement.conditions:
        spans["conditions"] = tuple(c.span for c in statement.conditions)
    caveat = _caveat(tree, stance, statement)
    when = _when(document, tree, stance, statement, words)
    quantity = _quantity(document.text, tree, words, statement, when)
    place = _place(tree, stance, words, when)
    domain = _domain(tree, words)
    found: dict[str, Span | None] = {
        "caveat": caveat,
        "quantity": quantity.span if quantity else None,
        "when": when.span if when else None,
        "place": place,
    }
    spans.update({name: (span,) for name, span in found.items() if span})
    if domain:
        spans["domain"] = tuple(span for _, span in domain)
    return msgspec.structs.replace(
        statement,
        caveat=tree.words(caveat) if caveat else None,
        quantity=quantity,
        when=when,
        place=tree.words(place) if place else None,
        domain=tuple(dict.fromkeys(name for name, _ in domain)),
        spans=spans,
    )


def _own_words(tree: Tree, stance: Stance, statement: Statement) -> frozenset[int]:
    """The words that tell of the act: what hangs on its head, without conditions and clauses of something else."""
    taken = [c.span for c in statement.conditions]
    own: set[int] = set()
    waiting = [stance.anchor]
    while waiting:
        i = waiting.pop()
        own.add(i)
        for child in below(tree, i):
            word = tree.tokens[child]
            clause = word.label in ("advcl", "acl:relcl", "parataxis", "advcl:relcl", "ccomp")
            if clause and i == stance.anchor and word.text not in ("starting", "beginning"):
                continue
            if word.label == "conj" and i == stance.anchor and word.upos == "VERB":
                continue
            if not _inside(word.span, taken):
                waiting.append(child)
    return frozenset(own)


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(s.start <= span.start < s.end for s in spans)


def _at(tree: Tree, words: Iterable[int], span: Span) -> int | None:
    """The word of ``words`` with which ``span`` begins, or the first one inside it."""
    return min((i for i in words if span.start <= tree.tokens[i].span.start < span.end), default=None)


def _quantity(text: str, tree: Tree, words: frozenset[int], statement: Statement, when: When | None) -> Quantity | None:
    """How much of the act there is: the first amount among its words, a length of time only without another."""
    if not any(tree.tokens[i].upos == "NUM" or tree.tokens[i].label == "nummod" for i in words):
        return None
    reach = Span(min(tree.tokens[i].span.start for i in words), max(tree.tokens[i].span.end for i in words))
    amounts = [q for q in quantities(text, reach) if _at(tree, words, q.span) is not None]
    amounts.sort(key=lambda q: (q.unit in TIME_UNITS, q.span.start))
    taken = [*statement.spans.get("promisors", ()), *([when.span] if when else [])]
    amounts = [q for q in amounts if not _inside(q.span, taken) and q.unit not in ACTORS]
    return amounts[0] if amounts else None


def _when(document: Document, tree: Tree, stance: Stance, statement: Statement, words: frozenset[int]) -> When | None:
    """When the act is to be done, not when it was said: a time that hangs on the act or on a cue of planning."""
    ahead = statement.firmness not in (Firmness.DELIVERED, Firmness.BOUND)
    holders = set(words)
    for i in _clocks(tree, stance, done=not ahead):
        holders.add(i)
        holders.update(j for c in below(tree, i) if c not in words for j in (c, *below(tree, c)) if c != stance.who)
    told = [c.span for c in statement.conditions]
    fitting = [
        when
        for when in times(document.text, tree.span, document.published, future=ahead)
        if not _inside(when.span, told) and _at(tree, range(len(tree)), when.span) in holders
    ]
    return min(fitting, key=lambda when: LASTING.match(when.text) is not None, default=None)


def _clocks(tree: Tree, stance: Stance, done: bool) -> list[int]:
    """The words whose own time is that of the act: a cue of planning, the verb under which an act is told as a noun.

    What is done was done when it was decided or signed, so that there any cue and verb tells the time.
    """
    anchor = tree.tokens[stance.anchor]
    found = [stance.cue] if stance.cue >= 0 and (done or tree.tokens[stance.cue].lemma in SCHEDULING) else []
    carried = ("nsubj", "nsubj:pass", "obj") if done else ("nsubj", "nsubj:pass")
    if anchor.upos == "NOUN" and anchor.label in carried and anchor.head >= 0:
        found.append(anchor.head)
    return found


def _place(tree: Tree, stance: Stance, words: frozenset[int], when: When | None) -> Span | None:
    """Where the act is to be done: a place after a locating preposition among its words, the nearest to its head."""
    best: tuple[int, int] | None = None
    for i in words:
        token = tree.tokens[i]
        if token.label not in ("obl", "nmod") or case_of(tree, i) not in LOCATING:
            continue
        if not (token.upos == "PROPN" or token.lemma in PLACES) or (when and _inside(token.span, (when.span,))):
            continue
        if token.upos == "PROPN" and (case_of(tree, i) == "on" or token.lemma.lower() in MONTHS_AND_DAYS):
            continue
        depth = len(tree.path(i, stance.anchor))
        if depth > FARTHEST_PLACE:
            continue
        if best is None or (depth, i) < best:
            best = (depth, i)
    if best is None:
        return None
    i = best[1]
    first = min([i, *(c for c in below(tree, i) if tree.tokens[c].label in NAME_PARTS)])
    last = max([i, *(c for c in below(tree, i) if tree.tokens[c].label == "flat")])
    return Span(tree.tokens[first].span.start, tree.tokens[last].span.end)


def _caveat(tree: Tree, stance: Stance, statement: Statement) -> Span | None:
    """The reservation behind the act in the same sentence ("but *not on the front line*")."""
    after = tree.tokens[stance.anchor].span.end - tree.span.start
    taken = [c.span for c in statement.conditions]
    for match in CAVEAT.finditer(tree.text, after):
        lead = LEAD.match(tree.text, match.start())
        start = lead.end() if lead else match.start()
        end = CAVEAT_END.search(tree.text, match.end())
        span = Span(tree.span.start + start, tree.span.start + (end.start() if end else len(tree.text)))
        if span.end - span.start >= SHORTEST_CAVEAT and not _inside(span, taken) and _is_reserved(tree, stance, span):
            return span
    return None


def _is_reserved(tree: Tree, stance: Stance, span: Span) -> bool:
    """True when the stretch is no finite clause of its own and hangs on the sentence part of the act."""
    inside = [t.i for t in tree.tokens if span.start <= t.span.start < span.end]
    if not inside or any(tree.tokens[i].label.startswith("nsubj") for i in inside):
        return False
    homes = {clause_of(tree, stance.anchor), clause_of(tree, stance.top)}
    return any(clause_of(tree, i) in homes for i in inside)


def _domain(tree: Tree, words: frozenset[int]) -> list[tuple[str, Span]]:
    """Land, sea, air, cyber or space, where the words say so."""
    found = []
    for i in sorted(words):
        token = tree.tokens[i]
        name = DOMAINS.get(token.lemma.lower()) or DOMAINS.get(token.text.lower())
        if name is None:
            continue
        said = token.lemma in DOMAIN_NOUNS or token.label in ("compound", "amod") or _is_listed(tree, i)
        if said or case_of(tree, i) in ("by", "at", "on", "via"):
            found.append((name, token.span))
    return found


def _is_listed(tree: Tree, i: int) -> bool:
    """True in a list of domains ("on land, at sea and in the air", "land, sea and air forces")."""
    token = tree.tokens[i]
    near = [*(c for c in below(tree, i)), *([token.head] if token.head >= 0 else [])]
    return any(tree.tokens[k].label == "conj" or token.label == "conj" for k in near if tree.tokens[k].lemma in DOMAINS)
