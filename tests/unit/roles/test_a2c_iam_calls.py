# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role a2c_iam makes of its variables: the options of its modules, the users with keys, and findings."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_iam import (
    calls,
    findings,
    option_of,
    problems,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._key_slices import SLICE
from tests.support.role_options import documented_variables

NO_DEFAULTS: dict[str, dict[str, Any]] = {
    "access": {},
    "access_keys": {},
    "artifact_bucket": {},
    "remote_secrets": {},
}
ALL = ["group", "users", "worker", "deployer"]


def called(defaults: dict[str, dict[str, Any]] | None = None, **variables: Any) -> dict[str, Any]:
    """Return the calls for variables, which are named without the prefix of the role."""
    given = {f"a2c_iam_{name}": value for name, value in variables.items()}
    return calls(documented_variables(), given, {**NO_DEFAULTS, **(defaults or {})})


def key_users(**variables: Any) -> list[str]:
    """Return the names of the users that get a key."""
    found = called(access_keys_enabled=True, **variables)
    return [user["name"] for part in found["key_users"] for user in part["users"]]


def removed(**variables: Any) -> list[str]:
    """Return the names of the users that lose their keys."""
    return [user["name"] for user in called(access_keys_enabled=True, **variables)["removed_keys"]]


@pytest.mark.parametrize(
    ("variable", "option"),
    [
        ("a2c_iam_path", ("access", "path")),
        ("a2c_iam_policy_style", ("access", "policy.style")),
        ("a2c_iam_general_role_name", ("access", "general_role.name")),
        ("a2c_iam_worker_rolesanywhere", ("access", "worker.rolesanywhere")),
        ("a2c_iam_purge_members", ("access", "group.purge_members")),
        ("a2c_iam_purge_tags", ("access", "purge_tags")),
        ("a2c_iam_access_keys_grace_days", ("access_keys", "grace_days")),
        ("a2c_iam_remote_secrets", ("remote_secrets", "secrets")),
        ("a2c_iam_artifact_bucket_kms_key_arn", ("artifact_bucket", "kms_key_arn")),
        ("a2c_iam_policy_artifact_buckets", ("access", "policy.artifact_buckets")),
        ("a2c_iam_components", ("", "components")),
    ],
)
def test_each_variable_sets_one_option(variable: str, option: tuple[str, str]) -> None:
    assert option_of(variable) == option


def test_what_is_not_set_is_not_passed() -> None:
    found = called()
    assert found["access"] == {
        "policy": {"deploy_targets": []},
        "group": {"manage": True},
        "general_role": None,
        "worker": {},
        "deployer": None,
        "users": [],
    }
    assert (found["artifact_bucket"], found["has_bucket"]) == ({}, False)
    assert (found["remote_secrets"], found["access_keys"], found["has_secrets"]) == ({}, {}, False)
    assert found["secret_kinds"] == {}
    assert (found["key_users"], found["removed_keys"], found["store"]) == ([], [], {"kind": "secretsmanager"})


@pytest.mark.parametrize(
    ("variables", "several"),
    [
        ({}, False),
        ({"users": [{"name": "ada"}]}, False),
        ({"users": [{"name": "ada"}], "access_keys_enabled": True}, True),
        ({"users": [{"name": "ada"}], "access_keys_enabled": True, "state": "absent"}, True),
        ({"users": [], "access_keys_enabled": True}, False),
        ({"remote_secrets": [{"name": "web", "state": "absent"}]}, True),
        ({"components": ["policy", "artifact_bucket"]}, True),
    ],
)
def test_a_run_that_needs_more_modules_than_access_says_so(variables: dict[str, Any], several: object) -> None:
    assert called(**variables)["several"] is several


def test_a_run_leaves_the_bucket_alone_if_it_is_told_to() -> None:
    variables = {"a2c_iam_components": ["policy", "artifact_bucket"]}
    found = calls(documented_variables(), variables, NO_DEFAULTS, leaves_bucket=True)
    assert (found["has_bucket"], found["several"]) == (False, False)


def test_the_kinds_of_secrets_that_are_to_be_present() -> None:
    removed_one = {"name": "old", "kind": "azure", "state": "absent"}
    secrets = [{"name": "web", "kind": "linux", "private_key": "x"}, removed_one]
    assert called(remote_secrets=secrets)["secret_kinds"] == {"web": "linux"}
    assert called(remote_secrets=secrets, state="absent")["secret_kinds"] == {}


def test_a_part_of_module_defaults_keeps_what_no_variable_sets() -> None:
    defaults = {"access": {"policy": {"style": "minimal", "name": "P"}, "users": [{"name": "ada"}], "deployer": {}}}
    found = called(defaults, policy_name="Q")["access"]
    assert found["policy"] == {"style": "minimal", "name": "Q", "deploy_targets": []}
    assert found["users"] == [{"name": "ada"}]
    assert found["deployer"] is None  # no component of the run


def test_a_store_of_module_defaults_is_left_to_them() -> None:
    assert called({"access_keys": {"store": {"kind": "age_file"}}})["store"] is None
    assert called(access_keys_store={"kind": "age_file"})["store"] is None


USERS = [{"name": "ada"}, {"name": "grace", "state": "absent"}]


@pytest.mark.parametrize(
    ("variables", "present", "absent"),
    [
        ({"users": USERS}, ["ada"], ["grace"]),
        ({"users": USERS, "components": ALL}, ["ada", "App2ContainerDeployer"], ["grace"]),
        ({"users": USERS, "components": ALL, "deployer_kind": "role"}, ["ada"], ["grace"]),
        ({"users": USERS, "components": ["worker"]}, [], []),
        ({"users": USERS, "components": ["worker", "group"], "access_keys_users": [{"name": "ada"}]}, [], []),
        ({"users": USERS, "access_keys_users": [{"name": "linus"}, {"name": "grace"}]}, ["linus"], ["grace"]),
        ({"users": USERS, "components": ["deployer"]}, ["App2ContainerDeployer"], []),
        ({"users": USERS, "state": "absent"}, [], ["ada", "grace"]),
        (
            {"users": USERS, "state": "absent", "access_keys_users": [{"name": "linus"}, {"name": "ada"}]},
            [],
            ["ada", "grace", "linus"],
        ),
        ({}, [], []),
    ],
)
def test_who_gets_and_who_loses_a_key(variables: dict[str, Any], present: list[str], absent: list[str]) -> None:
    assert (key_users(**variables), removed(**variables)) == (present, absent)


def test_no_keys_are_managed_by_default() -> None:
    assert (called(users=USERS)["key_users"], called(users=USERS)["removed_keys"]) == ([], [])


def labels(number: int) -> list[str]:
    """Return the labels of the slices for this many users."""
    users = [{"name": f"user-{at}"} for at in range(number)]
    return [part["label"] for part in called(access_keys_enabled=True, users=users)["key_users"]]


def test_many_users_get_their_keys_in_slices_that_say_how_far_the_run_is() -> None:
    assert labels(1) == ["1 user"]
    assert labels(SLICE) == [f"{SLICE} users"]
    assert labels(SLICE + 1) == [
        f"users 1 to {SLICE} of {SLICE + 1}",
        f"users {SLICE + 1} to {SLICE + 1} of {SLICE + 1}",
    ]
    assert len(labels(500)) == 10


def test_a_slice_knows_where_the_variables_name_its_users() -> None:
    (part,) = called(access_keys_enabled=True, components=ALL, users=[*reversed(USERS)])["key_users"]
    assert part["places"] == ["a2c_iam_users[1]", "a2c_iam_deployer_name"]
    (part,) = called(access_keys_enabled=True, access_keys_users=[{"name": "ada"}])["key_users"]
    assert part["places"] == ["a2c_iam_access_keys_users[0]"]


def finding_ids(
    secrets: list[dict[str, Any]], policy: dict[str, Any] | None, **variables: Any
) -> list[tuple[str, str]]:
    """Return the findings on secrets and a policy: where, and what to set."""
    given = {"a2c_iam_remote_secrets": secrets, **{f"a2c_iam_{name}": value for name, value in variables.items()}}
    found = findings(given, {"policy": policy})
    assert {item.id for item in found} <= {"secret-not-granted"}
    return [(item.where, item.message.partition("Set ")[2].partition(" for ")[0]) for item in found]


@pytest.mark.parametrize(
    ("kind", "granting", "remedy"),
    [
        ("linux", {"remote_workflows": True}, "a2c_iam_policy_remote_workflows to true"),
        ("gmsa", {"remote_workflows": True}, "a2c_iam_policy_remote_workflows to true"),
        ("jenkins_git", {"pipeline": "jenkins"}, "a2c_iam_policy_pipeline to jenkins"),
        ("azure", {"pipeline": "azure_devops"}, "a2c_iam_policy_pipeline to azure_devops"),
    ],
)
def test_a_secret_that_the_policy_does_not_grant_is_told(kind: str, granting: dict[str, Any], remedy: str) -> None:
    secrets = [{"name": "gone", "state": "absent"}, {"name": "a", "kind": kind}]
    assert finding_ids(secrets, {}) == [("a2c_iam_remote_secrets[1]", remedy)]
    assert finding_ids(secrets, granting) == []
    assert finding_ids(secrets, None) == []  # no component of the run has a policy
    assert finding_ids(secrets, {}, state="absent") == []


BUCKET = {"a2c_iam_components": ["artifact_bucket"], "a2c_iam_artifact_bucket_name": "artifacts"}


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (None, False),  # the policy of the run covers it then
        ([], False),
        ([{"name": "artifacts"}], False),
        ([{"name": "arn:aws:s3:::artifacts"}], False),
        ([{"name": "others"}], True),
    ],
)
def test_a_bucket_that_the_policy_does_not_grant_is_told(named: list[dict[str, str]] | None, *, told: bool) -> None:
    policy = {} if named is None else {"artifact_buckets": named}
    found = findings(BUCKET, {"policy": policy})
    assert [(item.id, item.where) for item in found] == [("bucket-not-granted", "a2c_iam_artifact_bucket_name")] * told
    assert findings({**BUCKET, "a2c_iam_state": "absent"}, {"policy": policy}) == []
    assert findings({**BUCKET, "a2c_iam_components": ["group"]}, {"policy": policy}) == []


def test_the_policy_covers_the_secrets_and_the_bucket_of_the_run() -> None:
    key = {"a2c_iam_artifact_bucket_kms_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/k"}
    secrets = {"a2c_iam_remote_secrets": [{"name": "linux"}, {"name": "gone", "state": "absent"}]}
    spec = documented_variables()
    assert calls(spec, {}, NO_DEFAULTS)["covered"] == {}
    assert calls(spec, {**BUCKET, "a2c_iam_components": ["group"]}, NO_DEFAULTS)["covered"] == {}
    assert calls(spec, {**BUCKET, **key, **secrets}, NO_DEFAULTS)["covered"] == {
        "secrets": ["a2c/linux"],
        "artifact_buckets": [{"name": "artifacts", "kms_key_arn": key["a2c_iam_artifact_bucket_kms_key_arn"]}],
    }


def test_the_component_needs_the_name_of_its_bucket() -> None:
    assert problems(BUCKET, NO_DEFAULTS) == []
    nameless = {"a2c_iam_components": ["artifact_bucket"]}
    assert problems({}, NO_DEFAULTS) == []
    assert problems(nameless, {**NO_DEFAULTS, "artifact_bucket": {"name": "artifacts"}}) == []
    (told,) = problems(nameless, NO_DEFAULTS)
    assert told == (
        "a2c_iam_artifact_bucket_name: is required for the component artifact_bucket, got None; set it to the name of"
        " the bucket, for example a2c-artifacts-123456789012."
    )
