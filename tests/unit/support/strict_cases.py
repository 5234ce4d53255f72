# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What AWS refuses: rule, AWS's code, the call, and what the account holds before."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.support.scenarios.sample import (
    AWS_POLICY,
    DEVICE,
    ENABLED,
    GROUP,
    HELD,
    MEMBER,
    POLICY,
    PROFILE,
    ROLE,
    SERIAL,
    USER,
    Step,
    arn,
    certificate,
    document,
    policy,
    step,
    trust,
)


@dataclass(frozen=True)
class Case:
    """One refusal."""

    rule: str
    code: str
    call: Step
    before: tuple[Step, ...] = ()
    message: str = ""  # as much of AWS's message as has to be there


STATEMENT = json.loads(document())["Statement"][0]


def long(size: int) -> str:
    """A document of some more characters than that, which are not white."""
    return document(Resource=["arn:aws:s3:::bucket/" + "x" * 40] * (size // 60))


def users(count: int) -> tuple[Step, ...]:
    return tuple(step("CreateUser", UserName=f"user{number}") for number in range(count))


def policies(count: int) -> tuple[Step, ...]:
    return tuple(
        step("CreatePolicy", PolicyName=f"policy{number}", PolicyDocument=document()) for number in range(count)
    )


def tags(count: int, first: int = 0) -> list[dict[str, str]]:
    return [{"Key": f"key{number}", "Value": ""} for number in range(first, first + count)]


def delete_user(rule: str, message: str, *before: Step) -> Case:
    return Case(f"user-{rule}", "DeleteConflict", step("DeleteUser", UserName="ada"), (USER, *before), message)


def delete_group(rule: str, message: str, *before: Step) -> Case:
    return Case(f"group-{rule}", "DeleteConflict", step("DeleteGroup", GroupName="staff"), (GROUP, *before), message)


def delete_role(rule: str, message: str, *before: Step) -> Case:
    return Case(f"role-{rule}", "DeleteConflict", step("DeleteRole", RoleName="worker"), (ROLE, *before), message)


def delete_policy(rule: str, message: str, *before: Step) -> Case:
    return Case(
        f"policy-{rule}", "DeleteConflict", step("DeletePolicy", PolicyArn=arn("general")), (POLICY, *before), message
    )


CONFLICTS = [
    delete_user("access-keys", "must delete access keys first", step("CreateAccessKey", UserName="ada")),
    delete_user(
        "login-profile",
        "must delete login profile first",
        step("CreateLoginProfile", UserName="ada", Password="correct-horse-Battery-9"),
    ),
    delete_user(
        "certificates",
        "must delete signing certificates first",
        step("UploadSigningCertificate", UserName="ada", CertificateBody=certificate()),
    ),
    delete_user("mfa-devices", "must delete MFA device first", DEVICE, ENABLED),
    delete_user(
        "ssh-keys",
        "must delete SSH public keys first",
        step("UploadSSHPublicKey", UserName="ada", SSHPublicKeyBody="ssh-rsa AAAA"),
    ),
    delete_user(
        "service-credentials",
        "must delete service specific credentials first",
        step("CreateServiceSpecificCredential", UserName="ada", ServiceName="codecommit.amazonaws.com"),
    ),
    delete_user("groups", "must remove users from group first", GROUP, MEMBER),
    delete_user(
        "inline",
        "must delete policies first",
        step("PutUserPolicy", UserName="ada", PolicyName="own", PolicyDocument=document()),
    ),
    delete_user(
        "attached", "must detach all policies first", step("AttachUserPolicy", UserName="ada", PolicyArn=AWS_POLICY)
    ),
    delete_group("members", "must remove users from group first", USER, MEMBER),
    delete_group(
        "attached",
        "must detach all policies first",
        step("AttachGroupPolicy", GroupName="staff", PolicyArn=AWS_POLICY),
    ),
    delete_group(
        "inline",
        "must delete policies first",
        step("PutGroupPolicy", GroupName="staff", PolicyName="own", PolicyDocument=document()),
    ),
    delete_role("in-profile", "must remove roles from instance profile first", PROFILE, HELD),
    delete_role(
        "attached",
        "must detach all policies first",
        step("AttachRolePolicy", RoleName="worker", PolicyArn=AWS_POLICY),
    ),
    delete_role(
        "inline",
        "must delete policies first",
        step("PutRolePolicy", RoleName="worker", PolicyName="own", PolicyDocument=document()),
    ),
    Case(
        "profile-role",
        "DeleteConflict",
        step("DeleteInstanceProfile", InstanceProfileName="worker"),
        (ROLE, PROFILE, HELD),
        "must remove roles from instance profile first",
    ),
    delete_policy(
        "attached",
        "Cannot delete a policy attached to entities.",
        GROUP,
        step("AttachGroupPolicy", GroupName="staff", PolicyArn=arn("general")),
    ),
    delete_policy(
        "boundary",
        "used as a permissions boundary",
        step("CreateUser", UserName="ada", PermissionsBoundary=arn("general")),
    ),
    delete_policy(
        "boundary",
        "used as a permissions boundary",
        step("CreateRole", RoleName="worker", AssumeRolePolicyDocument=trust(), PermissionsBoundary=arn("general")),
    ),
    delete_policy(
        "versions",
        "more than one version",
        step("CreatePolicyVersion", PolicyArn=arn("general"), PolicyDocument=document()),
    ),
    Case(
        "version-in-force",
        "DeleteConflict",
        step("DeletePolicyVersion", PolicyArn=arn("general"), VersionId="v1"),
        (POLICY,),
    ),
    Case(
        "device-in-use",
        "DeleteConflict",
        step("DeleteVirtualMFADevice", SerialNumber=SERIAL),
        (USER, DEVICE, ENABLED),
    ),
]


def attached(noun: str, name: str, first: Step) -> Case:
    """Eleven policies on what may have ten."""
    attach = [step(f"Attach{noun}Policy", **{f"{noun}Name": name, "PolicyArn": arn(f"policy{at}")}) for at in range(11)]
    before = (first, *policies(11), *attach[:10])
    return Case(f"policies-per-{noun.lower()}", "LimitExceeded", attach[10], before, f"PoliciesPer{noun}: 10")


def inline(noun: str, name: str, first: Step, quota: int) -> Case:
    """Two inline policies that are too large together."""
    named = {f"{noun}Name": name}
    put = step(f"Put{noun}Policy", **named, PolicyName="second", PolicyDocument=long(quota // 2))
    before = step(f"Put{noun}Policy", **named, PolicyName="first", PolicyDocument=long(quota // 2 + 100))
    message = f"Maximum policy size of {quota} bytes exceeded for {noun.lower()} {name}"
    return Case(f"{noun.lower()}-inline-size", "LimitExceeded", put, (first, before), message)


def tagged(noun: str, first: Step, **named: str) -> Case:
    """Fifty tags and one more."""
    before = step(f"Tag{noun}", **named, Tags=tags(50))
    more = step(f"Tag{noun}", **named, Tags=tags(1, 50))
    return Case(f"{noun.lower()}-tags", "LimitExceeded", more, (first, before), "maximum limit")


TRUST_TOO_LARGE = trust(Condition={"StringEquals": {f"aws:PrincipalTag/{number:03}": "x" * 30 for number in range(50)}})
LIMITS = [
    attached("User", "ada", USER),
    attached("Group", "staff", GROUP),
    attached("Role", "worker", ROLE),
    inline("User", "ada", USER, 2048),
    inline("Group", "staff", GROUP, 5120),
    inline("Role", "worker", ROLE, 10240),
    tagged("User", USER, UserName="ada"),
    tagged("Role", ROLE, RoleName="worker"),
    tagged("Policy", POLICY, PolicyArn=arn("general")),
    tagged("InstanceProfile", PROFILE, InstanceProfileName="worker"),
    Case(
        "policy-size",
        "LimitExceeded",
        step("CreatePolicy", PolicyName="general", PolicyDocument=long(6300)),
        message="Cannot exceed quota for PolicySize: 6144",
    ),
    Case(
        "policy-size",
        "LimitExceeded",
        step("CreatePolicyVersion", PolicyArn=arn("general"), PolicyDocument=long(6300)),
        (POLICY,),
    ),
    Case(
        "trust-size",
        "LimitExceeded",
        step("CreateRole", RoleName="worker", AssumeRolePolicyDocument=TRUST_TOO_LARGE),
        message="Cannot exceed quota for ACLSizePerRole: 2048",
    ),
    Case(
        "new-trust-size",
        "LimitExceeded",
        step("UpdateAssumeRolePolicy", RoleName="worker", PolicyDocument=TRUST_TOO_LARGE),
        (ROLE,),
    ),
    Case(
        "versions",
        "LimitExceeded",
        step("CreatePolicyVersion", PolicyArn=arn("general"), PolicyDocument=document()),
        (POLICY, *[step("CreatePolicyVersion", PolicyArn=arn("general"), PolicyDocument=document())] * 4),
        "up to 5 versions",
    ),
    Case(
        "groups-per-user",
        "LimitExceeded",
        step("AddUserToGroup", UserName="ada", GroupName="group10"),
        (
            USER,
            *(step("CreateGroup", GroupName=f"group{number}") for number in range(11)),
            *(step("AddUserToGroup", UserName="ada", GroupName=f"group{number}") for number in range(10)),
        ),
        "Cannot exceed quota for GroupsPerUser: 10",
    ),
    Case(
        "roles-per-profile",
        "LimitExceeded",
        HELD,
        (ROLE, PROFILE, HELD),
        "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
    ),
    Case(
        "access-keys",
        "LimitExceeded",
        step("CreateAccessKey", UserName="ada"),
        (USER, *[step("CreateAccessKey", UserName="ada")] * 2),
        "Cannot exceed quota for AccessKeysPerUser: 2",
    ),
    Case(
        "ssh-keys",
        "LimitExceeded",
        step("UploadSSHPublicKey", UserName="ada", SSHPublicKeyBody="ssh-rsa AAAA"),
        (USER, *[step("UploadSSHPublicKey", UserName="ada", SSHPublicKeyBody="ssh-rsa AAAA")] * 5),
    ),
    Case(
        "service-credentials",
        "LimitExceeded",
        step("CreateServiceSpecificCredential", UserName="ada", ServiceName="codecommit.amazonaws.com"),
        (
            USER,
            *[step("CreateServiceSpecificCredential", UserName="ada", ServiceName="codecommit.amazonaws.com")] * 2,
        ),
    ),
    Case(
        "mfa-devices",
        "LimitExceeded",
        step(
            "EnableMFADevice",
            UserName="ada",
            SerialNumber="GAHT12345678",
            AuthenticationCode1="123456",
            AuthenticationCode2="234567",
        ),
        (
            USER,
            *(
                step(
                    "EnableMFADevice",
                    UserName="ada",
                    SerialNumber=f"GAHT1000000{number}",
                    AuthenticationCode1="123456",
                    AuthenticationCode2="234567",
                )
                for number in range(8)
            ),
        ),
    ),
]

MALFORMED = "MalformedPolicyDocument"


def refused_identity(rule: str, text: str, message: str = "") -> list[Case]:
    """The same document as a managed policy, as a version, and inline."""
    calls = [
        (step("CreatePolicy", PolicyName="general", PolicyDocument=text), ()),
        (step("CreatePolicyVersion", PolicyArn=arn("general"), PolicyDocument=text), (POLICY,)),
        (step("PutUserPolicy", UserName="ada", PolicyName="own", PolicyDocument=text), (USER,)),
        (step("PutGroupPolicy", GroupName="staff", PolicyName="own", PolicyDocument=text), (GROUP,)),
        (step("PutRolePolicy", RoleName="worker", PolicyName="own", PolicyDocument=text), (ROLE,)),
    ]
    return [Case(rule, MALFORMED, call, before, message) for call, before in calls]


def refused_trust(rule: str, text: str, message: str = "", *before: Step) -> list[Case]:
    """The same document for a new role, and for one that is there."""
    update = step("UpdateAssumeRolePolicy", RoleName="worker", PolicyDocument=text)
    return [
        Case(rule, MALFORMED, step("CreateRole", RoleName="worker", AssumeRolePolicyDocument=text), before, message),
        Case(rule, MALFORMED, update, (ROLE, *before), message),
    ]


def principal(named: str) -> str:
    return trust(Principal={"AWS": named})


GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
UNIQUE = "Statement IDs (SID) in a single policy must be unique."
ALPHANUMERIC = "Statement IDs (SID) must be alpha-numeric."
NAMED = STATEMENT | {"Sid": "One"}
TRUSTED = json.loads(trust(Sid="One"))["Statement"][0]
DOCUMENTS = [
    *refused_identity("identity-object", "no JSON", "Syntax errors in policy."),
    *refused_identity("identity-object", '"text"'),
    *refused_identity("identity-object", policy()),
    *refused_identity("identity-sid-unique", policy(NAMED, NAMED), UNIQUE),
    *refused_identity("identity-sid", document(Sid="No-Dash"), ALPHANUMERIC),
    *refused_identity("identity-action", document(Action=None), "must contain actions"),
    *refused_identity("identity-principal", document(Principal="*"), "should not specify a principal"),
    *refused_identity("identity-resource", document(Resource=None), "must contain resources"),
    *refused_identity("identity-resource", document(Resource=[]), "must contain resources"),
    *refused_identity("moto", document(Effect="Maybe"), "Syntax errors in policy."),
    *refused_identity("moto", document(Resource="<user-provided-bucket-ARN>")),
    *refused_trust("trust-object", "no JSON", "Syntax errors in policy."),
    *refused_trust("trust-object", policy()),
    *refused_trust("trust-sid-unique", policy(TRUSTED, TRUSTED), UNIQUE),
    *refused_trust("trust-sid", trust(Sid="No-Dash"), ALPHANUMERIC),
    *refused_trust("trust-action", trust(Action=None), "must contain actions"),
    *refused_trust("trust-resource", trust(Resource="*"), "Has prohibited field Resource"),
    *refused_trust("trust-elements", trust(Surprise=1), "Syntax errors in policy."),
    *refused_trust("trust-effect", trust(Effect="Maybe"), "Syntax errors in policy."),
    *refused_trust("trust-principal", trust(Principal=None), "Missing required field Principal"),
    *refused_trust("trust-principal", trust(Principal={}), "Missing required field Principal"),
    *refused_trust("trust-actions", trust(Action="s3:GetObject"), "may only specify STS AssumeRole actions"),
    *refused_trust("trust-federated", trust(Principal={"Federated": "Example IdP"}), "must be valid domain names"),
    *refused_trust("trust-claim", trust(Principal={"Federated": GITHUB}), "must evaluate the claims"),
    *refused_trust("trust-known-principal", principal(arn("nobody", "user")), "Invalid principal in policy"),
    *refused_trust("trust-known-principal", principal(arn("nobody", "role")), "Invalid principal in policy"),
    *refused_trust("trust-known-principal", principal(arn("staff", "group")), "Invalid principal", GROUP),
    *refused_trust("trust-known-principal", principal("arn:aws-cn:iam::111122223333:root"), "Invalid principal"),
    *refused_trust("trust-known-principal", principal("ada"), "Invalid principal", USER),
    *refused_trust("trust-known-principal", principal("AIDAAAAAAAAAAAAAAAAAA"), "Invalid principal"),
]
TAKEN = "EntityAlreadyExists"
PLACES = [
    Case("user-name", TAKEN, step("CreateUser", UserName="ADA", Path="/elsewhere/"), (USER,), "already exists"),
    Case("group-name", TAKEN, step("CreateGroup", GroupName="Staff", Path="/elsewhere/"), (GROUP,), "already exists"),
    Case(
        "role-name",
        TAKEN,
        step("CreateRole", RoleName="Worker", Path="/elsewhere/", AssumeRolePolicyDocument=trust()),
        (ROLE,),
        "already exists",
    ),
    Case(
        "profile-name",
        TAKEN,
        step("CreateInstanceProfile", InstanceProfileName="Worker", Path="/elsewhere/"),
        (PROFILE,),
        "already exists",
    ),
    Case(
        "policy-name",
        TAKEN,
        step("CreatePolicy", PolicyName="GENERAL", Path="/elsewhere/", PolicyDocument=document()),
        (POLICY,),
        "Duplicate names are not allowed.",
    ),
    Case(
        "new-user-name",
        TAKEN,
        step("UpdateUser", UserName="ada", NewUserName="USER0"),
        (USER, *users(1)),
    ),
    Case(
        "new-group-name",
        TAKEN,
        step("UpdateGroup", GroupName="staff", NewGroupName="OTHERS"),
        (GROUP, step("CreateGroup", GroupName="others")),
    ),
    Case(
        "login-profile",
        TAKEN,
        step("CreateLoginProfile", UserName="ada", Password="correct-horse-Battery-9"),
        (USER, step("CreateLoginProfile", UserName="ada", Password="correct-horse-Battery-9")),
    ),
    Case(
        "duplicate-tag-keys",
        "InvalidInput",
        step("TagUser", UserName="ada", Tags=[{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]),
        (USER,),
    ),
    Case(
        "boundary-exists",
        "NoSuchEntity",
        step("CreateUser", UserName="ada", PermissionsBoundary=arn("nothing")),
        message="does not exist or is not attachable",
    ),
    Case(
        "boundary-exists",
        "NoSuchEntity",
        step("PutUserPermissionsBoundary", UserName="ada", PermissionsBoundary=arn("nothing")),
        (USER,),
    ),
    Case(
        "boundary-exists",
        "NoSuchEntity",
        step("CreateRole", RoleName="x", AssumeRolePolicyDocument=trust(), PermissionsBoundary=arn("nothing")),
    ),
    Case(
        "boundary-exists",
        "NoSuchEntity",
        step("PutRolePermissionsBoundary", RoleName="worker", PermissionsBoundary=arn("nothing")),
        (ROLE,),
    ),
    Case(
        "service-linked",
        "UnmodifiableEntity",
        step("DeleteRole", RoleName="AWSServiceRoleForAutoScaling"),
        (step("CreateServiceLinkedRole", AWSServiceName="autoscaling.amazonaws.com"),),
    ),
    *(
        Case("owned-by-aws", "AccessDenied", call, message="is not authorized to perform")
        for call in (
            step("DeletePolicy", PolicyArn=AWS_POLICY),
            step("CreatePolicyVersion", PolicyArn=AWS_POLICY, PolicyDocument=document()),
            step("DeletePolicyVersion", PolicyArn=AWS_POLICY, VersionId="v1"),
            step("SetDefaultPolicyVersion", PolicyArn=AWS_POLICY, VersionId="v1"),
            step("TagPolicy", PolicyArn=AWS_POLICY, Tags=tags(1)),
            step("UntagPolicy", PolicyArn=AWS_POLICY, TagKeys=["a"]),
        )
    ),
    *(
        Case("exists", "NoSuchEntity", call, before)
        for call, before in (
            (step("AttachUserPolicy", UserName="ada", PolicyArn=arn("nothing")), (USER,)),
            (step("AttachGroupPolicy", GroupName="staff", PolicyArn=arn("nothing")), (GROUP,)),
            (step("AttachRolePolicy", RoleName="worker", PolicyArn=arn("nothing")), (ROLE,)),
            (step("AddUserToGroup", UserName="ada", GroupName="nothing"), (USER,)),
            (step("AddUserToGroup", UserName="nobody", GroupName="staff"), (GROUP,)),
            (step("AddRoleToInstanceProfile", InstanceProfileName="worker", RoleName="no"), (PROFILE,)),
            (step("AddRoleToInstanceProfile", InstanceProfileName="no", RoleName="worker"), (ROLE,)),
            (step("DeleteUser", UserName="nobody"), ()),
            (step("CreateAccessKey", UserName="nobody"), ()),
            (step("DeletePolicy", PolicyArn=arn("nothing")), ()),
        )
    ),
]
FORMS = [
    Case("form", "ValidationError", call, message=message)
    for call, message in (
        (step("CreateUser", UserName="x" * 65), "length less than or equal to 64"),
        (step("CreateUser", UserName="a b"), "regular expression pattern"),
        (step("CreateUser", UserName="ada", Path="/a b/"), "regular expression pattern"),
        (step("CreateUser", UserName="ada", Path="/a"), "regular expression pattern"),
        (step("CreateUser", UserName="ada", Path=f"/{'x' * 511}/"), "length less than or equal to 512"),
        (step("CreateUser", UserName="ada", Tags=tags(51)), "length less than or equal to 50"),
        (step("CreateUser", UserName="ada", Tags=[{"Key": "a!", "Value": ""}]), "regular expression pattern"),
        (step("CreateUser", UserName="ada", Tags=[{"Key": "k" * 129, "Value": ""}]), "less than or equal to 128"),
        (step("CreateUser", UserName="ada", Tags=[{"Key": "k", "Value": "v" * 257}]), "less than or equal to 256"),
        (step("CreateGroup", GroupName="x" * 129), "length less than or equal to 128"),
        (
            step("CreateRole", RoleName="x" * 65, AssumeRolePolicyDocument=trust()),
            "length less than or equal to 64",
        ),
        (
            step("CreateRole", RoleName="x", AssumeRolePolicyDocument=trust(), MaxSessionDuration=43201),
            "value less than or equal to 43200",
        ),
        (
            step("CreatePolicy", PolicyName="x", Path="/a!/", PolicyDocument=document()),
            "regular expression pattern",
        ),
        (
            step("CreatePolicy", PolicyName="x", PolicyDocument=document(Resource="arn:aws:s3:::a\u2013b")),
            "regular expression pattern",
        ),
        (
            step("CreatePolicy", PolicyName="x", PolicyDocument=document(), Description="x" * 1001),
            "length less than or equal to 1000",
        ),
        (step("ListUsers", MaxItems=1001), "value less than or equal to 1000"),
    )
]
CASES = [*CONFLICTS, *LIMITS, *DOCUMENTS, *PLACES, *FORMS]
