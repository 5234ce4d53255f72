# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: the probes, which say what the general policy must allow for which options and must never allow.

They are written for the names in ``NAMES``; ``prepare`` makes what must exist for them.
"""

from __future__ import annotations

from tests.support.authorization.judges import Probe
from tests.support.authorization.probe_rows import TABLES
from tests.support.authorization.probe_table import ANYTHING, NAMES, TRUST, Params, Table
from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import REGION

__all__ = ["ANYTHING", "NAMES", "TRUST", "prepare", "probes"]


def prepare(account: Account) -> None:
    """Make what the probes need to exist, as the administrator."""
    bucket, other = f"artifacts-{account.account_id}", f"other-{account.account_id}"
    s3, secrets, iam = account.client("s3"), account.client("secretsmanager"), account.client("iam")
    for name in (bucket, other):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket=name, Key="java-app/kept", Body=b"x")
    for name in ("a2c/host", "other/host"):
        secrets.create_secret(Name=name, SecretString="{}")
    for name in ("A2CEcsFirelensRole", "a2c-node", "administrators", "eks-quickstart-ResourceReader"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    iam.create_user(UserName="other")
    iam.create_group(GroupName="administrators")


def probes(account_id: str, params: Params) -> list[Probe]:
    """Return all probes for one account and one set of options; what ``params`` lacks is as in ``NAMES``."""
    given = {**NAMES, **params}
    made = [probe for rows in TABLES for probe in rows(Table(account_id, given))]
    names = [probe.name for probe in made]
    if len(set(names)) != len(names):
        message = "two probes have the same name"
        raise ValueError(message)
    return made
