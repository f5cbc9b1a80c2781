"""The label and the channel of each severity, as the policy said when a version was approved."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from specs.artefacts import Source
from specs.documents import Document
from specs.models.policy import Policy


class Alerting:
    """What every policy said, read once; what was approved compiles to the same for good."""

    def __init__(self) -> None:
        decided = Policy.objects.order_by("-number").values_list("at", "alerting")
        self._decided = list(decided)

    def source(self, document: Document, published_at: datetime | None) -> Source:
        """A document to compile; what is not published yet goes by the policy of today."""
        holds = (said for at, said in self._decided if not published_at or at <= published_at)
        said: dict[str, dict[str, str]] = next(holds, {})
        return Source(
            document,
            settings.PORTAL_URL,
            labels={name: one["label"] for name, one in said.items()},
            channels={name: one["channel"] for name, one in said.items()},
        )


def heard(severity: str, named: str, said: dict[str, str]) -> str:
    """Where an alert of a severity goes by what the policy said of it; nothing where it said nothing."""
    channel, label = said.get("channel", ""), said.get("label", "")
    told = []
    if channel and named:
        told.append(f"The policy sends {severity} alerts to {channel}; this one names its own.")
    elif channel:
        told.append(
            f"It goes to {channel}: nobody is named, and the policy sends {severity} there."
        )
    if label:
        told.append(f"Its severity is labelled {label}.")
    return " ".join(told)


def severities() -> dict[str, dict[str, str]]:
    """The label and the channel of each severity, as the policy says today."""
    newest = Policy.newest()
    return dict(newest.alerting) if newest else {}
