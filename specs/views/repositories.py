"""Repositories: where approved specifications go, and whether they answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import access
from specs.faces import faced
from specs.forms.repositories import RepositoryForm
from specs.git.errors import GitError
from specs.models import Export, Repository
from specs.views.doors import PersonRequest, see_other, signed_in

RUNS = 20
TESTED = "repository-tested"


@signed_in
@require_GET
def repositories(request: PersonRequest) -> HttpResponse:
    """All of them, with what they received last."""
    found = list(access.repositories_visible(request.user))
    last, known = Export.last_of(found), _known(request)
    rows = [
        {"repository": one, "last": last.get(one.pk), "serves": _serves(one, known)}
        for one in found
    ]
    context = {"repositories": rows, "may_admin": request.user.is_admin}
    return render(request, "repositories/list.html", context)


@signed_in
@require_GET
def repository(request: PersonRequest, slug: str) -> HttpResponse:
    """How one is delivered to, and its last exports."""
    found = access.repository_for_reading(request.user, slug)
    tested = request.session.pop(TESTED, None)
    drifts = list(access.drifts_visible(request.user, found))
    faced(request.user, (one.export for one in drifts))
    context = {
        "repository": found,
        "runs": faced(request.user, access.runs_visible(request.user, found)[:RUNS]),
        "pending": faced(request.user, access.pending_visible(request.user, found)[:RUNS]),
        "drifts": drifts,
        "waiting_count": Export.waiting_for(found),
        "may_admin": request.user.is_admin,
        "serves": _serves(found, _known(request)),
        "tested": tested if tested and tested["slug"] == slug else None,
    }
    return render(request, "repositories/detail.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_repository(request: PersonRequest) -> HttpResponse:
    """One more place for approved files."""
    access.require_admin(request.user)
    return _edited(request, None)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_repository(request: PersonRequest, slug: str) -> HttpResponse:
    """Say how files get in."""
    return _edited(request, access.repository_for_admin(request.user, slug))


@signed_in
@require_POST
def test_repository(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask the server whether it lets us read."""
    found = access.repository_for_admin(request.user, slug)
    try:
        ok, sentence = True, found.probe()
    except GitError as wrong:
        ok, sentence = False, wrong.reason
    request.session[TESTED] = {"slug": slug, "ok": ok, "sentence": sentence}
    return see_other(_address(found))


def _edited(request: PersonRequest, found: Repository | None) -> HttpResponse:
    form = RepositoryForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        saved = form.keep(request.user)
        messages.success(request, f"{saved} is saved. Test the connection before you rely on it.")
        return see_other(_address(saved))
    shown = {"form": form, "repository": found}
    return render(request, "repositories/form.html", shown, status=422 if form.errors else 200)


def _address(found: Repository) -> str:
    return reverse("repository", args=[found.slug])


def _known(request: PersonRequest) -> set[int]:
    """The teams this person may know of; the names of private ones are for their people."""
    return set(access.teams_visible(request.user).values_list("pk", flat=True))


def _serves(found: Repository, known: set[int]) -> str:
    if found.all_teams:
        return "All teams"
    return ", ".join(team.name for team in found.teams.all() if team.pk in known)
