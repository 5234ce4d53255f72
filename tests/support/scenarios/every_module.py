# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: the scenes of each module that calls AWS, by the name of the module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.scenarios import (
    access_scenes,
    association_scenes,
    bucket_scenes,
    check_scenes,
    info_scenes,
    key_scenes,
    permission_set_scenes,
    provisioner_scenes,
    secret_scenes,
)

SCENES: Mapping[str, Mapping[str, Any]] = {
    "access": access_scenes.SCENES,
    "access_check_info": check_scenes.SCENES,
    "access_info": info_scenes.SCENES,
    "access_keys": key_scenes.SCENES,
    "artifact_bucket": bucket_scenes.SCENES,
    "permission_set": permission_set_scenes.SCENES,
    "provisioner_role": provisioner_scenes.SCENES,
    "remote_secrets": secret_scenes.SCENES,
    "worker_association": association_scenes.SCENES,
}
# These make no call.
OFFLINE = frozenset({"access_template", "aws_config_file", "policy_document", "provisioner_template", "role_variables"})
