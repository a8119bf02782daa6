"""Chromium, Firefox and WebKit (Safari's engine), driven alike: open a page, run a script in it, go back.

Each engine is driven by what it brings: Chromium by Playwright, Firefox by Marionette (the protocol below geckodriver:
`length:JSON` on a socket), WebKit by its WebDriver (JSON over HTTP). A script is the body of a function in the page; a
promise that it returns is waited for.
"""

from __future__ import annotations

import glob
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import requests

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STARTS_S = 20
ANSWERS_S = 30
QUIET = ("browser.shell.checkDefaultBrowser", "network.captive-portal-service.enabled", "app.update.enabled")


class Engine(Protocol):
    """A browser with one window."""

    def open(self, url: str) -> None:
        """Go to an address, and wait for the page."""

    def back(self) -> None:
        """Go back, as the browser's button does."""

    def run(self, script: str) -> Any:
        """Run the body of a function in the page."""

    def close(self) -> None:
        """End the browser."""


class Chromium:
    def __init__(self, browser: Browser) -> None:
        self._page = browser.new_context().new_page()

    def open(self, url: str) -> None:
        self._page.goto(url)

    def back(self) -> None:
        self._page.go_back()

    def run(self, script: str) -> Any:
        return self._page.evaluate(f"() => {{ {script} }}")

    def close(self) -> None:
        self._page.context.close()


class Firefox:
    """Raises FileNotFoundError if it is not installed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = [f'user_pref("{name}", false);' for name in QUIET] + [f'user_pref("marionette.port", {port});']
        (folder / "user.js").write_text("\n".join(settings))
        self._process = _started(["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(folder)])
        self._wire = _when_it_answers(lambda: socket.create_connection(("127.0.0.1", port), ANSWERS_S)).makefile("rwb")
        self._answer()
        self._ask("NewSession", capabilities={})

    def _ask(self, command: str, **values: Any) -> Any:
        message = json.dumps([0, 1, f"WebDriver:{command}", values]).encode()
        self._wire.write(b"%d:%b" % (len(message), message))
        self._wire.flush()
        _, _, error, answer = self._answer()
        assert error is None, error
        return answer.get("value")

    def _answer(self) -> Any:
        length = b""
        while (digit := self._wire.read(1)) != b":":
            assert digit, "Firefox has ended"
            length += digit
        return json.loads(self._wire.read(int(length)))

    def open(self, url: str) -> None:
        self._ask("Navigate", url=url)

    def back(self) -> None:
        self._ask("Back")

    def run(self, script: str) -> Any:
        return self._ask("ExecuteScript", script=script, args=[], sandbox=None)  # in the page itself

    def close(self) -> None:
        _end(self._process)


class WebKit:
    """WebKitGTK's MiniBrowser. It needs a display: `xvfb-run` gives one. Raises FileNotFoundError if one is missing."""

    def __init__(self) -> None:
        programs = glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
        if not programs:
            raise FileNotFoundError("MiniBrowser")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self._process = _started(["xvfb-run", "-a", "WebKitWebDriver", f"--port={self._address.rpartition(':')[2]}"])
        _when_it_answers(lambda: self._ask("GET", "/status"))
        options = {"webkitgtk:browserOptions": {"binary": programs[0], "args": ["--automation"]}}
        session = self._ask("POST", "/session", capabilities={"alwaysMatch": options})
        self._address += f"/session/{session['sessionId']}"

    def _ask(self, method: str, path: str, **values: Any) -> Any:
        body = json.dumps(values).encode() if method == "POST" else None
        return requests.request(method, self._address + path, data=body, timeout=ANSWERS_S).json()["value"]

    def open(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    def back(self) -> None:
        self._ask("POST", "/back")

    def run(self, script: str) -> Any:
        return self._ask("POST", "/execute/sync", script=script, args=[])

    def close(self) -> None:
        self._ask("DELETE", "")
        _end(self._process)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    if shutil.which(command[0]) is None:
        raise FileNotFoundError(command[0])
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload, no-any-return]


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)  # its own group: with all that it has started
    process.wait(STARTS_S)


def _when_it_answers(ask: Callable[[], Any]) -> Any:
    end = time.monotonic() + STARTS_S
    while True:
        try:
            return ask()
        except OSError:  # also what requests raises
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class Site:
    """A folder served on loopback, which counts as https. Each site is an origin of its own, with its own storage."""

    def __init__(self, folder: Path) -> None:
        self._handler = partial(_Quiet, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler)
        self.url = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Be gone, as a network is in a basement."""
        self._server.shutdown()
        self._server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()
