"""The files that configure the service."""

from ..blocks.tree import Tree
from ..fields import Line
from ..layout import Group
from .base import Chapter, Row, Section


class ConfigFile(Row):
    path = Line("Path", needed=True, example="deploy/values/production.yaml")
    purpose = Line("Purpose", example="replicas, limits and every value that is not secret")
    environment = Line("Environment", example="Production")

    nouns = "file"


class ConfigFiles(Section):
    """Which files hold configuration, for which environment."""

    chapter, place, heading = Chapter.CONFIGURATION, 10, "Configuration Files"

    layout = (
        Group(
            ConfigFile,
            Tree(),
            title="Files",
            add="Add file",
            empty="No files yet. Add the one for production first.",
        ),
    )
