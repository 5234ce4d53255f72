# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Pages in a browser: without barriers, and not wider than the screen or the paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import Browser
from tests.support.report_pages import page

PHONE, DESKTOP, PAPER = 390, 1280, 695  # A4 without its margins
# Each width and each scheme once: neither changes what the other does.
LOOKS = ((PHONE, "light", "screen"), (DESKTOP, "dark", "screen"), (PAPER, "light", "print"))
PAGES = ("bad", "right", "large", "index")


def opened(chromium: Browser, folder: Path, name: str) -> None:
    file = folder / f"{name}.html"
    file.write_text(page(name), encoding="utf-8")
    chromium.open(file)


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_no_barriers_and_fit(name: str, chromium: Browser, tmp_path: Path) -> None:
    opened(chromium, tmp_path, name)
    found = []
    for check in (chromium.overflow, chromium.violations):  # the second one takes rows out of the page
        for look in LOOKS:
            chromium.show(*look)
            found += [(look, text) for text in check()]
    assert found == []


def test_what_is_wrong_is_found(chromium: Browser, tmp_path: Path) -> None:
    opened(chromium, tmp_path, "right")
    chromium.show(PHONE, "light")
    chromium.run("""
        const title = document.querySelector("h1");
        title.outerHTML = "<p id='title'>Account</p>";
        Object.assign(document.getElementById("title").style, {width: "500px", color: "#777"});
    """)
    assert [text.partition(":")[0] for text in chromium.overflow()] == ["beyond 390 px"]
    assert {text.partition(":")[0] for text in chromium.violations()} == {"color-contrast", "page-has-heading-one"}


SHOWN = """
    const form = document.getElementById("filter");
    %s
    form.dispatchEvent(new Event("input"));
    const shown = Array.from(document.querySelectorAll("article.finding")).filter((finding) => !finding.hidden);
    return [shown.map((finding) => finding.querySelector(".meta dd").textContent),
      document.getElementById("shown").textContent];
"""


@pytest.mark.parametrize(
    ("script", "shown", "words"),
    [
        (
            "for (const box of form.querySelectorAll('[name=severity]')) { box.checked = box.value === 'critical'; }",
            ["root-without-mfa", "user-administrator"],
            "2 of 8 entries shown",
        ),
        ("form.elements.new.checked = true;", ["user-administrator", "password-without-mfa"], "2 of 8 entries shown"),
        ("form.elements.text.value = ' GRACE ';", ["key-old"], "1 of 8 entries shown"),
    ],
)
def test_filters_leave_what_fits(script: str, shown: list[str], words: str, chromium: Browser, tmp_path: Path) -> None:
    opened(chromium, tmp_path, "bad")
    assert chromium.run(SHOWN % script) == [shown, words]
