# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What IAM calls things: kinds of entities, how one is named in an account, and the account itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from .arn import Arn

__all__ = ["Identity", "Kind", "Ref", "Tags"]

Tags = Mapping[str, str]


class Kind(StrEnum):
    """The kinds of entities that the collection manages; the value of an IAM kind is the type part of the ARN."""

    POLICY = "policy"
    GROUP = "group"
    USER = "user"
    ROLE = "role"
    INSTANCE_PROFILE = "instance-profile"
    SECRET = auto()
    BUCKET = auto()
    INSTANCE = auto()
    PERMISSION_SET = "permission-set"
    ASSIGNMENT = "account-assignment"

    @property
    def label(self) -> str:
        """The kind as messages and results name it."""
        return self.value.replace("-", "_")


@dataclass(frozen=True, order=True)
class Ref:
    """Names one entity of an account."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind.value.replace('-', ' ')} {self.name}"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The account that calls go to, and the partition that it lies in."""

    account_id: str
    partition: str

    @classmethod
    def of(cls, arn: str) -> Identity:
        """The account that an ARN of IAM or STS names."""
        parsed = Arn.parse(arn)
        if parsed is None:
            raise ValueError(arn)
        return cls(account_id=parsed.account_id, partition=parsed.partition)

    def arn(self, kind: Kind, path: str, name: str) -> str:
        """The ARN of an entity of this account."""
        return f"arn:{self.partition}:iam::{self.account_id}:{kind.value}{path}{name}"

    def aws_policy(self, name: str) -> str:
        """The ARN of a policy that AWS owns."""
        return f"arn:{self.partition}:iam::aws:policy/{name}"
