"""The graph as an SVG that a server writes: nodes are links in reading order, classes say the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from .layout import ACROSS, HIGH, WIDE, Drawing, Way, drawn
from .nodes import Graph, Node

LETTERS = 19
MARKER = (
    '<marker id="g-{0}" class="g-tip {0}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" '
    'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z"/></marker>'
)
TIPS = ("hard", "soft", "round")
Address = Callable[[Node], str]


def picture(
    graph: Graph,
    name: str,
    address: Address,
    states: Mapping[str, str] | None = None,
    knots: set[tuple[str, str]] | None = None,
    focus: str = "",
) -> str:
    """The SVG. `states` gives a node a word and a class (fails, stops, goes); `knots` are the
    edges of hard cycles; `name` says what the picture shows."""
    where = drawn(graph)
    edges = "".join(_edge(way, knots or set()) for way in where.ways)
    nodes = "".join(
        _node(graph, graph.nodes[id_], where, address, (states or {}).get(id_, ""), id_ == focus)
        for id_ in _reading_order(where)
    )
    return (
        f'<svg class="graph" role="group" aria-label="{escape(name)}" width="{where.width}" '
        f'height="{where.height}" viewBox="0 0 {where.width} {where.height}">'
        f"<defs>{''.join(MARKER.format(tip) for tip in TIPS)}</defs>"
        f'<g aria-hidden="true">{edges}</g>{nodes}</svg>'
    )


def _reading_order(where: Drawing) -> list[str]:
    """Column by column from the left, each from the top."""
    return sorted(where.places, key=lambda id_: where.places[id_])


def _edge(way: Way, knots: set[tuple[str, str]]) -> str:
    edge = way.edge
    kind = "hard" if edge.hard else "soft"
    knot = (edge.source.id, edge.target.id) in knots
    classes = ["g-edge", kind, *(["one"] if edge.one_sided else []), *(["round"] if knot else [])]
    tip = "round" if knot else kind
    start = f' marker-start="url(#g-{tip})"' if edge.both else ""
    needs = "and" if edge.both else "needs"
    word = f"{edge.source.name} {needs} {edge.target.name}. {edge.kind or 'Not said how'}."
    return (
        f'<path class="{" ".join(classes)}" data-from="{edge.source.id}" '
        f'data-to="{edge.target.id}" d="{_path(way)}" '
        f'marker-end="url(#g-{tip})"{start}><title>{escape(f"{word} {edge.gap}")}'
        "</title></path>"
    )


def _path(way: Way) -> str:
    """A curve from column to column, a straight line where it passes one."""
    (x, y), *rest = way.points
    path, bend = f"M{x:.0f} {y:.0f}", ACROSS / 2
    for left, high in rest:
        if abs(left - x) <= ACROSS:
            turn = bend if left > x else -bend
            path += f"C{x + turn:.0f} {y:.0f} {left - turn:.0f} {high:.0f} {left:.0f} {high:.0f}"
        else:
            path += f"L{left:.0f} {high:.0f}"
        x, y = left, high
    return path


def _node(
    graph: Graph, node: Node, where: Drawing, address: Address, state: str, here: bool
) -> str:
    x, y = where.places[node.id]
    word = state.partition(" ")[0].lower()
    text = (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f'<text class="g-name" x="{x + 12:.0f}" y="{y + 20:.0f}">{escape(_short(node.name))}</text>'
        f'<text class="g-about" x="{x + 12:.0f}" y="{y + 37:.0f}">{escape(state or node.about)}</text>'
    )
    classes = f"g-node {node.kind}{f' {word}' if word else ''}"
    said = escape(spoken(graph, node, state))
    current = ' aria-current="true"' if here else ""
    if href := address(node):
        return (
            f'<a class="{classes}" data-node="{node.id}" href="{escape(href)}"{current} '
            f'aria-label="{said}"><title>{said}</title>{text}</a>'
        )
    return f'<g class="{classes}" data-node="{node.id}"><title>{said}</title>{text}</g>'


def spoken(graph: Graph, node: Node, state: str = "") -> str:
    """Everything the picture shows of one node, in words."""
    words = [f"{node.name}, {state or node.about}."]
    near, far = graph.needs[node.id], graph.needed_by[node.id]
    needs = [(one.target, one.kind) for one in near] + [(one.source, "") for one in far if one.both]
    if needs:
        named = (f"{one.name}{f' ({kind.lower()})' if kind else ''}" for one, kind in needs)
        words.append(f"Needs {', '.join(named)}.")
    needed = [one.source.name for one in far] + [one.target.name for one in near if one.both]
    if needed:
        words.append(f"Needed by {', '.join(needed)}.")
    return " ".join(words)


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
