"""The whole portal with one command: web, worker and beat under one supervisor."""

import os
import signal
import socket
import sys
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand

from opsportal.static import collect_when_changed
from opsportal.supervisor import Child, Supervisor


class Command(BaseCommand):
    """Prepare what is missing, start the processes, say where to go."""

    help = "Run the whole portal: web, Celery worker and Celery beat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address and, for larger installations, a part of the processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--only", default="web,worker,beat", help="web, worker, beat")

    def handle(self, *, host: str, port: int, only: str, **options: Any) -> None:
        """Run until Ctrl-C; the exit code tells whether it went well."""
        names = only.split(",")
        if unknown := set(names) - {"web", "worker", "beat"}:
            raise CommandError(f"--only knows web, worker and beat, not {', '.join(unknown)}.")
        if "web" in names and _taken(host, port):
            raise CommandError(f"Port {port} is in use: choose another, make run PORT={port + 1}.")
        os.environ["PORT"] = str(port)
        with Interruption() as interruption:
            self._prepare()
        if interruption.came:
            self._say("stopped before it began.")
            sys.exit(130)
        supervisor = Supervisor(
            [Child(name, _command(name, host, port)) for name in names], self._say
        )
        sys.exit(supervisor.run(Greeting(self, host, port) if "web" in names else lambda: None))

    def _prepare(self) -> None:
        self._say(f"data is kept in {settings.DATA_DIR}")
        self._say("preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        if collect_when_changed():
            self._say("static files collected")
        people = get_user_model()._default_manager
        if settings.OPSPORTAL_DEMO and "demo" in get_commands() and not people.exists():
            self._say("first start: loading the demo data …")
            call_command("demo")

    def _say(self, words: str) -> None:
        self.stdout.write(f"[portal] {words}")
        self.stdout.flush()

    def greet(self, host: str, port: int) -> None:
        """Print the address and, in a demo, who can sign in."""
        self._say(f"ready: http://{host}:{port}/   (Ctrl-C stops)")
        if not settings.OPSPORTAL_DEMO:
            return
        self._say(f"sign in with the password {settings.DEMO_PASSWORD} as")
        for name, role in settings.DEMO_SIGN_INS:
            self._say(f"  {name:<6} {role}")


class Interruption:
    """Remembers Ctrl-C: Python drops an exception that is raised while it clears something away."""

    def __init__(self) -> None:
        self.came = False

    def __enter__(self) -> Self:
        self.before = signal.signal(signal.SIGINT, self._comes)
        return self

    def _comes(self, *_: object) -> None:
        self.came = True
        raise KeyboardInterrupt

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        signal.signal(signal.SIGINT, self.before)
        return kind is KeyboardInterrupt


class Greeting:
    """Waits, round by round, until the web process answers; then greets once."""

    def __init__(self, command: Command, host: str, port: int) -> None:
        self.command, self.host, self.port = command, host, port
        self.done = False

    def __call__(self) -> None:
        """Ask the web process whether it lives."""
        if not self.done and _answers(self.host, self.port):
            self.done = True
            self.command.greet(self.host, self.port)


def _command(name: str, host: str, port: int) -> list[str]:
    python = [sys.executable, "-m"]
    # A container or a test machine may only have root; the portal starts no pickles.
    calm = [sys.executable, "-W", "ignore:You're running the worker", "-m"]
    celery = [*calm, "celery", "-A", "opsportal", "--quiet"]
    level = settings.LOG_LEVEL.lower()
    return {
        "web": [
            *(*python, "granian", "--interface", "wsgi", "opsportal.wsgi:application"),
            *("--host", host, "--port", str(port), "--workers", "1"),
            *("--blocking-threads", "4", "--no-ws", "--log-level", level),
        ],
        "worker": [
            *(*celery, "worker", "--concurrency", "2", "--loglevel", level),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        "beat": [*celery, "beat", "--loglevel", level, "--pidfile="],
    }[name]


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/healthz/live")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
