"""The version of a ledger's tables: looked up at every opening, raised by Alembic where it is behind.

Alembic and its engine are imported only when there is something to do, since they cost most of a second.
"""

from __future__ import annotations

from pathlib import Path

from pledgebook.errors import LedgerError, NewerLedger, NotALedger
from pledgebook.ledger.database import WRITER_LOCK, Database

VERSIONS = ("0001", "0002")
"""Every version of the tables there has been, oldest first; each has its file in ``migrations/versions``."""

READABLE = ("0001", "0002")
"""Versions that a question may be asked of as they are: they differ in what guards the tables, not in what these hold."""

_TABLE_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
}


def version_of(database: Database) -> str | None:
    """The version of the tables there, ``None`` for an empty database.

    Raises ``NotALedger`` where the tables are somebody else's.
    """
    names = {name for (name,) in database.rows(_TABLE_NAMES[database.dialect])}
    if not names:
        return None
    if not names >= {"alembic_version", "entries"}:
        raise NotALedger(f"{database.place} is no ledger: it holds other tables. Name another place with --ledger")
    version: str = database.rows("SELECT version_num FROM alembic_version")[0][0]
    return version


def bring_up_to_date(database: Database, *, create: bool, read_only: bool) -> None:
    """Create or upgrade the tables where needed. Raises ``NewerLedger``, ``NotALedger`` or ``LedgerError``."""
    found = version_of(database)
    if found == VERSIONS[-1]:
        return
    if found is not None and found not in VERSIONS:
        raise NewerLedger(
            f"{database.place} was written by a newer pledgebook (tables {found}, this program knows {VERSIONS[-1]}):"
            " update pledgebook (`pip install --upgrade pledgebook`) to open it"
        )
    if found is None and not create:
        raise LedgerError(f"{database.place}: there is no ledger; `pledgebook read PATH --ledger ...` makes one")
    if read_only and found in READABLE:
        return
    if read_only:
        raise LedgerError(
            f"{database.place} has tables of version {found}: open it once for writing to bring it up to date"
        )
    _upgrade(database)


def _upgrade(database: Database) -> None:
    """Run Alembic in one transaction under the writer's lock: a kill leaves the old tables or the new ones."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event, text
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = create_engine(database.alchemy_url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        # pysqlite begins no transaction before DDL unless it is told to leave transactions alone (SQLAlchemy's recipe).
        event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
