# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the order in which IAM applies its rules: all rules, by operation."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.strict.rule import Rule
from tests.support.strict.rules_conflicts import CONFLICT_RULES
from tests.support.strict.rules_documents import DOCUMENT_RULES
from tests.support.strict.rules_entities import (
    DUPLICATE_KEYS,
    ENTITY_RULES,
    EXISTS,
    FORM,
    OWNED_BY_AWS,
    POLICY_WRITES,
    PROTECTED,
    ROLE_WRITES,
    TAGGED,
)
from tests.support.strict.rules_quotas import QUOTA_RULES

ENTITIES = ("User", "Group", "Role", "InstanceProfile", "Policy")
PRINCIPALS = ("User", "Group", "Role")
WRITES = (
    *(f"{verb}{noun}" for verb in ("Create", "Delete") for noun in (*ENTITIES, "PolicyVersion", "AccessKey")),
    *(f"{verb}{noun}" for verb in ("Create", "Delete") for noun in ("LoginProfile", "ServiceSpecificCredential")),
    *(f"{verb}{noun}" for verb in ("Tag", "Untag") for noun in TAGGED),
    *(f"{verb}{noun}PermissionsBoundary" for verb in ("Put", "Delete") for noun in ("User", "Role")),
    *(f"{verb}{noun}Policy" for verb in ("Attach", "Detach", "Put", "Delete") for noun in PRINCIPALS),
    *("UpdateUser", "UpdateGroup", "UpdateRole", "UpdateAssumeRolePolicy", "SetDefaultPolicyVersion"),
    *("AddUserToGroup", "RemoveUserFromGroup", "AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile"),
    *("UpdateAccessKey", "UpdateLoginProfile", "UploadSSHPublicKey", "DeleteSSHPublicKey"),
    *("UploadSigningCertificate", "DeleteSigningCertificate"),
    *("EnableMFADevice", "DeactivateMFADevice", "DeleteVirtualMFADevice"),
)
WITH_TAGS = frozenset({f"{verb}{noun}" for verb in ("Create", "Tag") for noun in TAGGED})


def rules_for(operation: str) -> tuple[Rule, ...]:
    """Return the rules for one operation."""
    return (
        FORM,
        *([DUPLICATE_KEYS] if operation in WITH_TAGS else []),
        *([OWNED_BY_AWS] if operation in POLICY_WRITES else []),
        EXISTS,
        *([PROTECTED] if operation in ROLE_WRITES else []),
        *ENTITY_RULES.get(operation, ()),
        *CONFLICT_RULES.get(operation, ()),
        *DOCUMENT_RULES.get(operation, ()),
        *QUOTA_RULES.get(operation, ()),
    )


RULES: Mapping[str, tuple[Rule, ...]] = {operation: rules_for(operation) for operation in WRITES}
