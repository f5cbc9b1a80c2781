"""Boxes and arrows: shapes with classes for colours, so that they are right on light and dark paper."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

WIDE, HIGH = 158, 58
LETTERS = 20
EDGE = 12  # free space around everything, for outlines and arrows


@dataclass(frozen=True)
class Picture:
    """An SVG, and in words what it shows."""

    name: str
    svg: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """One thing: its words, and where its upper left corner is."""

    x: int
    y: int
    title: str
    about: str = ""
    kind: str = ""  # a class

    @property
    def below(self) -> tuple[int, int]:
        return self.x + WIDE // 2, self.y + HIGH

    @property
    def above(self) -> tuple[int, int]:
        return self.x + WIDE // 2, self.y

    @property
    def right(self) -> tuple[int, int]:
        return self.x + WIDE, self.y + HIGH // 2

    @property
    def left(self) -> tuple[int, int]:
        return self.x, self.y + HIGH // 2


def svg(name: str, slug: str, boxes: list[Box], paths: list[str]) -> str:
    """The picture: boxes over arrows. `slug` keeps its arrow heads apart from those of others."""
    width = max(box.x for box in boxes) + WIDE + EDGE
    height = max(box.y for box in boxes) + HIGH + EDGE
    arrows = "".join(f'<path d="{path}" marker-end="url(#tip-{slug})"/>' for path in paths)
    return (
        f'<svg class="picture" role="img" aria-label="{escape(name)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><defs><marker id="tip-{slug}" viewBox="0 0 10 10" refX="9" '
        'refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="p-tip" d="M0 0 10 5 0 10z"/></marker></defs>'
        f'<g class="p-arrows">{arrows}</g>{"".join(map(_box, boxes))}</svg>'
    )


def _box(box: Box) -> str:
    words = f"{box.title}: {box.about}" if box.about else box.title
    classes = f"p-box {box.kind}".strip()
    middle = box.x + WIDE // 2
    high = box.y + (25 if box.about else 34)
    about = f'<text class="p-about" x="{middle}" y="{box.y + 44}">{_short(box.about, LETTERS + 1)}</text>'
    return (
        f'<g class="{classes}"><title>{escape(words)}</title>'
        f'<rect x="{box.x}" y="{box.y}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f'<text class="p-name" x="{middle}" y="{high}">{_short(box.title, LETTERS)}</text>'
        f"{about if box.about else ''}</g>"
    )


def _short(text: str, letters: int) -> str:
    text = " ".join(text.split())
    return escape(text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…")


def listed(names: list[str]) -> str:
    """Commas, and "and" before the last."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
