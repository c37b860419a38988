"""Codebooks are data: checked on load, and a new field needs no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgebook.codebooks import available, load_codebook
from pledgebook.codebooks.codebook import parse_codebook
from pledgebook.errors import CodebookError
from pledgebook.intake import documents
from pledgebook.model import Document, Firmness, Kind
from pledgebook.reading import Reader

EXAMPLE = Path(__file__).parents[2] / "examples" / "climate"


@pytest.mark.parametrize("name", available())
def test_every_codebook_that_ships_loads(name: str) -> None:
    book = load_codebook(name)
    assert book.fallback in book.acts
    assert set(book.firmness) == set(Firmness) - {Firmness.DELIVERED}  # delivery is shown by tense, not by a word


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "not valid TOML"),
        ('name = "x"\nversion = 1', "missing required field"),
        ('name = "x"\nversion = 1\nextends = "securty"', "did you mean security?"),
        (
            'name = "x"\nversion = 1\nextends = "security"\nfallback = "othr"\ngeneral = "other"\n[acts.other]\ncovers = "all"',
            "did you mean other?",
        ),
        (
            'name = "x"\nversion = 1\nextends = "security"\nfallback = "other"\ngeneral = "other"\n[acts.other]\ncover = "all"',
            "acts",
        ),
        (
            'name = "x"\nversion = 1\nextends = "security"\nfallback = "other"\ngeneral = "other"\n'
            '[acts.other]\ncovers = "all"\nstopped_is = "peace"',
            "acts.other.stopped_is",
        ),
    ],
)
def test_a_wrong_codebook_names_place_and_remedy(text: str, told: str) -> None:
    with pytest.raises(CodebookError, match=r"codebook mine\.toml") as error:
        parse_codebook(text, "mine.toml")
    assert told in str(error.value)


def test_an_unknown_codebook_names_those_that_ship() -> None:
    with pytest.raises(CodebookError, match="did you mean climate"):
        load_codebook("climat")


def test_another_field_needs_no_code() -> None:
    found = [d for d in documents([str(EXAMPLE)]) if isinstance(d, Document)]
    read = [s for document in found for s in Reader("climate").read(document).statements]
    claims = {(s.kind, s.promisors, s.act, s.firmness) for s in read}
    assert (Kind.COMMITMENT, ("AUS",), "finance", Firmness.PLEDGED) in claims
    assert (Kind.COMMITMENT, ("JPN",), "phase-out", Firmness.RULED_OUT) in claims
    assert (Kind.REQUEST, ("EU",), "emissions", None) in claims
