"""Make the list of runbooks anew."""

from typing import Any

from django.core.management.base import BaseCommand

from specs.models import PublishedRunbook


class Command(BaseCommand):
    """For a portal whose specifications were approved before there was a list."""

    help = "Make the list of approved runbooks, and of the alerts that lead to them, anew."

    def handle(self, **options: Any) -> None:
        """Every specification that has an approved version."""
        count = PublishedRunbook.publish_all()
        self.stdout.write(f"{PublishedRunbook.objects.count()} runbooks of {count} specifications")
