import json
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pledgebook.errors import InputError
from pledgebook.export import export
from pledgebook.export.contents import Contents
from pledgebook.export.jsonl import Incoming, readings, records, take_in
from pledgebook.ledger import open_ledger
from pledgebook.ledger.exchange import Ruling
from pledgebook.ledger.rulings import Kept
from pledgebook.model import Document, Doubt, Statement
from pledgebook.model.rows import statement_row
from tests.ledger.making import Reading, document, reading, statement
from tests.ledger.test_machine import readings as machine_readings
from tests.model import drawn


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "a.ledger"


@pytest.fixture
def exported(contents: Contents, tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    assert export("jsonl", contents, path) == 3 + 3 + 2 + 1
    return path


def test_every_record_is_read_back_as_it_was(contents: Contents, exported: Path) -> None:
    expected = [*contents.documents(), *contents.statements(), *contents.doubts(), *contents.sources()]
    assert list(records(exported)) == expected


def test_taken_into_an_empty_ledger_it_holds_the_same(contents: Contents, exported: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "b.ledger") as ledger:
        ledger.append(readings(exported))
        again = Contents(ledger)
        assert list(again.documents()) == list(contents.documents())
        assert list(again.statements()) == list(contents.statements())
        assert again.positions() == contents.positions()
        assert Counter(map(repr, again.doubts())) == Counter(map(repr, contents.doubts()))
        assert not ledger.verify().faults
        assert ledger.append(readings(exported)).documents == 0


@pytest.fixture
def ruled(place: Path) -> Path:
    """A ledger in which coders ruled before, between and after what came in."""
    with open_ledger(place) as ledger:
        ledger.append(readings_of(4, "pledged", "willing", "bound"))
        first, second, third = list(ledger.statements())
        ledger.rule("accept", first.id, by="Ada", why="heard it")
        ledger.rule("note", "FRA", by="Ada", why="see the speech")
        ledger.rule("reject", second.id, by="Ada")
        # Said after the acceptance and learned after it: it is this that stands.
        ledger.append(readings_of(8, "considering"))
        ledger.rule("amend", third.id, by="Ben", changes={"act": "train", "caveat": "so far"})
        ledger.rule("amend", ledger.statement(third.id).id, by="Ben", changes={"caveat": None})
        ledger.append([reading("u", 9, "willing", promisors=("UK",))])
        ledger.rule("merge", "UK", by="Ben", into="GBR")
        ledger.rule("merge", "d8-0", by="Ben", into="d4-0")
    return place


def readings_of(day: int, *firmness: str) -> list[Reading]:
    return [reading(f"d{day}-{number}", day + number, each) for number, each in enumerate(firmness)]


def test_rulings_do_the_same_where_they_are_taken_in(ruled: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    with open_ledger(ruled) as ledger, open_ledger(tmp_path / "b.ledger") as other:
        export("jsonl", Contents(ledger), out)
        taken = take_in(other, Incoming(out))
        assert (taken.rulings, taken.unfit) == (7, ())
        assert {p.promisor for p in ledger.positions()} == {"FRA", "GBR"}
        assert other.positions() == ledger.positions()
        assert list(other.statements()) == list(ledger.statements())
        assert [told(each) for each in other.rulings()] == [told(each) for each in ledger.rulings()]
        assert other.verify().sound
        assert take_in(other, Incoming(out)).rulings == 0
        export("jsonl", Contents(other), again)
        made = r'"made":"[^"]+"'
        assert re.sub(made, "", again.read_text()) == re.sub(made, "", out.read_text())


def test_what_was_ruled_again_once_more_was_read_is_ruled_again(place: Path, tmp_path: Path) -> None:
    """An acceptance overrules what was known before it, so that its repetition is no mere copy."""
    with open_ledger(place) as ledger, open_ledger(tmp_path / "b.ledger") as other:
        ledger.append(readings_of(4, "pledged"))
        (first,) = ledger.statements()
        ledger.rule("accept", first.id, by="Ada")
        ledger.append(readings_of(8, "considering"))
        ledger.rule("accept", first.id, by="Ada")
        export("jsonl", Contents(ledger), tmp_path / "a.jsonl")
        assert take_in(other, Incoming(tmp_path / "a.jsonl")).rulings == 2
        assert other.positions() == ledger.positions()
        assert take_in(other, Incoming(tmp_path / "a.jsonl")).rulings == 0


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_ledger_is_the_same_where_it_is_taken_in(data: st.DataObject) -> None:
    steps = st.sampled_from(["read", "read", "accept", "amend", "reject", "merge"])
    with (
        TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "a.ledger") as ledger,
        open_ledger(Path(folder) / "b.ledger") as other,
    ):
        for step in data.draw(st.lists(steps, max_size=12)):
            found = list(ledger.statements())
            if step == "read":
                ledger.append([replace(data.draw(machine_readings()), reader="a")])
            elif step == "merge" and {"FRA", "GBR"} <= {name for each in found for name in each.promisors}:
                with suppress(InputError):
                    ledger.rule("merge", "GBR", by="Ada", into="FRA")
            elif step != "merge" and found:
                changes = {"firmness": data.draw(st.sampled_from(["bound", "willing"]))} if step == "amend" else {}
                ledger.rule(step, data.draw(st.sampled_from(found)).id, by="Ada", changes=changes)
        export("jsonl", Contents(ledger), Path(folder) / "a.jsonl")
        assert take_in(other, Incoming(Path(folder) / "a.jsonl")).unfit == ()
        assert list(other.documents()) == list(ledger.documents())
        assert sorted(s.id for s in other.statements()) == sorted(s.id for s in ledger.statements())
        assert other.positions() == ledger.positions()


def told(kept: Kept) -> tuple[object, ...]:
    ruling = kept.ruling
    return ruling.verb, ruling.by, ruling.why, ruling.id, ruling.changes, ruling.promisor, ruling.into, kept.fits


def test_what_was_read_stands_beside_what_coders_made_of_it(ruled: Path, tmp_path: Path) -> None:
    with open_ledger(ruled) as ledger:
        export("jsonl", Contents(ledger), tmp_path / "a.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    amended = [(row["act"], row["read"]["act"]) for row in rows if "read" in row]
    rejected = [row["firmness"] for row in rows if row["record"] == "rejected"]
    assert (amended, rejected) == ([("train", "troops")], ["willing"])
    assert "willing" not in [row["firmness"] for row in rows if row["record"] == "statement" and row["doc"] != "u"]


def test_rulings_on_what_does_not_go_out_stay(ruled: Path, tmp_path: Path) -> None:
    with open_ledger(ruled) as ledger, open_ledger(tmp_path / "b.ledger") as other:
        then = Contents(ledger, as_of="2025-09-05")
        export("jsonl", then, tmp_path / "a.jsonl")
        verbs = [each.ruling.verb.value for each in then.rulings()]
        assert verbs == ["accept", "note", "reject", "merge"]
        (left,) = take_in(other, Incoming(tmp_path / "a.jsonl")).unfit
        assert isinstance(left, Ruling)
        assert left.promisor == "UK"
        assert other.positions() == ledger.positions(as_of="2025-09-05")


def test_a_ruling_goes_out_on_the_words_that_it_stood_on_then(place: Path, tmp_path: Path) -> None:
    text = "We may deploy. We might train."
    made = document("a", text, 4)
    with open_ledger(place) as ledger, open_ledger(tmp_path / "b.ledger") as other:
        for day, words in (("2025-09-04", "We may deploy"), ("2025-09-06", "We may deploy.")):
            found = (statement(made, words, "pledged"),)
            ledger.append([Reading(document=made, statements=found, reader=day)], known_at=day)
            if day == "2025-09-04":
                ledger.rule("amend", found[0].id, by="Ada", changes={"act": "train"}, known_at="2025-09-05")
        for known_at, quote in (("2025-09-05", "We may deploy"), (None, "We may deploy.")):
            then = Contents(ledger, known_at=known_at)
            assert [(each.read.quote, each.read.act) for each in then.overruled()] == [(quote, "troops")]
            assert [each.ruling.quote for each in then.rulings()] == [quote]
        export("jsonl", Contents(ledger, known_at="2025-09-05"), tmp_path / "a.jsonl")
        assert take_in(other, Incoming(tmp_path / "a.jsonl")).rulings == 1
        assert other.positions() == ledger.positions(known_at="2025-09-05")


def test_a_ruling_on_words_that_are_read_no_more_stays(place: Path, tmp_path: Path) -> None:
    text = "We may deploy."
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged", text=text)])
        ledger.rule("reject", next(iter(ledger.statements())).id, by="Ada")
        ledger.append([Reading(document=document("a", text, 4), reader="test-2")])
        assert [kept.fits for kept in ledger.rulings()] == [False]
        assert [*Contents(ledger).rulings(), *Contents(ledger).overruled()] == []


def test_lines_act_on_no_terminal(exported: Path) -> None:
    content = exported.read_bytes()
    assert content.isascii()
    assert not any(byte < 0x20 and byte != 0x0A for byte in content)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn.statements)
def test_any_statement_survives_a_line(tmp_path: Path, statement: Statement) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"record": "statement"} | statement_row(statement)) + "\n")
    assert list(records(path)) == [statement]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 1: no JSON"),
        ('{"record": "pledge"}', "line 1: no record of pledgebook's"),
        ("[]", "line 1: no record of pledgebook's"),
        ('{"record": "document", "name": 1, "text": ""}', "line 1: Expected `str`"),
        ('{"record": "ruling", "verb": "bless", "by": "x"}', "line 1: Invalid enum value 'bless'"),
        ('{"record": "statement", "doc": "a"}', "line 1: "),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(InputError, match=complaint):
        list(readings(path))


def test_statements_without_their_document_are_refused(exported: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(line for line in exported.read_text().splitlines(True) if '"document"' not in line[:22]))
    with pytest.raises(InputError, match="no document with that text"):
        list(readings(cut))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(readings(tmp_path / "none.jsonl"))


def test_doubts_follow_their_document(exported: Path) -> None:
    given_back = list(readings(exported))
    assert [reading.doubts[0].code for reading in given_back if not isinstance(reading, Doubt) and reading.doubts] == [
        "pronoun"
    ]
    assert [doubt.doc for doubt in given_back if isinstance(doubt, Doubt)] == ["broken.pdf"]
    assert isinstance(next(records(exported)), Document)
