"""A real HTTP server that receives webhooks, has pages, keeps what came, and answers as the test says."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class HookServer(ThreadingHTTPServer):
    """Listens on a free port; `answers` holds the next statuses, then 200."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.drip = 0.0
        self.pages: dict[str, int] = {}  # what "HEAD /x", "GET /x" or "/x" answers, else 200
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?from=ops"

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.calls]


class Hook(BaseHTTPRequestHandler):
    """One call."""

    server: HookServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.calls.append(({k.lower(): v for k, v in self.headers.items()}, body))
        if self.server.drip:
            return self.say_slowly()
        status = self.server.answers.pop(0) if self.server.answers else 200
        self.send_response(status)
        if status == 302:
            self.send_header("location", self.server.url)
        self.end_headers()
        self.wfile.write(b"thanks <b>")

    def do_GET(self) -> None:
        asked = f"{self.command} {self.path}"
        self.server.asked.append(asked)
        if self.server.drip:
            return self.say_slowly()
        self.send_response(self.server.pages.get(asked, self.server.pages.get(self.path, 200)))
        self.send_header("location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def say_slowly(self) -> None:
        """One byte at a time: no single read takes long, the whole answer takes for ever."""
        for byte in b"HTTP/1.1 200 OK" + b" " * 1000:
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return
            time.sleep(self.server.drip)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def hook_server() -> Iterator[HookServer]:
    """The server, for the time of a test."""
    server = HookServer()
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
