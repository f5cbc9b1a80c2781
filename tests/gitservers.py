"""Real git servers for the tests: a folder, git's own HTTP backend, and sshd on loopback."""

import base64
import contextlib
import getpass
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.servers import free_port, wait_for_port

QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
WHO = {
    f"GIT_{role}_{part}": words
    for role in ("AUTHOR", "COMMITTER")
    for part, words in (("NAME", "Somebody Else"), ("EMAIL", "else@example.org"))
}


def git(*arguments: object, at: Path | None = None, feed: str | None = None) -> str:
    """Run git the way a person would, apart from this machine's own configuration."""
    return subprocess.run(
        ["git", *map(str, arguments)],
        cwd=at,
        input=feed,
        env={**os.environ, **QUIET, **WHO},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@dataclass
class Bare:
    """A bare repository of the test, looked at from outside."""

    folder: Path

    @classmethod
    def new(cls, folder: Path, *, seeded: bool = True) -> "Bare":
        folder.parent.mkdir(parents=True, exist_ok=True)
        git("init", "--quiet", "--bare", "-b", "main", folder)
        git("config", "http.receivepack", "true", at=folder)
        bare = cls(folder)
        if seeded:
            bare.commit("README.md", "Hello\n")
        return bare

    def commit(self, path: str, words: str, branch: str = "main", gone: str = "") -> str:
        """Let somebody else commit a file."""
        there = self.branches().get(branch)
        stream = (
            f"commit refs/heads/{branch}\ncommitter Else <e@example.org> now\ndata 5\nOther\n"
            + (f"from {there}\n" if there else "")
            + (f"D {gone}\n" if gone else "")
            + f"M 100644 inline {path}\ndata {len(words.encode())}\n{words}\n"
        )
        git("fast-import", "--quiet", "--date-format=now", at=self.folder, feed=stream)
        return self.branches()[branch]

    def drop(self, branch: str) -> None:
        """Let somebody else delete a branch."""
        git("update-ref", "-d", f"refs/heads/{branch}", at=self.folder)

    def branches(self) -> dict[str, str]:
        lines = git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads",
                    at=self.folder).splitlines()  # fmt: skip
        return dict(line.split() for line in lines)

    def log(self, branch: str = "main", form: str = "%s") -> list[str]:
        return git("log", f"--format={form}", branch, at=self.folder).strip().split("\n")

    def files(self, branch: str = "main") -> list[str]:
        return git("ls-tree", "-r", "--name-only", branch, at=self.folder).splitlines()

    def read(self, path: str, branch: str = "main") -> bytes:
        return subprocess.run(
            ["git", "show", f"{branch}:{path}"], cwd=self.folder, check=True, capture_output=True
        ).stdout

    def hook(self, name: str, script: str) -> None:
        hook = self.folder / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{script}\n")
        hook.chmod(0o755)

    def check(self) -> None:
        git("fsck", "--strict", "--connectivity-only", at=self.folder)


@dataclass
class HttpServer:
    """git http-backend behind basic authentication, on loopback."""

    root: Path
    user: str = "robot"
    password: str = "s3cret/with+signs"
    port: int = field(default_factory=free_port)
    answers: int | None = None
    """When set, every request is answered with this status."""

    def url(self, name: str) -> str:
        return f"http://{self.user}@127.0.0.1:{self.port}/{name}"

    @contextlib.contextmanager
    def running(self) -> Iterator["HttpServer"]:
        ThreadingHTTPServer.allow_reuse_address = True
        server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)


def _handler(site: HttpServer) -> type[BaseHTTPRequestHandler]:
    expected = "Basic " + base64.b64encode(f"{site.user}:{site.password}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if site.answers:
                return self.send_error(site.answers)
            if self.headers.get("Authorization") != expected:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                return self.end_headers()
            self._backend()

        do_POST = do_GET  # noqa: N815

        def _backend(self) -> None:
            path, _, query = self.path.partition("?")
            body = self._body()
            variables = {
                "PATH": os.environ["PATH"], **QUIET, "GIT_PROJECT_ROOT": str(site.root),
                "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": site.user, "PATH_INFO": path,
                "QUERY_STRING": query, "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            }  # fmt: skip
            said = subprocess.run(
                ["git", "http-backend"], input=body, env=variables, capture_output=True
            ).stdout
            head, _, body = said.partition(b"\r\n\r\n")
            headers = [line.split(": ", 1) for line in head.decode().split("\r\n") if line]
            status = next((value for name, value in headers if name == "Status"), "200 OK")
            self.send_response(int(status.split()[0]))
            for name, value in headers:
                if name != "Status":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

    return Handler


@dataclass
class SshServer:
    """sshd on loopback with keys of its own; whoever runs the tests signs in as themselves."""

    folder: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("host", "client"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name],
                check=True,
            )
        (self.folder / "authorized").write_text((self.folder / "client.pub").read_text())
        (self.folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder / 'host'}\n"
            f"AuthorizedKeysFile {self.folder / 'authorized'}\nPidFile none\nUsePAM no\n"
            "StrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "PermitRootLogin prohibit-password\nAcceptEnv GIT_PROTOCOL\nLogLevel ERROR\n"
        )

    @property
    def key(self) -> str:
        return (self.folder / "client").read_text()

    @property
    def known_hosts(self) -> str:
        kind, key = (self.folder / "host.pub").read_text().split()[:2]
        return f"[127.0.0.1]:{self.port} {kind} {key}"

    def url(self, repository: Path) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{repository}"

    @contextlib.contextmanager
    def running(self) -> Iterator["SshServer"]:
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        with (self.folder / "log").open("a") as log:
            server = subprocess.Popen(
                [sshd_program(), "-D", "-e", "-f", self.folder / "config"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            wait_for_port(self.port, server)
            yield self
        finally:
            server.terminate()
            server.wait(10)


def sshd_program() -> str | None:
    """The path of sshd: it insists on being started by its full path."""
    return shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
