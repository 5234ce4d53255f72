# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: Chromium without a screen, driven over WebDriver, with axe-core in each page.

WebDriver is HTTP with JSON, so it needs no package: https://www.w3.org/TR/webdriver2/. What it cannot do, such as dark
mode, are commands of Chromium's own protocol: https://chromedevtools.github.io/devtools-protocol/.
"""

from __future__ import annotations

import base64
import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from .emulator.processes import end, family
from .emulator.servers import clean_environment, free_port, url

__all__ = ["Browser", "browser"]

SECONDS = 60  # for one command
READY_MOMENTS, MOMENT_SECONDS = 100, 0.1
# A container has no sandbox and little shared memory; the pages are ours, and load nothing.
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars")
UNFOLD = 'for (const folded of document.querySelectorAll("details")) { folded.open = true; }'
# Of many rows of one list or table, the first ones are enough.
THIN_OUT = """
for (const row of document.querySelectorAll("li:nth-child(n+9), tbody > tr:nth-child(n+9)")) { row.remove(); }
"""
AUDIT = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"], elementRef: false}).then(
  (found) => done(found.violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))),
  (error) => done([`axe-core failed: ${error}`]));
"""
OVERFLOW = """
const width = document.documentElement.clientWidth;
const scrolls = (element) => element !== null
  && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
const found = Array.from(document.body.querySelectorAll("*")).filter(
  (element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement));
return found.map((element) => `beyond ${width} px: ${element.outerHTML.slice(0, 120)}`);
"""


def _sent(address: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
    """The value that WebDriver answers a command with."""
    content = None if method != "POST" else json.dumps(body or {}).encode()
    request = urllib.request.Request(address, content, {"Content-Type": "application/json"}, method=method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        return json.load(answer)["value"]


@dataclass(frozen=True)
class Browser:
    """A session with one window."""

    session: str

    def command(self, name: str, **parameters: Any) -> Any:
        """Runs a command of Chromium's own protocol."""
        return _sent(f"{self.session}/goog/cdp/execute", {"cmd": name, "params": parameters})

    def run(self, script: str, kind: str = "sync") -> Any:
        """Runs a script in the page, and gives what it returns."""
        return _sent(f"{self.session}/execute/{kind}", {"script": script, "args": []})

    def open(self, page: Path) -> None:
        """Opens the page of a file, and waits until it is loaded."""
        _sent(f"{self.session}/url", {"url": page.as_uri()})

    def show(self, width: int, scheme: str, medium: str = "screen") -> None:
        """Shows the page on a screen that is so wide, in the ``light`` or ``dark`` scheme, or as ``print``ed."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.command(
            "Emulation.setEmulatedMedia",
            media=medium,
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def overflow(self) -> list[str]:
        """What reaches beyond the right side of the window, with everything unfolded."""
        found: list[str] = self.run(UNFOLD + OVERFLOW)
        return found

    def violations(self) -> list[str]:
        """What axe-core finds, with everything unfolded. Of long lists, only the first rows are left in the page."""
        found: list[str] = self.run(UNFOLD + THIN_OUT + AUDIT, "async")
        return found

    def picture(self) -> bytes:
        """The whole page as PNG."""
        return base64.b64decode(self.command("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def printed(self) -> bytes:
        """The page as PDF."""
        return base64.b64decode(self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])


@contextmanager
def browser(axe: Path) -> Iterator[Browser]:
    """A browser that puts axe-core into each page that it opens.

    Args:
        axe: the script of axe-core.
    """
    port = free_port()
    driver = psutil.Popen(["chromedriver", f"--port={port}", "--silent"], env=clean_environment())
    try:
        _wait(url(port))
        wanted = {"goog:chromeOptions": {"args": OPTIONS}, "timeouts": {"script": SECONDS * 1000}}
        made = _sent(f"{url(port)}/session", {"capabilities": {"alwaysMatch": wanted}})
        opened = Browser(f"{url(port)}/session/{made['sessionId']}")
        opened.command("Page.addScriptToEvaluateOnNewDocument", source=axe.read_text(encoding="utf-8"))
        yield opened
    finally:
        end(*family(driver))


def _wait(endpoint: str) -> None:
    """Waits until WebDriver answers."""
    for _moment in range(READY_MOMENTS):
        try:
            if _sent(f"{endpoint}/status", method="GET")["ready"]:
                return
        except OSError:
            time.sleep(MOMENT_SECONDS)
    raise TimeoutError("chromedriver does not answer.")
