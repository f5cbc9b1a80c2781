"""Where rows stand that have neither a table row nor a heading: list items, columns, words of a line.

Each finder gets the part of the page that is the section's own and the rows of one group, and gives the
part with an address for each row, or as it was where it does not find them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from specs.blocks.env import Env
from specs.blocks.facts import Facts
from specs.blocks.hierarchy import Hierarchy
from specs.blocks.lens import Lens
from specs.blocks.listed import Listed
from specs.blocks.matrix import Matrix
from specs.blocks.named import Named
from specs.blocks.repeated import Repeated
from specs.blocks.steps import Steps
from specs.blocks.tree import Tree
from specs.documents import Values
from specs.markdown.html import fragment

LIST = re.compile(r"<(/?)(ol|ul|li)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
CODE = re.compile(r"(<pre[^>]*><code[^>]*>)(.*?)(</code></pre>)", re.DOTALL)
TEXT_ENDS = re.compile(r"<pre|<ul|<ol|<br|</p>|</li>|</th>")
Found = list[tuple[int, int]]  # where each row begins inside its tag, and where its first line ends


def placed(part: str, lens: Lens, rows: list[Values]) -> str:
    """The part of a page with an address for each of the rows, if it has them in their order."""
    for kind, find in FINDERS.items():
        if isinstance(lens, kind):
            return find(part, lens, rows)
    return part


def link(key: str, name: str) -> str:
    """What stands behind a row and leads to it."""
    return f'<a class="permalink" href="#r-{key}" aria-label="Link to {escape(name)}">#</a>'


def name_of(row: Values) -> str:
    """What a row is called, in a few words."""
    cells = (str(cell) for name, cell in row.items() if name != "key" and isinstance(cell, str))
    words = next((text for text in (row.get("name", ""), *cells) if text.strip()), "this row")
    return " ".join(words.split())[:80]


def _items(part: str, lens: Lens, rows: list[Values]) -> str:
    """Steps and bullets: the first list with as many items that begin with the same words."""
    tag = "ol" if isinstance(lens, Steps) else "ul"
    field = lens.name if isinstance(lens, Named) else "text"
    for starts in _lists(part, tag):
        found = [(at, _text_end(part, at)) for at in starts]
        texts = [part[at:end] for at, end in found]
        if len(found) == len(rows) and all(map(_begins, texts, (row[field] for row in rows))):
            return _at(part, found, rows)
    return part


def _lists(part: str, tag: str) -> Iterator[list[int]]:
    """Where the items of each list begin, behind their tags; lists in the order of the page."""
    lists: list[tuple[str, list[int]]] = []
    around: list[list[int]] = []
    for found in LIST.finditer(part):
        closes, name = bool(found[1]), found[2]
        if name == "li":
            if not closes and around and 'id="' not in found[0]:
                around[-1].append(found.end())
        elif closes:
            around and around.pop()
        else:
            around.append([])
            lists.append((name, around[-1]))
    return (starts for name, starts in lists if name == tag)


def _begins(html: str, text: str) -> bool:
    """Whether a piece of the page starts with the first word of a text; Markdown hides no word."""
    said = re.findall(r"\w+", unescape(TAG.sub("", html)))
    words = re.findall(r"\w+", text)
    return not words or said[:1] == words[:1]


def _repeated(part: str, lens: Lens, rows: list[Values]) -> str:
    """The same facts again: a paragraph that opens with the first label is a row."""
    facts = lens.facts if isinstance(lens, Repeated) else Facts(())
    opening = f"<p><strong>{escape(facts.facts[0].label, quote=False)}</strong>"
    found = [one.start() + len("<p>") for one in re.finditer(re.escape(opening), part)]
    if len(found) != len(rows):
        return part
    return _at(part, [(at, _text_end(part, at)) for at in found], rows)


def _columns(part: str, lens: Lens, rows: list[Values]) -> str:
    """A table with a column for each row."""
    found = re.search(r"<thead>.*?</thead>", part, re.DOTALL)
    cells = list(re.finditer(r"<th>|<td>", found[0]))[1:] if found else []
    if found is None or len(cells) != len(rows):
        return part
    starts = [found.start() + cell.end() for cell in cells]
    return _at(part, [(at, _text_end(part, at)) for at in starts], rows)


def _at(part: str, found: Found, rows: list[Values]) -> str:
    """An id in the tag before each place and a link at the end of its first line."""
    for (start, end), row in reversed(list(zip(found, rows, strict=True))):
        key = row["key"]
        part = (
            f'{part[: start - 1]} id="r-{key}">{part[start:end].rstrip()}'
            f" {link(key, name_of(row))}{part[end:]}"
        )
    return part


def _text_end(part: str, start: int) -> int:
    """The end of the first line of what begins there."""
    if part[start:].lstrip().startswith("<p>"):
        start = part.index("<p>", start) + len("<p>")
    found = TEXT_ENDS.search(part, start)
    return found.start() if found else start


def _code(part: str, lens: Lens, rows: list[Values]) -> str:
    """Names in a block of code become the links themselves: what is copied stays what it is."""
    found = CODE.search(part)
    if found is None:
        return part
    names, ends = _written(lens, rows)
    pieces = [escape(name.strip(), quote=False) for name in names]
    marked = _worded(found[2], pieces, ends, rows)
    return part if marked is None else part[: found.start(2)] + marked + part[found.end(2) :]


def _line(part: str, lens: Lens, rows: list[Values]) -> str:
    """A few rows on one line; one that holds a link of its own cannot be one."""
    row_lens = lens.row if isinstance(lens, Listed) else lens
    pieces = [_inline((row_lens.write(row) or [""])[0]) for row in rows]
    at = part.find("; ".join(pieces))
    if at < 0 or any("<a " in piece for piece in pieces):
        return part
    marked = _worded(part[at:], pieces, "(?=[;<])", rows)
    return part if marked is None else part[:at] + marked


def _inline(text: str) -> str:
    return fragment(text).strip().removeprefix("<p>").removesuffix("</p>")


def _written(lens: Lens, rows: list[Values]) -> tuple[list[str], str]:
    """How each row begins in its block of code, and what comes after."""
    if isinstance(lens, Env):
        return [row["name"] for row in rows], "(?==)"
    if isinstance(lens, Tree):
        paths = [row["path"] for row in rows]
        return [path if path.endswith("/") else path.split("/")[-1] for path in paths], "(?=\\s)"
    return [row["name"] for row in rows], "(?=\\s)"


def _worded(text: str, pieces: list[str], ends: str, rows: list[Values]) -> str | None:
    """The text with each piece, one after the other, as a link to itself; None if one is not there."""
    out, at = [], 0
    for piece, row in zip(pieces, rows, strict=True):
        there = re.compile(rf"(?<![\w-]){re.escape(piece)}{ends}")
        found = there.search(text, at) if piece else None
        if found is None:
            return None
        key = row["key"]
        word = f'<a class="rowlink" id="r-{key}" href="#r-{key}">{piece}</a>'
        out += [text[at : found.start()], word]
        at = found.end()
    return "".join([*out, text[at:]])


FINDERS: dict[type[Lens], Callable[[str, Lens, list[Values]], str]] = {
    Steps: _items, Named: _items, Repeated: _repeated, Matrix: _columns,
    Env: _code, Tree: _code, Hierarchy: _code, Listed: _line,
}  # fmt: skip
