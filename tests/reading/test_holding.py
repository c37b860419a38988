"""Who goes on with what he is asked to give up refuses to."""

from __future__ import annotations

import pytest

from pledgebook.codebooks import load_codebook
from pledgebook.model import Firmness
from pledgebook.reading.acts import Acts
from pledgebook.reading.holding import held_on
from tests.reading.by_rules import candidates


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Togo will continue its enrichment programme.", True),
        ("Togo said that enrichment would go on.", True),
        ("Togo will enrich uranium on its own soil.", True),
        ("Togo will halt its enrichment of uranium.", False),
        ("Togo has promised to curb enrichment.", False),
        ("Togo will withdraw its troops.", False),
    ],
)
def test_going_on_is_a_refusal(text: str, refused: bool) -> None:
    acts = Acts(load_codebook("security"))
    own = [c for c in candidates(text) if c.statement.act == "withdraw" and c.statement.promisors == ("TGO",)]
    steps = {held_on(c, c.statement.firmness, acts) for c in own if "hint" not in c.statement.rules}
    assert steps == {Firmness.RULED_OUT} if refused else Firmness.RULED_OUT not in steps


def test_what_is_only_weighed_stays_as_it_was() -> None:
    (candidate, *_) = [c for c in candidates("Togo will enrich uranium.") if c.statement.act == "withdraw"]
    assert held_on(candidate, Firmness.CONSIDERING, Acts(load_codebook("security"))) is Firmness.CONSIDERING
