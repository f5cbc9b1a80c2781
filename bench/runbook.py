"""What the page of a runbook costs: bytes over the wire with style and script, and queries."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from specs.models import PublishedRunbook, Spec, User

STATIC = Path(__file__).resolve().parent.parent / "static"
NAMED = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')


def runbook_bytes(client: Client, spec: Spec, say: Callable[[str, float, str, str], None]) -> None:
    """The heaviest runbook of the demo's specification, compressed as it is served."""
    reviewer, _ = User.objects.get_or_create(username="rita", is_reviewer=True, areas="Operations")
    if spec.approved is None:
        spec.submit(spec.created_by, reason="for the figures")  # type: ignore[arg-type]
        spec.approve(reviewer)
        spec.refresh_from_db()
    most = asked = 0
    for row in PublishedRunbook.objects.filter(spec=spec):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(row.path).content
        files = [(STATIC / name.decode()).read_bytes() for name in NAMED.findall(page)]
        most = max(most, sum(len(gzip.compress(one, 6)) for one in (page, *files)))
        asked = max(asked, len(queries))
    say("runbook_bytes", most, "bytes", "<= 30720")
    say("runbook_queries", asked, "queries", "<= 8")
