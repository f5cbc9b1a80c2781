"""The supervisor: one command starts the portal, keeps it alive and stops it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
PREPARING = "preparing the database"
pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="finds the processes in /proc: Linux only"
)


def embedded(data: Path, port: int) -> dict[str, str]:
    """The environment of an embedded portal, whatever the suite itself runs on."""
    return {
        **os.environ,
        "OPSPORTAL_ENV": "embedded",
        "OPSPORTAL_DATA": str(data),
        "OPSPORTAL_DEMO": "0",
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "PORT": str(port),
    }


class Portal:
    """A real portal in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.port, self.log = free_port(), data / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "portal"],
                cwd=ROOT,
                env=embedded(data, self.port),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str) -> int:
        """The status of a page."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return int(answer.status)

    def answers(self) -> bool:
        """Whether the web process serves."""
        try:
            return self.get("/healthz/ready") == 200
        except OSError:
            return False

    def said(self) -> str:
        """Everything it printed."""
        return self.log.read_text()

    def children(self) -> dict[str, int]:
        """The process id of each child by its name."""
        found = {}
        for pid in _processes():
            parent, command = _parent(pid), _command(pid)
            if parent == self.process.pid:
                kind = re.search(r"granian|(worker|beat)(?= --)", command)
                found[kind.group() if kind else command] = pid
        return found


def _processes() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def wait_until(true: Callable[[], object], seconds: float = 120) -> None:
    """Fail when something does not become true in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def started(data: Path) -> Portal:
    """A portal on its way, on another port where somebody else took the first meanwhile."""
    portal = Portal(data)
    wait_until(lambda: PREPARING in portal.said() or portal.process.poll() is not None)
    return Portal(data) if f"Port {portal.port} is in use" in portal.said() else portal


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """A running portal; whatever is left of it is killed afterwards."""
    portal = started(tmp_path)
    try:
        wait_until(lambda: "ready: " in portal.said() or portal.process.poll() is not None)
        assert portal.process.poll() is None, portal.said()
        yield portal
    finally:
        for pid in [*portal.children().values(), portal.process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL) if os.getpgid(pid) == pid else os.kill(pid, 9)
        portal.process.wait()


def test_the_portal_starts_restarts_what_dies_and_stops_cleanly(portal: Portal):
    assert f"http://127.0.0.1:{portal.port}/" in portal.said()
    assert portal.get("/accounts/login/") == 200
    before = portal.children()
    assert set(before) == {"granian", "worker", "beat"}

    time.sleep(3)  # a child that dies at once would stop the portal
    for name in ("granian", "worker"):
        os.kill(before[name], signal.SIGKILL)
    wait_until(lambda: len(portal.children()) == 3 and portal.answers())
    after = portal.children()
    assert after["granian"] != before["granian"]
    assert after["worker"] != before["worker"]
    assert after["beat"] == before["beat"]
    assert "starting it again" in portal.said()
    wait_until(lambda: after["worker"] in map(_parent, _processes()))  # its pool is there

    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(60) == 0
    assert "Traceback" not in portal.said()
    wait_until(lambda: not {*after.values()} & {*_processes()}, 30)


def test_a_killed_supervisor_leaves_no_orphans(portal: Portal):
    children = set(portal.children().values())
    portal.process.kill()
    portal.process.wait()
    wait_until(lambda: not any(_command(pid) for pid in children), 30)


def test_a_taken_port_is_said_in_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = subprocess.run(
            [sys.executable, "manage.py", "portal"],
            cwd=ROOT,
            env=embedded(tmp_path, port),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        f"CommandError: Port {port} is in use: choose another, make run PORT={port + 1}."
    ]


def test_a_stop_before_the_start_is_quiet(tmp_path: Path):
    portal = started(tmp_path)
    wait_until(lambda: PREPARING in portal.said())
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(60) == 130
    assert "Traceback" not in portal.said()


def test_a_child_that_cannot_start_ends_everything():
    script = (
        "import sys; from opsportal.supervisor import Child, Supervisor;"
        "children = [Child('idle', ['sleep', '60']), Child('broken', ['false'])];"
        "sys.exit(Supervisor(children, print).run(lambda: None))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert ended.returncode == 1
    assert "broken ended with 1 as soon as it was started: giving up." in ended.stdout
