"""The one Django application of the portal."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate

from specs import full_text, sign_ins


class SpecsConfig(AppConfig):
    """Everything about specs: one migration history, one test namespace."""

    name = "specs"
    verbose_name = "Operations specifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What no model can say is made when the tables are; each session knows when it began."""
        post_migrate.connect(full_text.make, sender=self)
        user_logged_in.connect(sign_ins.note)
