"""Production without docker: the very commands of Dockerfile and compose file, on real services."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

import pytest
import yaml

from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PEOPLE = {"Host": "ops.example.org", "X-Forwarded-Proto": "https"}
pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
def environment(process_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """What the container would be given."""
    return {
        **process_env,
        **{
            name: value
            for name, value in SERVICES["web"]["environment"].items()
            if name not in ("DATABASE_URL", "REDIS_URL")
        },
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "OPSPORTAL_DATA": str(tmp_path),
        "STATIC_ROOT": str(tmp_path / "static"),
        "SECRET_KEY": "k7F3a9Q2m1X0zR5tB8vN4wL6yH1sD3gJ9pC2eU7oI5qA0nM4xZ",
        "ALLOWED_HOSTS": "ops.example.org",
        "PORTAL_URL": "https://ops.example.org",
        "TRUSTED_PROXY_COUNT": "1",
        "PORT": str(free_port()),
        "HOSTNAME": "here",
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator:
    """Start a process of the portal; all are stopped afterwards."""
    running: list[subprocess.Popen[bytes]] = []

    def start(command: list[str]) -> None:
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True))

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGTERM)
    for process in running:
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def get(port: str, path: str, headers: dict[str, str]) -> tuple[HTTPResponse, str]:
    """Ask the web process as a proxy or a probe would."""
    connection = HTTPConnection("127.0.0.1", int(port), timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read().decode()


def wait_for(port: str) -> None:
    """Wait until the web process is ready."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if get(port, "/healthz/ready", {})[0].status == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.2)
    raise AssertionError("the web process did not become ready")


def test_the_web_command_of_the_image_serves_people_behind_a_proxy(environment, start):
    # Outside CI the test's tables come from the models: mark them as migrated.
    for command in (["migrate", "--fake"], ["collectstatic", "--no-input"]):
        manage = [sys.executable, "manage.py", *command, "--verbosity", "0"]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    dockerfile = (ROOT / "Dockerfile").read_text()
    start(json.loads(re.search(r"^CMD (\[.*\])$", dockerfile, re.M).group(1)))
    wait_for(environment["PORT"])

    page, text = get(environment["PORT"], "/accounts/login/", PEOPLE)
    assert page.status == 200
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert all("; Secure" in cookie for cookie in page.headers.get_all("Set-Cookie"))
    assert environment["OPSPORTAL_DEMO"] == "false"
    assert "opsportal-demo" not in text

    styles = re.findall(r'href="(/static/[^"]+\.css)"', text)
    assert styles
    for style in styles:
        answer, _ = get(environment["PORT"], style, PEOPLE)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]

    plain, _ = get(environment["PORT"], "/", {"Host": "ops.example.org"})
    assert plain.headers["Location"] == "https://ops.example.org/"
    stranger, _ = get(environment["PORT"], "/", {**PEOPLE, "Host": "evil.example.com"})
    assert stranger.status == 400


def test_worker_and_beat_of_the_compose_file_start_and_pass_their_health_checks(
    environment, start, tmp_path
):
    worker, beat = SERVICES["worker"], SERVICES["beat"]
    schedule = str(tmp_path / "beat-schedule")
    start([*worker["command"], "--hostname", "celery@here"])
    start([part.replace("/tmp/beat-schedule", schedule) for part in beat["command"]])

    _, probe = worker["healthcheck"]["test"]
    deadline = time.monotonic() + 120
    while subprocess.run(
        ["sh", "-c", probe.replace("$$", "$")], cwd=ROOT, env=environment, capture_output=True
    ).returncode:
        assert time.monotonic() < deadline, "the worker does not answer"
        time.sleep(1)  # each probe is a process that starts, on the cores of the worker
    _, probe = beat["healthcheck"]["test"]
    look = probe.replace("$$", "$").replace("/tmp", shlex.quote(str(tmp_path)))
    deadline = time.monotonic() + 120
    while subprocess.run(["sh", "-c", look]).returncode:
        assert time.monotonic() < deadline, "beat wrote no schedule"
        time.sleep(0.2)
