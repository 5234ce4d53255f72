# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the variables of the role a2c_iam for the options of policy, general role and deployer, from their tables.

Usage: python -m tools.generate_role_variables

Rewrites the lines between "generated" and "end" in the argument specs of the role. The rest is left as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import indent, wrap
from types import MappingProxyType
from typing import Any

import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._account.role_rows import (
    ROLE_PARTS,
    part_documentation,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import policy_documentation

ROLE = Path(__file__).resolve().parents[1] / "roles/a2c_iam"
PREFIX = "a2c_iam_"
WIDTH = 120
REGION = re.compile(
    r"^(?P<start>(?P<indent> *)# generated: (?P<part>\w+) options .*?\n).*?(?=^ *# end generated$)",
    re.DOTALL | re.MULTILINE,
)

# What a variable of the role has besides the documentation of its option.
FURTHER_DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "deploy_targets": "At least one is required for the components V(group), V(general_role) and V(worker).",
        "secrets": (
            "When not set, exactly the secrets of O(main:a2c_iam_remote_secrets) that are present, or C(a2c/*) where"
            " there are none."
        ),
    }
)


def documentation(part: str) -> dict[str, dict[str, Any]]:
    """The documentation of the variables of a part of the options, by the name of their options."""
    found = part_documentation(part) if part in ROLE_PARTS else policy_documentation()
    options: dict[str, dict[str, Any]] = json.loads(json.dumps(found).replace("O(", f"O(main:{PREFIX}{part}_"))
    if part in ROLE_PARTS:
        return options
    for name, text in FURTHER_DESCRIPTIONS.items():
        options[name]["description"].append(text)
    options["deploy_targets"]["default"] = []  # the components without a policy need none
    del options["secrets"]["default"]  # it depends on other variables, and is described in words
    return options


def _scalar(value: object) -> str:
    """A value that is no list, as YAML on one line."""
    text = yaml.safe_dump([value], default_flow_style=True, width=float("inf")).strip()[1:-1]
    return json.dumps(value) if text.startswith("'") else text


def _entry(key: str, value: object) -> Iterator[str]:
    """A key with a value that is no mapping: on one line, or a list with one line for each entry."""
    if not isinstance(value, list):
        yield f"{key}: {_scalar(value)}"
    elif len(line := f"{key}: [{', '.join(map(_scalar, value))}]") <= WIDTH // 2:
        yield line
    else:
        yield f"{key}:"
        yield from (f"  - {_scalar(item)}" for item in value)


def _description(sentences: list[str]) -> Iterator[str]:
    """The sentences of a description, in lines that leave room for their indentation.

    Raises:
        ValueError: a sentence would have to be quoted.
    """
    yield "description:"
    for sentence in sentences:
        if yaml.safe_load(f"- {sentence}") != [sentence]:
            message = f"not a plain scalar of YAML: {sentence!r}"
            raise ValueError(message)
        first, *further = wrap(sentence, WIDTH - len("- ") * 8, break_long_words=False, break_on_hyphens=False)
        yield f"  - {first}"
        yield from (f"    {text}" for text in further)


def _argument_spec(name: str, documented: Mapping[str, Any]) -> Iterator[str]:
    """One variable, or suboption, of the argument specs."""
    yield f"{name}:"
    for key, value in documented.items():
        if key == "suboptions":
            yield "  options:"
            for suboption, rows in value.items():
                yield from (f"    {line}" for line in _argument_spec(suboption, rows))
        else:
            lines = _description(value) if key == "description" else _entry(key, value)
            yield from (f"  {line}" for line in lines)


def argument_specs(part: str) -> Iterator[str]:
    """The argument specs of the variables of a part."""
    for name, documented in documentation(part).items():
        yield from _argument_spec(f"{PREFIX}{part}_{name}", documented)


FILES: Mapping[Path, Callable[[str], Iterator[str]]] = MappingProxyType(
    {
        ROLE / "meta/argument_specs.yml": argument_specs,
    }
)


def render(file: Path) -> str:
    """A file with its generated lines made anew."""

    def region(found: re.Match[str]) -> str:
        lines = "".join(f"{line}\n" for line in FILES[file](found["part"]))
        return found["start"] + indent(lines, found["indent"])

    return REGION.sub(region, file.read_text("utf-8"))


if __name__ == "__main__":
    for path in FILES:
        path.write_text(render(path), encoding="utf-8")
