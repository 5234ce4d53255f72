# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access keys: IAM -> holders, steps -> calls. Rules are in ``keys``; here a secret passes from IAM to its store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from ansible_collections.fleetops.app2container.plugins.module_utils.aws.connection import Connection, check_account
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.errors import (
    AwsError,
    ClientError,
    error_code,
    translated,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.key_secrets import KeySecrets
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.lost import until_answered
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.parallel import side_by_side
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.run import Prepared, run_module
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.secrets_manager import SecretsManager
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.verify import until_key_works
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.waves import carry_out
from ansible_collections.fleetops.app2container.plugins.module_utils.errors import App2ContainerError, ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.encryption import (
    age_encryption,
    vault_encryption,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.files import AgeFiles, VaultFiles
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.model import Holder, Key, NewKey
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.options import KeyOptions, read_options
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.plan import UserPlan, keys_to_ask, plan_user
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.record import (
    RECORD_TAG,
    Intent,
    Record,
    record_from,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.report import key_findings, keys_result
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.steps import NEW_KEY, Step
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.stores import Store
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.model import Identity

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access_keys"]

MOST_TOLD = 10  # conflicts in one message


def utc_now() -> datetime:
    """The time, to the second, as it is noted."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class _Account:
    """The users that are named, as IAM knows them. ``secrets`` hides what a result might hold of a new secret."""

    connection: Connection
    store: Store
    verify_seconds: int
    hide: Callable[[str], None]
    made: dict[str, str] = field(default_factory=dict)

    def holder(self, user: str, known: Mapping[str, Any] | None, options: KeyOptions, now: datetime) -> Holder:
        """A user with its keys, what is noted and what the store holds."""
        stored = self.store.look(user)
        if known is None:
            return Holder(user=user, exists=False, stored=stored)
        tags = {tag["Key"]: tag["Value"] for tag in known.get("Tags") or ()}
        record = record_from(user, tags.get(RECORD_TAG, ""))
        holder = Holder(user=user, record=record, keys=self._keys(user), stored=stored)
        asked = keys_to_ask(options.wanted, holder, now)
        return replace(holder, used={key_id: self._last_used(user, key_id) for key_id in asked})

    def _keys(self, user: str) -> tuple[Key, ...]:
        with translated(f"list the access keys of user {user}"):
            pages = self.connection.iam.get_paginator("list_access_keys").paginate(UserName=user)
            found = pages.build_full_result().get("AccessKeyMetadata", [])
        return tuple(
            Key(key_id=item["AccessKeyId"], active=item["Status"] == "Active", created=item["CreateDate"])
            for item in found
        )

    def _last_used(self, user: str, key_id: str) -> datetime | None:
        with translated(f"read the last use of access key {key_id} of user {user}"):
            answer = self.connection.iam.get_access_key_last_used(AccessKeyId=key_id)
        used: datetime | None = answer.get("AccessKeyLastUsed", {}).get("LastUsedDate")
        return used

    def perform(self, step: Step) -> None:
        """Carries out one step."""
        _PERFORM[step.action](self, step)

    def note(self, user: str, record: Record) -> None:
        """Notes what is ours in the user's tag."""
        with translated(f"note the access keys of user {user} in its tags"):
            if record.text:
                tag = {"Key": RECORD_TAG, "Value": record.text}
                self.connection.iam.tag_user(UserName=user, Tags=[tag])
            else:
                self.connection.iam.untag_user(UserName=user, TagKeys=[RECORD_TAG])

    def record(self, step: Step) -> None:
        """What is noted after a step."""
        if step.record is not None:
            current = step.record.current
            self.note(step.user, replace(step.record, current=self.made[step.user] if current == NEW_KEY else current))

    def prepare(self, step: Step) -> None:
        """Makes the store ready."""
        self.store.prepare(step.user)

    def discard(self, step: Step) -> None:
        """Removes what the store has."""
        self.store.discard(step.user)

    def deactivate(self, step: Step) -> None:
        """Makes a key useless."""
        with translated(f"deactivate access key {step.key_id} of user {step.user}"):
            self.connection.iam.update_access_key(UserName=step.user, AccessKeyId=step.key_id, Status="Inactive")
        self.record(step)

    def delete(self, step: Step) -> None:
        """Deletes a key; one that is gone is no error."""
        self._delete(step.user, step.key_id)
        self.record(step)

    def _delete(self, user: str, key_id: str) -> None:
        with translated(f"delete access key {key_id} of user {user}"):
            try:
                self.connection.iam.delete_access_key(UserName=user, AccessKeyId=key_id)
            except ClientError as error:
                if error_code(error) != "NoSuchEntity":
                    raise

    def issue(self, step: Step) -> None:
        """Notes the intent, makes a key, delivers it, and notes that: whenever this ends, the next run can tell."""
        self.note(step.user, replace(step.before, intent=Intent(at=utc_now(), known=step.known)))
        key = self._create(step)
        try:
            self.store.write(key)
        except App2ContainerError:
            with suppress(AwsError):  # then the next run does it
                self._delete(key.user, key.key_id)
            raise
        if key.tries > 1:  # the listing may have been out of date when the lost one was looked for
            self._delete_others(step.user, (*step.known, key.key_id))
        self.made[step.user] = key.key_id
        self.record(step)
        if self.verify_seconds:
            until_key_works(self.connection, key, self.verify_seconds)

    def _create(self, step: Step) -> NewKey:
        """Makes a key. One whose secret was lost with the answer is deleted before another one is made."""
        tries = count(1)

        def create() -> NewKey:
            number = next(tries)
            made = self.connection.iam.create_access_key(UserName=step.user)["AccessKey"]
            self.hide(made["SecretAccessKey"])
            return NewKey(user=step.user, key_id=made["AccessKeyId"], secret=made["SecretAccessKey"], tries=number)

        with translated(f"create an access key for user {step.user}"):
            return until_answered(create, lambda: self._delete_others(step.user, step.known))

    def _delete_others(self, user: str, known: Iterable[str]) -> None:
        """Deletes keys that came while a key was being made: their secrets were lost on the way."""
        for key in self._keys(user):
            if key.key_id not in known:
                self._delete(user, key.key_id)


_PERFORM: Mapping[str, Callable[[_Account, Step], None]] = {
    "deactivate": _Account.deactivate,
    "delete": _Account.delete,
    "discard": _Account.discard,
    "issue": _Account.issue,
    "prepare": _Account.prepare,
    "record": _Account.record,
}


def _users(connection: Connection, names: Iterable[str]) -> dict[str, Mapping[str, Any] | None]:
    """The users as IAM knows them, None for one that does not exist."""

    def user(name: str) -> Mapping[str, Any] | None:
        with translated(f"read user {name}"):
            try:
                found: Mapping[str, Any] = connection.iam.get_user(UserName=name)["User"]
            except ClientError as error:
                if error_code(error) != "NoSuchEntity":
                    raise
                return None
        return found

    names = list(names)
    return dict(zip(names, side_by_side(user, names), strict=True))


def _store(connection: Connection, options: KeyOptions, arns: Mapping[str, str], identity: Identity) -> Store:
    if options.store == "vault_file":
        return VaultFiles(options.settings, vault_encryption(options.settings))
    if options.store == "age_file":
        return AgeFiles(options.settings, age_encryption(options.users))
    return KeySecrets(SecretsManager(connection), options.settings, arns, identity)


def _prepare(connection: Connection, options: KeyOptions, module: AnsibleAWSModule) -> Prepared:
    identity = connection.identity()
    check_account(identity, module.params["account_id"])
    found = _users(connection, options.users)
    connection.fresh |= {name for name, user in found.items() if user}  # it may be new: not known everywhere yet
    arns = {name: user["Arn"] for name, user in found.items() if user}
    account = _Account(
        connection, _store(connection, options, arns, identity), options.verify_seconds, module.no_log_values.add
    )
    now = utc_now()
    holders = side_by_side(lambda name: account.holder(name, found[name], options, now), options.users)
    plans = [plan_user(options.wanted, holder, now) for holder in holders]
    _refuse(planned.conflict for planned in plans)
    return _prepared(account, plans, options)


def _refuse(conflicts: Iterable[str]) -> None:
    told = list(filter(None, conflicts))
    if told:
        more = f"; and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        raise ConflictError(f"{'; '.join(told[:MOST_TOLD])}{more}. Nothing has been changed.")


def _prepared(account: _Account, plans: list[UserPlan], options: KeyOptions) -> Prepared:
    steps = sorted((step for planned in plans for step in planned.steps), key=lambda step: step.wave)

    def apply() -> Mapping[str, Any]:
        # Only here: in check mode, what comes before would make the users.
        _refuse(
            f"users[{at}].name: user {planned.before.user} does not exist, create it first or correct the name"
            for at, planned in enumerate(plans)
            if options.wanted.present and not planned.before.exists
        )
        carry_out(account.perform, steps)
        return keys_result(plans, account.store, options, account.made)

    result = keys_result(plans, account.store, options, {})
    return Prepared(result=result, apply=apply, findings=key_findings(plans))


def run_access_keys(module: AnsibleAWSModule, params: Mapping[str, Any]) -> None:
    """Issues, rotates and retires access keys by these parameters, and ends the module."""
    run_module(
        module, lambda _hidden: read_options(params), lambda connection, options: _prepare(connection, options, module)
    )
