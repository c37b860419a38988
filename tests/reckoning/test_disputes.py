from datetime import date

from pledgebook.model import Count, Firmness, Kind, Span, Statement, Voice
from pledgebook.reckoning.disputes import disputes

PLACES = iter(range(0, 100_000, 10))


def said(
    doc: str, promisors: str, act: str | None, firmness: str | None, *,
    by: str | None = None, person: str | None = None, hearsay: bool = False,
    count: tuple[int, str] | None = None, quote: str = "They said so.", start: int | None = None,
) -> Statement:  # fmt: skip
    """A statement in short; each stands further down its document than the one before."""
    place = next(PLACES) if start is None else start
    return Statement(
        doc=doc, document=doc, evidence=Span(place, place + 5), quote=quote,
        kind=Kind.COUNT if count and not promisors else Kind.COMMITMENT,
        promisors=tuple(promisors.split()), act=act, firmness=Firmness(firmness) if firmness else None,
        voices=(Voice(person=person, actor=by),) if by or person else (), hearsay=hearsay,
        count=Count(n=count[0], what=count[1]) if count else None,
    )  # fmt: skip


def test_numbers_of_one_affair_stand_side_by_side() -> None:
    found = disputes([
        said("a", "", None, None, count=(30, "countries in the club")),
        said("a", "DEU", "troops", "reluctant"),
        said("b", "", None, None, count=(35, "leaders at the table")),
        said("b", "DEU", "troops", "ruled-out"),
        said("c", "", None, None, count=(900, "prisoners")),
        said("c", "RUS", "release", "pledged"),
    ])  # fmt: skip
    (numbers,) = found.numbers
    assert [(one.n, one.what) for one in numbers.said] == [(30, "countries in the club"), (35, "leaders at the table")]
    assert not numbers.same_thing


def test_numbers_of_the_same_thing_are_told() -> None:
    found = disputes([said("a", "", None, None, count=(n, "states pledging")) for n in (26, 31)])
    assert found.numbers[0].same_thing


def test_the_same_number_is_no_dispute() -> None:
    assert disputes([said("a", "", None, None, count=(26, what)) for what in ("states", "nations")]).numbers == ()


def test_hearsay_against_the_own_word() -> None:
    claim = said("a", "RUS", "negotiate", "pledged", by="USA", person="Doe", hearsay=True)
    denial = said("a", "RUS", "negotiate", "ruled-out", by="RUS")
    (found,) = disputes([claim, denial]).denied
    assert (found.promisor, found.by, found.claim, found.denial) == ("RUS", "Doe (USA)", claim.id, denial.id)


def test_hearsay_that_goes_as_far_as_the_own_word_is_not_denied() -> None:
    claim = said("a", "RUS", "negotiate", "pledged", by="USA", hearsay=True)
    assert disputes([claim, said("a", "RUS", "negotiate", "willing", by="RUS")]).denied == ()
    assert disputes([claim, said("a", "RUS", "arms", "ruled-out", by="RUS")]).denied == ()


def test_a_report_of_a_changed_word_shows_the_first_as_revised() -> None:
    quote = "He initially spoke of troops from all, and later clarified that some would train."
    first = said("a", "26_states", "troops", "pledged", by="FRA", person="Roe", quote=quote, start=3)
    later = said("a", "group:others", "train", "pledged", by="FRA", person="Roe", quote=quote, start=3)
    (found,) = disputes([first, later]).revised
    assert (found.voice, found.earlier, found.later) == ("Roe (FRA)", first.id, (later.id,))


def test_a_voice_that_says_another_thing_later_in_the_document_has_revised_itself() -> None:
    first, later = (said("a", "FRA", "arms", step, by="FRA", person="Roe") for step in ("considering", "pledged"))
    (found,) = disputes([later, first]).revised
    assert (found.earlier, found.later, found.how) == (first.id, (later.id,), "first considering, later pledged")


def test_between_documents_the_date_says_which_is_later() -> None:
    old = said("old", "FRA", "arms", "considering", by="FRA", person="Roe", start=50)
    new = said("new", "FRA", "arms", "pledged", by="FRA", person="Roe", start=1)
    assert disputes([new, old], {"old": date(2025, 9, 1), "new": date(2025, 9, 4)}).revised[0].earlier == old.id
    assert disputes([new, old]).revised == ()


def test_another_voice_is_no_revision() -> None:
    one, other = (
        said("a", "FRA", "arms", step, by="FRA", person=who) for step, who in (("willing", "A"), ("bound", "B"))
    )
    assert disputes([one, other]).revised == ()


def test_sources_two_steps_apart_at_one_time() -> None:
    weak, firm = said("a", "POL", "sea", "considering"), said("b", "POL", "sea", "pledged")
    (found,) = disputes([weak, firm]).apart
    assert (found.steps, found.weaker, found.firmer) == (2, weak.id, firm.id)
    assert disputes([weak, firm], {"a": date(2025, 9, 1), "b": date(2025, 9, 3)}).apart == ()
    assert disputes([weak, said("b", "POL", "sea", "willing")]).apart == ()
    assert disputes([weak, said("b", "POL", "sea", "pledged", hearsay=True)]).apart == ()


def test_documents_that_come_near_each_other_somewhere_are_not_apart() -> None:
    assert disputes([
        said("a", "POL", "sea", "ruled-out"), said("a", "POL", "sea", "willing"), said("b", "POL", "sea", "pledged"),
    ]).apart == ()  # fmt: skip
