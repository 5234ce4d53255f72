# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""moto's server, with the few AWS-managed policies that this collection has to do with, and a count of the calls.

Usage: python -m tests.support.moto_server -H 127.0.0.1 -p PORT

moto has all 1,582 managed policies, for each emulated account anew: 0.6 s and 90 MB an account, and 4 s for a reset.
With these few an account costs nothing, so that each test can have its own.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any
from unittest import mock

from moto.iam import aws_managed_policies
from werkzeug.serving import run_simple

from tests.support.call_counter import CountingApplication

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
    """Reduce moto's table of managed policies to the kept ones; to be called before moto reads it."""
    everything = json.loads(aws_managed_policies.aws_managed_policies_data)
    aws_managed_policies.aws_managed_policies_data = json.dumps({name: everything[name] for name in KEPT})
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"


def serve(host: str, port: int, application: Any, **options: Any) -> None:
    """Serve moto's application behind the one that counts."""
    run_simple(host, port, CountingApplication(application), **options)


def main() -> None:
    """Serve until terminated."""
    keep_few_managed_policies()
    from moto import server  # noqa: PLC0415 - it imports the table

    with mock.patch.object(server, "run_simple", serve):
        server.main(sys.argv[1:])


if __name__ == "__main__":
    main()
