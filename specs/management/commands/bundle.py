"""Write everything approved into a folder that needs no portal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs.bundle import NotOurs, files, replace

REFUSED = 2


class Command(BaseCommand):
    """The break-glass bundle: open index.html, with no server."""

    help = (
        "Write all approved specifications and runbooks as HTML and Markdown, with an index and a search "
        "that work from the file. Replaces DIR as a whole. Exit codes: 0 written, 2 DIR holds other files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and whether private teams' are wanted."""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--private", action="store_true", help="with the specifications of private teams"
        )

    def handle(self, *, folder: Path, private: bool, **options: Any) -> None:
        """Write beside, rename."""
        try:
            count = replace(folder, files(private))
        except NotOurs as refused:
            raise CommandError(str(refused), returncode=REFUSED) from refused
        self.stdout.write(f"{count} files in {folder}")
