"""Everything the database keeps."""

from specs.models.chapter import ChapterState
from specs.models.conflict import Conflict
from specs.models.event import Event, Verb
from specs.models.person import User
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
    "Event",
    "Membership",
    "Move",
    "Overtaken",
    "Refused",
    "Review",
    "ReviewState",
    "Revision",
    "Role",
    "Spec",
    "Status",
    "Team",
    "User",
    "Verb",
    "Verdict",
]
