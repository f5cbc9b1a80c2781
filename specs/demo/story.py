"""What has happened so far: six specifications on their way, told through the real moves."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from specs.demo import earlier, gating, news, reviewing, sources, talking, views
from specs.demo.clock import at, moment
from specs.demo.earlier import before
from specs.demo.repository import delivered
from specs.demo.texts import document_of
from specs.demo.writing import begun, complete, counted, edited, waived
from specs.models import (
    Drill,
    Event,
    PublishedRunbook,
    Review,
    Spec,
    User,
    Verb,
    mark_reviews,
    recount_stale,
)

Cast = dict[str, User]
SLOW_STEP = (
    "Step 4 took half of the time: nobody had the promtool of the right version at hand. "
    "It is in the on-call image now."
)


def tell(cast: Cast) -> list[Spec]:
    """Everything, and then what the portal itself would have marked meanwhile."""
    today = timezone.localdate()
    with at(moment(210)):
        reviewing.asked(cast["lena"])
    told = [one(cast, today) for one in (identity, checkout, storefront, ledger, hub, tax_export)]
    mark_reviews()
    views.kept(cast)
    recount_stale()
    for one in told:
        one.refresh_from_db()
        counted(one)
    news.caught_up()
    news.hooked()
    return told


def identity(cast: Cast, today: date) -> Spec:
    """Implemented half a year ago, and due to be looked at again."""
    ada, tomas, lena = cast["ada"], cast["tomas"], cast["lena"]
    with at(moment(205)):
        spec = begun(document_of("identity", today), ada, "3.0.2")
        complete(spec, ada)
    with at(moment(194)):
        spec.submit(ada, "Key rotation without a restart.", reviewers=[tomas, lena])
    with at(moment(192, 15)):
        spec.approve(lena, "The new key is published before it is used.")
    with at(moment(191)):
        spec.approve(tomas, "Rehearsed with me last week. Good to go.")
        delivered(spec)
    with at(moment(187, 14)):
        spec.implement(ada, "https://git.shop.example/customer/identity/-/commit/5c1e0b7")
        delivered(spec)
    with at(moment(78, 11)):
        headroom = "The JVM needs headroom at start, limit measured in the load test."
        waived(spec, "SCL-03", lena, headroom, today + timedelta(days=12))
    due = today - timedelta(days=7)
    Spec.objects.filter(pk=spec.pk).update(review_by=due, reminded_for=due)
    with at(moment(7, 6)):
        Event.record(spec, None, Verb.PAST_REVIEW, data={"review_by": due.isoformat()})
    return spec


def checkout(cast: Cast, today: date) -> Spec:
    """The complete one: two versions, the second approved in the second round."""
    mara, jonas, tomas, lena = (cast[name] for name in ("mara", "jonas", "tomas", "lena"))
    text = document_of("checkout-api", today)
    with at(moment(171)):
        spec = begun(before(text, earlier.checkout_1_2), mara, "1.2.0")
        complete(spec, mara)
    with at(moment(160)):
        spec.submit(mara, "First version on the new cluster.", reviewers=[tomas])
    with at(moment(158, 11)):
        spec.approve(lena)
        spec.approve(tomas, "The runbooks work; I followed two of them.")
        delivered(spec)
    with at(moment(154)):
        spec.implement(mara, "Deploy 1.2.0, pipeline 4417")
        delivered(spec)
    with at(moment(25)):
        spec.revise(mara, "minor")
    with at(moment(14, 16)):
        edited(spec, before(text, earlier.checkout_first_try), mara, runbooks=jonas)
        complete(spec, mara)
    with at(moment(12)):
        spec.submit(
            mara, "Asynchronous capture and a shorter recovery.", reviewers=[tomas, lena],
            deploy_on=today - timedelta(days=8),
        )  # fmt: skip
    with at(moment(11, 9)):
        spec.approve(lena, "No new secret, the webhook key is public.")
    with at(moment(11, 14)):
        spec.request_changes(
            tomas, "How do I see that a rollback worked? And a full pool wakes somebody: High."
        )
    token = gating.night_of_checkout(spec, jonas)
    with at(moment(10, 17)):
        edited(spec, text, mara)
        complete(spec, mara)
        spec.submit(mara, "Both done.", reviewers=[tomas])
    with at(moment(9, 9, 41)):
        spec.approve(tomas, "Clear now. Thank you for the smoke test.")
        delivered(spec)
    with at(moment(9, 15)):
        gating.asked(spec, token, "1.3.0", gating.RELEASE, "staging")
        gating.asked(spec, token, "1.3.0", gating.RELEASE)
    with at(moment(4, 14)):
        rehearsed(spec, jonas, "Checkout latency is high", 12, SLOW_STEP)
    return spec


def rehearsed(spec: Spec, by: User, title: str, minutes: int, trouble: str) -> None:
    """A runbook that was followed on a quiet day, with a clock."""
    row = PublishedRunbook.objects.get(spec=spec, title=title)
    Drill.record(
        spec, by, key=row.key, title=row.title, version=spec.version, promised=row.promised,
        on=timezone.localdate(), minutes=minutes, trouble=trouble,
    )  # fmt: skip


def storefront(cast: Cast, today: date) -> Spec:
    """Sent back two days ago; one suggestion has been followed."""
    ada, tomas, lena = cast["ada"], cast["tomas"], cast["lena"]
    text = document_of("storefront-web", today)
    with at(moment(149)):
        spec = begun(before(text, earlier.storefront_1_5), ada, "1.5.2")
        complete(spec, ada)
    with at(moment(144)):
        spec.submit(ada, "The catalogue purges by itself.", reviewers=[tomas])
    with at(moment(142)):
        spec.approve(lena)
        spec.approve(tomas)
        delivered(spec)
    with at(moment(18)):
        spec.revise(ada, "minor")
    with at(moment(6)):
        edited(spec, before(text, earlier.storefront_sent_back), ada)
    with at(moment(5)):
        reason = "The two open tasks are with procurement; please look at the rest."
        spec.submit(ada, "New search.", reason, reviewers=[tomas])
    talking.review_of_storefront(spec, tomas)
    with at(moment(2, 13)):
        spec.request_changes(
            tomas,
            "Nice runbooks. You promise more than Checkout API and Identity together can give, "
            "and the canary never ends. Fix both, the rest is fine.",
        )
    with at(moment(1, 15)):
        talking.followed_by(spec, ada)
        edited(spec, text, ada)
        complete(spec, ada)
    return spec


def ledger(cast: Cast, today: date) -> Spec:
    """In review for four days, which is one too many; readers still see 2.0.0."""
    noor, tomas, lena = cast["noor"], cast["tomas"], cast["lena"]
    text = document_of("ledger-api", today)
    with at(moment(110)):
        spec = begun(before(text, earlier.ledger_2_0), noor, "2.0.0")
        complete(spec, noor)
    with at(moment(95)):
        spec.submit(noor, "Books in one currency.", reviewers=[tomas])
    with at(moment(93)):
        spec.approve(lena)
        spec.approve(tomas, "The replay convinced me.")
        delivered(spec)
    with at(moment(16)):
        spec.revise(noor, "minor")
    with at(moment(5, 16)):
        edited(spec, text, noor)
        complete(spec, noor)
    with at(moment(4, 9)):
        reason = "Month-end freeze starts Friday, please look at the rest now."
        review = spec.submit(noor, "Five minutes instead of a day.", reason, reviewers=[tomas])
    talking.backup_of_ledger(spec, noor, tomas)
    with at(moment(3, 12)):
        reviewing.half_way(review, tomas)
    late = moment(1, 9)
    Review.objects.filter(pk=review.pk).update(reminded_at=late)
    with at(late):
        Event.record(spec, None, Verb.OVERDUE, data={"review": review.number, "days": 3})
    return spec


def hub(cast: Cast, today: date) -> Spec:
    """Half imported from the files beside the code; two parts are typed by hand."""
    ada, text = cast["ada"], document_of("notification-hub", today)
    with at(moment(3, 10)):
        spec = begun(before(text, earlier.hub_imported), ada, "0.4.0")
        for file in ("docker-compose.yml", ".env.example", "alerts.rules.yml", "catalog-info.yaml"):
            Event.record(spec, ada, Verb.IMPORTED, new=file)
        sources.told(spec, ada)
    with at(moment(3, 11)):
        edited(spec, text, ada)
    return spec


def tax_export(cast: Cast, today: date) -> Spec:
    """Begun yesterday: what a newcomer opens in the tutorial."""
    with at(moment(1, 16)):
        return begun(document_of("tax-export", today), cast["noor"], "0.1.0")
