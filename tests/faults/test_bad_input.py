# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Whatever is written into an option: one clear message that names it and nothing changed, or all that AWS accepts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.amazon.aws.plugins.module_utils.modules import aws_argument_spec
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.modules import access, access_template, policy_document
from tests.support.emulator.accounts import Account
from tests.support.inputs.bad_input import BASES, Change, Option, changes, check_result, options_of, with_changes
from tests.support.inputs.bad_values import VALUES
from tests.support.runs.access import contents
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.runs.playbooks import run_playbook
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import filled
from tests.support.scenarios.thorough import some
from tests.support.strict.application import Entry

ACCESS = tuple(options_of(access.ARGUMENT_SPEC))
DOCUMENT = tuple(options_of(policy_document.argument_spec()))
SHARED = {*access_template.PARTS, "path", "tags", "fail_on"}  # tried with access
TEMPLATE = tuple(option for option in options_of(access_template.ARGUMENT_SPEC) if option.way[0] not in SHARED)
KINDS = ("users", "groups", "roles", "instance_profiles", "policies", "virtual_mfa_devices")
NOTHING: dict[str, Any] = {kind: {} for kind in KINDS}
ROUNDS = 90  # every option gets each so many-th of all values, every value comes to some options


def try_access(account: Bench, start: Any, *wrong: Change) -> ModuleResult:
    """Run the access module with these values in place of valid ones, and look what came of it."""
    account.forget()
    outcome = account.run(**filled(with_changes(BASES["access"], wrong), account.account_id))
    calls = account.calls()
    writes = [entry for entry in calls if not entry.call.reads]
    refusals = [entry for entry in calls if entry.outcome != "ok" and not is_missing(entry)]
    if writes:
        account.restore(start)
    else:
        assert account.snapshot() == NOTHING
    assert not refusals, (wrong, refusals[0], outcome.result.get("msg"))
    check_result(outcome, wrong)
    assert not (outcome.failed and writes), (wrong, outcome["msg"])
    return outcome


def is_missing(entry: Entry) -> bool:
    """Tell whether a call only found out that something is not there."""
    return entry.call.reads and entry.outcome == "NoSuchEntity"


def try_document(*wrong: Change) -> ModuleResult:
    """Run the module policy_document likewise; it has no account."""
    return try_offline("policy_document", *wrong)


def try_offline(module: str, *wrong: Change) -> ModuleResult:
    """Run a module that only computes."""
    outcome = run_module(module, with_changes(BASES[module], wrong), environment={})
    check_result(outcome, wrong)
    return outcome


def dealt(options: tuple[Option, ...], number: int, rounds: int) -> Iterator[Change]:
    """Give an option its share of the values; a fifth of them in ``make thorough``, other ones for each option."""
    start = number % rounds
    for value in some(VALUES[start:] + VALUES[:start], rounds, thorough=5):
        yield options[number], value


def test_the_valid_options_are_valid(account: Bench, start: Any) -> None:
    assert not try_access(account, start).failed
    assert not try_document().failed
    assert not try_offline("access_template").failed


@pytest.mark.parametrize("number", range(len(ACCESS)), ids=map(str, ACCESS))
def test_every_option_of_access(account: Bench, start: Any, number: int) -> None:
    for wrong in dealt(ACCESS, number, ROUNDS):
        try_access(account, start, wrong)


@pytest.mark.parametrize("number", range(len(DOCUMENT)), ids=map(str, DOCUMENT))
def test_every_option_of_policy_document(number: int) -> None:
    for wrong in dealt(DOCUMENT, number, rounds=14):
        try_document(wrong)


@pytest.mark.parametrize("number", range(len(TEMPLATE)), ids=map(str, TEMPLATE))
def test_every_option_of_access_template(number: int) -> None:
    for wrong in dealt(TEMPLATE, number, rounds=14):
        try_offline("access_template", wrong)


@settings(max_examples=30)
@given(wrong=changes(ACCESS, most=1))
def test_made_up_values_in_access(account: Bench, start: Any, wrong: tuple[Change, ...]) -> None:
    try_access(account, start, *wrong)


@settings(max_examples=30)
@given(wrong=changes(ACCESS, most=4))
def test_several_wrong_options_of_access(account: Bench, start: Any, wrong: tuple[Change, ...]) -> None:
    try_access(account, start, *wrong)


@settings(max_examples=40)
@given(wrong=changes(DOCUMENT, most=4))
def test_made_up_values_in_policy_document(wrong: tuple[Change, ...]) -> None:
    try_document(*wrong)


@settings(max_examples=15)
@given(wrong=st.one_of(st.none(), changes(ACCESS, most=2)))
def test_no_secret_in_any_result(account: Bench, wrong: tuple[Change, ...] | None) -> None:
    secret = [name for name, item in aws_argument_spec().items() if item.get("no_log")]
    assert {"secret_key", "session_token"} <= set(secret)
    environment = account.account.environment
    values = {name: environment[f"AWS_{name.upper().replace('SECRET_KEY', 'SECRET_ACCESS_KEY')}"] for name in secret}
    params = filled(with_changes(BASES["access"], wrong or ()), account.account_id)
    key = {"access_key": environment["AWS_ACCESS_KEY_ID"]}
    outcome = account.run(**{**params, **key, **values}, check=True)
    assert not [value for value in values.values() if value in str(outcome.result)]


# Variables of the role, and what the message has to name.
ROLE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"a2c_iam_users": [{"name": "a b"}]}, "a2c_iam_users[0].name"),
    ({"a2c_iam_users": [{"name": "ada"}, {"name": "ADA"}]}, "a2c_iam_users[1].name"),
    ({"a2c_iam_users": [{"name": "ada", "role": "lead"}]}, "a2c_iam_users"),
    ({"a2c_iam_account_id": "12"}, "a2c_iam_account_id"),
    ({"a2c_iam_path": "app2container"}, "a2c_iam_path"),
    ({"a2c_iam_tags": {"aws:owner": "ada"}}, "a2c_iam_tags"),
    ({"a2c_iam_components": ["everything"]}, "a2c_iam_components"),
    ({"a2c_iam_policy_byo_vpc": "perhaps"}, "a2c_iam_policy_byo_vpc"),
    ({"a2c_iam_policy_deploy_targets": []}, "a2c_iam_policy_deploy_targets"),
    ({"a2c_iam_policy_regions": ["nowhere"]}, "a2c_iam_policy_regions[0]"),
    ({"a2c_iam_policy_artifact_buckets": [{"name": "<bucket>"}]}, "a2c_iam_policy_artifact_buckets[0].name"),
    ({"a2c_iam_worker_permissions_boundary": "arn:aws:iam::aws:role/x"}, "a2c_iam_worker_permissions_boundary"),
    ({"a2c_iam_components": ["deployer"], "a2c_iam_deployer_kind": "role"}, "a2c_iam_deployer_trusted_principals"),
    ({"a2c_iam_group_name": "{{ not_defined_anywhere }}"}, "not_defined_anywhere"),
)


def block(variables: dict[str, Any]) -> dict[str, Any]:
    """Return tasks that run the role with these variables, and show how it failed."""
    role = {"name": "fleetops.app2container.a2c_iam"}
    valid = {"a2c_iam_policy_deploy_targets": ["ecs"]}
    told = {"msg": "{{ ansible_failed_result.msg }} {{ ansible_failed_result.argument_errors | default('') }}"}
    return {
        "block": [{"ansible.builtin.include_role": role, "vars": {**valid, **variables}}],
        "rescue": [{"name": "Show the failure", "ansible.builtin.debug": told}],
    }


@pytest.mark.thorough
def test_wrong_variables_of_the_role(aws: Account, tmp_path: Path) -> None:
    before = contents(aws)
    tried = some(ROLE, every=4)
    tasks = [block(variables) for variables, _named in tried]
    playbook = tmp_path / "play.yml"
    playbook.write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    result = run_playbook(playbook, env=aws.environment)
    messages = [task.result["msg"] for task in result.named("Show the failure")]
    assert len(messages) == len(tried), messages
    for (variables, named), message in zip(tried, messages, strict=True):
        assert named in message, (variables, message)
        assert "Traceback" not in message
    assert contents(aws) == before
