# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access_keys``: who is meant, where the keys go, what is to be done. Rules are in ``keys``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection, check_account
from .._aws.errors import translated, unless_missing
from .._aws.execute import carry_out
from .._aws.parallel import side_by_side
from .._aws.run import Prepared, run_module
from .._aws.secrets_manager import SecretsManager
from .._errors import ConflictError
from .executor import KeyKeeper, utc_now
from .model import Holder
from .options import KeyOptions, read_options
from .plan import UserPlan, plan_user
from .result import key_findings, keys_result
from .stores.encryption import age_encryption, vault_encryption
from .stores.files import AgeFiles, VaultFiles
from .stores.secrets_manager import KeySecrets
from .stores.store import Store

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access_keys"]

MOST_TOLD = 10  # conflicts in one message


class _Run:
    """One call of the module: who is meant, where the keys go, and what time it is."""

    def __init__(self, connection: Connection, options: KeyOptions, hide: Callable[[str], None]) -> None:
        self._connection, self._options, self._now = connection, options, utc_now()
        self._arns: dict[str, str] = {}  # of the users that exist; the store reads them
        self._store = self._chosen()
        self._keeper = KeyKeeper(connection, self._store, options.verify_seconds, hide)

    def _chosen(self) -> Store:
        options = self._options
        if options.store == "vault_file":
            return VaultFiles(options.settings, vault_encryption(options.settings))
        if options.store == "age_file":
            return AgeFiles(options.settings, age_encryption(options.users))
        return KeySecrets(SecretsManager(self._connection), options.settings, self._arns, self._connection.identity())

    def _user(self, name: str) -> Holder:
        """One user with its keys."""
        with translated(f"read user {name}"):
            answer = unless_missing(self._connection.iam.get_user, UserName=name)
        found: Mapping[str, Any] | None = answer and answer["User"]
        if found:
            self._arns[name] = found["Arn"]
            self._connection.fresh.add(name)  # it may be new: not known everywhere yet
        return self._keeper.holder(name, found, self._options, self._now)

    def plans(self) -> list[UserPlan]:
        """What is to be done for each user.

        Raises:
            ConflictError: something stands in the way of some of them.
        """
        holders = side_by_side(self._user, self._options.users)
        plans = [plan_user(self._options.wanted, holder, self._now) for holder in holders]
        _refuse(planned.conflict for planned in plans)
        return plans

    def prepared(self) -> Prepared:
        """The plans, and what carries them out."""
        plans = self.plans()
        return Prepared(
            result=keys_result(plans, self._store, self._options, {}),
            apply=lambda: self.apply(plans),
            findings=key_findings(plans),
        )

    def apply(self, plans: list[UserPlan]) -> Mapping[str, Any]:
        """Carries the plans out. In check mode users may be missing, since what comes before makes them; not here."""
        missing = {planned.before.user for planned in plans if not planned.before.exists}
        if missing and self._options.wanted.present:
            self._connection.fresh |= missing  # just made, perhaps
            plans = self.plans()
            _refuse(
                f"users[{at}].name: user {planned.before.user} does not exist, create it first or correct the name"
                for at, planned in enumerate(plans)
                if not planned.before.exists
            )
        steps = sorted((step for planned in plans for step in planned.steps), key=lambda step: step.wave)
        carry_out(self._keeper.perform, steps)
        return keys_result(plans, self._store, self._options, self._keeper.made)


def _refuse(conflicts: Iterable[str]) -> None:
    told = list(filter(None, conflicts))
    if told:
        more = f"; and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        raise ConflictError(f"{'; '.join(told[:MOST_TOLD])}{more}. Nothing has been changed.")


def _prepare(connection: Connection, options: KeyOptions, module: AnsibleAWSModule) -> Prepared:
    check_account(connection.identity(), module.params["account_id"])
    return _Run(connection, options, module.no_log_values.add).prepared()


def run_access_keys(module: AnsibleAWSModule, params: Mapping[str, Any]) -> None:
    """Issues, rotates and retires access keys by these parameters, and ends the module."""
    run_module(
        module, lambda _hidden: read_options(params), lambda connection, options: _prepare(connection, options, module)
    )
