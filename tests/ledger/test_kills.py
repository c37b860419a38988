"""Kill -9 at any moment: what was written before is whole, and the run repeated ends where an undisturbed one ends.

Two kinds of kills, 200 points together. For one half a program that appends is forked off and killed by SIGKILL after
a chance time; in the other the program kills itself by SIGKILL at the n-th SQL command that it gives, so that the steps
of a transaction are hit one by one.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pledgebook.ledger import Ledger, open_ledger
from pledgebook.ledger import ledger as module
from pledgebook.ledger.database import SqliteDatabase
from tests.ledger.making import Reading, reading

POINTS = 200
STEPS = ("pledged", "willing", "ruled-out")


def readings() -> list[Reading]:
    """Always the same documents, a copy among them, so that every path of writing is on the way."""
    made = [reading(f"d{n}", 1 + n % 28, STEPS[n % 3], text=f"This is word number {n}: we deploy.") for n in range(12)]
    return [*made, reading("copy", 28, "pledged", text="This is word number 3: we deploy.", outlet="Other")]


def state(ledger: Ledger) -> tuple[list[object], ...]:
    """Everything that a user can see."""
    return list(ledger.documents()), list(ledger.statements()), list(ledger.positions()), list(ledger.stories())


def append_all(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append(readings(), known_at="2025-10-01")


def killed_at_command(place: Path, number: int) -> bool:
    """Append in a forked program that kills itself at its ``number``-th SQL command; false when it ended before."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    given = 0

    def counted(original: Any) -> Any:
        def call(self: SqliteDatabase, sql: str, parameters: Sequence[Any]) -> Any:
            nonlocal given
            given += 1
            if given == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(self, sql, parameters)

        return call

    SqliteDatabase._rows = counted(SqliteDatabase._rows)  # type: ignore[method-assign]
    SqliteDatabase._write = counted(SqliteDatabase._write)  # type: ignore[method-assign]
    append_all(place)
    os._exit(0)


def killed_after(place: Path, seconds: float) -> bool:
    """Append in a forked program that is killed after a time; false when it ended before."""
    child = os.fork()
    if not child:
        append_all(place)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def seconds_of(place: Path) -> float:
    """How long appending takes where nothing disturbs it. The quickest of a few runs: kills that come later hit nothing."""
    start = time.monotonic()
    append_all(place)
    return time.monotonic() - start


def check_whole(place: Path) -> None:
    """The ledger opens, verifies, and holds whole documents only, in their order."""
    with open_ledger(place) as ledger:
        assert ledger.verify().sound
        names = [found.name for found in ledger.documents()]
        assert names == [made.document.name for made in readings()][: len(names)]
        assert len(list(ledger.statements())) == sum(name != "copy" for name in names)


def test_kills(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 3)
    undisturbed = Path(shutil.copy(template, tmp_path / "undisturbed"))
    append_all(undisturbed)
    lasts = min(seconds_of(Path(shutil.copy(template, tmp_path / f"timed-{run}"))) for run in range(3))
    with open_ledger(undisturbed) as ledger:
        expected, end = state(ledger), ledger.verify().hash
    chance = random.Random(20250904)
    kills = 0
    place = Path(shutil.copy(template, tmp_path / "killed"))
    for point in range(POINTS):
        exact = point % 2 == 0
        killed = killed_at_command(place, 1 + point) if exact else killed_after(place, chance.uniform(0, lasts))
        kills += killed
        check_whole(place)
        # The next kill meets what this one left; now and then all is done again from the start.
        if not killed or point % 20 == 19:
            append_all(place)
            with open_ledger(place) as ledger:
                assert (state(ledger), ledger.verify().hash) == (expected, end)
            for part in tmp_path.glob("killed*"):
                part.unlink()
            shutil.copy(template, place)
    assert kills >= POINTS // 2


def test_kills_while_the_ledger_is_made(tmp_path: Path) -> None:
    chance = random.Random(4)
    start = time.monotonic()
    open_ledger(tmp_path / "undisturbed").close()
    lasts = time.monotonic() - start
    for point in range(10):
        place = tmp_path / str(point)
        child = os.fork()
        if not child:
            open_ledger(place).close()
            os._exit(0)
        time.sleep(chance.uniform(0, lasts))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open_ledger(place) as ledger:
            ledger.append([reading("a", 4, "pledged")])
            assert ledger.verify().sound
