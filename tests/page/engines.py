"""Chromium, Firefox and WebKit (Safari's engine), driven alike: open a page, run a script in it, go back.

Each is driven by what it brings: Chromium by Playwright, Firefox by Marionette (the protocol below geckodriver:
`length:JSON` on a socket), WebKit by its WebDriver. The last two raise FileNotFoundError if they are not installed.
"""

from __future__ import annotations

import atexit
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
from abc import ABC, abstractmethod
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import requests

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STARTS_S, ANSWERS_S = 20, 60
QUIET = ("browser.shell.checkDefaultBrowser", "network.captive-portal-service.enabled", "app.update.enabled")
PATHS = {"NewSession": "", "Navigate": "/url", "Back": "/back", "ExecuteScript": "/execute/sync"}  # of WebDriver


class Chromium:
    def __init__(self, browser: Browser) -> None:
        self._page = browser.new_context().new_page()
        self.open, self.back, self.close = self._page.goto, self._page.go_back, self._page.context.close

    def run(self, script: str) -> Any:
        return self._page.evaluate(f"() => {{ {script} }}")


class _Driven(ABC):
    """A browser that is a process of its own, at a port. It and its children are a process group."""

    def __init__(self, port: int, *command: str) -> None:
        if shutil.which(command[0]) is None:
            raise FileNotFoundError(command[0])
        nowhere = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
        atexit.register(self.close)  # also of one that never answered
        end = time.monotonic() + STARTS_S
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    @abstractmethod
    def ask(self, command: str, **values: Any) -> Any:
        """Send a command of WebDriver, and return its answer."""

    def open(self, url: str) -> None:
        self.ask("Navigate", url=url)

    def back(self) -> None:
        self.ask("Back")

    def run(self, script: str) -> Any:
        """Run the body of a function in the page; a promise that it returns is waited for."""
        return self.ask("ExecuteScript", script=script, args=[], sandbox=None)

    def close(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(STARTS_S)


class Firefox(_Driven):
    def __init__(self, profile: Path) -> None:
        port = _free_port()
        settings = [f'user_pref("{name}", false);' for name in QUIET] + [f'user_pref("marionette.port", {port});']
        (profile / "user.js").write_text("\n".join(settings))
        super().__init__(port, "firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(profile))
        self._wire = socket.create_connection(("127.0.0.1", port), ANSWERS_S).makefile("rwb")
        self._answer()
        self.ask("NewSession", capabilities={})

    def ask(self, command: str, **values: Any) -> Any:
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


class WebKit(_Driven):
    """WebKitGTK's MiniBrowser. It needs a display: `xvfb-run` gives one."""

    def __init__(self) -> None:
        program = next(iter(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")), None)
        if program is None:
            raise FileNotFoundError("MiniBrowser")
        port = _free_port()
        super().__init__(port, "xvfb-run", "-a", "WebKitWebDriver", f"--port={port}")
        self._session = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": program, "args": ["--automation"]}}
        self._session += f"/{self.ask('NewSession', capabilities={'alwaysMatch': options})['sessionId']}"

    def ask(self, command: str, **values: Any) -> Any:
        answer = requests.post(self._session + PATHS[command], json=values, timeout=ANSWERS_S)
        answer.raise_for_status()
        return answer.json()["value"]


Engine = Union[Chromium, Firefox, WebKit]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Site:
    """A folder served on loopback, which counts as https. Each site is an origin of its own, with its own storage."""

    def __init__(self, folder: Path) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        self.url = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()

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
