"""Hypothesis strategies for the records of the model, shared by the tests of every room."""

from __future__ import annotations

from hypothesis import strategies as st

from pledgebook.model import (
    Condition,
    ConditionKind,
    Count,
    Direction,
    Directness,
    Firmness,
    Kind,
    Link,
    Quantity,
    Span,
    Statement,
    Voice,
    When,
)

words = st.text(max_size=20)
maybe_words = st.none() | words
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: Span(min(pair), max(pair)))
numbers = st.floats(allow_nan=False, allow_infinity=False)

conditions = st.builds(
    Condition,
    kind=st.sampled_from(ConditionKind),
    link=st.sampled_from(Link),
    text=words,
    span=spans,
    on=maybe_words,
    alternative=st.booleans(),
)
voices = st.builds(Voice, person=maybe_words, actor=maybe_words, span=st.none() | spans)
statements = st.builds(
    Statement,
    doc=words,
    document=st.text("0123456789abcdef", min_size=64, max_size=64),
    evidence=spans,
    quote=words,
    kind=st.sampled_from(Kind),
    promisors=st.lists(words, max_size=3).map(tuple),
    act=maybe_words,
    direction=st.sampled_from(Direction),
    domain=st.lists(words, max_size=2).map(tuple),
    firmness=st.none() | st.sampled_from(Firmness),
    conditions=st.lists(conditions, max_size=2).map(tuple),
    caveat=maybe_words,
    quantity=st.none() | st.builds(Quantity, n=numbers, unit=words, text=words, span=spans, approximate=st.booleans()),
    place=maybe_words,
    when=st.none() | st.builds(When, text=words, span=spans, date=st.none() | st.dates()),
    beneficiary=maybe_words,
    requester=maybe_words,
    voices=st.lists(voices, max_size=2).map(tuple),
    directness=st.sampled_from(Directness),
    hearsay=st.booleans(),
    count=st.none() | st.builds(Count, n=st.integers(0, 10**6), what=words, approximate=st.booleans()),
    spans=st.dictionaries(words, st.lists(spans, max_size=2).map(tuple), max_size=2),
    rules=st.lists(words, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
)
