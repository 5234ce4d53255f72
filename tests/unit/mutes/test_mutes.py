# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exactly what is by design, and what the audit has found right, is muted for other auditors."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.filter.audit_cloudsplaining_exclusions import (
    audit_cloudsplaining_exclusions,
)
from ansible_collections.fleetops.app2container.plugins.filter.audit_prowler_mutelist import audit_prowler_mutelist
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.table import IDS
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_mutes.table import (
    CLOUDSPLAINING,
    CLOUDSPLAINING_DEFAULTS,
    NEVER,
    PROWLER,
)
from tests.support import reports

ADMINISTRATOR, MFA = "iam_user_administrator_access_policy", "iam_user_hardware_mfa_enabled"
ATTACHED, DEPUTY = "iam_aws_attached_policy_no_administrative_privileges", PROWLER[7].check
ESCALATION = "iam_policy_allows_privilege_escalation"
EVERYONE = {"App2ContainerDeployer", "ada", "grace"}
RIGHT: dict[str, set[str]] = {
    ADMINISTRATOR: {"App2ContainerDeployer"},
    "iam_policy_attached_only_to_group_or_roles": {"App2ContainerDeployer/AdministratorAccess"},
    ATTACHED: {"AdministratorAccess"},
    MFA: EVERYONE,
    "iam_user_with_temporary_credentials": EVERYONE,
    DEPUTY: {"App2ContainerWorker"},
    ESCALATION: {"App2ContainerGeneral"},
}
OPEN = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}


def entity(type_: Kind, name: str, **further: Any) -> dict[str, Any]:
    return {"name": name, "arn": reports.arn(type_, name), "managed": True, **further}


def report(**access: Any) -> dict[str, Any]:
    """The report of a right account, with users and a deployer of kind user unless parts of it are others."""
    general = {"Version": "2012-10-17", "Statement": [item.to_json() for item in reports.documents()[0].statements]}
    parts = {
        "policies": [entity(Kind.POLICY, reports.POLICY, document=general)],
        "users": [entity(Kind.USER, name) for name in ("ada", "grace")],
        "worker": {"role": entity(Kind.ROLE, reports.WORKER), "instance_profile": None},
        "deployer": entity(Kind.USER, reports.DEPLOYER, kind="user"),
    }
    right = reports.ACCOUNTS["right"]()
    return {**right, "keys": [], "findings": [], "access": {**right["access"], **parts, **access}}


def found(identifier: str, resource: str, status: str = "fail") -> dict[str, Any]:
    return {**reports.bad_rows()[0], "id": identifier, "resource": resource, "status": status}


def key(user: str, slot: int, *, managed: bool = True) -> dict[str, Any]:
    return {"user": user, "slot": slot, "active": True, "managed": managed}


def checks(value: dict[str, Any]) -> dict[str, Any]:
    """The checks in a mutelist, by their regular expressions."""
    accounts = yaml.safe_load(audit_prowler_mutelist(value))["Mutelist"]["Accounts"]
    assert list(accounts) == [value["account_id"]]
    return dict(accounts[value["account_id"]]["Checks"])


def is_matched(entries: dict[str, Any], check: str, resource: str) -> bool:
    """Search as prowler does: an asterisk becomes any text, and a match anywhere is enough."""
    return any(
        re.search(name, check)
        and any(re.search(item.replace("*", ".*"), resource) for item in entry["Resources"])
        and any(re.search(item.replace("*", ".*"), "eu-west-1") for item in entry["Regions"])
        for name, entry in entries.items()
    )


def is_muted(value: dict[str, Any], check: str, resource: str) -> bool:
    return is_matched(checks(value), check, resource)


def muted(value: dict[str, Any], names: set[str]) -> dict[str, set[str]]:
    """Which of these names are muted, check by check."""
    entries = checks(value)
    by_check = {row.check: {name for name in names if is_matched(entries, row.check, name)} for row in PROWLER}
    return {check: resources for check, resources in by_check.items() if resources}


ALL = set().union(*RIGHT.values(), {"barbara", "Other", "Other/AdministratorAccess", "ada2", "App2ContainerGeneral-3"})


def test_a_right_account_has_exactly_the_mutes_by_design() -> None:
    assert muted(report(), ALL) == RIGHT
    for entry in checks(report()).values():
        assert set(entry) == {"Regions", "Resources", "Description"}
        assert re.search(r"\. https://docs\.aws\.amazon\.com/\S+\Z", entry["Description"])


def test_a_deployer_of_kind_role() -> None:
    value = report(deployer=entity(Kind.ROLE, reports.DEPLOYER, kind="role"))
    expected = {
        "iam_role_administratoraccess_policy": {"App2ContainerDeployer"},
        ATTACHED: {"AdministratorAccess"},
        MFA: {"ada", "grace"},
        "iam_user_with_temporary_credentials": {"ada", "grace"},
        DEPUTY: {"App2ContainerWorker"},
        ESCALATION: {"App2ContainerGeneral"},
    }
    assert muted(value, ALL) == expected


@pytest.mark.parametrize(
    ("row", "check", "left"),
    [
        (found("password-without-mfa", reports.arn(Kind.USER, "ada")), MFA, EVERYONE - {"ada"}),
        (found("password", reports.arn(Kind.USER, "ada"), "suppressed"), MFA, EVERYONE - {"ada"}),
        (found("password", "Account 111122223333", "not_checked"), MFA, set()),
        (found("left-over", reports.arn(Kind.USER, "grace")), MFA, EVERYONE - {"grace"}),
        (found("administrators-beside-deployer", "Account 111122223333"), ATTACHED, set()),
        (found("user-administrator", reports.arn(Kind.USER, "ada")), ATTACHED, set()),
        (found("trust-other-service", reports.arn(Kind.ROLE, reports.WORKER)), DEPUTY, set()),
        (found("policy-edited", reports.arn(Kind.POLICY, reports.POLICY)), ESCALATION, set()),
        (found("policy-edited", reports.arn(Kind.POLICY, "Other")), ESCALATION, {reports.POLICY}),
        (found("key-old", reports.arn(Kind.USER, "ada")), MFA, EVERYONE),
    ],
    ids=lambda value: value["id"] if isinstance(value, dict) else "",
)
def test_what_the_audit_found_or_did_not_check_is_not_muted(row: dict[str, Any], check: str, left: set[str]) -> None:
    value = {**report(), "findings": [row]}
    assert muted(value, ALL).get(check, set()) == left
    assert is_muted(value, ADMINISTRATOR, reports.DEPLOYER)


def test_only_whole_names_are_muted() -> None:
    entries = checks(report(users=[entity(Kind.USER, "a.b+c")]))
    assert is_matched(entries, MFA, "a.b+c")
    for other in ("aXb+c", "a.bbc", "xa.b+c", "a.b+cx", "a.b+c\n", "*", ""):
        assert not is_matched(entries, MFA, other)
    assert not is_matched(entries, f"{MFA}_further", "a.b+c")
    starred = report(users=[entity(Kind.USER, "a*c")])  # IAM has no such names, but a report is a file
    assert (is_muted(starred, MFA, "a*c"), is_muted(starred, MFA, "abc")) == (True, False)


def test_what_others_manage_is_never_muted() -> None:
    nothing = report(policies=[], users=[], worker=None, deployer=None)
    assert checks(nothing) == {}
    foreign = {**entity(Kind.USER, "ada"), "managed": False}
    assert checks({**nothing, "access": {**nothing["access"], "users": [foreign, None, "x", {"managed": True}]}}) == {}


def test_two_keys_are_by_design_while_this_collection_rotates_them() -> None:
    check = "iam_user_two_active_access_key"
    keys = [key("ada", 1), key("ada", 2), key("grace", 1), key("grace", 2, managed=False), key("alan", 1)]
    value = {**report(), "access_keys": keys}
    assert muted(value, ALL)[check] == {"ada"}
    late = {**value, "findings": [found("keys-doubled", reports.arn(Kind.USER, "ada"))]}
    assert check not in muted(late, ALL)


def excluded(value: dict[str, Any]) -> dict[str, Any]:
    """The exclusions for cloudsplaining beyond its own."""
    exclusions = yaml.safe_load(audit_cloudsplaining_exclusions(value))
    assert {name: tuple(values[: len(CLOUDSPLAINING_DEFAULTS[name])]) for name, values in exclusions.items()} == dict(
        CLOUDSPLAINING_DEFAULTS
    )
    beyond = {name: values[len(CLOUDSPLAINING_DEFAULTS[name]) :] for name, values in exclusions.items()}
    return {name: values for name, values in beyond.items() if values}


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        (OPEN, ["P"]),
        ({**OPEN, "Action": ["ecs:RunTask"], "Resource": ["*"]}, ["P"]),
        ({**OPEN, "Action": "unknown:Thing"}, ["P"]),
        ({**OPEN, "Action": "s3:Get*"}, ["P"]),
        ({**OPEN, "Action": ["s3:ListAllMyBuckets", "iam:List*"]}, None),
        ({**OPEN, "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}, None),
        ({**OPEN, "Effect": "Deny"}, None),
        ({**OPEN, "Resource": "arn:aws:ecs:*"}, None),
    ],
)
def test_policies_with_statements_on_everything_are_excluded(
    statement: dict[str, Any], names: list[str] | None
) -> None:
    value = report(policies=[entity(Kind.POLICY, "P", document={"Statement": [statement]})])
    assert excluded(value) == ({"policies": names} if names else {})
    edited = {**value, "findings": [found("policy-edited", reports.arn(Kind.POLICY, "P"))]}
    assert excluded(edited) == {}


def test_a_scoped_policy_needs_no_exclusions() -> None:
    assert excluded(report()) == {}


@pytest.mark.parametrize("view", [audit_prowler_mutelist, audit_cloudsplaining_exclusions])
def test_reports_of_any_content_give_yaml_and_other_values_are_refused(view: Any) -> None:
    hostile = {**report(), "account_id": reports.HOSTILE, "audited_at": f"{reports.HOSTILE}\nMutelist: 1"}
    assert yaml.safe_load(view(hostile)).keys() & {"Mutelist", "policies"}
    unaudited = report()
    unaudited["sources"] = [{**item, "status": "not_asked"} for item in unaudited["sources"]]
    with pytest.raises(AnsibleFilterError, match="nothing was audited"):
        view(unaudited)
    with pytest.raises(AnsibleFilterError, match="A report must be a dictionary"):
        view("text")


def test_the_table_names_checks_that_exist() -> None:
    rows = (*PROWLER, *CLOUDSPLAINING)
    assert {name for row in rows for name in (*row.unless, *row.unless_anywhere, *NEVER)} <= set(IDS)
    assert len({row.check for row in rows}) == len(rows)
