"""Text as both databases can hold it in a column: neither takes lone surrogates, and PostgreSQL no NUL.

Names of files hold such characters now and then (bytes that are no UTF-8). In a column each is written as U+FFFD and
its number in braces, and read back from there, so that what is found by name has its very name. Entries keep the exact
form.
"""

from __future__ import annotations

import re

_UNFIT = re.compile("[\0\ud800-\udfff]")
_WRITTEN = re.compile("\ufffd\\{([0-9a-f]{4})\\}")


def column(text: str | None) -> str | None:
    r"""``text`` as a column can hold it.

    >>> column("caf\udce9.txt")
    'caf�{dce9}.txt'
    """
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return _UNFIT.sub(lambda found: f"\ufffd{{{ord(found.group()):04x}}}", text)


def exact(stored: str) -> str:
    """What ``column`` was given.

    >>> exact(column("caf\\udce9.txt")) == "caf\\udce9.txt"
    True
    """
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), stored) if "\ufffd" in stored else stored
