# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that say who may assume a role -> the trust policy, and what is refused or told."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.options import (
    GENERAL_ROLE_DESCRIPTION,
    read_options,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import GENERAL_ROLE_TAG, RoleSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import trust_advice
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust_options import read_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity, Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.support.builders import BOUNDARY, IDENTITY, PRINCIPAL

ROOT = "arn:aws:iam::111122223333:root"
PATH = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com"
SSO_ROLE = f"{PATH}/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef"
SUFFIX = "?" * 16
GITHUB = "token.actions.githubusercontent.com"
OKTA = "example.okta.com/oauth2/default"
SAML_ARN = "arn:aws:iam::111122223333:saml-provider/ExampleIdP"
OIDC_ARN = f"arn:aws:iam::111122223333:oidc-provider/{OKTA}"
ANCHOR = "arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/8b2f9a3c-1d4e-4f5a-9b6c-7d8e9f0a1b2c"
WITH_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
ROLE = {"name": "People", "max_session_hours": 4}


def statements(**params: Any) -> list[dict[str, Any]]:
    """The statements for some options, without what all have."""
    found = read_trust("general_role", params, IDENTITY).to_json()["Statement"]
    assert all(statement.pop("Effect") == "Allow" for statement in found)
    return list(found)


def refusal(identity: Identity = IDENTITY, **params: Any) -> str:
    with pytest.raises(OptionError) as caught:
        read_trust("general_role", params, identity)
    return str(caught.value).removeprefix("general_role.")


PRINCIPALS = {"Sid": "Principals", "Principal": {"AWS": PRINCIPAL}, "Action": "sts:AssumeRole"}
SAML = {"Sid": "Saml", "Principal": {"Federated": SAML_ARN}, "Action": "sts:AssumeRoleWithSAML"}
OIDC = {"Sid": "Oidc", "Principal": {"Federated": OIDC_ARN}, "Action": "sts:AssumeRoleWithWebIdentity"}
SIGN_IN = "https://signin.aws.amazon.com/saml"
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "principals need MFA": ({"trusted_principals": [PRINCIPAL]}, {**PRINCIPALS, "Condition": WITH_MFA}),
    "principals without MFA": ({"trusted_principals": [PRINCIPAL], "require_mfa": False}, PRINCIPALS),
    "accounts": (
        {"trusted_principals": ["444455556666", PRINCIPAL], "require_mfa": True},
        {
            **PRINCIPALS,
            "Principal": {"AWS": [PRINCIPAL, "arn:aws:iam::444455556666:root"]},
            "Condition": WITH_MFA,
        },
    ),
    "external ID": (
        {"trusted_principals": [PRINCIPAL], "external_id": "a:1/b"},
        {**PRINCIPALS, "Condition": {**WITH_MFA, "StringEquals": {"sts:ExternalId": "a:1/b"}}},
    ),
    "permission sets": (
        {"trusted_permission_sets": ["Dev", "Admin"]},
        {
            "Sid": "PermissionSets",
            "Principal": {"AWS": ROOT},
            "Action": "sts:AssumeRole",
            "Condition": {
                "ArnLike": {
                    "aws:PrincipalArn": [
                        f"{PATH}/*/AWSReservedSSO_Admin_{SUFFIX}",
                        f"{PATH}/*/AWSReservedSSO_Dev_{SUFFIX}",
                        f"{PATH}/AWSReservedSSO_Admin_{SUFFIX}",
                        f"{PATH}/AWSReservedSSO_Dev_{SUFFIX}",
                    ]
                }
            },
        },
    ),
    "SAML": ({"saml_provider": "ExampleIdP"}, {**SAML, "Condition": {"StringEquals": {"SAML:aud": SIGN_IN}}}),
    "SAML with conditions": (
        {"saml_provider": SAML_ARN, "saml_conditions": {"eduPersonAffiliation": ["staff", "a*"], "SAML:sub": 7}},
        {
            **SAML,
            "Condition": {
                "StringEquals": {"SAML:aud": SIGN_IN, "SAML:sub": "7"},
                "StringLike": {"SAML:eduPersonAffiliation": ["a*", "staff"]},
            },
        },
    ),
    "SAML for another endpoint": (
        {"saml_provider": SAML_ARN, "saml_conditions": {"aud": "https://eu-central-1.signin.aws.amazon.com/saml"}},
        {
            **SAML,
            "Condition": {"StringEquals": {"SAML:aud": "https://eu-central-1.signin.aws.amazon.com/saml"}},
        },
    ),
    "OIDC": (
        {"oidc_provider": f"https://{OKTA}/", "oidc_conditions": {"aud": "client", f"{OKTA}:sub": "ada*"}},
        {
            **OIDC,
            "Condition": {"StringEquals": {f"{OKTA}:aud": "client"}, "StringLike": {f"{OKTA}:sub": "ada*"}},
        },
    ),
    "GitHub": (
        {"oidc_provider": GITHUB, "oidc_conditions": {"sub": "repo:example/*"}},
        {
            **OIDC,
            "Principal": {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"},
            "Condition": {"StringLike": {f"{GITHUB}:sub": "repo:example/*"}},
        },
    ),
    "services": (
        {"trusted_services": ["account-access.amazonaws.com"]},
        {
            "Sid": "Services",
            "Principal": {"Service": "account-access.amazonaws.com"},
            "Action": ["sts:AssumeRole", "sts:SetContext", "sts:TagSession"],
        },
    ),
}


@pytest.mark.parametrize(("params", "expected"), CASES.values(), ids=CASES.keys())
def test_each_kind_of_trust_is_one_statement(params: dict[str, Any], expected: dict[str, Any]) -> None:
    assert statements(**params) == [expected]


def test_kinds_of_trust_go_together_and_mfa_is_asked_only_of_principals() -> None:
    every: dict[str, Any] = {
        "trusted_principals": [PRINCIPAL],
        "trusted_permission_sets": ["Dev"],
        "saml_provider": "ExampleIdP",
    }
    every |= {"oidc_provider": OKTA, "oidc_conditions": {"aud": "x"}, "trusted_services": ["x.amazonaws.com"]}
    found = statements(**every, require_mfa=True)
    assert [item["Sid"] for item in found] == ["Principals", "PermissionSets", "Saml", "Oidc", "Services"]
    assert [item["Sid"] for item in found if "Bool" in item.get("Condition", {})] == ["Principals"]


@pytest.mark.parametrize(
    ("partition", "endpoint"),
    [
        ("aws-cn", "https://signin.amazonaws.cn/saml"),
        ("aws-us-gov", "https://signin.amazonaws-us-gov.com/saml"),
        ("aws-iso", "https://signin.c2shome.ic.gov/saml"),
    ],
)
def test_the_sign_in_endpoint_is_the_one_of_the_partition(partition: str, endpoint: str) -> None:
    identity = Identity(account_id="111122223333", partition=partition)
    found = read_trust("general_role", {"saml_provider": "ExampleIdP", "trusted_permission_sets": ["Dev"]}, identity)
    sets, saml = found.to_json()["Statement"]
    assert saml["Principal"] == {"Federated": f"arn:{partition}:iam::111122223333:saml-provider/ExampleIdP"}
    assert saml["Condition"] == {"StringEquals": {"SAML:aud": endpoint}}
    assert sets["Principal"] == {"AWS": f"arn:{partition}:iam::111122223333:root"}
    assert all(arn.startswith(f"arn:{partition}:") for arn in sets["Condition"]["ArnLike"]["aws:PrincipalArn"])


UNSEEN = "applies only to general_role.trusted_principals, and there are none, got {}; leave it out, since AWS"
SHARED = f"{GITHUB} serves everybody, so without a condition on sub others could assume the role, got "
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "trusted_principals: the role must trust at least one principal, got []; use ARNs of users or roles,"),
    ({"trusted_principals": []}, "trusted_principals: the role must trust at least one principal, got []"),
    ({"trusted_principals": ["*"]}, "trusted_principals[0]: is not an IAM ARN, got '*'"),
    ({"trusted_permission_sets": ["Dev"], "require_mfa": True}, f"require_mfa: {UNSEEN.format('True')}"),
    ({"trusted_services": ["x.amazonaws.com"], "external_id": "abc"}, f"external_id: {UNSEEN.format(repr('abc'))}"),
    ({"trusted_principals": [PRINCIPAL], "external_id": "a"}, "external_id: AWS rejects this external ID, got 'a'"),
    (
        {"trusted_principals": [SSO_ROLE]},
        (
            "trusted_principals[0]: AWS does not see the MFA of IAM Identity Center, so nobody could assume the role"
            f" through this one, got {SSO_ROLE!r}; leave it out, and set general_role.trusted_permission_sets to"
            " [Admin]."
        ),
    ),
    ({"trusted_permission_sets": ["Dev*"]}, "trusted_permission_sets[0]: is not the name of a permission set, got"),
    ({"trusted_permission_sets": ["a" * 33]}, "trusted_permission_sets[0]: is not the name of a permission set"),
    ({"trusted_permission_sets": ["Dev", ""]}, "trusted_permission_sets[1]: must be a text that is not empty"),
    ({"trusted_permission_sets": ["Dév"]}, "trusted_permission_sets[0]: is not the name of a permission set"),
    ({"trusted_permission_sets": [SSO_ROLE]}, "trusted_permission_sets[0]: is not the name of a permission set"),
    ({"saml_provider": "a b"}, "saml_provider: is not a SAML provider, got 'a b'; use its name, such as ExampleIdP"),
    ({"saml_provider": OIDC_ARN}, "saml_provider: is not a SAML provider"),
    (
        {"saml_provider": SAML_ARN.replace("1111", "4444")},
        "saml_provider: the provider must be in account 111122223333",
    ),
    ({"saml_conditions": {"sub": "x"}, "trusted_permission_sets": ["D"]}, "saml_conditions: has no effect without"),
    ({"saml_provider": "X", "saml_conditions": {"sub": "*"}}, "saml_conditions.sub: fits everything, got '*'"),
    ({"saml_provider": "X", "saml_conditions": {"sub": []}}, "saml_conditions.sub: must not be an empty list"),
    ({"saml_provider": "X", "saml_conditions": {"sub": {}}}, "saml_conditions.sub[0]: must be a text that is not"),
    ({"saml_provider": "X", "saml_conditions": {"sub": True}}, "saml_conditions.sub[0]: must be a text that is not"),
    ({"saml_provider": "X", "saml_conditions": {"sub": "${x}"}}, "saml_conditions.sub: IAM rejects this value, or"),
    ({"saml_provider": "X", "saml_conditions": {"sub": "a\u2013b"}}, "saml_conditions.sub: IAM rejects this value"),
    ({"saml_provider": "X", "saml_conditions": {"a b": "x"}}, "saml_conditions: is not a key of a condition, got"),
    ({"saml_provider": "X", "saml_conditions": {"a": "x", "A": "y"}}, "saml_conditions: IAM ignores letter case, so"),
    ({"oidc_provider": "x"}, "oidc_provider: is not an OpenID Connect provider, got 'x'"),
    ({"oidc_provider": "0.0"}, "oidc_provider: is not an OpenID Connect provider, got '0.0'"),
    ({"oidc_provider": OKTA}, f"oidc_conditions: without a condition on sub or aud, everybody whom {OKTA} knows"),
    ({"oidc_provider": OKTA, "oidc_conditions": {"amr": "x"}}, "oidc_conditions: without a condition on sub or aud"),
    ({"oidc_provider": GITHUB, "oidc_conditions": {"aud": "x"}}, f"oidc_conditions: {SHARED}"),
    ({"oidc_provider": GITHUB}, f"oidc_conditions: {SHARED}None; set sub."),
    (
        {"oidc_provider": GITHUB, "oidc_conditions": {"sub": ["repo:example/*", "repo:*"]}},
        f"oidc_conditions.sub: {GITHUB} serves everybody, and this pattern fits subjects of others, got 'repo:*';",
    ),
    ({"oidc_provider": GITHUB, "oidc_conditions": {"sub": "repo:exa*/x"}}, "oidc_conditions.sub: token.actions"),
    ({"trusted_services": ["example.com"]}, "trusted_services[0]: is not the name of a service in this partition"),
    ({"trusted_services": ["*.amazonaws.com"]}, "trusted_services[0]: is not the name of a service"),
    ({"trusted_services": ["ec2.amazonaws.com"]}, "trusted_services[0]: is for machines, which have a role of their"),
    ({"trust_worker": True}, "trust_worker: the worker role is not known, got True; set worker as well."),
]


@pytest.mark.parametrize(("params", "expected"), REFUSED)
def test_what_nobody_or_everybody_could_assume_is_refused(params: dict[str, Any], expected: str) -> None:
    assert refusal(**params).startswith(expected)


def test_an_unknown_sign_in_endpoint_must_be_given() -> None:
    identity = Identity(account_id="111122223333", partition="aws-eusc")
    assert refusal(identity, saml_provider="X") == (
        "saml_conditions.aud: the sign-in endpoint of partition aws-eusc is not known, got None;"
        " name the Recipient of your assertions."
    )
    given = {"saml_provider": "X", "saml_conditions": {"aud": "https://signin.example.eu/saml"}}
    assert read_trust("general_role", given, identity).statements


def test_the_general_role() -> None:
    given = {**ROLE, "trusted_permission_sets": ["Dev"], "permissions_boundary": BOUNDARY}
    assert read_options({"general_role": given}, IDENTITY).general_role == RoleSpec(
        name="People",
        description=GENERAL_ROLE_DESCRIPTION,
        trust=read_trust("general_role", given, IDENTITY),
        boundary=BOUNDARY,
        max_session=14400,
        own_tags=GENERAL_ROLE_TAG,
    )
    removed = read_options({"general_role": ROLE, "state": "absent"}, IDENTITY).general_role
    assert removed is not None
    assert removed.trust == Document()


WORKER = {"role_name": "Worker", "instance_profile_name": "Worker"}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (
            {"general_role": {**ROLE, "max_session_hours": 13}},
            "general_role.max_session_hours: sessions of a role last from 1 to 12 hours, got 13.",
        ),
        (
            {"general_role": {**ROLE, "max_session_hours": 0}},
            "general_role.max_session_hours: sessions of a role last from 1 to 12 hours, got 0.",
        ),
        (
            {"general_role": {**ROLE, "name": "WORKER"}, "worker": WORKER},
            (
                "general_role.name: this role is also the worker role, which machines have, got 'WORKER'; use another"
                " name for one of them."
            ),
        ),
        (
            {"general_role": ROLE, "deployer": {"name": "people", "kind": "role", "trusted_principals": [PRINCIPAL]}},
            (
                "deployer.name: this role is also a general user, the general role or the worker role, got 'people';"
                " use another name for the deployer."
            ),
        ),
        (
            {"deployer": {"name": "D", "kind": "user", "require_mfa": True}},
            (
                "deployer.require_mfa: only a deployer of kind role trusts principals, got True; set deployer.kind to"
                " role."
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_role_itself(params: dict[str, Any], expected: str) -> None:
    trusting = {"trusted_permission_sets": ["Dev"]}
    given = {part: {**trusting, **value} if part == "general_role" else value for part, value in params.items()}
    with pytest.raises(OptionError) as caught:
        read_options(given, IDENTITY)
    assert str(caught.value) == expected


def worker_trust(**anywhere: Any) -> list[dict[str, Any]]:
    wanted = read_options({"worker": {**WORKER, "rolesanywhere": anywhere}}, IDENTITY).worker
    assert wanted is not None
    return list(wanted.role.trust.to_json()["Statement"])


def test_servers_outside_ec2_may_have_the_role_of_the_worker() -> None:
    ec2, anywhere = worker_trust(trust_anchor_arn=ANCHOR, subject={"CN": "server-*", "OU": ["Migration"]})
    assert ec2["Principal"] == {"Service": "ec2.amazonaws.com"}
    assert anywhere == {
        "Sid": "RolesAnywhere",
        "Effect": "Allow",
        "Principal": {"Service": "rolesanywhere.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        "Condition": {
            "ArnEquals": {"aws:SourceArn": ANCHOR},
            "StringLike": {"aws:PrincipalTag/x509Subject/CN": "server-*"},
            "StringEquals": {"aws:PrincipalTag/x509Subject/OU": "Migration"},
        },
    }


ANCHOR_PROBLEM = "worker.rolesanywhere.trust_anchor_arn: "


@pytest.mark.parametrize(
    ("anywhere", "expected"),
    [
        ({"trust_anchor_arn": "anchor"}, f"{ANCHOR_PROBLEM}is not the ARN of a trust anchor, got 'anchor'; use"),
        ({"trust_anchor_arn": ANCHOR + "*"}, f"{ANCHOR_PROBLEM}is not the ARN of a trust anchor"),
        (
            {"trust_anchor_arn": ANCHOR.replace("111122223333", "444455556666")},
            f"{ANCHOR_PROBLEM}the trust anchor must be in account 111122223333 in partition aws",
        ),
        (
            {"trust_anchor_arn": ANCHOR.replace("arn:aws:", "arn:aws-cn:")},
            f"{ANCHOR_PROBLEM}the trust anchor must be in account 111122223333 in partition aws",
        ),
        (
            {"trust_anchor_arn": ANCHOR.replace("eu-central-1", "cn-north-1")},
            f"{ANCHOR_PROBLEM}partition aws has no Region cn-north-1",
        ),
        (
            {"trust_anchor_arn": ANCHOR, "subject": {"CN": "*"}},
            "worker.rolesanywhere.subject.CN: fits everything, got '*'",
        ),
        ({"trust_anchor_arn": ANCHOR, "subject": {"C N": "x"}}, "worker.rolesanywhere.subject: is not a key of a"),
    ],
)
def test_a_wrong_trust_anchor_is_refused(anywhere: dict[str, Any], expected: str) -> None:
    with pytest.raises(OptionError) as caught:
        worker_trust(**anywhere)
    assert str(caught.value).startswith(expected)


def advice(trust: Document) -> list[str]:
    return [identifier for identifier, _values in trust_advice(trust)]


def test_what_is_accepted_and_told() -> None:
    literal = read_trust("deployer", {"trusted_principals": [SSO_ROLE, PRINCIPAL], "require_mfa": False}, IDENTITY)
    assert list(trust_advice(literal)) == [("sso-role-trusted", {"arn": SSO_ROLE, "set": "Admin"})]
    for subject, expected in (({}, ["any-certificate"]), ({"CN": "x"}, [])):
        anywhere = {"trust_anchor_arn": ANCHOR, "subject": subject}
        worker = read_options({"worker": {**WORKER, "rolesanywhere": anywhere}}, IDENTITY).worker
        assert worker is not None
        assert advice(worker.role.trust) == expected
    assert advice(read_trust("general_role", {"trusted_permission_sets": ["Admin"]}, IDENTITY)) == []


def test_a_literal_role_of_a_set_with_underscores_is_named_whole() -> None:
    arn = IDENTITY.arn(Kind.ROLE, "/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_Admin_X_0123456789abcdef")
    assert "to [Admin_X]" in refusal(trusted_principals=[arn])
