"""Tell whether a file is an approved revision, unaltered."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs import reader, template
from specs.documents import Document, keyless
from specs.models import Revision, Status

ALTERED, UNKNOWN = 1, 2


class Command(BaseCommand):
    """Compare bytes first; only a file that differs is read, to say where."""

    help = (
        "Check a file against the approved revisions. "
        "Exit codes: 0 an approved revision, 1 altered, 2 unknown or unreadable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        """Say yes, or what is different."""
        content = _bytes(file)
        published = Revision.objects.filter(status__in=[Status.APPROVED, Status.IMPLEMENTED])
        digest = hashlib.sha256(content).hexdigest()
        if found := published.filter(sha256=digest).select_related("spec").first():
            self.stdout.write(
                f"{file}: {found.spec.name} {found.version}, {_whose(found)}, unaltered"
            )
            return
        document = reader.read(content.decode(errors="replace")).document
        head = document["header"]
        same = published.filter(spec__guid=head["guid"]).order_by("-number")
        revision = (
            same.filter(version=head["version"], status=head["status"]).first() or same.first()
        )
        if revision is None:
            raise CommandError(
                f"{file}: no approved revision of “{head['guid']}” is known here.",
                returncode=UNKNOWN,
            )
        where = ", ".join(_differing(document, revision.document)) or "its bytes only"
        raise CommandError(
            f"{file}: altered. It differs from version {revision.version} in: {where}.",
            returncode=ALTERED,
        )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem}", returncode=UNKNOWN) from problem


def _whose(revision: Revision) -> str:
    """By whom and when, as the file itself says."""
    given = [f"{one['name']} on {one['on']}" for one in revision.approvals]
    words = "implemented, " if revision.status == Status.IMPLEMENTED else ""
    return f"{words}approved by {', '.join(given)}"


def _differing(one: Document, other: Document) -> list[str]:
    """The sections that do not hold the same."""
    ours, theirs = keyless(one)["sections"], keyless(other)["sections"]
    return [
        section.called()
        for section in template.sections()
        if ours[section.slug] != theirs[section.slug]
    ]
