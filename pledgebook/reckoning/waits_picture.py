"""The waits-on graph as text for Graphviz and Mermaid, and as an SVG picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import networkx as nx

from pledgebook.reckoning.waits import Wait, waits_graph

_NODE_WIDTH, _NODE_HEIGHT, _COLUMN, _ROW, _MARGIN = 150, 34, 330, 74, 24


def as_dot(listed: Sequence[Wait]) -> str:
    """Graphviz: one node for each actor, one edge for each pair, labelled with what is waited for."""
    lines = ["digraph waits {", "  rankdir=LR;", "  node [shape=box];"]
    for promisor, on, text in _edges(listed):
        lines.append(f"  {_quoted(promisor)} -> {_quoted(on)} [label={_quoted(text)}];")
    return "\n".join([*lines, "}"]) + "\n"


def as_mermaid(listed: Sequence[Wait]) -> str:
    """Mermaid: the same graph for a page that renders it."""
    graph = waits_graph(listed)
    number = {actor: f"a{place}" for place, actor in enumerate(sorted(graph))}
    lines = ["flowchart LR", *(f'  {number[actor]}["{_mermaid(actor)}"]' for actor in sorted(graph))]
    lines.extend(f'  {number[a]} -->|"{_mermaid(text)}"| {number[b]}' for a, b, text in _edges(listed))
    return "\n".join(lines) + "\n"


def as_svg(listed: Sequence[Wait]) -> str:
    """An SVG picture in layers: who is waited for stands to the right of who waits; circles stand in one column."""
    graph = waits_graph(listed)
    place = _places(graph)
    width = max((x for x, _ in place.values()), default=0) + _NODE_WIDTH + 2 * _MARGIN
    height = max((y for _, y in place.values()), default=0) + _NODE_HEIGHT + 2 * _MARGIN
    body = [_arrow(place[a], place[b], text) for a, b, text in _edges(listed)]
    body += [_box(place[actor], actor) for actor in sorted(graph)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" font-family="sans-serif" font-size="13"><title>Who waits on whom</title>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#555"/></marker></defs>' + "".join(body) + "</svg>\n"
    )


def _edges(listed: Sequence[Wait]) -> list[tuple[str, str, str]]:
    """Who waits, on whom, and for the sake of which acts."""
    acts: dict[tuple[str, str], set[str]] = {}
    for wait in listed:
        acts.setdefault((wait.promisor, wait.on), set()).add(wait.act)
    return [(promisor, on, ", ".join(sorted(named))) for (promisor, on), named in sorted(acts.items())]


def _places(graph: nx.DiGraph[str]) -> dict[str, tuple[int, int]]:
    """Corner of each actor's box: columns by how long the chain behind it is, actors that wait on each other in one."""
    if not graph:
        return {}
    whole = nx.condensation(graph)
    place = {}
    for column, layer in enumerate(nx.topological_generations(whole)):
        actors = sorted(actor for part in layer for actor in whole.nodes[part]["members"])
        for row, actor in enumerate(actors):
            place[actor] = (_MARGIN + column * _COLUMN, _MARGIN + row * _ROW)
    return place


def _box(corner: tuple[int, int], actor: str) -> str:
    x, y = corner
    return (
        f'<rect x="{x}" y="{y}" width="{_NODE_WIDTH}" height="{_NODE_HEIGHT}" rx="6" fill="#fff" stroke="#333"/>'
        f'<text x="{x + _NODE_WIDTH // 2}" y="{y + 22}" text-anchor="middle">{escape(_short(actor, 20))}</text>'
    )


def _arrow(start: tuple[int, int], end: tuple[int, int], text: str) -> str:
    """From the right edge of who waits to the left edge of who is waited for; within a column a bow to the side."""
    x1, y1 = start[0] + _NODE_WIDTH, start[1] + _NODE_HEIGHT // 2
    y2 = end[1] + _NODE_HEIGHT // 2
    if start[0] == end[0]:
        # The bow grows with the distance, so that two actors waiting on each other get two lines, not one.
        bow = 40 + abs(y2 - y1) // 2 + (20 if y2 < y1 else 0)
        y1, y2 = (y1 - 6, y2 - 6) if y2 >= y1 else (y1 + 6, y2 + 6)
        path = f"M{x1} {y1} C{x1 + bow} {y1} {x1 + bow} {y2} {x1} {y2}"
        middle = (x1 + math.floor(bow * 0.75) + 4, (y1 + y2) // 2 + 4)
        anchor = "start"
    else:
        x2 = end[0]
        path = f"M{x1} {y1} C{x1 + 60} {y1} {x2 - 60} {y2} {x2} {y2}"
        middle, anchor = ((x1 + x2) // 2, (y1 + y2) // 2 - 6), "middle"
    return (
        f'<path d="{path}" fill="none" stroke="#555" marker-end="url(#tip)"/>'
        f'<text x="{middle[0]}" y="{middle[1]}" text-anchor="{anchor}" font-size="11" fill="#333">'
        f"{escape(_short(text, 28))}</text>"
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _mermaid(text: str) -> str:
    """Mermaid's own escapes: quotes and brackets would end a label."""
    return escape(text, quote=True).replace("\n", " ")
