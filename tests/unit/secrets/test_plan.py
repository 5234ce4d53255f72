# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans for secrets, as decision tables and properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.secrets_manager import AWS_KEY
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.findings import FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.model import ExistingSecret
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.plan import SecretsPlan, needs_value, plan
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.spec import RequestedSecrets
from tests.support.secrets import EVERY_KIND, OUR_TAG, STORED, WINDOWS, carried_out, found, leaks, options

NAME = "a2c/win"
HELD = STORED[NAME]
KEY = "alias/mine"
NOTHING = {NAME: ExistingSecret()}
FOREIGN: dict[str, Any] = {"tags": {"owner": "ada"}}


def steps(planned: SecretsPlan) -> list[str]:
    """The changes in few words: the action, and the JSON keys."""
    return [" ".join([change.action, *change.details["json_keys"]]) for change in planned.changes]


def planned(held: Mapping[str, ExistingSecret], secret: Mapping[str, Any] | None = None, **further: Any) -> SecretsPlan:
    return plan(options({**WINDOWS, **(secret or {})}, **further), held)


@pytest.mark.parametrize(
    ("held", "secret", "further", "expected"),
    [
        (NOTHING, {}, {}, ["create username password"]),
        (found(NAME, HELD), {}, {}, []),
        (found(NAME, {**HELD, "password": "other"}), {}, {}, ["update password"]),
        (found(NAME, {"password": HELD["password"]}), {}, {}, ["update username"]),
        (found(NAME, {**HELD, "further": "1"}), {}, {}, ["update further"]),
        (found(NAME, {**HELD, "password": 5}), {}, {}, ["update password"]),
        (found(NAME, "no json"), {}, {}, ["update username password"]),
        (found(NAME, "[1]"), {}, {}, ["update username password"]),
        (found(NAME, None), {}, {}, ["update username password"]),
        (found(NAME, deleted=True), {}, {}, ["restore", "update username password"]),
        (found(NAME, HELD, kms_key_id=KEY), {}, {}, []),
        (found(NAME, HELD), {"kms_key_id": KEY}, {}, ["encrypt"]),
        (found(NAME, HELD, kms_key_id=KEY), {}, {"kms_key_id": ""}, ["encrypt"]),
        (found(NAME, HELD, kms_key_id=KEY), {}, {"kms_key_id": KEY}, []),
        (found(NAME, HELD), {"kms_key_id": ""}, {}, []),
        (found(NAME, HELD, tags={**OUR_TAG, "a": "1"}), {}, {}, []),
        (found(NAME, HELD, tags={**OUR_TAG, "a": "1"}), {"tags": {"a": "1"}}, {}, []),
        (found(NAME, HELD, tags={**OUR_TAG, "a": "1"}), {"tags": {"a": "2"}}, {}, ["tag"]),
        (found(NAME, HELD, tags={**OUR_TAG, "a": "1"}), {"tags": {"b": "2"}}, {}, ["untag", "tag"]),
        (found(NAME, HELD, tags={**OUR_TAG, "a": "1"}), {}, {"tags": {}}, ["untag"]),
        (found(NAME, HELD, tags={**OUR_TAG, "a": "1"}), {}, {"tags": {}, "purge_tags": False}, []),
        (found(NAME, HELD, tags={**OUR_TAG, "app2container:x": "1", "aws:y": "2"}), {}, {"tags": {}}, []),
        (found(NAME, HELD, **FOREIGN), {}, {"adopt": True}, ["tag"]),
        (found(NAME, {}, **FOREIGN), {}, {"adopt": True}, ["tag", "update username password"]),
        (found(NAME, deleted=True, **FOREIGN), {}, {"adopt": True}, ["restore", "tag", "update username password"]),
        (found(NAME, HELD), {"state": "absent"}, {}, ["delete"]),
        (found(NAME, HELD), {}, {"state": "absent"}, ["delete"]),
        (found(NAME, HELD, **FOREIGN), {}, {"state": "absent", "adopt": True}, ["delete"]),
        (found(NAME, deleted=True), {}, {"state": "absent"}, []),
        (found(NAME, deleted=True, **FOREIGN), {}, {"state": "absent"}, []),
        (NOTHING, {}, {"state": "absent"}, []),
    ],
)
def test_changes(held: Any, secret: Any, further: Any, expected: list[str]) -> None:
    assert steps(planned(held, secret, **further)) == expected


@pytest.mark.parametrize(
    ("attributes", "further", "reason"),
    [
        (FOREIGN, {}, "exists and is not managed by this collection; set adopt: true"),
        (FOREIGN, {"state": "absent"}, "exists and is not managed by this collection; set adopt: true"),
        ({**FOREIGN, "deleted": True}, {}, "exists and is not managed by this collection"),
        ({"tags": {"app2container:managed-by": "somebody"}}, {}, "is not managed by this collection"),
        ({"replica_of": "eu-west-2"}, {"adopt": True}, "is a replica of the one in eu-west-2"),
        ({"owner": "rds"}, {"adopt": True}, "belongs to the AWS service rds"),
        ({"replicas": ("eu-west-2",)}, {"state": "absent"}, "has replicas in eu-west-2"),
    ],
)
def test_conflicts(attributes: Any, further: Any, reason: str) -> None:
    desired = options(WINDOWS, **further)
    held = found(NAME, HELD, **attributes)
    assert not needs_value(desired, desired.secrets[0], held[NAME].secret)
    with pytest.raises(ConflictError, match=reason) as failure:
        plan(desired, held)
    assert str(failure.value).endswith(". Nothing has been changed.")


def test_a_conflict_names_all_secrets() -> None:
    held = {**found(NAME, HELD, **FOREIGN), **found("a2c/other", **FOREIGN), **found("a2c/ours")}
    desired = options(WINDOWS, {"name": "other", "state": "absent"}, {"name": "ours", "state": "absent"})
    with pytest.raises(ConflictError) as failure:
        plan(desired, held)
    message = str(failure.value)
    assert "secret a2c/win (" in message
    assert "secret a2c/other (" in message
    assert "a2c/ours" not in message


@pytest.mark.parametrize(
    ("held", "before", "after"),
    [
        (
            NOTHING,
            "",
            {"state": "present", "keys": {"username": "added", "password": "added"}, "tags": OUR_TAG},
        ),
        (
            found(NAME, {"password": "other", "further": ""}),
            {"keys": {"password": "present", "further": "present"}},
            {"keys": {"username": "added", "password": "changed"}},
        ),
        (
            found(NAME, {**HELD, "password": "other"}),
            {"keys": {"username": "unchanged", "password": "present"}},
            {"keys": {"username": "unchanged", "password": "changed"}},
        ),
        (
            found(NAME, deleted=True),
            {"state": "deletion scheduled", "keys": {}},
            {"state": "present", "keys": {"username": "written", "password": "written"}},
        ),
        (found(NAME, HELD, tags={}), {"tags": {}}, {"tags": OUR_TAG}),
    ],
)
def test_diffs(held: Any, before: Any, after: Any) -> None:
    (entry,) = planned(held, adopt=True).diff()
    assert (entry["before"], entry["after"]) == (before, after)
    assert entry["after_header"] == f"secret {NAME}"


def test_a_change_shows_what_it_changes() -> None:
    changes = planned(found(NAME, {"password": "other"}, **FOREIGN), adopt=True).changes
    assert [change.to_json() for change in changes] == [
        {
            "action": "tag",
            "api": "secretsmanager:TagResource",
            "type": "secret",
            "name": NAME,
            "before": {"tags": {"owner": "ada"}},
            "after": {"tags": {"owner": "ada", **OUR_TAG}},
            "json_keys": [],
        },
        {
            "action": "update",
            "api": "secretsmanager:PutSecretValue",
            "type": "secret",
            "name": NAME,
            "before": {"keys": {"password": "present"}},
            "after": {"keys": {"username": "added", "password": "changed"}},
            "json_keys": ["username", "password"],
        },
    ]
    (created,) = planned(NOTHING, {"kms_key_id": KEY}).changes
    assert (created.to_json()["before"], created.to_json()["after"]) == (
        None,
        {
            "state": "present",
            "tags": OUR_TAG,
            "kms_key_id": KEY,
            "keys": {"username": "added", "password": "added"},
        },
    )


@pytest.mark.parametrize(
    ("held", "secret", "ids"),
    [
        (found(NAME, HELD), {}, []),
        (found("a2c/my-secret", HELD), {"name": "my-secret"}, ["secret-name-like-arn"]),
        (found(NAME, deleted=True), {}, ["secret-restored"]),
        (found(NAME, HELD, rotates=True), {}, ["secret-rotates"]),
        (found(NAME, "no json"), {}, ["secret-not-json"]),
        (found(NAME, {**HELD, "further": "1"}), {}, ["secret-keys-removed"]),
        (found(NAME, {**HELD, "further": "1"}, rotates=True), {"state": "absent"}, []),
    ],
)
def test_findings(held: Any, secret: Any, ids: list[str]) -> None:
    told = planned(held, secret).findings
    assert [finding.id for finding in told] == ids
    assert set(ids) <= FINDINGS.keys()
    assert not leaks(str(told))


def test_what_is_listed() -> None:
    kept = planned(found(NAME, HELD)).secrets()
    assert [(row["name"], row["kind"], row["version_id"]) for row in kept] == [(NAME, "windows", "version-1")]
    assert planned(found(NAME, {})).secrets()[0]["version_id"] is None
    assert planned(NOTHING).secrets() == [{"name": NAME, "arn": None, "kind": "windows", "version_id": None}]
    assert planned(found(NAME, HELD), state="absent").secrets() == []


def test_no_value_is_in_any_repr_or_result() -> None:
    held = {name: found(name, {**values, "x": "y"})[name] for name, values in STORED.items()}
    told = plan(options(*EVERY_KIND), held)
    new = plan(options(*EVERY_KIND), {name: ExistingSecret() for name in STORED})
    shown = [(repr(item), item.diff(), [change.to_json() for change in item.changes]) for item in (told, new)]
    assert not leaks(str([shown, held]))


WORDS = st.sampled_from(["", "a", "b"])
TAGS = st.none() | st.dictionaries(st.sampled_from(["team", "stage", "x"]), WORDS, max_size=3)
KEYS = st.sampled_from([None, "", KEY, "alias/other"])
VALUES = st.one_of(
    st.none(),
    st.sampled_from(["no json", "[]", "{}"]),
    st.dictionaries(st.sampled_from(["username", "password", "further"]), WORDS | st.integers(), max_size=3),
)
NAMES = ("a2c/one", "two/x", "a2c/three")


@st.composite
def held_secrets(draw: st.DrawFn) -> dict[str, ExistingSecret]:
    """What an account may hold under the names."""
    held: dict[str, ExistingSecret] = {}
    for name in NAMES:
        if not draw(st.booleans()):
            held[name] = ExistingSecret()
            continue
        tags = draw(TAGS) or {}
        tags |= OUR_TAG if draw(st.booleans()) else {}
        key = draw(st.sampled_from(["", KEY, "alias/other"]))
        held |= found(name, draw(VALUES), tags=tags, kms_key_id=key, deleted=draw(st.booleans()))
    return held


@st.composite
def wishes(draw: st.DrawFn) -> RequestedSecrets:
    """What may be wanted under the names."""
    secrets = [
        {
            "name": name.removeprefix("a2c/"),
            "kind": "windows",
            "username": draw(st.sampled_from(["a", "b"])),
            "password": draw(st.sampled_from(["a", "b"])),
            "state": draw(st.sampled_from(["present", "absent"])),
            "tags": draw(TAGS),
            "kms_key_id": draw(KEYS),
        }
        for name in NAMES
    ]
    return options(*secrets, tags=draw(TAGS), kms_key_id=draw(KEYS), purge_tags=draw(st.booleans()), adopt=True)


@given(desired=wishes(), held=held_secrets())
def test_a_plan_leaves_nothing_to_do(desired: RequestedSecrets, held: dict[str, ExistingSecret]) -> None:
    first = plan(desired, held)
    now = carried_out(held, first.changes)
    again = plan(desired, now)
    assert again.changes == ()
    assert again.diff() == []
    for wanted in desired.secrets:
        secret = now[wanted.name].secret
        assert wanted.present is (secret is not None and not secret.deleted)
        if wanted.present:
            assert now[wanted.name].json_values == wanted.values


@given(desired=wishes(), held=held_secrets(), cut=st.integers(min_value=0, max_value=12))
def test_what_was_interrupted_is_finished(desired: RequestedSecrets, held: dict[str, ExistingSecret], cut: int) -> None:
    partly = carried_out(held, plan(desired, held).changes[:cut])
    now = carried_out(partly, plan(desired, partly).changes)
    assert plan(desired, now).changes == ()


def test_the_key_of_aws_is_named_where_it_replaces_another() -> None:
    (change,) = planned(found(NAME, HELD, kms_key_id=KEY), kms_key_id="").changes
    assert change.params == {"kms_key_id": AWS_KEY}
