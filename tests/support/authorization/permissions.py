# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: the policies of docs/permissions.md, which have the table's rows filled with the names of the page."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import (
    Grant,
    Json,
    Names,
    When,
    statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import distinct

PLACEHOLDER_ACCOUNT = "123456789012"
PLACEHOLDER_REGION = "eu-west-1"
ARTIFACTS = "a2c-artifacts-"
OWN_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"


def page_names(account_id: str, partition: str = "aws") -> Names:
    """Return the names of the page in an account."""
    return Names(
        account_id=account_id,
        partition=partition,
        regions=(PLACEHOLDER_REGION,),
        kms_keys=(f"arn:{partition}:kms:{PLACEHOLDER_REGION}:{account_id}:key/{OWN_KEY}",),
        itself=("user/control-node", "role/ControlNode"),
        own_roles=("role/ControlNode",),
    )


def written(row: Grant, account_id: str) -> Json:
    """Return a row as the page writes it, for an account."""
    return statement(row, page_names(account_id))


def document(components: Iterable[str], *when: When, account_id: str, partition: str = "aws") -> Json:
    """Return the policy for components and purposes, without what their policy for setting up already allows."""
    names = page_names(account_id, partition)
    return {"Version": "2012-10-17", "Statement": [statement(row, names) for row in distinct(components, *when)]}


def assume_policy(role_arn: str) -> Json:
    """Return the policy of the control node's identity if it uses ``assume_role_arn``."""
    row = {"Sid": "AssumeControlNode", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role_arn}
    return {"Version": "2012-10-17", "Statement": [row]}


def trust_policy(account_id: str, partition: str = "aws") -> Json:
    """Return the trust policy of a role that the control node's identity assumes from its own account."""
    identity = f"arn:{partition}:iam::{account_id}:user/control-node"
    row = {"Sid": "ControlNode", "Effect": "Allow", "Principal": {"AWS": identity}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [row]}
