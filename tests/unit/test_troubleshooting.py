# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/troubleshooting.md shows messages as the collection makes them, and each of those below is on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from botocore import exceptions
from botocore.exceptions import ClientError

from ansible_collections.fleetops.app2container.plugins.filter.account_conflict import account_conflict
from ansible_collections.fleetops.app2container.plugins.filter.teardown_plan import teardown_plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.findings import FINDINGS as ACCOUNT
from ansible_collections.fleetops.app2container.plugins.module_utils._account.options import read_options
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.clock import clock_hint
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import translated
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.execute import PartialFailureError
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.origin import foreign_answer
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.concurrent_runs import check_record_unchanged
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.findings import FINDINGS as KEYS
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.options import read_options as read_keys
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import FindingType, finding
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import not_managed
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.principal import Principal
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.rights import FINDINGS as RIGHTS
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.rights import Need, Verdict, judged
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import grouped, refuse_findings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_options import (
    read_variables,
    unknown_variables,
)
from tests.support.emulator.servers import CHECKOUT

PAGE = (CHECKOUT / "docs/troubleshooting.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(?P<message>[^`]+)` \| (?P<cause>[^|]+) \| (?P<remedy>[^|]+) \|$", PAGE, re.MULTILINE)
ACCOUNT_ID, OTHER_ID = "111122223333", "444455556666"
HERE = Identity(account_id=ACCOUNT_ID, partition="aws")
VARIABLES: dict[str, Any] = yaml.safe_load((CHECKOUT / "roles/a2c_iam/meta/argument_specs.yml").read_text())[
    "argument_specs"
]["main"]["options"]


def refused(call: Callable[[], object]) -> str:
    """The message with which a call is refused."""
    with pytest.raises(App2ContainerError) as caught:
        call()
    return str(caught.value)


def policy(region: str | None = "eu-west-1", **options: Any) -> Callable[[], object]:
    """The building of a policy with some options."""
    given = {"deploy_targets": ["ecs"], **options}
    return lambda: build(
        PolicyOptions.from_params(given, account_id=ACCOUNT_ID, partition="aws", default_region=region)
    )


def access(**options: Any) -> Callable[[], object]:
    """The reading of the options of the module access."""
    return lambda: read_options(options, HERE)


def keys(**changes: Any) -> Callable[[], object]:
    """The reading of the options of the module access_keys."""
    given: dict[str, Any] = {"state": "present", "users": [{"name": "ada"}], "planned_users": [], "grace_days": 7}
    given |= {"max_age_days": None, "delete_after_days": 7, "verify": False, "verify_timeout": 60}
    return lambda: read_keys({**given, "store": {"kind": "secretsmanager"}, **changes})


def aws(error: Exception) -> str:
    """What the collection makes of an error of botocore."""

    def fail() -> None:
        with translated("create user ada"):
            raise error

    return refused(fail)


def answer(code: str, text: str = "It is so") -> str:
    """What the collection makes of an error of AWS."""
    return aws(ClientError({"Error": {"Code": code, "Message": text}}, "CreateUser"))


def told(table: Mapping[str, FindingType], identifier: str, where: str, **values: str) -> str:
    """The line of a finding."""
    (line,) = grouped([finding(table, identifier, where, **values)])
    return line


CREATE = Need(action="iam:CreateUser", resource="arn:aws:iam::111122223333:user/ada")


def forbidden(**verdict: Any) -> str:
    """What is told of a right that is denied."""
    answers = {(CREATE.action, CREATE.resource): Verdict(decision="explicitDeny", **verdict)}
    return refused(lambda: judged([CREATE], answers, Principal(arn="arn:aws:iam::111122223333:user/ops")))


def conflict() -> str:
    return not_managed("group Team (arn:aws:iam::111122223333:group/Team)", "set adopt: true to manage it")


def two_hosts() -> str:
    return account_conflict({"production": ACCOUNT_ID, "web": ACCOUNT_ID})


def late() -> str:
    headers = {"date": "Thu, 26 Nov 2026 11:00:00 GMT"}
    return clock_hint("RequestExpired", "", headers, datetime(2026, 11, 26, 12, tzinfo=UTC))


def people(**trust: Any) -> Callable[[], object]:
    return access(deployer={"name": "D", "kind": "role", **trust})


SSO_ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::YOUR-BUCKET/*"}
ADMINISTRATOR = {"policy": "Policy arn:aws:iam::aws:policy/AdministratorAccess is attached to it"}
PRODUCED: dict[str, Callable[[], str]] = {
    "unknown variable": lambda: next(unknown_variables("a2c_iam", VARIABLES, ["a2c_iam_purge_member"])),
    "boolean as text": lambda: read_variables(VARIABLES, {"a2c_iam_users": [{"name": False}]}).errors[0],
    "no targets": lambda: refused(policy(deploy_targets=[])),
    "no region": lambda: refused(policy(region=None)),
    "wrong region": lambda: refused(policy(regions=["Frankfurt"])),
    "placeholder": lambda: refused(policy(artifact_buckets=[{"name": "YOUR-BUCKET"}])),
    "bucket name": lambda: refused(policy(artifact_buckets=[{"name": "My_Bucket"}])),
    "account id": lambda: refused(policy(secrets=["arn:aws:secretsmanager:eu-west-1:12345:secret:a2c/x"])),
    "nothing granted": lambda: refused(policy(style="minimal", commands=["analyze"])),
    "too large": lambda: refused(policy(ecr_repositories=[f"{'x' * 200}-{number}" for number in range(400)])),
    "purge without users": lambda: refused(access(group={"name": "Team", "purge_members": True})),
    "deployer trusts nobody": lambda: refused(people()),
    "MFA of Identity Center": lambda: refused(people(trusted_principals=[SSO_ROLE])),
    "MFA of nobody": lambda: refused(people(trusted_permission_sets=["Developer"], require_mfa=True)),
    "everybody of GitHub": lambda: refused(people(oidc_provider="token.actions.githubusercontent.com")),
    "findings": lambda: refused(
        lambda: refuse_findings([finding(ACCOUNT, "boundary-cleared", "user ada", policy="Limit")], "warning")
    ),
    "denied": lambda: answer("AccessDenied"),
    "expired": lambda: answer("ExpiredToken"),
    "unknown key": lambda: answer("InvalidClientTokenId"),
    "wrong secret": lambda: answer("SignatureDoesNotMatch"),
    "clock": late,
    "principal": lambda: answer("MalformedPolicyDocument"),
    "throttled": lambda: answer("Throttling"),
    "quota": lambda: answer("LimitExceeded"),
    "no credentials": lambda: aws(exceptions.NoCredentialsError()),
    "no profile": lambda: aws(exceptions.ProfileNotFound(profile="team")),
    "mfa": lambda: aws(exceptions.RefreshWithMFAUnsupportedError()),
    "unreachable": lambda: aws(exceptions.EndpointConnectionError(endpoint_url="https://iam.amazonaws.com/")),
    "proxy": lambda: aws(exceptions.ProxyConnectionError(proxy_url="http://proxy:3128", error="x")),
    "web page": lambda: foreign_answer(200, "https://iam.amazonaws.com", "http://proxy:3128"),
    "organization": lambda: forbidden(organization=False),
    "denied before": lambda: forbidden(policies=("Own",)),
    "lacking": lambda: told(RIGHTS, "rights-lacking", "Caller", reasons="x"),
    "not decided": lambda: told(RIGHTS, "rights-not-decided", "Caller", keys="x", actions="x"),
    "not tried": lambda: told(RIGHTS, "rights-not-tried", "Caller", reason="x"),
    "not ours": conflict,
    "foreign administrator": lambda: told(ACCOUNT, "foreign-administrator", "group T", **ADMINISTRATOR, actions="*"),
    "edited": lambda: told(ACCOUNT, "policy-edited", "policy A", held="catalogue 2026.11.1", changes="x"),
    "newer": lambda: told(
        ACCOUNT, "policy-newer", "policy A", held="catalogue 2027.1.1", current="2026.11.1", changes="x"
    ),
    "left over": lambda: told(ACCOUNT, "left-over", "user grace"),
    "administrator left over": lambda: told(ACCOUNT, "administrator-left-over", "user boss"),
    "other path": lambda: told(ACCOUNT, "path-differs", "policy A", found="/a/", wanted="/b/"),
    "partial": lambda: str(PartialFailureError([], [], [])),
    "two keys": lambda: told(KEYS, "held-up-user", "user ada", problem="it has two"),
    "no user": lambda: told(KEYS, "missing-user", "user ada"),
    "other password": lambda: told(KEYS, "other-vault-password", "user ada", file="/keys/ada"),
    "no password": lambda: refused(keys(store={"kind": "vault_file", "directory": "/keys"})),
    "two runs": lambda: refused(lambda: check_record_unchanged("ada", "x", ("y",))),
    "two hosts": two_hosts,
    "no confirmation": lambda: teardown_plan({"a": {"account": ACCOUNT_ID, "confirmed": OTHER_ID}})["refused"],
}


def pattern(message: str) -> re.Pattern[str]:
    """A message of the page, where an ellipsis stands for anything, as an expression."""
    return re.compile(".*?".join(map(re.escape, message.split("…"))), re.DOTALL)


def test_there_are_enough_rows() -> None:
    assert len(ROWS) == len(PRODUCED) >= 30
    assert all(cause.strip() and remedy.strip() for _message, cause, remedy in ROWS)


@pytest.mark.parametrize("name", PRODUCED)
def test_the_page_has_the_message(name: str) -> None:
    message = PRODUCED[name]()
    found = [row for row, _cause, _remedy in ROWS if pattern(row).search(message)]
    assert len(found) == 1, (message, found)


def test_every_message_of_the_page_is_produced() -> None:
    messages = [make() for make in PRODUCED.values()]
    assert [row for row, _cause, _remedy in ROWS if not any(map(pattern(row).search, messages))] == []


def test_the_pages_that_it_refers_to_exist() -> None:
    assert all((CHECKOUT / "docs" / Path(link).name).exists() for link in re.findall(r"\]\((\w[\w-]*\.md)", PAGE))
