"""What a wrong command line is answered with."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pledgebook.cli import main


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["whatf"], "whatif"),
        (["statements", "--lmit", "3"], "--limit"),
        (["statements", "--format", "xx"], "'table', 'jsonl'; see pledgebook statements --help"),
        (["history"], "missing argument"),
    ],
)
def test_wrong_usage_is_one_line_with_the_remedy(
    words: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["pledgebook", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    told = capsys.readouterr()
    assert (stop.value.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert told.err.startswith("pledgebook: ") and says in told.err


def test_what_goes_well_ends_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["pledgebook", "--version"])
    main()
    assert capsys.readouterr().out.startswith("pledgebook ")


def test_the_package_runs_as_the_command() -> None:
    ran = subprocess.run([sys.executable, "-m", "pledgebook", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("pledgebook ")
