"""Any sequence of appends, readings anew, rulings and questions gives what a naive list in memory gives."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pledgebook.ledger import open_ledger
from pledgebook.model import Directness, Document, Position
from tests.ledger.making import Reading, document, statement
from tests.ledger.naive import Naive, Read

START = datetime(2025, 10, 1)
TEXTS = [f"Number {n} will deploy. It may well train. Nobody knows more of number {n}." for n in range(6)]
WORDS = ("will deploy", "may well train", "knows more")
FIRM = ("ruled-out", "considering", "pledged")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    number = draw(st.integers(0, len(TEXTS) - 1))
    # Three pages, each of which comes in two states, in any order.
    made: Document = document(f"d{number}", TEXTS[number], 1 + number // 2, link=f"http://example.org/{number % 3}")
    found = [
        statement(
            made,
            words,
            draw(st.sampled_from(FIRM)),
            promisors=draw(st.sampled_from([("FRA",), ("GBR",), ("FRA", "GBR")])),
            act=draw(st.sampled_from(["troops", "train"])),
            voice=draw(st.sampled_from([None, "Ada"])),
            directness=draw(st.sampled_from(Directness)),
            hearsay=draw(st.booleans()),
            confidence=draw(st.sampled_from([0.2, 1.0])),
        )
        for words in draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=3))
    ]
    return Reading(document=made, statements=tuple(found), reader=draw(st.sampled_from("abc")))


class Machine(RuleBasedStateMachine):
    """Does the same to a ledger and to the naive model; each step is learned a day after the one before."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.now = START

    @initialize()
    def begin(self) -> None:
        self.ledger = open_ledger(shutil.copy(self.template, self.folder / "a.ledger"))
        self.naive = Naive()

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    def tick(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now

    @rule(reading=readings())
    def append(self, reading: Reading) -> None:
        # Rulings that pass to other statements have tests of their own; here a reading anew keeps what is ruled on.
        ruled = [r.statement for r in self.naive.reads if r.rulings and r.statement.document == reading.document.sha256]
        kept = [s for s in reading.statements if all(s.evidence != other.evidence for other in ruled)]
        reading = Reading(document=reading.document, statements=(*ruled, *kept), reader=reading.reader)
        now = self.tick()
        self.ledger.append([reading], known_at=now)
        self.naive.append(reading, now)

    @precondition(lambda self: any(read.until is None for read in self.naive.reads))
    @rule(data=st.data(), verb=st.sampled_from(["accept", "amend", "reject"]), firm=st.sampled_from(FIRM))
    def rule_on(self, data: st.DataObject, verb: str, firm: str) -> None:
        read: Read = data.draw(st.sampled_from([read for read in self.naive.reads if read.until is None]))
        changes = {"firmness": firm} if verb == "amend" else {}
        now = self.tick()
        self.ledger.rule(verb, read.statement.id, by="coder", changes=changes, known_at=now)
        self.naive.rule(verb, read, changes, now)

    @rule(said=st.integers(0, 4), back=st.integers(0, 5))
    def ask(self, said: int, back: int) -> None:
        as_of, known = datetime(2025, 9, 1 + said), self.now - timedelta(days=back)
        self.compare(as_of, known)

    @invariant()
    def agree(self) -> None:
        self.compare(datetime.max, self.now)

    def compare(self, as_of: datetime, known: datetime) -> None:
        asked = None if as_of == datetime.max else as_of
        ids = sorted(s.id for s in self.naive.statements(as_of, known))
        assert sorted(s.id for s in self.ledger.statements(as_of=asked, known_at=known)) == ids
        expected: list[Position] = self.naive.positions(as_of, known)
        assert self.ledger.positions(asked, known) == expected
        for promisor in ("FRA", "GBR"):
            moves = self.ledger.history(promisor, as_of=asked, known_at=known)
            last = {(move.act, move.direction): (move.firmness, move.conditions, move.hearsay) for move in moves}
            stands = [position for position in expected if position.promisor == promisor]
            assert last == {(p.act, p.direction): (p.firmness, p.conditions, p.hearsay) for p in stands}


def test_any_sequence_equals_the_naive_model(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Machine, "template", template, raising=False)
    few = settings(
        max_examples=40, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Machine, settings=few)
