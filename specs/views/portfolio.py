"""The portfolio: what may be deployed, and where the gaps are."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from specs import access, portfolio
from specs.ages import age
from specs.attention import attention as worst
from specs.gaps import by_rule, by_section, only
from specs.listing import STATUSES
from specs.portfolio import CHAPTERS, FIRST, Service, Wanted
from specs.views.doors import PersonRequest, signed_in
from specs.views.heatmap import groups, sizes_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADS = (
    ("name", "Service"), ("team", "Team"), ("status", "Status"), ("ready", "Ready"), ("level", "Level"),
    ("blockers", "Blockers"), ("warnings", "Warnings"), ("edited", "Edited"),
)  # fmt: skip
FEW, MANY = 8, 6
LEVEL = {"": "Not ready", "ready": "Ready"}  # a letter says itself


@signed_in
@require_GET
def portfolio_page(request: PersonRequest) -> HttpResponse:
    """Facts, filters, and the heat map or the list of the same services."""
    wanted = Wanted.of(request.GET)
    services = portfolio.services_of(request.user, rules=bool(wanted.rule))
    found = [one for one in services if wanted.takes(one)]
    context = _shown(wanted, found, request.GET) | {
        "wanted": wanted,
        "ways": {
            "map": wanted.query(view="", sort=""),
            "list": wanted.query(view="list"),
            "csv": wanted.query(view="", sort=""),
        },
        "only": only(wanted),
        "found": len(found),
        "total": len(services),
    }
    if request.htmx:
        rest = request.GET.get("rest")
        return render(request, f"portfolio/_{'rest' if rest else 'matrix'}.html", context)
    context |= {
        "facts": _facts(services),
        "teams": sorted({(one.team_slug, one.team) for one in services}, key=lambda one: one[1]),
        "tiers": sorted({one.tier for one in services if one.tier}),
        "statuses": STATUSES,
        "levels": portfolio.LEVELS.items(),
        "may_write": access.may_start(request.user),
    }
    return render(request, "portfolio/page.html", context)


@signed_in
@require_GET
def attention(request: PersonRequest) -> HttpResponse:
    """What cannot wait, the worst first; loaded when it comes into view."""
    found = worst(request.user)
    shown = found[:FEW] if request.htmx else found
    name = "portfolio/_attention.html" if request.htmx else "portfolio/attention.html"
    return render(request, name, {"entries": shown, "more": len(found) - len(shown)})


@signed_in
@require_GET
def gaps(request: PersonRequest) -> HttpResponse:
    """Sections and checks that most services have something open in; loaded when in view."""
    services = portfolio.services_of(request.user, rules=True)
    most = MANY if request.htmx else None
    found = {"gaps": by_section(services)[:most], "checks": by_rule(services)[:most]}
    name = "portfolio/_gaps.html" if request.htmx else "portfolio/gaps.html"
    return render(request, name, found)


@signed_in
@require_GET
def as_csv(request: PersonRequest) -> HttpResponse:
    """The same rows for a spreadsheet; no text is taken for a formula there."""
    wanted = Wanted.of(request.GET)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    out = csv.writer(answer)
    heads = ("GUID", "Service", "Team", "Tier", "Status", "Version", "Ready %", "Level", "Blockers")
    out.writerow([*heads, "Warnings", "Approved", *(chapter.title for chapter in CHAPTERS)])
    for one in portfolio.services_of(request.user, rules=bool(wanted.rule)):
        if wanted.takes(one):
            out.writerow(map(_plain, _line(one)))
    return answer


def _line(one: Service) -> list[object]:
    approved = one.approved_at.date().isoformat() if one.approved_at else ""
    level = LEVEL.get(one.level, one.level)
    numbers = one.percent, level, one.blockers, one.warnings, approved
    words = (cell.words for cell in one.cells)
    return [one.guid, one.name, one.team, one.tier, one.status, one.version, *numbers, *words]


def _plain(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _shown(wanted: Wanted, found: list[Service], get: Any) -> dict[str, Any]:
    """The rows of the chosen view: the first ones, all of them, or the rest."""
    rows = portfolio.sorted_by(found, wanted.sort if wanted.view else "")
    before = rows[:FIRST] if get.get("rest") else []
    shown = rows[len(before) :] if before or get.get("all") else rows[:FIRST]
    count = len(before) + len(shown)
    if wanted.view == "list":
        return {"rows": shown, "shown": count, "heads": _heads(wanted)}
    sizes = sizes_of(found)
    return {"rows": groups(shown, before, sizes), "chapters": CHAPTERS, "shown": count}


def _heads(wanted: Wanted) -> list[dict[str, str]]:
    """Each column with how it is sorted now, and what a click asks for."""
    heads = []
    for name, title in HEADS:
        up, down = wanted.sort == name, wanted.sort == f"-{name}"
        heads.append({
            "name": name,
            "title": title,
            "now": "ascending" if up else "descending" if down else "none",
            "query": wanted.query(sort=f"-{name}" if up else name),
        })  # fmt: skip
    return heads


def _facts(services: list[Service]) -> dict[str, Any]:
    """Four numbers, each with the list it counts."""
    waiting = [one.waiting_since for one in services if one.waiting_since]
    failing = [one for one in services if one.failing]
    return {
        "ready": sum(one.ready for one in services),
        "blockers": sum(one.blockers for one in services),
        "blocked": sum(one.blockers > 0 for one in services),
        "waiting": len(waiting),
        "oldest": age(min(waiting)) if waiting else "",
        "failing": failing,
        "teams": len({one.team_slug for one in services}),
        "updated": max((one.updated_at for one in services), default=None),
    }
