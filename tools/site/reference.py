# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pages that antsibull-docs writes of the documentation in code fit this site, as texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["INDEX", "INDEX_TITLE", "adapted_index", "adapted_page", "documented"]

INDEX = "index"
INDEX_TITLE = "Modules and plugins"
KINDS = {"modules": "module", "filter": "filter", "inventory": "inventory"}  # folders of plugins with documentation
# The theme shows the contents of a page beside it.
CONTENTS = re.compile(r"^\.\. contents::\n(?:[ \t]+:.*\n)+\n?", re.MULTILINE)
# The title of a page without the name of the collection, which the whole site is about.
TITLE = re.compile(r"^(?P<collection>\w+\.\w+\.)(?P<title>\w+ \w+ -- .*)\n\++$", re.MULTILINE)
INDEX_HEADING = re.compile(r"^\w+\.\w+\n=+$", re.MULTILINE)


def documented(checkout: Path) -> list[str]:
    """The pages that the reference must have: one for each module, plugin and role that users can name.

    Args:
        checkout: the root of the collection.
    """
    plugins = [
        f"{file.stem}_{kind}"
        for folder, kind in KINDS.items()
        for file in sorted((checkout / "plugins" / folder).glob("[!_]*.py"))
    ]
    return [*plugins, *(f"{role.name}_role" for role in sorted((checkout / "roles").iterdir()))]


def adapted_page(text: str) -> str:
    """The page of a module, plugin or role."""

    def title(found: re.Match[str]) -> str:
        return f"{found['title']}\n{'+' * len(found['title'])}"

    return TITLE.sub(title, CONTENTS.sub("", text))


def adapted_index(text: str, pages: Iterable[str]) -> str:
    """The first page of the reference, with the other pages as its part of the navigation.

    Args:
        text: the page of antsibull-docs.
        pages: the names of the pages, such as access_module.
    """
    heading = f"{INDEX_TITLE}\n{'=' * len(INDEX_TITLE)}"
    entries = [f"   {' '.join(page.rsplit('_', 1))} <{page}>" for page in pages]
    navigation = "\n".join([".. toctree::", "   :hidden:", "", *entries])
    return f"{INDEX_HEADING.sub(heading, CONTENTS.sub('', text))}\n{navigation}\n"
