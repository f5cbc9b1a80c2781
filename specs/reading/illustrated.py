"""The pictures in their places: below the heading of what they show."""

from __future__ import annotations

import re
from html import escape

from specs.blocks.architecture import chart
from specs.documents import Document
from specs.markdown.titles import slug
from specs.pictures.architecture import architecture
from specs.pictures.boxes import Picture
from specs.pictures.pipeline import pipeline
from specs.sections.architecture import Architecture
from specs.sections.pipeline import Pipeline


def illustrated(html: str, document: Document) -> str:
    """The rendered document with its pictures; the chart for other programs gives way to them."""
    picture = architecture(document)
    if picture is not None:
        html = _below(html, Architecture.heading, picture)
        lines = chart(document["sections"]["architecture"]["components"])[1:-1]
        code = escape("\n".join(lines), quote=False)
        html = html.replace(
            f'<pre tabindex="0"><code class="language-mermaid">{code}\n</code></pre>', "", 1
        )
    stages = pipeline(document)
    return html if stages is None else _below(html, Pipeline.heading, stages)


def _below(html: str, heading: str, picture: Picture) -> str:
    place = re.compile(
        rf'<div class="heading"[^>]*><h3 id="{re.escape(slug(heading))}">.*?</div>', re.DOTALL
    )
    return place.sub(lambda found: found[0] + figure(picture), html, count=1)


def figure(picture: Picture) -> str:
    """A picture that scrolls by itself where it is too wide, and its words."""
    said = "".join(f"<li>{escape(line)}</li>" for line in picture.sentences)
    name = escape(picture.name)
    return (
        f'\n<figure class="drawn"><div class="scroll" role="group" tabindex="0" aria-label="{name}, picture">'
        f"{picture.svg}</div><figcaption><details><summary>{name} in words</summary><ul>{said}</ul></details>"
        "</figcaption></figure>"
    )
