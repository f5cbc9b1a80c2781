"""What a decision leaves in the file: the review block, the status, the bytes and their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from specs import let_pass, writer
from specs.documents import Document, Finding
from specs.let_pass import literal, one_line

if TYPE_CHECKING:
    from specs.models.requirement import Requirements
    from specs.models.review import Decision


def approval(decision: Decision) -> dict[str, Any]:
    """One yes, as the revision keeps it."""
    return {
        "reviewer": decision.reviewer_id,
        "name": one_line(decision.reviewer.get_full_name()),
        "on": decision.at.date().isoformat(),
        "areas": [one_line(area) for area in decision.reviewer.area_list],
        "round": decision.review.number,
        "summary": decision.summary,
    }


def carried(needs: Requirements) -> list[dict[str, Any]]:
    """What was approved in an earlier round and has not changed since, by person and round."""
    found: dict[int, dict[str, Any]] = {}
    for need in needs.carried:
        if need.decision:
            kept = approval(need.decision) | {"areas": [], "carried": True}
            found.setdefault(need.decision.pk, kept)["areas"].append(one_line(need.area.name))
    looser = needs.operations
    if looser and looser.carried and looser.given:
        kept = approval(looser.given) | {"areas": [], "carried": True}
        found.setdefault(looser.given.pk, kept)["areas"].append("what loosens")
    return list(found.values())


def review_block(version: str, approvals: list[dict[str, Any]], digest: str) -> str:
    """Who approved which version when, for which areas, and the digest of the content."""
    lines = [_approved(version, given) for given in approvals]
    return "\n\n".join([*lines, f"**SHA-256**: {digest}"])


def waived(finding: Finding) -> dict[str, Any]:
    """One finding that was let pass, as the revision keeps it."""
    waiver = finding.waiver
    return {
        "rule": finding.rule,
        "section": finding.section,
        "address": finding.address,
        "value": finding.value,
        "severity": finding.severity,
        "title": one_line(finding.title),
        "reason": one_line(waiver.reason),
        "name": one_line(waiver.by.get_full_name()),
        "until": waiver.expires_on.isoformat(),
        "ticket": waiver.ticket,
    }


def rendered(
    document: Document, status: str, on: date, block: str, waivers: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """The published bytes with everything that vouches for them."""
    header = document["header"] | {"status": str(status), "updated": on.isoformat()}
    markdown = writer.write(
        document | {"header": header}, block, [let_pass.written(one) for one in waivers]
    )
    return {
        "markdown": markdown,
        "sha256": hashlib.sha256(markdown.encode()).hexdigest(),
        "writer": writer.VERSION,
    }


def _approved(version: str, given: dict[str, Any]) -> str:
    areas, name = literal(_listed(given["areas"])), literal(given["name"])
    if given.get("carried"):
        when = f"on {given['on']} in round {given['round']}"
        return f"**Carried**: {areas}, approved by {name} {when}, unchanged since"
    return f"**Approved**: Version {version} by {name} on {given['on']}" + (
        f", for {areas}" if areas else ""
    )


def _listed(words: list[str]) -> str:
    """Commas, and "and" before the last."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
