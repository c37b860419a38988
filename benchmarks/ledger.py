"""Speed, memory and size of the ledger on generated statements: 10,000, 100,000 and 1,000,000 of them.

    .venv/bin/python benchmarks/ledger.py [--sizes 10000,100000,1000000] [--place build/benchmark]

A size of n statements comes from n / 5 documents of about 3,600 characters (the mean of a day's news), of 200 promisors on
20 acts; one document in fifty is a copy. Each question is asked in a process of its own, so that "cold" means a fresh
program (the operating system may still hold the file), "warm" the same question for another day in the same program.
Prints one row a size and measure, with the bound that the ledger promises for the largest.
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
from pathlib import Path

import msgspec

from pledgebook.ledger import Ledger, open_ledger
from pledgebook.model import Condition, ConditionKind, Directness, Document, Doubt, Firmness, Kind, Link, Span
from pledgebook.model import Statement, Voice

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
    "history of a promisor on an act, ms": "< 50",
    "history of a promisor, ms": "< 50",
    "search, ms": "< 200",
    "search rare and filtered, ms": "< 200",
    "file / text": "< 4",
    "memory, MB": "< 500",
}


class Made(msgspec.Struct, frozen=True):
    """A generated reading."""

    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...] = ()
    reader: str = "generated-1"


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words; the lower their number, the more often they are used."""
    syllables = ["ba", "ko", "ri", "ten", "mu", "sal", "ver", "do", "lin", "par", "ge", "shu", "tor", "an", "el"]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30_000)]


def readings(count: int) -> Iterator[Made]:
    """``count`` documents with five statements each, always the same ones."""
    chance = random.Random(5)
    vocabulary_ = vocabulary(chance)
    earlier: list[str] = []
    for number in range(count):
        if earlier and chance.random() < 0.02:
            text = chance.choice(earlier) + f" Updated {number}."
        else:
            text = " ".join(sentence(chance, vocabulary_, number, place) for place in range(28))
        if len(earlier) < 500:
            earlier.append(text)
        published = FIRST_DAY + timedelta(days=DAYS * number / count)
        document = Document(name=f"d{number}", text=text, outlet=f"outlet {number % 40}", published=published)
        yield Made(document, tuple(statement(chance, document, place) for place in range(5)))


def sentence(chance: random.Random, words: list[str], number: int, place: int) -> str:
    """About 130 characters; number and place make it another one each time."""
    chosen = [words[min(int(chance.expovariate(1 / 2500)), len(words) - 1)] for _ in range(16)]
    return f"{' '.join(chosen)} {number}x{place}."


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


def timed(question: Callable[[], object]) -> float:
    start = time.perf_counter()
    question()
    return time.perf_counter() - start


def build(place: Path, statements: int) -> dict[str, float]:
    """Make the ledger; only the time inside ``append`` counts, not that of making things up."""
    for part in place.parent.glob(f"{place.name}*"):
        part.unlink()
    spent, text = 0.0, 0
    with open_ledger(place) as ledger:
        batch: list[Made] = []
        for made in readings(statements // 5):
            batch.append(made)
            text += len(made.document.text.encode())
            if len(batch) == 200:
                spent += timed(lambda: ledger.append(batch))  # noqa: B023
                batch = []
        spent += timed(lambda: ledger.append(batch))
    size = sum(part.stat().st_size for part in place.parent.glob(f"{place.name}*"))
    return {"append, statements/s": statements / spent, "file, MB": size / 1e6, "file / text": size / text}


def ask(place: Path) -> dict[str, float]:
    """Every question once, in this process."""
    figures: dict[str, float] = {}

    def cold() -> Ledger:
        ledger = open_ledger(place, create=False, read_only=True)
        ledger.positions(as_of="2024-06-01")
        return ledger

    start = time.perf_counter()
    ledger = cold()
    figures["positions cold, s"] = time.perf_counter() - start
    days = ("2024-12-24", "2023-05-05", None)
    figures["positions warm, s"] = max(timed(lambda: ledger.positions(as_of=day)) for day in days)  # noqa: B023
    figures["history of a promisor on an act, ms"] = 1e3 * timed(lambda: ledger.history("DER", "troops"))
    figures["history of a promisor, ms"] = 1e3 * timed(lambda: ledger.history("GUB"))
    figures["search, ms"] = 1e3 * max(timed(lambda: ledger.search(query)) for query in ("ba ko", "tenmu*"))  # noqa: B023
    rare = ledger.search("salverdo*", limit=1)[0].text.split()
    figures["search rare and filtered, ms"] = 1e3 * timed(lambda: ledger.search(" ".join(rare[3:6]), in_documents=True))
    figures["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def check(place: Path) -> dict[str, float]:
    """Verify the whole ledger."""
    with open_ledger(place, create=False, read_only=True) as ledger:
        start = time.perf_counter()
        found = ledger.verify()
        spent = time.perf_counter() - start
    if not found.sound:
        raise SystemExit(f"{place} does not verify: {found.faults}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"verify, s": spent, "verify memory, MB": memory}


def in_a_process(step: str, place: Path, size: int) -> dict[str, float]:
    """Run one step in a fresh program and take its figures."""
    command = [sys.executable, __file__, "--step", step, "--place", str(place), "--sizes", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--place", type=Path, default=Path("build/benchmark"))
    parser.add_argument("--step", choices=("build", "ask", "check"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.step:
        figures = build(given.place, sizes[0]) if given.step == "build" else {"ask": ask, "check": check}[given.step](given.place)
        print(json.dumps(figures))
        return
    given.place.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        for step in ("build", "ask", "check"):
            for name, value in in_a_process(step, given.place / f"{size}.ledger", size).items():
                print(f"{size:>9,}  {name:<40}{value:>12,.2f}   {BOUNDS.get(name, '')}", flush=True)


if __name__ == "__main__":
    main()
