# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a policy: what is accepted, and the message for what is not."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import shown as in_short
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.artifact_buckets import ArtifactBucket
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Statement
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import (
    PolicyOptions,
    policy_argument_spec,
)
from tests.unit.policy.policy_making import ACCOUNT, FLAGS, KEY, REGION, make

STATEMENT = {"Sid": "Extra", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::extra/*"}


def test_defaults() -> None:
    flags: dict[str, Any] = {flag: flag == "ec2_key_pairs" for flag in FLAGS}
    assert make() == PolicyOptions(
        deploy_targets=("ecs",),
        style="scoped",
        editions=("original", "current"),
        commands=tuple(COMMANDS),
        account_id=ACCOUNT,
        partition="aws",
        regions=(REGION,),
        valid_until="",
        artifact_buckets=(),
        ecr_repositories=("*",),
        ecs_clusters=("a2c-*", "app2container-*"),
        ecs_task_families=("*",),
        cloudformation_stacks=("a2c-*", "app2container-*"),
        codecommit_repositories=("a2c-*", "app2container-*"),
        apprunner_services=("*",),
        ecs_task_execution_role=f"arn:aws:iam::{ACCOUNT}:role/ecsTaskExecutionRole",
        created_roles_boundary=f"arn:aws:iam::{ACCOUNT}:policy/App2ContainerBoundary",
        secrets=(f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a2c/*",),
        secrets_kms_key_arns=(),
        pipeline="none",
        pipeline_source="codecommit",
        extra_statements=(),
        exclude_actions=(),
        **flags,
    )


STORE = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:app2container/access-keys/"


@pytest.mark.parametrize(
    "secret",
    [
        *(
            "*",
            "app*",
            "app2container/access-keys/*",
            "app2container/access-keys/ada",
            "?pp2container/*",
            "*/ada",
            "*-key?",
        ),
        *(f"{STORE}*", f"{STORE}ada", f"{STORE}ada-AbC123", f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:*"),
    ],
)
def test_secrets_that_hold_access_keys_are_refused(secret: str) -> None:
    with pytest.raises(OptionError) as refused:
        make(secrets=["a2c/*", secret])
    assert str(refused.value) == (
        "secrets[1]: general users would read the access keys of all users, which are stored under"
        f" app2container/access-keys/, got {secret!r}; name the secrets, or use a narrower pattern such as a2c/*."
    )


@pytest.mark.parametrize(
    "secret",
    [
        *("a2c*", "app2container/linux-*", "app2container", "app2container/access-keys", "keys/*"),
        f"arn:aws:secretsmanager:{REGION}:999988887777:secret:*",
    ],
)
def test_secrets_beside_those_with_access_keys(secret: str) -> None:
    assert make(secrets=[secret]).secrets


def test_null_means_the_default() -> None:
    assert make(**dict.fromkeys(set(policy_argument_spec()) - {"deploy_targets"})) == make()


def test_order_and_repetition_do_not_count() -> None:
    one = make(
        deploy_targets=["ecs", "apprunner"],
        regions=["us-east-1", "eu-west-1"],
        artifact_buckets=[{"name": "one"}, {"name": "two"}],
        extra_statements=[STATEMENT, {**STATEMENT, "Sid": "Other"}],
    )
    two = make(
        deploy_targets=["apprunner", "ecs", "apprunner"],
        regions=["eu-west-1", "us-east-1", "eu-west-1"],
        artifact_buckets=[{"name": "two"}, {"name": "one", "prefix": ""}, {"name": "two"}],
        extra_statements=[{**STATEMENT, "Sid": "Other"}, STATEMENT, STATEMENT],
    )
    assert one == two


def test_params_are_not_changed() -> None:
    params: dict[str, Any] = {
        "deploy_targets": ["ecs", "ecs"],
        "artifact_buckets": [{"name": "one", "prefix": None}],
        "extra_statements": [copy.deepcopy(STATEMENT)],
        "exclude_actions": ["ecr:Delete*"],
    }
    before = copy.deepcopy(params)
    make(**params)
    assert params == before


def test_customized_names_the_options_that_differ_from_their_default() -> None:
    assert make(byo_vpc=True, style="scoped", secrets=["a2c/*"]).customized == {"deploy_targets", "byo_vpc"}


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("artifact_buckets", [{"name": "one", "prefix": "a/b", "kms_key_arn": KEY}], (("one", "a/b", KEY),)),
        ("artifact_buckets", [{"name": "a.b-3", "prefix": "${aws:username}/"}], (("a.b-3", "${aws:username}/", ""),)),
        ("ecs_task_execution_role", "path/Name", f"arn:aws:iam::{ACCOUNT}:role/path/Name"),
        ("ecs_task_execution_role", "/path/Name", f"arn:aws:iam::{ACCOUNT}:role/path/Name"),
        ("ecs_task_execution_role", f"arn:aws:iam::{ACCOUNT}:role/x", f"arn:aws:iam::{ACCOUNT}:role/x"),
        ("created_roles_boundary", "a2c/Limit", f"arn:aws:iam::{ACCOUNT}:policy/a2c/Limit"),
        ("created_roles_boundary", f"arn:aws:iam::{ACCOUNT}:policy/x", f"arn:aws:iam::{ACCOUNT}:policy/x"),
        ("secrets", ["one"], (f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:one-??????",)),
        ("secrets", ["one-??????"], (f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:one-??????",)),
        ("secrets", ["my-secret"], (f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:my-secret-??????",)),
        (
            "secrets",
            ["arn:aws:secretsmanager:us-west-2:444455556666:secret:x-AbC123"],
            ("arn:aws:secretsmanager:us-west-2:444455556666:secret:x-AbC123",),
        ),
        (
            "secrets",
            ["arn:aws:secretsmanager:us-west-2:444455556666:secret:linux/x"],
            ("arn:aws:secretsmanager:us-west-2:444455556666:secret:linux/x-??????",),
        ),
        (
            "secrets",
            ["arn:aws:secretsmanager:us-west-2:444455556666:secret:a2c/linux-server"],
            (
                "arn:aws:secretsmanager:us-west-2:444455556666:secret:a2c/linux-server",
                "arn:aws:secretsmanager:us-west-2:444455556666:secret:a2c/linux-server-??????",
            ),
        ),
        ("secrets_kms_key_arns", [KEY], (KEY,)),
        ("exclude_actions", ["ecr:Delete*", "S3:putobjectacl"], ("S3:putobjectacl", "ecr:Delete*")),
        ("commands", ["extract", "init"], ("init", "extract")),
        ("extra_statements", [STATEMENT], (Statement.from_json(STATEMENT),)),
    ],
)
def test_accepted(option: str, value: Any, expected: Any) -> None:
    found = getattr(make(**{option: value}), option)
    if option == "artifact_buckets":
        expected = tuple(ArtifactBucket(name=name, prefix=prefix, kms_key_arn=key) for name, prefix, key in expected)
    assert found == expected


WRONG: list[tuple[str, Any, str, Any, str]] = [
    # option, value, where, what is shown, problem
    ("deploy_targets", None, "deploy_targets", None, "is required"),
    ("deploy_targets", [], "deploy_targets", [], "must not be an empty list"),
    ("deploy_targets", ["ecs", "lambda"], "deploy_targets[1]", "lambda", "is not known"),
    ("deploy_targets", "ecs", "deploy_targets", "ecs", "must be a list"),
    ("style", "strict", "style", "strict", "is not known"),
    ("editions", [], "editions", [], "must not be an empty list"),
    ("editions", ["newest"], "editions[0]", "newest", "is not known"),
    ("commands", ["deploy"], "commands[0]", "deploy", "is not known"),
    ("pipeline", "gitlab", "pipeline", "gitlab", "is not known"),
    ("byo_vpc", "yes", "byo_vpc", "yes", "must be true or false"),
    ("regions", [], "regions", [], "must not be an empty list"),
    ("regions", ["Ireland"], "regions[0]", "Ireland", "is not a Region"),
    ("regions", ["cn-north-1"], "regions[0]", "cn-north-1", "is a Region of the partition aws-cn, not of aws"),
    ("ecr_repositories", [], "ecr_repositories", [], "must not be an empty list"),
    ("ecr_repositories", [""], "ecr_repositories[0]", "", "must be a text that is not empty"),
    ("ecr_repositories", ["Java"], "ecr_repositories[0]", "Java", "cannot be the name of an ECR repository"),
    (
        "ecr_repositories",
        [f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/x"],
        "ecr_repositories[0]",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/x",
        "is the ARN of something else",
    ),
    ("ecs_clusters", ["a/b"], "ecs_clusters[0]", "a/b", "cannot be the name of an ECS cluster"),
    (
        "codecommit_repositories",
        ["a/b"],
        "codecommit_repositories[0]",
        "a/b",
        "cannot be the name of a CodeCommit repository",
    ),
    ("apprunner_services", ["a.b"], "apprunner_services[0]", "a.b", "cannot be the name of an App Runner service"),
    ("artifact_buckets", "one", "artifact_buckets", "one", "must be a list"),
    (
        "artifact_buckets",
        ["one"],
        "artifact_buckets[0]",
        "one",
        "must be a mapping of name, prefix, kms_key_arn",
    ),
    ("artifact_buckets", [{"prefix": "a"}], "artifact_buckets[0].name", None, "must be the name of a bucket"),
    ("artifact_buckets", [{"name": "one", "size": 1}], "artifact_buckets[0].size", 1, "is not an option"),
    (
        "artifact_buckets",
        [{"name": "one"}, {"name": "arn:aws:s3:::one/*/x"}],
        "artifact_buckets[1].name",
        "arn:aws:s3:::one/*/x",
        "names more than a bucket",
    ),
    *(
        ("artifact_buckets", [{"name": name}], "artifact_buckets[0].name", name, "cannot be the name of a bucket")
        for name in ("ab", "Bucket", "a_b", "a..b", "-ab", "ab-", "192.168.0.1", "xn--abc", "abc-s3alias", "abc*")
    ),
    (
        "artifact_buckets",
        [{"name": "one", "prefix": "/a"}],
        "artifact_buckets[0].prefix",
        "/a",
        "must not begin with a slash",
    ),
    (
        "artifact_buckets",
        [{"name": "one", "prefix": "k" * 1025}],
        "artifact_buckets[0].prefix",
        "k" * 1025,
        "is longer than an object key may be, which is 1024 bytes",
    ),
    (
        "artifact_buckets",
        [{"name": "one", "prefix": "a*"}],
        "artifact_buckets[0].prefix",
        "a*",
        "has a character that a policy cannot hold, or a wildcard",
    ),
    (
        "artifact_buckets",
        [{"name": "one", "kms_key_arn": "alias/x"}],
        "artifact_buckets[0].kms_key_arn",
        "alias/x",
        "must be an ARN",
    ),
    (
        "secrets_kms_key_arns",
        [f"arn:aws-cn:kms:cn-north-1:{ACCOUNT}:key/x"],
        "secrets_kms_key_arns[0]",
        f"arn:aws-cn:kms:cn-north-1:{ACCOUNT}:key/x",
        "belongs to the partition 'aws-cn', not to aws",
    ),
    (
        "secrets_kms_key_arns",
        [f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/x"],
        "secrets_kms_key_arns[0]",
        f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/x",
        "is not the ARN of a key",
    ),
    (
        "ecs_task_execution_role",
        f"arn:aws:iam::{ACCOUNT}:user/x",
        "ecs_task_execution_role",
        f"arn:aws:iam::{ACCOUNT}:user/x",
        "is not the name or the ARN of a role",
    ),
    (
        "ecs_task_execution_role",
        f"arn:aws:sts::{ACCOUNT}:role/x",
        "ecs_task_execution_role",
        f"arn:aws:sts::{ACCOUNT}:role/x",
        "is an ARN of the service 'sts', not of iam",
    ),
    (
        "ecs_task_execution_role",
        f"arn:aws-cn:iam::{ACCOUNT}:role/x",
        "ecs_task_execution_role",
        f"arn:aws-cn:iam::{ACCOUNT}:role/x",
        "belongs to the partition 'aws-cn', not to aws",
    ),
    (
        "ecs_task_execution_role",
        "arn:aws:iam::444455556666:role/x",
        "ecs_task_execution_role",
        "arn:aws:iam::444455556666:role/x",
        f"must be a role of the account {ACCOUNT}",
    ),
    ("ecs_task_execution_role", "*", "ecs_task_execution_role", "*", "is not the name or the ARN of a role"),
    ("ecs_task_execution_role", "", "ecs_task_execution_role", "", "must be the name or the ARN of a role"),
    (
        "created_roles_boundary",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "created_roles_boundary",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        f"must be a policy of the account {ACCOUNT}",
    ),
    *(
        (
            "created_roles_boundary",
            name,
            "created_roles_boundary",
            name,
            "is a policy that the holder can create, so it would limit nothing",
        )
        for name in ("service-role/A2CEcsFirelensPolicy", "x/my-a2c-kinesisfirehosepolicy-1")
    ),
    ("secrets", [], "secrets", [], "must not be an empty list"),
    ("secrets", ["a b"], "secrets[0]", "a b", "cannot be the name of a secret"),
    (
        "secrets",
        [f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/x"],
        "secrets[0]",
        f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/x",
        "is an ARN of the service 'ssm', not of secretsmanager",
    ),
    (
        "exclude_actions",
        ["ecr:DeleteRepo"],
        "exclude_actions[0]",
        "ecr:DeleteRepo",
        "matches no action that App2Container's policies grant",
    ),
    ("extra_statements", {"Effect": "Allow"}, "extra_statements", {"Effect": "Allow"}, "must be a list"),
]


@pytest.mark.parametrize(
    ("value", "nearest"), [("eu_central_1", "eu-central-1"), ("EU-WEST-1", "eu-west-1"), ("Ireland", "us-west-2")]
)
def test_what_is_no_region_is_refused_with_the_nearest_one(value: str, nearest: str) -> None:
    with pytest.raises(OptionError, match=f"is not a Region, got '{value}'; write it like {nearest}\\.$"):
        make(regions=[value])


@pytest.mark.parametrize(("option", "value", "where", "shown", "problem"), WRONG)
def test_refused(option: str, value: Any, where: str, shown: Any, problem: str) -> None:
    with pytest.raises(OptionError) as caught:
        PolicyOptions.from_params(
            {"deploy_targets": ["ecs"], option: value},
            account_id=ACCOUNT,
            partition="aws",
            default_region=REGION,
            prefix="policy.",
        )
    assert (caught.value.option, caught.value.value) == (f"policy.{where}", shown)
    assert str(caught.value).startswith(f"policy.{where}: {problem}, got {in_short(shown)}")


REFUSED = "IAM would refuse it: "


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            {"Effect": "Allow", "Action": "s3:*"},
            f"{REFUSED}The statement has neither of Resource and NotResource",
        ),
        (
            {"Effect": "Allow", "Resource": "*"},
            f"{REFUSED}The statement has neither of Action and NotAction",
        ),
        ({**STATEMENT, "NotAction": "s3:*"}, f"{REFUSED}The statement has both of Action and NotAction"),
        (
            {**STATEMENT, "Principal": "*"},
            f"{REFUSED}A policy attached to an identity cannot name a principal",
        ),
        (
            {**STATEMENT, "Sid": "My Sid"},
            f"{REFUSED}The Sid 'My Sid' may have ASCII letters and digits only",
        ),
        ({**STATEMENT, "Sid": ""}, "has an empty Sid"),
        ({**STATEMENT, "Effect": "Permit"}, "is not a policy statement"),
        ({**STATEMENT, "Actions": "s3:*"}, "is not a policy statement"),
        ("text", "is not a policy statement"),
        ({**STATEMENT, "Action": "s3"}, f"{REFUSED}'s3' does not have the form service:Name"),
        ({**STATEMENT, "Resource": "bucket"}, f"{REFUSED}'bucket' is neither * nor an ARN"),
        ({**STATEMENT, "Resource": "arn:aws:s3:::\u4f60"}, f"{REFUSED}IAM refuses '\u4f60'"),
        ({**STATEMENT, "Condition": {"bool": {"a": "b"}}}, f"{REFUSED}IAM has no condition operator 'bool'"),
        ({**STATEMENT, "Resource": "arn:aws:s3:::" + "x" * 7000}, f"{REFUSED}The statement"),
        (
            {**STATEMENT, "Condition": {"Bool": {"aws:SecureTransport": "no"}}},
            f'{REFUSED}Bool on aws:SecureTransport needs "true" or "false", got \'no\'',
        ),
        (
            {**STATEMENT, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/33"}}},
            (
                f"{REFUSED}IpAddress on aws:SourceIp needs an IP address or a range such as 203.0.113.0/24,"
                " got '10.0.0.0/33'"
            ),
        ),
        (
            {**STATEMENT, "Condition": {"DateLessThan": {"aws:CurrentTime": "tomorrow"}}},
            f"{REFUSED}DateLessThan on aws:CurrentTime needs a date in ISO 8601 or seconds since 1970, got 'tomorrow'",
        ),
    ],
)
def test_extra_statement_refused(statement: Any, problem: str) -> None:
    with pytest.raises(OptionError) as caught:
        make(extra_statements=[statement])
    assert str(caught.value).startswith(f"extra_statements[0]: {problem}")


def test_two_extra_statements_with_one_sid() -> None:
    with pytest.raises(OptionError, match=r"^extra_statements\[1\]\.Sid: is used by two different statements"):
        make(extra_statements=[STATEMENT, {**STATEMENT, "Resource": "arn:aws:s3:::other/*"}])


@pytest.mark.parametrize(
    ("option", "value", "where", "found"),
    [
        ("artifact_buckets", [{"name": "<user-provided-bucket-ARN>"}], "artifact_buckets[0].name", "<user-pro"),
        ("artifact_buckets", [{"name": "amzn-s3-demo-bucket-ARN"}], "artifact_buckets[0].name", "amzn-s3-demo-bu"),
        ("ecr_repositories", ["a2c-*", "<resource-ARNs>"], "ecr_repositories[1]", "<resource-ARNs>"),
        ("ecr_repositories", ["resource-ARNs"], "ecr_repositories[0]", "resource-ARNs"),
        ("ecs_task_execution_role", "ARN for ecsTaskExecutionRole", "ecs_task_execution_role", "ARN for ecsTaskEx"),
        ("regions", ["your region"], "regions[0]", "your region"),
        ("regions", ["target Region"], "regions[0]", "target Region"),
        ("secrets", ["${secret_name}"], "secrets[0]", "${secret_name}"),
        ("secrets", ["{{ secret }}"], "secrets[0]", "{{ secret }}"),
        ("secrets", ["%SECRET%"], "secrets[0]", "%SECRET%"),
        ("ecr_repositories", ["$(name)"], "ecr_repositories[0]", "$(name)"),
        ("ecs_task_execution_role", "!Ref Role", "ecs_task_execution_role", "!Ref"),
        ("ecs_task_execution_role", "arn:aws:iam::${AWS::AccountId}:role/x", "ecs_task_execution_role", "${AWS::Acc"),
        (
            "extra_statements",
            [{**STATEMENT, "Resource": ["*", "arn:aws:iam::your account ID:role/x"]}],
            "extra_statements[0].Resource[1]",
            "your account ID",
        ),
        (
            "extra_statements",
            [{**STATEMENT, "Condition": {"StringEquals": {"aws:PrincipalTag/${key}": "x"}}}],
            "extra_statements[0].Condition.StringEquals",
            "${key}",
        ),
    ],
)
def test_placeholders_are_refused(option: str, value: Any, where: str, found: str) -> None:
    with pytest.raises(OptionError) as caught:
        make(**{option: value})
    assert caught.value.option == where
    assert f"still has the placeholder '{found}" in str(caught.value)


@pytest.mark.parametrize("text", ["${aws:username}", "${aws:PrincipalTag/team, 'none'}", "${*}", "${?}", "${$}"])
def test_policy_variables_are_no_placeholders(text: str) -> None:
    made = make(extra_statements=[{**STATEMENT, "Resource": f"arn:aws:s3:::extra/{text}"}])
    assert made.extra_statements[0].resources == (f"arn:aws:s3:::extra/{text}",)


@pytest.mark.parametrize("account", ["", "1234", "12345678901a", "<account>", 111122223333, None])
def test_account_id_is_checked(account: Any) -> None:
    with pytest.raises(OptionError) as caught:
        PolicyOptions.from_params(
            {"deploy_targets": ["ecs"]}, account_id=account, partition="aws", default_region=REGION
        )
    assert (caught.value.option, caught.value.value) == ("account_id", account)


def test_partition_is_checked() -> None:
    with pytest.raises(OptionError, match=r"^partition: is not known, got 'aws-mars'"):
        make(partition="aws-mars")


@pytest.mark.parametrize("region", [None, ""])
def test_a_region_is_needed(region: str | None) -> None:
    with pytest.raises(
        OptionError,
        match=r"^regions: is not set, and neither the connection nor the environment has a Region, got None",
    ):
        make(default_region=region)


@pytest.mark.parametrize(
    ("partition", "region"),
    [
        ("aws", "us-east-1"),
        ("aws", "mx-central-1"),
        ("aws", "ap-southeast-10"),
        ("aws-cn", "cn-northwest-1"),
        ("aws-us-gov", "us-gov-west-1"),
        ("aws-eusc", "eusc-de-east-1"),
        ("aws-iso", "us-iso-east-1"),
        ("aws-iso-b", "us-isob-east-1"),
        ("aws-iso-e", "eu-isoe-west-1"),
        ("aws-iso-f", "us-isof-south-1"),
    ],
)
def test_regions_belong_to_partitions(partition: str, region: str) -> None:
    assert make(partition=partition, regions=[region]).regions == (region,)
    for other in ("aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"):
        if other != partition:
            with pytest.raises(OptionError, match=f"is a Region of the partition {partition}, not of {other}"):
                make(partition=other, regions=[region])


def test_the_spec_is_new_at_each_call() -> None:
    policy_argument_spec()["ecr_repositories"]["default"].append("changed")
    assert policy_argument_spec()["ecr_repositories"]["default"] == ["*"]


def test_deploy_targets_can_be_required() -> None:
    with_it = policy_argument_spec(deploy_targets_required=True)
    assert with_it["deploy_targets"].pop("required") is True
    assert with_it == policy_argument_spec()
