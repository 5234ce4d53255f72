# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for nothing: what the module access_check_info is asked, in an account that holds every part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.runs.access import EVERY_PART
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.strict.denials import encoded

Run = Callable[..., ModuleResult]

WHO = "arn:aws:iam::{account}:user/app2container/ada"
DETAILS = {
    "evaluations": [
        {
            "action": "ecr:CreateRepository",
            "evaluatedEffect": "EXPLICIT_DENY",
            "checks": [
                {"checkType": "PRINCIPAL", "evaluatedEffect": "ALLOW"},
                {
                    "checkType": "SERVICE_CONTROL_POLICY",
                    "evaluatedEffect": "EXPLICIT_DENY",
                    "matchedPolicies": [{"uri": "p-example", "matchedStatements": [{"sid": "NoRepositories"}]}],
                },
            ],
        }
    ]
}
CONTENT = {
    "allowed": False,
    "explicitDeny": False,
    "matchedStatements": {"items": []},
    "context": {
        "principal": {"arn": WHO},
        "action": "ec2:RunInstances",
        "resource": "arn:aws:ec2:eu-west-1:{account}:instance/*",
    },
}
WITH_ID = (
    f"User: {WHO} is not authorized to perform: ecr:CreateRepository on resource:"
    " arn:aws:ecr:eu-west-1:{account}:repository/java-shop with an explicit deny. Call the"
    " GetRequestAuthorizationDetails API with the following authorization id: {id}"
)
ENCODED = "You are not authorized to perform this operation. Encoded authorization failure message: {encoded}"

# The options of each scene, with the account and what AWS gives with a denial in braces.
SCENES: Mapping[str, Mapping[str, Any]] = {
    "commands": {
        "principal": "ada",
        "deploy_targets": ["ecs"],
        "commands": ["containerize", "generate app-deployment"],
    },
    "role": {"principal": "App2ContainerWorker", "actions": ["s3:PutObject", "ec2:RunInstances"]},
    "authorization-details": {"error_message": WITH_ID},
    "decoded-message": {"error_message": ENCODED},
}


def params_of(account: Bench, scene: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a scene in an account."""
    content = {
        **CONTENT,
        "context": {
            **CONTENT["context"],  # type: ignore[dict-item]
            "principal": {"arn": WHO.replace("{account}", account.account_id)},
        },
    }
    filled = {"{account}": account.account_id, "{id}": encoded(DETAILS), "{encoded}": encoded(content)}
    params = dict(scene)
    for name, value in filled.items():
        if "error_message" in params:
            params["error_message"] = params["error_message"].replace(name, value)
    return {"regions": ["eu-west-1"], **params}


def prepare(account: Bench, scene: Mapping[str, Any]) -> Run:
    """Fill an account; return what runs the scene."""
    assert not account.run(**EVERY_PART).failed
    account.forget()
    params = params_of(account, scene)
    return lambda **how: account.run(module_name="access_check_info", **params, **how)
