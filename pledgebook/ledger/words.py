"""The words by which documents and quotes are found, made here and not by the database, so that both find the same."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_LONGEST = 64
"""Longer runs of letters are no words that anybody looks for; PostgreSQL bounds a lexeme's length."""


def folded(text: str) -> str:
    """``text`` in lower case and without accents: "Élysée" is found as "elysee".

    >>> folded("Élysée, Mariupol’s")
    'elysee, mariupol’s'
    """
    if text.isascii():
        return text.lower()
    marked = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in marked if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The different words of ``text``, folded, in the order of their first place."""
    return list(dict.fromkeys(word[:_LONGEST] for word in WORD.findall(folded(text))))


INSERT = {
    "sqlite": "INSERT INTO {table} (rowid, words) VALUES (?, ?)",
    "postgresql": "INSERT INTO {table} (rowid, words) VALUES (?, array_to_tsvector(?))",
}


def indexed(dialect: str, text: str) -> str | list[str]:
    """The words of ``text`` as the parameter of ``INSERT``."""
    found = words(text)
    return " ".join(found) if dialect == "sqlite" else found


MATCH = {
    "sqlite": "SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid <= ?",
    "postgresql": "SELECT rowid FROM {table} WHERE words @@ CAST(? AS tsquery) AND rowid <= ?",
}


def matching(dialect: str, terms: list[str]) -> str:
    """All of ``terms`` (the last letters may be left open with ``*``) as the parameter of ``MATCH``."""
    if dialect == "sqlite":
        return " AND ".join(f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"' for term in terms)
    return " & ".join(f"'{term[:-1]}':*" if term.endswith("*") else f"'{term}'" for term in terms)
