# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The suboptions of ``general_role`` and ``deployer``, as one table for argument specs, documentation and variables.

A row has the form of Ansible's documentation, in which ``O(name)`` is another suboption of the same part.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

__all__ = ["ROLE_PARTS", "part_documentation", "part_spec"]

Rows = Mapping[str, Mapping[str, Any]]


def _row(*description: str, **shape: Any) -> dict[str, Any]:
    return {"description": list(description), **shape}


def _texts(*description: str) -> dict[str, Any]:
    return _row(*description, type="list", elements="str")


_TRUST: Rows = {
    "trusted_principals": _texts("Principals that can assume the role - ARNs of users and roles, or account IDs."),
    "trusted_permission_sets": _texts(
        "Names of permission sets of IAM Identity Center. Everyone who signs in to this account with one of them can"
        " assume the role, if the permission set allows C(sts:AssumeRole) on it.",
        "Use this instead of the ARNs of the roles that IAM Identity Center creates, because these ARNs change when a"
        " permission set is assigned again.",
    ),
    "saml_provider": _row(
        "The name or ARN of a SAML identity provider in this account, whose users can assume the role.", type="str"
    ),
    "saml_conditions": _row(
        "Conditions on SAML assertions - a value, or a list of values, for each key, such as C(aud) or C(sub). A value"
        " can have the wildcards C(*) and C(?). A name with a colon is a complete condition key.",
        "By default, C(aud) is the sign-in endpoint of the partition, for example C(https://signin.aws.amazon.com/saml).",
        type="dict",
    ),
    "oidc_provider": _row(
        "The issuer or ARN of an OpenID Connect identity provider in this account, whose users can assume the role.",
        "Requires O(oidc_conditions).",
        type="str",
    ),
    "oidc_conditions": _row(
        "Conditions on tokens of O(oidc_provider), in the form of O(saml_conditions). At least C(sub) or C(aud) is"
        " required, because otherwise everyone whom the provider knows could assume the role.",
        "For providers that serve everyone, such as GitHub, this must be the claim that identifies your organization.",
        type="dict",
    ),
    "trusted_services": _texts(
        "Names of AWS services that hand out the role, such as C(account-access.amazonaws.com) for account access"
        " manager. They can also set a context and tags of the session, which this service needs."
    ),
    "external_id": _row(
        "An external ID that O(trusted_principals) must give to assume the role, for example if they belong to another"
        " organization. It is not a secret.",
        type="str",
    ),
    "require_mfa": _row(
        "Whether O(trusted_principals) must have signed in with MFA to assume the role. The default is V(true).",
        "AWS sees only the MFA of IAM users, and of roles that were assumed with it. It does not see what IAM Identity"
        " Center and other identity providers ask for, so this does not apply to the other principals. Require MFA"
        " there.",
        "If a trusted role is itself assumed through an identity provider, set this to V(false), because otherwise"
        " nobody can assume this role through it.",
        type="bool",
    ),
}
_BOUNDARY: Rows = {
    "permissions_boundary": _row(
        "The ARN of the permissions boundary. An empty string removes the boundary. When omitted, it is not changed.",
        type="str",
    )
}
# The parts whose options are in this table.
ROLE_PARTS: Mapping[str, Rows] = {
    "general_role": {
        "name": _row("The name of the role.", type="str", default="App2ContainerGeneralRole"),
        **_TRUST,
        "max_session_hours": _row(
            "The longest session of the role, from 1 to 12 hours.",
            "A session that is started with the credentials of another role, such as that of a permission set, ends"
            " after one hour all the same.",
            type="int",
            default=1,
        ),
        **_BOUNDARY,
    },
    "deployer": {
        "name": _row("The name of the user or role.", type="str", default="App2ContainerDeployer"),
        "kind": _row(
            "V(user) creates an IAM user, as the App2Container guide describes.",
            "V(role) creates a role that the trusted principals can assume. It needs no access keys. Its sessions last"
            " at most one hour. At least one of the options for trusted principals, identity providers or services is"
            " required.",
            type="str",
            choices=["user", "role"],
            default="user",
        ),
        **_TRUST,
        "trust_worker": _row(
            "Whether worker machines can assume the role as well, to deploy without access keys. Machines have no MFA,"
            " so O(require_mfa) does not apply to them. Everyone who can work on such a machine can then become an"
            " administrator.",
            "Requires V(role) as O(kind), and the worker in the same call.",
            type="bool",
            default=False,
        ),
        **_BOUNDARY,
    },
}


def part_documentation(part: str) -> dict[str, dict[str, Any]]:
    """The suboptions of a part in the form of a module's documentation, new ones at each call."""
    return copy.deepcopy({name: dict(row) for name, row in ROLE_PARTS[part].items()})


def part_spec(part: str) -> dict[str, dict[str, Any]]:
    """The suboptions of a part in the form of an argument spec, new ones at each call."""
    return {
        name: {key: value for key, value in row.items() if key != "description"}
        for name, row in part_documentation(part).items()
    }
