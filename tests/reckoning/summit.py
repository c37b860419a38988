"""A made-up summit in the shape of the case that the project starts from: positions by hand, no reporting in them."""

from __future__ import annotations

from pledgebook.model import Condition, ConditionKind, Direction, Firmness, Link, Position, Quantity, Span

NOWHERE = Span(0, 1)


def on(kind: str, actor: str | None = None, link: str = "if", *, text: str = "", either: bool = False) -> Condition:
    """A condition in short."""
    words = text or f"{link} {actor or ''} {kind}"
    return Condition(
        kind=ConditionKind(kind), link=Link(link), text=words, span=NOWHERE, on=actor, alternative=either
    )  # fmt: skip


def position(
    promisor: str, act: str, firmness: str, *conditions: Condition, stop: bool = False, domain: tuple[str, ...] = (),
    amount: tuple[float, str] | None = None, to: str | None = None, rests_on: tuple[str, ...] = (),
) -> Position:  # fmt: skip
    """A position in short."""
    quantity = Quantity(n=amount[0], unit=amount[1], text="so many", span=NOWHERE) if amount else None
    return Position(
        promisor=promisor, act=act, firmness=Firmness(firmness), conditions=conditions, domain=domain,
        direction=Direction.STOP if stop else Direction.GIVE, quantity=quantity, beneficiary=to, rests_on=rests_on,
    )  # fmt: skip


TRUCE = on("ceasefire")

SUMMIT = [
    position("FRA", "troops", "willing", TRUCE),
    position("GBR", "troops", "willing", TRUCE),
    position("BEL", "troops", "willing", TRUCE),
    position("DEU", "troops", "reluctant", TRUCE),
    position("ESP", "troops", "ruled-out", on("ceasefire", link="until")),
    position("group:Europe", "guarantee", "willing", on("other-acts", "USA")),
    position("group:allies", "guarantee", "reluctant", on("other-acts", "USA", "until")),
    position("26 states", "guarantee", "pledged", TRUCE),
    position("USA", "intelligence", "considering"),
    position("USA", "troops", "ruled-out"),
    position("USA", "negotiate", "under-way"),
    position("DEU", "train", "willing"),
]
