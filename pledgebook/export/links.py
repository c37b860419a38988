"""Links of documents: which of them may be offered to click."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web(link: str) -> bool:
    """Whether ``link`` is an address of the web.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)"), is_web("file:///etc/passwd")
    (True, False, False)
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
