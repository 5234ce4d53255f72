# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run tells: findings once each, before anything is written; and a summary of what was done."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.basic import AnsibleModule

from tests.support.emulator.accounts import Account
from tests.support.runs.access import GROUP, POLICY, SMALL_POLICY, WHOLE, WORKER, contents, converge, converged, refused
from tests.support.runs.modules import ModuleResult

RISKY: list[dict[str, Any]] = [
    {"Sid": f"Mine{number}", "Effect": "Allow", "Action": action, "Resource": "*"}
    for number, action in enumerate(["iam:*", "iam:PassRole", "s3:GetObjekt"])
]


def warned(outcome: ModuleResult) -> list[str]:
    """The texts of the warnings; newer versions of ansible-core return them as values."""
    return [item if isinstance(item, str) else item["event"]["msg"] for item in outcome.result.get("warnings", [])]


def test_errors_in_what_the_user_wrote_fail_before_the_first_write(aws: Account) -> None:
    policy = {**SMALL_POLICY, "extra_statements": RISKY}
    message = refused(aws, **{**WHOLE, "policy": policy})
    assert message.startswith("fail_on is error, and there are such findings: ")
    assert message.count("[passrole-any-role]") == 1
    assert message.endswith("Nothing has been changed: correct what they are about, or set fail_on to accept them.")
    assert "s3:GetObjekt" not in message  # a warning only
    assert "s3:GetObjekt" in refused(aws, **{**WHOLE, "policy": policy}, fail_on="warning")


def test_accepted_findings_are_shown_once_each_by_kind(aws: Account) -> None:
    outcome = converged(aws, **{**WHOLE, "policy": {**SMALL_POLICY, "extra_statements": RISKY}}, fail_on="never")
    lines = warned(outcome)
    severe = [finding for finding in outcome["findings"] if finding["severity"] != "info"]
    assert len(lines) == len({finding["id"] for finding in severe}) < len(severe)
    assert all(line.endswith("]") for line in lines)
    counts = [sum(finding["severity"] == name for finding in severe) for name in ("error", "warning")]
    assert outcome["summary"][-1] == f"Findings: {counts[0]} errors and {counts[1]} warnings, see the warnings."


def test_warnings_come_without_a_deprecation_notice(aws: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions of ansible-core from 2.21 deprecate warnings that a module hands to exit_json itself."""
    given: list[dict[str, Any]] = []
    exit_json = AnsibleModule.exit_json

    def record(module: AnsibleModule, **result: Any) -> None:
        given.append(result)
        exit_json(module, **result)

    monkeypatch.setattr(AnsibleModule, "exit_json", record)
    outcome = converged(aws, **{**WHOLE, "policy": {**SMALL_POLICY, "extra_statements": RISKY}}, fail_on="never")
    lines = warned(outcome)
    assert len(lines) == len(set(lines)) > 0
    assert [name for result in given for name in ("warnings", "deprecations") if name in result] == []
    assert "deprecations" not in outcome.result


def test_the_summary_of_a_life(aws: Account) -> None:
    title = f"Access in account {aws.account_id}"
    parts = {key: WHOLE[key] for key in ("policy", "group", "users", "worker")}
    planned, made = converge(aws, check=True, **parts), converge(aws, **parts)
    assert made["summary"] == [
        f"{title}: 11 changes made.",
        f"Created policy {POLICY}.",
        f"Created group {GROUP}.",
        "Created 2 users: ada, grace.",
        f"Created role {WORKER}.",
        f"Created instance profile {WORKER}.",
    ]
    assert planned["summary"][:2] == [f"{title}: 11 changes would be made.", f"Would create policy {POLICY}."]
    assert converge(aws, **parts)["summary"] == [f"{title}: nothing to change."]
    gone = converge(aws, **{**parts, "users": [{"name": "ada", "state": "absent"}, {"name": "linus"}]})
    assert gone["summary"] == [
        f"{title}: 4 changes made.",
        "Created user linus.",
        "Removed user ada.",
        "Findings: 1 warning, see the warnings.",  # grace is left over
    ]
    assert sorted(contents(aws)["users"]) == ["grace", "linus"]


def test_the_defaults_of_a_whole_account_have_no_finding(aws: Account) -> None:
    outcome = converged(aws, **WHOLE)
    assert (outcome["findings"], warned(outcome)) == ([], [])


def test_commands_that_cannot_work_are_told(aws: Account) -> None:
    """What the policy lacks for a command, and what to do; only for what the options ask for."""
    policy = {**SMALL_POLICY, "exclude_actions": ["ecr:Put*"]}
    assert warned(converged(aws, **{**WHOLE, "policy": policy})) == [
        (
            "generate app-deployment: The policy does not allow what the command needs: ecr:PutImage. Remove ecr:Put*"
            " from policy.exclude_actions. [command-not-allowed]"
        )
    ]
    outcome = converged(aws, **{**WHOLE, "policy": {**SMALL_POLICY, "commands": ["remote extract", "extract"]}})
    (told,) = (finding for finding in outcome["findings"] if finding["id"] == "command-not-allowed")
    assert (told["where"], told["severity"]) == ("remote extract", "warning")
    assert told["message"].endswith(" Set policy.remote_workflows to true.")
    assert outcome["summary"][-1] == "Findings: 1 warning, see the warnings."
