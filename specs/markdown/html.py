"""Markdown as safe HTML, with the anchors that GitHub gives headings.

markdown-it-py and not `markdown`: the latter knows no fence and no table inside a list item, and
every step of ours is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from .titles import slug

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
MARKERS = ("<!-- notes -->", "<!-- /notes -->")
MOST_BRACKETS = 400  # in one paragraph; 100 KB of them took minutes
MOST_CELLS = 20_000  # in the tables of one text; 6 KB of `a|a|a|…` became 5 MB of empty cells
Rule = Callable[[StateInline, bool], bool]
TAKEN = ("main", "live", "alert", "notes", "errors", "contents")  # ids of the page around it
ATTRIBUTES = {
    "a": {"href", "title", "class", "aria-label"}, "code": {"class"}, "ol": {"start"},
    "pre": {"tabindex"}, "td": {"colspan"}, "div": {"class", "tabindex", "role", "aria-label"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A heading that can be linked to."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)
class Page:
    """Rendered Markdown; `html` is sanitised."""

    html: str
    contents: tuple[Place, ...]


@lru_cache(maxsize=64)
def page(text: str, *, titled: bool = False) -> Page:
    """Render a document; `titled` leaves out its first heading, which the page around it says already."""
    tokens = _parser().parse(text)
    if titled and tokens and tokens[0].type == "heading_open":
        del tokens[:3]
    places = _anchored(tokens)
    return Page(_rendered(tokens), tuple(places))


def fragment(text: str) -> str:
    """Render a piece of prose whose headings nobody links to."""
    tokens = _parser().parse(text)
    _anchored(tokens)
    return _rendered(tokens)


def _rendered(tokens: list[Token]) -> str:
    html = _parser().renderer.render(_filled(tokens), _parser().options, {})
    schemes = {"http", "https", "mailto"}
    return nh3.clean(html, attributes=ATTRIBUTES, url_schemes=schemes, link_rel="noopener nofollow")


class _Renderer(RendererHTML):
    """Headings with a link to themselves; what may be wider than the page scrolls by itself."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        anchor = str(token.attrGet("id") or "")
        return f'<div class="heading"><{token.tag} id="{escape(anchor)}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        anchor, title = escape(str(token.meta["id"])), escape(token.meta["title"])
        link = f'<a class="permalink" href="#{anchor}" aria-label="Link to {title}">#</a>'
        return f"</{token.tag}>{link}</div>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = escape(str(tokens[idx].meta.get("label", "Table")))
        return f'<div class="scroll" role="group" tabindex="0" aria-label="{label}"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        words = token.info.split()
        language = f' class="language-{escape(words[0])}"' if words else ""
        return f'<pre tabindex="0"><code{language}>{escape(token.content)}</code></pre>\n'

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A picture from elsewhere would call outside: its words and a link stand for it."""
        token = tokens[idx]
        address, words = escape(str(token.attrGet("src") or "")), escape(token.content or "Picture")
        return f'<a href="{address}">{words}</a>'

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.fence(tokens, idx, options, env)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.inline.ruler.at("link", _few(link))
    parser.inline.ruler.at("image", _few(image))
    parser.inline.ruler.before("html_inline", "break", _break)
    parser.block.ruler.at("table", _bounded, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("paragraph", "marker", _marker, {"alt": ["paragraph"]})
    return parser


def _few(rule: Rule) -> Rule:
    """A rule that leaves a text alone in which it would look from every bracket to the end."""

    def ruled(state: StateInline, silent: bool) -> bool:
        return _brackets(state.src) <= MOST_BRACKETS and rule(state, silent)

    return ruled


@lru_cache(maxsize=8)
def _brackets(text: str) -> int:
    return text.count("[")


def _break(state: StateInline, silent: bool) -> bool:
    """`<br>` is the one tag the format writes, for a line end inside a cell."""
    found = BREAK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _bounded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A table, until the text has too many cells: what comes then stays lines of text."""
    spent = state.env.get("cells", 0)
    if spent > MOST_CELLS or not table(state, line, end, True):
        return False
    if silent:
        return True
    rule = state.src[state.bMarks[line + 1] : state.eMarks[line + 1]]
    columns = rule.strip().strip("|").count("|") + 1
    rows = next((row for row in range(line, end) if state.isEmpty(row)), end) - line
    state.env["cells"] = spent + columns * rows
    return state.env["cells"] <= MOST_CELLS and table(state, line, end, False)


def _marker(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """What encloses the notes in the file is for the reader program, not for people."""
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : state.eMarks[line]].strip() not in MARKERS:
        return False
    if not silent:
        state.line = line + 1
    return True


def _anchored(tokens: list[Token]) -> list[Place]:
    """Give every heading its id and a level that skips none, and every table the name of its section."""
    places: list[Place] = []
    seen: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            token.meta = {"label": places[-1].title if places else "Table"}
        if token.type != "heading_open":
            continue
        title = _plain(tokens[at + 1])
        level = min(max(2, int(token.tag[1])), places[-1].level + 1 if places else 2)
        place = Place(level, _unique(slug(title), seen), title)
        places.append(place)
        close = tokens[at + 2]
        token.tag = close.tag = f"h{level}"
        token.attrSet("id", place.id)
        close.meta = {"id": place.id, "title": title}
    return places


def _plain(inline: Token) -> str:
    """The words of a heading without their marks."""
    return "".join(child.content for child in inline.children or ()).strip()


def _unique(anchor: str, seen: dict[str, int]) -> str:
    """GitHub counts on when a heading comes twice; ours also keeps clear of the page around it."""
    anchor = f"{anchor or 'section'}-section" if anchor in ("", *TAKEN) else anchor
    count = seen.get(anchor, 0)
    seen[anchor] = count + 1
    return f"{anchor}-{count}" if count else anchor


def _filled(tokens: list[Token]) -> list[Token]:
    """A table without rows says so, and a column without a name is no heading."""
    filled: list[Token] = []
    columns, rows = 0, False
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            columns, rows = 0, False
        columns += token.type == "th_open"
        rows = rows or token.type == "tbody_open"
        if token.type in ("th_open", "th_close"):
            nameless = not tokens[at + (1 if token.type == "th_open" else -1)].content
            token.tag = "td" if nameless else "th"
        if token.type == "table_close" and not rows:
            filled += _none(columns)
        filled.append(token)
    return filled


def _none(columns: int) -> list[Token]:
    opened, closed = Token("td_open", "td", 1), Token("td_close", "td", -1)
    opened.attrSet("colspan", str(columns))
    words = Token("inline", "", 0, content="–")  # noqa: RUF001
    words.children = [Token("text", "", 0, content="–")]  # noqa: RUF001
    return [Token("tr_open", "tr", 1), opened, words, closed, Token("tr_close", "tr", -1)]
