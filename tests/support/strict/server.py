# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""moto with the strict layer in front."""

from __future__ import annotations

import json
import os

from moto.iam import aws_managed_policies

from tests.support.strict.application import StrictApplication

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
LOAD = "MOTO_IAM_LOAD_MANAGED_POLICIES"


def keep_few_managed_policies() -> None:
    """Reduce moto's table of managed policies to the kept ones; to be called before moto makes an account.

    moto has all 1,582, for each account anew: 0.6 s and 90 MB an account. With these few an account costs nothing.
    """
    everything = json.loads(aws_managed_policies.aws_managed_policies_data)
    few = json.dumps({name: everything[name] for name in KEPT})
    aws_managed_policies.aws_managed_policies_data = few
    from moto.iam import models  # noqa: PLC0415 - it imports the table

    models.aws_managed_policies_data = few
    os.environ[LOAD] = "true"


def strict_moto() -> StrictApplication:
    """Return the application."""
    keep_few_managed_policies()
    from moto.moto_server.werkzeug_app import (  # noqa: PLC0415 - it may make accounts
        DomainDispatcherApplication,
        create_backend_app,
    )

    return StrictApplication(DomainDispatcherApplication(create_backend_app))
