"""Check Markdown specifications without a database or a server."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from specs.linting import FORMATS, together
from specs.readiness import rules
from specs.readiness.policy import DEFAULT, Policy

BLOCKED, UNREADABLE = 1, 2
STDIN = Path("-")


class Command(BaseCommand):
    """Reads files, asks every rule, says where."""

    help = (
        "Check Markdown specifications: each finding with its line. No database, no server. "
        "Exit codes: 0 no blocker, 1 blockers, 2 a file cannot be read."
    )
    requires_system_checks: list[str] = []  # they would ask for more than files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, folders or `-`, the format, and rules that do not count."""
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
        found = together({str(path): _text(path) for path in _files(paths)}, policy)
        self.stdout.write(FORMATS[options["format"]](found), ending="")
        if any(one.finding.severity == "blocker" for each in found.values() for one in each):
            raise SystemExit(BLOCKED)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files themselves, and every `.md` below the folders; a folder without one is a wrong path."""
    for path in paths:
        below = sorted(one for one in path.rglob("*.md") if one.is_file()) if path.is_dir() else []
        if path.is_dir() and not below:
            raise CommandError(f"{path}: no Markdown file below it.", returncode=UNREADABLE)
        yield from below or [path]


def _text(path: Path) -> str:
    """What stands in a file, or comes in where the path is `-`; a byte order mark is no text."""
    try:
        content = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}.", returncode=UNREADABLE) from problem
    if b"\0" in content:
        raise CommandError(f"{path}: this is no text.", returncode=UNREADABLE)
    return content.decode("utf-8-sig", errors="replace")
