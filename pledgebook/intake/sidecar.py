"""``index.toml`` beside text files says what these cannot say themselves: outlet, title, date, link.

[[document]]
file = "evening.txt"
outlet = "The Harbour Ledger"
title = "Leaders meet"
published = 2025-09-04T20:15:00Z
link = "https://harbour.example.org/evening"
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import msgspec

from pledgebook.errors import alternatives
from pledgebook.intake.moments import moment
from pledgebook.model import Doubt

NAME = "index.toml"
_KEYS = ("file", "outlet", "title", "published", "link", "lang")


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an index says about one file."""

    outlet: str | None = None
    title: str | None = None
    published: datetime | None = None
    link: str | None = None
    lang: str | None = None


NOTHING = About()


def read_index(folder: Path) -> tuple[dict[str, About], list[Doubt]]:
    """What ``folder/index.toml`` says by file name, and doubts about it; both empty where there is none."""
    path = folder / NAME
    if not path.is_file():
        return {}, []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, [_doubt(path, f"no sound TOML ({error}); its documents are read without what it says")]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return {}, [_doubt(path, "'document' must be written as [[document]], once for each file")]
    about: dict[str, About] = {}
    doubts: list[Doubt] = []
    for number, entry in enumerate(entries, start=1):
        problem = _problem(entry, folder)
        if problem:
            doubts.append(_doubt(path, f"document {number}: {problem}"))
        else:
            about[entry["file"]] = _about(entry)
    return about, doubts


def _problem(entry: dict[str, Any], folder: Path) -> str | None:
    """What is wrong with an entry, if anything is."""
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        return f"no key '{unknown[0]}'; {alternatives(unknown[0], _KEYS)}"
    if not isinstance(entry.get("file"), str):
        return 'it names no file; add file = "..."'
    wrong = [key for key in _KEYS if key != "published" and not isinstance(entry.get(key, ""), str)]
    if wrong:
        return f"'{wrong[0]}' must be text in quotation marks"
    if "published" in entry and _moment(entry["published"]) is None:
        return f"'published' is no date: {entry['published']!r}; write 2025-09-04 or 2025-09-04T20:15:00Z"
    return None if (folder / entry["file"]).is_file() else f"there is no file '{entry['file']}' beside it"


def _about(entry: dict[str, Any]) -> About:
    """A sound entry as a record."""
    words = {key: entry.get(key) for key in _KEYS if key not in ("file", "published")}
    return About(published=_moment(entry.get("published")), **words)


def _moment(value: object) -> datetime | None:
    """TOML's own dates, or text."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time()) if isinstance(value, date) else moment(value)


def _doubt(path: Path, reason: str) -> Doubt:
    return Doubt(doc=str(path), code="input", reason=reason)
