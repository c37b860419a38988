"""Alembic's entry point: run the migrations on the connection, and in the transaction, of ``schema.py``."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
