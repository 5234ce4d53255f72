# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pages of the site, as texts: of Markdown files of the repository, and of the navigation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from .navigation import REFERENCE, TITLES, Section, title_of

__all__ = ["START", "adapted", "in_site", "start_page"]

START = "index"
README = "README.md"  # the site has a start page of its own in its place
ROLE = re.compile(r"roles/(?P<role>\w+)/README\.md")
# A code block, which stays as it is, or the target of a link that is neither an address nor a place on the same page.
LINK = re.compile(
    r"(?P<code>^```.*?^```$)|\]\((?!https?:|mailto:|#)(?P<path>[^)#\s]+)(?P<place>#[^)]*)?\)", re.MULTILINE | re.DOTALL
)
WIDTH = 3  # of a row of cards

SLOGAN = "The IAM access of AWS App2Container, in one account or in thousands."
INTRODUCTION = """\
An Ansible collection that creates, maintains and removes the access that people and worker machines need for
App2Container. It builds the policy from your choices, shows every change before it makes it, and touches only what it
manages."""


def adapted(name: str, text: str, pages: Collection[str], repository: str) -> str:
    """The text of a Markdown file as a page of the site.

    Links to files that are no pages lead to the repository, and a page on a role ends with where its variables are.

    Args:
        name: the file, by its path in the repository.
        text: its content.
        pages: the paths of all files that are pages or pictures of the site.
        repository: the address where files of the repository are shown.
    """

    def link(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))
        place = found["place"] or ""
        if target == README:
            start = posixpath.relpath(f"{START}.rst", posixpath.dirname(name) or ".")
            return f"]({repository}/{target}{place})" if place else f"]({start})"
        return found[0] if target in pages else f"]({repository}/{target}{place})"

    page = LINK.sub(link, text)
    if role := ROLE.fullmatch(name):
        page += f"\nAll variables: {{doc}}`by letter </{REFERENCE}/{role['role']}_role>`,"
        page += " {doc}`by topic </docs/role-variables>`.\n"
    return page


def _page(name: str) -> str:
    """The page of a file, as Sphinx names it."""
    return f"/{name.removesuffix('.md')}"


def in_site(name: str) -> str:
    """A link to the page of a file, as reStructuredText."""
    return f":doc:`{title_of(name)} <{_page(name)}>`"


def _card(section: Section, *, is_first: bool) -> Iterator[str]:
    """The card of a section on the start page. The first one, where people begin, is as wide as the page."""
    yield f"   .. grid-item-card:: {section.title}"
    if is_first:
        yield "      :columns: 12"
    yield f"      :link: {_page(section.files[0])}"
    yield "      :link-type: doc"
    yield ""
    yield f"      {section.about}"
    yield ""


def _navigation(section: Section) -> Iterator[str]:
    """The section in the navigation."""
    yield ".. toctree::"
    yield "   :hidden:"
    yield f"   :caption: {section.title}"
    yield ""
    for name in section.files:
        yield f"   {TITLES[name]} <{_page(name)}>" if name in TITLES else f"   {_page(name)}"
    yield ""


def start_page(title: str, sections: Iterable[Section]) -> str:
    """The start page in reStructuredText, with the navigation of the site."""
    sections = tuple(sections)
    lines = [
        title,
        "=" * len(title),
        "",
        f".. rst-class:: slogan\n\n{SLOGAN}",
        "",
        INTRODUCTION,
        "",
        ".. code-block:: console",
        "",
        f"   $ ansible-galaxy collection install {title}",
        "",
        f".. grid:: 1 2 2 {WIDTH}",
        "   :gutter: 3",
        "",
        *(line for section in sections for line in _card(section, is_first=section is sections[0])),
        "What an account holds in the end:",
        "",
        ".. image:: docs/images/account.svg",
        "   :alt: An AWS account with policy, group and users, role and instance profile of worker machines, and store",
        "",
        *(line for section in sections for line in _navigation(section)),
    ]
    return "\n".join(lines)
