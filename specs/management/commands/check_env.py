"""Compare a real `.env` with the configuration of a specification."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs import reader
from specs.artefacts import Source
from specs.documents import Document
from specs.environment import faults
from specs.models import Spec

WRONG, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Reads both, and says line by line what does not fit."""

    help = (
        "Check an environment file against a specification. Sensitive values are never printed. "
        "Exit codes: 0 all fits, 1 something does not, 2 a file or specification cannot be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and the specification as a GUID or as a Markdown file."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--spec", required=True, metavar="GUID|FILE")

    def handle(self, *, file: Path, spec: str, **options: Any) -> None:
        """Print every fault with its line."""
        found = faults(_text(file), Source(_document(spec)))
        for one in found:
            self.stdout.write(f"{file}:{one}")
        if found:
            raise SystemExit(WRONG)
        self.stdout.write(f"{file}: as the specification says.")


def _document(spec: str) -> Document:
    """Of a file without the database; of a GUID its approved revision."""
    if Path(spec).is_file():
        return reader.read(_text(Path(spec))).document
    found = Spec.objects.select_related("approved").filter(guid=spec).first()
    if found is None or found.approved is None:
        raise CommandError(
            f"There is no file and no approved specification {spec}.", returncode=UNREADABLE
        )
    document: Document = found.approved.document
    return document


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode(errors="replace")
    except OSError as problem:
        raise CommandError(f"{file}: {problem.strerror}.", returncode=UNREADABLE) from problem
