"""A made-up summit for the report: documents, statements and positions by hand, each resting on its own sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from pledgebook.ledger.changes import Cause, Change
from pledgebook.model import (
    Condition,
    ConditionKind,
    Count,
    Direction,
    Document,
    Firmness,
    Kind,
    Link,
    Position,
    Quantity,
    Span,
    Statement,
    Voice,
)
from pledgebook.reckoning.needs import Need
from pledgebook.report.assemble import Material
from pledgebook.report.framework import Framework, Quote, Refs

TEXT = (
    "Avel will send troops if the guns fall silent. Brunt will send troops if the guns fall silent. "
    "Corvin would train recruits once Avel acts. Dorn rules out troops. Brunt will pay for 3 batteries. "
    "Some 26 states stand ready with guarantees. Dorn is to stop its shipments. Avel asks Corvin for money. "
    "Dorn objects to any troops of Avel. Corvin says Dorn would talk. Dorn refuses to talk."
)
SENTENCES = [f"{sentence.strip('. ')}." for sentence in TEXT.split(". ")]
SUMMIT = Document(
    name="summit", text=TEXT, published=datetime(2025, 9, 4), outlet="The Harbour Post", title="Guns and guarantees",
    link="https://harbour.example/summit",
)  # fmt: skip
TRUCE = Condition(kind=ConditionKind.CEASEFIRE, link=Link.IF, text="if the guns fall silent", span=Span(23, 46))
AVEL_ACTS = Condition(kind=ConditionKind.OTHER_ACTS, link=Link.IF, text="once Avel acts", span=Span(0, 1), on="FRA")


def said(number: int, **fields: object) -> Statement:
    """A statement that rests on the sentence of that number."""
    quote = SENTENCES[number]
    start = TEXT.index(quote)
    given = {"kind": Kind.COMMITMENT, "voices": (Voice(person="Ines Vale", actor="FRA"),), **fields}
    return Statement(
        doc=SUMMIT.name, document=SUMMIT.sha256, evidence=Span(start, start + len(quote)), quote=quote, **given
    )  # type: ignore[arg-type]


STATEMENTS = (
    said(0, promisors=("FRA",), act="troops", firmness=Firmness.WILLING, conditions=(TRUCE,)),
    said(1, promisors=("GBR",), act="troops", firmness=Firmness.PLEDGED, conditions=(TRUCE,)),
    said(2, promisors=("BEL",), act="train", firmness=Firmness.WILLING, conditions=(AVEL_ACTS,)),
    said(3, promisors=("RUS",), act="troops", firmness=Firmness.RULED_OUT),
    said(4, promisors=("GBR",), act="arms", firmness=Firmness.DELIVERED,
         quantity=Quantity(n=3, unit="systems", text="3 batteries", span=Span(0, 1))),
    said(5, promisors=("26 states",), act="guarantee", firmness=Firmness.PLEDGED,
         count=Count(n=26, what="states that stand ready", approximate=True)),
    said(6, promisors=("RUS",), act="arms", firmness=Firmness.CONSIDERING, direction=Direction.STOP),
    said(7, kind=Kind.REQUEST, promisors=("BEL",), act="funding", requester="FRA"),
    said(8, kind=Kind.OBJECTION, promisors=("FRA",), act="troops", requester="RUS"),
    said(9, promisors=("RUS",), act="negotiate", firmness=Firmness.PLEDGED, hearsay=True,
         voices=(Voice(person="Tove Lind", actor="BEL"),)),
    said(10, promisors=("RUS",), act="negotiate", firmness=Firmness.RULED_OUT, voices=(Voice(actor="RUS"),)),
)  # fmt: skip


def standing(*statements: Statement) -> Position:
    """The position that rests on these statements and says what the first of them says."""
    lead = statements[0]
    assert lead.act and lead.firmness
    return Position(
        promisor=lead.promisors[0], act=lead.act, firmness=lead.firmness, direction=lead.direction,
        conditions=lead.conditions, quantity=lead.quantity, hearsay=lead.hearsay, since=date(2025, 9, 4),
        rests_on=tuple(statement.id for statement in statements),
    )  # fmt: skip


POSITIONS = tuple(standing(STATEMENTS[number]) for number in (0, 1, 2, 3, 4, 5, 6, 10))
NEEDS = (
    Need(name="boots on the ground", acts=("troops",), minimum=2),
    Need(name="a roof against rockets", acts=("air",), minimum=1),
    Need(name="backing of Avel", acts=("troops",), promisors=("FRA",)),
)
MOVED = (
    Change(promisor="FRA", act="troops", direction=Direction.GIVE, cause=Cause.MOVED, before=None,
           after=POSITIONS[0], day=date(2025, 9, 4)),
)  # fmt: skip


def material(**other: object) -> Material:
    """The summit as what a report is made from."""
    given = {
        "documents": [SUMMIT], "statements": STATEMENTS, "positions": POSITIONS, "needs": NEEDS, "moved": MOVED,
        "since": date(2025, 9, 1), "as_of": date(2025, 9, 5), "doubts": 1, "ledger": "summit.ledger", **other,
    }  # fmt: skip
    return Material(**given)  # type: ignore[arg-type]


def many(count: int, *, kind: Kind = Kind.COMMITMENT, firmness: str = "ruled-out") -> Material:
    """As many promisors, each with one sentence of its own."""
    text = " ".join(f"Group {number} will not." for number in range(count))
    document = Document(name="many", text=text)
    statements = []
    for number in range(count):
        quote = f"Group {number} will not."
        start = text.index(quote)
        statements.append(
            Statement(
                doc="many", document=document.sha256, evidence=Span(start, start + len(quote)), quote=quote, kind=kind,
                promisors=(f"group:{number}",), act="troops", firmness=Firmness(firmness), requester="FRA",
            )
        )  # fmt: skip
    return Material(documents=[document], statements=statements, positions=list(map(standing, statements)))


def all_refs(record: object) -> Iterator[Refs]:
    """Every ``Refs`` anywhere inside a record."""
    if isinstance(record, Refs):
        yield record
    elif isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            yield from all_refs(getattr(record, name))
    elif isinstance(record, Sequence) and not isinstance(record, str):
        for entry in record:
            yield from all_refs(entry)


def quotes(framework: Framework) -> list[Quote]:
    """Every quote of a report, in the order shown."""
    return [quote for source in framework.sources for quote in source.quotes]
