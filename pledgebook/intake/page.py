"""HTML pages -> the article's text and what the page says about itself (by trafilatura)."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import NamedTuple

from pledgebook.intake.moments import moment

MOST_BYTES = 10_000_000
"""Larger pages are not taken apart: their tree takes some 30 times their size. The largest news pages have 5 MB."""

MOST_TAGS = 50_000
"""Pages of more tags are not taken apart either: 50,000 take some ten seconds. Live blogs, the longest, have 30,000."""

_PUBLISHED = (
    '//meta[@property="article:published_time"]/@content',
    '//meta[@itemprop="datePublished"]/@content',
    '//meta[@name="date" or @name="pubdate" or @name="publish-date" or @name="dc.date"]/@content',
    '//time[@itemprop="datePublished" or @pubdate]/@datetime',
)


class Page(NamedTuple):
    """The main text, and the metadata that the page itself declares."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    link: str | None = None
    lang: str | None = None


def looks_like_html(start: bytes) -> bool:
    """Whether bytes begin like a page."""
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<!--")) and b"<" in head


def read_page(html: str) -> Page | str:
    """The article of ``html``, or why there is none. Hostile markup is the normal case: any string is answered."""
    if len(html) > MOST_BYTES or html.count("<") > MOST_TAGS:
        return f"a page of more than {MOST_BYTES:,} bytes or {MOST_TAGS:,} tags; save its text instead"
    import trafilatura
    from lxml import etree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            return "no page: the markup holds no elements"
        published = next(
            (found for path in _PUBLISHED for value in tree.xpath(path) if (found := moment(str(value)))), None
        )
        lang = next(iter(tree.xpath("/html/@lang")), None)
        article = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (etree.LxmlError, RecursionError, ValueError) as error:
        return f"the page cannot be taken apart ({type(error).__name__}); save its text instead"
    if not isinstance(article, trafilatura.settings.Document) or not article.text or not article.text.strip():
        return "no article found in the page; save its text instead"
    return Page(
        text=article.text,
        title=article.title or None,
        outlet=article.sitename or None,
        published=published or moment(article.date),
        link=article.url or None,
        lang=str(lang) if lang else None,
    )
