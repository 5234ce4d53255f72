# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can deny a request, and who can change that, as a table.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["CHECKS", "DENIERS", "IDENTITY", "UNKNOWN", "Denier"]


@dataclass(frozen=True, kw_only=True)
class Denier:
    """One row.

    Args:
        explicit: what is said where a Deny denies; ``{where}`` names the policy, if it is known.
        implicit: what is said where nothing allows.
        remedy: who has to do what. Those of identity policies come from the options.
    """

    explicit: str
    implicit: str
    remedy: str = ""


IDENTITY, UNKNOWN = "identity_policy", "unknown"

DENIERS: Mapping[str, Denier] = MappingProxyType(
    {
        IDENTITY: Denier(
            explicit="a Deny in an identity policy of the principal{where} denies it",
            implicit="no identity policy of the principal allows it",
            remedy="Whoever manages the policies of the principal has to remove the Deny on {action}: no other policy"
            " can lift it.",
        ),
        "permissions_boundary": Denier(
            explicit="a Deny in the permissions boundary{where} denies it",
            implicit="the permissions boundary{where} does not allow it",
            remedy="The owner of the permissions boundary has to allow {action} in it. No variable of this collection"
            " changes what a boundary says.",
        ),
        "session_policy": Denier(
            explicit="a Deny in the session policy{where} denies it",
            implicit="the session policy does not allow it",
            remedy="Whoever starts the session has to pass a session policy that allows {action}, or none.",
        ),
        "resource_policy": Denier(
            explicit="a Deny in the policy of the resource{where} denies it",
            implicit="the policy of the resource does not allow it",
            remedy="The owner of {resource} has to change the policy of this resource.",
        ),
        "key_policy": Denier(
            explicit="a Deny in the key policy{where} denies it",
            implicit="the key policy does not allow it, or there is no such key in this Region",
            remedy="The owner of the KMS key has to allow {action} in the key policy. If the key is yours, name its ARN"
            " in {prefix}artifact_buckets (kms_key_arn) or {prefix}secrets_kms_key_arns, too.",
        ),
        "service_control_policy": Denier(
            explicit="a Deny in a service control policy of the organization{where} denies it",
            implicit="no service control policy of the organization allows it",
            remedy="The administrator of the organization has to allow {action} in this account.",
        ),
        "resource_control_policy": Denier(
            explicit="a Deny in a resource control policy of the organization{where} denies it",
            implicit="no resource control policy of the organization allows it",
            remedy="The administrator of the organization that owns the resource has to allow {action} on it.",
        ),
        "organization_policy": Denier(
            explicit="a policy of the organization denies it",
            implicit="no policy of the organization allows it",
            remedy="The administrator of the organization has to allow {action} in this account. A simulation does not"
            " see whether a condition of that policy exempts the request, such as one on the network.",
        ),
        "vpc_endpoint_policy": Denier(
            explicit="a Deny in the policy of the VPC endpoint{where} denies it",
            implicit="the policy of the VPC endpoint does not allow it",
            remedy="The owner of the VPC endpoint that the request goes through has to allow {action} in its policy.",
        ),
        "trust_policy": Denier(
            explicit="a Deny in the trust policy of the role{where} denies it",
            implicit="the trust policy of the role does not name the principal, or its conditions are not met",
            remedy="Whoever manages the role has to trust the principal. For roles of this collection, see"
            " a2c_iam_general_role_* and a2c_iam_deployer_trusted_principals.",
        ),
        UNKNOWN: Denier(
            explicit="a Deny in a policy that the message does not name denies it{where}",
            implicit="the message does not name the policy",
            remedy="If the identity policies of the principal allow it, the policy of the resource, of a VPC endpoint"
            " or of the organization denies it: ask their owners.",
        ),
    }
)

# The checks of GetRequestAuthorizationDetails -> what denies.
CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "SERVICE_CONTROL_POLICY": "service_control_policy",
        "RESOURCE_CONTROL_POLICY": "resource_control_policy",
        "VPC_ENDPOINT": "vpc_endpoint_policy",
        "RESOURCE": "resource_policy",
        "PRINCIPAL": IDENTITY,
        "PERMISSIONS_BOUNDARY": "permissions_boundary",
        "SESSION": "session_policy",
    }
)
