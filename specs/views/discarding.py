"""Deleting a draft: what goes and what stays is said first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from specs import access, versioning
from specs.documents import content_digest
from specs.models import Refused, Spec
from specs.views.doors import PersonRequest, see_other, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def draft(request: PersonRequest, guid: str) -> HttpResponse:
    """Ask, or delete what was shown; 409 when there is another draft by now, or none."""
    spec = access.spec_for_editing(request.user, guid)
    if request.method != "POST":
        return _page(request, spec)
    version = spec.version
    try:
        kept = versioning.discard(spec, request.user, request.POST.get("seen", ""))
    except Refused as refused:
        return _page(request, Spec.objects.get(pk=spec.pk), str(refused))
    messages.success(request, f"Draft {version} is deleted. {kept} and its history stay.")
    return see_other(f"/specs/{spec.guid}/")


def _page(request: PersonRequest, spec: Spec, refused: str = "") -> HttpResponse:
    context = {"spec": spec, "tab": "history", "refused": refused}
    possible = versioning.may_discard(request.user, spec)
    if possible:
        changes, threads = versioning.lost(spec)
        context |= {"changes": changes, "threads": threads, "seen": content_digest(spec.document())}
    status = 409 if refused else 200
    return render(request, "specs/discard.html", context | {"possible": possible}, status=status)
