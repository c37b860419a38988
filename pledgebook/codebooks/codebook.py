"""A codebook as it is used: checked on load, every word in the place where the reader looks it up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from pledgebook.errors import CodebookError, alternatives
from pledgebook.model import ConditionKind, Firmness, Link


class ActClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act class. ``strong`` words outweigh others of the clause; ``phrases`` are runs of lemmas; ``domain`` where implied."""

    covers: str
    strong: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    domain: str | None = None


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show a stance, by part of speech; ``phrases`` are runs of lemmas, ``modals`` auxiliaries."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    according: tuple[str, ...] = ()


class Stops(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that turn an act round (direction ``stop``).

    ``particles`` restricts a verb to certain particles ("walk away"); acts of ``to_ceasefire``, when stopped, are a ceasefire;
    ``gives_with`` lists for an act the obstacles whose end *is* the act ("lift the blockade" lets aid in).
    """

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    particles: dict[str, tuple[str, ...]] = {}
    to_ceasefire: tuple[str, ...] = ()
    gives_with: dict[str, tuple[str, ...]] = {}


class ConditionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``links`` open a condition (runs of words or lemmas); ``kinds`` tell it apart by the words inside.

    An entry of ``kinds`` is one word, several of which any will do (``deal|accord``), or groups of which each must be
    there (``war|fighting + end|stop``).
    """

    links: dict[Link, tuple[str, ...]]
    kinds: dict[ConditionKind, tuple[str, ...]]


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A whole codebook. ``fallback`` is the act of a clear position on an act that no class covers,
    ``general`` of a stand taken with no means named ("we are ready")."""

    name: str
    version: int
    fallback: str
    general: str
    acts: dict[str, ActClass]
    stop: Stops
    firmness: dict[Firmness, Cues]
    request: Cues
    objection: Cues
    reporting: Cues
    conditions: ConditionWords

    def act(self, name: str) -> ActClass:
        """The class called ``name``; CodebookError names the near ones where there is none."""
        try:
            return self.acts[name]
        except KeyError:
            raise CodebookError(
                f"codebook {self.name}: no act class '{name}'; {alternatives(name, list(self.acts))}"
            ) from None


def available() -> tuple[str, ...]:
    """Names of the codebooks that ship with the package."""
    folder = files("pledgebook.codebooks")
    return tuple(
        sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml") and f.name != "peer_codes.toml")
    )


@cache
def load_codebook(source: str | Path = "security") -> Codebook:
    """Read and check a codebook.

    ``source`` is the name of one that ships with the package, or the path of a ``.toml`` file.
    Raises CodebookError naming the file, the place in it and what would be right.
    """
    path = Path(source)
    if path.suffix == ".toml":
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CodebookError(
                f"codebook {path}: cannot be read ({error}); give the path of a UTF-8 .toml file"
            ) from None
        return parse_codebook(text, str(path))
    if str(source) not in available():
        raise CodebookError(
            f"no codebook '{source}' ships with pledgebook; {alternatives(str(source), available())}, or give a .toml path"
        )
    return parse_codebook(
        (files("pledgebook.codebooks") / f"{source}.toml").read_text(encoding="utf-8"), f"{source}.toml"
    )


def parse_codebook(text: str, place: str) -> Codebook:
    """The codebook written in ``text``; ``place`` is named in errors. Raises CodebookError."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"codebook {place}: not valid TOML: {error}") from None
    try:
        book = msgspec.convert(data, Codebook)
    except msgspec.ValidationError as error:
        raise CodebookError(f"codebook {place}: {error}; see docs/how-to/write-a-codebook.md for the keys") from None
    for key, name in (("fallback", book.fallback), ("general", book.general)):
        if name not in book.acts:
            raise CodebookError(f"codebook {place}: {key} '{name}' is no act class; {alternatives(name, list(book.acts))}")
    for key, group in (("stop.to_ceasefire", book.stop.to_ceasefire), ("stop.gives_with", tuple(book.stop.gives_with))):
        for name in group:
            if name not in book.acts:
                raise CodebookError(
                    f"codebook {place}: {key} names '{name}', no act class; {alternatives(name, list(book.acts))}"
                )
    return book
