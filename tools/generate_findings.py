# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write docs/findings.md, the page on what modules can find, from the tables of findings.

Usage: python -m tools.generate_findings
"""

from __future__ import annotations

from pathlib import Path

from ansible_collections.fleetops.app2container.plugins.module_utils._account.findings import NOTES
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.advice import ADVICE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.findings import GROUPS
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.findings import NOTES as SECRET_NOTES

TARGET = Path(__file__).resolve().parents[1] / "docs/findings.md"

INTRODUCTION = """\
<!--
SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
SPDX-License-Identifier: GPL-3.0-or-later
Written by tools/generate_findings.py. Do not edit: change the tables in plugins/module_utils (_policy/lint/findings.py,
_policy/advice.py, _account/findings.py, _secrets/findings.py) and run it again.
-->

# Findings

Modules return findings as mappings of `id`, `severity`, `where` and `message`. Ids do not change, so filter on them.
`where` is the Sid, or `Statement[3]` for a statement without one, and the action if one is meant; or the option, or the
entity of the account.

* **error**: the statement does not do what it says, IAM refuses it, or its holder can become an administrator.
* **warning**: it works, and grants more than App2Container needs.
* **info**: worth knowing.
"""


def render() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for heading, types in {**GROUPS, "Options of a policy": ADVICE}.items():
        parts.append(f"\n## {heading}\n")
        for name, (severity, title, advice, source) in types.items():
            parts.append(f"\n### {name}\n\n**{severity}**. {title}.\n\n{advice} See [the rule]({source}).\n")
    for heading, notes in {"The account": NOTES, "Secrets": SECRET_NOTES}.items():
        parts.append(f"\n## {heading}\n")
        for name, (severity, message) in notes.items():
            parts.append(f"\n### {name}\n\n**{severity}**. {message}\n")
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
