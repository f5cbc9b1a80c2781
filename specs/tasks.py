"""Celery doors: each knows its model by name only, fetches it and calls one method."""

import logging
from typing import Any

from celery import Task, shared_task
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

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
def dispatch() -> None:
    """Send the mails and the webhook calls that wait."""
    dispatches: Any = apps.get_model("specs", "Dispatch")
    dispatches.deliver()


@shared_task
def sweep() -> None:
    """Nudge again whatever waits longer than it should."""
    for name in ("Export", "Dispatch", "Import"):
        waiting: Any = apps.get_model("specs", name)
        waiting.sweep()


@shared_task
def index() -> None:
    """Let search know what was written since it last looked."""
    models: Any = apps.get_app_config("specs").models_module
    models.index_due()


@shared_task
def index_one(pk: int) -> None:
    """Let search know one specification as it is now: it moved on."""
    models: Any = apps.get_app_config("specs").models_module
    if spec := models.Spec.objects.filter(pk=pk).first():
        models.Searched.refresh(spec)


@shared_task
def recount() -> None:
    """Bring the numbers of lists up to the rules and the policy of today."""
    models: Any = apps.get_app_config("specs").models_module
    models.recount_stale()


@shared_task
def mark_waivers() -> None:
    """End the waivers whose day or value has passed, and warn of those that end soon."""
    models: Any = apps.get_app_config("specs").models_module
    models.mark_waivers()


@shared_task
def bundle() -> None:
    """Write everything approved into the folder of the setting, for when there is no portal."""
    if settings.BUNDLE_DIR:
        call_command("bundle", settings.BUNDLE_DIR, verbosity=0)


@shared_task
def mark_reviews() -> None:
    """Mark what waits too long for its review, and tell who can do something about it."""
    models: Any = apps.get_app_config("specs").models_module
    models.mark_reviews()


@shared_task
def send_digests() -> None:
    """Put the daily mails into the outbox, once their hour has come."""
    models: Any = apps.get_app_config("specs").models_module
    models.send_digests()


@shared_task
def seal_events() -> None:
    """Seal the entries of the trail that are finished."""
    models: Any = apps.get_app_config("specs").models_module
    models.seal_events()


@shared_task
def fetch_import(pk: int) -> None:
    """Read the files of an import out of a repository."""
    imports: Any = apps.get_model("specs", "Import")
    imports.fetch(pk)


@shared_task
def forget_imports() -> None:
    """Drop the imports that nobody finished within a day."""
    imports: Any = apps.get_model("specs", "Import")
    imports.forget()


@shared_task
def look_at_links() -> None:
    """Ask some of the pages that alerts and dashboards lead to whether they are there."""
    links: Any = apps.get_model("specs", "LinkCheck")
    links.look()


@shared_task
def look_for_drift(pk: int) -> None:
    """Compare the files of a repository with what was exported there."""
    drifts: Any = apps.get_model("specs", "Drift")
    drifts.look(pk)


@shared_task
def look_for_drifts() -> None:
    """Have every repository compared."""
    drifts: Any = apps.get_model("specs", "Drift")
    drifts.sweep()
