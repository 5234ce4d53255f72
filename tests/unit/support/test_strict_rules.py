# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The strict layer refuses what AWS refuses, with AWS's code and status, and changes nothing then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError

from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.sample import (
    GROUP,
    POLICY,
    PROFILE,
    ROLE,
    USER,
    Step,
    document,
    step,
    take,
    take_all,
    trust,
)
from tests.support.strict.model import statuses
from tests.support.strict.rules import RULES
from tests.unit.support.strict_cases import CASES, Case


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as made:
        yield made


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}-{case.call.operation}" for case in CASES])
def test_refused(account: Bench, case: Case) -> None:
    take_all(account.iam, account.account_id, case.before)
    before = account.snapshot()
    with pytest.raises(ClientError) as refusal:
        take(account.iam, account.account_id, case.call)
    response = refusal.value.response
    assert response["Error"]["Code"] == case.code
    assert case.message in response["Error"]["Message"]
    assert response["ResponseMetadata"]["HTTPStatusCode"] == statuses()[case.code]
    assert account.snapshot() == before
    entry = account.calls()[-1]
    assert (entry.outcome, entry.rule) == (case.code, case.rule)


QUOTAS: list[tuple[str, Step]] = [
    ("Users", USER),
    ("Groups", GROUP),
    ("Roles", ROLE),
    ("InstanceProfiles", PROFILE),
    ("Policies", POLICY),
]


@pytest.mark.parametrize(("kind", "made"), QUOTAS)
def test_the_quotas_of_an_account_are_told_and_kept(account: Bench, kind: str, made: Step) -> None:
    account.settings(quotas={f"{kind}Quota": 0})
    assert account.iam.get_account_summary()["SummaryMap"][f"{kind}Quota"] == 0
    with pytest.raises(account.iam.exceptions.LimitExceededException, match=f"{kind}PerAccount: 0"):
        take(account.iam, account.account_id, made)
    assert account.calls()[-1].rule == f"{kind.lower()}-quota"
    account.settings(quotas={f"{kind}Quota": 1})
    take(account.iam, account.account_id, made)
    summary = account.iam.get_account_summary()["SummaryMap"]
    assert (summary[kind], summary[f"{kind}Quota"]) == (1, 1)


def test_every_rule_has_a_test() -> None:
    tested = {case.rule for case in CASES} | {f"{kind.lower()}-quota" for kind, _step in QUOTAS}
    assert {rule.id for rules in RULES.values() for rule in rules} | {"moto"} == tested


def test_every_rule_has_a_source() -> None:
    sources = {rule.source for rules in RULES.values() for rule in rules}
    assert all(source.startswith("https://docs.aws.amazon.com/IAM/latest/") for source in sources)


ACCEPTED = [
    step("CreateUser", UserName="x" * 64, Path=f"/{'x' * 510}/"),
    step("CreateUser", UserName="ada", Tags=[{"Key": "Käse:x", "Value": ""}]),
    step("CreateRole", RoleName="any", AssumeRolePolicyDocument=trust(Principal="*")),
    step("CreateRole", RoleName="root", AssumeRolePolicyDocument=trust(Principal={"AWS": "444455556666"})),
    step(
        "CreateRole",
        RoleName="other",
        AssumeRolePolicyDocument=trust(Principal={"AWS": ["arn:aws:iam::444455556666:role/path/x"]}),
    ),
    step("CreateRole", RoleName="none", AssumeRolePolicyDocument=trust(NotPrincipal={"AWS": "*"}, Principal=None)),
    step("CreatePolicy", PolicyName="wide", PolicyDocument=document(Action="*", Resource="*") + " " * 9000),
    step("CreatePolicy", PolicyName="latin", PolicyDocument=document(Resource="arn:aws:s3:::b/\u00e4*")),
]


@pytest.mark.parametrize("call", ACCEPTED, ids=lambda call: call.operation)
def test_accepted(account: Bench, call: Step) -> None:
    take(account.iam, account.account_id, call)
    assert account.calls()[-1].outcome == "ok"
