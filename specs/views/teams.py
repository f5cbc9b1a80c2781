"""Teams: who is on them, and in which role."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import access
from specs.forms.people import MemberForm, RoleForm, TeamForm
from specs.models import Role, Team
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.undoing import with_undo


@signed_in
@require_GET
def teams(request: PersonRequest) -> HttpResponse:
    """Every team this person may know of."""
    return render(request, "teams/teams.html", {"teams": access.teams_with_size(request.user)})


@signed_in
@require_http_methods(["GET", "POST"])
def new_team(request: PersonRequest) -> HttpResponse:
    """Found a team."""
    access.require_admin(request.user)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.keep(request.user)
        messages.success(request, f"{made} is created. Now add its people.")
        return see_other(_address(made))
    status = 422 if form.errors else 200
    return render(request, "teams/new.html", {"form": form}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def team(request: PersonRequest, slug: str) -> HttpResponse:
    """A team and its people; its admins change its name here."""
    if request.method == "GET":
        return _page(request, access.team_for_reading(request.user, slug))
    found = access.team_for_admin(request.user, slug)
    form = TeamForm(request.POST, instance=access.team_for_admin(request.user, slug))
    if not form.is_valid():
        return _page(request, found, team_form=form)
    form.keep(request.user)
    messages.success(request, "The team was updated.")
    return see_other(_address(found))


@signed_in
@require_POST
def admit(request: PersonRequest, slug: str) -> HttpResponse:
    """Take somebody in."""
    found = access.team_for_admin(request.user, slug)
    form = MemberForm(request.POST, people=access.people_to_admit(request.user, found))
    if not form.is_valid():
        return _page(request, found, member_form=form)
    somebody = form.cleaned_data["person"]
    found.admit(somebody, form.cleaned_data["role"], request.user)
    messages.success(request, f"{somebody} is on the team.")
    return see_other(_address(found))


@signed_in
@require_POST
def change_role(request: PersonRequest, slug: str, username: str) -> HttpResponse:
    """Give somebody another role."""
    found, somebody = access.member_for_admin(request.user, slug, username)
    form = RoleForm(request.POST)
    if form.is_valid():
        role, before = Role(form.cleaned_data["role"]), somebody.roles[found.pk]
        found.admit(somebody, role, request.user)
        article = "an" if role == Role.AUTHOR else "a"
        said = f"{somebody} is now {article} {role.label.lower()}."
        with_undo(request, said, request.path, role=before)
    return see_other(_address(found))


@signed_in
@require_POST
def dismiss(request: PersonRequest, slug: str, username: str) -> HttpResponse:
    """Let somebody go."""
    found, somebody = access.member_for_admin(request.user, slug, username)
    role = found.dismiss(somebody, request.user)
    again = reverse("team_admit", args=[found.slug])
    said = f"{somebody} is not on the team any more."
    with_undo(request, said, again, person=somebody.pk, role=role)
    return see_other(_address(found))


def _page(
    request: PersonRequest, found: Team, *,
    team_form: TeamForm | None = None, member_form: MemberForm | None = None,
) -> HttpResponse:  # fmt: skip
    shown = {"team": found, "roles": Role.choices, "members": access.members(found)}
    if access.may_run_team(request.user, found):
        people = access.people_to_admit(request.user, found)
        shown["member_form"] = member_form or MemberForm(people=people)
        shown["team_form"] = team_form or TeamForm(instance=found)
    wrong = bool(team_form or member_form)
    return render(request, "teams/team.html", shown, status=422 if wrong else 200)


def _address(found: Team) -> str:
    return reverse("team", args=[found.slug])
