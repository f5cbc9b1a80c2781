"""The rows of the heat map as HTML: thousands of cells are what the template engine is slow at."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.template.defaultfilters import date
from django.utils.safestring import SafeString, mark_safe

from specs import portfolio
from specs.portfolio import CHAPTERS, Cell, Service
from specs.templatetags.icons import status_tag

SHAPE = '<svg width="15" height="15" aria-hidden="true"><use href="#s-{0}"/></svg>'
COLUMNS = len(CHAPTERS) + 4


def groups(shown: list[Service], before: list[Service], sizes: dict[str, str]) -> SafeString:
    """The rows in a group for each team; `before` stand above already, `sizes` says how large teams are."""
    seen = {one.team for one in before}
    found: list[str] = []
    for team, services in portfolio.by_team(shown):
        head = _team_row(team, ", continued" if team in seen else sizes[team])
        rows = "".join(map(row, services))
        if before and not found:  # what was added gets the focus
            rows = rows.replace("data-row-link", "data-row-link data-focus", 1)
        found.append(f'<tbody class="grp" role="rowgroup">{head}{rows}</tbody>')
    return mark_safe("".join(found))  # noqa: S308  names are escaped above and below


def sizes_of(services: list[Service]) -> dict[str, str]:
    """What stands behind the name of each team: how many services it has, and how many are ready."""
    sizes = {}
    for team, found in portfolio.by_team(services):
        count, ready = len(found), sum(one.ready for one in found)
        sizes[team] = f", {count} service{'' if count == 1 else 's'}, {ready} ready"
    return sizes


def _team_row(name: str, words: str) -> str:
    return (
        f'<tr class="teamrow" role="row"><th class="team" colspan="{COLUMNS}" scope="rowgroup" '
        f'role="rowheader"><b>{escape(name)}</b>{words}</th></tr>'
    )


def row(one: Service) -> str:
    """One service: its head, its cells, and when it was approved."""
    name, tier = escape(one.name), f"Tier {escape(one.tier)}" if one.tier else "No tier"
    level = f", level {one.level}" if len(one.level) == 1 else ""
    width = 60 * one.percent / 100
    place = f"/specs/{one.guid}/checks/?section=" if one.own else f"/specs/{one.guid}/read/#"
    return (
        f'<tr role="row"><th scope="row" class="svc" role="rowheader">'
        f'<a href="/specs/{one.guid}/" data-row-link>{name}</a>'
        f'<small>{tier}{level}<span class="phone-only">, {one.percent}% ready</span></small></th>'
        f'<td class="txt" role="cell">{status_tag(one.status)}</td>'
        f'<td class="txt hide" role="cell"><span class="meter"><svg viewBox="0 0 60 6" '
        f'preserveAspectRatio="none" aria-hidden="true"><rect class="bg" width="60" height="6"/>'
        f'<rect class="fg" width="{width:g}" height="6"/></svg>{one.percent}%</span></td>'
        + "".join(f"{before}{place}{after}" for before, after in map(_cell, one.cells))
        + f'<td class="txt hide" role="cell">{_day(one)}</td></tr>'
    )


def _day(one: Service) -> str:
    if one.approved_at is None:
        return '&ndash;<span class="vh">Never approved</span>'
    at = one.approved_at
    return f'<time datetime="{at.isoformat()}" data-local>{date(at, "j M Y")}</time>'


@lru_cache(maxsize=2000)
def _cell(cell: Cell) -> tuple[str, str]:
    """What stands before and after the address: the same few cells come again and again."""
    title, words = escape(cell.chapter.title), escape(f"{cell.chapter.title}: {cell.words}")
    number = f"{min(cell.number, 99)}" if cell.number and cell.state != "waived" else ""
    return (
        f'<td role="cell" data-state="{cell.state}"><a href="',
        f'{cell.chapter.slug}" class="hc {cell.state}" data-label="{title}" title="{words}" '
        f'aria-label="{words}">{SHAPE.format(cell.state)}{number}</a></td>',
    )
