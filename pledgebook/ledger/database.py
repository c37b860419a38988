"""One connection to SQLite or PostgreSQL, spoken to in the same SQL, with failures in the ledger's own words.

SQL is written once, with ``?`` for parameters and without literal ``?`` or ``%``. The drivers are used directly: what
an object layer would add (0.4 s at the start of each command, and several microseconds a row) buys nothing here, where
two dialects differ in a handful of places. Migrations are another matter and have their tool (``schema.py``).
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pledgebook.errors import LedgerBroken, LedgerBusy, LedgerError, NotALedger

WAIT_SECONDS = 10.0
"""How long a writer waits for another before it gives up with ``LedgerBusy``."""

PAGE_BYTES = 8192
"""Of a new file. A report is some 4,000 bytes: pages of 4,096, SQLite's default, would be left half empty by many."""

READER_CACHE, WRITER_CACHE = 65_536, 196_608
"""Kilobytes of the file kept in memory. A writer comes by all indexes again and again; a question goes once."""

CHECKPOINT_PAGES = 16_384
"""Pages of the write-ahead log (128 MB) from which it is carried over into the file. A batch touches some thousand pages
all over the indexes, and the next batch touches many of them again: each is then carried over once, not every time."""

WRITER_LOCK = 0x706C6564676562
"""Key of PostgreSQL's advisory lock for the one writer ("pledgeb" in ASCII)."""


Record = TypeVar("Record")


class Rows(Protocol):
    """The rows of a query as a driver gives them: one after the other, or all at once."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All that are left."""


class Database(ABC):
    """What the ledger needs of a database; each call outside ``writing`` is a transaction of its own."""

    dialect: str
    place: str
    """Path or URL as it may be shown."""
    alchemy_url: str
    """URL for the tool that migrates."""
    _errors: type[Exception]
    """Base of the driver's errors."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            return self._rows(sql, parameters).fetchall()
        except self._errors as error:
            raise self._in_our_words(error) from error

    def records(
        self, make: Callable[[tuple[Any, ...]], Record], sql: str, parameters: Sequence[Any] = ()
    ) -> list[Record]:
        """What ``make`` makes of each row of a query; the rows themselves are let go as they come."""
        try:
            return list(map(make, self._rows(sql, parameters)))
        except self._errors as error:
            raise self._in_our_words(error) from error

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out one command for each row of parameters."""
        try:
            self._write(sql, rows)
        except self._errors as error:
            raise self._in_our_words(error) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that no other writer shares; everything in it is kept, or nothing."""
        with self._failures(), self._transaction():
            yield

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Raise the driver's errors in the ledger's own words."""
        try:
            yield
        except self._errors as error:
            raise self._in_our_words(error) from error

    @abstractmethod
    def close(self) -> None:
        """Give the connection back."""

    @abstractmethod
    def _rows(self, sql: str, parameters: Sequence[Any]) -> Rows: ...

    @abstractmethod
    def _write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _in_our_words(self, error: Exception) -> LedgerError:
        """The ledger's error for one of the driver's: what happened, that nothing is lost, and what to do."""


class SqliteDatabase(Database):
    """A file, in WAL mode: readers never wait, one writer at a time."""

    dialect = "sqlite"
    _errors = sqlite3.Error

    def __init__(self, path: Path, *, create: bool, read_only: bool) -> None:
        self.place = str(path)
        if not path.exists() and (read_only or not create):
            raise LedgerError(f"{path}: there is no ledger; `pledgebook read PATH --ledger {path}` makes one")
        self.alchemy_url = f"sqlite:///{path.absolute()}"
        if path.is_dir():
            raise NotALedger(f"{path} is a folder, not a ledger: name a file in it")
        mode = "ro" if read_only else "rwc" if create else "rw"
        with self._failures():
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=WAIT_SECONDS,
                isolation_level=None,
                cached_statements=256,
                check_same_thread=False,
            )
            try:
                self._settle(read_only)
            except sqlite3.Error:
                self._connection.close()
                raise

    def _settle(self, read_only: bool) -> None:
        """Make the connection safe: full sync, so that what was reported as written survives a power cut as well."""
        self._connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        self._connection.execute(f"PRAGMA cache_size = -{READER_CACHE if read_only else WRITER_CACHE}")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("SELECT count(*) FROM sqlite_master")
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        if not read_only and self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._connection.execute("PRAGMA journal_mode = WAL")

    def _rows(self, sql: str, parameters: Sequence[Any]) -> Rows:
        return self._connection.execute(sql, parameters)

    def _write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._connection.executemany(sql, rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the whole database to ``path``, while others go on reading and writing."""
        with self._failures(), sqlite3.connect(path) as target:
            self._connection.backup(target, pages=4096)
        target.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _in_our_words(self, error: Exception) -> LedgerError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _SQLITE_FAILURES:
            kind, what = _SQLITE_FAILURES[code]
            return kind(f"{self.place}: {what}")
        if code == sqlite3.SQLITE_CORRUPT or "decode" in str(error).lower():
            return LedgerBroken(f"{self.place}: the file is damaged ({error}); restore a backup")
        return LedgerError(f"{self.place}: {error}")


_BUSY = f"another program is writing (waited {WAIT_SECONDS:g} s); nothing of this was written, try again"
_SQLITE_FAILURES: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_BUSY: (LedgerBusy, _BUSY),
    sqlite3.SQLITE_LOCKED: (LedgerBusy, _BUSY),
    sqlite3.SQLITE_FULL: (
        LedgerError,
        "the disk is full; what was written before is safe. Make room and try again",
    ),
    sqlite3.SQLITE_READONLY: (LedgerError, "the file or its folder is read-only; nothing was written. Allow writing"),
    sqlite3.SQLITE_CANTOPEN: (LedgerError, "cannot be opened; its folder has to exist, to be read and to be written"),
    sqlite3.SQLITE_NOTADB: (NotALedger, "no ledger (no SQLite file); name another file with --ledger"),
    sqlite3.SQLITE_IOERR: (LedgerError, "the disk failed to read or write; what was written before is safe"),
}


class PostgresDatabase(Database):
    """A PostgreSQL database by URL. Writers queue on an advisory lock; each statement outside it commits by itself."""

    dialect = "postgresql"

    def __init__(self, url: str, *, read_only: bool) -> None:
        import psycopg

        self._driver = psycopg
        self._errors = psycopg.Error
        self.place = _without_password(url)
        self.alchemy_url = "postgresql+psycopg://" + url.partition("://")[2]
        with self._failures():
            self._connection: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(
                url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True, connect_timeout=10
            )
            self._connection.execute("SET client_min_messages = warning")
            self._connection.execute(f"SET lock_timeout = {int(WAIT_SECONDS * 1000)}")
            if read_only:
                self._connection.execute("SET default_transaction_read_only = on")

    def _rows(self, sql: str, parameters: Sequence[Any]) -> Rows:
        return self._connection.execute(sql.replace("?", "%s"), parameters)

    def _write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s"), rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER_LOCK,))
            yield

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _in_our_words(self, error: Exception) -> LedgerError:
        said, errors = _first_line(error), self._driver.errors
        if isinstance(error, errors.LockNotAvailable):
            return LedgerBusy(f"{self.place}: {_BUSY}")
        if isinstance(error, errors.ReadOnlySqlTransaction):
            return LedgerError(f"{self.place}: opened for reading only; nothing was written")
        if isinstance(error, errors.DiskFull):
            return LedgerError(f"{self.place}: the server's disk is full; what was written before is safe")
        if isinstance(error, self._driver.OperationalError | self._driver.InterfaceError):
            return LedgerError(
                f"{self.place}: no connection to the server ({said}); what was written before is safe."
                " Check that it runs and run this again"
            )
        return LedgerError(f"{self.place}: {said}")


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _without_password(url: str) -> str:
    """``url`` as it may be shown: a password in it is never printed."""
    scheme, _, rest = url.partition("://")
    credentials, at, address = rest.rpartition("@")
    user = credentials.partition(":")[0]
    return f"{scheme}://{user}{at}{address.partition('?')[0]}"


def connect(place: str | Path, *, create: bool = True, read_only: bool = False) -> Database:
    """The database at a path (SQLite) or a ``postgresql://`` URL."""
    if str(place).startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return PostgresDatabase(str(place), read_only=read_only)
    return SqliteDatabase(Path(place), create=create, read_only=read_only)
