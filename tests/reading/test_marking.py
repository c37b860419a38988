"""A statement laid over its sentence."""

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Condition, ConditionKind, Kind, Link, Quantity, Span, Statement, Voice, When
from pledgebook.reading.marking import Mark, bracketed, marks, pieces

TEXT = "Oslo said Norway will send 200 soldiers on Monday once a truce holds."


def place(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


STATEMENT = Statement(
    doc="d", document="0" * 64, evidence=place("Norway will send 200 soldiers on Monday once a truce holds"), quote="x",
    kind=Kind.COMMITMENT, promisors=("NOR",), act="troops",
    spans={"promisors": (place("Norway"),), "act": (place("send 200 soldiers"),), "cue": (place("will"),)},
    conditions=(
        Condition(
            kind=ConditionKind.CEASEFIRE, link=Link.IF, text="once a truce holds", span=place("once a truce holds"),
        ),
    ),
    voices=(Voice(actor="NOR", span=place("Oslo")),),
    quantity=Quantity(n=200, unit="soldiers", text="200 soldiers", span=place("200 soldiers")),
    when=When(text="on Monday", span=place("on Monday")),
)  # fmt: skip


def test_every_field_with_a_place_is_marked_in_the_order_of_fields():
    assert [(mark.field, mark.span.of(TEXT)) for mark in marks(STATEMENT)] == [
        ("voice", "Oslo"),
        ("promisors", "Norway"),
        ("cue", "will"),
        ("act", "send 200 soldiers"),
        ("quantity", "200 soldiers"),
        ("when", "on Monday"),
        ("condition", "once a truce holds"),
    ]


def test_brackets_nest():
    assert bracketed(TEXT, Span(0, len(TEXT)), marks(STATEMENT)) == (
        "[voice: Oslo] said [promisors: Norway] [cue: will] [act: send [quantity: 200 soldiers]] [when: on Monday] "
        "[condition: once a truce holds]."
    )


@given(st.lists(st.tuples(st.sampled_from(["act", "cue", "when"]), st.integers(0, 69), st.integers(0, 69))))
def test_pieces_give_the_sentence_back_and_each_is_in_all_its_fields(found):
    drawn = [Mark(field, Span(min(a, b), max(a, b))) for field, a, b in found]
    cut = list(pieces(TEXT, Span(0, len(TEXT)), drawn))
    assert "".join(piece.text for piece in cut) == TEXT
    assert all(any(m.field == f and m.span.covers(p.span) for m in drawn) for p in cut for f in p.fields)
