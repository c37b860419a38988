"""Migrations of the ledger's tables, forward only, carried out by Alembic (see ``pledgebook.ledger.schema``)."""
