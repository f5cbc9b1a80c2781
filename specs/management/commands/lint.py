"""Check Markdown specifications without a database or a server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs.linting import FORMATS, Located, located
from specs.readiness import rules
from specs.readiness.policy import DEFAULT, Policy

BLOCKED, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Reads files, asks every rule, says where."""

    help = (
        "Check Markdown specifications: each finding with its line. No database, no server. "
        "Exit codes: 0 no blocker, 1 blockers, 2 a file cannot be read."
    )
    requires_system_checks: list[str] = []  # they would ask for more than files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files or folders, the format, and rules that do not count."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--format", choices=sorted(FORMATS), default="human")
        parser.add_argument(
            "--off",
            action="append",
            default=[],
            metavar="RULE",
            help="a rule that does not count here",
        )

    def handle(self, *, paths: list[Path], **options: Any) -> None:
        """Every file in order, then one answer."""
        unknown = set(options["off"]) - {rule.id for rule in rules()}
        if unknown:
            raise CommandError(
                f"There is no rule {', '.join(sorted(unknown))}.", returncode=UNREADABLE
            )
        policy = Policy(off=frozenset(options["off"])) if options["off"] else DEFAULT
        found = {str(path): _of(path, policy) for path in _files(paths)}
        self.stdout.write(FORMATS[options["format"]](found), ending="")
        if any(one.finding.severity == "blocker" for each in found.values() for one in each):
            raise SystemExit(BLOCKED)


def _files(paths: list[Path]) -> list[Path]:
    """The files themselves, and every `.md` below the folders."""
    return [
        file for path in paths for file in (sorted(path.rglob("*.md")) if path.is_dir() else [path])
    ]


def _of(path: Path, policy: Policy) -> list[Located]:
    try:
        text = path.read_bytes().decode(errors="replace")
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}.", returncode=UNREADABLE) from problem
    return located(text, policy)
