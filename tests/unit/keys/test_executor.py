# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that make the changes to keys, in their order, and what another run at the same time leads to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.execute import PartialFailureError
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.executor import KeyExecutor
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import (
    Key,
    NewKey,
    RotationSettings,
    StoredKeys,
    UserKeys,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.plan import plan_keys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import Previous, Record
from tests.support.answers import FakeIam, client_error, connection

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OLD, NEW, OTHER = "AKIAOLDOLDOLDOLDOLD1", "AKIANEWNEWNEWNEWNEW2", "AKIAOTHEROTHEROTHER3"
SECRET = "the secret of the new key"
AT_ONCE = RotationSettings(max_age=timedelta(0), grace=timedelta(0), delete_after=timedelta(0))


class Account(FakeIam):
    """An account that answers what it holds: the record, and the keys of ada as one listing after the other."""

    def __init__(self, *listings: tuple[str, ...], record: str = "", **answers: Any) -> None:
        self._listings: Iterator[tuple[str, ...]] = iter(listings)
        super().__init__(
            get_user={"User": {"Tags": [{"Key": "app2container:access-key", "Value": record}] if record else []}},
            list_access_keys=lambda **_params: self._listed(),
            create_access_key={"AccessKey": {"AccessKeyId": NEW, "SecretAccessKey": SECRET}},
            **answers,
        )

    def _listed(self) -> Any:
        keys = next(self._listings)
        return {"AccessKeyMetadata": [{"AccessKeyId": key, "Status": "Active", "CreateDate": NOW} for key in keys]}


class FakeStore:
    """A store that keeps what it is asked for, among the calls of the account."""

    def __init__(self, account: Account) -> None:
        self._calls = account.calls

    def inspect(self, user: str) -> StoredKeys:
        """Not needed here."""
        raise NotImplementedError(user)

    location = inspect

    def prepare(self, user: str) -> None:
        self._calls.append(("prepare", {"user": user}))

    def write(self, key: NewKey) -> None:
        self._calls.append(("write", {"key_id": key.key_id, "secret": key.secret}))

    def discard(self, user: str) -> None:
        self._calls.append(("discard", {"user": user}))


def ada(*keys: str, record: Record | None = None) -> UserKeys:
    found = tuple(Key(key_id=key, active=True, created=NOW - timedelta(days=9)) for key in keys)
    record = record or Record(current=keys[0] if keys else "")
    return UserKeys(user="ada", keys=found, record=record, stored=StoredKeys(key_ids=frozenset(keys)))


def execute(account: Account, user: UserKeys, settings: RotationSettings, hidden: list[str] | None = None) -> list[str]:
    """Carry out the plan; return the names of the calls that do not only read."""
    store: Any = FakeStore(account)
    hide = ([] if hidden is None else hidden).append
    executor = KeyExecutor(connection=connection(account), store=store, verify_seconds=0, hide=hide)
    executor.execute(plan_keys(settings, [user], NOW))
    return writes(account)


def writes(account: Account) -> list[str]:
    return [name for name, _params in account.calls if not name.startswith(("get", "list"))]


def records(account: Account) -> list[str]:
    """The values that the tag has had."""
    tagged = [params["Tags"][0]["Value"] for name, params in account.calls if name == "tag_user"]
    return [value.partition(" intent=")[0].partition("intent=")[0] for value in tagged]


def failure(account: Account, user: UserKeys) -> str:
    with pytest.raises(PartialFailureError) as failed:
        execute(account, user, RotationSettings(max_age=timedelta(0)))
    ((change, error),) = failed.value.failed
    assert change.action == "issue"
    return str(error)


def test_a_first_key() -> None:
    account, hidden = Account((NEW,), (NEW,)), list[str]()
    assert execute(account, ada(), RotationSettings(), hidden) == [
        "prepare",
        "tag_user",
        "create_access_key",
        "write",
        "tag_user",
    ]
    assert records(account) == ["", f"current={NEW}"]
    assert ("write", {"key_id": NEW, "secret": SECRET}) in account.calls
    assert hidden == [SECRET]


def test_a_rotation_at_once() -> None:
    account = Account((OLD, NEW), (OLD, NEW), record=f"current={OLD}")
    assert execute(account, ada(OLD), AT_ONCE) == [
        "prepare",
        "tag_user",
        "create_access_key",
        "write",
        "tag_user",
        "update_access_key",
        "tag_user",
        "delete_access_key",
        "tag_user",
    ]
    since = "2026-11-24T12:00:00Z"
    previous = f"current={NEW} previous={OLD}/{since}"
    assert records(account) == [f"current={OLD}", previous, f"{previous}/{since}", f"current={NEW}"]


def test_absent() -> None:
    account = Account(delete_access_key=client_error("NoSuchEntity"))  # another run has deleted the key
    assert execute(account, ada(OLD), RotationSettings(present=False)) == [
        "delete_access_key",
        "discard",
        "untag_user",
    ]


def test_a_record_that_another_run_has_changed_stops_before_a_key_is_created() -> None:
    account = Account(record=f"current={OTHER}")
    message = failure(account, ada(OLD))
    assert message.startswith(f"user ada: the tag app2container:access-key has changed to 'current={OTHER}'")
    assert writes(account) == ["prepare"]


@pytest.mark.parametrize(
    ("listings", "done"),
    [
        ([(OLD, NEW, OTHER)], ["create_access_key", "delete_access_key"]),
        ([(OLD, NEW), (OLD, NEW, OTHER)], ["create_access_key", "write", "delete_access_key"]),
    ],
    ids=["before the delivery", "during the delivery"],
)
def test_a_key_of_another_run_takes_back_the_new_key(listings: list[tuple[str, ...]], done: list[str]) -> None:
    account = Account(*listings, record=f"current={OLD}")
    assert failure(account, ada(OLD)).startswith(f"user ada: while access key {NEW} was created, {OTHER} appeared too")
    assert writes(account) == ["prepare", "tag_user", *done]
    deleted = [params["AccessKeyId"] for name, params in account.calls if name == "delete_access_key"]
    assert deleted == [NEW]


def test_a_key_that_was_just_deleted_may_still_be_listed() -> None:
    record = Record(current=OLD, previous=Previous(key_id=OTHER, since=NOW, deactivated=NOW))
    user = ada(OLD, OTHER, record=record)
    inactive = tuple(Key(key_id=key.key_id, active=key.key_id != OTHER, created=key.created) for key in user.keys)
    user = UserKeys(user="ada", keys=inactive, record=record, stored=StoredKeys(key_ids=frozenset({OLD})))
    account = Account((OLD, OTHER, NEW), (OLD, OTHER, NEW), record=record.text)
    execute(account, user, RotationSettings(max_age=timedelta(0), delete_after=timedelta(0)))
    deleted = [params["AccessKeyId"] for name, params in account.calls if name == "delete_access_key"]
    assert deleted == [OTHER]
    assert records(account)[-1].startswith(f"current={NEW} previous={OLD}/")


def test_a_failure_after_the_creation_takes_back_the_new_key() -> None:
    account = Account((OLD, NEW), record=f"current={OLD}", delete_access_key=client_error("ServiceFailure"))
    account.answers["list_access_keys"] = client_error("AccessDenied")
    assert "list the access keys of user ada" in failure(account, ada(OLD))
    assert writes(account)[-1] == "delete_access_key"
