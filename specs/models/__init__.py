"""Everything the database keeps."""

from specs import template as template  # its sections are tables too
from specs.models.chapter import ChapterState
from specs.models.conflict import Conflict
from specs.models.event import Event, Verb
from specs.models.export import Export
from specs.models.outbox import ExportState, Step
from specs.models.person import User
from specs.models.reminder import mark_reviews
from specs.models.repository import Delivery, Repository
from specs.models.review import Decision, Review, ReviewState, Verdict
from specs.models.revision import Revision
from specs.models.spec import Spec
from specs.models.team import Membership, Role, Team
from specs.models.workflow import MOVES, Move, Overtaken, Refused, Status

__all__ = [
    "MOVES",
    "ChapterState",
    "Conflict",
    "Decision",
    "Delivery",
    "Event",
    "Export",
    "ExportState",
    "Membership",
    "Move",
    "Overtaken",
    "Refused",
    "Repository",
    "Review",
    "ReviewState",
    "Revision",
    "Role",
    "Spec",
    "Status",
    "Step",
    "Team",
    "User",
    "Verb",
    "Verdict",
    "mark_reviews",
]
