# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the options of the module ``access`` want, with the documents of the policy that they describe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .._iam.entities import Identity
from .._plan.finding import Finding
from .._policy.build import build, findings
from .._policy.coverage import coverage_findings
from .._policy.options import PolicyOptions
from .._policy.validity import expiry
from .options import read_options
from .spec import Desired

__all__ = ["policy_options", "wanted_access"]


def policy_options(params: Mapping[str, Any], identity: Identity, region: str | None) -> PolicyOptions:
    """The options of the policy.

    Args:
        params: the parameters of the module ``access``, with ``policy``.
        identity: the account.
        region: of the connection, for a policy without Regions.

    Raises:
        OptionError: an option that cannot work.
    """
    return PolicyOptions.from_params(
        params["policy"],
        account_id=identity.account_id,
        partition=identity.partition,
        default_region=region,
        prefix="policy.",
    )


def wanted_access(
    params: Mapping[str, Any], identity: Identity, region: str | None
) -> tuple[Desired, tuple[Finding, ...]]:
    """What the account should hold, and the findings on the policy.

    Args:
        params: the parameters of the module ``access``.
        identity: the account.
        region: of the connection, for a policy without Regions.

    Raises:
        OptionError: an option that cannot work, or options that contradict each other.
    """
    if not params["policy"] or params["state"] == "absent":
        return read_options(params, identity), ()
    options = policy_options(params, identity, region)
    documents = build(options)
    desired = read_options(params, identity, documents, options.valid_until)
    found = (*findings(options, documents), *coverage_findings(options, documents))
    return desired, (*found, *expiry(options, datetime.now(UTC)))
