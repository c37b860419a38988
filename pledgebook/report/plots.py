"""Pictures as files of their own: ``matrix``, ``timeline``, ``waits`` and ``needs``, each as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pledgebook.errors import InputError, alternatives
from pledgebook.report.framework import Framework
from pledgebook.report.plot_matrix import draw_matrix
from pledgebook.report.plot_needs import draw_needs
from pledgebook.report.plot_timeline import Stands, draw_timeline
from pledgebook.report.plot_waits import draw_waits
from pledgebook.report.sheet import Form, Sheet
from pledgebook.report.waits_svg import waits_svg

FORMS: tuple[Form, ...] = ("svg", "png")
DRAWN: dict[str, Callable[[Framework, Stands], Sheet]] = {
    "matrix": lambda framework, stands: draw_matrix(framework.matrix, framework.title),
    "timeline": lambda framework, stands: draw_timeline(stands, framework.title),
    "waits": lambda framework, stands: draw_waits(framework.waits, "Who waits on what"),
    "needs": lambda framework, stands: draw_needs(framework.needs, "Needs and gaps"),
}
"""How each picture is drawn on a sheet."""
PICTURES = tuple(DRAWN)


def form_of(path: Path) -> Form:
    """The form that the ending of ``path`` names. Raises ``InputError`` for another."""
    for form in FORMS:
        if path.suffix.lower() == f".{form}":
            return form
    raise InputError(f"{path}: a picture is .svg or .png, so name the file with one of these endings")


def known_picture(name: str) -> str:
    """``name`` where there is such a picture. Raises ``InputError`` with the names that there are."""
    if name not in PICTURES:
        raise InputError(f"no picture is called {name!r}; {alternatives(name, PICTURES)}")
    return name


def picture(name: str, framework: Framework, stands: Stands, form: Form) -> bytes:
    """The picture ``name`` (of ``PICTURES``) of a framework; ``stands`` are for the timeline alone.

    Raises ``InputError`` where matplotlib is needed and not installed; the graph of waits as SVG needs none.
    """
    if name == "waits" and form == "svg":
        return waits_svg(framework.waits, alone=True).encode("utf-8")
    return DRAWN[known_picture(name)](framework, stands).content(form)
