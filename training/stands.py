"""What the heads for reading learn from: coded sentences, and which words of them carry a stand.

A *stand* hangs on the word that heads its act ("to *deploy* soldiers"). Coders marked that word in most rows; where they did
not, a candidate of the rules that was right lends its own, and else the row teaches only that some word of the sentence
carries the stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pledgebook.model import Direction, Document, Kind
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.candidates import Sentence as ReadSentence
from pledgebook.reading.coded import Coded, coded, load_rows
from pledgebook.reading.evaluation import pairs
from pledgebook.reading.hints import FIRMNESS, KINDS, PROMISOR, SENTENCE, STAND
from pledgebook.reading.network import BEFORE, passages, preceding
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Tree
from pledgebook.syntax.encoding import Own, WordPieces

Place = tuple[int, int]
"""Half-open character offsets."""


class Marked(Coded, frozen=True, kw_only=True):
    """A coded row with the places that its coder marked: the words of the act and those that name the promisors."""

    act_span: Place | None = None
    promisor_spans: tuple[Place, ...] = ()


class Stand(NamedTuple):
    """One row in numbers; ``anchor`` is the word that carries it (-1 where unknown), ``promisors`` the words naming them."""

    kind: int
    act: int
    firmness: int
    stopped: bool
    anchor: int
    promisors: tuple[int, ...]


class CodedSentence(NamedTuple):
    """A sentence of a coded document with its stands; ``tree`` is what the parser made of it before.

    ``before`` are the wordpieces that are in view with it where it comes first in a passage; ``follows`` tells that nothing
    stands between it and the sentence before it in the data.
    """

    doc: str
    start: int
    own: Own
    before: Sequence[int]
    follows: bool
    tree: Tree
    stands: tuple[Stand, ...]


class Said:
    """What networks said of documents that they had not seen, as ``training.reading --held-out`` kept it."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Take the .npz files at ``paths`` together."""
        self._scores: dict[str, npt.NDArray[np.float16]] = {}
        for path in paths:
            with np.load(path) as kept:
                self._scores.update(kept)

    @property
    def documents(self) -> set[str]:
        """Names of the documents that were scored."""
        return {key.split("|")[0] for key in self._scores}

    @staticmethod
    def key(doc: str, start: int, head: str) -> str:
        """Under which name the scores of a sentence are kept."""
        return f"{doc}|{start}|{head}"

    def put(self, doc: str, tree: Tree) -> Tree:
        """``tree`` with these scores in place of its own.

        Raises ``KeyError`` when its sentence was not scored, ``ValueError`` when the words have changed since.
        """
        return tree.told(self.of(doc, tree.span.start, len(tree)))

    def of(self, doc: str, start: int, words: int) -> dict[str, npt.NDArray[np.float32]]:
        """What the heads said of the sentence of ``words`` words at ``start``, by their names; raises as ``put`` does."""
        heads = {
            head: self._scores[self.key(doc, start, head)].astype(np.float32) for head in (STAND, PROMISOR, SENTENCE)
        }
        if len(heads[STAND]) != words:
            raise ValueError(f"{doc}: the words at {start} have changed: run training.reading --held-out again")
        return heads


def load_marked(paths: Iterable[Path]) -> dict[str, list[Marked]]:
    """The rows of coded files by document."""
    rows: dict[str, list[Marked]] = {}
    for path in paths:
        for row in load_rows(path, Marked):
            rows.setdefault(row.doc, []).append(row)
    return rows


def coded_sentences(
    reader: Reader,
    documents: Iterable[Document],
    rows: dict[str, list[Marked]],
    acts: Sequence[str],
    pieces: WordPieces,
    in_view: int = BEFORE,
) -> Iterator[CodedSentence]:
    """All sentences of ``documents`` that the gate lets through, with the stands that coders found in them.

    ``in_view`` wordpieces of what stands before each passage are in view with it.
    """
    for document in documents:
        own = rows.get(document.name, [])
        trees = reader.parse(document)
        first = {passage.start for passage in passages(document.text, [tree.span for tree in trees])}
        for number, sentence in enumerate(list(reader.sentences(document, trees))):
            tree = sentence.tree
            here = [row for row in own if _together(row, tree) and row.kind is not Kind.COUNT and row.act in acts]
            before = pieces.ending([word.text for word in preceding(document.text, tree.span.start)], in_view)
            numbers = Own.of(pieces.encode([token.text for token in tree.tokens]))
            stands = tuple(_stand(row, sentence, acts) for row in here)
            yield CodedSentence(document.name, tree.span.start, numbers, before, number not in first, tree, stands)


def _together(row: Coded, tree: Tree) -> bool:
    start, end = tree.span.start, tree.span.end
    return start <= (row.start + row.end) / 2 < end or row.start <= (start + end) / 2 < row.end


def _stand(row: Marked, sentence: ReadSentence, acts: Sequence[str]) -> Stand:
    tree = sentence.tree
    anchor = _head(tree, row.act_span) if row.act_span else -1
    promisors = tuple(head for place in row.promisor_spans if (head := _head(tree, place)) >= 0)
    if anchor < 0 and (right := _right(row, sentence.candidates)) is not None:
        anchor = right.stance.anchor
        span = right.statement.spans["promisors"][0]
        named = _head(tree, (span.start, span.end))
        promisors = promisors or ((named,) if named >= 0 else ())
    return Stand(
        kind=KINDS.index(row.kind),
        act=acts.index(row.act or ""),
        firmness=FIRMNESS.index(row.firmness) if row.firmness else -1,
        stopped=row.direction is Direction.STOP,
        anchor=anchor,
        promisors=promisors,
    )


def _right(row: Coded, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate of the rules that says what the row says."""
    read = [coded(candidate.statement) for candidate in candidates]
    for _, j in pairs([row], read):
        if read[j].act == row.act and set(read[j].promisors) == set(row.promisors):
            return candidates[j]
    return None


def _head(tree: Tree, place: Place) -> int:
    """The word at ``place`` on which the others there hang; -1 where no word lies there."""
    inside = [t.i for t in tree.tokens if t.span.start < place[1] and place[0] < t.span.end]
    tops = [i for i in inside if tree.tokens[i].head not in inside and tree.tokens[i].upos != "PUNCT"]
    return (tops or inside or [-1])[0]
