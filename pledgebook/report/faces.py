"""Writes a framework to a file, in the form that the file's ending names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pledgebook.errors import InputError, alternatives
from pledgebook.report.framework import Framework
from pledgebook.report.markdown import framework_markdown
from pledgebook.report.page import framework_html
from pledgebook.report.pdf import framework_pdf
from pledgebook.report.waits_svg import pictures

Writer = Callable[[Framework, Path], int]


def writer_of(path: Path) -> Writer:
    """The writer for a file, which gives the size written. Raises ``InputError`` for an ending that has none."""
    found = WRITERS.get(path.suffix.lower())
    if found is None:
        near = alternatives(path.suffix, list(WRITERS))
        raise InputError(
            f"{path}: the ending of the file names its form, and {path.suffix or 'no ending'} is none; {near}"
        )
    return found


def _html(framework: Framework, path: Path) -> int:
    return _kept(path, _page(framework).encode("utf-8"))


def _pdf(framework: Framework, path: Path) -> int:
    return _kept(path, framework_pdf(_page(framework)))


def _page(framework: Framework) -> str:
    return framework_html(framework, pictures(framework))


def _markdown(framework: Framework, path: Path) -> int:
    return _kept(path, framework_markdown(framework).encode("utf-8"))


def _kept(path: Path, content: bytes) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from None


WRITERS: dict[str, Writer] = {".html": _html, ".md": _markdown, ".pdf": _pdf}
