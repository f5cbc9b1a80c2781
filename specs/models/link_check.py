"""Whether the pages that alerts and dashboards lead to are there: asked by a worker, never while typing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from specs.documents import Document, Finding
from specs.models.checking import from_records
from specs.models.revision import Revision
from specs.models.spec import Spec
from specs.posting import NotPosted, Refused, ask
from specs.readiness.links import LONGEST, addresses, dead, links_of
from specs.sections.alerts import Alert
from specs.sections.dashboards import Dashboard

log = logging.getLogger(__name__)
A_FEW, MANY = 30, 500
AGENT = {"user-agent": "opsportal-links/1", "accept": "*/*"}


class LinkCheck(models.Model):
    """What one address answered when it was last asked."""

    url = models.CharField("address", max_length=LONGEST, unique=True)
    status = models.PositiveSmallIntegerField("answer", default=0)
    fault = models.CharField(max_length=300, blank=True, default="")
    dead = models.BooleanField(default=False)
    at = models.DateTimeField("asked at", null=True, blank=True)

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url

    @classmethod
    def look(cls) -> None:
        """Ask those that were not asked for longest, and count anew where an answer has changed."""
        if not settings.LINK_HOSTS:
            return
        linked = _linked()
        cls._keep(set(linked))
        moved: set[int] = set()
        for one in cls._due().order_by(F("at").asc(nulls_first=True), "pk")[:A_FEW]:
            if one._take() and one._ask():
                moved |= linked[one.url]
        for spec in Spec.objects.filter(pk__in=moved).select_related("team"):
            spec.recount()

    @classmethod
    def _keep(cls, wanted: set[str]) -> None:
        """One row for each address that somebody links to, and no others."""
        known = dict(cls.objects.order_by().values_list("url", "pk"))
        gone = [pk for url, pk in known.items() if url not in wanted]
        for start in range(0, len(gone), MANY):
            cls.objects.filter(pk__in=gone[start : start + MANY]).delete()
        new = [LinkCheck(url=url) for url in sorted(wanted - known.keys())]
        LinkCheck.objects.bulk_create(new, MANY, ignore_conflicts=True)

    @classmethod
    def _due(cls) -> models.QuerySet[LinkCheck]:
        before = timezone.now() - timedelta(seconds=settings.LINK_SECONDS)
        return cls.objects.filter(Q(at=None) | Q(at__lte=before))

    def _take(self) -> bool:
        """Whether it is ours to ask: another worker may have been faster."""
        return bool(self._due().filter(pk=self.pk).update(at=timezone.now()))

    def _ask(self) -> bool:
        """Ask it; whether that is news."""
        was, self.status, self.fault = self.dead, 0, ""
        try:
            self.status = _answer(self.url)
            self.dead = not 200 <= self.status < 400
            self.fault = f"It answered {self.status}." if self.dead else ""
        except Refused as wrong:  # nothing is known about the page
            self.dead, self.fault = False, wrong.reason[:300]
            log.warning("The link %s is not asked: %s", self.url, wrong.reason)
        except NotPosted as wrong:
            self.dead, self.fault = True, wrong.reason[:300]
        self.save(update_fields=["status", "fault", "dead"])
        return was != self.dead


@from_records
def dead_links(spec: Spec, document: Document) -> Iterator[Finding]:
    """Links of alerts and dashboards that did not answer; nothing is asked here."""
    found = links_of(document, settings.LINK_HOSTS) if settings.LINK_HOSTS else []
    if not found:
        return
    asked = LinkCheck.objects.filter(dead=True, url__in={one.url for one in found}).order_by()
    faults = dict(asked.values_list("url", "fault"))
    yield from (dead(one, faults[one.url]) for one in dict.fromkeys(found) if one.url in faults)


def _answer(url: str) -> int:
    """The status of HEAD, or of GET where HEAD is not liked; redirects are not followed."""
    limits = {
        "seconds": settings.WEBHOOK_TIMEOUT_SECONDS,
        "private": settings.WEBHOOK_ALLOW_PRIVATE,
    }
    status = ask("HEAD", url, AGENT, **limits).status
    return status if 200 <= status < 400 else ask("GET", url, AGENT, **limits).status


def _linked() -> dict[str, set[int]]:
    """The specifications that lead to each address that may be asked, in a draft or as approved."""
    found: dict[str, set[int]] = defaultdict(set)
    for spec, text in _texts():
        for url in addresses(text, settings.LINK_HOSTS):
            found[url].add(spec)
    return found


def _texts() -> Iterator[tuple[int, str]]:
    """What alerts and dashboards say, a batch of rows at a time."""
    alerts = Alert.objects.filter(
        Q(runbook__contains="://") | Q(annotations__contains="://")
    ).values_list("spec_id", "runbook", "annotations")
    for spec, *texts in alerts.order_by("pk").iterator(MANY):
        yield from ((spec, text) for text in texts)
    dashboards = Dashboard.objects.filter(url__contains="://").values_list("spec_id", "url")
    yield from dashboards.order_by("pk").iterator(MANY)
    approved = Revision.objects.filter(
        pk__in=Spec.objects.filter(approved__isnull=False).order_by().values("approved")
    ).values_list("spec_id", "document__sections__alerts", "document__sections__dashboards")
    for spec, alerted, shown in approved.order_by("pk").iterator(MANY):
        for row in (alerted or {}).get("alert", ()):
            yield from ((spec, row.get(cell, "")) for cell in ("runbook", "annotations"))
        for row in (shown or {}).get("dashboard", ()):
            yield spec, row.get("url", "")
