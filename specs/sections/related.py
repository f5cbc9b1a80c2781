"""The other specifications of the same feature."""

from ..blocks.named import Named
from ..blocks.parts import Parts
from ..fields import Choice, Line
from ..layout import Group
from .base import Chapter, Row, Section

CATEGORIES = ("Business", "Functional", "Technical", "Testing", "Security", "Architecture")


class RelatedSpec(Row):
    category = Choice("Category", CATEGORIES, needed=True)
    path = Line(
        "Path", needed=True, ticked=True, example="business/ybs-spec_4f9c21ab77e0.md", width=8
    )

    nouns = "specification"


class Related(Section):
    """Where the other specifications of this feature are: business, functional, technical, security."""

    chapter, place = Chapter.RELATED, 10

    layout = (
        Group(
            RelatedSpec,
            Named("category", Parts((("", "path"),), code=("path",))),
            title="Related specifications",
            add="Add specification",
            empty="No related specifications yet.",
            standing=tuple(
                {"category": name, "path": f"{name.lower()}/ybs-spec_{{guid}}.md"}
                for name in ("Business", "Functional", "Technical", "Security")
            ),
        ),
    )
