"""Whom a request or an objection addresses where its sentence does not say so: read with the real parser."""

from __future__ import annotations

import pytest

from pledgebook.model import Document, Kind, Statement
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
