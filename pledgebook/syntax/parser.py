"""Sentences -> trees: the shipped network on onnxruntime, and the best tree for the scores that it gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
import onnxruntime

from pledgebook.model import Doubt
from pledgebook.syntax.clauses import encoded_parts
from pledgebook.syntax.encoding import Encoded, WordPieces, pad
from pledgebook.syntax.lemmas import lemma
from pledgebook.syntax.sentences import Sentence
from pledgebook.syntax.session import open_session
from pledgebook.syntax.spanning import best_tree
from pledgebook.syntax.tokens import Word
from pledgebook.syntax.tree import NO_HEAD, Token, Tree

MODEL = Path(__file__).with_name("model.onnx")
TOKENIZER = Path(__file__).with_name("tokenizer.json")
LONGEST = 192
"""Wordpieces parsed at once. Trained on up to 128; time and memory for labels grow with the square of the words."""
PAIRS_OF_BATCH = 60_000
"""Word pairs, padding included, whose scores are held at once: 60,000 pairs with 54 labels take 13 MB."""
_OUTPUTS = ["upos", "xpos", "arc", "label", "sentence"]


@cache
def word_pieces() -> WordPieces:
    """The wordpieces that all networks of a process share: what one was asked about is kept for the next."""
    return WordPieces(TOKENIZER)


class _Part(NamedTuple):
    """What is parsed at once: a sentence, or a part of one that is too long."""

    sentence: int
    words: Sequence[Word]
    encoded: Encoded


class _Parsed(NamedTuple):
    """What the network and the search say of a part; heads are numbered from 0 within it."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    labels: list[str]
    certainties: list[float]
    vector: npt.NDArray[np.float32]


class Parser:
    """A loaded parser. One may be used by several threads; each process needs its own."""

    def __init__(self, session: onnxruntime.InferenceSession, pieces: WordPieces) -> None:
        """Use ``Parser.load``."""
        self._session = session
        self._pieces = pieces
        labels = json.loads(session.get_modelmeta().custom_metadata_map["labels"])
        self._upos: list[str] = labels["upos"]
        self._xpos: list[str] = labels["xpos"]
        self._labels: list[str] = labels["label"]

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Self:
        """The parser in the file ``path`` (the one that ships, by default), on ``threads`` threads.

        Raises ``InputError`` when the file is not there or is no model of ours.
        """
        session = open_session(path or MODEL, "labels", "syntax model", "python -m training.train", threads)
        return cls(session, word_pieces())

    def parse(self, sentences: Iterable[Sentence], batch: int = 1) -> list[Tree]:
        """One tree for each sentence that has words, in the order of ``sentences``; see ``parse_words``."""
        return self.parse_words([(s, words) for s in sentences if (words := s.tokens)], batch)

    def parse_words(self, with_words: Sequence[tuple[Sentence, Sequence[Word]]], batch: int = 1) -> list[Tree]:
        """One tree for each sentence with its words, of which there must be some.

        One that is too long is parsed in parts at clause boundaries, whose roots hang from the first part's as
        ``parataxis``, and the tree is marked ``cut``. Sentences are put together by length, ``batch`` at a time. With
        one at a time a tree depends on its sentence alone; in larger batches the 8-bit scales are shared, so that a
        close call may fall otherwise beside other neighbours.
        """
        waiting = [part for number, (_, words) in enumerate(with_words) for part in self._parts(number, words)]
        by_length = sorted(range(len(waiting)), key=lambda i: len(waiting[i].encoded.pieces))
        parsed: dict[int, _Parsed] = {}
        for group in _groups(waiting, by_length, batch):
            parsed.update(zip(group, self._run([waiting[i] for i in group]), strict=True))
        together: list[list[int]] = [[] for _ in with_words]
        for i, part in enumerate(waiting):
            together[part.sentence].append(i)
        return [
            _tree(sentence, [(waiting[i].words, parsed[i]) for i in own])
            for (sentence, _), own in zip(with_words, together, strict=True)
        ]

    def _parts(self, number: int, words: Sequence[Word]) -> Iterator[_Part]:
        for part, encoded in encoded_parts(self._pieces, words, LONGEST):
            yield _Part(number, part, encoded)

    def _run(self, group: Sequence[_Part]) -> Iterator[_Parsed]:
        inputs = pad([part.encoded for part in group])._asdict()
        upos, xpos, arc, label, vectors = self._session.run(_OUTPUTS, inputs)
        for row, part in enumerate(group):
            n = len(part.words) + 1
            scores = _log_probabilities(arc[row, :n, :n].astype(np.float64))
            heads = best_tree(scores)[1:]
            dependents = np.arange(1, n)
            yield _Parsed(
                [self._upos[i] for i in upos[row, 1:n].tolist()],
                [self._xpos[i] for i in xpos[row, 1:n].tolist()],
                [head - 1 for head in heads],
                [self._labels[i] for i in label[row, dependents, heads].tolist()],
                np.exp(scores[dependents, heads]).tolist(),
                vectors[row].copy(),
            )


def cut_doubts(trees: Iterable[Tree], doc: str) -> list[Doubt]:
    """A doubt for each tree that was parsed in parts."""
    reason = "the sentence is too long to be parsed in one piece; relations across the cuts are lost"
    return [Doubt(doc=doc, code="sentence-cut", reason=reason, span=tree.span) for tree in trees if tree.cut]


def _groups(waiting: Sequence[_Part], by_length: Sequence[int], batch: int) -> Iterator[list[int]]:
    """At most ``batch`` parts at a time, fewer where they are long."""
    group: list[int] = []
    for i in by_length:
        width = len(waiting[i].words) + 1
        if group and (len(group) == batch or (len(group) + 1) * width * width > PAIRS_OF_BATCH):
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _log_probabilities(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Logarithms of each head's probability; no word is its own head."""
    np.fill_diagonal(scores, -np.inf)
    scores[0, 0] = 0.0
    scores -= scores.max(1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    return scores


def _tree(sentence: Sentence, parsed: Sequence[tuple[Sequence[Word], _Parsed]]) -> Tree:
    """The tokens of all parts under one root."""
    tokens: list[Token] = []
    certainties: list[float] = []
    root = NO_HEAD
    for words, part in parsed:
        start = len(tokens)
        certainties += part.certainties
        columns = zip(words, part.upos, part.xpos, part.heads, part.labels, strict=True)
        for i, (word, upos, xpos, head, label) in enumerate(columns, start):
            if head != NO_HEAD:
                head += start
            elif start:
                head, label = root, "parataxis"
            else:
                root = i
            tokens.append(Token(i, word.text, word.span, lemma(word.text, upos, xpos), upos, xpos, head, label))
    cut = sentence.cut or len(parsed) > 1
    return Tree(tuple(tokens), sentence.span, sentence.text, cut, tuple(certainties), parsed[0][1].vector)
