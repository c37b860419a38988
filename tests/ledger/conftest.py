"""Places for ledgers: files of SQLite made from one template, and a PostgreSQL database where a server is given."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pledgebook.ledger import open_ledger

POSTGRES = os.environ.get("PLEDGEBOOK_TEST_POSTGRES")
"""URL of a server whose databases the tests may create and drop; `make test-postgres` starts one and sets it."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger: copying it is a hundred times as fast as having its tables made."""
    path = tmp_path_factory.mktemp("template") / "empty.ledger"
    open_ledger(path).close()
    return path


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """The path of an empty ledger."""
    return Path(shutil.copy(template, tmp_path / "test.ledger"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and gives its URL; all are dropped at the end."""
    if POSTGRES is None:
        pytest.skip("no PostgreSQL server: `make test-postgres` starts one")
    import psycopg

    made: list[str] = []
    server, _, options = POSTGRES.partition("?")
    base = server.rpartition("/")[0]

    def new() -> str:
        name = f"pledgebook_test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        made.append(name)
        return f"{base}/{name}?{options}" if options else f"{base}/{name}"

    yield new
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]
