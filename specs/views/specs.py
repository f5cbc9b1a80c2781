"""Finding, starting and overlooking specifications."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from specs import access, listing, versioning
from specs.forms.specs import COPY, IMPORT, STARTS, NewSpec
from specs.models import Spec, User
from specs.sections.base import Chapter
from specs.views import drafts
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.list_rows import list_rows
from specs.work import work_of, wrote_nothing

PAGE = 50


@signed_in
@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """What needs this person now."""
    return render(request, "home.html", _home(request.user))


@signed_in
@require_GET
def all_specs(request: PersonRequest) -> HttpResponse:
    """Every specification this person may find, filtered and sorted."""
    wanted = listing.Wanted.of(request.GET, request.user)
    found = wanted.filtered(access.specs_visible(request.user)).defer("progress")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page.object_list = access.published(request.user, page.object_list)
    context = {
        "page": page,
        "specs": page.object_list,
        "rows": list_rows(page.object_list, len(Chapter)),
        "q": wanted.q,
        "team": wanted.team,
        "status": wanted.status,
        "mine": wanted.mine,
        "may_write": access.may_start(request.user),
        "wanted": wanted,
        "teams": access.teams_visible(request.user),
        "statuses": listing.STATUSES,
        "query": wanted.query(),
    }
    return render(request, "specs/_results.html" if request.htmx else "specs/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Start a specification: blank, as a copy, or out of files."""
    copied, start = request.GET.get("copy", ""), request.GET.get("start", "")
    initial: dict[str, Any] = {"start": start} if start in dict(STARTS) else {}
    if copied:
        source = access.specs_visible(request.user).filter(guid=copied).first()
        initial = {"start": COPY, "source": source}
    form = NewSpec(request.user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        spec = _started(request.user, form.cleaned_data)
        first = "imports/new/" if form.cleaned_data["start"] == IMPORT else ""
        return see_other(f"/specs/{spec.guid}/{first}")
    status = 422 if form.errors else 200
    return render(request, "specs/new.html", {"form": form}, status=status)


@signed_in
@require_GET
def overview(request: PersonRequest, guid: str) -> HttpResponse:
    """The specification as a list of tasks, and what stands around it."""
    spec = access.spec_for_reading(request.user, guid)
    if not access.may_read_draft(request.user, spec):
        return see_other(f"/specs/{spec.guid}/read/")
    outline = drafts.Outline(spec, spec.document())
    context = {
        "spec": spec,
        "tab": "edit",
        "editable": access.may_edit(request.user, spec),
        "why_not": drafts.why_not(request.user, spec),
        "moves": listing.moves_of(spec, request.user),
        "may_discard": versioning.may_discard(request.user, spec),
        "comments_open": access.threads_open(request.user, spec),
        "first_visit": spec.is_editable
        and not any(one.state != "todo" for one in outline.progress),
        **outline.level(),
        **outline.summary(),
        **listing.around(spec),
    }
    return render(request, "specs/overview.html", context)


def _home(user: User) -> dict[str, Any]:
    lists, may_write = work_of(user), access.may_start(user)
    idle = not any(one["entries"] for one in lists)
    new = may_write and idle and wrote_nothing(user)
    return {"lists": lists, "may_write": may_write, "new_user": new}


def _started(by: User, said: dict[str, Any]) -> Spec:
    copied = listing.copied(by, said["source"]) if said["start"] == COPY else ()
    spec = Spec.start(said["team"], by, said["name"].strip(), *copied)
    if said["tier"]:
        spec.set_header(by, tier=said["tier"])
    return spec
