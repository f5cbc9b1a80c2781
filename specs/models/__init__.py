"""Everything the database keeps."""

from specs import template as template  # its sections are tables too
from specs.models.area import Area
from specs.models.break_glass import BreakGlass
from specs.models.chapter import ChapterState
from specs.models.checklist import ChecklistItem, Ticked
from specs.models.comment import Comment, Thread
from specs.models.conflict import Conflict
from specs.models.cycling import goes_round as goes_round
from specs.models.dependency import Dependency
from specs.models.digest import send_digests
from specs.models.dispatch import Dispatch
from specs.models.drift import Drift
from specs.models.drill import Drill
from specs.models.event import Event, Verb
from specs.models.export import Export
from specs.models.gate_question import GateQuestion
from specs.models.importing import Import
from specs.models.link_check import LinkCheck
from specs.models.looking_again import looked_at_lately as looked_at_lately
from specs.models.notification import Notification, notify
from specs.models.outbox import ExportState, Step
from specs.models.person import User
from specs.models.policy import Policy
from specs.models.presence import Presence
from specs.models.promising import capped_by_others as capped_by_others
from specs.models.recounting import recount_stale
from specs.models.reminder import mark_reviews
from specs.models.repository import Delivery, Repository
from specs.models.review import Decision, Review, ReviewState, Verdict
from specs.models.revision import Revision
from specs.models.runbook import PublishedAlert, PublishedRunbook
from specs.models.saved_view import SavedView
from specs.models.seal import Seal
from specs.models.sealing import seal_events
from specs.models.searched import Kind, Searched, SearchState, index_all, index_due
from specs.models.section_read import SectionRead
from specs.models.spec import Spec
from specs.models.team import Membership, Role, Team
from specs.models.token import Scope, Token
from specs.models.waiver import Waiver
from specs.models.waiving import mark_waivers
from specs.models.webhook import Webhook
from specs.models.workflow import MOVES, Blocked, Move, Overtaken, Refused, Status

__all__ = [
    "MOVES",
    "Area",
    "Blocked",
    "BreakGlass",
    "ChapterState",
    "ChecklistItem",
    "Comment",
    "Conflict",
    "Decision",
    "Delivery",
    "Dependency",
    "Dispatch",
    "Drift",
    "Drill",
    "Event",
    "Export",
    "ExportState",
    "GateQuestion",
    "Import",
    "Kind",
    "LinkCheck",
    "Membership",
    "Move",
    "Notification",
    "Overtaken",
    "Policy",
    "Presence",
    "PublishedAlert",
    "PublishedRunbook",
    "Refused",
    "Repository",
    "Review",
    "ReviewState",
    "Revision",
    "Role",
    "SavedView",
    "Scope",
    "Seal",
    "SearchState",
    "Searched",
    "SectionRead",
    "Spec",
    "Status",
    "Step",
    "Team",
    "Thread",
    "Ticked",
    "Token",
    "User",
    "Verb",
    "Verdict",
    "Waiver",
    "Webhook",
    "index_all",
    "index_due",
    "mark_reviews",
    "mark_waivers",
    "notify",
    "recount_stale",
    "seal_events",
    "send_digests",
]
