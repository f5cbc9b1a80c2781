"""The review queue, and taking rounds on from it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from specs import access
from specs.models.claiming import claim, release
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.queueing import SORTS, Queue, remember


@signed_in
@require_GET
def queue(request: PersonRequest) -> HttpResponse:
    """Everything that waits for a review, and what was decided."""
    found = Queue(request.user, request.GET.get("state", ""), request.GET.get("sort", ""))
    remember(request, found)
    page = Paginator(found.reviews, 25).get_page(request.GET.get("page"))
    context = {
        "rows": found.rows(list(page.object_list)),
        "page": page,
        "query": f"state={found.state}&sort={found.sort}",
        "state": found.state,
        "waits": found.waits,
        "sort": found.sort,
        "sorts": SORTS,
        "counts": found.counts(),
        "here": request.get_full_path(),
        "next_deploy": None if page.object_list else found.next_deploy(),
    }
    return render(request, "reviews/queue.html", context)


@signed_in
@require_POST
def claims(request: PersonRequest) -> HttpResponse:
    """Take the chosen rounds on, or give them back."""
    chosen = access.reviews_for_claiming(request.user, request.POST.getlist("review"))
    gives = request.POST.get("act") == "release"
    done = sum((release if gives else claim)(review, request.user) for review in chosen)
    if not chosen:
        messages.error(request, "Choose a review first.")
    elif gives:
        messages.success(request, f"{_reviews(done)} given back.")
    else:
        messages.success(request, f"{_reviews(done)} assigned to you.")
    return see_other(_back(request))


def _reviews(count: int) -> str:
    return "1 review is" if count == 1 else f"{count} reviews are"


def _back(request: PersonRequest) -> str:
    """The page the button stood on, if it is one of ours."""
    path = request.POST.get("next", "")
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if own else "/reviews/"
