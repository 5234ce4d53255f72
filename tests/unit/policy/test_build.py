# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented style equals the guide, statement by statement, and the documents are stable."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError, OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    MAX_SIZE,
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.split import MAX_POLICIES
from tests.unit.policy.policy_making import (
    ACCOUNT,
    CHOICES,
    EVERY_CHOICE,
    GUIDE,
    PROPERTY,
    REGION,
    everything,
    expanded,
    guide_actions,
    make,
    params,
)

Json = dict[str, Any]
HERE = f"{REGION}:{ACCOUNT}"

# What stands for a placeholder of the guide, for the names that `filled` gives.
ARNS: Mapping[str, tuple[str, ...]] = {
    "<bucket>": ("arn:aws:s3:::artifacts",),
    "<repositories>": (f"arn:aws:ecr:{HERE}:repository/java-*",),
    "<ecs>": (
        f"arn:aws:ecs:{HERE}:cluster/a2c-*",
        f"arn:aws:ecs:{HERE}:service/a2c-*/*",
        f"arn:aws:ecs:{HERE}:task-set/a2c-*/*",
        f"arn:aws:ecs:{HERE}:container-instance/a2c-*/*",
        f"arn:aws:ecs:{HERE}:task-definition/*",
        f"arn:aws:ecs:{HERE}:task/a2c-*/*",
    ),
    "<apprunner>": (
        f"arn:aws:apprunner:{HERE}:service/web-*/*",
        f"arn:aws:apprunner:{HERE}:autoscalingconfiguration/*",
        f"arn:aws:apprunner:{HERE}:connection/*",
        f"arn:aws:apprunner:{HERE}:observabilityconfiguration/*",
        f"arn:aws:apprunner:{HERE}:vpcconnector/*",
        f"arn:aws:apprunner:{HERE}:vpcingressconnection/*",
    ),
    "<vpc>": tuple(f"arn:aws:ec2:{HERE}:{kind}/*" for kind in ("internet-gateway", "route-table", "subnet", "vpc")),
    "<key-pairs>": (f"arn:aws:ec2:{HERE}:key-pair/*",),
    "<roles>": (f"arn:aws:iam::{ACCOUNT}:role/a2c-*", f"arn:aws:iam::{ACCOUNT}:role/app2container-*"),
    "<task-execution-role>": (f"arn:aws:iam::{ACCOUNT}:role/ecsTaskExecutionRole",),
}


def filled(edition: str, target: str, **further: Any) -> PolicyOptions:
    return make(
        **{
            **EVERY_CHOICE,
            "style": "documented",
            "editions": [edition],
            "deploy_targets": [target],
            "ecr_repositories": ["java-*"],
            "ecs_clusters": ["a2c-*"],
            "apprunner_services": ["web-*"],
            **further,
        }
    )


def scalar_or_list(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else sorted(values)


def printed(edition: str, policy: str, partition: str = "aws") -> dict[str, Json]:
    """The guide's statements with their placeholders filled in, by Sid."""
    statements = {}
    for sid, content in GUIDE[edition][policy].items():
        resources = [arn for resource in content["on"] for arn in ARNS.get(resource, (resource,))]
        statements[sid] = {
            "Sid": sid,
            "Effect": "Allow",
            "Action": scalar_or_list(list(guide_actions(edition, policy, sid))),
            "Resource": scalar_or_list(
                [
                    resource.replace("<region>", REGION)
                    .replace("<account>", ACCOUNT)
                    .replace("arn:aws:", f"arn:{partition}:")
                    for resource in resources
                ]
            ),
        }
    return statements


def statements_of(documents: tuple[Document, ...]) -> Iterator[Json]:
    """Every statement as JSON, with sorted lists."""
    for document in documents:
        for statement in document.to_json()["Statement"]:
            yield {key: sorted(value) if isinstance(value, list) else value for key, value in statement.items()}


UNDOCUMENTED = tuple(section.sid for section in SECTIONS if not section.in_guide)
EDITION_TARGETS = [(edition, target) for edition in GUIDE for target in ("ecs", "eks", "apprunner")]


@pytest.mark.parametrize(("edition", "target"), EDITION_TARGETS)
def test_documented_equals_the_guide(edition: str, target: str) -> None:
    (document,) = build.build(filled(edition, target))
    assert document.version == "2012-10-17"
    assert list(statements_of((document,))) == list(printed(edition, target).values())


@pytest.mark.parametrize(("edition", "target"), EDITION_TARGETS)
@pytest.mark.parametrize("choice", CHOICES)
def test_documented_without_one_choice(edition: str, target: str, choice: str) -> None:
    default = {"artifact_buckets": [], "pipeline": "none"}.get(choice, False)
    expected = [content for sid, content in printed(edition, target).items() if sid not in CHOICES[choice]]
    assert list(statements_of(build.build(filled(edition, target, **{choice: default})))) == expected


@pytest.mark.parametrize(("edition", "target"), EDITION_TARGETS)
def test_documented_in_another_partition(edition: str, target: str) -> None:
    options = filled(edition, target, partition="aws-cn", default_region="cn-north-1")
    expected = [
        {
            key: [item.replace(f":{REGION}:", ":cn-north-1:") for item in value]
            if isinstance(value, list)
            else value.replace(f":{REGION}:", ":cn-north-1:")
            for key, value in content.items()
        }
        for content in printed(edition, target, "aws-cn").values()
    ]
    assert list(statements_of(build.build(options))) == expected


@pytest.mark.parametrize("target", ["ecs", "eks", "apprunner"])
@pytest.mark.parametrize("pipeline", ["azure_devops", "jenkins"])
def test_documented_with_a_pipeline_system(target: str, pipeline: str) -> None:
    without = () if pipeline == "jenkins" else ("SectionForCodeCommitAccess",)
    expected = [content for sid, content in printed("current", target).items() if sid not in without]
    expected += printed("current", pipeline).values()
    assert list(statements_of(build.build(filled("current", target, pipeline=pipeline)))) == expected


def without_sid(statement: Json) -> Json:
    return {key: value for key, value in statement.items() if key != "Sid"}


@pytest.mark.parametrize("editions", [["original"], ["current"], ["original", "current"]])
@pytest.mark.parametrize("targets", [["ecs", "eks"], ["ecs", "apprunner"], ["ecs", "eks", "apprunner"]])
def test_documented_union(editions: list[str], targets: list[str]) -> None:
    """Each statement of each policy is there exactly once, under a Sid that starts with the documented one."""
    options = filled("current", "ecs", editions=editions, deploy_targets=targets)
    built = list(statements_of(build.build(options)))
    sids = [statement["Sid"] for statement in built]
    assert len(set(sids)) == len(sids)
    wanted: dict[str, list[Json]] = {}
    for edition in editions:
        for target in targets:
            for sid, statement in printed(edition, target).items():
                if without_sid(statement) not in wanted.setdefault(sid, []):
                    wanted[sid].append(without_sid(statement))
    for sid, contents in wanted.items():
        longer = [other for other in wanted if other.startswith(sid) and other != sid]
        found = [
            without_sid(statement)
            for statement in built
            if statement["Sid"].startswith(sid) and not statement["Sid"].startswith(tuple(longer))
        ]
        assert sorted(found, key=repr) == sorted(contents, key=repr)
        assert sid in sids
    assert len(built) == sum(map(len, wanted.values()))


def test_the_union_of_everything_names_its_variants() -> None:
    built = build.statements(everything(style="documented", pipeline="jenkins"))
    assert [statement.sid for statement in built] == [
        "SectionForS3Access",
        "SectionForS3ReadAccess",
        "SectionForAppRunnerAccess",
        "SectionForECRAccess",
        "SectionForECRAccessWithoutToken",
        "SectionForECRAccess2",
        "SectionForECSWriteAccess",
        "SectionForPassRoleToECS",
        "SectionForECSReadAccess",
        "SectionForECSReadAccessOriginal",
        "SectionForEKS",
        "SectionForFirelensIAMRoleAccess",
        "SectionForFirelensIAMPolicyAccess",
        "SectionForFirelensFirehoseIAMPolicyAccess",
        "SectionForFirelensFirehoseIAMRoleAccess",
        "SectionForFirelensFirehoseStreamsAccess",
        "SectionForFirelensKinesisStreamsAccess",
        "SectionForCodeCommitAccess",
        "SectionForByoVPC",
        "SectionForByoVPCOriginal",
        "SectionForEC2",
        "SectionForEC2Original",
        "SectionForMetricsService",
        "SectionForMetricsServiceOriginal",
        "SectionForUploadSupportBundleService",
        "SectionForUploadSupportBundleServiceOriginal",
        "SectionForSecretManagerAccess",
        "SectionForSecretManagerAccessAppRunner",
        "SectionForIAMAccess",
        "SectionForCloudFormation",
        "JenkinsAWS",
    ]


def shuffled(value: Any, seed: int) -> Any:
    """A value with every list inside in another order and its entries repeated."""
    if isinstance(value, list):
        return random.Random(seed).sample(value + value, 2 * len(value))  # noqa: S311 -- an order, not a secret
    return value


@PROPERTY
@given(params(), st.integers())
def test_the_same_options_give_the_same_bytes(written: Json, seed: int) -> None:
    def texts(given: Json) -> list[str] | str:
        try:
            return [document.text for document in build.build(make(**given))]
        except App2ContainerError as error:
            return str(error)

    assert texts(written) == texts({name: shuffled(value, seed) for name, value in written.items()})


@PROPERTY
@given(params())
def test_documents_are_what_iam_takes(written: Json) -> None:
    try:
        documents = build.build(make(**written))
    except App2ContainerError:
        assume(written["style"] != "minimal")  # commands that need nothing leave nothing to grant
        raise
    assert 1 <= len(documents) <= MAX_POLICIES
    assert all(document.size <= MAX_SIZE and document.version == "2012-10-17" for document in documents)
    built = [statement for document in documents for statement in document.statements]
    sids = [statement.sid for statement in built]
    assert all(sid.isascii() and sid.isalnum() for sid in sids)
    assert len(set(sids)) == len(sids)
    assert len({repr(without_sid(statement.to_json())) for statement in built}) == len(built)
    documented = {sid for policies in GUIDE.values() for policy in policies.values() for sid in policy}
    further = () if written["style"] == "documented" else UNDOCUMENTED
    assert all(sid.startswith((*documented, *further)) for sid in sids)


@PROPERTY
@given(params(), st.sampled_from(["ecr:*", "s3:PutObjectAcl", "apprunner:ListServices", "*", "iam:*Role", "kms:*"]))
def test_excluded_actions_are_gone_and_nothing_else(written: Json, pattern: str) -> None:
    def actions(**further: Any) -> set[str]:
        try:
            documents = build.build(make(**written, **further))
        except App2ContainerError:
            return set()
        return {
            action
            for document in documents
            for statement in document.statements
            for action in expanded(statement.actions)
        }

    assert actions(exclude_actions=[pattern]) == actions() - expanded((pattern,)) - (
        {"kms:Decrypt", "kms:GenerateDataKey"} if pattern == "*" else set()
    )


def test_a_documented_wildcard_is_spelled_out_where_part_of_it_is_excluded() -> None:
    options = filled("original", "apprunner", exclude_actions=["apprunner:describe*", "apprunner:ListConnections"])
    statement = build.statements(options)[0]
    assert statement.actions == (
        "apprunner:ListAssociatedServicesForWebAcl",
        "apprunner:ListAutoScalingConfigurations",
        "apprunner:ListObservabilityConfigurations",
        "apprunner:ListOperations",
        "apprunner:ListServices",
        "apprunner:ListServicesForAutoScalingConfiguration",
        "apprunner:ListTagsForResource",
        "apprunner:ListVpcConnectors",
        "apprunner:ListVpcIngressConnections",
    )


EXTRA = {"Sid": "Extra", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::secret/*"}


@pytest.mark.parametrize("style", ["documented", "scoped", "minimal"])
def test_extra_statements_come_last_and_are_kept_as_they_are(style: str) -> None:
    nameless = {"Effect": "Allow", "NotAction": "iam:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::a"]}
    built = build.statements(make(style=style, extra_statements=[EXTRA, nameless], exclude_actions=["s3:*"]))
    assert [statement.to_json() for statement in built[-2:]] == [EXTRA, nameless]
    assert built[:-2] == build.statements(make(style=style, exclude_actions=["s3:*"]))


def test_an_extra_statement_may_not_take_the_sid_of_a_built_one() -> None:
    options = PolicyOptions.from_params(
        {"deploy_targets": ["ecs"], "extra_statements": [{**EXTRA, "Sid": "SectionForECRAccess"}]},
        account_id=ACCOUNT,
        partition="aws",
        default_region=REGION,
        prefix="policy.",
    )
    with pytest.raises(OptionError, match=r"^policy\.extra_statements: .*, got 'SectionForECRAccess'"):
        build.build(options)


def test_an_extra_statement_may_not_take_the_sid_of_a_part() -> None:
    buckets = [{"name": f"artifacts-of-team-{number:03}"} for number in range(300)]
    options = make(artifact_buckets=buckets, extra_statements=[{**EXTRA, "Sid": "SectionForS3AccessPart2"}])
    with pytest.raises(OptionError, match=r"^extra_statements: .*, got 'SectionForS3AccessPart2'"):
        build.build(options)


def test_nothing_to_grant_is_an_error() -> None:
    with pytest.raises(App2ContainerError, match=r"^The policy would grant nothing"):
        build.build(make(exclude_actions=["*"]))
    with pytest.raises(App2ContainerError, match=r"^The policy would grant nothing"):
        build.build(make(style="minimal", commands=["inventory"]))
    assert build.build(make(exclude_actions=["*"], extra_statements=[EXTRA])) == (
        Document(statements=(Statement.from_json(EXTRA),)),
    )


def test_a_large_policy_is_split() -> None:
    buckets = [{"name": f"artifacts-of-team-{number:03}"} for number in range(300)]
    documents = build.build(make(artifact_buckets=buckets))
    assert len(documents) == 5
    sids = [statement.sid for document in documents for statement in document.statements]
    assert [sid for sid in sids if "Part" in sid] == [
        "SectionForS3AccessPart1",
        "SectionForS3AccessPart2",
        "SectionForS3AccessObjectsPart1",
        "SectionForS3AccessObjectsPart2",
    ]


def test_a_policy_that_no_group_could_hold_is_an_error() -> None:
    buckets = [{"name": f"artifacts-of-team-{number:04}"} for number in range(1500)]
    with pytest.raises(
        App2ContainerError, match=r"largest parts are SectionForS3AccessObjects \(\d+\), SectionForS3Ac"
    ):
        build.build(make(artifact_buckets=buckets))


def test_the_longest_option_is_named_where_nothing_fits() -> None:
    clusters = [f"cluster-{number}" for number in range(1000)]
    with pytest.raises(App2ContainerError, match=r" a group holds 10\. .* The longest option is ecs_clusters\.$"):
        build.build(make(ecs_clusters=clusters))
