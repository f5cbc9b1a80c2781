"""The pages that alerts and dashboards lead to, as far as they may be asked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from django.utils import timezone

from ..documents import Document, Finding
from .alert_runbooks import LiveRunbook
from .look import Look, place

FOUND = re.compile(r"https?://[^\s<>\"`]+", re.IGNORECASE)
AFTER = ".,;:!?'*"
LONGEST = 1000  # a longer one is nobody's page
PORTS = {"http": 80, "https": 443}


class Link(NamedTuple):
    """One address and the cell it stands in."""

    at: str
    name: str  # of the alert or dashboard
    what: str
    url: str


def addresses(text: str, hosts: Container[str]) -> Iterator[str]:
    """The web addresses of a text that lead to one of these hosts, without their #fragment."""
    for match in FOUND.finditer(text):
        url = urldefrag(_ended(match[0])).url
        if _may_be_asked(url, hosts):
            yield url


def links(look: Look, hosts: Container[str]) -> Iterator[Link]:
    """Every address of alerts and dashboards that may be asked."""
    for row in look.rows("alerts"):
        for cell, what in (("runbook", "Runbook link"), ("annotations", "Link")):
            for url in addresses(row[cell], hosts):
                yield Link(place("alert", row["key"], cell), row["name"] or "an alert", what, url)
    for row in look.rows("dashboards"):
        for url in addresses(row["url"], hosts):
            at = place("dashboard", row["key"], "url")
            yield Link(at, row["name"] or "a dashboard", "Dashboard link", url)


def links_of(document: Document, hosts: Container[str]) -> list[Link]:
    """The same of a document."""
    return list(links(Look(document, timezone.localdate()), hosts))


def dead(link: Link, fault: str) -> Finding:
    """What is said of a page that is not there: a warning, as it may be back before anybody looks."""
    return LiveRunbook().says(
        f"{link.what} of {link.name} is dead",
        f"{link.url}: {fault} Correct the address, or bring the page back.",
        link.at,
        link.url,
        severity="warning",
    )


def _ended(url: str) -> str:
    """Without what belongs to the sentence or the Markdown around it."""
    while url[-1] in AFTER or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return url


def _may_be_asked(url: str, hosts: Container[str]) -> bool:
    """On the list, whole, and free of passwords: one with a `{{ placeholder }}` is no address yet."""
    if len(url) > LONGEST or not url.isascii() or "{" in url or "$" in url:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if port not in (None, PORTS.get(parts.scheme)):
        host = f"{host}:{port}"
    return host in hosts and parts.username is None
