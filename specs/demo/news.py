"""What the people of the demo were told meanwhile, and where else news would go."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from specs.models import Dispatch, ExportState, Notification, User, Webhook
from specs.models.kinds import Kind

READ_SINCE = timedelta(days=10)


def caught_up() -> None:
    """Everybody read what is older than ten days; no mail goes out about what never happened."""
    past = Notification.objects.filter(at__lt=timezone.now() - READ_SINCE)
    past.update(read_at=F("at") + timedelta(hours=3))
    Notification.objects.update(waits_for_digest=False)
    Dispatch.objects.all().delete()
    unread = Count("notifications", filter=Q(notifications__read_at=None))
    people = list(User.objects.annotate(counted=unread))
    for person in people:
        person.unread = person.counted
    User.objects.bulk_update(people, ["unread"])


def hooked() -> Webhook:
    """A chat that would hear decisions; it is off, and one call of it failed before."""
    hook = Webhook.objects.create(
        name="Operations chat", url="https://chat.shop.example/hooks/operations", active=False,
        kinds=[Kind.REVIEW_ASKED, Kind.DECIDED, Kind.EXPORT_FAILED],
    )  # fmt: skip
    said = {"kind": "test", "sentence": "Lena tests the webhook Operations chat.", "path": "/",
            "by": "lena", "spec": None}  # fmt: skip
    now = timezone.now()
    tried = {"webhook": hook, "kind": "test", "payload": said, "attempts": 1, "finished_at": now}
    Dispatch.objects.create(
        **tried, state=ExportState.FAILED, reason="There is no host chat.shop.example."
    )
    return hook
