# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for an account with a module on it, in this process: a run takes some tens of milliseconds."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from moto.iam.models import iam_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sts.models import sts_backends

from ansible_collections.fleetops.app2container.plugins.module_utils._aws import parallel
from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import aws_environment
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.snapshot import snapshot
from tests.support.strict import ec2, identity_center, s3
from tests.support.strict.application import Entry
from tests.support.strict.faults import Fault
from tests.support.strict.transport import application, in_this_process
from tests.support.strict.world import STORES, copied

ENDPOINT = "http://bench.localhost"
ACCOUNT_IDS = map(str, itertools.count(700_000_000_001))


class Bench:
    """One account of its own, and all that can be done to it."""

    def __init__(self, pauses: list[float]) -> None:
        self.pauses = pauses
        self.account_id = next(ACCOUNT_IDS)
        self.account = Account(account_id=self.account_id, environment=self._environment())
        self.iam: Any = self.account.client("iam")

    def _environment(self) -> dict[str, str]:
        """Return the variables for a process that works in the account."""
        application()  # before moto makes the account, as it says what policies of AWS there are
        region = aws_environment(ENDPOINT)["AWS_REGION"]
        arn = f"arn:aws:iam::{self.account_id}:role/tests"
        key = sts_backends[self.account_id]["aws"].assume_role(region, "tests", arn, "", 3600, "")
        return aws_environment(ENDPOINT) | {
            "AWS_ACCESS_KEY_ID": key.access_key_id,
            "AWS_SECRET_ACCESS_KEY": key.secret_access_key,
            "AWS_SESSION_TOKEN": key.session_token,
        }

    def run(
        self, *, check: bool = False, serial: bool = True, module_name: str = "access", **params: Any
    ) -> ModuleResult:
        """Run a module as a new process would; ``serial`` makes its calls one after the other."""
        application().faults.revive(self.account_id)
        application().figures["runs"] += 1
        with mock.patch.object(parallel, "PARALLEL", 1 if serial else parallel.PARALLEL):
            return run_module(module_name, params, check=check, environment=self.account.environment)

    def fault(self, kind: str, **settings: Any) -> Fault:
        """Set a fault for this account; return it, with its count of hits."""
        fault = Fault(kind=kind, account=self.account_id, **settings)
        application().faults.add(fault)
        return fault

    def calm(self) -> None:
        """Take away all faults of the account, and let all calls see it as it is."""
        application().faults.clear(self.account_id)
        application().settle(self.account_id)

    def calls(self) -> list[Entry]:
        """Return the calls made in the account since the last ``forget``."""
        return [entry for entry in list(application().journal) if entry.call.account_id == self.account_id]

    def forget(self) -> None:
        """Forget the calls of the account."""
        journal = application().journal
        journal[:] = [entry for entry in journal if entry.call.account_id != self.account_id]

    def settings(
        self,
        *,
        quotas: Mapping[str, int] | None = None,
        page: int | None = None,
        organization: list[dict[str, Any]] | None = None,
        report: Mapping[str, Mapping[str, str]] | None = None,
        uses: Mapping[str, str | None] | None = None,
    ) -> None:
        """Set quotas, the length of pages, the policies of the organization, and what is reported; as ``Settings``."""
        here = application().settings[self.account_id]
        here.quotas, here.page, here.organization = dict(quotas or {}), page, organization
        here.report, here.uses = {name: dict(row) for name, row in (report or {}).items()}, dict(uses or {})

    def snapshot(self) -> dict[str, Any]:
        """Return everything in the account."""
        return snapshot(application().world(self.account_id, "aws"))

    def _secrets(self) -> Any:
        """Return what Secrets Manager holds in the account, in the Region of the bench."""
        return secretsmanager_backends[self.account_id][self.account.environment["AWS_REGION"]].secrets

    def save(self) -> Any:
        """Return what ``restore`` brings back."""
        associations = ec2.saved(self.account_id, self.account.environment["AWS_REGION"])
        center = identity_center.saved(self.account_id, self.account.environment["AWS_REGION"])
        entities, secrets = copied(iam_backends[self.account_id]["aws"]), copy.deepcopy(dict(self._secrets()))
        return entities, secrets, associations, center, s3.saved(self.account_id)

    def restore(self, saved: Any) -> None:
        """Make the account what it was when it was saved, as often as wanted, and calm."""
        self.calm()
        application().faults.revive(self.account_id)
        entities, secrets, associations, center, buckets = saved
        s3.restored(self.account_id, buckets)
        identity_center.restored(self.account_id, self.account.environment["AWS_REGION"], center)
        ec2.restored(self.account_id, self.account.environment["AWS_REGION"], associations)
        self._secrets().clear()
        self._secrets().update(copy.deepcopy(secrets))
        state = copied(entities)
        for name in STORES:
            setattr(iam_backends[self.account_id]["aws"], name, getattr(state, name))


@contextmanager
def bench() -> Iterator[Bench]:
    """Give an account of its own, for the time of the context."""
    with in_this_process() as pauses:
        here = Bench(pauses)
        try:
            yield here
        finally:
            here.calm()
            here.forget()


@pytest.fixture(name="account")
def own_account() -> Iterator[Bench]:
    """Give each test an empty account of its own: for a file of tests that do not leave one as it was."""
    with bench() as here:
        yield here
