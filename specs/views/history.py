"""What was: the versions of a specification."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from specs import access, versioning
from specs.listing import moves_of
from specs.models import Revision
from specs.models.history import Pair, sizes
from specs.views.doors import PersonRequest, signed_in
from specs.views.moving import revise


@signed_in
@require_http_methods(["GET", "POST"])
def versions(request: PersonRequest, guid: str) -> HttpResponse:
    """The timeline of versions; a POST opens the next one."""
    if request.method == "POST":
        return revise(request, guid)
    spec = access.spec_for_reading(request.user, guid)
    revisions = access.revisions_visible(request.user, spec).defer("document", "markdown")
    drafting = access.may_read_draft(request.user, spec)
    context = {
        "spec": spec,
        "tab": "history",
        "moves": moves_of(spec, request.user),
        "versions": _timeline(list(revisions.select_related("review"))),
        "drafting": drafting and spec.is_editable,
        "audit": drafting,
        "may_discard": versioning.may_discard(request.user, spec),
        "may_go_back": spec.may("revise", request.user),
    }
    return render(request, "specs/versions.html", context)


def _timeline(revisions: list[Revision]) -> list[dict[str, Any]]:
    """Each revision with the one before it and how much changed between them."""
    pairs = {new.pk: _pair(old, new) for new, old in pairwise(revisions)}
    found = sizes(pairs.values())
    return [
        {"revision": revision, "review": getattr(revision, "review", None), "previous": old,
         "size": found[pairs[revision.pk]] if old else None}
        for revision, old in zip(revisions, [*revisions[1:], None], strict=False)
    ]  # fmt: skip


def _pair(old: Revision, new: Revision) -> Pair:
    return Pair(old.pk, new.pk, old.content_digest, new.content_digest)
