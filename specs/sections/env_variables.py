"""The environment variables of production."""

from ..blocks.env import Env
from ..fields import Line
from ..layout import Group
from .base import Chapter, Row, Section


class EnvVariable(Row):
    name = Line("Name", needed=True, example="FEATURE_ENABLED")
    value = Line("Value", example="true", hint="Left empty where the parameter is sensitive.")
    comment = Line("Comment", example="Where production differs from the default")

    nouns = "variable"


class EnvVariables(Section):
    """The environment as production sets it. The values of sensitive parameters stay empty."""

    chapter, place, heading = Chapter.CONFIGURATION, 40, "Environment Variables"

    layout = (
        Group(
            EnvVariable,
            Env(),
            title="Variables",
            add="Add variable",
            empty="No variables yet. Paste them from your .env.example.",
        ),
    )
