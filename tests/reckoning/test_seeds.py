"""What the two reports that the project starts from add up to, from their full coding by hand through the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pledgebook.ledger import open_ledger
from pledgebook.model import (
    Condition,
    ConditionKind,
    Count,
    Directness,
    Document,
    Doubt,
    Firmness,
    Kind,
    Link,
    Position,
    Span,
    Statement,
    Voice,
)
from pledgebook.reckoning.disputes import disputes
from pledgebook.reckoning.reasons import reasons
from pledgebook.reckoning.scenario import Outcome, State, evaluate

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not (SEEDS / "gold.jsonl").exists(), reason="the seeds are not here")

TRUCE_ALONE = {"ceasefire": True, "acts:USA": False}
TRUCE_AND_USA = {"ceasefire": True, "acts:USA": True}


@dataclass
class Reading:
    document: Document
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...] = ()
    reader: str = "coded by hand"


def statement(document: Document, row: dict[str, Any]) -> Statement:
    evidence = Span(row["start"], row["end"])
    person, actor = row["voice"]["person"], row["voice"]["actor"]
    conditions = tuple(
        Condition(kind=ConditionKind(c["kind"]), link=Link(c["link"]), text=c["text"], on=c["on"], span=evidence)
        for c in row["conditions"]
    )
    return Statement(
        doc=document.name, document=document.sha256, evidence=evidence, quote=evidence.of(document.text),
        kind=Kind(row["kind"]), promisors=tuple(row["promisors"]), act=row["act"], conditions=conditions,
        firmness=Firmness(row["firmness"]) if row["firmness"] else None, hearsay=row["hearsay"],
        voices=(Voice(person=person, actor=actor),) if person or actor else (),
        directness=Directness(row["directness"]), count=Count(**row["count"]) if row["count"] else None,
        beneficiary=row["beneficiary"], requester=row["requester"],
    )  # fmt: skip


def readings() -> Iterator[Reading]:
    rows = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for day, path in enumerate(sorted(SEEDS.glob("*.txt")), 4):
        text = path.read_bytes().decode("utf-8")
        document = Document(name=path.name, text=text, published=datetime(2025, 9, day))
        yield Reading(document, tuple(statement(document, row) for row in rows if row["doc"] == path.name))


@pytest.fixture(scope="module")
def positions(tmp_path_factory: pytest.TempPathFactory) -> list[Position]:
    with open_ledger(tmp_path_factory.mktemp("ledger") / "seeds.ledger") as ledger:
        ledger.append(readings())
        return ledger.positions()


def state(outcome: Outcome, promisor: str, act: str) -> State:
    (found,) = (
        one for position, one in zip(outcome.positions, outcome.states, strict=True)
        if (position.promisor, position.act) == (promisor, act)
    )  # fmt: skip
    return found


@pytest.mark.parametrize("promisor", ["FRA", "GBR", "BEL"])
def test_troops_come_with_a_truce_without_the_americans(positions: list[Position], promisor: str) -> None:
    assert state(evaluate(positions, TRUCE_ALONE), promisor, "troops") is State.HOLDS
    assert state(evaluate(positions, TRUCE_ALONE, Firmness.PLEDGED), promisor, "troops") is State.NOT_FIRM_ENOUGH


def test_german_troops_do_not_come(positions: list[Position]) -> None:
    assert state(evaluate(positions, TRUCE_ALONE), "DEU", "troops") in (State.NOT_FIRM_ENOUGH, State.RULED_OUT)


def test_an_american_refusal_stays_one_when_they_are_assumed_not_to_act(positions: list[Position]) -> None:
    assert state(evaluate(positions, TRUCE_ALONE), "USA", "troops") is State.RULED_OUT


def test_german_troops_were_reluctant_in_their_own_word(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "seeds.ledger") as ledger:
        ledger.append(readings())
        outcome = evaluate(ledger.positions(as_of="2025-09-04"), TRUCE_ALONE)
    assert state(outcome, "DEU", "troops") is State.NOT_FIRM_ENOUGH


def test_what_europeans_tie_to_the_americans_is_blocked_without_them() -> None:
    """Each statement taken as a position of its own: the fold of the ledger decides elsewhere which of them stands."""
    stated = [
        Position(promisor=promisor, act=one.act, firmness=one.firmness, conditions=one.conditions)
        for reading in readings()
        for one in reading.statements
        if one.act and one.firmness
        for promisor in one.promisors
    ]
    alone, together = evaluate(stated, TRUCE_ALONE), evaluate(stated, TRUCE_AND_USA)
    tied = [index for index, position in enumerate(stated) if any(c.on == "USA" for c in position.conditions)]
    firm = [index for index in tied if stated[index].firmness.step >= Firmness.WILLING.step]
    assert [stated[index].promisor for index in firm] == ["group:Europe"]
    assert {alone.states[index] for index in firm} == {State.BLOCKED}
    assert all("acts:USA" in reasons(alone, index)[0] for index in firm)
    assert {together.states[index] for index in firm} == {State.HOLDS}
    assert {together.states[index] for index in tied if index not in firm} == {State.NOT_FIRM_ENOUGH}


def test_the_position_of_the_europeans_is_blocked_without_the_americans(positions: list[Position]) -> None:
    """In the fold of the ledger, too: "ready" without a condition takes none back that stands beside it."""
    europe = next(i for i, p in enumerate(positions) if (p.promisor, p.act) == ("group:Europe", "guarantee"))
    alone, together = evaluate(positions, TRUCE_ALONE), evaluate(positions, TRUCE_AND_USA)
    assert alone.states[europe] is State.BLOCKED
    assert "acts:USA" in reasons(alone, europe)[0]
    assert together.states[europe] is State.HOLDS


def test_fewer_hold_from_pledged_on(positions: list[Position]) -> None:
    willing, pledged = (
        evaluate(positions, TRUCE_ALONE, step).states.count(State.HOLDS)
        for step in (Firmness.WILLING, Firmness.PLEDGED)
    )
    assert pledged < willing


def test_the_disputes() -> None:
    read = [one for reading in readings() for one in reading.statements]
    found = disputes(read)
    numbers = {(said.n, said.what) for group in found.numbers for said in group.said}
    assert {(30, "countries in the coalition"), (35, "leaders taking part"), (26, "states pledging")} <= numbers
    assert any((one.promisor, one.by, one.own) == ("RUS", "Trump (USA)", Firmness.RULED_OUT) for one in found.denied)
    (revised,) = (one for one in found.revised if one.promisors == ("26 states",))
    assert (revised.voice, revised.act) == ("Macron (FRA)", "troops")
