"""Check Markdown specifications without a database or a server."""

import sys
from argparse import ArgumentParser
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
        """Files, folders or `-`, the format, and what does not count."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--format", choices=sorted(FORMATS), default="human")
        parser.add_argument(
            "--off",
            action="append",
            default=[],
            metavar="RULE",
            help="a rule that does not count here",
        )
        parser.add_argument(
            "--no-waivers",
            action="store_false",
            dest="waivers",
            default=True,
            help="count also what the file says was waived",
        )

    def handle(self, *, paths: list[Path], **options: Any) -> None:
        """Every file in order, then one answer; what cannot be read hides nothing of the rest."""
        unknown = set(options["off"]) - {rule.id for rule in rules()}
        if unknown:
            raise CommandError(
                f"There is no rule {', '.join(sorted(unknown))}.", returncode=UNREADABLE
            )
        policy = Policy(off=frozenset(options["off"])) if options["off"] else DEFAULT
        texts, unread = _read(paths)
        found = together(texts, policy, waivers=options.get("waivers", True))
        self.stdout.write(FORMATS[options["format"]](found), ending="")
        if unread:
            raise CommandError("\n".join(unread), returncode=UNREADABLE)
        if any(one.finding.blocks for each in found.values() for one in each):
            raise SystemExit(BLOCKED)


class Unreadable(Exception):
    """A path that says nothing; the others are read."""


def _read(paths: list[Path]) -> tuple[dict[str, str], list[str]]:
    """The texts by path, and of each path that has none why."""
    texts: dict[str, str] = {}
    unread: list[str] = []
    for path in paths:
        try:
            files = _files(path)
        except Unreadable as wrong:
            unread.append(str(wrong))
            continue
        for file in files:
            try:
                texts[str(file)] = _text(file)
            except Unreadable as wrong:
                unread.append(str(wrong))
    return texts, unread


def _files(path: Path) -> list[Path]:
    """The file itself, or every `.md` below a folder; a folder without one is a wrong path."""
    if not path.is_dir():
        return [path]
    below = sorted(one for one in path.rglob("*.md") if one.is_file())
    if not below:
        raise Unreadable(f"{path}: no Markdown file below it.")
    return below


def _text(path: Path) -> str:
    """What stands in a file, or comes in where the path is `-`; a byte order mark is no text."""
    try:
        content = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except OSError as problem:
        raise Unreadable(f"{path}: {problem.strerror}.") from problem
    if b"\0" in content:
        raise Unreadable(f"{path}: this is not a text file.")
    return content.decode("utf-8-sig", errors="replace")
