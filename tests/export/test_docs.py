"""The one-liners of docs/reference/exports.md, each run as it stands there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pledgebook.export import FORMATS, OPEN_PSA, export
from pledgebook.export.contents import Contents
from pledgebook.export.tables import DOCUMENTS, DOUBTS, POSITIONS, STATEMENTS

PAGE = (Path(__file__).parents[2] / "docs/reference/exports.md").read_text(encoding="utf-8")
ONE_LINERS = re.findall(r"^```python\n(import (\w+);.+)\n```$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    inside = tmp_path_factory.mktemp("docs")
    for form, name in re.findall(r"^pledgebook export (\w+) -o (\S+)$", PAGE, re.MULTILINE):
        export(form, contents, inside / name)
    return inside


@pytest.mark.parametrize(("line", "library"), ONE_LINERS, ids=[f"{name}-{n}" for n, (_, name) in enumerate(ONE_LINERS)])
def test_a_line_runs_and_shows_what_is_there(
    folder: Path, library: str, line: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip(library)
    monkeypatch.chdir(folder)
    exec(line, {})
    assert "FRA" in capfd.readouterr().out


@pytest.mark.parametrize("program", ["duckdb", "datasette"])
def test_a_command_runs_where_its_program_is(folder: Path, program: str) -> None:
    beside = Path(sys.executable).with_name(program)
    found = str(beside) if beside.exists() else shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    (command,) = re.findall(rf"^{program} .+$", PAGE, re.MULTILINE)
    shell = f'{program}() {{ "{found}" "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", shell], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "FRA" in done.stdout


def test_every_library_has_its_line() -> None:
    assert {name for _, name in ONE_LINERS} == {"duckdb", "pandas", "polars", "sqlite3"}


def test_every_format_and_column_is_documented() -> None:
    named = re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)
    assert named == [*FORMATS, OPEN_PSA]
    for table in (STATEMENTS, POSITIONS, DOCUMENTS, DOUBTS):
        (told,) = re.findall(rf"^- \*\*{table.name}\*\*: (.*(?:\n  .*)*)", PAGE, re.MULTILINE)
        shared = () if table is not POSITIONS else ("conditions", "condition_texts", "domain", "quantity", "unit",
                                                   "beneficiary", "caveat")  # fmt: skip
        for column in table.columns:
            assert f"`{column}`" in told or column in shared, f"{table.name}.{column}"
