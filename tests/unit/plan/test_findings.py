# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings of all rooms: their tables, and the messages that are made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import FindingType, finding
from tools import generate_findings

TABLES = generate_findings.TABLES
ROWS = [(table, identifier) for table in TABLES.values() for identifier in table]
OWN_MESSAGES = (
    "Account",
    "Access keys",
    "Instance profiles of EC2 instances",
    "Permission sets",
    "Secrets",
    "Artifact bucket",
    "Templates",
    "Provisioner",
    "Connection",
    "Rights of the caller",
)  # policies word theirs


@pytest.mark.parametrize(("table", "identifier"), [row for row in ROWS if row[0] in map(TABLES.get, OWN_MESSAGES)])
def test_messages_are_whole_sentences(table: Mapping[str, FindingType], identifier: str) -> None:
    severity, title, advice, _source = table[identifier]
    fields = dict.fromkeys(re.findall(r"{(\w+)}", title + advice), "x")
    made = finding(table, identifier, "instance profile W", **fields)
    assert (made.id, made.where, made.severity) == (identifier, "instance profile W", severity)
    assert made.message == f"{title}. {advice}".strip().format(**fields)
    assert made.message.endswith(".")
    assert not title.endswith(".")


def test_ids_are_unique_and_severities_stable() -> None:
    assert len({identifier for _table, identifier in ROWS}) == len(ROWS)
    severities = {identifier: row.severity for name in OWN_MESSAGES for identifier, row in TABLES[name].items()}
    assert severities == {
        "administrator-left-over": "warning",
        "any-certificate": "warning",
        "assignment-not-named": "info",
        "boundary-cleared": "warning",
        "bucket-not-granted": "warning",
        "bucket-rules-kept": "info",
        "bucket-statements-kept": "info",
        "deployer-of-other-kind": "warning",
        "foreign-administrator": "error",
        "foreign-boundary": "info",
        "foreign-group": "warning",
        "foreign-key-reader": "warning",
        "foreign-member": "info",
        "foreign-policy": "warning",
        "foreign-profile": "warning",
        "foreign-trust": "warning",
        "gap": "warning",
        "held-up-user": "error",
        "left-behind": "warning",
        "left-over": "warning",
        "left-over-elsewhere": "info",
        "made-elsewhere": "warning",
        "missing-user": "warning",
        "no-instances": "warning",
        "not-attached": "info",
        "not-bounded": "warning",
        "not-in-template": "info",
        "not-looked": "info",
        "not-ours": "info",
        "open-store-directory": "warning",
        "opening": "warning",
        "other-access-key": "info",
        "other-profile": "info",
        "other-vault-password": "warning",
        "part-of-another": "info",
        "partly-attached": "warning",
        "path-differs": "warning",
        "policy-edited": "warning",
        "policy-newer": "warning",
        "policy-not-checked": "warning",
        "policy-outdated": "info",
        "policy-reviewed": "info",
        "profile-made-anew": "info",
        "rights-lacking": "warning",
        "rights-not-decided": "info",
        "rights-not-tried": "info",
        "secret-keys-removed": "warning",
        "secret-name-like-arn": "info",
        "secret-not-granted": "warning",
        "secret-not-json": "warning",
        "secret-restored": "info",
        "secret-rotates": "warning",
        "session-cut-short": "info",
        "sso-role-trusted": "warning",
        "set-boundary-not-named": "info",
        "set-policy-not-named": "warning",
        "stack-set-too-large": "error",
        "stored-key-not-recorded": "warning",
        "tags-not-in-template": "info",
        "template-needs-bucket": "info",
        "template-too-large": "error",
        "template-too-many-resources": "error",
        "unencrypted-endpoint": "warning",
        "unmarked": "info",
        "user-not-deleted": "info",
        "user-not-ours": "info",
        "version-pruned": "info",
    }


def test_names_and_values_cannot_control_a_terminal() -> None:
    table = {"x": FindingType("info", "The tag {tag} is not ours")}
    made = finding(table, "x", "user a\x1b[2Jb", tag="\u202e")
    assert (made.where, made.message) == (r"user a\x1b[2Jb", r"The tag \u202e is not ours.")
    assert finding(table, "x", "user", "a\nb").message == r"a\nb"


def test_the_page_is_up_to_date() -> None:
    text = generate_findings.TARGET.read_text(encoding="utf-8")
    assert text == generate_findings.render(), "run tools/generate_findings.py"
    headings = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert headings == [identifier for _table, identifier in ROWS]
