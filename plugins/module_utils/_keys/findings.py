# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on access keys. Ids are stable: users filter on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType

__all__ = ["FINDINGS"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "held-up-user": FindingType("error", "Its access keys are left unchanged: {problem}"),
        "missing-user": FindingType(
            "warning", "It does not exist", "Create the user before an access key is issued to it."
        ),
        "open-store-directory": FindingType(
            "warning",
            "Other users of the machine can write to {directory}, where its access key is stored",
            "Take the permission away: chmod go-w.",
        ),
        "other-access-key": FindingType(
            "info", "It has the access key {key}, which is not managed by this collection and is left unchanged"
        ),
        "other-vault-password": FindingType(
            "warning",
            "The file with its access key has another password than the options give: {file}",
            "To change it to that of the options, give the password of the file in store.previous_vault_password_file.",
        ),
        "stored-key-not-recorded": FindingType(
            "warning",
            "The store holds the access key {key} of the user, but the tag of the user does not record it, so it is not"
            " managed by this collection and is left unchanged",
            "Check who put it there, and delete the key if nobody uses it.",
        ),
    }
)
