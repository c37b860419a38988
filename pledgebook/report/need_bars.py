"""Needs as bars: what is certain, what is possible at best, what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reckoning.needs import Coverage, Need, assess
from pledgebook.reckoning.scenario import Outcome, State
from pledgebook.report.evidence import QuoteBook
from pledgebook.report.framework import NeedBar, NeedState, Use
from pledgebook.report.phrasing import actor_name, anchor


def need_bars(needs: Sequence[Need], outcome: Outcome, under: str, quotes: QuoteBook) -> tuple[NeedBar, ...]:
    """One bar for each need, in the order of the needs file; ``under`` names the outcome they are measured under."""
    return tuple(_bar(coverage, outcome, under, quotes) for coverage in assess(needs, outcome))


def _bar(coverage: Coverage, outcome: Outcome, under: str, quotes: QuoteBook) -> NeedBar:
    need = coverage.need
    here = Use(anchor=anchor("need", need.name), words=f"need: {need.name}")
    behind = (
        identity
        for cover in coverage.covers
        if cover.position is not None
        for identity in outcome.positions[cover.position].rests_on
    )
    return NeedBar(
        anchor=here.anchor,
        name=need.name,
        unit=need.unit or ("promisor" if need.wanted == 1 else "promisors"),
        essential=need.essential,
        minimum=need.wanted,
        least=coverage.at_least,
        most=coverage.at_most,
        state=NeedState(coverage.status.value),
        missing=coverage.short_by,
        under=under,
        covered_by=_named(coverage),
        refs=quotes.refs(behind, here),
    )


def _named(coverage: Coverage) -> tuple[str, ...]:
    """Who covers the need, those who are certain first."""
    certain = {cover.promisor for cover in coverage.covers if cover.state is State.HOLDS}
    possible = {cover.promisor for cover in coverage.covers} - certain
    names = [actor_name(promisor) for promisor in sorted(certain)]
    return tuple(names + [f"{actor_name(promisor)} (possible)" for promisor in sorted(possible)])
