"""The one Django application of the portal."""

from django.apps import AppConfig


class SpecsConfig(AppConfig):
    """Everything about specs: one migration history, one test namespace."""

    name = "specs"
    verbose_name = "Operations specifications"
    default_auto_field = "django.db.models.BigAutoField"
