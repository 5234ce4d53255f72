# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading: which way is cheaper, and IAM's answers as model values."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.parsers import ResponseParserError

from ansible_collections.fleetops.app2container.plugins.module_utils._account.answers import (
    group_from,
    policy_from,
    profile_from,
    role_from,
    user_from,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.entity_types import ENTITY_TYPES
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Credentials, Entity, Version
from ansible_collections.fleetops.app2container.plugins.module_utils._account.observe import Observer
from ansible_collections.fleetops.app2container.plugins.module_utils._account.readers import read_children, read_entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.run import prefers_account
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import PolicySpec
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AccessDeniedError, AwsError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity, Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.support.answers import FakeIam, client_error, connection
from tests.support.builders import (
    ADMINISTRATOR,
    BOUNDARY,
    IDENTITY,
    OUR_TAG,
    PATH,
    absent,
    account,
    desired,
    document,
    group,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    usage,
    user,
)

MISSING = client_error("NoSuchEntity")
BOUNDED = {"PermissionsBoundary": {"PermissionsBoundaryArn": BOUNDARY, "PermissionsBoundaryType": "Policy"}}


def about(entity: Entity, key: str, **further: Any) -> dict[str, Any]:
    return {key: entity.name, "Path": entity.path, "Arn": entity.arn, **further}


ADA = user(attached=(ADMINISTRATOR,), inline=("notes",), boundary=BOUNDARY)
RELATIONS = {"AttachedManagedPolicies": [{"PolicyArn": ADMINISTRATOR, "PolicyName": "AdministratorAccess"}]}
NOTES = [{"PolicyName": "notes", "PolicyDocument": {}}]
ADA_DETAIL = about(ADA, "UserName", GroupList=["Users"], UserPolicyList=NOTES, Tags=[OUR_TAG], **RELATIONS, **BOUNDED)
ROLE = role(attached=(ADMINISTRATOR,), inline=("notes",), boundary=None, max_session=None)
ROLE_DETAIL = about(
    ROLE,
    "RoleName",
    AssumeRolePolicyDocument=ROLE.trust.to_json(),
    RolePolicyList=NOTES,
    Tags=[OUR_TAG],
    InstanceProfileList=[about(profile(tags=None), "InstanceProfileName", Roles=[{"RoleName": "Worker"}])],
    **RELATIONS,
)
POLICY_DETAIL = {
    "PolicyName": "A2C",
    "Path": PATH,
    "Arn": policy_arn(),
    "PolicyVersionList": [
        {"VersionId": "v2", "IsDefaultVersion": True, "Document": document().to_json()},
        {"VersionId": "v1", "IsDefaultVersion": False, "Document": document("s3:Old1").text},
    ],
}
POLICY_READ = policy(
    tags=None,
    versions=(
        Version(version_id="v2", is_default=True, document=document()),
        Version(version_id="v1", is_default=False, document=document("s3:Old1")),
    ),
)
UNKNOWN_FORM = {"VersionId": "v1", "IsDefaultVersion": True, "Document": {"Statement": [{"effect": "Allow"}]}}
GROUP_DETAIL = about(group(), "GroupName", GroupPolicyList=NOTES, **RELATIONS)
GROUP_READ = group(attached=(ADMINISTRATOR,), inline=("notes",))


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (user_from(ADA_DETAIL), ADA),
        (
            user_from(about(ADA, "UserName")),
            user(tags=None, boundary=None, groups=None, attached=None, inline=None),
        ),
        (role_from(ROLE_DETAIL), ROLE),
        (
            role_from(about(ROLE, "RoleName", AssumeRolePolicyDocument=ROLE.trust.text, MaxSessionDuration=7200)),
            role(tags=None, boundary=None, max_session=7200, attached=None, inline=None),
        ),
        (role_from({**ROLE_DETAIL, "AssumeRolePolicyDocument": {"Statement": "?"}}).trust, Document()),
        (group_from(GROUP_DETAIL), GROUP_READ),
        (policy_from(POLICY_DETAIL), POLICY_READ),
        (
            policy_from({**POLICY_DETAIL, "PolicyVersionList": [UNKNOWN_FORM]}),
            policy(tags=None, versions=(Version(version_id="v1", is_default=True),)),
        ),
        (profile_from(about(profile(), "InstanceProfileName", Roles=[], Tags=[OUR_TAG])), profile(held=None)),
    ],
)
def test_answers_as_values(read: object, expected: object) -> None:
    assert read == expected


def test_the_whole_account_over_its_pages() -> None:
    pages = [
        {"UserDetailList": [ADA_DETAIL], "RoleDetailList": [], "IsTruncated": True},
        {"RoleDetailList": [ROLE_DETAIL], "GroupDetailList": [GROUP_DETAIL], "Policies": [POLICY_DETAIL]},
    ]
    iam = FakeIam(get_account_authorization_details=pages)
    read = Observer(connection(iam)).account()
    assert read == account(ADA, ROLE, profile(tags=None), GROUP_READ, POLICY_READ)
    assert iam.calls == [
        ("get_account_authorization_details", {"Filter": ["User", "Role", "Group", "LocalManagedPolicy"]})
    ]


def test_an_empty_account_is_asked_for_its_name() -> None:
    iam = FakeIam(get_caller_identity={"Arn": "arn:aws-cn:iam::111122223333:root"})
    read = Observer(connection(iam)).account()
    assert (read.identity, dict(read.entities), read.complete) == (
        Identity(account_id="111122223333", partition="aws-cn"),
        {},
        True,
    )


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_only_no_such_entity_means_absent(kind: Kind) -> None:
    methods = ("get_user", "get_group", "get_role", "get_policy", "get_instance_profile")
    name = policy_arn("X") if kind is Kind.POLICY else "X"
    assert read_entity(FakeIam(**dict.fromkeys(methods, MISSING)), kind, name) == ()
    with pytest.raises(AccessDeniedError):
        read_entity(FakeIam(**dict.fromkeys(methods, client_error("AccessDenied"))), kind, name)
    with pytest.raises(AwsError, match="Throttling"):
        read_entity(FakeIam(**dict.fromkeys(methods, client_error("Throttling"))), kind, name)


def test_a_group_comes_with_its_members_over_all_pages() -> None:
    members = [about(user(name), "UserName") for name in ("ada", "eve")]
    iam = FakeIam(
        get_group=[{"Group": GROUP_DETAIL, "Users": members[:1]}, {"Group": GROUP_DETAIL, "Users": members[1:]}],
        list_attached_group_policies=[{"AttachedPolicies": [{"PolicyArn": policy_arn()}]}],
    )
    unknown: dict[str, Any] = {"tags": None, "boundary": None, "attached": None, "inline": None}
    assert read_entity(iam, Kind.GROUP, "Users") == (
        group(inline=None),
        user("ada", **unknown),
        user("eve", **unknown),
    )


def service_credentials(answer: Any) -> Credentials | None:
    iam = FakeIam(get_login_profile=MISSING, list_service_specific_credentials=answer)
    (read,) = read_children(iam, user())
    return getattr(read, "credentials", None)


def test_children_of_a_user() -> None:
    iam = FakeIam(
        get_login_profile={"LoginProfile": {}},
        list_access_keys={"AccessKeyMetadata": [{"AccessKeyId": "AKIA2"}, {"AccessKeyId": "AKIA1"}]},
        list_signing_certificates={"Certificates": [{"CertificateId": "C1"}]},
        list_ssh_public_keys={"SSHPublicKeys": [{"SSHPublicKeyId": "APKA1"}]},
        list_mfa_devices={"MFADevices": [{"SerialNumber": "GAHT1"}]},
        list_groups_for_user={"Groups": [{"GroupName": "Users"}]},
        list_attached_user_policies={"AttachedPolicies": [{"PolicyArn": ADMINISTRATOR}]},
        list_user_policies={"PolicyNames": ["notes"]},
        list_service_specific_credentials={"ServiceSpecificCredentials": [{"ServiceSpecificCredentialId": "ACCA1"}]},
    )
    held = Credentials(
        login_profile=True,
        access_keys=("AKIA1", "AKIA2"),
        signing_certificates=("C1",),
        ssh_public_keys=("APKA1",),
        service_credentials=("ACCA1",),
        mfa_devices=("GAHT1",),
    )
    assert read_children(iam, user(groups=())) == (
        user(attached=(ADMINISTRATOR,), inline=("notes",), credentials=held),
    )


def test_service_credentials_come_in_pages_and_errors_are_no_empty_list() -> None:
    def pages(Marker: str = "", **_params: str) -> Any:  # noqa: N803 - as the API names it
        held = {"ServiceSpecificCredentials": [{"ServiceSpecificCredentialId": f"ACCA{2 - bool(Marker)}"}]}
        return held if Marker else {**held, "IsTruncated": True, "Marker": "next"}

    assert service_credentials(pages) == Credentials(service_credentials=("ACCA1", "ACCA2"))
    with pytest.raises(AwsError, match="InternalFailure"):
        service_credentials(client_error("InternalFailure"))
    with pytest.raises(AccessDeniedError):
        service_credentials(client_error("AccessDenied"))
    assert service_credentials(ResponseParserError("<html>")) == Credentials()


def test_users_of_a_policy() -> None:
    answers = {
        "PermissionsPolicy": {"PolicyGroups": [{"GroupName": "G"}], "PolicyUsers": [{"UserName": "u"}]},
        "PermissionsBoundary": {"PolicyRoles": [{"RoleName": "R"}], "PolicyUsers": [{"UserName": "u"}]},
    }
    iam = FakeIam(list_entities_for_policy=lambda **params: answers[params["PolicyUsageFilter"]])
    held = usage(
        attached=[Ref(Kind.GROUP, "G"), Ref(Kind.USER, "u")], boundary_of=[Ref(Kind.ROLE, "R"), Ref(Kind.USER, "u")]
    )
    assert read_children(iam, policy()) == (policy(usage=held),)


def test_children_of_the_others() -> None:
    names = {"PolicyNames": ["x"]}
    holders = {
        "InstanceProfiles": [about(profile("P", tags=None), "InstanceProfileName", Roles=[{"RoleName": "Worker"}])]
    }
    iam = FakeIam(list_group_policies=names, list_role_policies=names, list_instance_profiles_for_role=holders)
    assert read_children(iam, group()) == (group(inline=("x",)),)
    assert read_children(iam, role()) == (role(inline=("x",)), profile("P", tags=None))
    assert read_children(iam, profile()) == (profile(),)


def numbered(count: int) -> tuple[Any, ...]:
    return tuple(document(f"s3:A{number}") for number in range(count))


@pytest.mark.parametrize(
    ("wanted", "there", "asked"),
    [
        (desired(policy=policy_part()), ["A2C"], ["A2C", "A2C-2"]),
        (desired(policy=policy_part()), ["A2C", "A2C-2"], ["A2C", "A2C-2", "A2C-3"]),
        (desired(policy=policy_part(*numbered(2))), ["A2C", "A2C-2"], ["A2C", "A2C-2", "A2C-3"]),
        (desired(policy=policy_part()), [], ["A2C", "A2C-2", "listing"]),
        (desired(policy=policy_part(*numbered(2))), ["A2C"], ["A2C", "A2C-2", "A2C-3", "listing"]),
        (absent(policy=PolicySpec(name="A2C")), ["A2C", "A2C-3"], ["listing", "A2C", "A2C-3"]),
        (absent(policy=PolicySpec(name="A2C")), [], ["listing"]),
    ],
)
def test_parts_of_the_policy_by_name(wanted: Any, there: list[str], asked: list[str]) -> None:
    def get_policy(PolicyArn: str) -> Any:  # noqa: N803 - as the API names it
        name = PolicyArn.rsplit("/", 1)[1]
        if name not in there:
            raise client_error("NoSuchEntity", "GetPolicy")
        return {"Policy": {"PolicyName": name, "Path": PATH, "Arn": PolicyArn, "DefaultVersionId": "v1"}}

    iam = FakeIam(
        get_policy=get_policy,
        get_policy_version={"PolicyVersion": {"Document": document().to_json()}},
        list_policy_versions={"Versions": [{"VersionId": "v1", "IsDefaultVersion": True}]},
        list_policies={"Policies": [{"PolicyName": name, "Arn": policy_arn(name)} for name in [*there, "Other"]]},
    )
    read = Observer(connection(iam)).by_name(wanted)
    got = [params["PolicyArn"].rsplit("/", 1)[1] for name, params in iam.calls if name == "get_policy"]
    listed = ["listing" for name, _params in iam.calls if name == "list_policies"]
    assert sorted([*got, *listed]) == sorted(asked)
    assert dict(read.entities) == {item.ref: item for item in (policy(name, tags={}) for name in there)}
    assert (read.identity, read.complete) == (IDENTITY, False)


def parts(**given: Any) -> dict[str, Any]:
    return {**dict.fromkeys(("policy", "group", "users", "worker", "deployer")), **given}


MANY = [{"name": f"user{number}"} for number in range(100)]


@pytest.mark.parametrize(
    ("params", "entities", "expected", "asked"),
    [
        (parts(users=[{"name": "ada"}]), 0, False, False),
        (parts(policy={"x": 1}), 0, False, False),
        (parts(policy={"x": 1}, users=[{"name": "ada"}]), 999, True, True),
        (parts(policy={"x": 1}, users=[{"name": "ada"}]), 1000, False, True),
        (parts(policy={"x": 1}, group={"x": 1}), 999, True, True),
        (parts(policy={"x": 1}, group={"x": 1}), 1000, True, True),
        (parts(policy={"x": 1}, group={"x": 1}), 2000, False, True),
        (parts(users=MANY), 24_999, True, True),
        (parts(users=MANY), 25_000, False, True),
    ],
)
def test_which_way_is_cheaper(params: dict[str, Any], entities: int, expected: bool, asked: bool) -> None:  # noqa: FBT001
    iam = FakeIam(get_account_summary={"SummaryMap": {"Users": entities - 1, "Groups": 1}})
    assert prefers_account(params, connection(iam)) == expected
    assert bool(iam.calls) == asked


def test_who_may_not_know_how_large_the_account_is_reads_by_name() -> None:
    iam = FakeIam(get_account_summary=client_error("AccessDenied", "GetAccountSummary"))
    assert prefers_account(parts(users=MANY), connection(iam)) is False
