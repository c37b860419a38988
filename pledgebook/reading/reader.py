"""From a document to its statements: the only place where the steps of reading are put in order.

text -> sentences -> trees -> for each tree: names, voices, stances -> statements with their evidence -> confidence
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from pledgebook.codebooks import Codebook, load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Document, Doubt, Statement
from pledgebook.reading.acts import Acts
from pledgebook.reading.attribution import Attribution
from pledgebook.reading.candidates import Candidate, Candidates, Sentence
from pledgebook.reading.cast import Cast
from pledgebook.reading.conditions import Conditions
from pledgebook.reading.cues import CueWords
from pledgebook.reading.decision import load_decision
from pledgebook.reading.details import with_details
from pledgebook.reading.features import Likelihoods, Setting
from pledgebook.reading.gate import Gate
from pledgebook.reading.hints import Hints
from pledgebook.syntax import Parser, Tree, cut_doubts, split
from pledgebook.syntax import Sentence as SentenceText

T = TypeVar("T", Tree, SentenceText)
SHORT = 1_500
"""Characters up to which a text is parsed whole: the gate judges by density, and a note of a few lines has none."""
READER = "rules-2"
"""Version of the rules; raised when the same text is read differently."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read in one document, by which reader."""

    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...]
    reader: str


class Reader:
    """Reads documents by one codebook. Loading takes the parser's time; reading is deterministic and works offline."""

    def __init__(
        self, codebook: str | Path | Codebook = "security", *, threads: int = 1, parser: Parser | None = None
    ) -> None:
        self.codebook = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
        self.gazetteer = Gazetteer.load()
        self._parser = parser or Parser.load(threads=threads)
        self._acts = Acts(self.codebook)
        self._cues = CueWords(self.codebook)
        self._gate = Gate(self.codebook, self.gazetteer)
        self.decision = load_decision()
        self._hinted = tuple(self._parser.vocabulary.get("act", ()))
        self._candidates = Candidates(self.codebook, self._acts, self._cues, Conditions(self.codebook))

    def read(self, document: Document) -> Reading:
        """The statements of one document, in the order of its text, with what could not be settled."""
        if len(document.text) > SHORT and not self._gate.document(document.text):
            return Reading(document=document, statements=(), doubts=(), reader=READER)
        trees = self.parse(document)
        statements: list[Statement] = []
        doubts = list(cut_doubts(trees, document.name))
        for sentence in self.sentences(document, trees):
            statements.extend(
                self._settled(candidate, score, document) for candidate, score in self.decision.believed(sentence)
            )
            statements.extend(sentence.counted)
            doubts.extend(open_point.doubt(document.name) for open_point in sentence.unsettled)
        return Reading(document=document, statements=tuple(statements), doubts=tuple(doubts), reader=READER)

    def _settled(self, candidate: Candidate, score: float, document: Document) -> Statement:
        """A believed candidate as it is written down: with its details, its step as the network was heard, its confidence."""
        detailed = with_details(candidate.statement, candidate.tree, candidate.stance, document)
        firmness = self.decision.firmness(candidate)
        moved = ("hint.step",) if firmness is not detailed.firmness else ()
        return msgspec.structs.replace(
            detailed,
            firmness=firmness,
            rules=(*detailed.rules, *moved),
            confidence=round(self.decision.confidence(score), 4),
        )

    def parse(self, document: Document) -> list[Tree]:
        """The trees of those sentences of a document that may hold a statement; what the gate puts aside is not parsed."""
        return self._parser.parse(self.passed(document.text, split(document.text)))

    def passed(self, text: str, sentences: Sequence[T]) -> list[T]:
        """Those of ``sentences`` (or trees: whatever has a span) that the gate lets through; all of a short text."""
        if len(text) <= SHORT:
            return list(sentences)
        return [sentences[i] for i in self._gate.sentences(text, [s.span for s in sentences])]

    def sentences(self, document: Document, trees: list[Tree]) -> Iterator[Sentence]:
        """The trees of a document with all that the rules allow in them, believed or not."""
        cast = Cast(self.gazetteer)
        attribution = Attribution(document.text, trees, self._cues)
        cast.quoted = attribution.quoted
        cast.meet(trees, document.text)
        density = len(self.gazetteer.find(document.text)) / max(len(trees), 1)
        hints = [Hints.of(tree, self._hinted) for tree in trees]
        likelihoods = Likelihoods(hints)
        for number, tree in enumerate(trees):
            cast.enter(tree, document.text)
            frames = attribution.frames(number, cast)
            setting = Setting(tree, number, cast.codes(), density, likelihoods.around(number))
            candidates = list(self._candidates.of(document, tree, frames, attribution, cast, setting, hints[number]))
            counted = self._candidates.counted(document, tree, frames, attribution)
            yield Sentence(tree, setting, candidates, counted, tuple(dict.fromkeys(cast.unsettled)))
            cast.leave(tree)
