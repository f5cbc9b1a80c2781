"""The addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from specs.views import account, editor, merge, people, specs, teams

SPEC = "specs/<str:guid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", specs.home, name="home"),
    path("specs/", specs.all_specs, name="specs"),
    path("specs/new/", specs.new, name="new_spec"),
    path(SPEC, specs.overview, name="spec"),
    path(f"{SPEC}sections/<slug:slug>/", editor.section, name="section"),
    path(f"{SPEC}sections/<slug:slug>/merge/", merge.merge, name="merge"),
    path(f"{SPEC}sections/<slug:slug>/complete/", editor.complete),
    path(f"{SPEC}sections/<slug:slug>/progress/", editor.progress_of),
    path(f"{SPEC}sections/<slug:slug>/preview/", editor.preview),
    path(f"{SPEC}cells/", editor.cells_of),
    path(f"{SPEC}rows/", editor.add_row),
    path(f"{SPEC}rows/<slug:slug>/<slug:key>/delete/", editor.delete_row),
    path(f"{SPEC}rows/<slug:slug>/<slug:key>/restore/", editor.restore_row),
    path(f"{SPEC}rows/<slug:slug>/<slug:key>/move/", editor.move_row),
    path("account/", account.account, name="account"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<str:username>/", people.person, name="person"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.new_team, name="new_team"),
    path("teams/<slug:slug>/", teams.team, name="team"),
    path("teams/<slug:slug>/people/", teams.admit, name="team_admit"),
    path("teams/<slug:slug>/people/<str:username>/", teams.change_role, name="team_role"),
    path("teams/<slug:slug>/people/<str:username>/remove/", teams.dismiss, name="team_dismiss"),
]
