# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium, driven by the DevTools protocol over a pipe: no driver program and no package is needed.

Source: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Browser", "Page", "running"]

SECONDS = 60  # for one answer; axe-core takes seconds on a page with a thousand users
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",  # it runs as root in containers, and shows nothing but pages of the tests
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--remote-debugging-pipe",
)


@dataclass
class Browser:
    """A browser; messages end with a zero byte."""

    reading: int
    writing: int
    number: int = 0
    buffer: bytes = b""
    events: list[dict[str, Any]] = field(default_factory=list)

    def _message(self, until: float) -> dict[str, Any]:
        while b"\0" not in self.buffer:
            ready, _writable, _failed = select.select([self.reading], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(self.reading, 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError("Chromium has ended" if ready else f"Chromium did not answer in {SECONDS} s")
            self.buffer += piece
        text, _zero, self.buffer = self.buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(text)
        return found

    def call(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """Call a method and return its result; events that come meanwhile are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        text = json.dumps({**message, "sessionId": session} if session else message)
        left = memoryview(text.encode() + b"\0")
        while left:
            left = left[os.write(self.writing, left) :]
        until = time.monotonic() + SECONDS
        while True:
            answer = self._message(until)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def wait(self, method: str, session: str) -> dict[str, Any]:
        """Wait for an event of a page, and return its values."""
        until = time.monotonic() + SECONDS
        while True:
            for event in self.events:
                if event.get("method") == method and event.get("sessionId") == session:
                    self.events.remove(event)
                    params: dict[str, Any] = event["params"]
                    return params
            self.events.append(self._message(until))

    @contextmanager
    def page(self, file: Path, *, width: int = 1280, dark: bool = False, **settings: Any) -> Iterator[Page]:
        """Show a file in a new tab.

        Args:
            file: the page.
            width: of the window in pixels.
            dark: whether the reader prefers dark colors.
            settings: ``scripts``, false to turn them off, and ``media``, ``print`` to show it as on paper.
        """
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Network", "Runtime", "Log"):
            page.call(f"{domain}.enable")
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        page.call("Emulation.setEmulatedMedia", media=settings.get("media", "screen"), features=[scheme])
        sizes = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        page.call("Emulation.setDeviceMetricsOverride", **sizes)
        page.call("Emulation.setScriptExecutionDisabled", value=not settings.get("scripts", True))
        page.call("Page.navigate", url=file.resolve().as_uri())
        self.wait("Page.loadEventFired", session)
        try:
            yield page
        finally:
            self.call("Target.closeTarget", targetId=target)


@dataclass
class Page:
    """A tab."""

    browser: Browser
    session: str

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the tab."""
        return self.browser.call(method, self.session, **params)

    def evaluate(self, expression: str) -> Any:
        """Evaluate JavaScript, and return its value as JSON has it; a promise is awaited.

        It works without the page's own scripts, and its content policy does not count for it.
        """
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def requests(self) -> list[str]:
        """The addresses that the tab has asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.browser.events
            if event.get("method") == "Network.requestWillBeSent" and event.get("sessionId") == self.session
        ]

    def complaints(self) -> list[str]:
        """What the browser logged, such as breaches of the content policy, and exceptions of scripts."""
        return [
            json.dumps(event["params"])
            for event in self.browser.events
            if event.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
            and event.get("sessionId") == self.session
        ]

    def picture(self, selector: str = "") -> bytes:
        """A PNG of the whole page, or of one element."""
        clip = {}
        if selector:
            place = self.evaluate(
                f"(({{x, y, width, height}}) => [x + scrollX, y + scrollY, width, height])"
                f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
            )
            clip = {"clip": {**dict(zip(("x", "y", "width", "height"), place, strict=True)), "scale": 1}}
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, **clip)
        return base64.b64decode(answer["data"])

    def pdf(self) -> bytes:
        """The page as a PDF for A4 paper."""
        size = {"paperWidth": 8.27, "paperHeight": 11.69}
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, **size)["data"])


@contextmanager
def running() -> Iterator[Browser]:
    """A browser, ended with the context.

    Raises:
        RuntimeError: no Chromium is installed.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise RuntimeError("Chromium is not installed; on Debian: apt-get install chromium")
    here_read, there_write = os.pipe()
    there_read, here_write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = (program, *OPTIONS, f"--user-data-dir={profile}")
        script = f'exec "$@" 3<&{there_read} 4>&{there_write}'
        process = subprocess.Popen(
            ("bash", "-c", script, "bash", *words),
            pass_fds=(there_read, there_write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there_read)
        os.close(there_write)
        browser = Browser(here_read, here_write)
        try:
            yield browser
            browser.call("Browser.close")
        finally:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            os.close(here_read)
            os.close(here_write)
