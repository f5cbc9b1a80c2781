"""Files that were edited in git after an export: compared, imported back, or overwritten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from specs import access
from specs.models import Drift, Refused
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_POST
def look(request: PersonRequest, slug: str) -> HttpResponse:
    """Have a worker compare the files of a repository."""
    found = access.repository_for_admin(request.user, slug)
    Drift.ask(found)
    messages.info(request, "A worker looks into the repository. Reload this page in a moment.")
    return see_other(reverse("repository", args=[slug]))


@signed_in
@require_GET
def compare(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """What was exported beside what is in git now."""
    found = access.drift_for_reading(request.user, guid, pk)
    spec = found.export.spec
    context = {
        "spec": spec,
        "tab": "export",
        "drift": found,
        "lines": [(line[:1], line) for line in found.difference.split("\n")[2:]],
        "may_export": access.may_export(request.user, spec),
        "may_edit": access.may_edit(request.user, spec),
    }
    return render(request, "specs/drift.html", context)


@signed_in
@require_POST
def import_back(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Take what is in git into the draft, through the import wizard."""
    access.spec_for_editing(request.user, guid)
    found = access.drift_for_reading(request.user, guid, pk)
    try:
        began = found.import_back(request.user)
    except Refused as wrong:
        messages.error(request, str(wrong))
        return see_other(reverse("drift", args=[guid, pk]))
    return see_other(f"{reverse('import', args=[guid, began.pk])}?step=3")


@signed_in
@require_POST
def overwrite(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Send the approved bytes again."""
    access.spec_for_exporting(request.user, guid)
    found = access.drift_for_reading(request.user, guid, pk)
    run = found.export_id
    try:
        found.overwrite(request.user)
    except Refused as wrong:
        messages.error(request, str(wrong))
    return see_other(reverse("export", args=[guid, run]))
