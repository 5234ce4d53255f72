# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every export: each call of the plan is in it, its references lead somewhere, and it has no secret."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._export.run import FORMATS
from tests.support.applied_template import apply_cloudformation, apply_terraform
from tests.support.runs.modules import run_module

ACCOUNT = "111122223333"
IAM = f"arn:aws:iam::{ACCOUNT}"
NAMES = st.sampled_from(["ada", "a.da", "a-da", "a_da", "grace@example.com", "A+b=c,d"])
BOUNDARIES = st.sampled_from([None, f"{IAM}:policy/Boundary", f"{IAM}:policy/app2container/App2ContainerGeneral"])
TRUSTED = st.sampled_from([f"{IAM}:role/Admins", f"{IAM}:user/app2container/ada", "444455556666"])


def given_some(**options: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A part with some of these options; one that is None is left out."""
    return st.fixed_dictionaries({}, optional=options).map(
        lambda part: {name: value for name, value in part.items() if value is not None}
    )


PARTS: dict[str, st.SearchStrategy[Any]] = {
    "policy": st.sampled_from(
        [{"deploy_targets": [target], "regions": ["us-east-1"]} for target in ("ecs", "eks", "apprunner")]
    ),
    "group": given_some(name=st.sampled_from(["Users", "A.b"])),
    "users": st.lists(
        st.tuples(NAMES, given_some(permissions_boundary=BOUNDARIES, tags=st.just({"team": "a"}))),
        max_size=4,
        unique_by=lambda user: user[0],
    ).map(lambda users: [{"name": name, **more} for name, more in users]),
    "general_role": st.builds(
        lambda principal, more: {"trusted_principals": [principal], **more},
        TRUSTED,
        given_some(permissions_boundary=BOUNDARIES, max_session_hours=st.integers(1, 12)),
    ),
    "worker": given_some(ssm=st.booleans(), permissions_boundary=BOUNDARIES),
    "deployer": st.just({}) | st.builds(lambda principal: {"kind": "role", "trusted_principals": [principal]}, TRUSTED),
}
ACCOUNTS = st.fixed_dictionaries({}, optional=PARTS).filter(bool)
APPLY: dict[str, Callable[[Any, Any], object]] = {"cloudformation": apply_cloudformation, "terraform": apply_terraform}


class RecordedIam:
    """Stands in for IAM: counts what is called for which entities."""

    def __init__(self) -> None:
        self.calls: Counter[tuple[str, ...]] = Counter()

    def __getattr__(self, operation: str) -> Any:
        """Return a call."""

        def call(**params: Any) -> dict[str, Any]:
            kind = operation.removeprefix("create_")
            names = {key: value for key, value in params.items() if key.endswith(("Name", "Arn", "Boundary"))}
            self.calls[operation, *sorted(names.values())] += 1
            name = next(iter(names.values()))
            holder = "".join(word.capitalize() for word in kind.split("_"))
            arn = f"{IAM}:{kind.replace('_', '-')}{params.get('Path', '/')}{name}"
            return {holder: {"Arn": arn}}

        return call


@settings(max_examples=25, phases=[Phase.generate])
@given(parts=ACCOUNTS)
def test_every_call_of_the_plan_is_in_every_format(parts: dict[str, Any]) -> None:
    results = {
        name: run_module(
            "access_template", {"format": name, "account_id": ACCOUNT, "fail_on": "never", **parts}, environment={}
        )
        for name in FORMATS
    }
    made = {}
    for name, outcome in results.items():
        assert not outcome.failed, outcome["msg"]
        iam = RecordedIam()
        APPLY[name](iam, json.loads(outcome["text"]))
        made[name] = iam.calls
        assert "AccessKey" not in outcome["text"]
        assert "SecretString" not in outcome["text"]
        assert "LoginProfile" not in outcome["text"]
    assert made["cloudformation"] == made["terraform"]
    calls = made["terraform"]
    access = results["terraform"]["access"]
    for policy in access["policies"]:
        assert calls["create_policy", policy["name"]] == 1
    for name in (user["name"] for user in parts.get("users", ())):
        assert sum(calls[call] for call in calls if call[0] == "create_user" and name in call) == 1
    members = access["group"]["members"] if access["group"] else []
    assert sum(calls[call] for call in calls if call[0] == "add_user_to_group") == len(members)
    for operation, part in (("attach_group_policy", access["group"]), ("attach_role_policy", access["general_role"])):
        for arn in part["attached_policies"] if part else ():
            assert calls[operation, *sorted([part["name"], arn])] == 1
