# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the policies and the table of docs/permissions.md from the table of permissions that the tests verify.

Usage: python -m tools.generate_permissions_docs

The rest of the page is prose, which this program does not change.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import (
    ASSOCIATION,
    AUDIT,
    AUDIT_CONTENTS,
    BUCKET,
    BUCKET_REMOVAL,
    EXPLAIN,
    KEY_ENCRYPTION,
    KEY_READERS,
    KEY_SECRETS,
    KEYS,
    ORGANIZATION,
    ORGANIZATION_TAGS,
    PERMISSION_SETS,
    PREFLIGHT,
    REMOTE,
    REMOTE_ENCRYPTION,
    REPLACEMENT,
    REPORT,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import (
    GENERAL,
    GRANTS,
    PEOPLE,
    ROLE,
    USER,
)
from tests.support.authorization.permissions import PLACEHOLDER_ACCOUNT, assume_policy, document, trust_policy

# The parts of the page for modules other than access: name of the part -> purpose of its policy.
MODULE_POLICIES = {
    "access_keys": KEYS,
    "access_keys_secrets": KEY_SECRETS,
    "access_keys_restrict": KEY_READERS,
    "access_keys_kms": KEY_ENCRYPTION,
    "profiles": ASSOCIATION,
    "profiles_replace": REPLACEMENT,
    "remote_secrets": REMOTE,
    "remote_secrets_kms": REMOTE_ENCRYPTION,
    "artifact_bucket": BUCKET,
    "artifact_bucket_removal": BUCKET_REMOVAL,
    "preflight": PREFLIGHT,
    "report": REPORT,
    "audit": AUDIT,
    "audit_contents": AUDIT_CONTENTS,
    "explain": EXPLAIN,
    "permission_sets": PERMISSION_SETS,
    "organization": ORGANIZATION,
    "organization_tags": ORGANIZATION_TAGS,
}
TARGET = Path(__file__).resolve().parents[1] / "docs/permissions.md"
PART = re.compile(r"(?P<start><!-- generated: (?P<name>\w+) -->\n).*?(?=<!-- end -->)", re.DOTALL)
WIDTH = 100
SEPARATOR = ",\n"


def compact(value: Any, indent: int = 0) -> str:
    """JSON that writes each list of strings in as few lines as possible."""
    line = json.dumps(value)
    if not isinstance(value, (dict, list)):
        return line
    outer, inner = " " * indent, " " * (indent + 2)
    if isinstance(value, dict):
        items = [f"{inner}{json.dumps(key)}: {compact(item, indent + 2)}" for key, item in value.items()]
        return f"{{\n{SEPARATOR.join(items)}\n{outer}}}"
    if not all(isinstance(item, str) for item in value):
        return f"[\n{SEPARATOR.join(inner + compact(item, indent + 2) for item in value)}\n{outer}]"
    if indent + len(line) <= WIDTH:
        return line
    filled = textwrap.fill(line[1:-1], WIDTH, initial_indent=inner, subsequent_indent=inner, break_on_hyphens=False)
    return f"[\n{filled}\n{outer}]"


def shown(policy: dict[str, Any]) -> str:
    """A policy as a JSON code block, followed by its size as IAM counts it."""
    size = Document.parse(policy).size
    return f"\n```json\n{compact(policy)}\n```\n\n{size:,} characters without white space.\n\n"


def table() -> Iterator[str]:
    """The table of the general statements that each component needs."""
    yield f"\n| Statement | For | {' | '.join(GENERAL)} |\n| --- | --- | {' | '.join([':---:'] * len(GENERAL))} |\n"
    for row in GRANTS:
        if not set(GENERAL).isdisjoint(row.components):
            marks = ("yes" if component in row.components else "" for component in GENERAL)
            yield f"| `{row.sid}` | {row.when} | {' | '.join(marks)} |\n"
    yield "\n"


def parts() -> dict[str, str]:
    """The generated parts of the page, by name."""
    role_arn = f"arn:aws:iam::{PLACEHOLDER_ACCOUNT}:role/ControlNode"
    policies = {
        "general_set_up": document(GENERAL, When.SET_UP, account_id=PLACEHOLDER_ACCOUNT),
        "general_boundaries": document(GENERAL, When.BOUNDARIES, account_id=PLACEHOLDER_ACCOUNT),
        "general_remove": document(GENERAL, When.REMOVE, account_id=PLACEHOLDER_ACCOUNT),
        "general_role": document([PEOPLE], *When, account_id=PLACEHOLDER_ACCOUNT),
        "deployer_user": document([USER], *When, account_id=PLACEHOLDER_ACCOUNT),
        "deployer_role": document([ROLE], *When, account_id=PLACEHOLDER_ACCOUNT),
        "assume": assume_policy(role_arn),
        "trust": trust_policy("111122223333"),
        **{
            name: document([part], When.SET_UP, account_id=PLACEHOLDER_ACCOUNT)
            for name, part in MODULE_POLICIES.items()
        },
    }
    return {"components": "".join(table()), **{name: shown(policy) for name, policy in policies.items()}}


def render(page: str) -> str:
    """The page with its parts generated again.

    Raises:
        KeyError: the page has a part that does not exist.
    """
    known = parts()
    return PART.sub(lambda part: part["start"] + known[part["name"]], page)


if __name__ == "__main__":
    TARGET.write_text(render(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
