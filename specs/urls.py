"""The addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from specs.views import editor

SPEC = "specs/<str:guid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{SPEC}sections/<slug:slug>/", editor.section, name="section"),
    path(f"{SPEC}sections/<slug:slug>/complete/", editor.complete),
    path(f"{SPEC}sections/<slug:slug>/progress/", editor.progress_of),
    path(f"{SPEC}sections/<slug:slug>/preview/", editor.preview),
    path(f"{SPEC}cells/", editor.cells_of),
    path(f"{SPEC}rows/", editor.add_row),
    path(f"{SPEC}rows/<slug:slug>/<slug:key>/delete/", editor.delete_row),
    path(f"{SPEC}rows/<slug:slug>/<slug:key>/restore/", editor.restore_row),
    path(f"{SPEC}rows/<slug:slug>/<slug:key>/move/", editor.move_row),
]
