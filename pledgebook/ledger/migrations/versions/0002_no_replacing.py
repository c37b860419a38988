"""SQLite refuses to put another row in the place of one: ``INSERT OR REPLACE`` deletes without any trigger that deletes.

PostgreSQL has no such command: what it does on a conflict is an update, which its guard refuses already.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

_GUARD = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'a ledger is never changed'); END
"""

GUARDED = ("entries", "texts")


def upgrade() -> None:
    """Add the guard to both tables that are never changed."""
    if op.get_bind().dialect.name == "sqlite":
        for table in GUARDED:
            op.execute(_GUARD.format(table=table))
