"""The answer that stands first: what holds under each assumption, what to ask for, what would bring it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pledgebook.reckoning.conditions import ACTS, act_atom
from pledgebook.reckoning.leverage import possible_asks
from pledgebook.reckoning.needs import Covered, Need, assess
from pledgebook.reckoning.scenario import Outcome, State, evaluate_system
from pledgebook.report.assumptions import Assumed, atom_words, hoped_for, side_by_side, waiting
from pledgebook.report.evidence import QuoteBook
from pledgebook.report.framework import Answer, Ask, Refs
from pledgebook.report.framework import Outcome as Shown
from pledgebook.report.phrasing import actor_name, joined, the_actor

SHOWN = 3
"""Asks and single points on the first page."""
WEIGHED = 40
"""Atoms tried, each by working out the scenario once more; those on which most positions hang first."""


class Worth(NamedTuple):
    """What a scenario comes to: how far the essential needs are met, and which promises hold."""

    met: frozenset[str]
    covered: float
    holds: frozenset[int]


def answer(now: Outcome, needs: Sequence[Need], quotes: QuoteBook) -> tuple[Answer, tuple[str, ...]]:
    """The first page, and its two or three opening sentences."""
    listed = side_by_side(now, needs)
    # With the awaited event; not with the backstop, which remains to be asked.
    best = hoped_for([assumed for assumed in listed if _adds_events_alone(assumed.outcome, now)]).outcome
    points = _single_points(best, needs, quotes)
    found = Answer(
        outcomes=tuple(_shown(assumed, needs) for assumed in listed),
        asks=tuple(_asks(now, best, needs, quotes)),
        single_points=tuple(points[:SHOWN]),
        further_points=tuple(point.words for point in points[SHOWN:]),
    )
    return found, tuple(_lead(listed, needs))


def _adds_events_alone(outcome: Outcome, now: Outcome) -> bool:
    """Does a scenario assume nothing of actors beyond what the user does?"""
    return all(atom in now.settings or not atom.startswith(ACTS) for atom in outcome.settings)


def worth(outcome: Outcome, needs: Iterable[Need]) -> Worth:
    """The value of a scenario for comparing it with another."""
    coverages = [coverage for coverage in assess(needs, outcome) if coverage.need.essential]
    pairs = enumerate(zip(outcome.system.counted, outcome.states, strict=True))
    return Worth(
        frozenset(coverage.need.name for coverage in coverages if coverage.status is Covered.MET),
        sum(min(1.0, coverage.at_least / coverage.need.wanted) for coverage in coverages if coverage.need.wanted),
        frozenset(index for index, (counted, state) in pairs if counted and state is State.HOLDS),
    )


def _shown(assumed: Assumed, needs: Sequence[Need]) -> Shown:
    outcome = assumed.outcome
    holds = worth(outcome, ()).holds
    open_atoms = Counter(atom for index in waiting(outcome) for atom in missing(outcome, index))
    return Shown(
        title=assumed.title,
        assumes=assumed.assumes,
        holds=len(holds),
        of=sum(outcome.system.counted),
        promisors=tuple(sorted({actor_name(outcome.positions[index].promisor) for index in holds})),
        needs_met=sum(coverage.status is Covered.MET for coverage in assess(needs, outcome)) if needs else None,
        needs=len(needs) or None,
        blocked_by=tuple(
            f"{atom_words(atom)} ({times})" for atom, times in sorted(open_atoms.items(), key=lambda i: (-i[1], i[0]))
        )[:5],
    )


def missing(outcome: Outcome, index: int) -> tuple[str, ...]:
    """What a promise still waits for: the atoms of its conditions that are not certain yet."""
    formula = outcome.system.formula(index)
    return tuple(
        dict.fromkeys(
            literal.atom if literal.plain else f"not {literal.atom}"
            for clause in formula
            for literal in clause
            if outcome.value(literal.atom) is not literal.plain
        )
    )


def _asks(now: Outcome, best: Outcome, needs: Sequence[Need], quotes: QuoteBook) -> list[Ask]:
    """What gains most: what meets a need, needs that nobody serves, then what promises wait for."""
    essential = [need for need in needs if need.essential]
    awaited = Counter(atom for index in waiting(now) for atom in missing(now, index) if not atom.startswith("not "))
    candidates = [(atom, now) for atom, _ in sorted(awaited.items(), key=lambda item: (-item[1], item[0]))[:WEIGHED]]
    short = [one.need for one in assess(essential, best) if one.status is not Covered.MET]
    asked = (atom for need in short for atom in possible_asks(best, need)[: WEIGHED // len(short)])
    candidates += [(atom, best) for atom in dict.fromkeys(asked) if atom not in awaited]
    base = {id(outcome): worth(outcome, essential) for outcome in (now, best)}
    ranked = []
    for atom, outcome in candidates:
        if atom in outcome.settings:
            continue
        then, was = (
            worth(evaluate_system(outcome.system, {**outcome.settings, atom: True}), essential),
            base[id(outcome)],
        )
        gains = (len(then.met - was.met), then.covered - was.covered, len(then.holds - was.holds))
        if max(gains) > 0:
            ranked.append((gains, atom, then.met - was.met, then.holds - was.holds))
    ranked.sort(key=lambda item: (tuple(-gain for gain in item[0]), item[1]))
    first, later, served = ranked[:0], ranked[:0], set[str]()
    for item in ranked:
        met = item[2]
        # What releases promises, and another way to a need that is served already, stand behind what meets a need.
        (first if met - served else later).append(item)
        served |= met
    later.sort(key=lambda item: bool(item[2]))
    asks, further = (
        [_ask(now, atom, met, released, quotes) for _, atom, met, released in items[:SHOWN]] for items in (first, later)
    )
    return [*asks, *_unserved(best, [need for need in essential if need.name not in served]), *further][:SHOWN]


def _ask(now: Outcome, atom: str, met: frozenset[str], released: frozenset[int], quotes: QuoteBook) -> Ask:
    return Ask(
        words=_sentence(atom_words(atom)),
        releases=len(released),
        detail=_met_words(met),
        refs=_refs(now, released or _of_atom(now, atom), quotes),
    )


def _unserved(outcome: Outcome, needs: Sequence[Need]) -> list[Ask]:
    """Needs that nobody's promise serves: whom the need names has to come, or somebody has to be found."""
    return [
        Ask(
            words=_sentence(f"{_whom(coverage.need)} for {coverage.need.name}"),
            releases=0,
            detail=f"{_wanted(coverage.need)}; none is promised.",
        )
        for coverage in assess(needs, outcome)
        if not coverage.covers
    ]


def _whom(need: Need) -> str:
    names = [the_actor(promisor) for promisor in need.promisors]
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "somebody"


def _single_points(best: Outcome, needs: Sequence[Need], quotes: QuoteBook) -> list[Ask]:
    """What alone, by not coming, brings down an essential need, or without needs the promises of others."""
    essential = [need for need in needs if need.essential]
    was = worth(best, essential)
    actors = Counter(best.positions[index].promisor for index in was.holds)
    assumed = [atom for atom, value in best.settings.items() if value]
    acting = [act_atom(actor) for actor, _ in sorted(actors.items(), key=lambda item: (-item[1], item[0]))[:WEIGHED]]
    found = []
    for atom in dict.fromkeys([*assumed, *acting]):
        kept = {name: value for name, value in best.settings.items() if not name.startswith(f"{atom}:")}
        then = worth(evaluate_system(best.system, {**kept, atom: False}), essential)
        lost, fallen = was.met - then.met, was.holds - then.holds
        others = {index for index in fallen if act_atom(best.positions[index].promisor) != atom}
        if lost or (not essential and others):
            found.append(((-len(lost), -len(others), atom), _point(best, atom, lost, fallen, quotes)))
    return [point for _, point in sorted(found, key=lambda item: item[0])]


def _point(best: Outcome, atom: str, lost: frozenset[str], fallen: frozenset[int], quotes: QuoteBook) -> Ask:
    actor, act = best.system.act_of(atom) if atom.startswith(ACTS) else (None, None)
    falls = f"{len(fallen)} commitment{'s' if len(fallen) != 1 else ''} would fall"
    needs = f"no longer met: {joined(sorted(lost))}; " if lost else ""
    return Ask(
        words=_sentence(the_actor(actor) if actor and not act else atom_words(f"not {atom}")),
        releases=len(fallen),
        detail=_sentence(f"{needs}{falls}."),
        refs=_refs(best, fallen, quotes),
    )


def _of_atom(outcome: Outcome, atom: str) -> frozenset[int]:
    """The positions that stand behind an act atom."""
    return frozenset(outcome.system.serving(atom)) if atom.startswith(ACTS) else frozenset()


def _refs(outcome: Outcome, indices: Iterable[int], quotes: QuoteBook) -> Refs:
    return quotes.refs(identity for index in sorted(indices) for identity in outcome.positions[index].rests_on)


def _lead(listed: Sequence[Assumed], needs: Sequence[Need]) -> list[str]:
    total = sum(listed[0].outcome.system.counted)
    if not total:
        return ["No firm commitment has been read yet."]
    counts = [len(worth(assumed.outcome, ()).holds) for assumed in listed]
    hold = "would hold" if listed[0].outcome.settings else "holds" if counts[0] == 1 else "hold"
    first = f"Of {total} commitments, {counts[0]} {hold} {_under(listed[0])}"
    others = [f"{_under(assumed)} {count} would" for assumed, count in zip(listed[1:], counts[1:], strict=True)]
    sentences = ["; ".join([first, *others]) + "."]
    if needs:
        sentences += _needs_lead(hoped_for(listed), listed[0], needs)
    return sentences


def _needs_lead(best: Assumed, plainest: Assumed, needs: Sequence[Need]) -> list[str]:
    """Which essential needs stay short where most comes, and which of them no assumption could meet."""
    essential = [coverage for coverage in assess(needs, best.outcome) if coverage.need.essential]
    short = [coverage.need for coverage in essential if coverage.status is not Covered.MET]
    present = best is plainest and not best.outcome.settings
    if not short:
        return [f"Every essential need {'is' if present else 'would be'} met {_under(best)}."]
    names = joined([need.name for need in short])
    stay = f"{'is' if len(short) == 1 else 'are'} short" if present else "would stay short even"
    sentences = [f"Of what is essential, {names} {stay} {_under(best)}."]
    act_of, assumed = best.outcome.system.act_of, best.outcome.settings.items()
    acts = [act_of(atom) for atom, value in assumed if value and atom.startswith(ACTS)]
    for actor in (actor for actor, act in acts if act is None):
        own = [need.name for need in short if need.promisors == (actor,)]
        if own:
            sentences.append(
                f"That {the_actor(actor)} acts is assumed: this fulfils conditions of others, but is no promise;"
                f" only a promise of its own can meet the need for {joined(own)}."
            )
    return sentences


def _under(assumed: Assumed) -> str:
    return assumed.title[:1].lower() + assumed.title[1:]


def _met_words(met: Iterable[str]) -> str:
    names = sorted(met)
    return f"Meets the need for {joined(names)}." if names else ""


def _wanted(need: Need) -> str:
    return f"{need.wanted:,g} {need.unit or ('promisor' if need.wanted == 1 else 'promisors')} needed"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
