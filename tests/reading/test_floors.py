"""Floors hold, and only rise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import InputError
from pledgebook.reading.evaluation import evaluate
from pledgebook.reading.floors import MARGIN, below, dump_floors, load_floors, measured, raised

FIGURES = list(measured(evaluate([], [])))


def reached(value):
    return dict.fromkeys(FIGURES, value)


def test_a_figure_below_its_floor_is_told_with_both():
    assert below(reached(0.5), {"statements f1": 0.52}) == ["statements f1 fell to 0.500, below its floor 0.520"]


def test_a_figure_at_its_floor_or_a_hair_below_holds():
    assert below(reached(0.5), {"statements f1": 0.5 + MARGIN / 2}) == []


def test_a_floor_of_no_figure_is_an_error_that_names_the_near_ones():
    with pytest.raises(InputError, match="did you mean statements f1"):
        below(reached(0.5), {"statement f1": 0.5})


@given(st.dictionaries(st.sampled_from(FIGURES), st.floats(0, 1)), st.floats(0, 1))
def test_raising_lowers_nothing_and_the_figures_hold_after_it_or_were_below_before(floors, value):
    higher = raised(reached(value), floors)
    assert all(higher[figure] >= least for figure, least in floors.items())
    assert bool(below(reached(value), higher)) == bool(below(reached(value), floors))


def test_floors_survive_a_file(tmp_path):
    path = tmp_path / "floors.toml"
    floors = {"dev": {"statements f1": 0.52}, "own-b": {"relaxed f1": 0.64}}
    assert load_floors(path) == {}
    path.write_text(dump_floors(floors))
    assert load_floors(path) == floors


def test_a_file_that_holds_no_floors_is_an_error(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("x = 1\n")
    with pytest.raises(InputError, match=r"floors\.toml"):
        load_floors(path)
