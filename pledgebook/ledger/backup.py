"""Backups: one file that is a ledger itself, whatever database it was taken of, and ledgers made again from it."""

from __future__ import annotations

from pathlib import Path

from pledgebook.errors import InputError, LedgerBroken, NotALedger
from pledgebook.ledger.checks import verify
from pledgebook.ledger.database import Database, SqliteDatabase, connect
from pledgebook.ledger.replay import replay
from pledgebook.ledger.schema import bring_up_to_date, version_of


def backup(source: Database, path: Path) -> int:
    """Write a backup to the new file ``path``, while others go on; gives its size in bytes.

    It is written beside its place and put there when it is whole. Raises ``InputError`` where there is a file already.
    """
    if path.exists():
        raise InputError(f"{path} exists: name a new file, so that no older backup is lost")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        _copy(source, part)
        part.replace(path)
    finally:
        for rest in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
            rest.unlink(missing_ok=True)
    return path.stat().st_size


def _copy(source: Database, path: Path) -> None:
    if isinstance(source, SqliteDatabase):
        source.copy_to(path)
        return
    target = SqliteDatabase(path, create=True, read_only=False)
    try:
        bring_up_to_date(target, create=True, read_only=False)
        replay(source, target)
        # A backup is one file: what is still in the write-ahead log goes into it.
        target.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()


def restore(path: Path, place: str) -> int:
    """Make the ledger at the empty ``place`` (a path or URL) from a backup that verifies; gives the number of entries.

    Raises ``NotALedger`` for a file that is no backup, ``LedgerBroken`` for a backup that does not verify, ``InputError``
    where there is a ledger already.
    """
    source = _backup_at(path)
    try:
        found = verify(source)
        if found.faults:
            raise LedgerBroken(f"{path}: entry {found.faults[0].entry} {found.faults[0].what}; nothing was restored")
        if "://" not in place and Path(place).exists():
            raise InputError(f"{place} exists: name a new place, so that nothing is overwritten")
        target = connect(place)
        try:
            bring_up_to_date(target, create=True, read_only=False)
            return replay(source, target)
        finally:
            target.close()
    finally:
        source.close()


def _backup_at(path: Path) -> SqliteDatabase:
    """The backup at ``path``, open; what is wrong with the file is said of it, and not of the ledger to be made."""
    try:
        source = SqliteDatabase(path, create=False, read_only=True)
        try:
            if version_of(source) is None:
                raise NotALedger(f"{path} is empty")
            bring_up_to_date(source, create=False, read_only=True)
        except BaseException:
            source.close()
            raise
    except NotALedger as error:
        raise NotALedger(f"{path} is no backup: name a file that `pledgebook backup` wrote") from error
    return source
