"""Random formulas and systems for the tests."""

from __future__ import annotations

import os

from hypothesis import settings
from hypothesis import strategies as st

from pledgebook.reckoning import And, AtLeast, Atom, Formula, Not, Or

DEEP = "PLEDGEBOOK_DEEP_TESTS" in os.environ
"""Set to anything: ten times the examples."""


def examples(number: int) -> settings:
    """So many random cases, without a time limit for one (the machine may be busy)."""
    return settings(max_examples=number * (10 if DEEP else 1), deadline=None)


@st.composite
def formulas(draw: st.DrawFn, names: list[str], negation: bool, gates: int = 8) -> Formula:
    """A formula over some of ``names``, built up from shared parts."""
    parts: list[Formula] = [Atom(name) for name in draw(st.lists(st.sampled_from(names), min_size=1, unique=True))]
    for _ in range(draw(st.integers(0, gates))):
        chosen = draw(st.lists(st.sampled_from(parts), min_size=0, max_size=5))
        kind = draw(st.sampled_from([And, Or, AtLeast, *([Not] if negation else [])]))
        if kind is AtLeast:
            parts.append(AtLeast(draw(st.integers(-1, len(chosen) + 1)), *chosen))
        elif kind is Not:
            parts.append(Not(draw(st.sampled_from(parts))))
        else:
            parts.append(kind(*chosen))
    return parts[-1]
