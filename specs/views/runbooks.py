"""A runbook on its page: what the person who was paged opens first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from specs import access
from specs.documents import Document
from specs.models import Spec, User
from specs.runbooks.rehearsal import last_rehearsed
from specs.runbooks.told import Places, length_in_words, told
from specs.views.doors import PersonRequest, readers_too, signed_in

KEPT = {"private": True, "max_age": 60, "stale_if_error": 86_400}
WRITTEN = {"private": True, "no_store": True}  # a draft changes with the next keystroke


@readers_too
@signed_in
@require_safe
def runbook(request: PersonRequest, guid: str, key: str) -> HttpResponse:
    """The approved runbook; the draft only where it is asked for, or where nothing is approved."""
    spec = access.spec_for_reading(request.user, guid)
    draft = "draft" in request.GET or spec.approved is None
    if draft and request.reader_only:
        return redirect_to_login(request.get_full_path())
    revision = None if draft else spec.approved
    document = (
        revision.document
        if revision is not None
        else access.draft_for_reading(request.user, guid).document()
    )
    page = told(document, key, places_of(spec))
    if page is None:
        return _missing(request, spec, document, key)
    published = access.runbook_published(request.user, spec, key)
    drill = access.drills_of(spec, key).first()
    context = {
        "spec": spec,
        "runbook": page,
        "name": document["header"].get("name") or spec.name,
        "version": revision.version if revision is not None else spec.version,
        "revision": revision,
        "published": published,
        "drill": drill,
        "took_of": length_in_words(drill.promised) if drill else "",
        "rehearsed": last_rehearsed(page.rehearsed, drill.on if drill else None),
        "url": f"{spec.url}runbooks/{key}/",
    }
    answer = _answer(request, "runbooks/runbook.html", context | _person(request, spec, draft))
    patch_cache_control(answer, **(WRITTEN if draft else KEPT))
    return answer


def places_of(spec: Spec) -> Places:
    """Links inside the texts, on the portal's own pages."""
    root = f"/specs/{spec.guid}"
    return Places(lambda key: f"{root}/runbooks/{key}/", f"{root}/read/")


def _person(request: PersonRequest, spec: Spec, draft: bool) -> dict[str, Any]:
    """What this person may do beside reading."""
    user, only = request.user, request.reader_only
    newer = spec.approved is not None and spec.version != spec.approved.version
    return {
        "reader_only": only,
        "newer": spec.version
        if newer and not draft and not only and access.may_read_draft(user, spec)
        else "",
        "may_rehearse": not only and access.may_rehearse(user, spec),
    }


def _missing(request: PersonRequest, spec: Spec, document: Document, key: str) -> HttpResponse:
    """No such runbook: by its permanent key it is found, else the page says whom to call."""
    keys = [row["key"] for row in document["sections"]["runbooks"]["runbook"]
            if row["permanent_key"].strip() == key]  # fmt: skip
    if len(keys) == 1:
        asked = "?draft=1" if "draft" in request.GET else ""
        return redirect(f"/specs/{spec.guid}/runbooks/{keys[0]}/{asked}")
    gone = access.runbook_published(request.user, spec, key)
    context = {
        "spec": spec,
        "name": document["header"].get("name") or spec.name,
        "gone": gone,
        "drafted": not request.reader_only
        and access.may_read_draft(request.user, spec)
        and told(spec.document(), key, places_of(spec)) is not None,
        "owner": (gone.owner if gone else "") or document["header"].get("contact", ""),
        "reader_only": request.reader_only,
    }
    answer = _answer(request, "runbooks/missing.html", context)
    answer.status_code = 410 if gone and gone.gone_in else 404
    patch_cache_control(answer, **WRITTEN)
    return answer


def _answer(request: PersonRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """With a mark of who reads: the worker on the device keeps pages of one person only."""
    answer = render(request, template, context)
    answer["X-Reader"] = reader_mark(request.user)
    return answer


def reader_mark(user: User) -> str:
    """Tells one person from another, and nothing else about them."""
    return salted_hmac("runbooks", str(user.pk)).hexdigest()[:16]
