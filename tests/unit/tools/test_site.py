# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The site has every page, and each variable of a role is in one topic."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.support.emulator.servers import CHECKOUT
from tools import generate_topics
from tools.role_topics import TOPICS, sorted_into
from tools.site.navigation import page_files
from tools.site.pages import adapted

REPOSITORY = "https://example.com/blob/main"


def test_every_page_is_in_the_navigation_once() -> None:
    written = [*CHECKOUT.glob("docs/*.md"), *CHECKOUT.glob("roles/*/README.md")]
    files = page_files()
    assert [str(path.relative_to(CHECKOUT)) for path in written if str(path.relative_to(CHECKOUT)) not in files] == []
    assert len(files) == len(set(files))


def test_the_page_on_playbooks_names_each() -> None:
    page = (CHECKOUT / "docs/playbooks.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(named) == sorted(path.stem for path in CHECKOUT.glob("playbooks/*.yml"))


def test_the_page_of_topics_is_up_to_date() -> None:
    page = generate_topics.TARGET.read_text(encoding="utf-8")
    assert page == generate_topics.render(), "run python -m tools.generate_topics"


@pytest.mark.parametrize("role", sorted(path.name for path in CHECKOUT.glob("roles/*")))
def test_each_variable_is_in_one_topic(role: str) -> None:
    names = generate_topics.variables(role)
    places = Counter(name for row in sorted_into(TOPICS[role], names).values() for name in row)
    assert places == Counter(names.keys())


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[a](b.md#c)", "[a](b.md#c)"),
        ("[a](../galaxy.yml)", f"[a]({REPOSITORY}/galaxy.yml)"),
        ("[a](../README.md)", "[a](../index.rst)"),
        ("[a](https://example.org)", "[a](https://example.org)"),
    ],
)
def test_links_to_other_files_lead_to_the_repository(link: str, expected: str) -> None:
    assert adapted("docs/a.md", link, {"docs/b.md"}, REPOSITORY) == expected
