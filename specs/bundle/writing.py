"""The files of the bundle: pages, Markdown, an index and its search; the same input gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import QuerySet
from django.template.loader import render_to_string

from specs import reading
from specs.bundle.contacts import Contacts, as_markdown, by_team, contacts_of
from specs.bundle.extract import runbook_markdown
from specs.bundle.index import searched
from specs.markdown.html import page
from specs.models import Revision, Spec
from specs.runbooks.entries import Entry, entries
from specs.runbooks.told import Places, told

STYLES = ("tokens", "base", "runbook", "pictures", "bundle")
Files = Iterator[tuple[str, bytes]]


def approved(private: bool) -> QuerySet[Revision]:
    """The approved revision of every specification; those of private teams only if asked for."""
    found = Revision.objects.filter(pk__in=_specs(private)).select_related("spec__team")
    return found.order_by("spec__guid")


def files(private: bool) -> Files:
    """Every file by its path in the bundle."""
    lines: list[dict[str, Any]] = []
    named: list[Contacts] = []
    index: list[dict[str, Any]] = []
    newest: datetime | None = None
    for revision in approved(private).iterator(chunk_size=20):
        found = entries(revision.document)
        lines.append(_line(revision, found))
        whose = (revision.spec.guid, _name(revision), revision.spec.team.name)
        anchors = {place.id for place in page(revision.markdown, titled=True).contents}
        index.append(searched(revision.document, *whose, found, anchors))
        named.append(contacts_of(revision.document, *whose))
        if revision.published_at is not None and (newest is None or revision.published_at > newest):
            newest = revision.published_at
        yield from _spec(revision, found)
    lines.sort(key=lambda line: (line["name"].casefold(), line["guid"]))
    yield "index.html", _html("bundle/index.html", {"lines": lines, "newest": newest, "root": ""})
    yield "index.md", _index(lines, newest).encode()
    teams = by_team(named)
    yield "contacts.html", _html("bundle/contacts.html", {"teams": teams, "root": ""})
    yield "contacts.md", as_markdown(teams).encode()
    yield "503.html", _html("bundle/503.html", {"root": settings.BUNDLE_URL})
    index.sort(key=lambda line: (line["t"].casefold(), line["p"]))
    yield "assets/index.js", f"window.OPS_INDEX = {_script(index)};\n".encode()
    yield "assets/search.js", _static("bundle/search.js")
    for name in STYLES:
        yield f"assets/{name}.css", _static(f"css/{name}.css")


def _spec(revision: Revision, found: list[Entry]) -> Files:
    """A specification as a page and as its file, and each of its runbooks the same."""
    spec, document = revision.spec, revision.document
    base = f"specs/{spec.guid}"
    places = Places(lambda key: f"{key}.html", "../index.html")
    rendered = page(revision.markdown, titled=True)
    html = reading.illustrated(reading.addressed(rendered.html, document), document)
    about = {"name": _name(revision), "revision": revision, "team": spec.team.name}
    contents = [place for place in rendered.contents if place.level == 2]
    more = {"html": html, "contents": contents, "entries": found, "root": "../../"}
    yield f"{base}/index.html", _html("bundle/spec.html", about | more)
    yield f"{base}/ybs-spec_{spec.guid}.md", revision.markdown.encode()
    for entry in found:
        runbook = told(document, entry.key, places)
        url = f"{spec.url}runbooks/{entry.key}/"
        context = about | {"runbook": runbook, "version": revision.version, "url": url}
        context |= {"root": "../../../", "rehearsed": None}
        yield f"{base}/runbooks/{entry.key}.html", _html("bundle/runbook.html", context)
        text = runbook_markdown(document, entry.key, f"{_name(revision)} {revision.version}")
        yield f"{base}/runbooks/{entry.key}.md", text.encode()


def _line(revision: Revision, found: list[Entry]) -> dict[str, Any]:
    return {
        "guid": revision.spec.guid, "name": _name(revision), "team": revision.spec.team.name,
        "version": revision.version, "runbooks": found,
    }  # fmt: skip


def _index(lines: list[dict[str, Any]], newest: datetime | None) -> str:
    """The index for a reader without a browser."""
    when = f"Approved up to {newest:%Y-%m-%d %H:%M} UTC." if newest else "Nothing is approved yet."
    out = ["# Operations specifications", "", when, "", "[Contacts](contacts.md): whom to call."]
    for line in lines:
        base = f"specs/{line['guid']}"
        name = line["name"].replace("[", "\\[").replace("]", "\\]")
        out += ["", f"## {name} {line['version']}", ""]
        out += [f"- [Specification]({base}/ybs-spec_{line['guid']}.md), {line['team']}"]
        out += [
            f"- [{one.name.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]({base}/runbooks/{one.key}.md)"
            + (f": {', '.join(one.alerts)}" if one.alerts else "")
            for one in line["runbooks"]
        ]
    return "\n".join(out) + "\n"


def _script(value: object) -> str:
    """JSON that no script can be broken out of."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _name(revision: Revision) -> str:
    return str(revision.document["header"].get("name") or revision.spec.name or "Untitled")


def _html(template: str, context: dict[str, Any]) -> bytes:
    return render_to_string(template, context).encode()


def _static(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_bytes()


def _specs(private: bool) -> Any:
    specs = Spec.objects.filter(approved__isnull=False).order_by()
    return (specs if private else specs.filter(team__private=False)).values("approved")
