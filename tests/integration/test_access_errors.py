# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot work ends with one clear message, the same in check mode, and changes nothing."""

from __future__ import annotations

import os
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.connection import Connection
from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import free_port, url
from tests.support.runs.access import BOTH_WAYS, GROUP, POLICY, SMALL_POLICY, WHOLE, WORKER, contents, converge, refused
from tests.support.scenarios import sample

USER: dict[str, Any] = {"users": [{"name": "ada"}]}
CHARACTERS = "use only letters, digits and the characters _ + = , . @ -."

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    (
        "another account",
        {**USER, "account_id": "999900001111"},
        (
            "account_id: the credentials belong to account {account}, not to 999900001111."
            " Nothing has been changed: use the credentials of the right account, or correct account_id."
        ),
    ),
    (
        "name of a user",
        {"users": [{"name": "a b"}]},
        f"users[0].name: IAM rejects this user name, got 'a b'; {CHARACTERS}",
    ),
    (
        "role to assume",
        {**USER, "assume_role_arn": "Automation"},
        ("assume_role_arn: is not an IAM ARN, got 'Automation'; use arn:aws:iam::<account id>:role/<name>."),
    ),
    (
        "path",
        {**USER, "path": "app2container"},
        (
            "path: IAM rejects this path, got 'app2container'; begin and end with a slash, use letters, digits"
            " and . , + @ = _ - between, at most 512 characters."
        ),
    ),
    (
        "path of AWS",
        {**USER, "path": "/aws-service-role/x/"},
        "path: only AWS creates entities under this path, got '/aws-service-role/x/'; use another path.",
    ),
    (
        "session as trusted principal",
        {
            "deployer": {
                "kind": "role",
                "trusted_principals": ["arn:aws:sts::444455556666:assumed-role/Admins/ada"],
            }
        },
        (
            "deployer.trusted_principals[0]: is a session of a role, which ends, got"
            " 'arn:aws:sts::444455556666:assumed-role/Admins/ada'; use the role, arn:aws:iam::444455556666:role/Admins,"
            " with its path if it has one."
        ),
    ),
    (
        "boundary of a wrong kind",
        {"users": [{"name": "ada", "permissions_boundary": "arn:aws:iam::444455556666:role/x"}]},
        (
            "users[0].permissions_boundary: the ARN must name a policy, not a role,"
            " got 'arn:aws:iam::444455556666:role/x'."
        ),
    ),
    (
        "boundary of another account",
        {"users": [{"name": "ada", "permissions_boundary": "arn:aws:iam::444455556666:policy/x"}]},
        (
            "users[0].permissions_boundary: the ARN must be in account {account},"
            " got 'arn:aws:iam::444455556666:policy/x'."
        ),
    ),
    (
        "no targets",
        {"policy": {}},
        "policy.deploy_targets: is required, got None; name at least one of ecs, eks, apprunner.",
    ),
    (
        "deployer role without anybody",
        {"deployer": {"kind": "role"}},
        (
            "deployer.trusted_principals: the role must trust at least one principal, got []; use ARNs of users or"
            " roles, or account ids, or set deployer.trusted_permission_sets, deployer.saml_provider,"
            " deployer.oidc_provider or deployer.trusted_services."
        ),
    ),
    (
        "group that is only referred to",
        {"group": {"manage": False}, **USER},
        f"group {GROUP} does not exist, so no user can be added to it; create it first. Nothing has been changed.",
    ),
]


@pytest.mark.parametrize(("options", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refusals(aws: Account, options: dict[str, Any], expected: str) -> None:
    assert refused(aws, **options) == expected.replace("{account}", aws.account_id)


@pytest.mark.parametrize(
    ("policy", "option"),
    [
        ({**SMALL_POLICY, "artifact_buckets": [{"name": "<user-provided-bucket>"}]}, "policy.artifact_buckets"),
        ({**SMALL_POLICY, "secrets_kms_key_arns": ["arn:aws:iam::1:role/x"]}, "policy.secrets_kms_key_arns"),
    ],
)
def test_what_the_policy_refuses_is_told_by_its_full_name(aws: Account, policy: dict[str, Any], option: str) -> None:
    """The messages are the policy's own business; that they name the option as the user wrote it is this module's."""
    assert refused(aws, policy=policy).startswith(option)


def test_a_document_that_fits_nowhere(aws: Account) -> None:
    resources = [f"arn:aws:s3:::bucket-{number:04}-{'x' * 40}/*" for number in range(1500)]
    statement = {"Sid": "Huge", "Effect": "Allow", "Action": "s3:GetObject", "Resource": resources}
    told = refused(aws, policy={**SMALL_POLICY, "extra_statements": [statement]}, group={})
    assert "10" in told
    assert "policies" in told


def test_unknown_targets_are_refused_before_anything_is_read(aws: Account) -> None:
    outcome = converge(aws, policy={"deploy_targets": ["lambda"]})
    assert outcome.failed
    assert outcome["msg"] == (
        "value of deploy_targets must be one or more of: ecs, eks, apprunner. Got no match for: lambda found in policy"
    )
    assert "api_calls" not in outcome.result


@BOTH_WAYS
def test_everything_that_is_not_ours_is_told_at_once(aws: Account, discovery: str) -> None:
    iam = aws.client("iam")
    trust = sample.trust()
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
    arns = [
        iam.create_policy(PolicyName=POLICY, PolicyDocument=document)["Policy"]["Arn"],
        iam.create_group(GroupName=GROUP)["Group"]["Arn"],
        iam.create_role(RoleName=WORKER, AssumeRolePolicyDocument=trust)["Role"]["Arn"],
        iam.create_instance_profile(InstanceProfileName=WORKER)["InstanceProfile"]["Arn"],
        iam.create_user(UserName="App2ContainerDeployer")["User"]["Arn"],
    ]
    labels = [
        f"policy {POLICY}",
        f"group {GROUP}",
        f"role {WORKER}",
        f"instance profile {WORKER}",
        "user App2ContainerDeployer",
    ]
    tail = "exists and is not managed by this collection; set adopt: true to manage it, or choose another name"
    expected = "; ".join(f"{label} ({arn}) {tail}" for label, arn in zip(labels, arns, strict=True))
    assert refused(aws, **WHOLE, discovery=discovery) == f"{expected}. Nothing has been changed."


def test_a_quota_that_would_be_passed(aws: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    full = {"Users": 4999, "UsersQuota": 5000, "Roles": 1000, "RolesQuota": 1000}
    monkeypatch.setattr(Connection, "summary", lambda _self: full)
    assert refused(aws, **WHOLE) == (
        "3 new user entities would make 5002, the account's quota is 5000;"
        " 1 new role entities would make 1001, the account's quota is 1000."
        " Nothing has been changed: raise the quota or shorten what is asked for."
    )


@BOTH_WAYS
def test_a_user_of_ten_groups_is_refused_before_anything_is_made(aws: Account, discovery: str) -> None:
    iam = aws.client("iam")
    iam.create_user(UserName="ada")
    for number in range(10):
        iam.create_group(GroupName=f"Group{number}")
        iam.add_user_to_group(GroupName=f"Group{number}", UserName="ada")
    assert refused(aws, **WHOLE, discovery=discovery) == (
        "user ada would be in 11 groups, the quota is 10. Nothing has been changed: remove the user from another group,"
        " since AWS does not raise the number of groups of a user."
    )


def test_an_empty_guard_and_role_count_as_not_set(aws: Account) -> None:
    outcome = converge(aws, **USER, account_id="", assume_role_arn="")
    assert not outcome.failed, outcome.result
    assert sorted(contents(aws)["users"]) == ["ada"]


def lost(account: Account, *names: str, **further: str) -> Account:
    """The same account without some variables of its environment."""
    kept = {name: value for name, value in account.environment.items() if name not in names}
    return Account(account_id=account.account_id, environment={**kept, **further})


def test_no_credentials(aws: Account) -> None:
    without = lost(aws, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    outcome = converge(without, **USER)
    assert outcome.failed
    assert outcome["msg"] == (
        "Cannot find out which account the credentials belong to: Unable to locate credentials:"
        " set access_key and secret_key, a profile, or the AWS environment variables."
    )
    assert contents(aws)["users"] == {}


@BOTH_WAYS
def test_aws_out_of_reach(aws: Account, discovery: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call is tried eight times; the pauses between them are left out here."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    nowhere = url(free_port())
    outcome = converge(lost(aws, AWS_ENDPOINT_URL=nowhere), **USER, discovery=discovery)
    assert outcome.failed
    what = {"account": "read the account", "targeted": "find out which account the credentials belong to"}[discovery]
    assert outcome["msg"] == (
        f'Cannot {what}: Could not connect to the endpoint URL: "{nowhere}/":'
        " AWS cannot be reached: check the network, proxy, region and endpoint_url."
    )


def test_what_answers_is_not_aws(aws: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    other = aws.environment["AWS_ENDPOINT_URL"] + "/moto-api"
    outcome = converge(lost(aws, AWS_ENDPOINT_URL=other), **USER, discovery="account")
    assert outcome.failed
    assert outcome["msg"].startswith("Cannot read the account: ")


@pytest.mark.parametrize("policy", [SMALL_POLICY, {**SMALL_POLICY, "regions": ["eu-west-1"]}])
def test_no_region(aws: Account, policy: dict[str, Any]) -> None:
    """IAM has none, but whose the credentials are is asked in a Region."""
    outcome = converge(lost(aws, "AWS_REGION"), policy=policy)
    assert outcome.failed
    assert outcome["msg"] == (
        "Cannot find out which account the credentials belong to: You must specify a region:"
        " set region, AWS_REGION, or a profile with a Region."
    )


def test_one_part_at_least(aws: Account) -> None:
    outcome = converge(aws, account_id=aws.account_id)
    assert outcome.failed
    assert outcome["msg"] == "one of the following is required: policy, group, users, general_role, worker, deployer"


def test_no_secret_in_any_result(aws: Account) -> None:
    for options in (USER, {**USER, "account_id": "999900001111"}):
        shown = str(converge(aws, **options).result)
        secrets = [aws.environment["AWS_SECRET_ACCESS_KEY"], aws.environment["AWS_SESSION_TOKEN"]]
        assert not [secret for secret in secrets if secret in shown]
    assert os.environ.get("AWS_SECRET_ACCESS_KEY") is None


@pytest.mark.parametrize("settings", [{"nope": 1}, {"retries": 5}, {"user_agent_extra": 3}])
def test_settings_that_botocore_refuses(aws: Account, settings: dict[str, Any]) -> None:
    message = refused(aws, **USER, aws_config=settings)
    assert message.startswith("aws_config: botocore refuses these settings (")
    assert message.endswith(f"got {settings}.")


def test_a_setting_that_botocore_would_trip_over(aws: Account) -> None:
    message = refused(aws, **USER, aws_config={"signature_version": [4]})
    assert message == "aws_config.signature_version: must be a text, got [4]; for example v4."
