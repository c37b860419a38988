"""Needs as bars: what is certain, what is possible at best, what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reckoning.needs import Coverage, Need, assess, group_size, is_uncounted_group
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
    """Who covers the need, those who are certain first; who adds nothing to the certain number says why."""
    certain = {cover.promisor for cover in coverage.covers if cover.state is State.HOLDS}
    possible = {cover.promisor for cover in coverage.covers} - certain
    reasons = {promisor: _uncounted(coverage, promisor) for promisor in certain}
    ordered = sorted(certain, key=lambda promisor: (bool(reasons[promisor]), promisor))
    names = [_named_with(promisor, reasons[promisor]) for promisor in ordered]
    return tuple(names + [f"{actor_name(promisor)} (possible)" for promisor in sorted(possible)])


def _named_with(promisor: str, reason: str) -> str:
    name = actor_name(promisor)
    return f"{name.removesuffix(' (not named)')} ({reason})" if reason else name


def _uncounted(coverage: Coverage, promisor: str) -> str:
    """Why a certain promisor is not in the certain number; empty where it is."""
    if group_size(promisor) is not None or is_uncounted_group(promisor):
        return "members not named"
    return "no amount named" if promisor in coverage.unquantified else ""
