"""``.jsonl`` rows -> documents, one in memory at a time; a bad row is a doubt and the next one is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from pledgebook.intake.bounded import Stream, lines
from pledgebook.intake.decoding import decode
from pledgebook.intake.moments import moment
from pledgebook.intake.options import Defaults, FieldNames, Limits
from pledgebook.model import Document, Doubt


class Rows:
    """Reads one stream of rows. ``name`` is the file's, for rows without an ``id`` and for doubts."""

    def __init__(self, name: str, fields: FieldNames, defaults: Defaults, limits: Limits) -> None:
        self._name = name
        self._fields = fields
        self._defaults = defaults
        self._limits = limits
        self._untold: Counter[str] = Counter()
        self._told: set[str] = set()

    def read(self, stream: Stream) -> Iterator[Document | Doubt]:
        """Documents and doubts in the order of the rows. Raises ``TooMuch`` at a row that is longer than the limit."""
        for number, line in lines(stream, self._limits):
            if not line.strip():
                continue
            for found in self._row(number, line):
                if isinstance(found, Doubt) and not self._tell(found):
                    continue
                yield found
        yield from self._rest()

    def _row(self, number: int, line: bytes) -> Iterator[Document | Doubt]:
        """What one line gives."""
        try:
            row = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            decoded = decode(line)
            if decoded.text is None or not decoded.doubt:
                yield self._doubt(number, f"no JSON ({error}); each line must be one object")
                return
            try:
                row = msgspec.json.decode(decoded.text)
            except (msgspec.DecodeError, RecursionError):
                yield self._doubt(number, f"no JSON ({error}); each line must be one object")
                return
            yield self._doubt(number, decoded.doubt, code="encoding")
        if isinstance(row, dict):
            yield self._document(number, row)
        else:
            yield self._doubt(number, f"JSON, but no object ({type(row).__name__}); each line must be one object")

    def _document(self, number: int, row: dict[str, Any]) -> Document | Doubt:
        """The row as a document. The text is stripped: offsets of coded corpora count in the stripped text."""
        fields = self._fields
        text = row.get(fields.text)
        if not isinstance(text, str):
            has = ", ".join(sorted(row)[:12]) or "none"
            return self._doubt(number, f"no text in a field '{fields.text}' (it has: {has}); name it with --text-field")
        text = text.strip()
        if not text:
            return self._doubt(number, f"the field '{fields.text}' is empty")
        return Document(
            name=_word(row.get(fields.id)) or f"{self._name}#{number}",
            text=text,
            title=_word(row.get(fields.title)),
            outlet=_word(row.get(fields.source)) or self._defaults.outlet,
            published=moment(row.get(fields.published)) or self._defaults.published,
            link=_word(row.get(fields.link)),
            lang=_word(row.get(fields.lang)),
        )

    def _doubt(self, line: int, reason: str, code: str = "input") -> Doubt:
        return Doubt(doc=self._name, code=code, reason=reason, line=line)

    def _tell(self, doubt: Doubt) -> bool:
        """Whether to tell this doubt by itself: the first with its reason, up to a number; the rest is only counted.

        A file of 50,000 rows whose text has another name would otherwise flood whoever reads the doubts.
        """
        if doubt.reason not in self._told and len(self._told) < self._limits.told:
            self._told.add(doubt.reason)
            return True
        self._untold[doubt.code] += 1
        return False

    def _rest(self) -> Iterator[Doubt]:
        """One doubt for all that were only counted."""
        for code, count in sorted(self._untold.items()):
            what = "were read with an assumed encoding" if code == "encoding" else "could not be read"
            yield Doubt(doc=self._name, code=code, reason=f"{count:,} more rows of this file {what}")


def _word(value: object) -> str | None:
    """A field as words: text or a number; anything else, and nothing, is ``None``."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
