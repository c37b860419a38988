"""Whom a request or an objection addresses where its sentence does not say so: read with the real parser."""

from __future__ import annotations

import pytest

from pledgebook.model import Document, Kind, Statement
from pledgebook.reading.addressed import Sum
from pledgebook.reading.reader import Reader

STORY = (
    "Israel must end its blockade of Gaza, Norway's foreign minister said on Monday. "
    "Norway urged Israel to let aid into Gaza. "
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def allowed(reader: Reader, text: str, kind: Kind) -> list[Statement]:
    """What the rules allow of one kind in the last sentence of a text, believed or not."""
    document = Document(name="case", text=text)
    *_, last = reader.sentences(document, reader.parse(document))
    return [candidate.statement for candidate in last.candidates if candidate.statement.kind is kind]


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("Denmark called for an immediate end to the blockade.", Kind.REQUEST),
        ("Denmark condemned the blockade on Tuesday.", Kind.OBJECTION),
    ],
)
def test_it_is_the_party_that_the_document_addresses_by_name(reader: Reader, last: str, kind: Kind) -> None:
    found = allowed(reader, STORY + last, kind)
    assert found and {statement.promisors for statement in found} == {("ISR",)}
    assert {statement.requester for statement in found} == {"DNK"}


def test_nobody_addresses_himself(reader: Reader) -> None:
    found = allowed(reader, STORY + "Israel condemned the attack on Tuesday.", Kind.OBJECTION)
    assert found and all("ISR" not in statement.promisors for statement in found)


def test_without_a_party_addressed_by_name_it_stays_open(reader: Reader) -> None:
    found = allowed(reader, "Denmark condemned the blockade of Gaza on Tuesday.", Kind.OBJECTION)
    assert found and {statement.promisors for statement in found} == {("group:others",)}


def test_those_from_outside_are_a_group(reader: Reader) -> None:
    found = allowed(reader, STORY + "Russia rejected any foreign intervention.", Kind.OBJECTION)
    assert ("group:foreign",) in {statement.promisors for statement in found}


def test_else_it_is_whoever_does_what_is_condemned(reader: Reader) -> None:
    told = "Norway imposed sanctions on Mali in May. Norway tightened its sanctions on Mali in June. "
    found = allowed(reader, told + "Denmark condemned the sanctions.", Kind.OBJECTION)
    assert ("NOR",) in {statement.promisors for statement in found if statement.act == "sanctions"}


def test_where_a_group_does_most_it_stays_a_group(reader: Reader) -> None:
    told = (
        "Norway imposed sanctions on Mali. Several countries will impose sanctions on Mali. "
        "Some nations have tightened their sanctions on Mali. Other states will sanction Mali. "
    )
    found = allowed(reader, told + "Denmark condemned sanctions.", Kind.OBJECTION)
    assert {statement.promisors for statement in found if statement.act == "sanctions"} == {("group:others",)}


def test_what_is_told_after_counts_half() -> None:
    one = Sum()
    for place, chance in ((10, 0.5), (10, 0.8), (20, 0.4)):
        one.add(place, chance)
    assert one.whole == pytest.approx(1.2)  # of one place the likeliest
    assert [one.seen_from(place) for place in (5, 10, 30)] == pytest.approx([0.6, 1.0, 1.2])
