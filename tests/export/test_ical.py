from datetime import date
from pathlib import Path

import pytest

from pledgebook.export import export
from pledgebook.export.contents import Contents
from pledgebook.export.ical import summary
from pledgebook.ledger import open_ledger
from pledgebook.model import Document, Kind, Span, When
from pledgebook.reading.reader import Reading
from tests.ledger.making import document, statement

icalendar = pytest.importorskip("icalendar")


def test_dated_commitments_become_events(contents: Contents, tmp_path: Path) -> None:
    assert export("ical", contents, tmp_path / "a.ics") == 1
    (event,) = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2025, 10, 1)
    assert str(event["summary"]) == "FRA, GBR: train, pledged"
    assert "Ada said that France" in event["description"]
    assert str(event["status"]) == "TENTATIVE"
    assert str(event["url"]) == "https://gazette.example/1"
    assert str(event["location"]) == "Kyiv"


@pytest.mark.parametrize(
    ("firmness", "status"),
    [("ruled-out", "CANCELLED"), ("willing", "TENTATIVE"), ("bound", "CONFIRMED"), ("delivered", "CONFIRMED")],
)
def test_the_status_tells_the_firmness(tmp_path: Path, firmness: str, status: str) -> None:
    text = f"France {firmness} tomorrow.\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd\x1b\u202e"
    assert events(tmp_path, document("a", text, 3), firmness)[0]["status"] == status


def test_words_end_no_event(tmp_path: Path) -> None:
    text = "France goes tomorrow.\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd\x1b\u202e"
    (event,) = events(tmp_path, document("a", text, 3, link="https://a.example/\r\nATTACH:x"), "willing")
    assert "attach" not in event
    assert event.decoded("dtstart") == date(2025, 9, 4)


def events(folder: Path, on: Document, firmness: str) -> list[icalendar.Event]:
    """The calendar of one statement, the whole text of a document, for the 4th of September."""
    import msgspec

    read = statement(on, on.text, firmness, kind=Kind.COMMITMENT)
    dated = msgspec.structs.replace(read, when=When(text="tomorrow", span=Span(0, 8), date=date(2025, 9, 4)))
    with open_ledger(folder / "one.ledger") as ledger:
        ledger.append([Reading(document=on, statements=(dated,), doubts=(), reader="test-1")])
        assert export("ical", Contents(ledger), folder / "one.ics") == 1
    return list(icalendar.Calendar.from_ical((folder / "one.ics").read_bytes()).walk("VEVENT"))


def test_a_request_is_called_one() -> None:
    asked = statement(document("a", "Send them."), "Send them.", "willing", promisors=(), kind=Kind.REQUEST)
    assert summary(asked) == "nobody named: troops, request"
