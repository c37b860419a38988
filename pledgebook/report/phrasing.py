"""Codes in words: actors, acts, conditions, quantities and days as a reader of the report meets them."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache

from pledgebook.gazetteer.tables import read_table
from pledgebook.model import Condition, ConditionKind, Direction, Firmness, Quantity, Statement, Voice
from pledgebook.model.inert import one_line
from pledgebook.report.framework import ActorKind

SHORT_NAMES = {
    "GBR": "Britain", "RUS": "Russia", "IRN": "Iran", "PRK": "North Korea", "PSE": "Palestine",
    "SYR": "Syria", "LAO": "Laos", "VEN": "Venezuela", "NLD": "Netherlands",
    "ARE": "UAE", "COD": "DR Congo", "EU": "European Union", "UN": "United Nations",
    "HAMAS": "Hamas", "HEZBOLLAH": "Hezbollah", "HOUTHI": "Houthis", "COALITION": "The coalition",
    "TALIBAN": "Taliban",
}  # fmt: skip
"""Names as the press writes them where ISO 3166 gives a formal one, and organisations whose code is no abbreviation."""

ACT_WORDS = {
    "air": "air defence", "sea": "naval forces", "train": "training", "communications": "comms & cyber",
    "humanitarian": "humanitarian aid", "guarantee": "security guarantee", "withdraw": "withdrawal",
    "negotiate": "talks", "release": "release of prisoners", "force": "use of force", "monitor": "monitoring",
    "other": "other acts",
}  # fmt: skip
"""Headings for act classes whose name is no noun; any other class (of another codebook too) is its own heading."""

_WITH_ARTICLE = ("United ", "European Union", "Netherlands", "Philippines", "UAE")
_COUNTED = re.compile(r"^(\d+) (.+)$")
NAME_LIMIT = 80
"""Characters of a name; what is longer is no name, whatever field of a document it was read from."""
LINK_LIMIT = 2000
"""Characters of an address that is still shown as a link."""
QUOTE_LIMIT = 900
"""Characters of one passage shown; a longer "sentence" is a table or a page without stops."""


@cache
def actor_name(code: str) -> str:
    """An actor code in words.

    >>> actor_name("FRA"), actor_name("NATO"), actor_name("26 states"), actor_name("group:Europe")
    ('France', 'NATO', '26 states', 'Europe (not named)')
    """
    if code in SHORT_NAMES:
        return SHORT_NAMES[code]
    if code.startswith("group:"):
        group = brief(code.removeprefix("group:"))
        return f"{group[:1].upper()}{group[1:]} (not named)"
    return _state_name(code) or brief(code)


def the_actor(code: str) -> str:
    """An actor's name as it stands in a sentence.

    >>> the_actor("USA"), the_actor("FRA")
    ('the United States', 'France')
    """
    name = actor_name(code)
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name.replace("The coalition", "the coalition")


def _state_name(code: str) -> str | None:
    return _states().get(code)


@cache
def _states() -> dict[str, str]:
    return {row["code"]: row.list("names")[0] for row in read_table("iso3166")}


def actor_kind(code: str) -> ActorKind:
    """Which sort of promisor a code names."""
    if code.startswith("group:"):
        return ActorKind.GROUP
    if _COUNTED.match(code):
        return ActorKind.COUNTED
    return ActorKind.STATE if _state_name(code) else ActorKind.ORGANISATION


def act_words(act: str, direction: Direction = Direction.GIVE) -> str:
    """An act class as a heading; a stopping act says so.

    >>> act_words("train"), act_words("sanctions", Direction.STOP)
    ('Training', 'Sanctions: end or cut')
    """
    words = ACT_WORDS.get(act, brief(act).replace("-", " "))
    heading = words[:1].upper() + words[1:]
    return f"{heading}: end or cut" if direction is Direction.STOP else heading


def firmness_words(firmness: Firmness) -> str:
    """A step as it stands in a cell.

    >>> firmness_words(Firmness.UNDER_WAY)
    'under way'
    """
    return "ruled out" if firmness is Firmness.RULED_OUT else firmness.value.replace("-", " ")


def condition_words(condition: Condition) -> str:
    """A condition with its link word, short enough for a cell: "if ceasefire", "until mandate (Germany)"."""
    on = actor_name(condition.on) if condition.on else None
    subject = {
        ConditionKind.CEASEFIRE: "ceasefire",
        ConditionKind.DEAL: "deal",
        ConditionKind.OTHER_ACTS: f"{on or 'another'} acts",
        ConditionKind.MANDATE: f"mandate ({on})" if on else "mandate",
        ConditionKind.INVITATION: f"{on} asks" if on else "invited",
        ConditionKind.VIOLATION: f"{on} breaks it" if on else "violation",
    }.get(condition.kind, brief(condition.text, 48))
    return f"{'or ' if condition.alternative else ''}{condition.link.value} {subject}"


def quantity_words(quantity: Quantity | None) -> str | None:
    """How much, in the document's own words, or number and unit where it gives none."""
    if quantity is None:
        return None
    return brief(quantity.text) or f"{quantity.n:g} {brief(quantity.unit)}"


def voice_words(voices: tuple[Voice, ...]) -> str:
    """The chain of speakers, innermost first: "Macron (France), told by Zelensky (Ukraine)"."""
    spoken = [words for words in map(_speaker, voices) if words]
    return ", told by ".join(spoken) if spoken else "the report itself"


def _speaker(voice: Voice) -> str:
    actors = ", ".join(actor_name(code) for code in voice.actor.split(",")) if voice.actor else ""
    person = brief(voice.person) if voice.person else ""
    if person and actors and person != actors:
        return f"{person} ({actors})"
    return person or actors


def promisors_words(codes: tuple[str, ...]) -> str:
    """Several actors: "France, Britain and Belgium"."""
    return joined([actor_name(code) for code in codes])


def joined(names: list[str]) -> str:
    """Names as prose lists them.

    >>> joined(["a"]), joined(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def claim_words(statement: Statement) -> str:
    """What a statement says, in one line: "France, Britain: Troops, willing, if ceasefire"."""
    who = promisors_words(statement.promisors)
    act = act_words(statement.act, statement.direction) if statement.act else ""
    if statement.count:
        about = "about " if statement.count.approximate else ""
        return f"Count: {about}{statement.count.n} {brief(statement.count.what)}"
    parts = [
        act,
        firmness_words(statement.firmness) if statement.firmness else "",
        *map(condition_words, statement.conditions),
    ]
    if statement.requester:
        asker = promisors_words(tuple(statement.requester.split(",")))
        verb = "objects to" if statement.kind == "objection" else "asks of"
        return f"{asker} {verb} {who or 'others'}: " + ", ".join(part for part in parts if part)
    return f"{who or 'No one named'}: " + ", ".join(part for part in parts if part)


def day_words(day: date | None) -> str:
    """A day as a report writes it: "5 September 2025"."""
    return f"{day.day} {day:%B %Y}" if day else "day unknown"


def shortened(text: str, limit: int) -> str:
    """``text`` with its end cut at a word, marked by an ellipsis, where it is longer than ``limit``.

    >>> shortened("once the conflict has ended", 12)
    'once the…'
    """
    if len(text) <= limit:
        return text
    words = text[:limit].rsplit(" ", 1)[0]
    return (words if len(words) > limit // 2 else text[:limit]).rstrip(" ,;:") + "…"


def brief(text: str, limit: int = NAME_LIMIT) -> str:
    """A name or a phrase of a document as it may stand in a line of the report: inert, on one line, not too long.

    >>> brief("Ines\\nVale"), brief("w" * 1000, 6)
    ('Ines Vale', 'wwwwww…')
    """
    return shortened(one_line(text), limit)


def anchor(*parts: str) -> str:
    """An HTML id made of codes: letters, digits and hyphens, the rest spelled as its code point so that none collide.

    >>> anchor("cell", "26 states", "troops")
    'cell-26_20states-troops'
    """
    return "-".join(
        re.sub(r"[^A-Za-z0-9.]", lambda match: f"_{ord(match.group()):x}", part)
        if len(part) <= NAME_LIMIT
        else hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()
        for part in parts
    )
