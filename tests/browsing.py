"""A real browser for the tests: Debian's Chromium, quiet, offline and strict."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
HERE = {"localhost", "127.0.0.1", "[::1]", ""}


def find_chromium() -> str | None:
    """The machine's own Chromium, or one that Playwright installed earlier."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    kept = Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome")
    return next((str(path) for path in sorted(kept, reverse=True)), None)


def what_is_missing() -> str:
    """Why no browser can be driven here, and what to install; nothing when one can."""
    if find_chromium() is None:
        return "no Chromium here (Debian: apt install chromium)"
    node, _ = compute_driver_executable()
    if subprocess.run([node, "--version"], capture_output=True).returncode:
        return "Playwright's driver does not start (Debian: apt install libatomic1)"
    return ""


def launch_arguments() -> dict[str, object]:
    """What Playwright needs to start it here; the sandbox goes only where root forces it."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {"executable_path": find_chromium(), "args": [*QUIET, *sandbox], "headless": True}


class Watch:
    """Writes down what no page of the portal may do: break the CSP, throw, or call outside."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        context.on("page", self._follow)

    def _follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.faults.append(message.text)

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE:
            self.faults.append(f"a call outside: {request.url}")
