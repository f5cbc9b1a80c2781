"""Fill the table behind the dependency graph again, from the documents themselves."""

from typing import Any

from django.core.management.base import BaseCommand

from specs.models import Dependency, Spec


class Command(BaseCommand):
    """Safe at any time: what is right already stays as it is."""

    help = "Read the dependencies of every specification again, as written and as approved."

    def handle(self, **options: Any) -> None:
        """All of them, one after the other."""
        count = Dependency.read_again(Spec.objects.order_by("pk"))
        words = "1 specification" if count == 1 else f"{count} specifications"
        self.stdout.write(f"Read the dependencies of {words}.")
