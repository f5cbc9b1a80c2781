"""The house: settings, addresses and the doors to web server and worker."""

from opsportal.celery import app as celery_app

__all__ = ["celery_app"]
