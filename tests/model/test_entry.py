"""Entries keep everything, in one form only."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.model import Document, Doubt, Span, Statement
from pledgebook.model.entry import CLAIMED, DocumentReceived, DoubtNoted, Ruled, StatementRead, Verb, canonical, decoded
from tests.model.drawn import statements


@settings(max_examples=50)
@given(statements)
def test_a_statement_comes_back_from_its_entry(statement: Statement) -> None:
    entry = StatementRead(document=1, reading=2, **{name: getattr(statement, name) for name in CLAIMED})
    back = decoded(canonical(entry))
    assert isinstance(back, StatementRead)
    assert back.statement(statement.doc, statement.document) == statement
    assert canonical(back) == canonical(entry)


@given(st.dictionaries(st.sampled_from("abc"), st.integers()))
def test_the_order_of_keys_does_not_matter(changes: dict[str, int]) -> None:
    turned = dict(reversed(changes.items()))
    one, other = (Ruled(verb=Verb.AMEND, by="x", changes=each) for each in (changes, turned))
    assert canonical(one) == canonical(other)


def test_lone_surrogates_and_nulls_are_kept() -> None:
    entry = DoubtNoted(doubt=Doubt(doc="\ud800\0", code="input", reason="a \udfff", span=Span(1, 2)))
    assert decoded(canonical(entry)) == entry


def test_a_document_comes_back_with_its_text() -> None:
    document = Document(name="a", text="words", title="T", outlet="O", lang="en")
    entry = DocumentReceived(name="a", sha256=document.sha256, title="T", outlet="O", lang="en")
    assert entry.document("words") == document


@pytest.mark.parametrize("content", [b"", b"{}", b'{"entry":"unknown"}', b'{"entry":"read"}', b"\xff", b'"\\ud800"'])
def test_what_is_no_entry_is_an_error(content: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decoded(content)
