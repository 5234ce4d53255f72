# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write docs/docsite/rst/guides.rst, which docs.ansible.com shows beside modules and plugins: where the guides are.

Usage: python -m tools.generate_docsite

The guides are Markdown files, which antsibull-docs cannot show. The page therefore names them, in the sections of the
navigation of the site: https://docs.ansible.com/projects/antsibull-docs/collection-docs/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from tools.site.navigation import SECTIONS, title_of

from .notice import NOTICE

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/docsite/rst/guides.rst"
COMMENT = "\n".join(f".. {line}" for line in NOTICE.splitlines())
LABEL = "ansible_collections.fleetops.app2container.docsite.guides"
TITLE = "Guides"
HEAD = f"""\
{COMMENT}
.. Written by tools/generate_docsite.py. Do not edit: change tools/site/navigation.py, and run the program again.

.. _{LABEL}:

{TITLE}
{"=" * len(TITLE)}

These pages show how to use the collection. Each opens in its repository.
"""


def in_repository(name: str) -> str:
    """A link to a file of the repository, as reStructuredText."""
    address = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["repository"]
    return f"`{title_of(name)} <{address}/blob/main/{name}>`__"


def render(link: Callable[[str], str] = in_repository) -> str:
    """The whole page.

    Args:
        link: gives the link to a page, by the name of its file.
    """

    def parts() -> Iterator[str]:
        yield HEAD
        for section in SECTIONS:
            yield f"{section.title}\n{'-' * len(section.title)}\n\n{section.about}\n"
            yield "\n".join(f"* {link(name)}" for name in section.files if name.endswith(".md")) + "\n"

    return "\n".join(parts())


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
