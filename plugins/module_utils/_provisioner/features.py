# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The features that a provisioner can have, each with its rows in the table of permissions.

The deployer is none: who makes an administrator can become one. Neither are permission sets and the inventory of an
organization, whose identity lives in one account alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from .grants import Grant, When
from .module_table import (
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
    PREFLIGHT,
    REMOTE,
    REMOTE_ENCRYPTION,
    REPLACEMENT,
    REPORT,
)
from .table import PEOPLE, distinct

__all__ = ["DEFAULT", "FEATURES", "NEEDS_KEYS", "Feature", "rows_of"]


class Feature(NamedTuple):
    """One feature: whose rows of the table it has, for which purpose, and what the documentation says of it."""

    part: str
    when: When
    about: str


def _of(part: str, about: str, when: When = When.SET_UP) -> Feature:
    return Feature(part=part, when=when, about=about)


FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        "group": _of("group", "the general policy and its group"),
        "users": _of("users", "users"),
        "general_role": _of(PEOPLE, "the general role"),
        "worker": _of("worker", "the worker role and its instance profile"),
        "boundaries": _of("", "changes of the permissions boundaries of users and roles that exist", When.BOUNDARIES),
        "removal": _of("", "the removal of the parts named here, as of the playbook C(teardown)", When.REMOVE),
        "access_keys": _of(KEYS, "access keys"),
        "access_keys_secretsmanager": _of(KEY_SECRETS, "access keys in the store C(secretsmanager)"),
        "access_keys_restrict_to_user": _of(KEY_READERS, "the option C(restrict_to_user) of this store"),
        "access_keys_kms": _of(KEY_ENCRYPTION, "the option C(kms_key_id) of this store"),
        "worker_association": _of(ASSOCIATION, "instance profiles of machines"),
        "worker_association_replace": _of(REPLACEMENT, "the option C(replace) of instance profiles"),
        "remote_secrets": _of(REMOTE, "the secrets of remote workflows"),
        "remote_secrets_kms": _of(REMOTE_ENCRYPTION, "the option C(kms_key_id) of these secrets"),
        "artifact_bucket": _of(BUCKET, "the artifact bucket"),
        "artifact_bucket_removal": _of(BUCKET_REMOVAL, "the removal of an empty artifact bucket"),
        "preflight": _of(PREFLIGHT, "trying the rights before the first change"),
        "report": _of(REPORT, "the playbook C(show), and the comparison of the accounts of several hosts"),
        "audit": _of(AUDIT, "audits"),
        "audit_secret_contents": _of(AUDIT_CONTENTS, "the option C(secret_contents) of audits"),
        "explain": _of(EXPLAIN, "the module C(access_check_info)"),
    }
)
DEFAULT = ("group", "users", "worker", "removal", "access_keys", "preflight", "report", "audit")
NEEDS_KEYS = ("access_keys_kms", "remote_secrets_kms")


def rows_of(features: Iterable[str]) -> list[Grant]:
    """The rows of the table for features, each once."""
    chosen = [FEATURES[name] for name in features]
    purposes = {When.SET_UP, *(feature.when for feature in chosen)}
    return distinct([feature.part for feature in chosen], *(when for when in When if when in purposes))
