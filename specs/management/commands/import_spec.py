"""Read a file in our own format, or any Markdown, into a draft."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs import reader
from specs.models import Refused, Team, User
from specs.receiving import guid_of, receive, team_named

UNREADABLE, UNKNOWN, REFUSED = 2, 2, 3


class Command(BaseCommand):
    """Nothing is dropped: what no field takes goes to the notes of its section, and is listed."""

    help = (
        "Import a specification as a draft. Lines that fit no field go to notes and are listed. "
        "Exit codes: 0 imported, 2 the file, team or person is not found, 3 refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose it is, and what to do about a GUID that exists."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--team", metavar="SLUG", help="the owner; otherwise the one in the file"
        )
        parser.add_argument(
            "--guid", default="", help="another GUID than the file's; new makes one"
        )
        parser.add_argument(
            "--by", metavar="USERNAME", help="who imports it: an editor from then on"
        )
        parser.add_argument("--replace", action="store_true", help="overwrite a draft of that GUID")

    def handle(self, *, file: Path, guid: str, replace: bool, **options: Any) -> None:
        """Read, store, tell."""
        reading = reader.read(_text(file))
        document = reading.settled()
        team = self._team(options["team"]) if options["team"] else None
        by = self._person(options["by"]) if options["by"] else None
        try:
            wanted = guid_of(document, guid)
            owner = team or team_named(document["header"]["team"])
            spec = receive(document, owner, wanted, by, replace=replace)
        except Refused as refused:
            raise CommandError(str(refused), returncode=REFUSED) from refused
        self.stdout.write(f"{spec.guid}\t{spec}\t{spec.team}")
        for slug, lines in reading.leftovers.items():
            self.stderr.write(f"{slug}: {_count(lines)} went to its notes")
            self.stderr.writelines(f"    {line}" for line in lines if line)

    def _team(self, slug: str) -> Team:
        team = Team.objects.filter(slug=slug).first()
        if team is None:
            raise CommandError(f"No team is called {slug}.", returncode=UNKNOWN)
        return team

    def _person(self, username: str) -> User:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {username}.", returncode=UNKNOWN)
        return person


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{file} cannot be read: {problem}", returncode=UNREADABLE) from problem


def _count(lines: list[str]) -> str:
    number = sum(bool(line) for line in lines)
    return "1 line" if number == 1 else f"{number} lines"
