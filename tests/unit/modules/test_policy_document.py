# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module policy_document, and the documentation fragment that it shares with the access module."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.doc_fragments.policy import ModuleDocFragment
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build, findings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import (
    command_coverage,
    coverage_findings,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import policy_argument_spec
from ansible_collections.fleetops.app2container.plugins.modules import policy_document
from tests.support.inputs.documented import options_in, spec_of, without
from tests.support.runs.modules import run_module
from tests.unit.policy.policy_making import ACCOUNT, REGION, make

INFOS = {"container-instance-action", "permissions-management"}
PARAMS = {"account_id": ACCOUNT, "deploy_targets": ["ecs"], "regions": [REGION]}


def run(environment: dict[str, str] | None = None, **params: Any) -> Any:
    return run_module("policy_document", {**PARAMS, **params}, environment=environment or {})


def test_result() -> None:
    options = make(style="documented", byo_vpc=True)
    (document,) = build(options)
    returned = dict(run(style="documented", byo_vpc=True).result)
    returned.pop("invocation", None)  # ansible-core's own, up to 2.20
    found = (*findings(options, [document]), *coverage_findings(options, [document]))
    assert len(returned.pop("warnings")) == len({finding.id for finding in found} - INFOS)
    assert returned == {
        "changed": False,
        "summary": [
            f"Policy for account {ACCOUNT}: App2ContainerGeneral ({document.size} characters).",
            "Findings: 14 errors and 4 warnings, see the warnings.",
        ],
        "policies": [
            {
                "name": "App2ContainerGeneral",
                "document": document.to_json(),
                "json": document.text,
                "size": document.size,
            }
        ],
        "catalogue": CATALOGUE.to_json(),
        "valid_until": None,
        "findings": [finding.to_json() for finding in found],
        "commands": command_coverage(options, [document]),
    }


def test_check_mode_is_the_same() -> None:
    assert run_module("policy_document", PARAMS, check=True).result == run_module("policy_document", PARAMS).result


def test_several_documents_are_numbered() -> None:
    buckets = [{"name": f"artifacts-of-team-{number:03}"} for number in range(70)]
    policies = run(artifact_buckets=buckets, name="Team")["policies"]
    assert [policy["name"] for policy in policies] == ["Team", "Team-2"]
    assert all(json.loads(policy["json"]) == policy["document"] for policy in policies)


@pytest.mark.parametrize(
    ("params", "environment", "region"),
    [
        ({"regions": ["eu-west-2"]}, {"AWS_REGION": "us-east-1"}, "eu-west-2"),
        ({"regions": None}, {"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-west-2"}, "us-east-1"),
        ({"regions": None}, {"AWS_DEFAULT_REGION": "us-west-2"}, "us-west-2"),
    ],
)
def test_regions(params: dict[str, Any], environment: dict[str, str], region: str) -> None:
    result = run(environment, **params)
    assert f"arn:aws:ecr:{region}:{ACCOUNT}:repository/*" in result["policies"][0]["json"]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        (
            {"regions": None},
            (
                "regions: is not set, and neither the connection nor the environment has a Region, got None; name at"
                " least one Region."
            ),
        ),
        (
            {"account_id": "<account>"},
            "account_id: still has the placeholder '<account>', got '<account>'; write your own value instead.",
        ),
        (
            {"artifact_buckets": [{"name": "one"}, {"name": "Two"}]},
            (
                "artifact_buckets[1].name: cannot be the name of a bucket, got 'Two'; see"
                " https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html."
            ),
        ),
        ({"deploy_targets": []}, "deploy_targets: must not be an empty list, got []; name at least one."),
        ({"region": "eu-west-1"}, None),
    ],
)
def test_errors(params: dict[str, Any], message: str | None) -> None:
    result = run(**params)
    assert result.failed
    assert message is None or result["msg"] == message


def test_no_warnings() -> None:
    """Ansible warns of options that look like secrets and do not say whether they are."""
    every = run(
        secrets=["a2c/*"],
        secrets_kms_key_arns=[],
        ec2_key_pairs=True,
        artifact_buckets=[{"name": "one", "kms_key_arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/x"}],
    )
    assert "warnings" not in every.result


def test_findings_fail_the_module_unless_they_are_accepted() -> None:
    """What the user wrote fails it, once with all places; what the guide wrote never does."""
    statements = [
        {"Sid": f"Mine{number}", "Effect": "Allow", "Action": action, "Resource": "*"}
        for number, action in enumerate(["iam:*", "iam:PassRole", "*"])
    ]
    refused = run(extra_statements=statements)
    assert refused.failed
    assert refused["msg"].startswith("fail_on is error, and there are such findings: Mine2: The statement allows")
    assert "Mine2: The statement allows every action on every resource. Name the actions" in refused["msg"]
    assert refused["msg"].count("[identity-escalation]") == 1
    assert {finding["severity"] for finding in refused["findings"]} == {"error"}
    accepted = run(extra_statements=statements, fail_on="never")
    assert len(accepted["warnings"]) < len(accepted["findings"])
    assert run(extra_statements=statements[1:2], fail_on="warning").failed
    assert not run(style="documented", fail_on="warning").failed


def test_the_defaults_have_no_finding() -> None:
    for targets in (["ecs"], ["eks"], ["apprunner"], ["ecs", "eks", "apprunner"]):
        found = run(deploy_targets=targets)["findings"]
        assert [finding["id"] for finding in found] == (["eks-roles-off"] if "eks" in targets else [])


def test_no_aws_sdk_is_loaded() -> None:
    code = f"import sys, {policy_document.__name__}; print({{'boto3', 'botocore'}} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "set()\n"


def test_fragment_equals_the_spec() -> None:
    documented = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert spec_of(documented) == without(policy_argument_spec(deploy_targets_required=True), "no_log")
    assert list(documented) == list(policy_argument_spec())


def test_access_fragment_equals_the_spec() -> None:
    (option,) = yaml.safe_load(ModuleDocFragment.ACCESS)["options"].values()
    assert option["type"] == "dict"
    assert spec_of(option["suboptions"]) == {
        "name": {"type": "str", "default": "App2ContainerGeneral"},
        **without(policy_argument_spec(), "no_log"),
    }


def test_access_fragment_names_suboptions() -> None:
    texts = [text for option in yaml.safe_load(ModuleDocFragment.ACCESS)["options"].values() for text in [str(option)]]
    assert "O(" in texts[0]
    assert texts[0].count("O(") == texts[0].count("O(policy.")


def test_module_equals_its_documentation() -> None:
    documented = options_in(policy_document.DOCUMENTATION)
    fragment = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert spec_of({**documented, **fragment}) == without(policy_document.argument_spec(), "no_log")


def test_examples_run() -> None:
    for task in yaml.safe_load(policy_document.EXAMPLES):
        if "fleetops.app2container.policy_document" in task:
            assert not run(**{"regions": None, **task["fleetops.app2container.policy_document"]}).failed
