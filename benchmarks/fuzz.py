"""Throw any text at the reader: ``python -m benchmarks.fuzz [--size 200000] [--seconds 60] [--seed 1]``.

First texts that break readers, each at a quarter of the size and at the size: the ratio of their times should be near
four. Then random texts until the time is up, each with a seed to repeat it by. Exit status 1 where something was
raised, where evidence is not in its text, or where a ratio is above eight.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from random import Random

from pledgebook.model import Document
from pledgebook.reading.reader import Reader

MOST_RATIO = 8.0
"""Four times the text may take this many times as long: quadratic reading takes sixteen."""

HARD = {
    "no full stop": "Norway will send troops to Ukraine and ",
    "no space": "troops",
    "quotation marks": '"',
    "asides": "Norway, he said, would send troops, Latvia, he went on, would, ",
    "interview": "\nQ: Will Norway send troops?\nA: We will send troops to Ukraine.\n",
    "turns": "Ministry. Ola Berg: We will send troops to Ukraine. Reuters: Norway will? ",
    "curly quotation marks": "“",
    "quotations": "“Norway will send troops,” he said. ",
    "nested voices": "he said that ",
    "names": "Norway, ",
    "numbers": "1,",
    "number words": "twenty ",
    "right to left": "רוסיה תשלח חיילים ",
    "direction overrides": "\u202eNorway\u202c ",
    "emoji": "👩\u200d👩\u200d👧😀 ",
    "null characters": "\x00",
    "lone surrogates": "\ud800",
    "brackets": "(",
    "full stops": ".",
    "line breaks": "\n",
    "reporting": "Norway said on Monday it would send 200 troops to Ukraine once a ceasefire holds. ",
}
"""What each is, and the piece of which it is made."""

PIECES = [
    *HARD.values(),
    "will ",
    "not ",
    "until ",
    "unless ",
    "Kyiv ",
    "$5bn ",
    "\r\n",
    "\t",
    "\u2028",
    "é",
    "’s ",
    "- ",
]


def seconds(reader: Reader, text: str) -> float:
    """The processor time of one reading; raises ``AssertionError`` where evidence is not in the text."""
    started = time.process_time()
    reading = reader.read(Document(name="fuzz", text=text))
    taken = time.process_time() - started
    for statement in reading.statements:
        assert statement.evidence.of(text) == statement.quote, statement
    return taken


def hard_texts(reader: Reader, size: int) -> int:
    """Time of each hard text at a quarter of ``size`` and at ``size``; how many grow too fast."""
    failed = 0
    print(f"{'text':<24}{'quarter s':>10}{'whole s':>10}{'ratio':>8}{'kB/s':>9}")
    for name, piece in HARD.items():
        short = seconds(reader, piece * (size // 4 // len(piece)))
        whole = seconds(reader, piece * (size // len(piece)))
        ratio = whole / max(short, 0.02)
        failed += ratio > MOST_RATIO
        verdict = "  grows too fast" if ratio > MOST_RATIO else ""
        print(f"{name:<24}{short:>10.2f}{whole:>10.2f}{ratio:>8.1f}{size / 1000 / max(whole, 1e-6):>9.0f}{verdict}")
    return failed


def random_text(seed: int) -> str:
    """Pieces and bytes in any order."""
    random = Random(seed)
    parts = random.choices(PIECES, k=random.randint(1, 200))
    junk = random.randbytes(random.randint(0, 200)).decode("utf-8", random.choice(["replace", "surrogateescape"]))
    parts.insert(random.randrange(len(parts)), junk)
    return "".join(parts)


def random_texts(reader: Reader, limit: float, seed: int) -> int:
    """Read random texts for ``limit`` seconds; how many failed."""
    end, tried, failed = time.monotonic() + limit, 0, 0
    while time.monotonic() < end:
        try:
            seconds(reader, random_text(seed + tried))
        except Exception:  # the purpose of a fuzz run: whatever is raised is the finding, and the run goes on
            failed += 1
            print(f"seed {seed + tried} failed:", file=sys.stderr)
            traceback.print_exc()
        tried += 1
    print(f"{tried} random texts from seed {seed}, {failed} failed")
    return failed


def main() -> None:
    """Run both."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=200_000, help="characters of the hard texts")
    arguments.add_argument("--seconds", type=float, default=60.0, help="how long to read random texts")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    reader = Reader()
    seconds(reader, HARD["reporting"] * 20)
    failed = hard_texts(reader, given.size) + random_texts(reader, given.seconds, given.seed)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
