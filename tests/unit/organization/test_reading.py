# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of an organization, with how many calls, and what errors say."""

from __future__ import annotations

import json

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws import retries
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AwsError
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.answers import Answers
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.model import State
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.reading import (
    read_organization,
    read_tags,
)
from tests.support.emulator.organization import MANAGEMENT, ROOT, FakeOrganization

READERS = ("ListAccounts", "ListRoots", "ListOrganizationalUnitsForParent", "ListAccountsForParent")


def nested(accounts: int = 3, **how: object) -> FakeOrganization:
    """An organization with units three deep, and this number of member accounts over all of them."""
    fake = FakeOrganization(**how)  # type: ignore[arg-type]
    top = fake.unit("Workloads")
    middle = fake.unit("Production", top)
    places = (ROOT, top, middle, fake.unit("Tier 1", middle), fake.unit("Sandbox"))
    for number in range(accounts):
        fake.account(f"{200_000_000_000 + number}", places[number % len(places)], wave=str(number % 3))
    return fake


@pytest.mark.parametrize("state_key", ["State", "Status"])
@pytest.mark.parametrize("empty_pages", [False, True])
def test_paths_and_the_tree_say_the_same(state_key: str, *, empty_pages: bool) -> None:
    """Also with empty pages that are followed by others, and with accounts that have a status only."""
    found = []
    for knows_paths in (True, False):
        fake = nested(53, knows_paths=knows_paths, state_key=state_key, empty_pages=empty_pages)
        with fake.client() as client:
            found.append(read_organization(client).organization())
        assert {*found[-1].accounts} == {*fake.accounts}
    by_path, by_tree = found
    assert by_path == by_tree
    assert by_path.path(by_path.accounts["200000000003"].unit_id) == "Workloads/Production/Tier 1"
    assert by_path.accounts[MANAGEMENT].is_management


@pytest.mark.parametrize("knows_paths", [True, False])
def test_calls_are_few(*, knows_paths: bool) -> None:
    """Twenty accounts a call, and one call or two for each of the 4 units and the root."""
    fake = nested(399, knows_paths=knows_paths)
    with fake.client() as client:
        read_organization(client)
    pages = 400 / 20
    assert fake.calls["ListAccounts"] == (pages if knows_paths else 1)
    assert fake.calls["ListAccountsForParent"] <= (0 if knows_paths else pages + 5)
    assert (fake.calls["ListRoots"], fake.calls["ListOrganizationalUnitsForParent"]) == (1, 5)
    assert fake.calls["ListTagsForResource"] == 0


def test_tags_cost_a_call_for_each_account() -> None:
    fake = nested(10)
    asked = [*fake.accounts][1:]
    with fake.client() as client:
        assert read_tags(client, asked) == {account_id: fake.tags[account_id] for account_id in asked}
    assert fake.calls == {"ListTagsForResource": len(asked)}


@pytest.mark.parametrize("action", READERS)
def test_what_is_throttled_is_tried_again(action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    monkeypatch.setattr("botocore.retries.bucket.TokenBucket.acquire", lambda *_args, **_kwargs: True)
    fake = nested(30, knows_paths=action != "ListAccountsForParent")
    fake.throttled[action] = 3
    with fake.client() as client:
        assert len(read_organization(client).accounts) == 31
    fake.throttled[action] = retries.MAX_ATTEMPTS
    with fake.client() as client, pytest.raises(AwsError, match=r"AWS still throttled the request after all retries"):
        read_organization(client)


def test_calls_adapt_to_the_rate_of_the_service() -> None:
    """With other retries, eight calls at the same time for thousands of tags would fail at AWS's usual rates."""
    with FakeOrganization().client() as client:
        assert client.meta.config.retries == {"mode": "adaptive", "total_max_attempts": retries.MAX_ATTEMPTS}


WHAT = {
    "ListAccounts": "list the accounts of the organization",
    "ListRoots": "find the root of the organization",
    "ListOrganizationalUnitsForParent": f"list the organizational units in {ROOT}",
    "ListAccountsForParent": f"list the accounts in {ROOT}",
}


@pytest.mark.parametrize("action", READERS)
def test_a_denial_names_the_permission_and_who_has_it(action: str) -> None:
    fake = nested(knows_paths=False, fails={action: "AccessDeniedException"})
    with fake.client() as client, pytest.raises(AwsError) as caught:
        read_organization(client)
    assert str(caught.value) == (
        f"Cannot {WHAT[action]}: access denied to organizations:{action} (You don't have permissions to access this"
        f" resource): allow the caller organizations:{action}, see docs/permissions.md of the collection. Only the"
        " management account of an organization, and accounts to which it has delegated this, can read the"
        " organization."
    )
    assert fake.calls[action] == 1


def test_denied_tags_name_the_account() -> None:
    fake = nested(fails={"ListTagsForResource": "AccessDeniedException"})
    with (
        fake.client() as client,
        pytest.raises(AwsError, match=f"Cannot read the tags of account {MANAGEMENT}: .* organizations:ListTags"),
    ):
        read_tags(client, [MANAGEMENT])


def test_an_account_outside_of_organizations_says_so() -> None:
    fake = FakeOrganization(fails={"ListAccounts": "AWSOrganizationsNotInUseException"})
    with fake.client() as client, pytest.raises(AwsError, match="the account belongs to no organization"):
        read_organization(client)


def test_a_cache_holds_all_that_was_read() -> None:
    fake = nested(25, knows_paths=False)
    with fake.client() as client:
        answers = read_organization(client)
        answers = answers.with_tags(read_tags(client, fake.accounts))
    cached = Answers.from_cache(json.loads(json.dumps(answers.to_cache())))
    assert cached.organization() == answers.organization()


ACCOUNT = {"Id": MANAGEMENT, "Arn": f"arn:aws:organizations::{MANAGEMENT}:account/o-x/{MANAGEMENT}", "Name": "a"}
UNITS = ({"Id": ROOT, "Name": "Root", "ParentId": ""},)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"State": "ACTIVE", "Status": "SUSPENDED"}, State.ACTIVE),
        ({"State": "PENDING_ACTIVATION", "Status": "ACTIVE"}, State.PENDING_ACTIVATION),
        ({"Status": "SUSPENDED"}, State.SUSPENDED),
        ({"State": "", "Status": "ACTIVE"}, State.ACTIVE),
        ({"State": "CLOSED"}, State.CLOSED),
    ],
)
def test_the_state_comes_before_the_status(states: dict[str, str], expected: State) -> None:
    answers = Answers(accounts=[{**ACCOUNT, **states}], units=UNITS, parents={MANAGEMENT: ROOT})
    assert answers.organization().accounts[MANAGEMENT].state is expected


@pytest.mark.parametrize(
    ("account", "message"),
    [
        ({}, r"has neither State nor Status, .*: use boto3 1\.40\.27 or newer"),
        ({"State": "MELTED"}, "has the state 'MELTED', which is none of PENDING_ACTIVATION, ACTIVE"),
        ({"State": "ACTIVE", "Paths": ["o-x/r-root/ou-gone/1/"]}, "lies in ou-gone, which was not found .* run again"),
    ],
)
def test_what_is_not_known_is_no_guess(account: dict[str, object], message: str) -> None:
    answers = Answers(accounts=[{**ACCOUNT, **account}], units=UNITS, parents={MANAGEMENT: ROOT})
    with pytest.raises(App2ContainerError, match=message):
        answers.organization()
