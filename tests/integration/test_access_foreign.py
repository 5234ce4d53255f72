# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others put on what is ours: told with what it adds; an administrator stops the run before the first write."""

from __future__ import annotations

import json

from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    ADMINISTRATOR,
    GROUP,
    WHOLE,
    WORKER,
    contents,
    converge,
    converged,
    found,
    refused,
    steps,
)

ANY_S3 = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
ON_GROUP = f"Policy {ADMINISTRATOR} is attached to it, which no option names and which opens a way to administrator"


def test_an_administrator_attached_by_hand_stops_the_run_until_it_is_purged(aws: Account) -> None:
    converge(aws, **WHOLE)
    before = contents(aws)
    aws.client("iam").attach_group_policy(GroupName=GROUP, PolicyArn=ADMINISTRATOR)
    changed = {**WHOLE, "tags": {"team": "red"}}
    assert refused(aws, **changed) == (
        f"fail_on is error, and there are such findings: group {GROUP}: {ON_GROUP}: it allows every action. To remove"
        " it, set purge_policies: true. To accept it, set fail_on: never. [foreign-administrator]. Nothing has been"
        " changed: correct what they are about, or set fail_on to accept them."
    )
    purged = converged(aws, **WHOLE, purge_policies=True)
    assert steps(purged) == [f"DetachGroupPolicy group {GROUP}"]
    assert purged["summary"][1:] == [f"Changed group {GROUP} (attached policies)."]
    assert contents(aws) == before
    assert not converged(aws, **WHOLE, purge_policies=True).changed


def test_what_an_adopted_group_brings_is_told_then_and_later(aws: Account) -> None:
    iam = aws.client("iam")
    iam.create_group(GroupName=GROUP)
    arn = iam.create_policy(PolicyName="Anything", PolicyDocument=ANY_S3)["Policy"]["Arn"]
    iam.attach_group_policy(GroupName=GROUP, PolicyArn=arn)
    iam.put_group_policy(GroupName=GROUP, PolicyName="notes", PolicyDocument=ANY_S3)
    for _round in range(2):
        outcome = converged(aws, **WHOLE, adopt=True)
        messages = [item["message"] for item in outcome["findings"] if item["where"] == f"group {GROUP}"]
        assert messages == [
            f"{title}, which no option names: it allows s3:*. To remove it, set purge_policies: true."
            for title in (f"Policy {arn} is attached to it", "It has the inline policy notes")
        ]
    purged = converged(aws, **WHOLE, purge_policies=True)
    assert steps(purged) == [f"DetachGroupPolicy group {GROUP}", f"DeleteGroupPolicy group {GROUP}"]
    assert found(purged) == []


def test_everything_that_others_put_on_ours_is_told(aws: Account) -> None:
    converge(aws, **WHOLE)
    iam = aws.client("iam")
    iam.create_user(UserName="eve")
    iam.add_user_to_group(UserName="eve", GroupName=GROUP)
    iam.create_group(GroupName="Admins")
    iam.put_group_policy(GroupName="Admins", PolicyName="all", PolicyDocument=ANY_S3.replace("s3:*", "*"))
    iam.add_user_to_group(UserName="grace", GroupName="Admins")
    iam.put_user_policy(UserName="ada", PolicyName="notes", PolicyDocument=ANY_S3)
    iam.put_role_permissions_boundary(RoleName=WORKER, PermissionsBoundary=ADMINISTRATOR)
    iam.create_instance_profile(InstanceProfileName="Console")
    iam.add_role_to_instance_profile(InstanceProfileName="Console", RoleName=WORKER)
    outcome = converged(aws, **WHOLE)
    assert not outcome.changed
    assert sorted(found(outcome)) == [
        ("foreign-boundary", f"role {WORKER}"),
        ("foreign-group", "user grace"),
        ("foreign-member", "user eve"),
        ("foreign-policy", "user ada"),
        ("foreign-profile", "instance profile Console"),
    ]
