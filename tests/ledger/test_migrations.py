"""Ledgers of every released version open, verify and answer as they did; going on with them works.

``released/`` holds one for each version of the tables, packed, as that version wrote it, with the positions it gave.
``python -m tests.ledger.test_migrations VERSION`` writes the pair; it is done once, when a version is released.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

import msgspec
import pytest

from pledgebook.ledger import open_ledger, restore
from pledgebook.ledger.schema import VERSIONS, version_of
from pledgebook.model import Position
from tests.ledger.making import reading
from tests.ledger.test_backup import rich

RELEASED = Path(__file__).parent / "released"


def test_every_version_was_kept() -> None:
    assert {path.name.partition(".")[0] for path in RELEASED.glob("*.ledger.gz")} == set(VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_ledger_is_brought_up_to_date(version: str, tmp_path: Path) -> None:
    place = tmp_path / "old.ledger"
    place.write_bytes(gzip.decompress((RELEASED / f"{version}.ledger.gz").read_bytes()))
    expected = msgspec.json.decode((RELEASED / f"{version}.positions.json").read_bytes(), type=list[Position])
    with open_ledger(place) as ledger:
        assert version_of(ledger._database) == VERSIONS[-1]
        assert ledger.verify().sound
        assert ledger.positions(as_of="2025-09-30") == expected
        ledger.append([reading("new", 30, "bound", act="sea")])
        assert ledger.verify().sound
        assert any(p.act == "sea" for p in ledger.positions())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_ledger_is_read_and_restored_as_it_is(version: str, tmp_path: Path) -> None:
    place = tmp_path / "old.ledger"
    place.write_bytes(gzip.decompress((RELEASED / f"{version}.ledger.gz").read_bytes()))
    expected = msgspec.json.decode((RELEASED / f"{version}.positions.json").read_bytes(), type=list[Position])
    restore(place, str(tmp_path / "again.ledger"))
    with open_ledger(place, read_only=True) as ledger, open_ledger(tmp_path / "again.ledger") as again:
        assert version_of(ledger._database) == version
        assert version_of(again._database) == VERSIONS[-1]
        assert ledger.verify() == again.verify()
        assert ledger.positions(as_of="2025-09-30") == again.positions(as_of="2025-09-30") == expected


def write(version: str) -> None:
    """Keep a ledger as this program writes it, and the positions that it gives."""
    with tempfile.TemporaryDirectory() as folder:
        with rich(Path(folder) / "a.ledger") as ledger:
            ledger.backup(Path(folder) / "copy")
            positions = ledger.positions(as_of="2025-09-30")
        RELEASED.mkdir(exist_ok=True)
        packed = gzip.compress((Path(folder) / "copy").read_bytes(), mtime=0)
    (RELEASED / f"{version}.ledger.gz").write_bytes(packed)
    (RELEASED / f"{version}.positions.json").write_bytes(msgspec.json.format(msgspec.json.encode(positions), indent=1))


if __name__ == "__main__":
    write(sys.argv[1])
