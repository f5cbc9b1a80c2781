"""Every value that can be set from outside."""

from ..blocks.table import Table
from ..fields import Choice, Line, YesNo
from ..layout import Group, columns
from .base import Chapter, Row, Section

TYPES = ("string", "int", "float", "bool", "enum", "url", "duration", "size", "json")


class Parameter(Row):
    name = Line(
        "Name",
        needed=True,
        seeded=True,
        ticked=True,
        example="MAX_UPLOAD_SIZE_MB",
        aliases=("Parameter",),
    )
    type = Choice("Type", TYPES, needed=True, seeded=True)
    default = Line("Default", seeded=True, example="10")
    production = Line("Production value", heading="Production Value", seeded=True, example="25")
    required = YesNo("Required", needed=True, seeded=True)
    description = Line("Description", needed=True, seeded=True, example="Maximum file upload size")
    allowed = Line(
        "Allowed values",
        heading="Allowed Values",
        seeded=True,
        example="1-100",
        hint="A list, a range such as 1-100, a /pattern/, or words.",
    )
    sensitive = YesNo(
        "Sensitive",
        needed=True,
        seeded=True,
        hint="A sensitive row never holds a value.",
        tighter="first",
    )

    withheld = ("default", "production")  # emptied, and refused, while the row is sensitive


class Parameters(Section):
    """Every configurable parameter must be documented.

    Required and optional, with the default in the code and the value in production. A sensitive parameter
    never holds a value here: say under Secrets where it is stored.
    """

    chapter, place, heading = Chapter.CONFIGURATION, 20, "Configuration Parameters"

    layout = (
        Group(
            Parameter,
            Table(columns(Parameter)),
            title="Parameters",
            at_least=1,
            add="Add parameter",
            empty="No parameters yet. Paste them from a spreadsheet, or start with the required ones.",
        ),
    )
