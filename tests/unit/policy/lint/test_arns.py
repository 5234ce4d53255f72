# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ARNs that match nothing are found, and every ARN that AWS documents is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue import services
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from tests.support.inputs.statements import allow, document
from tools import generate_services

ACCOUNT, REGION = "111122223333", "eu-west-1"
ABOUT_ARNS = {
    "impossible-arn",
    "malformed-resource",
    "placeholder",
    "unknown-variable",
    "secret-without-suffix",
    "secret-perhaps-without-suffix",
}
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret"


def about(*resources: str) -> set[str]:
    """Return the findings on ARNs for some resources."""
    value = document(allow("sqs:SendMessage", list(resources)))
    return {item.id for item in lint(value, partition="aws")} & ABOUT_ARNS


# resource -> what is found on it
WRONG = {
    f"arn:aws:ecr::{ACCOUNT}:repository/a": "impossible-arn",
    f"arn:aws:ecr:{REGION}::repository/a": "impossible-arn",
    "arn:aws:ecr:::repository/a": "impossible-arn",
    f"arn:aws:ecr:{ACCOUNT}:{REGION}:repository/a": "impossible-arn",
    "arn:aws:ecr:region:account-id:repository/a": "impossible-arn",
    f"arn:aws:ecr:eu-west1:{ACCOUNT}:repository/a": "impossible-arn",
    f"arn:aws:ecr:{REGION}:11112222333:repository/a": "impossible-arn",
    f"arn:aws:ecr:{REGION}:1111-2222-3333:repository/a": "impossible-arn",
    f"arn:aws:ecr:EU-WEST-1:{ACCOUNT}:repository/a": "impossible-arn",
    f"arn:aws:s3::{ACCOUNT}:bucket/*": "impossible-arn",
    "arn:aws:iam:::role/a": "impossible-arn",
    f"arn:aws:route53::{ACCOUNT}:hostedzone/Z1": "impossible-arn",
    f"arn:aws:iam:{REGION}:{ACCOUNT}:role/a": "malformed-resource",
    "arn:aws:s3:::${var.bucket}/*": "placeholder",
    "arn:aws:s3:::${bucket}/*": "placeholder",
    "arn:aws:s3:::{{ bucket }}/*": "placeholder",
    "arn:aws:s3:::<bucket>/*": "placeholder",
    "arn:aws:s3:::$(bucket)/*": "placeholder",
    "arn:aws:s3:::%BUCKET%/*": "placeholder",
    "!Ref Bucket": "placeholder",
    "!GetAtt Bucket.Arn": "placeholder",
    "arn:aws:iam::${AWS::AccountId}:role/a": "placeholder",
    "arn:aws:s3:::${self:custom.bucket}/*": "placeholder",
    "arn:aws:s3:::YOUR-BUCKET/*": "placeholder",
    "arn:aws:iam::ACCOUNT-ID-WITHOUT-HYPHENS:role/a": "placeholder",
    "arn:aws:s3:::bucket/${aws:usernam}/*": "unknown-variable",
    "arn:aws:s3:::bucket/${aws:PrincipalTags/team}/*": "unknown-variable",
    f"{SECRET}:a2c/database": "secret-without-suffix",
    f"{SECRET}:a2c/db-1": "secret-without-suffix",
    f"{SECRET}:a2c/linux-server": "secret-perhaps-without-suffix",
    "?*": "malformed-resource",
}

RIGHT = [
    "*",
    "arn:aws:s3:::bucket/*",
    f"arn:aws:s3:{REGION}:{ACCOUNT}:accesspoint/a/object/*",
    f"arn:aws:ecr:*:{ACCOUNT}:repository/*",
    "arn:aws:ecr:eu-*:*:repository/*",
    f"arn:aws:ecr:eu-west-?:{ACCOUNT}:repository/*",
    f"arn:aws:ecr:{REGION}:????????????:repository/*",
    "arn:aws:ecr:${aws:RequestedRegion}:${aws:PrincipalAccount}:repository/*",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    f"arn:aws:iam::{ACCOUNT}:role/${{aws:PrincipalTag/team, 'none'}}",
    "arn:aws:ec2:eu-west-1::image/ami-1",
    "arn:aws:ec2:*::snapshot/*",
    f"arn:aws:ec2:{REGION}:{ACCOUNT}:instance/*",
    "arn:aws:ssm:eu-west-1::parameter/aws/service/ecs/*",
    "arn:aws:ssm:*::document/AWS-RunShellScript",
    "arn:aws:acm-pca:::template/EndEntityCertificate/V1",
    "arn:aws:apigateway:eu-west-1::/restapis/*",
    "arn:aws:route53:::hostedzone/Z1",
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    f"arn:aws:cloudformation:{REGION}:aws:transform/Serverless-2016-10-31",
    f"arn:aws-cn:ecr:cn-north-1:{ACCOUNT}:repository/a",
    f"arn:aws:ecr:xx-west-9:{ACCOUNT}:repository/of-a-new-region",
    f"arn:aws:no-such-service:{REGION}:{ACCOUNT}:a",
    "arn:aws:s3:::account-identity/your-files/100%/*",
    "arn:aws:s3:::bucket/${saml:sub}/${www.example.com:sub}/*",
    f"{SECRET}:a2c/db-??????",
    f"{SECRET}:a2c/*",
    f"{SECRET}:a2c/db-a1B2c3",
    f"{SECRET}:*",
]


@pytest.mark.parametrize(("resource", "expected"), WRONG.items())
def test_an_arn_that_matches_nothing_is_found(resource: str, expected: str) -> None:
    assert about(resource) == {expected}


@pytest.mark.parametrize("resource", RIGHT)
def test_a_right_arn_is_left_alone(resource: str) -> None:
    assert about(resource) == set()


def test_a_secret_that_is_named_in_both_ways_is_left_alone() -> None:
    assert about(f"{SECRET}:a2c/linux-server", f"{SECRET}:a2c/linux-server-??????") == set()


def test_messages_say_what_is_wrong_with_an_arn() -> None:
    value = document(allow("sqs:SendMessage", [*WRONG]))
    text = " ".join(item.message for item in lint(value, partition="aws"))
    for part in (
        "lacks a Region",
        "lacks an account",
        f"has the account {ACCOUNT} in the place of the Region",
        "has 'eu-west1' for a Region; eu-west-1 is meant",
        "has an account of 11 digits",
        "has 'account-id' for an account",
        "must not have an account",
    ):
        assert part in text


# Every form of ARN that the service data have: service, form, template of the resource.
FORMS = [
    (service, form, kind)
    for service, rows in generate_services.forms().items()
    for form, kinds in rows.items()
    for kind in kinds
    if "*" not in kind
]


def written(service: str, region: str, account: str, kind: str) -> str:
    """Return the ARN of one resource."""
    return f"arn:aws:{service}:{region}:{account}:" + re.sub(r"\$\{[^}]*\}", "a1-b2c3D4", kind)


@given(st.sampled_from(FORMS))
def test_an_arn_as_documented_is_never_found_and_a_mutated_one_always(row: tuple[str, str, str]) -> None:
    service, form, kind = row
    region, account = REGION if "R" in form else "", ACCOUNT if "A" in form else ""
    right = written(service, region, account, kind)
    assert about(right) == set(), right
    mutations = {("R-", ACCOUNT, ""), ("RA", ACCOUNT, REGION), ("-A", ACCOUNT, "")}
    for other, changed_region, changed_account in mutations:
        if other == form:
            assert about(written(service, changed_region, changed_account, kind)), right
    resource = right.split(":", 5)[5]
    forms = services.arn_forms(service, resource)
    for other in {"RA", "R-", "-A", "--"} - forms:
        changed = written(service, REGION if "R" in other else "", ACCOUNT if "A" in other else "", kind)
        assert about(changed), changed
    assert form in forms


def test_most_services_have_one_form_of_arn() -> None:
    """So the property above is about something: nearly every ARN has forms that it must not have."""
    single = [row for row in FORMS if len(services.arn_forms(row[0], row[2])) == 1]
    assert len(single) > 0.85 * len(FORMS)


def test_the_generated_file_is_up_to_date() -> None:
    assert generate_services.TARGET.read_text(encoding="utf-8") == generate_services.render()
