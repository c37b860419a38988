"""Which files a path stands for: itself, or every document below a folder, in the order of their names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pledgebook.intake import sidecar
from pledgebook.intake.sidecar import NOTHING, About
from pledgebook.model import Doubt

TEXT = (".txt", ".text", ".md")
HTML = (".html", ".htm", ".xhtml")
ROWS = (".jsonl", ".ndjson", ".json")
READ = (*TEXT, *HTML, *ROWS)


class Source(NamedTuple):
    """A file to read: where it is, what its document is called, and what an index says about it."""

    path: Path
    name: str
    about: About = NOTHING


def suffix(path: Path) -> str:
    """The ending that says what it is, below ``.gz``: ``news.jsonl.gz`` -> ``.jsonl``."""
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def sources(path: Path) -> Iterator[Source | Doubt]:
    """The files behind ``path``; doubts where it is missing, holds nothing, or holds files of other kinds."""
    try:
        if path.is_dir():
            yield from _below(path)
            return
        if path.exists():
            about, doubts = sidecar.read_index(path.parent)
            yield from doubts if path.name in about else ()
            yield Source(path, path.name, about.get(path.name, NOTHING))
            return
    except (OSError, ValueError) as error:
        yield Doubt(doc=str(path), code="input", reason=f"no such path ({error}); check how it is written")
        return
    yield Doubt(doc=str(path), code="input", reason="no such file or folder; check how it is written")


def _below(folder: Path) -> Iterator[Source | Doubt]:
    """The documents in ``folder`` and below; hidden ones and links to folders are left out."""
    passed: Counter[str] = Counter()
    refused: list[Doubt] = []
    count = 0
    for where, names, files in os.walk(folder, onerror=lambda error: refused.append(_refused(error))):
        names[:] = sorted(name for name in names if not name.startswith("."))
        about, doubts = sidecar.read_index(Path(where))
        yield from doubts
        for name in sorted(files):
            path = Path(where, name)
            if name.startswith(".") or name == sidecar.NAME:
                continue
            if suffix(path) not in READ:
                passed[path.suffix.lower() or "no ending"] += 1
                continue
            count += 1
            yield Source(path, path.relative_to(folder).as_posix(), about.get(name, NOTHING))
    yield from refused
    if passed:
        kinds = ", ".join(f"{kind}: {number}" for kind, number in sorted(passed.items()))
        remedy = "name a file itself to have it tried"
        yield Doubt(doc=str(folder), code="input", reason=f"files of other kinds were passed over ({kinds}); {remedy}")
    if not count and not refused:
        reason = f"the folder holds no documents; looked for {', '.join(READ)}, each also with .gz"
        yield Doubt(doc=str(folder), code="input", reason=reason)


def _refused(error: OSError) -> Doubt:
    """A folder that cannot be listed."""
    return Doubt(doc=str(error.filename), code="input", reason=f"the folder cannot be read ({error.strerror})")
