# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of permission_set: what they request, and the messages for values that AWS would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.model import PolicyReference
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.options import read_options
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.spec import (
    PermissionSetSpec,
    RequestedAssignment,
)
from ansible_collections.fleetops.app2container.plugins.modules.permission_set import ARGUMENT_SPEC

DEFAULTS: dict[str, Any] = {name: item.get("default") for name, item in ARGUMENT_SPEC.items()}  # type: ignore[attr-defined]
NOBODY = {"group": None, "group_id": None, "user": None, "user_id": None}
ID = "90677c608a-f4c85b2c-1a2b-4c3d-9e8f-0123456789ab"
ONE, TWO = "111111111111", "222222222222"
GENERAL = "/app2container/App2ContainerGeneral"


def spec(**given: Any) -> PermissionSetSpec:
    return read_options({**DEFAULTS, **given})


def entry(**given: Any) -> dict[str, Any]:
    return {**NOBODY, "account_ids": [ONE], **given}


def test_the_defaults_refer_to_the_general_policy_and_leave_everything_else() -> None:
    asked = spec()
    assert (asked.name, asked.present, asked.adopt, asked.purge_policies) == (
        "App2ContainerGeneral",
        True,
        False,
        False,
    )
    assert list(map(str, asked.policies)) == [GENERAL]
    unchanged = (asked.description, asked.session_hours, asked.relay_state, asked.boundary, asked.tags)
    assert set(unchanged) == {None}
    assert asked.assignments is None
    assert asked.lookup_role_arn is asked.instance_arn is None


def test_policies_by_path_and_name() -> None:
    asked = spec(customer_managed_policies=[f"{GENERAL}-2", GENERAL, "/Other"])
    assert asked.policies == (
        PolicyReference("/", "Other"),
        PolicyReference("/app2container/", "App2ContainerGeneral"),
        PolicyReference("/app2container/", "App2ContainerGeneral-2"),
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("", ""),
        ("/boundaries/Engineers", PolicyReference("/boundaries/", "Engineers")),
        ("arn:aws-us-gov:iam::aws:policy/PowerUserAccess", "arn:aws-us-gov:iam::aws:policy/PowerUserAccess"),
    ],
)
def test_boundaries(given: str, wanted: object) -> None:
    assert spec(permissions_boundary=given).boundary == wanted


def test_assignments_by_name_and_by_id() -> None:
    asked = spec(assignments=[entry(group="Größe 1", account_ids=[TWO, ONE, TWO]), entry(user_id=ID)])
    assert asked.assignments == (
        RequestedAssignment(
            option="assignments[0].group", type="GROUP", by_id=False, value="Größe 1", account_ids=(ONE, TWO)
        ),
        RequestedAssignment(option="assignments[1].user_id", type="USER", by_id=True, value=ID, account_ids=(ONE,)),
    )
    assert spec(assignments=[]).assignments == ()


# options -> the beginning of the message, and what to do
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"name": ""}, "name: a permission_set name has 1 to 32 characters, not 0", ""),
    ({"name": "x" * 33}, "name: a permission_set name has 1 to 32 characters, not 33", ""),
    ({"name": "a b"}, "name: IAM rejects this permission_set name", "use only letters, digits"),
    ({"description": ""}, "description: IAM Identity Center rejects this text", "use 1 to 700 characters"),
    ({"description": "x" * 701}, "description: ", "use 1 to 700 characters"),
    ({"description": "em — dash"}, "description: ", "CreatePermissionSet"),
    ({"max_session_hours": 0}, "max_session_hours: must be 1 to 12 hours, got 0", ""),
    ({"max_session_hours": 13}, "max_session_hours: must be 1 to 12 hours, got 13", ""),
    ({"relay_state": "https://ö"}, "relay_state: IAM Identity Center rejects this text", "use 0 to 240 characters"),
    ({"customer_managed_policies": []}, "customer_managed_policies: must not be an empty list", "name at least one"),
    ({"customer_managed_policies": ["X"]}, "customer_managed_policies[0]: must be the path and name", GENERAL),
    (
        {"customer_managed_policies": [f"arn:aws:iam::{ONE}:policy{GENERAL}"]},
        "customer_managed_policies[0]: must be the path and name",
        "each account has a policy of its own",
    ),
    ({"customer_managed_policies": ["/a//b"]}, "customer_managed_policies[0]: IAM rejects this path", "slash"),
    ({"customer_managed_policies": ["/a/"]}, "customer_managed_policies[0]: a policy name has 1 to 128", ""),
    (
        {"customer_managed_policies": ["/a/X", "/b/x"]},
        "customer_managed_policies[1]: has the same name as customer_managed_policies[0]",
        "",
    ),
    (
        {"customer_managed_policies": [f"/X{number}" for number in range(21)]},
        "customer_managed_policies: must name at most 20 policies, got 21",
        "",
    ),
    (
        {"permissions_boundary": f"arn:aws:iam::{ONE}:policy/X"},
        "permissions_boundary: an ARN must be that of a policy of AWS",
        "by its path and name",
    ),
    ({"permissions_boundary": "arn:aws:iam::aws:role/X"}, "permissions_boundary: the ARN must name a policy", ""),
    ({"assignments": [entry(group=" \x00")]}, "assignments[0].group: no group or user can have this name", ""),
    ({"assignments": [entry(user="")]}, "assignments[0].user: no group or user can have this name", ""),
    ({"assignments": [entry(group_id="Engineers")]}, "assignments[0].group_id: is not an id", "name the group"),
    (
        {"assignments": [entry(group="A", account_ids=[])]},
        "assignments[0].account_ids: must not be an empty list",
        "",
    ),
    (
        {"assignments": [entry(group="A"), entry(group="B", account_ids=[ONE, "1"])]},
        "assignments[1].account_ids[1]: must be the 12 digits of an account id",
        "quotes",
    ),
    ({"tags": {"aws:x": "y"}}, "tags: tag keys that begin with aws:", ""),
    ({"tags": {"x": "ö;"}}, "tags.x: IAM Identity Center rejects this tag value", ""),
    ({"tags": {str(number): "" for number in range(47)}}, "tags: a permission set has at most 50 tags", ""),
    ({"instance_arn": "ssoins-1"}, "instance_arn: is not the ARN of an instance", "arn:aws:sso:::instance/ssoins-"),
    ({"lookup_role_arn": f"arn:aws:iam::{ONE}:role/A"}, "lookup_role_arn: must contain {account_id}", "each account"),
    ({"lookup_role_arn": "{account_id}"}, "lookup_role_arn: is not an IAM ARN", ""),
    ({"wait_timeout": 0}, "wait_timeout: must be 1 to 86400 seconds, got 0", ""),
]


@pytest.mark.parametrize(("given", "told", "hint"), REFUSED)
def test_what_aws_would_refuse_is_named(given: dict[str, Any], told: str, hint: str) -> None:
    with pytest.raises(OptionError) as caught:
        spec(**given)
    assert str(caught.value).startswith(told)
    assert hint in str(caught.value)


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_arns_of_every_partition(partition: str) -> None:
    instance, role = (
        f"arn:{partition}:sso:::instance/ssoins-0123456789abcdef",
        f"arn:{partition}:iam::{{account_id}}:role/A",
    )
    asked = spec(instance_arn=instance, lookup_role_arn=role)
    assert (asked.instance_arn, asked.lookup_role_arn) == (instance, role)
