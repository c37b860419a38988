from pathlib import Path

import pytest

from pledgebook.errors import ReckoningError
from pledgebook.model import Position
from pledgebook.reckoning.needs import Coverage, Covered, Need, assess
from pledgebook.reckoning.needs_file import parse_needs, read_needs
from pledgebook.reckoning.scenario import evaluate
from tests.reckoning.summit import SUMMIT, TRUCE, position

ROOT = Path(__file__).parents[2]
LAND = Need("land", ("troops",), minimum=3)


def covered(need: Need, positions: list[Position], **settings: bool | None) -> Coverage:
    (coverage,) = assess([need], evaluate(positions, settings))
    return coverage


def test_a_need_is_met_possible_or_short() -> None:
    assert covered(LAND, SUMMIT, ceasefire=True).status is Covered.MET
    possible = covered(LAND, SUMMIT)
    assert (possible.status, possible.at_least, possible.at_most, possible.short_by) == (Covered.POSSIBLE, 0, 3, 3)
    short = covered(LAND, SUMMIT, ceasefire=False)
    assert (short.status, short.short_by, short.covers) == (Covered.SHORT, 3, ())


def test_a_counted_group_gives_an_interval_and_nobody_in_it_counts_twice() -> None:
    positions = [position("26 states", "troops", "pledged"), position("FRA", "troops", "bound")]
    positions += [position("GBR", "troops", "pledged", TRUCE)]
    coverage = covered(Need("land", ("troops",), minimum=20), positions)
    assert (coverage.status, coverage.at_least, coverage.at_most) == (Covered.POSSIBLE, 1, 26)
    assert covered(Need("land", ("troops",), minimum=27), positions).status is Covered.SHORT


def test_two_counted_groups_may_overlap() -> None:
    positions = [position("26 states", "arms", "pledged"), position("30 countries", "arms", "pledged")]
    assert covered(Need("arms", ("arms",), minimum=5), positions).at_most == 30


def test_more_named_than_counted_leaves_no_remainder() -> None:
    positions = [position(who, "arms", "pledged") for who in ("FRA", "GBR", "BEL")]
    positions += [position("2 states", "arms", "pledged")]
    assert covered(Need("arms", ("arms",)), positions).at_most == 3


def test_a_group_without_a_number_is_named_not_counted() -> None:
    coverage = covered(Need("backstop", ("guarantee",)), [position("group:Europe", "guarantee", "pledged")])
    assert (coverage.status, coverage.at_least, coverage.uncounted) == (Covered.POSSIBLE, 0, ("group:Europe",))


def test_one_promisor_with_two_acts_counts_once() -> None:
    positions = [position("FRA", "air", "pledged"), position("FRA", "sea", "pledged")]
    assert covered(Need("presence", ("air", "sea"), minimum=2), positions).at_least == 1


def test_domain_beneficiary_and_promisors_restrict() -> None:
    positions = [
        position("FRA", "troops", "pledged", domain=("sea",)),
        position("GBR", "troops", "pledged", domain=("land",), to="UKR"),
        position("BEL", "troops", "pledged", to="POL"),
        position("USA", "troops", "pledged"),
    ]
    need = Need("land", ("troops",), domain="land", beneficiary="UKR")
    assert {cover.promisor for cover in covered(need, positions).covers} == {"GBR", "USA"}
    assert covered(Need("backstop", ("troops",), promisors=("USA",)), positions).at_least == 1


def test_an_ending_serves_nothing() -> None:
    assert covered(Need("arms", ("arms",)), [position("USA", "arms", "pledged", stop=True)]).status is Covered.SHORT


def test_amounts_are_added_and_a_promisor_without_one_is_named() -> None:
    positions = [
        position("FRA", "troops", "pledged", amount=(3_000, "soldiers")),
        position("FRA", "troops", "pledged", amount=(2_000, "soldiers"), to="UKR"),
        position("GBR", "troops", "pledged", TRUCE, amount=(4_000, "soldiers")),
        position("BEL", "troops", "pledged", amount=(5, "ships")),
        position("26 states", "troops", "pledged", amount=(6_000, "soldiers")),
    ]
    coverage = covered(Need("force", ("troops",), quantity=10_000, unit="soldiers"), positions)
    assert (coverage.at_least, coverage.at_most, coverage.short_by) == (3_000, 7_000, 7_000)
    assert (coverage.status, coverage.unquantified) == (Covered.POSSIBLE, ("BEL",))


def test_an_assumed_act_covers() -> None:
    assert covered(LAND, SUMMIT, **{"ceasefire": True, "acts:DEU:troops": True}).at_least == 4
    assert (
        covered(Need("backstop", ("air",), promisors=("USA",)), SUMMIT, **{"acts:USA:air": True}).status is Covered.MET
    )


def test_the_bundled_needs_are_read() -> None:
    needs = {need.name: need for need in read_needs(ROOT / "examples" / "needs.toml")}
    assert {"land presence", "air policing", "Black Sea", "training", "arms", "intelligence", "logistics", "funding",
            "backstop"} == set(needs)  # fmt: skip
    assert needs["backstop"].promisors == ("USA",)
    assert not needs["Black Sea"].essential and needs["arms"].minimum == 3


GOOD = '[[need]]\nname = "land"\nacts = ["troops"]\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD + "minimun = 3\n", "needs:4: unknown key 'minimun'; did you mean minimum?"),
        (GOOD + 'quantity = 3\nunit = "soldier"\n', "needs:5: unknown unit 'soldier'; did you mean soldiers"),
        (GOOD + "quantity = 3\n", "needs:4: a quantity without a unit"),
        (GOOD + 'unit = "soldiers"\n', "needs:4: a unit without a quantity"),
        (GOOD + 'minimum = 2\nquantity = 3\nunit = "soldiers"\n', "needs:5: minimum and quantity contradict"),
        (GOOD + "minimum = 0\n", "needs:4: minimum is 0"),
        (GOOD + "minimum = true\n", "needs:4: minimum is True"),
        (GOOD + "quantity = -1\n", "needs:4: quantity is -1"),
        (GOOD + 'level = "vital"\n', "needs:4: unknown level 'vital'; known: desirable, essential"),
        (GOOD + 'domain = "lands"\n', "needs:4: unknown domain 'lands'; did you mean land?"),
        (GOOD + "by = 3\n", "needs:4: by is 3"),
        (GOOD + 'by = ["US"]\n', "did you mean USA?"),
        (GOOD + GOOD, "needs:5: there are two needs named 'land'"),
        ('[[need]]\nname = "land"\nacts = ["troop"]\n', "needs:3: no act class 'troop'; did you mean troops?"),
        ('[[need]]\nacts = ["troops"]\n', "needs:1: a need without a name"),
        ('[[need]]\nname = "land"\n', "needs:1: need 'land' names no acts"),
        ('[[needs]]\nname = "land"\n', "needs:1: unknown key 'needs'"),
        ('[need]\nname = "land"\n', "needs: no needs; write [[need]]"),
        ("", "needs: no needs"),
        ("[[need\n", "needs: not TOML"),
    ],
)
def test_a_wrong_file_names_line_and_remedy(text: str, says: str) -> None:
    with pytest.raises(ReckoningError) as error:
        parse_needs(text)
    assert says in str(error.value)


def test_classes_of_another_codebook_are_known_when_given() -> None:
    text = '[[need]]\nname = "money"\nacts = ["climate-finance"]\n'
    assert parse_needs(text, acts=["climate-finance"])[0].acts == ("climate-finance",)


def test_a_missing_file_names_the_example(tmp_path: Path) -> None:
    with pytest.raises(ReckoningError, match=r"examples/needs\.toml"):
        read_needs(tmp_path / "none.toml")
