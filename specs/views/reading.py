"""What a version says: its Markdown, rendered."""

from __future__ import annotations

from specs import access, writer
from specs.markdown.html import Page, page
from specs.models import Revision, Spec, User
from specs.views.comparing import DRAFT, Draft


def chosen(user: User, guid: str, word: str) -> tuple[Spec, Revision | Draft]:
    """The version to read: the last approved one, else the draft for those who may see it."""
    spec = access.spec_for_reading(user, guid)
    if word == DRAFT or (not word and spec.approved is None):
        return spec, Draft(access.draft_for_reading(user, guid))
    if not word and spec.approved is not None:
        return spec, spec.approved
    return spec, access.revision_for_reading(user, guid, word)


def markdown_of(version: Revision | Draft) -> str:
    """The published bytes where there are some; else what the writer gives now."""
    if isinstance(version, Revision) and version.markdown:
        return version.markdown
    return writer.write(version.document)


def page_of(version: Revision | Draft) -> Page:
    """The rendered document without its title, which stands on the page already."""
    return page(markdown_of(version), titled=True)
