# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the store in Secrets Manager: what a secret holds, and what makes it as configured."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.secrets_manager import Secret
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import StoredKeys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.secrets_manager import (
    Corrections,
    SecretsManagerSettings,
    reader_policy,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import OWN_TAG

KEY = "AKIAFIRSTFIRSTFIRST1"
VERSIONS = {f"app2container-key-{KEY}": ("AWSCURRENT",)}
ADA, GRACE = "arn:aws:iam::123456789012:user/ada", "arn:aws:iam::123456789012:user/grace"
KMS_KEY = "arn:aws:kms:eu-west-1:123456789012:key/one"


def secret(**changes: Any) -> Secret:
    """The secret of ada, with these attributes."""
    return Secret(**{"name": "keys/ada", "arn": "arn", "tags": OWN_TAG, "versions": VERSIONS, **changes})


HELD = frozenset({KEY})
STORED: list[tuple[str, dict[str, Any], Secret | None, StoredKeys]] = [
    ("no secret", {}, None, StoredKeys(as_configured=False)),
    ("deleted", {}, secret(deleted=True), StoredKeys(as_configured=False)),
    ("a key", {}, secret(), StoredKeys(key_ids=HELD)),
    ("prepared only", {}, secret(versions={"some-id": ("AWSCURRENT",)}), StoredKeys()),
    ("no version", {}, secret(versions={}), StoredKeys()),
    ("another tag", {}, secret(tags={**OWN_TAG, "team": "red"}), StoredKeys(key_ids=HELD)),
    ("a tag is missing", {"tags": {**OWN_TAG, "team": "red"}}, secret(), StoredKeys(key_ids=HELD, as_configured=False)),
    ("another KMS key", {"kms_key_id": "two"}, secret(kms_key_id="one"), StoredKeys(key_ids=HELD, as_configured=False)),
    ("the same KMS key", {"kms_key_id": KMS_KEY}, secret(kms_key_id="one"), StoredKeys(key_ids=HELD)),
    (
        "not managed",
        {},
        secret(tags={"team": "red"}),
        StoredKeys(
            conflict=(
                "the secret keys/ada exists and is not managed by this collection; choose another store.prefix, or"
                " remove the secret"
            )
        ),
    ),
]


@pytest.mark.parametrize(("options", "found", "stored"), [row[1:] for row in STORED], ids=[row[0] for row in STORED])
def test_what_a_secret_holds(options: dict[str, Any], found: Secret | None, stored: StoredKeys) -> None:
    assert SecretsManagerSettings(**options).stored_keys(found) == stored


CORRECTIONS: list[tuple[dict[str, Any], Secret, Corrections]] = [
    ({}, secret(), Corrections()),
    ({}, secret(kms_key_id="one"), Corrections()),
    ({}, secret(deleted=True), Corrections(restore=True)),
    ({}, secret(deleted=True, tags={}), Corrections(restore=True, tags=OWN_TAG)),
    ({"kms_key_id": "alias/aws/secretsmanager"}, secret(), Corrections()),
    ({"kms_key_id": "alias/a2c"}, secret(), Corrections(kms_key_id="alias/a2c")),
    (
        {"tags": {**OWN_TAG, "team": "blue", "cost": "7"}},
        secret(tags={**OWN_TAG, "team": "red", "cost": "7"}),
        Corrections(tags={"team": "blue"}),
    ),
]


@pytest.mark.parametrize(("options", "found", "corrections"), CORRECTIONS)
def test_corrections(options: dict[str, Any], found: Secret, corrections: Corrections) -> None:
    assert SecretsManagerSettings(**options).corrections(found) == corrections


@pytest.mark.parametrize(
    ("restrict", "policy", "allowed"),
    [
        (None, None, True),
        (None, reader_policy(ADA), True),
        (None, "{}", True),
        (True, None, False),
        (True, reader_policy(ADA), True),
        (True, reader_policy(ADA).replace(", ", ",\n"), True),
        (True, reader_policy(GRACE), False),
        (False, None, True),
        (False, reader_policy(ADA), False),
        (False, "{}", True),
    ],
)
def test_resource_policies(*, restrict: bool | None, policy: str | None, allowed: bool) -> None:
    assert SecretsManagerSettings(restrict_to_user=restrict).allows_policy(policy, ADA) is allowed
