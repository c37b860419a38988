"""From a document to its statements: the only place where the steps of reading are put in order.

text -> sentences -> trees -> for each tree: names, voices, stances -> statements with their evidence -> confidence
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pledgebook.codebooks import Codebook, load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Document, Doubt, Statement
from pledgebook.reading.acts import Acts
from pledgebook.reading.addressed import Addressed
from pledgebook.reading.attribution import Attribution
from pledgebook.reading.candidates import Candidate, Candidates, Sentence
from pledgebook.reading.cast import Cast
from pledgebook.reading.conditions import Conditions
from pledgebook.reading.cues import CueWords
from pledgebook.reading.decision import load_decision
from pledgebook.reading.details import with_details
from pledgebook.reading.elsewhere import Elsewhere
from pledgebook.reading.features import Likelihoods, Setting
from pledgebook.reading.gate import Gate
from pledgebook.reading.glance import DOUBTFUL, SILENT, load_glance
from pledgebook.reading.hints import SENTENCE, Hints
from pledgebook.reading.holding import held_on
from pledgebook.reading.mission import Mission
from pledgebook.reading.network import Network, passages, preceding
from pledgebook.reading.shares import Shares
from pledgebook.syntax import Parser, Tree, Word, cut_doubts, split
from pledgebook.syntax import Sentence as SentenceText

SHORT = 600
"""Characters up to which a text is parsed whole: the gate judges by density, and a note of a few lines has none."""
LEAST_EARLY = -2.5
"""Log odds of holding a statement, by the network's lower layers, from which its upper ones are asked."""
LEAST_ODDS = -1.5
"""Log odds of holding a statement, by the network, from which a sentence is parsed."""
LOOKING_BACK = frozenset(
    ("he", "she", "it", "they", "him", "them", "his", "her", "hers", "its", "their", "theirs", "we", "our", "ours", "us", "i",
     "my", "this", "that", "these", "those", "such", "both", "so", "there")
)  # fmt: skip
"""Words that mean what was told before: the sentence before one that holds any is parsed as well."""
QUOTING = '"“”‘«'
"""Quotation marks: who speaks may have been named before."""
READER = "rules-10"
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
        self,
        codebook: str | Path | Codebook = "security",
        *,
        threads: int = 1,
        parser: Parser | None = None,
        network: Network | None = None,
    ) -> None:
        self.codebook = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
        self.gazetteer = Gazetteer.load()
        self._parser = parser or Parser.load(threads=threads)
        self._acts = Acts(self.codebook)
        self._cues = CueWords(self.codebook)
        self._gate = Gate(self.codebook, self.gazetteer)
        self._elsewhere = Elsewhere(self.codebook.elsewhere.values())
        self._glance = load_glance(self.codebook.name)
        self.decision = load_decision()
        self._network = network or Network.load(threads=threads)
        self._candidates = Candidates(self.codebook, self._acts, self._cues, Conditions(self.codebook))

    def read(self, document: Document) -> Reading:
        """The statements of one document, in the order of its text, with what could not be settled."""
        text = document.text
        nothing = Reading(document=document, statements=(), doubts=(), reader=READER)
        if (len(text) > SHORT and not self._gate.document(text)) or self._elsewhere.holds(text):
            return nothing
        whole = split(text)
        odds = self._odds(text, whole)
        if odds < SILENT:
            return nothing
        trees = self._parsed(text, whole, odds)
        mission = Mission(trees, self._acts)
        statements: list[Statement] = []
        doubts = list(cut_doubts(trees, document.name))
        for sentence in self.sentences(document, trees):
            statements.extend(
                mission.meant(self._settled(candidate, score, document), candidate)
                for candidate, score in self.decision.believed(sentence, sure=odds < DOUBTFUL)
            )
            statements.extend(sentence.counted)
            doubts.extend(open_point.doubt(document.name) for open_point in sentence.unsettled)
        return Reading(document=document, statements=tuple(statements), doubts=tuple(doubts), reader=READER)

    def _odds(self, text: str, sentences: Sequence[SentenceText]) -> float:
        """Log odds that a text holds a statement; even where nothing speaks against it, as in any short one."""
        if self._glance is None or len(text) <= SHORT:
            return DOUBTFUL
        return self._glance.whole_odds(s.text for s in sentences)

    def _settled(self, candidate: Candidate, score: float, document: Document) -> Statement:
        """A believed candidate as it is written down: with its details, its step as the network was heard, its confidence."""
        detailed = with_details(candidate.statement, candidate.tree, candidate.stance, document)
        heard = self.decision.firmness(candidate)
        firmness = held_on(candidate, heard, self._acts)
        moved = ("held-on",) if firmness is not heard else ("hint.step",) if heard is not detailed.firmness else ()
        return msgspec.structs.replace(
            detailed,
            firmness=firmness,
            rules=(*detailed.rules, *moved),
            confidence=round(self.decision.confidence(score), 4),
        )

    def parse(self, document: Document) -> list[Tree]:
        """The trees of those sentences of a document that may hold a statement; what the gate puts aside is not parsed."""
        whole = split(document.text)
        return self._parsed(document.text, whole, self._odds(document.text, whole))

    def _parsed(self, text: str, sentences: Sequence[SentenceText], odds: float) -> list[Tree]:
        network = self._network
        worded = [(sentence, words) for sentence in self._passed(text, sentences, odds) if (words := sentence.tokens)]
        begun = [
            one
            for passage in passages(text, [sentence.span for sentence, _ in worded])
            for one in network.begin(
                [words for _, words in worded[passage]], preceding(text, worded[passage.start][0].span.start)
            )
        ]
        told = [network.finish(one) if one.odds >= LEAST_EARLY else None for one in begun]
        likely = [heads is not None and float(heads[SENTENCE][0]) >= LEAST_ODDS for heads in told]
        asked = [*(near and _looks_back(words) for near, (_, words) in zip(likely, worded, strict=True)), False][1:]
        kept = [i for i, (here, before) in enumerate(zip(likely, asked, strict=True)) if here or before]
        trees = self._parser.parse_words([worded[i] for i in kept])
        return [tree.told(told[i] or network.finish(begun[i])) for tree, i in zip(trees, kept, strict=True)]

    def _passed(self, text: str, sentences: Sequence[SentenceText], odds: float) -> list[SentenceText]:
        """Those of ``sentences`` that the gate and a glance let through, the text having ``odds``; all of a short text."""
        if len(text) <= SHORT:
            return list(sentences)
        spans = [s.span for s in sentences]
        scores = self._gate.scores(text, spans)
        through = self._gate.sentences(text, spans, scores)
        if self._glance is not None:
            likely = self._glance.passed([sentences[i].text for i in through], [scores[i] for i in through], odds)
            through = [through[k] for k in likely]
        return [sentences[i] for i in through]

    def sentences(self, document: Document, trees: list[Tree]) -> Iterator[Sentence]:
        """The trees of a document with all that the rules allow in them, believed or not."""
        cast = Cast(self.gazetteer)
        attribution = Attribution(document.text, trees, self._cues)
        cast.quoted = attribution.quoted
        cast.meet(trees, document.text)
        density = len(self.gazetteer.find(document.text)) / max(len(trees), 1)
        hints = [Hints.of(tree, self._network.acts) for tree in trees]
        likelihoods = Likelihoods(hints)
        found = []
        for number, tree in enumerate(trees):
            cast.pass_over(document.text, trees[number - 1].span.end if number else 0, tree.span.start)
            cast.enter(tree, document.text)
            frames = attribution.frames(number, cast)
            setting = Setting(tree, number, cast.codes(), density, likelihoods.around(number))
            candidates = list(self._candidates.of(document, tree, frames, attribution, cast, setting, hints[number]))
            counted = self._candidates.counted(document, tree, frames, attribution)
            found.append(Sentence(tree, setting, candidates, counted, tuple(dict.fromkeys(cast.unsettled))))
            cast.leave(tree)
        addressed = Addressed(candidate for sentence in found for candidate in sentence.candidates)
        named = [
            sentence._replace(candidates=[addressed.named(c, sentence.setting, hinted) for c in sentence.candidates])
            for sentence, hinted in zip(found, hints, strict=True)
        ]
        shares = Shares(candidate for sentence in named for candidate in sentence.candidates)
        for sentence in named:
            yield sentence._replace(candidates=[shares.told(c) for c in sentence.candidates])


def _looks_back(words: Sequence[Word]) -> bool:
    """True for a sentence that may only be understood with the one before it: who "he" is and who says what is quoted often
    stands there."""
    return any(word.text.lower() in LOOKING_BACK or word.text[0] in QUOTING for word in words)
