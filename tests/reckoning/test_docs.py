"""The how-to runs as it stands, and gives what its comments say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_code_of_the_how_to_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "how-to" / "reckon-without-a-ledger.md").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    checked = 0
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            code, _, says = line.partition("  # ") if "  # " in line else line.partition(" # ")
            if says:
                assert eval(code, names) == eval(says)
                checked += 1
            else:
                exec(code, names)
    assert checked == 5
