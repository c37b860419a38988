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
    """A format: the ``module`` of this package that writes it, the usual ``suffix`` and ``what`` comes out."""

    module: str
    suffix: str
    what: str


FORMATS = {
    "jsonl": Format("jsonl", ".jsonl", "documents, statements, rulings and doubts; `pledgebook import` takes them in"),
    "csv": Format("csv_files", ".csv", "statements as one file, or a folder of all tables"),
    "xlsx": Format("xlsx", ".xlsx", "a workbook: commitments with source, quote and link; positions; documents"),
    "parquet": Format("parquet", ".parquet", "statements as one file, or a folder of all tables"),
    "sqlite": Format("sqlite", ".db", "a database for Datasette: tables, views, full-text search, metadata"),
    "jsonld": Format("jsonld", ".jsonld", "linked data: PROV-O for provenance, Web Annotation for evidence"),
    "ical": Format("ical", ".ics", "a calendar of dated commitments and meetings"),
    "annotated": Format("annotated", ".html", "the documents with what was read in them marked: one page, or a folder"),
}
"""Formats of a whole ledger, by the name that ``pledgebook export`` knows. (``open-psa`` writes one need instead.)"""


class Writer(Protocol):
    """What each module of the table has as ``write``."""

    def __call__(self, contents: Contents, path: Path) -> int:
        """Write ``contents`` to ``path``; gives the number of records."""


def export(form: str, contents: Contents, path: str | Path) -> int:
    """Write ``contents`` in the format of that name to ``path``; gives the number of records.

    Raises ``InputError`` for an unknown format, for a place that cannot be written and for a library that is missing.
    """
    if form not in FORMATS:
        raise InputError(f"no format {form!r}; {alternatives(form, list(FORMATS))}")
    module = importlib.import_module(f"pledgebook.export.{FORMATS[form].module}")
    return cast(Writer, module.write)(contents, Path(path))
