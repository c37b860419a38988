"""Run a command with a throw-away PostgreSQL server: ``python -m tests.postgres pytest tests/ledger``.

The server lives in a temporary folder, listens on a socket there and nowhere else, and is gone afterwards. Its URL is
in ``PLEDGEBOOK_TEST_POSTGRES`` for the command, whose exit status is passed on.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = {"listen_addresses": "", "fsync": "off", "max_connections": "50", "shared_buffers": "32MB"}
"""No network; no syncing to disk, since nothing is to outlive the tests."""


def programs() -> Path:
    """The folder with ``initdb`` and ``pg_ctl``: the newest of Debian's, else that on the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which("initdb")
    if found is None:
        sys.exit("no PostgreSQL here: install it (Debian: apt-get install postgresql) and run this again")
    return Path(found).parent


def owner() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def main() -> int:
    binaries, user = programs(), owner()
    folder = Path(tempfile.mkdtemp(prefix="pledgebook-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())

    def control(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(data), *arguments]
        done = subprocess.run(command, user=user, cwd=folder, capture_output=program == "initdb", check=False)
        if done.returncode:
            sys.exit(f"{program} failed: {done.stderr or log.read_bytes()!r}")

    try:
        control("initdb", "--username=pledgebook", "--auth=trust", "--encoding=UTF8", "--no-sync")
        control("pg_ctl", "--silent", "--wait", "-l", str(log), "-o", f"-k {folder} {options}", "start")
        url = f"postgresql://pledgebook@/postgres?host={folder}"
        try:
            return subprocess.run(
                sys.argv[1:], env=os.environ | {"PLEDGEBOOK_TEST_POSTGRES": url}, check=False
            ).returncode
        finally:
            control("pg_ctl", "--silent", "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
