"""Bytes -> text. Nothing is changed on the way: line ends, blank lines and odd characters stay as they are."""

from __future__ import annotations

import codecs
import logging
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 before UTF-16, whose mark is the beginning of the other's."""

_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "packed with gzip",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
    b"\x28\xb5\x2f\xfd": "packed with zstd",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
_SAMPLE = 65536
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.1
"""Share of control characters from which bytes are no text: prose has none, a scan of executables about a third."""


class Decoded(NamedTuple):
    """``text``, or why there is none; ``doubt`` says what had to be assumed, and ``line`` where."""

    text: str | None
    doubt: str | None = None
    line: int | None = None


def decode(data: bytes) -> Decoded:
    """The text of ``data``: by its byte order mark, else UTF-8, else the likeliest old encoding (with a doubt)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, _replaced(text, encoding), _line_of(text, "\ufffd"))
    kind = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        return Decoded(None, f"not text but {kind}: give the text itself (unpacked, or exported as text or HTML)")
    sample = data[:_SAMPLE]
    if sample and len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample):
        return Decoded(None, "a binary file, not text: give the text itself")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _broken(data, error.start)


def _broken(data: bytes, first: int) -> Decoded:
    """Text that is no sound UTF-8: mostly UTF-8 with some broken bytes, or another encoding."""
    line = data.count(b"\n", 0, first) + 1
    place = f"not valid UTF-8 at byte {first}"
    repaired = data.decode("utf-8", "replace")
    lost = repaired.count("\ufffd")
    sound = sum(1 for character in repaired if character > "\x7f") - lost
    if sound > lost:
        return Decoded(repaired, f"{place}: {lost} broken characters read as \ufffd; save it again as UTF-8", line)
    encoding = _likeliest(data)
    if encoding is None:
        return Decoded(None, f"{place}, and in no other encoding either; save it as UTF-8", line)
    return Decoded(
        data.decode(encoding, "replace"), f"{place}: read as {encoding}; if that is wrong, save it as UTF-8", line
    )


def _likeliest(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds likeliest. It judges a sample, so that time stays bounded."""
    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else None


def _replaced(text: str, encoding: str) -> str | None:
    """What to say of characters that could not be decoded, if there are any."""
    lost = text.count("\ufffd")
    return f"not valid {encoding}: {lost} broken characters read as \ufffd; save it as UTF-8" if lost else None


def _line_of(text: str, sign: str) -> int | None:
    """The line in which ``sign`` first stands."""
    place = text.find(sign)
    return text.count("\n", 0, place) + 1 if place >= 0 else None
