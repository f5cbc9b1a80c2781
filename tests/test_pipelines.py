"""The snippets of docs/pipelines.md, run by a shell against a running portal; each fails closed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.utils import timezone

from specs.models import Revision, Token, Waiver
from tests.services import nothing_may_be_skipped

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = (Path(__file__).parents[1] / "docs/pipelines.md").read_text()


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)


def scripts():
    """The three snippets as shell scripts, by name."""
    [curl] = blocks("sh")
    jobs = [yaml.safe_load(one)["gate"] for one in blocks("yaml") if one.startswith("gate:")]
    github = next(job["steps"][0]["run"] for job in jobs if "steps" in job)
    gitlab = "\n".join(next(job["script"] for job in jobs if "script" in job))
    return {"curl": curl, "github": github, "gitlab": gitlab}


@pytest.fixture(params=["curl", "github", "gitlab"])
def deploy(request, live_server, alice, spec, tmp_path):
    """Run one snippet as a pipeline would: its exit code, and its log."""
    if not shutil.which("curl"):
        reason = "no curl here (Debian: apt install curl)"
        pytest.fail(reason) if nothing_may_be_skipped() else pytest.skip(reason)
    last = timezone.localdate() + timedelta(days=1)
    token = Token.issue(alice, "deploy", ["gate"], last)[1]
    script = scripts()[request.param]

    def run(url=live_server.url, token=token, **more):
        env = {
            "PATH": os.environ["PATH"], "OPSPORTAL_URL": url, "OPSPORTAL_TOKEN": token, "SPEC_GUID": spec.guid,
            "VERSION": "0.1.0", "ENVIRONMENT": "", "COMMIT": "4f9c21a",
        }  # fmt: skip
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            env=env | more,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_draft_is_stopped_with_the_reason_and_an_approved_version_goes_out(
    deploy, spec, alice, rita
):
    code, log = deploy()
    assert code != 0
    assert log.startswith("BLOCKED ")
    assert "Nothing of this specification is approved yet." in log
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    code, log = deploy()
    assert (code, log.split()[0]) == (0, "ALLOWED")
    assert deploy(VERSION="9.9.9")[0] != 0


def test_a_waiver_that_ends_stops_the_next_deploy(deploy, spec, alice, rita):
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    key = {"rule": "DR-01", "section": "disaster_recovery", "address": "", "value": "0123456789ab"}
    until = timezone.localdate() + timedelta(days=5)
    told = {
        "severity": "blocker",
        "title": "Too slow",
        "reason": "A test is planned",
        "name": "Rita",
        "ticket": "",
    }
    kept = key | told | {"until": until.isoformat()}
    Revision.objects.filter(pk=spec.approved_id).update(waivers=[kept])
    given = Waiver.objects.create(
        spec=spec,
        severity="blocker",
        title="Too slow",
        reason="A test is planned",
        by=rita,
        expires_on=until,
        **key,
    )
    assert deploy()[0] == 0
    Waiver.objects.filter(pk=given.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    code, log = deploy()
    assert code != 0
    assert "DR-01 Too slow: its waiver ended" in log


def test_a_portal_that_is_down_or_sends_elsewhere_stops_the_deploy(
    deploy, live_server, spec, alice, rita
):
    spec.submit(alice, reason="for the test")
    spec.approve(rita)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert deploy(url=f"http://127.0.0.1:{port}")[0] != 0
    assert deploy(url=f"{live_server.url}/nothing")[0] != 0
    assert deploy(token="ops_00000000_nothing")[0] != 0


def test_every_command_that_the_page_names_exists():
    named = set(re.findall(r"manage\.py (\w+)", TEXT))
    assert named == {"lint", "check_env"}
    assert named <= set(get_commands())
