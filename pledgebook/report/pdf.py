"""The framework as PDF: the page as it prints, laid out by WeasyPrint, with bookmarks and the links within it kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pledgebook.errors import InputError

# WeasyPrint weighs a break at each letter where `anywhere` allows one, and the content of a grid several times over;
# it does not read a size of clamp(), nor the stops of a gradient that are written with var().
# Each rule is `important`, for a sheet given beside the page stands behind the page's own.
PAPER = """
body { overflow-wrap: break-word !important; }
h1 { font-size: 26pt !important; }
.two { display: block !important; } .two > div { margin-bottom: 6mm; }
.bar .most { background: repeating-linear-gradient(135deg, #7dbac7 0, #7dbac7 3pt, #e3eef1 3pt, #e3eef1 6pt) !important; }
.source > .aside, .explain { break-after: avoid; } .wide { padding-top: 0 !important; }
@page across { margin: 14mm 12mm 18mm; }
.matrix { table-layout: fixed !important; overflow-wrap: anywhere; }
.matrix.dense { font-size: 6.2pt !important; border-spacing: 1pt !important; }
.matrix.dense thead th, .matrix.dense .cell { padding-left: 1.5pt !important; padding-right: 1pt !important; }
.matrix.dense .cell span, .matrix.dense .cell em { font-size: 5.8pt !important; }
.matrix.dense thead th:first-child { width: 23mm; }
.quote { display: block !important; position: relative; padding-left: 12mm !important; }
.quote .no { position: absolute; left: 0; width: 9mm; }
.ref, .uses a { display: inline !important; }
figure svg { min-width: 0 !important; }
"""

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that tells tools which time to write instead of now."""


def framework_pdf(html: str) -> bytes:
    """``html`` as PDF. Raises ``InputError`` where WeasyPrint, or a library it stands on, is not installed.

    Nothing is fetched: the page holds all that it shows, and whatever a text of others might still ask for is refused.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        # OSError: the package is there, and Pango or another library of the system is not.
        raise InputError(
            f"a PDF needs WeasyPrint ({str(error).splitlines()[0]}): pip install 'pledgebook[pdf]', or write .html"
        ) from None

    class NoFetching(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        """Refuses every address, of the network and of this machine alike."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"{url}: a report loads nothing")

    fetcher = NoFetching()
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    paper = weasyprint.CSS(string=PAPER, url_fetcher=fetcher)
    # A fixed identifier, and no time in the fonts: the same report gives the same bytes.
    with _without_a_clock():
        written: bytes = page.write_pdf(stylesheets=[paper], pdf_identifier=b"pledgebook")
    return written


@contextmanager
def _without_a_clock() -> Iterator[None]:
    """Let fontTools stamp the fonts that it cuts with a fixed time (reproducible-builds.org), unless one is set."""
    unset = EPOCH not in os.environ
    os.environ.setdefault(EPOCH, "0")
    try:
        yield
    finally:
        if unset:
            os.environ.pop(EPOCH, None)
