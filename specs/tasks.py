"""Celery doors: each knows its model by name only, fetches it and calls one method."""

import logging
from typing import Any

from celery import Task, shared_task
from django.apps import apps

log = logging.getLogger(__name__)


def nudge(task: "Task[..., None]", *args: Any) -> None:
    """Send a message, or do without: the row is the job and the sweep finds it."""
    try:
        task.apply_async(args, retry=False)
    except Exception:
        log.warning("The broker did not answer; the sweep will pick the job up.", exc_info=True)


@shared_task
def export(pk: int) -> None:
    """Deliver what waits for the repository of this export."""
    delivery: Any = apps.get_model("specs", "Export")
    delivery.deliver(pk)


@shared_task
def sweep() -> None:
    """Nudge again whatever waits longer than it should."""
    exports: Any = apps.get_model("specs", "Export")
    exports.sweep()


@shared_task
def mark_reviews() -> None:
    """Mark what waits too long for its review, and tell who can do something about it."""
    models: Any = apps.get_app_config("specs").models_module
    models.mark_reviews()
