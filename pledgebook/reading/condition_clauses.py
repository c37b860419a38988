"""Where conditions stand: the clauses and phrases that a link word opens ("once ...", "in exchange for ..."), and
which of them belong to a stance.

Found by their words first and by the tree second, so that what the parser hangs on the wrong word is still seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pledgebook.codebooks.codebook import ConditionWords
from pledgebook.model import Link
from pledgebook.reading.acts import PERIODS
from pledgebook.reading.clauses import SUBJECTS, below, case_of, object_of, profile, subject
from pledgebook.reading.inversion import INVERTED, OR_ELSE, inverted_head, ultimatum
from pledgebook.syntax import Token, Tree

OPENS_RIGHT = frozenset(
    ("acl", "acl:relcl", "ccomp", "advcl", "xcomp", "obj", "obl", "nmod", "parataxis")
)  # fmt: skip
"""Labels of what a link word governs itself ("the day *the war ends*", "awaiting *approval*")."""
GOVERNS = frozenset(
    ("depend", "hinge", "wait", "await", "dependent", "contingent", "conditional", "conditioned", "subject")
)  # fmt: skip
"""First words of links that are the predicate themselves: the condition begins behind them."""
NEEDED = frozenset(
    ("necessary", "need", "needed", "required", "require", "provoked", "provoke")
)  # fmt: skip
ANSWERS = frozenset(
    ("respond", "retaliate", "react", "reply", "answer", "avenge", "repel", "response", "retaliation", "reaction")
)
"""Words for what is done when another has acted."""
TAKING = frozenset(("treat", "regard", "consider", "view", "see", "take", "interpret"))
"""Verbs by which an act is taken for a hostile one."""
HOSTILITIES = frozenset(
    ("act", "war", "attack", "aggression", "provocation", "target", "declaration", "hostility", "escalation")
)
"""Nouns for a hostile act."""
ANSWERED_IN_WORDS = frozenset(("question", "letter", "call", "query", "request", "criticism", "email"))
"""What is answered and sets nothing off."""
REQUIRED = frozenset(("essential", "indispensable", "precondition", "prerequisite"))
ONLY_WITH = ("with", "under", "at")
"""Prepositions that open a condition behind *only* ("only *with a mandate*", "only *at the request of Haiti*")."""
CLAUSE_LABELS = frozenset(("ccomp", "parataxis", "acl:relcl", "root", "csubj", "advcl:relcl"))
LONGEST_CLIMB = 40


class Region(NamedTuple):
    """One stretch that a link opens. Places are word indices: ``first`` is the link word, ``start`` what follows it,
    ``head`` the stretch's own predicate or noun, ``governor`` the word outside that it hangs on (-1 without one)."""

    link: Link
    word: str
    first: int
    start: int
    head: int
    last: int
    governor: int
    clause: bool

    @property
    def front(self) -> bool:
        """True when the stretch stands before what it hangs on."""
        return self.last < self.governor


class Openers:
    """The link words of one codebook, ready to be looked up."""

    def __init__(self, words: ConditionWords) -> None:
        self._openers: dict[str, list[tuple[tuple[str, ...], Link]]] = {}
        for link, phrases in words.links.items():
            for phrase in phrases:
                parts = tuple(phrase.split())
                self._openers.setdefault(parts[0], []).append((parts, link))
        for group in self._openers.values():
            group.sort(key=lambda entry: -len(entry[0]))

    def regions(self, tree: Tree) -> list[Region]:
        """The stretches of a sentence that could be conditions, in order."""
        found: list[Region] = []
        taken = -1
        for i, token in enumerate(tree.tokens):
            if i <= taken:
                continue
            lower = token.text.lower()
            match = self._match(tree, i) if self._opens(token) or lower in ONLY_WITH else None
            if match is None:
                if (special := _special(tree, i, lower)) is not None:
                    found.append(special)
                continue
            words, link = match
            taken = i + len(words) - 1
            region = _region(tree, i, taken, " ".join(words), link)
            if region is not None:
                found.append(region)
        return found

    def _opens(self, token: Token) -> bool:
        return token.text.lower() in self._openers or token.lemma in self._openers

    def _match(self, tree: Tree, i: int) -> tuple[tuple[str, ...], Link] | None:
        token = tree.tokens[i]
        entries = self._openers.get(token.text.lower(), ()) or self._openers.get(token.lemma, ())
        for words, link in entries:
            if i + len(words) <= len(tree.tokens) and all(
                w in (tree.tokens[i + k].text.lower(), tree.tokens[i + k].lemma) for k, w in enumerate(words)
            ):
                return words, link
        only = i > 0 and tree.tokens[i - 1].text.lower() == "only"
        lower = token.text.lower()
        return ((lower,), Link.IF) if only and lower in ONLY_WITH else None


def _special(tree: Tree, i: int, word: str) -> Region | None:
    """The stretch that word ``i`` opens without being a link."""
    if word in INVERTED:
        return _inverted(tree, i)
    if word in REQUIRED:
        return _required(tree, i)
    if word in OR_ELSE:
        return _else(tree, i)
    if word == "any":
        return _answered(tree, i)
    return _within(tree, i) if word == "within" else None


def clause_of(tree: Tree, i: int) -> int:
    """The head of the finite clause of word ``i``; open clauses and bare conjuncts belong to the clause above."""
    for _ in range(LONGEST_CLIMB):
        token = tree.tokens[i]
        if token.head < 0 or token.label in CLAUSE_LABELS:
            return i
        if token.label == "conj" and token.upos in ("VERB", "AUX", "ADJ") and subject(tree, i) is not None:
            return i
        if token.label == "advcl" and (subject(tree, i) is not None or profile(tree, i).finite):
            return i
        i = token.head
    return i


def parts(tree: Tree, region: Region) -> Iterator[tuple[int, int, int, bool]]:
    """The conditions inside one stretch: (head, first word, last word, joined by *or*).

    Each clause with a subject of its own is one ("once the hostages return *and* Hamas is defeated"), and each noun
    of a list.
    """
    heads = [(region.head, region.first)]
    for i in range(region.head + 1, region.last + 1):
        begin = _part(tree, region, i)
        if begin is not None and begin > heads[-1][0]:
            heads.append((i, begin))
    for k, (head, first) in enumerate(heads):
        last = heads[k + 1][1] - 1 if k + 1 < len(heads) else region.last
        opening = [tree.tokens[j] for j in range(first, min(first + 2, last + 1))]
        either = k > 0 and any(t.label == "cc" and t.text.lower() == "or" for t in opening)
        while k > 0 and first < last and tree.tokens[first].label in ("cc", "punct"):
            first += 1
        yield head, first, max(first, _trimmed(tree, first, last)), either


def _part(tree: Tree, region: Region, i: int) -> int | None:
    """Where the conjunct headed by ``i`` begins, if it is a condition of its own: by its subject or its determiner."""
    if tree.tokens[i].label not in ("conj", "parataxis"):
        return None
    if region.clause:
        who = subject(tree, i)
        if who is None or who < region.head:
            return None
        begin = tree.subtree(who)[0]
        while tree.tokens[begin - 1].label in ("cc", "mark") and begin - 1 > region.head:
            begin -= 1
        return begin
    if not any(tree.tokens[c].label == "det" for c in below(tree, i)):
        return None
    return tree.subtree(i)[0]


def _region(tree: Tree, i: int, last: int, word: str, link: Link) -> Region | None:
    head = _head(tree, i, last)
    if head is None:
        return None
    verb = tree.tokens[i].lemma in GOVERNS or tree.tokens[i].text.lower() in GOVERNS
    governor = _governor(tree, last if verb else i, head)
    first = last if verb and tree.tokens[i].upos == "VERB" and tree.tokens[i].label not in ("case", "mark") else i
    if link is Link.UNTIL:
        first = i
    if word == "if" and tree.tokens[head].lemma in NEEDED:
        governor = _before(tree, i)
    end = _end(tree, last, head, governor)
    clause = tree.tokens[head].upos in ("VERB", "AUX") or any(
        tree.tokens[c].label in SUBJECTS or tree.tokens[c].label == "cop" for c in below(tree, head)
    )
    return Region(link, word, first, last + 1, head, end, governor, clause)


def _governor(tree: Tree, first: int, head: int) -> int:
    """The word outside the stretch that it hangs on, however the parser put the pieces of the stretch together."""
    end = max(tree.subtree(head))
    governor = tree.tokens[head].head
    for _ in range(LONGEST_CLIMB):
        if not first <= governor <= end:
            break
        governor = tree.tokens[governor].head
    return governor


def _before(tree: Tree, i: int) -> int:
    """The last word before an aside such as "if necessary", which says nothing of its own about where it belongs."""
    k = i - 1
    while k >= 0 and tree.tokens[k].upos == "PUNCT":
        k -= 1
    return k


def _head(tree: Tree, i: int, last: int) -> int | None:
    """What the link words open: for a participle ("provided") what hangs on it, else the word that they hang on."""
    if _is_pending(tree, i):
        found = _hanging(tree, i, last, ("case", "amod", "mark"))
        return object_of(tree, i) if found is None else found
    participle = tree.tokens[last].upos == "VERB"
    if (tree.tokens[last].upos != "NOUN" or tree.tokens[last].label == "fixed") and not participle:
        labels = ("mark", "case", "advmod", "fixed", "cc")
        found = _hanging(tree, i, last, labels)
        if found is not None:
            return found
    for k in range(last, i - 1, -1):
        for child in below(tree, k):
            if child > last and tree.tokens[child].label in OPENS_RIGHT:
                return child
    if not participle:
        return None
    found = _hanging(tree, i, last, ("mark", "case", "advcl"))
    return _beside(tree, last) if found is None else found


def _beside(tree: Tree, last: int) -> int | None:
    """The clause right behind a participle that the tree hangs beside it ("provided *a truce holds*")."""
    over = tree.tokens[last].head
    clauses = (c for c in below(tree, over) if c > last and tree.tokens[c].label == "advcl") if over >= 0 else ()
    return next((c for c in clauses if min(tree.subtree(c)) == last + 1), None)


def _is_pending(tree: Tree, i: int) -> bool:
    """True for "*pending* approval", not for "the pending approval"."""
    return tree.tokens[i].text.lower() == "pending" and i > 0 and tree.tokens[i - 1].upos not in ("DET", "ADJ", "PRON")


def _hanging(tree: Tree, i: int, last: int, labels: tuple[str, ...]) -> int | None:
    for k in range(last, i - 1, -1):
        if tree.tokens[k].head > last and tree.tokens[k].label in labels:
            return tree.tokens[k].head
    return None


def _end(tree: Tree, last: int, head: int, governor: int) -> int:
    """The last word of the stretch: its subtree, up to a comma behind which no part of the clause itself follows."""
    end = max(k for k in tree.subtree(head))
    if head < governor <= end:
        end = governor - 1
    core = {c for c in below(tree, head) if tree.tokens[c].label in ("conj", "obj", "xcomp", "ccomp", "nsubj:pass")}
    for k in range(max(head, last + 1), end):
        word = tree.tokens[k]
        if word.text in (",", "—", "–", ";") and not any(c > k for c in core) and _outside(tree, k + 1, head):
            return _trimmed(tree, last + 1, k)
    return _trimmed(tree, last + 1, end)


def _outside(tree: Tree, k: int, head: int) -> bool:
    """True when what begins at ``k`` is an aside or an adjunct, not one more member of a list."""
    if tree.tokens[k].label == "cc":
        return False
    for _ in range(LONGEST_CLIMB):
        token = tree.tokens[k]
        if token.head < 0 or token.head == head:
            return token.label != "conj"
        if token.label == "conj":
            return False
        k = token.head
    return True


def _trimmed(tree: Tree, first: int, end: int) -> int:
    while end > first and tree.tokens[end].upos == "PUNCT" and tree.tokens[end].text != "]":
        end -= 1
    return end


def _inverted(tree: Tree, i: int) -> Region | None:
    """ "*Should* Russia attack again, ...", "... were Russia to attack": a conditional without a link word."""
    head = inverted_head(tree, i)
    if head is None:
        return None
    governor = _governor(tree, i, head)
    return Region(Link.IF, "should", i, i + 1, head, _end(tree, i, head, governor), governor, True)


def _else(tree: Tree, i: int) -> Region | None:
    """ "*Russia must stop* or we will act", "*stop*, or else": what must come, for the threat not to be carried out."""
    found = ultimatum(tree, i)
    if found is None:
        return None
    asked, threat = found
    words = [k for k in tree.subtree(asked) if k < i and tree.tokens[k].upos not in ("PUNCT", "CCONJ")]
    return Region(Link.UNLESS, "or", words[0], words[0], asked, words[-1], threat, True)


def _answered(tree: Tree, i: int) -> Region | None:
    """ "will respond to *any aggression*", "*any attack* would be answered", "in response to *any such move*": what would have to
    come first."""
    noun = tree.tokens[i].head
    if noun <= i or (answer := tree.tokens[noun].head) < 0:
        return None
    if tree.tokens[answer].lemma not in ANSWERS and not _is_taken_for(tree, answer):
        return None
    suffers = tree.tokens[noun].label == "nsubj:pass"
    suffers = suffers or (tree.tokens[noun].label == "nsubj" and tree.tokens[answer].lemma == "become")
    given = case_of(tree, noun) in ("to", "against") or (
        tree.tokens[noun].label == "obj" and tree.tokens[noun].lemma not in ANSWERED_IN_WORDS
    )
    if not (suffers or (given and answer < i)):
        return None
    governor = answer
    if tree.tokens[answer].upos == "NOUN" and case_of(tree, answer) == "in":
        governor = tree.tokens[answer].head
    return Region(Link.IF, "any", i, i, noun, _end(tree, i, noun, governor), governor, False) if governor >= 0 else None


def _within(tree: Tree, i: int) -> Region | None:
    """ "*within a month of a ceasefire*": what must have come, with the time from then."""
    span = tree.tokens[i].head
    if span <= i or tree.tokens[span].lemma not in PERIODS:
        return None
    event = next((t.i for t in tree.children(span) if t.upos == "NOUN" and case_of(tree, t.i) in ("of", "after")), None)
    if event is None or (governor := tree.tokens[span].head) < 0:
        return None
    return Region(
        Link.IF, "following", i, tree.subtree(event)[0], event, _end(tree, i, event, governor), governor, False
    )


def _is_taken_for(tree: Tree, verb: int) -> bool:
    """True for "will *treat* any diversion *as an act of war*", "any soldier will *become a target*"."""
    token = tree.tokens[verb]
    named = [t for t in tree.children(verb) if t.label in ("obl", "xcomp", "obj") and t.upos == "NOUN"]
    if token.lemma in TAKING:
        return any(case_of(tree, t.i) == "as" and t.lemma in HOSTILITIES for t in named)
    return token.lemma == "become" and any(t.lemma in HOSTILITIES for t in named)


def _required(tree: Tree, i: int) -> Region | None:
    """ "consider American backing *essential* before ...", "a truce is a *precondition* for ...": the thing named."""
    if i + 1 >= len(tree.tokens) or tree.tokens[i + 1].text.lower() not in ("before", "for"):
        return None
    token = tree.tokens[i]
    what = subject(tree, i)
    if what is None and token.head >= 0 and token.upos == "ADJ":
        what = object_of(tree, token.head) if token.label == "xcomp" else token.head
    if what is None or what >= i:
        return None
    first, governor = tree.subtree(what)[0], tree.tokens[what].head
    return Region(Link.IF, "essential", first, first, what, i, governor, False) if governor >= 0 else None
