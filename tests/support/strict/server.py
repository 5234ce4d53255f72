# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS as a server: moto with the strict layer in front."""

from __future__ import annotations

import json
from typing import Any

from moto.iam import aws_managed_policies, models
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from tests.support.strict.application import StrictApplication
from tests.support.strict.ec2 import filter_by_profile
from tests.support.strict.identity_center import correct_moto

KEPT = (
    "AdministratorAccess",
    "AmazonEC2FullAccess",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonSSMManagedInstanceCore",
    "IAMFullAccess",
    "IAMUserChangePassword",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
)


def keep_few_managed_policies() -> None:
    """Reduce moto's table of managed policies to the kept ones; to be called before moto makes an account.

    moto has all 1,582, for each account anew: 0.6 s and 90 MB an account. With these few an account costs nothing.
    """
    everything = json.loads(aws_managed_policies.aws_managed_policies_data)
    few = json.dumps({name: everything[name] for name in KEPT})
    held: Any = models
    aws_managed_policies.aws_managed_policies_data = held.aws_managed_policies_data = few
    held.load_iam_aws_managed_policies = lambda: True


def strict_moto() -> StrictApplication:
    """Return the application."""
    keep_few_managed_policies()
    correct_moto()
    filter_by_profile()
    return StrictApplication(DomainDispatcherApplication(create_backend_app))
