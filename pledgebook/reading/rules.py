"""What the rules that made a statement mean: one line for each, from ``rules.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

UNKNOWN = "a rule that this version does not know"


@cache
def meanings() -> dict[str, str]:
    """Every rule that has a line, with it."""
    found: dict[str, str] = tomllib.loads((files("pledgebook.reading") / "rules.toml").read_text(encoding="utf-8"))
    return found


def meaning(rule: str) -> str:
    """What a rule means: the line of its longest known beginning, with those of its endings.

    A rule that no line explains (a statement by an older or newer reader) says so.

    >>> meaning("form.future.negated")
    "the act's own verb stands in the future: it is promised; a negation stands with it and turns it round"
    """
    known, parts = meanings(), rule.split(".")
    for n in range(len(parts), 0, -1):
        name = ".".join(parts[:n])
        if name in known:
            return "; ".join([known[name], *(known[part] for part in parts[n:] if part in known)])
    return UNKNOWN
