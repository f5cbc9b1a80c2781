"""The form of a comment: a new one, or one that was not sent yet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from specs import access, comments
from specs.models import Comment, Spec
from specs.places import NoSuchPlace, Place
from specs.views.doors import PersonRequest
from specs.views.talk import local, waits_for_decision, wishes


def new_form(
    request: PersonRequest, spec: Spec, at: str, back: str, text: str = "",
    typed: dict[str, str] | None = None, error: str = "",
) -> HttpResponse:  # fmt: skip
    try:
        place = Place.at(at)
        places = comments.standing(spec, place)
    except NoSuchPlace:
        raise access.gone_row(spec, at) or Http404 from None
    here = f"/specs/{spec.guid}/sections/{place.section.chapter.slug}/"
    context: dict[str, Any] = {
        "spec": spec, "at": at, "id": at.replace(".", "-"), "called": places.called(place),
        "wishes": wishes(places, place, typed or {}), "wished": bool(typed and error),
        "text": text, "error": error, "back": local(back, here),
        "pending": waits_for_decision(request.user, spec), "action": f"/specs/{spec.guid}/comments/",
    }  # fmt: skip
    page = "comments/_form.html" if request.htmx else "comments/new.html"
    return render(request, page, context, status=422 if error else 200)


def edit_form(request: PersonRequest, comment: Comment, back: str, error: str = "") -> HttpResponse:
    spec, place = comment.thread.spec, Place.at(comment.thread.place)
    text, typed = request.POST.get("text", comment.text), wished(request)
    if comment.suggestion is not None and not typed:
        typed = {comment.thread.place: comment.suggestion}
    context: dict[str, Any] = {
        "spec": spec, "at": place.address, "id": f"edit-{comment.pk}", "text": text, "error": error,
        "called": comment.thread.called, "pending": comment.pending, "editing": True,
        "wishes": _wishes(spec, place, typed) if place.field and comment.pending else [],
        "wished": comment.suggests or bool(error), "back": local(back, f"/specs/{spec.guid}/comments/"),
        "action": f"/specs/{spec.guid}/comments/{comment.pk}/edit/",
    }  # fmt: skip
    page = "comments/_form.html" if request.htmx else "comments/new.html"
    return render(request, page, context, status=422 if error else 200)


def _wishes(spec: Spec, place: Place, typed: dict[str, str]) -> list[dict[str, Any]]:
    """None where the row is gone: what was said of it can still be put in other words."""
    try:
        return wishes(comments.standing(spec, place), place, typed)
    except NoSuchPlace:
        return []


def wished(request: PersonRequest) -> dict[str, str]:
    """The values that somebody would rather have, by address."""
    return {
        name.removeprefix("wish."): str(text)
        for name, text in request.POST.items()
        if name.startswith("wish.")
    }
