"""A codebook as it is used: checked on load, every word in the place where the reader looks it up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec

from pledgebook.errors import CodebookError, alternatives
from pledgebook.model import ConditionKind, Direction, Firmness, Link


class ActClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act class.

    ``strong`` words outweigh others of the clause; ``phrases`` are runs of lemmas; ``domain`` where implied.
    ``hostile``: threatened rather than promised, so that what sets it off is a violation. ``intrusive``: rejected, it can
    only be another's. ``aimed``: done for somebody (``give``, ``stop``, ``both``, ``never``). ``stopped_is``: the act that
    stopping this one is ("stop the war" is a ceasefire). ``mission``: an undertaking that several take part in.
    ``given_up``: words for what the act gives up, so that whoever goes on with it refuses ("enrichment will continue").
    """

    covers: str
    strong: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    domain: str | None = None
    hostile: bool = False
    intrusive: bool = False
    aimed: Literal["give", "stop", "both", "never"] = "both"
    stopped_is: str | None = None
    mission: bool = False
    given_up: tuple[str, ...] = ()

    def aims(self, direction: Direction) -> bool:
        """Whether the act, done or stopped, is for somebody."""
        return self.aimed in ("both", direction)


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

    ``particles`` restricts a verb to certain particles ("walk away");
    ``gives_with`` lists for an act the obstacles whose end *is* the act ("lift the blockade" lets aid in).
    """

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    particles: dict[str, tuple[str, ...]] = {}
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
    ``general`` of a stand taken with no means named ("we are ready"). ``elsewhere``: words of fields in which countries are
    spoken of and promise nothing (sport), by field."""

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
    elsewhere: dict[str, tuple[str, ...]] = {}

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
    data = _extended(data, place)
    try:
        book = msgspec.convert(data, Codebook)
    except msgspec.ValidationError as error:
        raise CodebookError(f"codebook {place}: {error}; see docs/how-to/write-a-codebook.md for the keys") from None
    for key, name in (("fallback", book.fallback), ("general", book.general)):
        if name not in book.acts:
            raise CodebookError(
                f"codebook {place}: {key} '{name}' is no act class; {alternatives(name, list(book.acts))}"
            )
    turned = {f"acts.{name}.stopped_is": act.stopped_is for name, act in book.acts.items() if act.stopped_is}
    for key, name in (*turned.items(), *((f"stop.gives_with.{name}", name) for name in book.stop.gives_with)):
        if name not in book.acts:
            raise CodebookError(
                f"codebook {place}: {key} names '{name}', no act class; {alternatives(name, list(book.acts))}"
            )
    return book


def _extended(data: dict[str, Any], place: str) -> dict[str, Any]:
    """The codebook with what it leaves to the one that it ``extends``: every section that it does not have itself."""
    base_name = data.pop("extends", None)
    if base_name is None:
        return data
    if base_name not in available():
        raise CodebookError(
            f"codebook {place}: extends '{base_name}', which does not ship; {alternatives(str(base_name), available())}"
        )
    base = tomllib.loads((files("pledgebook.codebooks") / f"{base_name}.toml").read_text(encoding="utf-8"))
    base["stop"].pop("gives_with", None)
    return {**{key: value for key, value in base.items() if key != "acts"}, **data}
