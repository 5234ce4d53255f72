# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write docs/role-variables.md, the variables of the roles by topic, from their argument specs.

Usage: python -m tools.generate_topics
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from .notice import NOTICE
from .role_topics import TOPICS, sorted_into

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/role-variables.md"
INTRODUCTION = f"""\
<!--
{NOTICE}
Written by tools/generate_topics.py. Do not edit: change meta/argument_specs.yml of the role, or the topics in
tools/role_topics.py, and run the program again.
-->
# Role variables by topic

Each variable is in one topic. The text is the beginning of its description. `ansible-doc -t role` shows all of it, for
example with `fleetops.app2container.a2c_iam`, and suboptions and choices as well.
"""
# https://docs.ansible.com/ansible/latest/dev_guide/ansible_markup.html
CODE = re.compile(r"\b(?:O|V|C|E|RV|M|P)\((?:main:)?([^)]*)\)")
WIDTH = 1000  # of a default: on one line
LINK = re.compile(r"\bL\(([^,]+), *([^)]+)\)")


def markdown(text: str) -> str:
    """A text of a documentation, with its markup as Markdown, for a cell of a table."""
    return LINK.sub(r"[\1](\2)", CODE.sub(r"`\1`", text)).replace("|", "\\|")


def variables(role: str) -> dict[str, Mapping[str, Any]]:
    """The variables of a role with their documentation, by their names without the prefix of the role."""
    specs = yaml.safe_load((ROOT / "roles" / role / "meta/argument_specs.yml").read_text(encoding="utf-8"))
    return {name.removeprefix(f"{role}_"): rows for name, rows in specs["argument_specs"]["main"]["options"].items()}


def _default(documented: Mapping[str, Any]) -> str:
    """The cell of a default."""
    if documented.get("required"):
        return "required"
    if "default" not in documented:
        return ""
    return f"`{yaml.safe_dump([documented['default']], default_flow_style=True, width=WIDTH).strip()[1:-1]}`"


def _row(name: str, documented: Mapping[str, Any]) -> str:
    """The row of a variable."""
    description = documented["description"]
    first = description if isinstance(description, str) else description[0]
    kind = documented["type"] + (f" of {documented['elements']}" if "elements" in documented else "")
    return f"| `{name}` | {kind} | {_default(documented)} | {markdown(first)} |"


def _page() -> Iterator[str]:
    """The page in paragraphs."""
    yield INTRODUCTION
    for role, topics in TOPICS.items():
        yield f"## {role}\n"
        documented = variables(role)
        places = sorted_into(topics, documented)
        for topic in topics:
            yield f"### {role}: {topic.title}\n\n{topic.about}\n"
            yield "| Variable | Type | Default | Description |\n|---|---|---|---|"
            yield from (_row(f"{role}_{name}", documented[name]) for name in places[topic.title])
            yield ""


def render() -> str:
    """The whole page."""
    return "\n".join(_page()).rstrip() + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
