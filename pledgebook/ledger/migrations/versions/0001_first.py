"""The first tables: entries and texts, guarded against change, and what is derived from them."""

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE entries (seq {key} PRIMARY KEY, known BIGINT NOT NULL, content {blob} NOT NULL, hash {blob} NOT NULL);
CREATE TABLE texts (seq {key} PRIMARY KEY, text {blob} NOT NULL);

CREATE TABLE documents (
  seq {key} PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, outlet TEXT, link TEXT, title TEXT,
  said BIGINT NOT NULL, known BIGINT NOT NULL, text BIGINT NOT NULL, story BIGINT NOT NULL, revises BIGINT);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_name ON documents (name);
CREATE INDEX documents_link ON documents (link);
CREATE INDEX documents_title ON documents (title);
CREATE INDEX documents_said ON documents (said);
CREATE TABLE sentences (mark BIGINT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (mark, seq)){compact};
CREATE TABLE readings (
  text BIGINT NOT NULL, reader TEXT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (text, reader)){compact};

CREATE TABLE statements (
  seq {key} PRIMARY KEY, origin BIGINT NOT NULL, id TEXT NOT NULL, document BIGINT NOT NULL, gone BIGINT,
  dropped BIGINT, said BIGINT NOT NULL,
  kind TEXT NOT NULL, act TEXT, step SMALLINT, voice TEXT, conditions TEXT, confidence DOUBLE PRECISION NOT NULL);
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_origin ON statements (origin);
CREATE INDEX statements_document ON statements (document);
CREATE INDEX statements_said ON statements (said);
CREATE TABLE promisors (promisor TEXT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (promisor, seq)){compact};

CREATE TABLE cells (
  number {key} PRIMARY KEY, promisor TEXT NOT NULL, act TEXT NOT NULL, direction TEXT NOT NULL,
  whole SMALLINT NOT NULL,
  UNIQUE (promisor, act, direction));
CREATE TABLE stances (
  cell BIGINT NOT NULL, said BIGINT NOT NULL, statement BIGINT NOT NULL, known BIGINT NOT NULL, gone BIGINT,
  ruled BIGINT NOT NULL, id TEXT NOT NULL, step SMALLINT NOT NULL, marks SMALLINT NOT NULL,
  directness SMALLINT NOT NULL, place INTEGER NOT NULL, story BIGINT NOT NULL,
  document BIGINT NOT NULL, voice TEXT NOT NULL, terms {blob},
  PRIMARY KEY (cell, said, statement, known)){compact};
CREATE INDEX stances_statement ON stances (statement);

CREATE TABLE doubts (seq {key} PRIMARY KEY, reading BIGINT NOT NULL, fingerprint TEXT NOT NULL, gone BIGINT);
CREATE INDEX doubts_reading ON doubts (reading);
CREATE INDEX doubts_fingerprint ON doubts (fingerprint);
CREATE TABLE rulings (
  seq {key} PRIMARY KEY, origin BIGINT NOT NULL, verb TEXT NOT NULL, promisor TEXT NOT NULL,
  document BIGINT NOT NULL, unfit BIGINT);
CREATE INDEX rulings_origin ON rulings (origin);
CREATE TABLE merged (
  promisor TEXT NOT NULL, into_promisor TEXT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (promisor, into_promisor));
CREATE TABLE sources (seq {key} PRIMARY KEY, outlet TEXT NOT NULL, fact TEXT NOT NULL);
"""

_SQLITE_GUARD = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'a ledger is never changed'); END
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'a ledger forgets nothing'); END
"""
_SQLITE_WORDS = """
CREATE VIRTUAL TABLE words_documents USING fts5(words, content='', detail=none, tokenize='ascii')
CREATE VIRTUAL TABLE words_statements USING fts5(words, content='', detail=none, tokenize='ascii')
"""

_POSTGRES_REFUSAL = """
CREATE FUNCTION pledgebook_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'a ledger is never changed and forgets nothing'; END $$
"""
_POSTGRES_GUARD = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION pledgebook_refuse()
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION pledgebook_refuse()
"""
_POSTGRES_WORDS = """
CREATE TABLE words_documents (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)
CREATE INDEX words_documents_words ON words_documents USING gin (words)
CREATE TABLE words_statements (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)
CREATE INDEX words_statements_words ON words_statements USING gin (words)
"""

GUARDED = ("entries", "texts")


def _lines(commands: str) -> list[str]:
    return [line for line in commands.strip().splitlines() if line]


def upgrade() -> None:
    """Create everything; the dialects differ in a few types, the guards and the index of words only."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    # Only a key of the very type INTEGER is SQLite's own row number; any other costs an index of its own.
    types = {"key": "INTEGER", "blob": "BLOB"} if sqlite else {"key": "BIGINT", "blob": "BYTEA"}
    tables = _TABLES.format(**types, compact=" WITHOUT ROWID" if sqlite else "")
    commands = [command for command in tables.split(";") if command.strip()]
    if not sqlite:
        commands.append(_POSTGRES_REFUSAL)
    for table in GUARDED:
        commands += _lines((_SQLITE_GUARD if sqlite else _POSTGRES_GUARD).format(table=table))
    commands += _lines(_SQLITE_WORDS if sqlite else _POSTGRES_WORDS)
    for command in commands:
        op.execute(command)
