"""``annotated``: the documents with what was read in them marked; one page, or a folder with a page for each document.

A page is inert: every text is escaped, a policy in its head forbids scripts and anything from elsewhere, and links lead
to the web only. Marks are told apart by their titles and by underlines, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from pledgebook.export.contents import Contents
from pledgebook.export.links import is_web
from pledgebook.export.marks import pieces
from pledgebook.export.places import folder, whole
from pledgebook.export.tables import condition_words
from pledgebook.model import Document, Statement
from pledgebook.model.inert import one_line, visible

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8886; --mark: #ffd54f55; --field: #1565c0; }}
@media (prefers-color-scheme: dark) {{ :root {{ --mark: #ffb30040; --field: #90caf9; }} }}
body {{ font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }}
article {{ border-top: 1px solid var(--line); margin-top: 2rem; }}
.text {{ white-space: pre-wrap; }}
mark {{ background: var(--mark); color: inherit; padding: .1em 0; }}
.field {{ border-bottom: 2px solid var(--field); }}
.where, sup {{ font-size: .8rem; }}
sup {{ line-height: 0; margin-left: .2em; }}
sup a {{ text-decoration: none; padding: 0 .1em; }}
li:target, span:target {{ outline: 2px solid var(--field); }}
@media print {{ mark {{ border-bottom: 1px solid; }} }}
</style></head><body>
"""
_FOOT = "</body></html>\n"


def write(contents: Contents, path: Path) -> int:
    """Write one page (a path that ends in ``.html``) or a folder of pages; gives the number of documents.

    Raises ``InputError`` where it cannot be written.
    """
    by_text: dict[str, list[Statement]] = {}
    for statement in contents.statements():
        by_text.setdefault(statement.document, []).append(statement)
    # By the text, not by the name: a document that came in twice is read once, and marked both times.
    pages = ((document, by_text.get(document.sha256, [])) for document in contents.documents())
    return _one_page(pages, path) if path.suffix in (".html", ".htm") else _folder(pages, path)


def _one_page(pages: Iterator[tuple[Document, list[Statement]]], path: Path) -> int:
    count = 0
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD.format(title="Documents, annotated") + "<h1>Documents, annotated</h1>\n")
        for document, statements in pages:
            count += 1
            file.write(article(document, statements, f"d{count}-"))
        file.write(_FOOT)
    return count


def _folder(pages: Iterator[tuple[Document, list[Statement]]], path: Path) -> int:
    """A page for each document and an index; pages have numbers, since a name may lead out of the folder."""
    inside, lines = folder(path), list[str]()
    for number, (document, statements) in enumerate(pages, 1):
        name = f"{number:05}.html"
        with whole(inside / name) as part:
            page = _HEAD.format(title=_words(_title(document))) + article(document, statements, "") + _FOOT
            part.write_text(page, encoding="utf-8")
        lines.append(
            f'<li><a href="{name}">{_words(_title(document))}</a> {_where(document)}: {len(statements)}</li>\n'
        )
    with whole(inside / "index.html") as part:
        head = _HEAD.format(title="Documents, annotated") + "<h1>Documents, annotated</h1>\n"
        part.write_text(f"{head}<ol>\n{''.join(lines)}</ol>\n{_FOOT}", encoding="utf-8")
    return len(lines)


def article(document: Document, statements: list[Statement], prefix: str) -> str:
    """A document as HTML: its text with the marks, then what they stand for; ids begin with ``prefix``."""
    ordered = sorted(statements, key=lambda statement: statement.evidence)
    notes = "".join(_note(number, statement, prefix) for number, statement in enumerate(ordered, 1))
    return (
        f"<article>\n<h2>{_words(_title(document))}</h2>\n<p class=where>{_where(document)}</p>\n"
        f'<div class=text dir="auto">{_marked(document.text, ordered, prefix)}</div>\n'
        + (f"<ol>\n{notes}</ol>\n" if notes else "<p class=where>Nothing was read here.</p>\n")
        + "</article>\n"
    )


def _marked(text: str, statements: list[Statement], prefix: str) -> str:
    html = list[str]()
    for piece in pieces(text, statements):
        shown = escape(visible(text[piece.start : piece.end]))
        if piece.fields:
            shown = f'<span class=field title="{escape(visible(", ".join(piece.fields)))}">{shown}</span>'
        html.append(f"<mark>{shown}</mark>" if piece.inside else shown)
        for number in piece.ends:
            html.append(f'<sup id="{prefix}m{number}"><a href="#{prefix}s{number}">{number}</a></sup>')
    return "".join(html)


def _note(number: int, statement: Statement, prefix: str) -> str:
    """What a mark stands for, in a line, with the way back to it."""
    voice = " for ".join(part for part in (statement.voice.person, statement.voice.actor) if part)
    parts = [
        ", ".join(statement.promisors) or statement.requester or "nobody named",
        f"{statement.act or 'act not named'}{' (stop)' if statement.direction == 'stop' else ''}",
        f"<b>{_words(statement.firmness or statement.kind)}</b>",
    ]
    line = f"{_words(parts[0])}: {_words(parts[1])}, {parts[2]}"
    more = [condition_words(condition) for condition in statement.conditions]
    more += [f"said by {voice}"] if voice else []
    more += ["hearsay"] if statement.hearsay else []
    rest = f" ({_words('; '.join(more))})" if more else ""
    return (
        f'<li id="{prefix}s{number}">{line}{rest} <a href="#{prefix}m{number}" aria-label="to its words">↩</a></li>\n'
    )


def _title(document: Document) -> str:
    return document.title or document.name


def _where(document: Document) -> str:
    """Outlet, day and link of a document."""
    day = document.published.date().isoformat() if document.published else None
    shown = ", ".join(_words(part) for part in (document.outlet, day, document.name) if part)
    if document.link and is_web(document.link):
        shown += f' <a rel="noreferrer noopener" href="{_words(document.link)}">source</a>'
    return shown


def _words(text: str) -> str:
    return escape(one_line(text))
