"""The framework as PDF: the page as it prints, laid out by WeasyPrint, with bookmarks and the links within it kept."""

from __future__ import annotations

from typing import Any

from pledgebook.errors import InputError

# WeasyPrint weighs a break at each letter where `anywhere` allows one, and the content of a grid several times over.
# Each rule is `important`, for a sheet given beside the page stands behind the page's own.
PAPER = """
body { overflow-wrap: break-word !important; }
.matrix { table-layout: fixed !important; overflow-wrap: anywhere; }
.quote { display: block !important; position: relative; padding-left: 12mm !important; }
.quote .no { position: absolute; left: 0; width: 9mm; }
.ref, .uses a { display: inline !important; }
figure svg { min-width: 0 !important; }
"""


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
    # A fixed identifier: the same report gives the same bytes.
    written: bytes = page.write_pdf(stylesheets=[paper], pdf_identifier=b"pledgebook")
    return written
