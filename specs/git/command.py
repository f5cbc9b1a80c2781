"""The choke point: the only place in opsportal that starts a git process."""

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from specs.git.door import Door
from specs.git.errors import Unreachable
from specs.git.reasons import error_of
from specs.git.secret import scrub

KEPT = 32 * 1024
"""How many bytes of what git says are kept: the end says what went wrong."""

FEED = 1 << 20
"""How much a process that feeds git may be ahead, so that both work at once."""

ALWAYS = {
    "core.hooksPath": os.devnull,
    "credential.helper": "",
    # A redirect would carry the secret to a host nobody checked.
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "60",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "advice.pushUpdateRejected": "false",
}


def _nothing() -> None:
    """Nobody needs to be told that we still wait."""


@dataclass(frozen=True)
class Output:
    """What a finished git process left behind, scrubbed."""

    code: int
    out: str
    err: str


@dataclass
class Git:
    """Runs git in one folder, through one door, and writes down what happens."""

    folder: Path
    door: Door
    seconds: float = 300
    waiting: Callable[[], None] = _nothing
    log: list[str] = field(default_factory=list)
    kept_open: tuple[int, ...] = ()

    def __call__(
        self, *arguments: str, feed: Iterable[bytes] = (), show: str = "", check: bool = True
    ) -> Output:
        """Run one git command to its end; `show` is what the log says, `feed` its input."""
        began = time.monotonic()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code, late = self._run(arguments, feed, out, err)
            output = Output(code, self._text(out), self._text(err))
        self._note(show or " ".join(arguments), output, time.monotonic() - began)
        if late:
            raise Unreachable(f"git did not finish within {self.seconds:g} seconds.", output.err)
        if check and code:
            raise error_of(output.err)
        return output

    def _run(
        self, arguments: tuple[str, ...], feed: Iterable[bytes], out: IO[bytes], err: IO[bytes]
    ) -> tuple[int, bool]:
        options = [part for name, value in ALWAYS.items() for part in ("-c", f"{name}={value}")]
        # Output goes to files, not pipes: a grandchild that lives on cannot hold us up.
        process = subprocess.Popen(
            ["git", *options, *arguments], cwd=self.folder, env=self.door.environment,
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL, stdout=out, stderr=err,
            pipesize=FEED, start_new_session=True, pass_fds=self.kept_open,
        )  # fmt: skip
        late = threading.Event()
        clock = threading.Timer(self.seconds, _give_up, (process, late))
        clock.daemon = True
        clock.start()
        try:
            if process.stdin:
                _feed(process.stdin, feed)
            return self._wait(process), late.is_set()
        finally:
            clock.cancel()
            if process.poll() is None:
                _end(process)

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while not _ended(process, seconds=2):
            self.waiting()
        return process.wait()

    def _text(self, stream: IO[bytes]) -> str:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - KEPT))
        return scrub(stream.read().decode(errors="replace"), self.door.secrets).replace("\0", "")

    def _note(self, shown: str, output: Output, seconds: float) -> None:
        said = [line.rstrip() for line in (output.err + output.out).splitlines() if line.strip()]
        ended = f"  ({seconds:.1f} s{f', exit {output.code}' if output.code else ''})"
        self.log.append("\n".join([f"$ git {shown}{ended}", *said[-40:]]))


def _feed(stdin: IO[bytes], feed: Iterable[bytes]) -> None:
    # A git that died says why on stderr; the broken pipe would only hide it.
    with contextlib.suppress(BrokenPipeError), stdin:
        for part in feed:
            stdin.write(part)


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end; on Linux without the pauses that Popen.wait makes between its looks."""
    if not hasattr(os, "pidfd_open"):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.returncode is not None
    if process.poll() is not None:  # it may be gone, and its number with it
        return True
    watched = os.pidfd_open(process.pid)
    try:
        poll = select.poll()
        poll.register(watched, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(watched)


def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and everything it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
