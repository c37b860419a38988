"""What could not be settled: kept as data with its place, never guessed at and never a crash."""

from __future__ import annotations

import msgspec

from pledgebook.model.document import Span


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """``doc`` and ``span`` (or ``line`` of a source file) say where, ``code`` which class of doubt, ``reason`` what in words.

    Codes: ``input`` (could not be read), ``encoding``, ``sentence-cut``, ``promisor``, ``pronoun``, ``voice``, ``act``,
    ``condition``.
    """

    doc: str
    code: str
    reason: str
    span: Span | None = None
    line: int | None = None
