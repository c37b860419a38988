"""Speed, memory and size of the ledger on generated statements: 10,000, 100,000 and 1,000,000 of them.

    .venv/bin/python benchmarks/ledger.py [--sizes 10000,100000,1000000] [--place build/benchmark]

A size of n statements comes from n / 5 documents of about 3,500 characters (the mean of a day's news is 3,600), of 200
promisors on 20 acts, in random order of firmness; one document in fifty is a copy. The questions are asked in a fresh
program: "cold" is the first one there (the operating system may hold the file in memory), "warm" the same question for
another day, "again" for the same day. Prints one row a size and measure, by the clock and by the processor (which is
what counts where other work shares the machine), with the bound that the ledger promises.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from pledgebook.ledger import Filters, Ledger, Verified, open_ledger
from pledgebook.ledger.ledger import BATCH
from pledgebook.model import (
    Condition,
    ConditionKind,
    Directness,
    Document,
    Doubt,
    Firmness,
    Kind,
    Link,
    Span,
    Statement,
    Voice,
)

PROMISORS = [f"{a}{b}{c}" for a in "ABCDEFGHIJ" for b in "AEIOU" for c in "BDRT"]
ACTS = [
    "troops", "air", "sea", "arms", "train", "intelligence", "logistics", "communications", "funding", "humanitarian",
    "guarantee", "sanctions", "ceasefire", "withdraw", "negotiate", "agreement", "release", "force", "monitor", "other",
]  # fmt: skip
STEPS = tuple(Firmness)
FIRST_DAY = datetime(2023, 1, 1)
DAYS = 1000
BOUNDS = {
    "append, statements/s": "> 5000",
    "positions cold, s": "< 1.0",
    "positions warm, s": "< 0.2",
    "history of a promisor on an act, s": "< 0.050",
    "history of a promisor, s": "< 0.050",
    "search of quotes, s": "< 0.200",
    "search of an ending, s": "< 0.200",
    "search of a promisor's quotes, s": "< 0.200",
    "search of documents, s": "< 0.200",
    "file / text": "< 4",
    "append memory, MB": "< 500",
    "memory, MB": "< 500",
}
"""What the ledger promises for the largest size, on an idle machine."""

Figures = dict[str, tuple[float, float | None]]
"""Name of a measure to its value by the clock and, for a time, by the processor."""


class Made(msgspec.Struct, frozen=True):
    """A generated reading."""

    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...] = ()
    reader: str = "generated-1"


def phrases(chance: random.Random) -> list[str]:
    """Made-up runs of words, about 120 characters each; the lower the number of a word, the more often it is used."""
    syllables = ["ba", "ko", "ri", "ten", "mu", "sal", "ver", "do", "lin", "par", "ge", "shu", "tor", "an", "el"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30_000)]
    return [
        " ".join(words[min(int(chance.expovariate(1 / 2500)), len(words) - 1)] for _ in range(16))
        for _ in range(20_000)
    ]


def readings(count: int) -> Iterator[Made]:
    """``count`` documents with five statements each, always the same ones."""
    chance = random.Random(5)
    known = phrases(chance)
    earlier: list[str] = []
    for number in range(count):
        if earlier and chance.random() < 0.02:
            text = chance.choice(earlier) + f" Updated {number}."
        else:
            # The number makes each sentence another one, so that only copies share sentences.
            text = " ".join(f"{phrase} {number}x{at}." for at, phrase in enumerate(chance.choices(known, k=28)))
        if len(earlier) < 500:
            earlier.append(text)
        published = FIRST_DAY + timedelta(days=DAYS * number / count)
        document = Document(name=f"d{number}", text=text, outlet=f"outlet {number % 40}", published=published)
        yield Made(document, tuple(statement(chance, document, place) for place in range(5)))


def statement(chance: random.Random, document: Document, place: int) -> Statement:
    """A commitment of one or two promisors on a chance act."""
    start = min(place * 600, max(len(document.text) - 150, 0))
    promisors = chance.sample(PROMISORS, 1 if chance.random() < 0.8 else 2)
    conditions = ()
    if chance.random() < 0.3:
        kind = chance.choice(list(ConditionKind))
        conditions = (Condition(kind=kind, link=Link.IF, text="once that holds", span=Span(start + 50, start + 65)),)
    return Statement(
        doc=document.name,
        document=document.sha256,
        evidence=Span(start, start + 150),
        quote=document.text[start : start + 150],
        kind=Kind.COMMITMENT,
        promisors=tuple(promisors),
        act=chance.choice(ACTS),
        firmness=chance.choice(STEPS),
        conditions=conditions,
        voices=(Voice(person=f"Speaker {chance.randrange(500)}", actor=promisors[0], span=Span(start, start + 9)),),
        directness=chance.choice(list(Directness)),
        hearsay=chance.random() < 0.2,
        spans={name: (Span(start + at, start + at + 8),) for at, name in enumerate(("promisors", "act", "cue"))},
        rules=("promisor.subject", "act.verb", "firmness.cue"),
        confidence=round(chance.uniform(0.4, 1.0), 3),
    )


class Spent:
    """Time spent in what is asked: by the clock, and by the processor (which counts where other work shares it)."""

    def __init__(self) -> None:
        self.clock = self.processor = 0.0

    def on(self, question: Callable[[], object]) -> Spent:
        clock, processor = time.perf_counter(), time.process_time()
        question()
        self.clock += time.perf_counter() - clock
        self.processor += time.process_time() - processor
        return self


def build(place: Path, statements: int) -> Figures:
    """Make the ledger; only the time inside ``append`` counts, not that of making things up."""
    for part in place.parent.glob(f"{place.name}*"):
        part.unlink()
    spent, text = Spent(), 0
    with open_ledger(place) as ledger:
        made = readings(statements // 5)
        while batch := list(islice(made, BATCH)):
            text += sum(len(each.document.text.encode()) for each in batch)
            spent.on(partial(ledger.append, batch))
    size = sum(part.stat().st_size for part in place.parent.glob(f"{place.name}*"))
    return {
        "append, statements/s": (statements / spent.clock, statements / spent.processor),
        "file, MB": (size / 1e6, None),
        "file / text": (size / text, None),
        "append memory, MB": (memory(), None),
    }


def ask(place: Path) -> Figures:
    """Every question, in this process."""

    def cold() -> Ledger:
        ledger = open_ledger(place, create=False, read_only=True)
        ledger.positions(as_of="2024-06-01")
        return ledger

    figures: dict[str, Spent] = {"positions cold, s": Spent().on(cold)}
    ledger = open_ledger(place, create=False, read_only=True)
    ledger.positions(as_of="2024-06-01")
    rare = " ".join(ledger.search("salverdo*", limit=1)[0].text.split()[3:6])
    questions: dict[str, Callable[[], object]] = {
        "positions warm, s": partial(ledger.positions, as_of="2024-12-24"),
        "positions again, s": partial(ledger.positions, as_of="2024-12-24"),
        "history of a promisor on an act, s": partial(ledger.history, "DER", "troops"),
        "history of a promisor, s": partial(ledger.history, "GUB"),
        "statements of a promisor on an act, s": lambda: list(ledger.statements(promisor="DER", act="troops")),
        "search of quotes, s": partial(ledger.search, "ba ko"),
        "search of an ending, s": partial(ledger.search, "tenmu*"),
        "search of a promisor's quotes, s": partial(ledger.search, "ba", filters=Filters(promisor="DER", act="troops")),
        "search of documents, s": partial(ledger.search, rare, in_documents=True),
    }
    figures |= {name: Spent().on(question) for name, question in questions.items()}
    return {name: (spent.clock, spent.processor) for name, spent in figures.items()} | {"memory, MB": (memory(), None)}


def memory() -> float:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def check(place: Path) -> Figures:
    """Verify the whole ledger."""
    with open_ledger(place, create=False, read_only=True) as ledger:
        found: list[Verified] = []
        spent = Spent().on(lambda: found.append(ledger.verify()))
    if not found[0].sound:
        raise SystemExit(f"{place} does not verify: {found[0].faults}")
    return {"verify, s": (spent.clock, spent.processor), "verify memory, MB": (memory(), None)}


STEPS_OF_IT = {"build": build, "ask": lambda place, _: ask(place), "check": lambda place, _: check(place)}


def in_a_process(step: str, place: Path, size: int) -> Figures:
    """Run one step in a fresh program and take its figures."""
    command = [sys.executable, __file__, "--step", step, "--place", str(place), "--sizes", str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--place", type=Path, default=Path("build/benchmark"))
    parser.add_argument("--step", choices=("build", "ask", "check"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.step:
        print(json.dumps(STEPS_OF_IT[given.step](given.place, sizes[0])))
        return
    given.place.mkdir(parents=True, exist_ok=True)
    print(f"{'statements':>10}  {'measure':<40}{'clock':>12}{'processor':>12}   bound")
    for size in sizes:
        for step in STEPS_OF_IT:
            for name, (clock, processor) in in_a_process(step, given.place / f"{size}.ledger", size).items():
                by_processor = "" if processor is None else f"{processor:,.3f}"
                print(f"{size:>10,}  {name:<40}{clock:>12,.3f}{by_processor:>12}   {BOUNDS.get(name, '')}", flush=True)


if __name__ == "__main__":
    main()
