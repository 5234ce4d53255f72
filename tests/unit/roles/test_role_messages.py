# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of modules name the variables of the role, and leave English words alone."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_iam import paths_of
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_messages import told, translate
from tests.support.role_options import documented_variables

NAMES = list(documented_variables())


# Each @ stands for the prefix of the role's variables, where the module has none.
@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("access", "@policy.artifact_buckets[0].name: cannot be the name of a bucket, got 'X_'."),
        ("access", "group App2ContainerUsers: was not made by this collection; set @adopt: true to take it over."),
        ("access", "@users[1].name: is listed twice."),
        ("access", "@path: must begin with /, got 'x'."),
        ("access", "group Users lies under /a/: remove it first with @state: absent and @path: /a/."),
        ("access", "@policy.regions: members can be purged; set @users, even to an empty list."),
        (
            "access",
            "@deployer.trust_worker: only a deployer of kind role trusts principals; set @deployer.kind to role.",
        ),
        ("access", "@account_id: the credentials belong to account 1: use others, or correct @account_id."),
        ("access", "@fail_on is error, and there are such findings"),
        ("access_keys", "@store.vault_password, @store.vault_password_file: the store vault_file needs exactly one"),
        ("access_keys", "@store.directory: cannot write /keys; check the directory and its path."),
        ("access_keys", "@max_age_days: must be from 0 to 3"),
        ("remote_secrets", "@secrets[2].username: needs it"),
    ],
)
def test_options_become_variables(module: str, message: str) -> None:
    prefix = {"access": "a2c_iam_", "access_keys": "a2c_iam_access_keys_", "remote_secrets": "a2c_iam_remote_"}[module]
    expected = message.replace("@policy.", "@policy_").replace("@deployer.", "@deployer_").replace("@", prefix)
    assert translate(message.replace("@", ""), paths_of(NAMES, module)) == expected


def test_some_variables_have_a_name_of_their_own() -> None:
    variables = paths_of(NAMES, "access")
    assert translate("group.purge_members: no; see group.name", variables) == (
        "a2c_iam_purge_members: no; see a2c_iam_group_name"
    )
    assert translate("account_id: no", paths_of(NAMES, "access_keys")) == "a2c_iam_account_id: no"


@pytest.mark.parametrize(
    "message",
    [
        "policy App2ContainerGeneral: users of the group lose their path to the worker while the state is unknown.",
        "Would create 2 users: path, tags.",
        "user ada: it is a member of group x.policy_name_of_mine and arn:aws:iam::1:policy/app.json",
        "AccessDenied: iam:CreateUser on arn:aws:iam::123456789012:user/app2container/ada. Nothing has been changed.",
        "SectionForS3Access s3:GetObject: this is documented.",
    ],
)
def test_words_and_names_stay(message: str) -> None:
    assert translate(message, paths_of(NAMES, "access")) == message


def test_a_translated_message_stays_as_it_is() -> None:
    variables = paths_of(NAMES, "access")
    message = translate("policy.regions: set adopt: true or fail_on, users[0].name", variables)
    assert translate(message, variables) == message


def test_all_that_is_told_is_translated() -> None:
    result = {
        "msg": "users[1].recipients: name at least one",
        "warnings": ["users[0].name: exists"],
        "summary": ["users: 1 change made."],
        "findings": [{"id": "x", "severity": "info", "where": "grace_days", "message": "set verify: true"}],
        "changed": False,
    }
    assert told(result, paths_of(NAMES, "access_keys"), ["a2c_iam_users[7]", "a2c_iam_users[9]"]) == {
        "msg": "a2c_iam_users[9].recipients: name at least one",
        "warnings": ["a2c_iam_users[7].name: exists"],
        "summary": ["a2c_iam_access_keys_users: 1 change made."],
        "findings": [
            {
                "id": "x",
                "severity": "info",
                "where": "a2c_iam_access_keys_grace_days",
                "message": "set a2c_iam_access_keys_verify: true",
            }
        ],
        "changed": False,
    }
