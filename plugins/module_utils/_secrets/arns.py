# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ARNs of secrets: the patterns that policies take, and the values that must not be part of them."""

from __future__ import annotations

from .._errors import HIDDEN, OptionError
from .._iam.arn import Arn
from .._iam.entities import Identity
from .._options.secret_options import is_masked
from .kinds import PLAIN_OPTIONS
from .spec import RequestedSecrets

__all__ = ["arn_pattern", "check_showable"]


def arn_pattern(identity: Identity, region: str, name: str) -> str:
    """The pattern that matches the ARN of a secret and no other. Secrets Manager chooses the last six characters."""
    arn = Arn(
        partition=identity.partition,
        service="secretsmanager",
        region=region,
        account_id=identity.account_id,
        resource=f"secret:{name}-??????",
    )
    return str(arn)


def check_showable(requested: RequestedSecrets, identity: Identity, region: str) -> None:
    """Refuses values that occur in results: Ansible would mask them there, and policies would not match the secret.

    Raises:
        OptionError: a value is part of the name or ARN of a secret.
    """
    arns = {spec.option: arn_pattern(identity, region, spec.name) for spec in requested.secrets}
    for spec in requested.secrets:
        for option, text in spec.given.items():
            if not is_masked(option, text, PLAIN_OPTIONS):
                continue
            other = next((where for where, arn in arns.items() if text in arn), None)
            if other:
                raise OptionError(
                    f"{spec.option}.{option}",
                    HIDDEN,
                    f"is part of the name or ARN of {other}: it is not secret, and Ansible would mask it in results",
                    "use another value, or another name",
                )
