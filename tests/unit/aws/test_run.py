# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all modules for an account have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.scenarios.bench import bench

# Options that need nothing in the account, and change nothing there.
IDLE: Mapping[str, Mapping[str, Any]] = {
    "access": {"group": {"name": "App2ContainerUsers"}, "state": "absent"},
    "access_keys": {
        "users": [{"name": "ada"}],
        "store": {"kind": "secretsmanager"},
        "state": "absent",
    },
    "remote_secrets": {"secrets": [{"name": "a2c/web", "state": "absent"}]},
    "artifact_bucket": {"name": "a2c-artifacts-of-nobody", "state": "absent"},
    "permission_set": {"state": "absent", "instance_arn": "", "lookup_role_arn": ""},
    "provisioner_role": {"state": "absent"},
    "worker_association": {"instance_tags": {"app2container": "worker"}, "state": "absent"},
}


@pytest.mark.parametrize("name", IDLE)
def test_empty_options_of_the_account_are_as_not_set(name: str) -> None:
    with bench() as account:
        outcome = account.run(
            module_name=name, check=True, account_id="", assume_role_arn="", assume_role_external_id="", **IDLE[name]
        )
        assert not outcome.failed, outcome["msg"]
        assert not outcome.changed


@pytest.mark.parametrize("name", IDLE)
def test_an_endpoint_without_encryption_is_a_warning(name: str) -> None:
    with bench() as account:
        outcome = account.run(module_name=name, check=True, endpoint_url="http://aws.example.com", **IDLE[name])
        assert not outcome.failed, outcome["msg"]
        assert [finding["id"] for finding in outcome["findings"]].count("unencrypted-endpoint") == 1
        shown = [warning for warning in outcome["warnings"] if "Requests to http://aws.example.com" in str(warning)]
        assert len(shown) == 1
        found = account.run(module_name=name, check=True, **IDLE[name])["findings"]
        assert [finding["id"] for finding in found].count("unencrypted-endpoint") == 0
