# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The site has every page, each picture says in words what it shows, and each variable of a role is in one topic."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.support.emulator.servers import CHECKOUT
from tools import generate_docsite, generate_topics
from tools.role_topics import TOPICS, sorted_into
from tools.site.navigation import REFERENCE, SECTIONS, page_files
from tools.site.pages import adapted, start_page
from tools.site.reference import INDEX, KINDS, adapted_index, adapted_page, documented

REPOSITORY = "https://example.com/blob/main"
FEW_WORDS = 5  # say what a picture is, and not what it shows
UNNAMED = {"action", "doc_fragments", "module_utils", "plugin_utils"}  # folders of plugins that users never name
SHOWN_PAGES = [CHECKOUT / name for name in (*page_files(), "README.md")]
PICTURES = sorted(path for path in (CHECKOUT / "docs/images").iterdir() if path.suffix != ".license")


def test_every_page_is_in_the_navigation_once() -> None:
    written = [*CHECKOUT.glob("docs/*.md"), *CHECKOUT.glob("roles/*/README.md")]
    files = page_files()
    assert [str(path.relative_to(CHECKOUT)) for path in written if str(path.relative_to(CHECKOUT)) not in files] == []
    assert len(files) == len(set(files))


def test_the_page_of_topics_is_up_to_date() -> None:
    page = generate_topics.TARGET.read_text(encoding="utf-8")
    assert page == generate_topics.render(), "run python -m tools.generate_topics"


def test_every_module_plugin_and_role_is_in_the_navigation() -> None:
    assert {path.name for path in (CHECKOUT / "plugins").iterdir()} - UNNAMED == KINDS.keys()
    assert f"   /{REFERENCE}/{INDEX}\n" in start_page("a.b", SECTIONS)
    index = adapted_index("", documented(CHECKOUT))
    for name in ("access module", "role_users filter", "organization_accounts inventory", "a2c_worker role"):
        assert f"   {name} <{name.replace(' ', '_')}>\n" in index
    folders = [*(f"plugins/{folder}/*.py" for folder in KINDS), "roles/*/meta/argument_specs.yml"]
    assert index.count("<") == sum(len(list(CHECKOUT.glob(pattern))) for pattern in folders)


def test_pages_of_the_reference_lose_what_the_site_shows_already() -> None:
    page = "a.b.access module -- Makes it\n" + "+" * 29 + "\n\n.. contents::\n   :local:\n   :depth: 1\n\nSynopsis\n"
    assert adapted_page(page) == "access module -- Makes it\n" + "+" * 25 + "\n\nSynopsis\n"
    assert adapted_index("A.B\n===\n\nIt.\n", ["a_role"]).startswith(
        "Modules and plugins\n===================\n\nIt.\n"
    )


def test_the_page_of_guides_is_up_to_date() -> None:
    page = generate_docsite.TARGET.read_text(encoding="utf-8")
    assert page == generate_docsite.render(), "run python -m tools.generate_docsite"


def test_every_picture_is_shown_with_a_text() -> None:
    shown = {
        name: text
        for page in SHOWN_PAGES
        for text, name in re.findall(r"!\[(.*?)\]\((?:\S*/)?(\S+?)\)", page.read_text(encoding="utf-8"), re.DOTALL)
    }
    start = start_page("a.b", SECTIONS)
    assert start.count(".. image::") == start.count("   :alt: ")
    assert shown.keys() == {path.name for path in PICTURES}
    assert [name for name, text in shown.items() if len(text.split()) < FEW_WORDS] == []


@pytest.mark.parametrize("picture", [path for path in PICTURES if path.suffix == ".svg"], ids=lambda path: path.stem)
def test_every_drawing_says_what_it_shows_and_has_two_sets_of_colors(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert re.search(r'role="img"\s+aria-labelledby="title desc"', text)
    assert re.search(r'<title id="title">\S.*</title>\s*<desc id="desc">\S.*</desc>', text)
    assert "prefers-color-scheme: dark" in text


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
