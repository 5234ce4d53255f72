# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module access_keys: its documentation agrees with its options and results, and it fails where it has to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.modules import access_keys
from tests.support.inputs.documented import options_in, spec_of, without
from tests.support.key_stores import PASSWORD, AgeFiles, VaultFiles
from tests.support.scenarios.bench import Bench, bench

RETURNED: dict[str, Any] = yaml.safe_load(access_keys.RETURN)
CHECK = pytest.mark.parametrize("check", [True, False], ids=["check", "real"])


@pytest.fixture
def account() -> Iterator[Bench]:
    """Give an account with two users."""
    with bench() as here:
        for name in ("ada", "grace"):
            here.iam.create_user(UserName=name)
        yield here


def run(account: Bench, store: AgeFiles | VaultFiles, *, check: bool = False, **params: Any) -> Any:
    """Run the module for both users."""
    wanted: dict[str, Any] = {"users": store.users("ada", "grace"), "store": store.options, **params}
    account.forget()
    return account.run(module_name="access_keys", check=check, **wanted)


def refused(account: Bench, outcome: Any) -> str:
    """The message of a run that has changed nothing."""
    assert outcome.failed
    assert [entry.call.action for entry in account.calls() if not entry.call.reads] == []
    return str(outcome["msg"])


def test_options() -> None:
    assert spec_of(options_in(access_keys.DOCUMENTATION)) == without(access_keys.ARGUMENT_SPEC, "no_log")


def test_results(account: Bench, tmp_path: Path) -> None:
    """A real run returns the same as check mode, with the ids of the new keys, and what is documented."""
    store = AgeFiles(tmp_path)
    planned, done = run(account, store, check=True), run(account, store)
    assert [change["action"] for change in done["changes"]] == ["prepare", "issue"] * 2
    assert planned["diff"] == done["diff"]
    for name in ("changes", "access_keys"):
        documented = RETURNED[name]["contains"].keys()
        for before, after in zip(planned[name], done[name], strict=True):
            assert before.keys() == after.keys() == documented
            differing = {key for key in documented if before[key] != after[key]}
            assert differing <= {"access_key_id", "created", "place"}
            assert after["access_key_id"] if differing else after["action"] == "prepare"


@CHECK
def test_a_user_without_room_for_a_key_waits(account: Bench, tmp_path: Path, *, check: bool) -> None:
    """It is told at the end, after all others have been dealt with; the next run finishes."""
    store = AgeFiles(tmp_path / "keys")
    first, second = (account.iam.create_access_key(UserName="ada")["AccessKey"]["AccessKeyId"] for _number in range(2))
    outcome = run(account, store, check=check)
    problem = (
        f"it needs a new access key, since there is no key yet, but already has two, {first} and {second}, and IAM"
        " allows no more; delete one that nobody uses"
    )
    made = "would be made" if check else "have been made"
    assert (outcome.failed, outcome.changed) == (True, True)
    assert outcome["msg"] == f"user ada: {problem}. All 2 other changes {made}; run again after that."
    assert [(change["user"], change["action"]) for change in outcome["changes"]] == [
        ("grace", "prepare"),
        ("grace", "issue"),
    ]
    assert outcome["remaining" if check else "applied"] == outcome["changes"]
    assert (outcome["failed_changes"], outcome["applied" if check else "remaining"]) == ([], [])
    assert outcome["summary"] == [
        f"Access keys in account {account.account_id}: 2 changes {'would be made' if check else 'made'}.",
        f"{'Would prepare' if check else 'Prepared'} store of user grace.",
        f"{'Would issue' if check else 'Issued'} access key of user grace.",
        *(
            f"user ada: It has the access key {key_id}, which is not managed by this collection and is left"
            " unchanged. [other-access-key]"
            for key_id in (first, second)
        ),
        "Findings: 1 error, see the warnings.",
    ]
    assert [item["message"] for item in outcome["findings"] if item["severity"] == "error"] == [
        f"Its access keys are left unchanged: {problem}."
    ]
    assert "warnings" not in outcome.result  # the message says it
    account.iam.delete_access_key(UserName="ada", AccessKeyId=first)
    assert not run(account, store).failed
    assert set(store.delivered(account.account, "grace")) <= set(keys_of(account, "grace"))
    assert not run(account, store).changed


def keys_of(account: Bench, user: str) -> list[str]:
    """The ids of the keys of a user."""
    return [item["AccessKeyId"] for item in account.iam.list_access_keys(UserName=user)["AccessKeyMetadata"]]


@CHECK
def test_a_store_with_something_else_of_all_users_changes_nothing(
    account: Bench, tmp_path: Path, *, check: bool
) -> None:
    for name in ("ada", "grace"):
        (tmp_path / f"{name}.yml").write_text("something: else\n")
    problems = [
        f"user {name}: {tmp_path}/{name}.yml exists and was not written by this collection; move it away"
        for name in ("ada", "grace")
    ]
    assert refused(account, run(account, VaultFiles(tmp_path), check=check)) == (
        f"{'; '.join(problems)}. Nothing has been changed."
    )


@CHECK
@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_user_whose_record_something_else_has_changed_waits(
    account: Bench, tmp_path: Path, state: str, *, check: bool
) -> None:
    store = AgeFiles(tmp_path)
    assert not run(account, store).failed
    store.lose(account.account, "ada")
    account.iam.tag_user(UserName="grace", Tags=[{"Key": "app2container:access-key", "Value": "mine"}])
    outcome = run(account, store, check=check, state=state)
    assert outcome.failed
    assert outcome["msg"].startswith(
        "user grace: the tag app2container:access-key has the value 'mine', which this collection has not written;"
        " remove the tag, then check which access keys of the user are needed. "
    )
    assert {change["user"] for change in outcome["changes"]} == {"ada"}
    if not check:
        account.iam.untag_user(UserName="grace", TagKeys=["app2container:access-key"])
        assert not run(account, store, state=state).failed


class OtherPassword(VaultFiles):
    """The same files, with another password."""

    @property
    def options(self) -> dict[str, Any]:
        """The option ``store`` of the module."""
        return {**super().options, "vault_password": "swordfish-2"}


class Rekeying(OtherPassword):
    """The same files, with the earlier password as well."""

    @property
    def options(self) -> dict[str, Any]:
        """The option ``store`` of the module."""
        return {**super().options, "previous_vault_password_file": str(self.folder.parent / "earlier")}


def test_another_vault_password_is_told_until_the_file_has_it(account: Bench, tmp_path: Path) -> None:
    """The remedy is followed as the finding says it; afterwards, the file is still known as one of the collection."""
    store = VaultFiles(tmp_path / "keys")
    assert run(account, store)["findings"] == []
    other = OtherPassword(tmp_path / "keys")
    (key_id,) = keys_of(account, "ada")
    path = f"{tmp_path}/keys/ada.yml"
    found = run(account, other)
    assert (found.failed, found.changed) == (False, False)
    assert found["findings"][0] == {
        "id": "other-vault-password",
        "severity": "warning",
        "where": "user ada",
        "message": (
            f"The file with its access key has another password than the options give: {path}. To change it to that of"
            " the options, give the password of the file in store.previous_vault_password_file."
        ),
    }
    (tmp_path / "earlier").write_text(PASSWORD)
    rekeying = Rekeying(tmp_path / "keys")
    planned = run(account, rekeying, check=True)
    changed = run(account, rekeying)
    assert [change["action"] for change in changed["changes"]] == ["prepare", "prepare"]
    assert planned["changes"] == changed["changes"]
    after = run(account, other)
    assert (after.failed, after.changed) == (False, False)
    assert keys_of(account, "ada") == [key_id]
    assert after["findings"] == []
    assert run(account, other, state="absent")["findings"] == []


def test_a_missing_user_is_a_conflict_outside_of_check_mode(account: Bench, tmp_path: Path) -> None:
    store = AgeFiles(tmp_path)
    users = store.users("ada", "eve")
    planned = run(account, store, check=True, users=users)
    assert [finding["where"] for finding in planned["findings"]] == ["user eve"]
    assert refused(account, run(account, store, users=users)) == (
        "users[1].name: user eve does not exist, create it first or correct the name. Nothing has been changed."
    )
    assert not run(account, store, users=users, state="absent").failed


def test_another_account_is_refused(account: Bench, tmp_path: Path) -> None:
    message = refused(account, run(account, AgeFiles(tmp_path), account_id="123456789012"))
    assert message.startswith(f"account_id: the credentials belong to account {account.account_id}, not to")
