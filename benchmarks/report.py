"""Speed, size and memory of the framework report on generated statements: 10,000 of them.

    .venv/bin/python -m benchmarks.report [--statements 10000] [--place build/benchmark]

The ledger is the one of ``benchmarks.ledger`` (200 promisors, 20 acts, five statements to a document); the report is
made as ``pledgebook framework --needs examples/needs.toml`` makes it, in this process. Prints seconds by the clock and
by the processor (which is what counts where other work shares the machine), the size of the file, and what was cut,
each with the bound that the report promises; the exit status is 1 where one is not kept.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.ledger import build, memory
from pledgebook.cli.report import gathered
from pledgebook.report.assemble import assemble
from pledgebook.report.faces import writer_of

NEEDS = Path(__file__).parents[1] / "examples" / "needs.toml"
SECONDS, MEGABYTES = 10.0, 10.0
"""What the report promises for 10,000 statements."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--statements", type=int, default=10_000)
    options.add_argument("--place", type=Path, default=Path("build/benchmark"))
    given = options.parse_args()
    given.place.mkdir(parents=True, exist_ok=True)
    ledger = given.place / f"report-{given.statements}.ledger"
    build(ledger, given.statements)

    steps: list[tuple[str, float, float]] = []
    clock, processor = time.perf_counter(), time.process_time()

    def done(step: str) -> None:
        nonlocal clock, processor
        now, spent = time.perf_counter(), time.process_time()
        steps.append((step, now - clock, spent - processor))
        clock, processor = now, spent

    material = gathered(str(ledger), NEEDS, None, None, None)
    done("read the ledger")
    framework = assemble(material)
    done("assemble")
    written = given.place / "report.html"
    size = writer_of(written)(framework, written) / 1e6
    done("write the page")

    print(f"{len(material.statements):,} statements, {len(material.positions):,} positions")
    for step, seconds, spent in steps:
        print(f"  {step:<18}{seconds:8.2f} s{spent:8.2f} s of processor")
    total, worked = sum(step[1] for step in steps), sum(step[2] for step in steps)
    shown = sum(len(source.quotes) for source in framework.sources)
    print(f"  {'together':<18}{total:8.2f} s{worked:8.2f} s of processor   (bound {SECONDS:.0f} s)")
    print(f"  {'file':<18}{size:8.2f} MB   (bound {MEGABYTES:.0f} MB)")
    print(f"  {'memory':<18}{memory():8.0f} MB, the making of the ledger included")
    print(f"  {shown:,} passages shown, {framework.quotes_cut:,} counted as cut; {framework.lines_cut} promisors cut")
    return int(worked > SECONDS or size > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
