"""The rows of the list of specifications, written without the template engine: it was a third of the page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from specs.models import Spec
from specs.templatetags.icons import status_tag


def list_rows(specs: Iterable[Spec], total: int) -> SafeString:
    """One row for each specification as this person is shown it; `total` is the number of chapters."""
    return mark_safe("".join(_row(spec, total) for spec in specs))  # noqa: S308


def _row(spec: Spec, total: int) -> str:
    edited = spec.updated_at
    blockers = ""
    if spec.blockers and not spec.is_face:
        blockers = f'<span class="sev block">{spec.blockers}</span>'
    return (
        f'<tr><th scope="row"><a href="/specs/{spec.guid}/" data-row-link>'
        f"{escape(spec.name) or 'Untitled'}</a>{_late(spec)}</th>"
        f"<td>{escape(spec.team.name)}</td><td>{status_tag(spec.shown_status)}</td>"
        f'<td class="mono" data-label="Version">{escape(spec.version)}</td>'
        f'<td><span class="meter"><progress max="{total}" value="{spec.complete}" '
        f'aria-label="Complete sections"></progress>{spec.complete} of {total}</span></td>'
        f'<td class="r" data-label="Blockers">{blockers}</td>'
        f'<td class="dim"><time datetime="{edited.isoformat()}" data-local>'
        f"{localtime(edited):%-d %b %Y}</time></td></tr>"
    )


def _late(spec: Spec) -> str:
    if spec.past_review_by:
        return '<small class="sev warn">Review date passed</small>'
    return '<small class="sev warn">Review overdue</small>' if spec.review_overdue else ""
