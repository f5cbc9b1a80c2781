"""A small supervisor: several processes live and die as one."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

AT_ONCE = 3.0  # seconds: a child that lives shorter cannot start at all
PATIENCE = 10.0  # seconds that children get to finish what they do


class Child:
    """One process of the portal, in a process group of its own."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, command

    def start(self) -> None:
        """Start the process; it gets a SIGTERM should the supervisor be killed."""
        self.process = subprocess.Popen(
            self.command, start_new_session=True, preexec_fn=_die_with_parent
        )
        self.began = time.monotonic()

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process.poll() is None

    @property
    def died_at_once(self) -> bool:
        """Whether it never got going."""
        return time.monotonic() - self.began < AT_ONCE

    def clear_away(self) -> None:
        """Kill what is left of its group, so that no orphan holds the port or a job."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Starts the children, restarts those that die, stops them all together."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children, self.say = children, say
        self.asked_to_stop = 0

    def run(self, each_round: Callable[[], None]) -> int:
        """Watch until somebody asks to stop, or a child cannot start; answer the exit code."""
        for kind in (signal.SIGINT, signal.SIGTERM):
            signal.signal(kind, self._ask_to_stop)
        for child in self.children:
            child.start()
        try:
            return self._watch(each_round)
        finally:
            self._stop()

    def _watch(self, each_round: Callable[[], None]) -> int:
        while not self.asked_to_stop:
            time.sleep(0.2)
            each_round()
            for child in self.children:
                if child.running or self.asked_to_stop:
                    continue
                how = f"{child.name} ended with {child.process.returncode}"
                child.clear_away()
                if child.died_at_once:
                    self.say(f"{how} as soon as it was started: giving up.")
                    return 1
                self.say(f"{how}: starting it again.")
                child.start()
        return 0

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self.asked_to_stop += 1

    def _stop(self) -> None:
        self.say("stopping …")
        began, asked = time.monotonic(), self.asked_to_stop
        for child in self.children:
            if child.running:
                child.process.terminate()
        while any(child.running for child in self.children):
            if time.monotonic() - began > PATIENCE or self.asked_to_stop > asked:
                break
            time.sleep(0.05)
        for child in self.children:
            child.clear_away()
            child.process.wait()
        self.say("stopped.")


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
