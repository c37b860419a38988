"""Speed and memory of the parser: ``python -m benchmarks.syntax [--words N] [--json]``.

Words a second with sentences already split, at several batch sizes and thread counts: for one thread of the processor
time that it takes, so that what else the machine does counts less; for two of the time that passes. The cold start,
from starting Python to the first tree, in both; the resident memory after 2,000 words. Where spaCy and a pipeline of
it are installed, the same text goes through that too. The text is the examples of this repository, over and over.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pledgebook.syntax import Parser, Sentence, split

ROOT = Path(__file__).parents[1]
COLD = (
    "from pledgebook.syntax import Parser, split;"
    "print(Parser.load().parse(split('France will send troops once a ceasefire holds, Macron said.'))[0].root)"
)
SPACY_PIPELINES = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")


def sample(words: int) -> list[Sentence]:
    """Sentences of the examples with about ``words`` words together."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/**/*.txt")))
    sentences = split(text)
    if not sentences:
        raise SystemExit("there is no text in examples/")
    taken: list[Sentence] = []
    count = 0
    while count < words:
        sentence = sentences[len(taken) % len(sentences)]
        taken.append(sentence)
        count += len(sentence.tokens)
    return taken


def words_a_second(parse: Callable[[], int], clock: Callable[[], float], repeats: int = 3) -> float:
    """The best of some runs; ``parse`` gives the number of words that it parsed."""
    best = 0.0
    for _ in range(repeats):
        began = clock()
        words = parse()
        best = max(best, words / (clock() - began))
    return round(best)


def cold_start(repeats: int = 5) -> dict[str, float]:
    """Seconds from starting Python to the first tree, the best of some runs."""
    passed, used = [], []
    for _ in range(repeats):
        began, before = time.perf_counter(), os.times()
        subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True, cwd=ROOT)
        after = os.times()
        passed.append(time.perf_counter() - began)
        used.append(after.children_user - before.children_user + after.children_system - before.children_system)
    return {"passed": round(min(passed), 3), "processor": round(min(used), 3)}


def resident_megabytes() -> float | None:
    """The most memory that a fresh process held for parsing 2,000 words, with everything that it imports; Linux only.

    Read from /proc: what ``getrusage`` says of a child includes the memory of the process that started it.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    script = (
        f"from benchmarks.syntax import *; Parser.load().parse(sample(2000)); print(Path({str(status)!r}).read_text())"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    line = next(line for line in run.stdout.splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


def spacy_speed(sentences: list[Sentence]) -> dict[str, float]:
    """Words a second of each spaCy pipeline that is installed, at its usual batch size."""
    installed = [name for name in SPACY_PIPELINES if find_spec("spacy") and find_spec(name)]
    texts = [sentence.text for sentence in sentences]
    return {name: words_a_second(_spacy(name, texts), time.process_time) for name in installed}


def _spacy(name: str, texts: list[str]) -> Callable[[], int]:
    import spacy

    pipeline = spacy.load(name, exclude=["ner"])
    return lambda: sum(len(document) for document in pipeline.pipe(texts, batch_size=32))


def measure(words: int) -> dict[str, Any]:
    """All figures."""
    sentences = sample(words)
    speeds = {}
    for threads in (1, 2):
        parser = Parser.load(threads=threads)
        clock = time.process_time if threads == 1 else time.perf_counter
        for batch in (1, 8, 32):
            parse = lambda p=parser, b=batch: sum(map(len, p.parse(sentences, b)))  # noqa: E731
            speeds[f"batch {batch}, threads {threads}"] = words_a_second(parse, clock)
    text = "\n".join(sentence.text for sentence in sentences)
    return {
        "words a second": speeds,
        "words a second, splitting alone": words_a_second(
            lambda: sum(len(sentence.tokens) for sentence in split(text)), time.process_time
        ),
        "spaCy, words a second": spacy_speed(sentences),
        "cold start, seconds": cold_start(),
        "resident, megabytes": resident_megabytes(),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.syntax", description=__doc__.partition("\n")[0])
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.words)
    if asked.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for row, figure in rows:
            print(f"{f'{name}: {row}'.rstrip(': '):48}{figure!s:>10}")


if __name__ == "__main__":
    main()
