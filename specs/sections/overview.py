"""What the feature is, in the words of those who run it."""

from ..fields import Text
from ..layout import Lead
from .base import Chapter, Section


class Overview(Section):
    """How is this feature deployed, monitored and maintained in production?

    If it is not in the specification, it does not exist in production. Somebody who has never seen
    the service should know after this page what it does, who needs it, and what happens when it is down.
    """

    chapter, place = Chapter.OVERVIEW, 10

    overview = Text(
        "Overview",
        needed=True,
        hint="What it does, where it runs, who watches it, what stops when it stops.",
        example="Checkout API turns a cart into a paid order. It runs on Kubernetes in two regions.",
    )

    layout = (Lead("overview"),)
