"""A sheet to draw on, measured in points: rectangles, lines and words that are cut where they would not fit.

Drawn by matplotlib. The same drawing gives the same bytes: no date, and ids salted with a fixed word.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, Literal

from pledgebook.errors import InputError
from pledgebook.model import Firmness
from pledgebook.model.inert import one_line
from pledgebook.report.phrasing import shortened

if TYPE_CHECKING:
    from matplotlib.text import Text

Side = Literal["left", "center", "right"]
Form = Literal["svg", "png"]

INK, MUTED, RULE, PAPER = "#1c1b19", "#5d584f", "#ddd6c9", "#ffffff"
SHADES = {
    Firmness.RULED_OUT: ("#9c2b26", "#ffffff"),
    Firmness.RELUCTANT: ("#f4d3ca", "#5e1a12"),
    Firmness.UNDECIDED: ("#e8e3d8", "#474136"),
    Firmness.CONSIDERING: ("#e3eef1", "#1d3b45"),
    Firmness.WILLING: ("#bddbe2", "#0e323b"),
    Firmness.PLEDGED: ("#7dbac7", "#04242b"),
    Firmness.BOUND: ("#257183", "#ffffff"),
    Firmness.UNDER_WAY: ("#15586a", "#ffffff"),
    Firmness.DELIVERED: ("#0a3c4a", "#ffffff"),
}
"""Shade and ink of each step: those of the page."""

_RC: dict[Any, Any] = {
    "svg.hashsalt": "pledgebook",
    # Words stay words: they can be searched and read aloud.
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    # "$" in a name is no formula.
    "text.parse_math": False,
    "hatch.linewidth": 1.2,
}
_PNG_DPI = 160


class Sheet:
    """A blank sheet of ``width`` x ``height`` points; y grows downwards.

    Raises ``InputError`` where matplotlib is not installed.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        try:
            import matplotlib as mpl
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.figure import Figure
        except ImportError:
            raise InputError("pictures need matplotlib: pip install 'pledgebook[plots]'") from None
        self.title, self.width, self.height = shortened(one_line(title), 200), width, height
        self.words: list[Text] = []
        self._settings = mpl.rc_context
        with self._settings(_RC):
            self._figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=PAPER)
            self._axes = self._figure.add_axes((0, 0, 1, 1))
            self._axes.set(xlim=(0, width), ylim=(height, 0))
            self._axes.set_axis_off()
        # At 72 dots an inch, a pixel of this renderer is a point.
        canvas: Any = FigureCanvasAgg(self._figure)
        self._renderer = canvas.get_renderer()

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, edge: str = "none", hatch: str = ""
    ) -> None:
        """A rectangle from its top left corner; ``hatch`` is a pattern of matplotlib such as ``////``."""
        from matplotlib.patches import Rectangle

        with self._settings(_RC):
            self._axes.add_patch(
                Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, hatch=hatch or None, linewidth=0.8)
            )

    def line(self, x1: float, y1: float, x2: float, y2: float, ink: str = RULE, width: float = 0.8) -> None:
        """A straight line."""
        self._axes.plot([x1, x2], [y1, y2], color=ink, linewidth=width, solid_capstyle="butt")

    def arrow(self, x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> None:
        """A bowed line that leaves and arrives level, with a tip."""
        from matplotlib.patches import FancyArrowPatch
        from matplotlib.path import Path

        middle = (x1 + x2) / 2
        curve = Path([(x1, y1), (middle, y1), (middle, y2), (x2, y2)], [Path.MOVETO, *[Path.CURVE4] * 3])
        style = "--" if dashed else "-"
        self._axes.add_patch(
            FancyArrowPatch(path=curve, arrowstyle="-|>", mutation_scale=9, color=MUTED, linewidth=1, linestyle=style)
        )

    def text(
        self, x: float, y: float, words: str, *, size: float = 9, ink: str = INK, bold: bool = False,
        side: Side = "left", room: float | None = None,
    ) -> float:  # fmt: skip
        """One line of words, its middle at ``y``, cut with an ellipsis to ``room`` points; gives its width.

        Nothing is drawn where not even two letters fit.
        """
        with self._settings(_RC), warnings.catch_warnings():
            # A letter that the font lacks is measured as a box; a viewer of the SVG shows its own.
            warnings.filterwarnings("ignore", message="Glyph")
            drawn = self._axes.text(
                x, y, one_line(words), fontsize=size, color=ink, ha=side, va="center_baseline",
                fontweight="bold" if bold else "normal", parse_math=False,
            )  # fmt: skip
            width = self._width(drawn)
            if room is not None and width > room:
                width = self._cut(drawn, room)
        if width:
            self.words.append(drawn)
        else:
            drawn.remove()
        return width

    def _cut(self, drawn: Text, room: float) -> float:
        """The longest beginning that fits, found by halving; 0 where fewer than two letters would stay."""
        whole = drawn.get_text()
        fits, too_long = 0, len(whole)
        while too_long - fits > 1:
            tried = (fits + too_long) // 2
            drawn.set_text(whole[:tried].rstrip() + "…")
            fits, too_long = (tried, too_long) if self._width(drawn) <= room else (fits, tried)
        drawn.set_text(whole[:fits].rstrip() + "…")
        return self._width(drawn) if fits > 1 else 0.0

    def _width(self, drawn: Text) -> float:
        return float(drawn.get_window_extent(self._renderer).width)

    def extents(self) -> list[tuple[str, float, float, float, float]]:
        """Every word drawn with its left, top, right and bottom edge in points."""
        found = []
        with self._settings(_RC):
            for drawn in self.words:
                place = drawn.get_window_extent(self._renderer)
                found.append((drawn.get_text(), place.x0, self.height - place.y1, place.x1, self.height - place.y0))
        return found

    def content(self, form: Form) -> bytes:
        """The drawing as a file."""
        target = io.BytesIO()
        metadata = (
            {"Title": self.title, "Date": None, "Creator": "pledgebook"} if form == "svg" else {"Title": self.title}
        )
        with self._settings(_RC), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")
            self._figure.savefig(target, format=form, dpi=_PNG_DPI if form == "png" else 72, metadata=metadata)
        return target.getvalue()
