"""Comments on pages of their own and as fragments: begin, answer, settle, follow a suggestion."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from specs import access, cells, comments, listing, rewording, rows, suggestions
from specs.models import Comment, Spec, Thread
from specs.places import NoSuchPlace
from specs.views.comment_forms import edit_form, new_form, wished
from specs.views.doors import PersonRequest, see_other, signed_in
from specs.views.editor import chapter_of
from specs.views.saying_again import Again, said_again
from specs.views.talk import Talk, local, pending_of, thread_of, waits_for_decision
from specs.views.undoing import with_undo

PAGE = 50
SHOW = (("open", "Open"), ("resolved", "Resolved"), ("mine", "Mine"), ("all", "All"))
ALONE = "Only you see it until you send your decision."


@signed_in
@require_http_methods(["GET", "POST"])
def all_comments(request: PersonRequest, guid: str) -> HttpResponse:
    """Every thread of a specification; a POST begins one."""
    spec = access.draft_for_reading(request.user, guid)
    if request.method == "POST":
        return _start(request, spec)
    show, by = request.GET.get("show", "open"), request.GET.get("by", "")[:150]
    found = access.threads_wanted(request.user, spec, show, by)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    talk = Talk(request.user, spec, spec.document(), page.object_list, request.get_full_path())
    context = {
        "spec": spec, "tab": "edit", "talk": talk, "page": page, "show": show, "by": by,
        "shows": SHOW, "open": access.threads_open(request.user, spec),
        "total": access.threads_visible(request.user, spec).count(),
        "query": urlencode({"show": show, "by": by}), "moves": listing.moves_of(spec, request.user),
    }  # fmt: skip
    return render(request, "comments/all.html", context)


@signed_in
@require_GET
def new(request: PersonRequest, guid: str) -> HttpResponse:
    """The form of a new thread, in place or as a page."""
    spec = access.draft_for_reading(request.user, guid)
    return new_form(request, spec, request.GET.get("at", ""), request.GET.get("back", ""))


@signed_in
@require_GET
def people(request: PersonRequest, guid: str) -> HttpResponse:
    """Whom a comment can call by name: beside the form, or as a page."""
    spec = access.draft_for_reading(request.user, guid)
    page = "comments/_people.html" if request.htmx else "comments/people.html"
    return render(
        request, page, {"spec": spec, "people": access.people_to_mention(request.user, spec)}
    )


@signed_in
@require_GET
def panel(request: PersonRequest, guid: str) -> HttpResponse:
    """The threads of one chapter, beside the editor; without JavaScript, the page of all."""
    spec = access.draft_for_reading(request.user, guid)
    chapter = chapter_of(request.GET.get("chapter", ""))
    if not request.htmx:
        return see_other(f"/specs/{guid}/comments/")
    here = f"/specs/{guid}/sections/{chapter.slug}/"
    threads = access.threads_visible(request.user, spec).filter(chapter=chapter.slug)
    talk = Talk(request.user, spec, spec.document(), threads, here)
    return render(request, "comments/_panel.html", {"spec": spec, "chapter": chapter, "talk": talk})


@signed_in
@require_POST
def reply(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Answer in a thread; what cannot be kept comes back as it was typed."""
    thread, typed = access.thread_for_reading(request.user, guid, pk), request.POST.get("text", "")
    try:
        said = comments.reply(thread.spec, request.user, thread, typed, wished(request))
    except (comments.Unsaid, cells.TooLong) as why:
        return _thread(request, thread, status=422, error=str(why), typed=typed)
    waits = waits_for_decision(request.user, thread.spec)
    say = f"Answer added. {ALONE if waits else ''}".strip()
    return _thread(request, thread, say=say, unheard=comments.unheard(said))


@signed_in
@require_POST
def resolve(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Settle a thread, or open it again."""
    thread, resolved = access.thread_for_reading(request.user, guid, pk), "resolve" in request.POST
    comments.settle(thread.spec, request.user, thread, resolved=resolved)
    return _thread(request, thread, say="Thread resolved" if resolved else "Thread open again")


@signed_in
@require_POST
def apply(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Follow a suggestion, or undo that; 409 with both values when the text is another by now."""
    comment = access.comment_for_applying(request.user, guid, pk)
    thread, undo = comment.thread, "undo" in request.POST
    act = suggestions.take_back if undo else suggestions.apply
    try:
        digest = act(thread.spec, request.user, comment)
    except suggestions.NoLonger as why:
        return _thread(request, thread, status=409, error=str(why), now=why.now)
    except rows.Locked:
        return _thread(request, thread, status=423, error="It is not a draft any more.")
    except rows.NoSuchRow:
        return _thread(request, thread, status=409, error="The row was deleted.")
    except comments.Unsaid as why:
        return _thread(request, thread, status=422, error=str(why))
    text = comment.against if undo else comment.suggestion or ""
    news = {"ops:setvalue": {thread.place: {"value": text, "digest": digest}}}
    said = "Suggestion taken back" if undo else "Suggestion applied"
    return _thread(request, thread, say=said, events=news | {"ops:saved": {"digests": {}}})


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Put it in other words; what was sent is marked as edited."""
    comment = access.comment_of_own(request.user, guid, pk)
    why = "" if comment.pending else rewording.Record(comment.thread.spec).holds(comment)
    if why:
        return _thread(request, comment.thread, status=409, error=why)
    if request.method == "GET":
        return edit_form(request, comment, request.GET.get("back", ""))
    try:
        if comment.pending:
            comments.rewrite(comment, request.POST.get("text", ""), wished(request))
        else:
            rewording.reword(comment, request.user, request.POST.get("text", ""))
    except (comments.Unsaid, cells.TooLong) as why:
        return edit_form(request, comment, request.POST.get("back", ""), str(why))
    unheard = comments.unheard(comment)
    return _thread(request, comment.thread, say="Comment changed", unheard=unheard)


@signed_in
@require_POST
def remove(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """Take it back; where others read it, they see that something was deleted."""
    comment = access.comment_of_own(request.user, guid, pk)
    thread, again = comment.thread, said_again(comment)
    if not comment.pending:
        return _unsay(request, comment, again)
    comments.remove(comment)
    if thread.pk and Thread.objects.filter(pk=thread.pk).exists():
        return _thread(request, thread, say="Comment removed", undo=again.answered())
    back = local(request.POST.get("back", ""), f"/specs/{guid}/comments/")
    undo = again.begun(back)
    if not request.htmx:
        with_undo(request, undo.said, undo.path, **undo.fields)
        return see_other(back)
    context = _counts(request, thread.spec, thread.chapter) | {"undo": undo}
    return _saying(render(request, "comments/_removed.html", context), "Comment removed")


@signed_in
@require_GET
def one_thread(request: PersonRequest, guid: str, pk: int) -> HttpResponse:
    """One thread by its own address, open or resolved: what mails and notifications lead to."""
    thread = access.thread_for_reading(request.user, guid, pk)
    shown = thread_of(request.user, thread, thread.path)
    return render(
        request, "comments/one.html", {"t": shown, "talk": shown.talk, "spec": thread.spec}
    )


# ---------------------------------------------------------------- answers


def _unsay(request: PersonRequest, comment: Comment, again: Again) -> HttpResponse:
    try:
        rewording.unsay(comment, request.user)
    except comments.Unsaid as why:
        return _thread(request, comment.thread, status=409, error=str(why))
    return _thread(request, comment.thread, say="Comment deleted", undo=again.answered())


def _start(request: PersonRequest, spec: Spec) -> HttpResponse:
    at, text, back = (request.POST.get(name, "") for name in ("at", "text", "back"))
    try:
        thread = comments.start(spec, request.user, at, text, wished(request))
    except NoSuchPlace:
        raise access.gone_row(spec, at) or Http404 from None
    except (comments.Unsaid, cells.TooLong) as why:
        return new_form(request, spec, at, back, text, wished(request), str(why))
    waits = waits_for_decision(request.user, spec)
    say, said = f"Comment added. {ALONE if waits else ''}".strip(), thread.comments.get()
    return _thread(request, thread, say=say, unheard=comments.unheard(said))


def _thread(
    request: PersonRequest, thread: Thread, *, status: int = 200, say: str = "",
    events: dict[str, Any] | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The thread as it is now; without htmx, back to where it was shown."""
    back = local(request.POST.get("back", ""), f"/specs/{thread.spec.guid}/comments/?show=all")
    if not request.htmx and status == 200:
        if undo := more.get("undo"):
            with_undo(request, undo.said, undo.path, **undo.fields)
        else:
            messages.success(request, " ".join(filter(None, (say, more.get("unheard")))))
        return see_other(f"{back}#thread-{thread.pk}")
    shown = thread_of(request.user, thread, back)
    for name, value in more.items():
        setattr(shown, name, value)
    page = "comments/_answer.html" if request.htmx else "comments/one.html"
    counts = _counts(request, thread.spec, thread.chapter)
    context = {"t": shown, "talk": shown.talk, "spec": thread.spec, **counts}
    return _saying(render(request, page, context, status=status), say, events)


def _counts(request: PersonRequest, spec: Spec, chapter: str) -> dict[str, int]:
    """The numbers that a comment changes: on the panel's tab, and beside the decision."""
    opened = access.threads_open(request.user, spec, chapter)
    return {"open": opened, "pending": pending_of(request.user, spec)}


def _saying(answer: HttpResponse, say: str, events: dict[str, Any] | None = None) -> HttpResponse:
    told = {"ops:say": {"text": say}} if say else {}
    answer["HX-Trigger"] = json.dumps(told | (events or {}))
    return answer
