"""The tables: complete, consistent, and clear when they are wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pycountry
import pytest

from pledgebook.errors import CodebookError
from pledgebook.gazetteer import Gazetteer, iso3166
from pledgebook.gazetteer.index import build_index
from pledgebook.gazetteer.tables import DATA, read_table

GAZETTEER = Gazetteer.load()
NO_ISO_CODE = {"XKX"}


def test_every_country_of_iso_3166_is_found_by_its_official_name() -> None:
    missed = [country.name for country in pycountry.countries if country.alpha_3 not in GAZETTEER.codes]
    assert missed == []
    for country in pycountry.countries:
        official = getattr(country, "official_name", country.name)
        if "," not in official and "(" not in official:
            assert GAZETTEER.code(official) == country.alpha_3


def test_every_state_code_is_an_alpha_3_code() -> None:
    known = {country.alpha_3 for country in pycountry.countries} | NO_ISO_CODE
    assert {row["code"] for row in read_table("states")} <= known
    members = {code for row in read_table("organisations") for code in row["members"].split()}
    assert members <= known


def test_the_iso_table_is_what_pycountry_says() -> None:
    assert (DATA / "iso3166.tsv").read_text(encoding="utf-8") == iso3166.table()


def test_every_role_of_a_person_is_an_office() -> None:
    roles = {row["role"] for row in read_table("offices")}
    assert {row["role"] for row in read_table("persons")} <= roles


def test_a_code_is_defined_once() -> None:
    codes = [row["code"] for name in ("states", "organisations") for row in read_table(name)]
    assert len(codes) == len(set(codes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def broken(folder: Path, table: str, old: str, new: str) -> str:
    path = folder / f"{table}.tsv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        build_index(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("states", "code\tnames", "code\tname", "header must be code, names"),
        ("states", "AFG\tAfghanistan", "AFG  Afghanistan", "5 cells where the header has 6"),
        ("states", "\nAFG\t", "\n\t", "column 'code' is empty"),
        ("organisations", "\torganisation\tyes", "\torganization\tyes", "did you mean organisation?"),
        ("organisations", "organisation\tyes", "organisation\tmaybe", "known: no, yes"),
        ("persons", "USA\thead-of-state", "UAS\thead-of-state", "no actor 'UAS'"),
        ("persons", "=Biden@2025-01", "=Biden@2025", "write @YYYY-MM"),
    ],
)
def test_a_wrong_table_names_file_line_and_remedy(folder: Path, table: str, old: str, new: str, words: str) -> None:
    message = broken(folder, table, old, new)
    assert f"{table}.tsv:" in message
    assert words in message


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "groups.tsv").unlink()
    with pytest.raises(CodebookError, match=r"groups\.tsv.*reinstall"):
        build_index(folder)
