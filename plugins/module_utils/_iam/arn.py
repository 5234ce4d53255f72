# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Resource Names as values.

The form of an ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Arn"]

_PARTS = 6  # with the word "arn" in front; the resource may hold further colons


@dataclass(frozen=True, kw_only=True)
class Arn:
    """An Amazon Resource Name, or a pattern of them as policies write it.

    ``region`` and ``account_id`` are empty where the service leaves them out: IAM is global, an S3 bucket has neither.
    ``resource`` is everything after the account, for example ``role/app2container/Worker``.
    """

    partition: str
    service: str
    region: str
    account_id: str
    resource: str

    @classmethod
    def parse(cls, text: str) -> Arn | None:
        """Reads an ARN; None for a text that does not have the six parts of one. The parts are not checked."""
        parts = text.split(":", _PARTS - 1)
        if len(parts) != _PARTS or parts[0] != "arn":
            return None
        _arn, partition, service, region, account_id, resource = parts
        return cls(partition=partition, service=service, region=region, account_id=account_id, resource=resource)

    def __str__(self) -> str:
        return f"arn:{self.partition}:{self.service}:{self.region}:{self.account_id}:{self.resource}"
