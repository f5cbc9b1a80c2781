"""What a file says was waived: lint takes its word, the gate decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ..documents import Finding
from ..let_pass import LetPass, one_line, read


def waived(found: Iterable[Finding], lines: Iterable[str], today: date) -> Iterator[Finding]:
    """The findings, with the waiver of rule and title where one holds today; a line is for one finding."""
    holding: dict[tuple[str, str], list[LetPass]] = {}
    for one in read(lines):
        if one.expires_on >= today:
            holding.setdefault((one.rule, one.title), []).append(one)
    for finding in found:
        passes = holding.get((finding.rule, one_line(finding.title)))
        yield replace(finding, waiver=passes.pop(0)) if passes else finding
