"""Text of others made harmless to show: what it says stays, what it could do goes.

Reports come from the open web. A document may hold terminal escapes, overrides of the writing direction that make a
line read as its opposite, or a quotation that a spreadsheet would run as a formula. Evidence keeps its exact characters
in the ledger; every face passes it through here on the way out.
"""

from __future__ import annotations

import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls other than tab and line feed: C0, DEL, C1
    "\u061c\u202a-\u202e\u2066-\u2069"  # marks that open, override or isolate a writing direction
    "\u2028\u2029\ufeff\ufff9-\ufffb"  # separators that end a line in scripts; byte-order and interlinear marks
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"  # lone surrogates, non-characters, invisible tags
)
"""Characters that act instead of showing."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def visible(text: str) -> str:
    r"""``text`` with every character that acts instead of showing replaced by a sign for it; nothing is left out.

    >>> visible("stop\x1b[2Jnow\u202e!")
    'stop␛[2Jnow⟨U+202E⟩!'
    """
    return UNSAFE.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode's own pictures of the control characters
    return f"⟨U+{code:04X}⟩"


def one_line(text: str) -> str:
    r"""``visible(text)`` on one line, runs of white space made single spaces.

    >>> one_line("will\n  send\ttroops ")
    'will send troops'
    """
    return " ".join(visible(text).split())


def cell(text: str) -> str:
    """``visible(text)`` that no spreadsheet runs as a formula: an apostrophe is put before what could start one.

    >>> cell("=HYPERLINK(1)"), cell("ready")
    ("'=HYPERLINK(1)", 'ready')
    """
    shown = visible(text)
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA_STARTS) else shown
