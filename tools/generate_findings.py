# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write docs/findings.md, the reference of all findings, from the tables of the rooms.

Usage: python tools/generate_findings.py
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ansible_collections.fleetops.app2container.plugins.module_utils._account.findings import FINDINGS as ACCOUNT
from ansible_collections.fleetops.app2container.plugins.module_utils._association.findings import (
    FINDINGS as ASSOCIATION,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.origin import FINDINGS as CONNECTION
from ansible_collections.fleetops.app2container.plugins.module_utils._bucket.findings import FINDINGS as BUCKET
from ansible_collections.fleetops.app2container.plugins.module_utils._export.findings import FINDINGS as TEMPLATES
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.findings import (
    FINDINGS as PERMISSION_SETS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.findings import FINDINGS as KEYS
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import FindingType
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.rights import FINDINGS as RIGHTS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.advice_types import ADVICE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.findings import GROUPS
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.findings import (
    FINDINGS as PROVISIONER,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.findings import FINDINGS as SECRETS

from .notice import NOTICE

TARGET = Path(__file__).resolve().parents[1] / "docs/findings.md"

# Heading -> findings, for every room that has some.
TABLES: Mapping[str, Mapping[str, FindingType]] = MappingProxyType(
    {
        **GROUPS,
        "Options of a policy": ADVICE,
        "Account": ACCOUNT,
        "Access keys": KEYS,
        "Instance profiles of EC2 instances": ASSOCIATION,
        "Permission sets": PERMISSION_SETS,
        "Secrets": SECRETS,
        "Artifact bucket": BUCKET,
        "Templates": TEMPLATES,
        "Provisioner": PROVISIONER,
        "Connection": CONNECTION,
        "Rights of the caller": RIGHTS,
    }
)

INTRODUCTION = f"""\
<!--
{NOTICE}
Written by tools/generate_findings.py. Do not edit: change the table of findings of a package in plugins/module_utils
(the files findings.py, and _policy/advice_types.py), and run the program again.
-->

# Findings

Modules return findings as mappings of `id`, `severity`, `where` and `message`. IDs never change, so you can filter on
them. `where` is a statement (its Sid, or `Statement[3]` for a statement without one, followed by the action if the
finding is about one action), an option, or an entity of the account.

* **error**: The statement does not do what it says, IAM rejects it, its holder can become an administrator, or
  something that you ask for cannot be done.
* **warning**: It works, but it grants more than App2Container needs, or it needs your attention.
* **info**: Worth knowing.

Words in braces stand for values.
"""


def row(name: str, finding: FindingType) -> str:
    """The entry of one finding."""
    source = f"See [the rule]({finding.source})." if finding.source else ""
    further = " ".join(filter(None, [finding.advice, source]))
    lines = [f"### {name}", f"**{finding.severity}**. {finding.title}.", *([further] if further else [])]
    return "\n" + "\n\n".join(lines) + "\n"


def render() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for heading, types in TABLES.items():
        parts.append(f"\n## {heading}\n")
        parts += [row(name, finding) for name, finding in types.items()]
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
