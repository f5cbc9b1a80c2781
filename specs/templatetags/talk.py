"""Comments in place: the button to begin one, and the threads that are there."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from specs.changes import CellChange, GroupChange, RowChange, SectionChange
from specs.headings import addresses, chapters
from specs.models import Comment
from specs.places import NoSuchPlace, Place
from specs.templatetags.icons import lucide

register = template.Library()
HEADING = re.compile(
    r'<div class="heading"><h\d id="(?P<id>[^"]+)">(?P<title>.*?)</h\d>.*?</div>', re.DOTALL
)
CODE = re.compile(r"`([^`\n]+)`")


@register.filter
def row_place(group: GroupChange, row: RowChange) -> str:
    """The address of a row in a comparison."""
    return f"{group.group.model.slug}.{row.key}"


@register.filter
def field_place(row: str, cell: CellChange) -> str:
    """The address of a cell of a row."""
    return f"{row}.{cell.name}"


@register.filter
def own_place(change: SectionChange, cell: CellChange) -> str:
    """The address of a section's own field."""
    return f"{change.section.slug}.-.{cell.name}"


@register.simple_tag(takes_context=True)
def pencil(context: Context, at: str, called: str) -> SafeString:
    """The button that begins a comment on a place, where the page has comments at all."""
    talk = context.get("talk")
    if talk is None or not talk.may_start or not _is_place(at):
        return mark_safe("")
    icon = lucide("message-square-plus", size=17, aria_hidden="true")
    return format_html(
        '<a class="iconbtn cbtn" href="{0}" hx-get="{0}" hx-target="#new-{1}" hx-swap="innerHTML"'
        ' aria-label="Comment on {2}">{3}</a>',
        talk.new(at), at.replace(".", "-"), called or "this row", mark_safe(icon),  # noqa: S308
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def pencil_cell(context: Context, at: str, called: str) -> SafeString:
    """The same as the last cell of a row, which is there with or without the button."""
    return format_html('<td class="cb">{}</td>', pencil(context, at, called))


@register.simple_tag(takes_context=True)
def threads_at(context: Context, at: str, span: int = 0) -> SafeString:
    """What is said about a place, and where a new comment opens; as a row of a table with `span`."""
    talk = context.get("talk")
    if talk is None or not _is_place(at):
        return mark_safe("")
    told = mark_safe("".join(_rendered(context, one) for one in talk.take(at)))  # noqa: S308
    box = format_html('{}<div id="new-{}"></div>', told, at.replace(".", "-"))
    if span:
        return format_html('<tr class="thr"><td colspan="{}">{}</td></tr>', span, box)
    return format_html('<div class="thr">{}</div>', box)


@register.simple_tag(takes_context=True)
def commentable(context: Context, document: Any) -> SafeString:
    """A whole version as it reads, each section and row with its button and its threads."""
    talk = context.get("talk")
    places = addresses(document.contents, talk.places.document) if talk else {}
    begun = chapters(document.contents)

    def beside(match: re.Match[str]) -> str:
        found, slug = talked(match), begun.get(match["id"], "")
        return found + _read(context, slug) if slug else found

    def talked(match: re.Match[str]) -> str:
        at = places.pop(match["id"], "")  # a section that has two headings has one button
        if not at:
            return match[0]
        button, told = (
            pencil(context, at, unescape(strip_tags(match["title"]))),
            threads_at(context, at),
        )
        return f"{match[0].removesuffix('</div>')}{button}</div>{told}"

    return mark_safe(HEADING.sub(beside, document.html))  # noqa: S308 - sanitised, and ours


@register.filter
def begun(document: Any) -> list[tuple[str, str, str]]:
    """The chapters of a version as it reads: the id of the heading, the title and the slug."""
    slugs = chapters(document.contents)
    return [(one.id, one.title, slugs[one.id]) for one in document.contents if one.id in slugs]


@register.simple_tag(takes_context=True)
def thread(context: Context, shown: Any) -> SafeString:
    """One thread where a page lists it."""
    return _rendered(context, shown)


@register.filter
def changes(shown: Any, comment: Comment) -> bool:
    """Whether the reader may change or delete a comment of the thread."""
    return bool(shown.may_change(comment))


@register.filter
def said(comment: Comment) -> SafeString:
    """What somebody wrote: code between backticks, and who was mentioned; nothing else is markup."""
    text = CODE.sub(r"<code>\1</code>", escape(comment.text))
    where = f"/specs/{comment.thread.spec.guid}/comments/?show=all&amp;by="
    for name in sorted(comment.mentions, key=len, reverse=True):
        link = f'<a class="mention" href="{where}{quote(name)}">@{escape(name)}</a>'
        whole = rf"(?<![\w@./-])@{re.escape(escape(name))}(?![\w+-])"
        text = re.sub(whole, link.replace("\\", r"\\"), text)
    return mark_safe(text)  # noqa: S308 - escaped above


def _read(context: Context, slug: str) -> str:
    """The tick of a chapter, where somebody reads it to decide."""
    reading, review = context.get("reading"), context.get("review")
    if not (reading and review and slug in review.chapters):
        return ""
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(slug=slug):
        form = engine.get_template("reviews/_read.html").render(context)
    return format_html('<div class="firstread" id="c-{}">{}</div>', slug, form)


def _rendered(context: Context, shown: Any) -> SafeString:
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(t=shown, talk=shown.talk):
        found: SafeString = engine.get_template("comments/_thread.html").render(context)
    return found


@lru_cache(4096)
def _is_place(at: str) -> bool:
    try:
        Place.at(at)
    except NoSuchPlace:
        return False
    return True
