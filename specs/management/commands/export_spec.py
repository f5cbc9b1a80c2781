"""Write the file of a specification, as it was approved or as it is being written."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs import writer
from specs.models import Spec

UNKNOWN, NOT_APPROVED = 2, 3


class Command(BaseCommand):
    """Give the stored bytes of the approved revision; never what would be written today."""

    help = (
        "Write the approved file of a specification to the standard output or into a folder. "
        "Exit codes: 0 written, 2 no such specification, 3 nothing of it is approved."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the specification, where to, and which state of it."""
        parser.add_argument("guid")
        parser.add_argument(
            "--to", metavar="DIR", type=Path, help="the folder to write the file to"
        )
        parser.add_argument(
            "--draft",
            action="store_true",
            help="what is being written, instead of what is approved",
        )

    def handle(self, *, guid: str, to: Path | None, draft: bool, **options: Any) -> None:
        """Find, render, write."""
        spec = Spec.objects.select_related("approved", "team").filter(guid=guid).first()
        if spec is None:
            raise CommandError(f"No specification has the GUID {guid}.", returncode=UNKNOWN)
        text = self._text(spec, draft)
        if to is None:
            self.stdout.write(text, ending="")
            return
        to.mkdir(parents=True, exist_ok=True)
        path = to / f"ybs-spec_{guid}.md"
        path.write_bytes(text.encode())
        self.stdout.write(str(path))

    def _text(self, spec: Spec, draft: bool) -> str:
        if draft:
            return writer.write(spec.document())
        if spec.approved is None:
            raise CommandError(
                f"Nothing of {spec} is approved; --draft gives what is being written.",
                returncode=NOT_APPROVED,
            )
        return spec.approved.markdown
