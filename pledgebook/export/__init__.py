"""Ways out: what a ledger holds, in the formats of the tools that analysts already use (docs/reference/exports.md).

One file here for each format; its ``write(contents, path)`` gives the number of records written. A library that only
one format needs is imported when that format is written.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from pledgebook.errors import InputError, alternatives
from pledgebook.export.contents import Contents


class Format(NamedTuple):
    """A format: the ``module`` of this package that writes it, the usual ``suffix``, ``what`` comes out, and whether
    that is ``text``, which may go to the standard output."""

    module: str
    suffix: str
    what: str
    text: bool = True


FORMATS = {
    "jsonl": Format("jsonl", ".jsonl", "documents, statements, rulings and doubts; `pledgebook import` takes them in"),
    "csv": Format("csv_files", ".csv", "statements as one file, or a folder of all tables"),
    "xlsx": Format(
        "xlsx", ".xlsx", "a workbook: commitments with source, quote and link; positions; documents", text=False
    ),
    "parquet": Format("parquet", ".parquet", "statements as one file, or a folder of all tables", text=False),
    "sqlite": Format(
        "sqlite", ".db", "a database for Datasette: tables, views, full-text search, metadata", text=False
    ),
    "jsonld": Format("jsonld", ".jsonld", "linked data: PROV-O for provenance, Web Annotation for evidence"),
    "ical": Format("ical", ".ics", "a calendar of dated commitments and meetings"),
    "annotated": Format("annotated", ".html", "the documents with what was read in them marked: one page, or a folder"),
}
"""Formats of a whole ledger, by the name that ``pledgebook export`` knows. (``OPEN_PSA`` writes one need instead.)"""

OPEN_PSA = "open-psa"
"""The one format that holds a need instead of the ledger; ``open_psa.write_need`` writes it."""

_LEFT_OUT = ("ftm", "followthemoney")


class Writer(Protocol):
    """What each module of the table has as ``write``."""

    def __call__(self, contents: Contents, path: Path) -> int:
        """Write ``contents`` to ``path``; gives the number of records."""


def export(form: str, contents: Contents, path: str | Path) -> int:
    """Write ``contents`` in the format of that name to ``path``; gives the number of records.

    Raises ``InputError`` for an unknown format, for a place that cannot be written and for a library that is missing.
    """
    if form not in FORMATS:
        raise unknown_format(form)
    module = importlib.import_module(f"pledgebook.export.{FORMATS[form].module}")
    return cast(Writer, module.write)(contents, Path(path))


def unknown_format(form: str) -> InputError:
    """The error that says what there is instead of the format ``form``."""
    if form.lower() in _LEFT_OUT:
        return InputError(
            f"no format {form!r}: FollowTheMoney is left out, as it has no place for what was said of a promise and how"
            " firmly (docs/decisions/0007-exports.md); jsonld keeps that"
        )
    return InputError(f"no format {form!r}; {alternatives(form, [*FORMATS, OPEN_PSA])}")
