"""Who says it: quotation marks, reporting verbs, "according to", and speeches that run over several sentences.

The innermost speaker comes first in every chain: in "Trump said Putin had agreed", what Putin agreed to has the voice of Trump.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pledgebook.model import Span
from pledgebook.reading.cast import Cast, Party
from pledgebook.reading.clauses import below, subject
from pledgebook.reading.cues import CueWords
from pledgebook.syntax import Tree

OPENING = {"“": "”", "„": "“", "«": "»", '"': '"'}
LONGEST_QUOTE = 3000
"""Characters after which an unclosed quotation mark is taken for a stray one."""


class Frame(NamedTuple):
    """One act of reporting: ``content`` are the indices of what is reported, ``verb`` the word that reports it."""

    speaker: Party
    content: frozenset[int]
    verb: int


def quotations(text: str) -> list[Span]:
    """Spans between quotation marks, the marks left out, in order and without overlap; linear in the length of the text.

    A quotation that runs over paragraphs, each opened anew and only the last closed, is one span for each paragraph. A mark
    that is never closed ends with its paragraph.
    """
    spans: list[Span] = []
    start = -1
    closing = ""
    for i, char in enumerate(text):
        if start < 0:
            if char in OPENING and not (char == '"' and _closes(text, i)):
                start, closing = i + 1, OPENING[char]
        elif char == closing or (closing == "”" and char == '"'):
            spans.append(Span(start, i))
            start = -1
        elif char == "\n" or i - start > LONGEST_QUOTE:
            spans.append(Span(start, i))
            start = -1
    if start >= 0:
        spans.append(Span(start, len(text)))
    return [s for s in spans if s.end > s.start]


def _closes(text: str, i: int) -> bool:
    """A straight mark behind a letter or full stop and before a space can only close; its opening one is lost."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    return not before.isspace() and before not in "([—–-" and (after.isspace() or after in ".,;)")


class Attribution:
    """The voices of one document, sentence by sentence in order."""

    def __init__(self, text: str, trees: Sequence[Tree], cues: CueWords) -> None:
        self._cues = cues
        self._trees = trees
        self._quotes = quotations(text)
        self._starts = [q.start for q in self._quotes]
        self._carried: Party | None = None
        self._carried_until = -1
        self._last_quote_end = -1
        self._text = text

    def quoted(self, place: int) -> Span | None:
        """The quotation that the character at ``place`` stands in, if any."""
        k = bisect_right(self._starts, place) - 1
        if k >= 0 and place < self._quotes[k].end:
            return self._quotes[k]
        return None

    def frames(self, number: int, cast: Cast) -> list[Frame]:
        """The reporting in sentence ``number``, innermost first; a speech without a speaker of its own keeps the last one."""
        tree = self._trees[number]
        found = [f for f in (self._frame(tree, i, cast) for i in self._reporting(tree)) if f]
        found += self._according(tree, cast)
        found.sort(key=lambda f: (len(f.content), f.verb))
        outer = found[-1].speaker if found else None
        open_words = frozenset(t.i for t in tree.tokens if self.quoted(t.span.start)) - frozenset().union(
            *(f.content for f in found)
        )
        if open_words:
            speaker = outer or self._speaker_of(number, tree, cast)
            if speaker is not None:
                found.append(Frame(speaker, open_words, -1))
                outer = outer or speaker
        if (
            outer is None
            and cast.speaker is not None
            and any(
                t.lemma in ("we", "our", "us") and t.upos == "PRON" or t.text.lower() in ("our", "we", "us")
                for t in tree.tokens
            )
        ):
            return [Frame(cast.speaker, frozenset(range(len(tree.tokens))), -1)]
        if outer is not None:
            cast.speaker = outer
            self._carried = outer
            self._last_quote_end = (
                max((self.quoted(t.span.start) or Span(0, -1)).end for t in tree.tokens) if tree.tokens else -1
            )
        elif not open_words:
            self._carried = None
        return found

    def _reporting(self, tree: Tree) -> list[int]:
        return [t.i for t in tree.tokens if t.upos == "VERB" and t.lemma in self._cues.reporting]

    def _frame(self, tree: Tree, i: int, cast: Cast) -> Frame | None:
        token = tree.tokens[i]
        content: set[int] = set()
        for child in below(tree, i):
            label = tree.tokens[child].label
            if label == "ccomp" or (label == "parataxis" and child != i):
                content.update(tree.subtree(child))
            elif label in ("obj", "xcomp", "obl", "advcl") and any(
                self.quoted(tree.tokens[k].span.start) for k in (child, *below(tree, child))
            ):
                content.update(tree.subtree(child))
        if token.label == "parataxis" and token.head >= 0 and not content:
            content = set(range(len(tree.tokens))) - set(tree.subtree(i))
        if token.label in ("advcl", "acl") and _as_said(tree, i) and token.head >= 0:
            content = set(range(len(tree.tokens))) - set(tree.subtree(i))
        if not content:
            return None
        who = _teller(tree, i)
        party = cast.party(tree, who)
        if party is None and who is not None:
            party = (
                Party((), tree.tokens[who].text, tree.tokens[who].span, "unknown")
                if _is_person(tree, who)
                else cast.owner(tree, who)
            )
        if party is None:
            return None
        return Frame(party, frozenset(content), i)

    def _according(self, tree: Tree, cast: Cast) -> list[Frame]:
        found = []
        for token in tree.tokens:
            if token.lemma in ("accord", "according") and token.text.lower() == "according":
                source = (
                    token.head
                    if token.label in ("case", "mark")
                    else next((c for c in below(tree, token.i) if tree.tokens[c].label in ("obl", "nmod")), None)
                )
                if source is None or source < 0:
                    continue
                party = cast.party(tree, source) or cast.owner(tree, source)
                if party is None:
                    party = Party((), tree.tokens[source].text, tree.tokens[source].span, "unknown")
                inside = set(tree.subtree(source)) | {token.i}
                found.append(Frame(party, frozenset(set(range(len(tree.tokens))) - inside), token.i))
        return found

    def _speaker_of(self, number: int, tree: Tree, cast: Cast) -> Party | None:
        """Who speaks in a quotation that its own sentence does not attribute: told further on inside it, else the last speaker."""
        end = max((q.end for t in tree.tokens if (q := self.quoted(t.span.start))), default=-1)
        for later in self._trees[number + 1 : number + 6]:
            if later.span.start > end + 2:
                break
            for i in self._reporting(later):
                who = _teller(later, i)
                if who is not None and not self.quoted(later.tokens[i].span.start):
                    party = self._ahead(later, who, cast)
                    if party is not None:
                        return party
        if self._carried is not None:
            return self._carried
        return cast.speaker if tree.tokens and self.quoted(tree.tokens[len(tree.tokens) // 2].span.start) else None

    def _ahead(self, later: Tree, who: int, cast: Cast) -> Party | None:
        """Read a party in a later sentence without losing the place in this one."""
        with cast.peek(later, self._text):
            return cast.party(later, who)


def _teller(tree: Tree, i: int) -> int | None:
    """The subject of a reporting verb, borrowed from the main clause in "..., saying that"."""
    for _ in range(6):
        own = subject(tree, i)
        if own is not None:
            return own
        token = tree.tokens[i]
        if token.label in ("acl", "acl:relcl") and token.head >= 0:
            return token.head
        if token.label not in ("advcl", "conj", "xcomp", "parataxis", "ccomp") or token.head < 0:
            return None
        i = token.head
    return None


def _as_said(tree: Tree, i: int) -> bool:
    """True for "as Macron said" around what it reports."""
    return any(tree.tokens[c].label == "mark" and tree.tokens[c].text.lower() == "as" for c in below(tree, i))


def _is_person(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos == "PROPN"


def voice_chain(frames: Sequence[Frame], i: int) -> list[Frame]:
    """The frames that word ``i`` stands in, innermost first."""
    return [f for f in frames if i in f.content]
