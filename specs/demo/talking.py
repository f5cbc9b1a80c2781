"""What the people of the demo say to each other about single places."""

from __future__ import annotations

from specs import comments, rewording, suggestions, template
from specs.demo.clock import at, moment
from specs.models import Comment, Spec, User


def place(spec: Spec, slug: str, field: str = "", *, row: int = 0) -> str:
    """The address of a row of the draft, by its number from 0 (-1: the last), or of a field in it."""
    keys = list(template.find(slug).of(spec.pk).order_by("position").values_list("key", flat=True))
    return ".".join(part for part in (slug, keys[row], field) if part)


def backup_of_ledger(spec: Spec, noor: User, tomas: User) -> None:
    """A question, an answer, and a suggestion that nobody has followed yet."""
    where = place(spec, "backup", "frequency")
    with at(moment(3, 11)):
        asked = comments.start(spec, tomas, where, "5 minutes or one day, which is true?", {})
        gone = comments.start(spec, tomas, "metric.ledgerqueue0", "Who watches the queue now?", {})
        spec.comment(tomas, "Two questions: Backup, row 1, and the metric that went.")
    with at(moment(3, 14)):
        answer = "@tomas, Data Platform can stream WAL from Monday. It is daily until then."
        comments.reply(spec, noor, asked, answer, {})
        comments.reply(spec, noor, gone, "The broker team: it has the alert since October.", {})
    with at(moment(2, 10)):
        wished = {where: "Daily + WAL streaming"}
        both = comments.reply(spec, tomas, asked, "Then write both.", wished)
        spec.comment(tomas, "")
        comments.settle(spec, tomas, gone, resolved=True)
        both.refresh_from_db()
    with at(moment(2, 11)):
        rewording.reword(both, tomas, "Then write both: the day and the stream.")


def review_of_storefront(spec: Spec, tomas: User) -> None:
    """Two suggestions, sent with the decision."""
    with at(moment(2, 12)):
        escalation = place(spec, "runbook", "escalate_after")
        said = "Half an hour of lost visitors before anybody else hears of it?"
        comments.start(spec, tomas, escalation, said, {escalation: "15 min"})
        last = place(spec, "canary_step", "percent", row=-1)
        said = "It never ends: half of the visitors would stay on the old version."
        comments.start(spec, tomas, last, said, {last: "100%"})


def followed_by(spec: Spec, ada: User) -> None:
    """The first of the suggestions is followed."""
    escalation = place(spec, "runbook", "escalate_after")
    suggestions.apply(spec, ada, Comment.objects.get(thread__spec=spec, thread__place=escalation))
