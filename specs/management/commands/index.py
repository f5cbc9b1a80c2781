"""Read every specification again for search."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from specs import full_text
from specs.models import index_all, index_due


class Command(BaseCommand):
    """For a database that came from elsewhere, or when search does not find what is there."""

    help = "Make the search index anew; with --due only what changed since search last looked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Everything, or what is due."""
        parser.add_argument("--due", action="store_true", help="only what changed")

    def handle(self, *, due: bool, **options: Any) -> None:
        """Read them, and say how many."""
        full_text.make()
        count = index_due() if due else index_all()
        self.stdout.write(f"{count} specifications read for search")
