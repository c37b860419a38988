"""What reading costs: ``python -m benchmarks.reading [--shared ../shared] [--documents N] [--articles N]``.

Prints each step with its words/s and MB/s, articles/s over the corpus and over a stream in which one article in ten
holds statements, and the memory of a long stream. Everything runs on one thread and is timed by the processor time it
takes, so that what else the machine does counts less. Articles come from ``../shared`` and stay there.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pledgebook.codebooks import load_codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Document
from pledgebook.reading.coded import load_coded
from pledgebook.reading.gate import Gate
from pledgebook.reading.gold_texts import corpus_lines
from pledgebook.reading.network import Begun, Network
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Parser, Sentence, Tree, Word, split

POLITICAL_SHARE = 10
"""One article in so many of the mixed stream holds statements."""
FEWEST = 30
"""Of fewer articles with statements the length of single ones would tell."""


class Step(NamedTuple):
    """What one step took over all documents that reached it."""

    name: str
    seconds: float
    bytes: int
    words: int
    documents: int


class TimedParser(Parser):
    """A parser that knows how long it took."""

    seconds = 0.0
    sentences = 0
    words = 0

    def parse_words(self, with_words: Sequence[tuple[Sentence, Sequence[Word]]], batch: int = 1) -> list[Tree]:
        started = time.process_time()
        trees = super().parse_words(with_words, batch)
        self.seconds += time.process_time() - started
        self.sentences += len(trees)
        self.words += sum(map(len, trees))
        return trees


class TimedNetwork(Network):
    """A network that reads and knows how long it took."""

    seconds = 0.0
    sentences = 0
    words = 0

    def begin(self, sentences: Sequence[Sequence[Word]], before: Sequence[Word] = ()) -> list[Begun]:
        started = time.process_time()
        begun = super().begin(sentences, before)
        self.seconds += time.process_time() - started
        self.sentences += len(sentences)
        self.words += sum(map(len, sentences))
        return begun

    def finish(self, begun: Begun) -> Mapping[str, npt.NDArray[np.float32]]:
        started = time.process_time()
        said = super().finish(begun)
        self.seconds += time.process_time() - started
        return said


def size(documents: list[Document]) -> tuple[int, int, int]:
    """Bytes, words and number of documents."""
    bytes_ = sum(len(document.text.encode("utf-8", "surrogatepass")) for document in documents)
    return bytes_, sum(len(document.text.split()) for document in documents), len(documents)


def timed(name: str, documents: list[Document], work: Callable[[Document], object], repeat: int = 1) -> Step:
    """``work`` over all documents, the best of ``repeat`` runs."""
    best = float("inf")
    for _ in range(repeat):
        started = time.process_time()
        for document in documents:
            work(document)
        best = min(best, time.process_time() - started)
    return Step(name, best, *size(documents))


def steps(
    reader: Reader, parser: TimedParser, network: TimedNetwork, gate: Gate, documents: list[Document]
) -> Iterator[Step]:
    """The steps in their order; what the gate discards does not reach the later ones."""
    yield timed("gate: documents", documents, lambda document: gate.document(document.text), repeat=5)
    kept = [document for document in documents if gate.document(document.text)]
    yield timed("split", kept, lambda document: split(document.text))
    spans = {document.name: [sentence.span for sentence in split(document.text)] for document in kept}
    yield timed("gate: sentences", kept, lambda document: gate.sentences(document.text, spans[document.name]), repeat=5)
    for timer in (parser, network):
        timer.seconds = timer.words = timer.sentences = 0
    whole = timed("read", documents, reader.read)
    yield Step("network that reads", network.seconds, whole.bytes, network.words, network.sentences)
    yield Step("parse", parser.seconds, whole.bytes, parser.words, parser.sentences)
    rest = whole.seconds - parser.seconds - network.seconds
    yield Step("rules and the rest", rest, whole.bytes, whole.words, whole.documents)
    yield whole


def show(found: Iterable[Step]) -> None:
    """A line for each step."""
    print(f"{'step':<22}{'seconds':>9}{'MB/s':>9}{'words/s':>12}{'texts/s':>10}")
    for step in found:
        rate = 1 / max(step.seconds, 1e-9)
        print(
            f"{step.name:<22}{step.seconds:>9.2f}{step.bytes * rate / 1e6:>9.2f}{step.words * rate:>12,.0f}"
            f"{step.documents * rate:>10.1f}"
        )


def gate_alone(gate: Gate, documents: list[Document]) -> None:
    """Both stages of the gate on raw text, sentences given: what must reach 50 MB/s."""
    spans = {document.name: [sentence.span for sentence in split(document.text)] for document in documents}

    def pass_through(document: Document) -> list[int]:
        return gate.sentences(document.text, spans[document.name]) if gate.document(document.text) else []

    step = timed("gate", documents, pass_through, repeat=5)
    kept = sum(len(pass_through(document)) for document in documents)
    total = sum(len(found) for found in spans.values())
    print(f"gate alone: {step.bytes / step.seconds / 1e6:.0f} MB/s; keeps {kept / total:.0%} of {total} sentences")


def mixed(shared: Path, documents: list[Document], political_articles: int) -> list[Document]:
    """A stream of coded articles, of which one in ten holds a statement; the others are those coded as holding none."""
    with_statements: set[str] = set()
    coded: set[str] = set()
    for folder in ("gold-train", "gold-dev"):
        with_statements |= {row.doc for row in load_coded(shared / folder / "gold.jsonl")}
        coded |= set((shared / folder / "names.txt").read_text(encoding="utf-8").split())
    political = [document for document in documents if document.name in with_statements]
    others = itertools.cycle(document for document in documents if document.name in coded - with_statements)
    stream = []
    # From all over the corpus, which is sorted by outlet: the first ones run to many times the length of the others.
    for document in political[:: max(len(political) // political_articles, 1)][:political_articles]:
        stream += [document, *itertools.islice(others, POLITICAL_SHARE - 1)]
    return stream


def megabytes() -> float:
    """Memory now held by this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def stream_memory(reader: Reader, documents: list[Document], articles: int) -> None:
    """Read ``articles`` articles, the corpus over and over, and print the memory on the way."""
    stream = itertools.islice(itertools.cycle(documents), articles)
    every = max(articles // 10, 1)
    for number, document in enumerate(stream, start=1):
        reader.read(document)
        if number % every == 0:
            print(f"  after {number:>7} articles {megabytes():>8.0f} MB")


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--documents", type=int, default=100, help="articles of the corpus to measure on; 0: all")
    arguments.add_argument("--articles", type=int, default=500, help="length of the stream whose memory is watched")
    given = arguments.parse_args()
    articles = list(corpus_lines(given.shared / "corpus" / "news-2025-05-21.jsonl.gz"))
    # Every nth article, since the corpus is sorted by outlet.
    chosen = articles[:: max(len(articles) // given.documents, 1)] if given.documents else articles

    started = time.process_time()
    parser = TimedParser.load(threads=1)
    network = TimedNetwork.load()
    reader = Reader(parser=parser, network=network)
    gate = Gate(load_codebook("security"), Gazetteer.load())
    print(f"loaded in {time.process_time() - started:.2f} s; {len(chosen)} articles of {len(articles)}")
    reader.read(articles[0])
    gate_alone(gate, articles)
    show(steps(reader, parser, network, gate, chosen))
    stream = mixed(given.shared, articles, max(len(chosen) // 10, FEWEST))
    step = timed("mixed", stream, reader.read)
    print(f"mixed stream, one in ten with statements: {step.documents / step.seconds:.1f} articles/s")
    print("memory over a stream:")
    stream_memory(reader, chosen, given.articles)


if __name__ == "__main__":
    main()
