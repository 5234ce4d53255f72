# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access_keys``: reads the access keys of users, plans, and makes the changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.parallel import side_by_side
from .._aws.run import PlannedRun, run_module
from .._iam.entities import Kind
from .._plan.plan import refuse
from .draft import KeyPlan
from .executor import KeyExecutor, utc_now
from .observe import KeyReader
from .options import KeyOptions, read_options
from .plan import keys_needing_last_use, plan_keys
from .preflight import needs
from .result import keys_result
from .stores.store import StoreContext

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access_keys"]


class _Run:
    """One run of the module."""

    def __init__(self, connection: Connection, options: KeyOptions, hide: Callable[[str], None]) -> None:
        self._connection, self._options, self._hide, self._now = connection, options, hide, utc_now()
        identity = connection.identity()
        self._account_id = identity.account_id
        self._held_up: Mapping[str, str] = {}
        arns: dict[str, str] = {}  # of the users that exist
        self._arn_of = lambda user: arns.get(user) or identity.arn(Kind.USER, "/", user)
        self._store = options.store.open(
            StoreContext(
                connection=connection,
                account_id=identity.account_id,
                arn_of=self._arn_of,
            )
        )
        self._reader = KeyReader(
            connection=connection,
            store=self._store,
            needs_last_use=lambda user: keys_needing_last_use(options.rotation, user, self._now),
            arns=arns,
        )

    def plan(self) -> KeyPlan:
        """Reads the keys of all users and plans."""
        plan = plan_keys(self._options.rotation, side_by_side(self._reader.read, self._options.users), self._now)
        self._held_up = {f"user {user}": problem for user, problem in plan.held_up.items()}
        return plan

    def prepared(self) -> PlannedRun:
        """The plan, and what carries it out."""
        plan = self.plan()
        return self._run(plan)

    def _run(self, plan: KeyPlan) -> PlannedRun:
        return PlannedRun(
            title=f"Access keys in account {self._account_id}",
            plan=plan,
            apply=lambda: self.apply(plan),
            result=self._result(plan, {}),
            pending=tuple(wait.line(user) for user, waits in plan.waits.items() for wait in waits),
            held_up=lambda: self._held_up,
            needs=needs(plan, self._arn_of),
        )

    def apply(self, plan: KeyPlan) -> Mapping[str, Any]:
        """Carries out the plan. Only in check mode may users be missing, since an earlier task may create them.

        Raises:
            ConflictError: a user does not exist.
            PartialFailureError: a change failed; it says what was changed, what failed, and what remains.
        """
        missing = {user.user for user in plan.before.values() if not user.exists}
        anew: Mapping[str, Any] = {}
        if missing and self._options.rotation.present:
            self._connection.fresh |= missing  # an earlier task may have just created them
            plan = self.plan()
            refuse(
                f"users[{at}].name: user {user.user} does not exist, create it first or correct the name"
                for at, user in enumerate(plan.before.values())
                if not user.exists
            )
            anew = self._run(plan).outcome(check=False)
        executor = KeyExecutor(
            connection=self._connection,
            store=self._store,
            verify_seconds=self._options.verify_seconds,
            hide=self._hide,
        )
        executor.execute(plan)
        return {**anew, **self._result(plan, executor.created)}

    def _result(self, plan: KeyPlan, created: Mapping[str, str]) -> Mapping[str, Any]:
        return keys_result(plan, self._options.store_kind, self._store, created)


def run_access_keys(module: AnsibleAWSModule, params: Mapping[str, Any]) -> None:
    """Issues, rotates and retires access keys by these parameters, and ends the module."""
    run_module(
        module,
        lambda _hidden: read_options(params),
        lambda connection, options: _Run(connection, options, module.no_log_values.add).prepared(),
    )
