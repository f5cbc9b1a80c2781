"""The commit message of an exported file: who approved what, for people and for machines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from specs.blocks.header import TITLE
from specs.markdown.titles import untitle
from specs.models.workflow import Status

if TYPE_CHECKING:
    from specs.models.revision import Revision
    from specs.models.spec import Spec


def message(spec: Spec, revision: Revision, emails: Mapping[int, str]) -> str:
    """Subject and trailers; nothing in it can begin a line of its own."""
    names = [_one_line(given["name"]) for given in revision.approvals]
    event = "implemented" if revision.status == Status.IMPLEMENTED else f"approved by {_and(names)}"
    subject = f"ops: {_name(revision) or spec.guid} {revision.version} ({event})"
    approved = [
        f"Approved-by: {_address(given['name'], emails.get(given['reviewer'], ''))}"
        for given in revision.approvals
    ]
    digest = f"Opsportal-Digest: sha256:{revision.content_digest}"
    return "\n".join([subject, "", *marks(spec, revision), digest, *approved, ""])


def _name(revision: Revision) -> str:
    """The name that was approved; the draft may have another one by now."""
    heading = revision.markdown.partition("\n")[0].removeprefix(TITLE)
    return _one_line(untitle(heading))[:200]


def marks(spec: Spec, revision: Revision) -> tuple[str, str]:
    """The two lines by which the portal knows its own commit again."""
    return (
        f"Opsportal-Spec: {spec.guid}@{revision.version}",
        f"Opsportal-Revision: {revision.pk}",
    )


def _address(name: str, email: str) -> str:
    return f"{_one_line(name)} <{_one_line(email)}>" if email else _one_line(name)


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[<>\x00-\x1f\x7f]", " ", text).split())


def _and(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
