# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the facts come from: from AWS with or without an audit, by name, or from saved reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from .._account.found import read_names, with_all_policies
from .._account.model import Snapshot
from .._account.observe import Observer
from .._account.spec import Desired
from .._aws.connection import Connection
from .._errors import OptionError
from .._iam.checks import check_path
from .facts import Fact, not_asked
from .sources.account import read_account
from .sources.keep import Kept, save
from .sources.live import read_facts
from .sources.model import AccountRead, Read, Request
from .sources.saved import load, saved_account, saved_facts

__all__ = ["NOT_AUDITED", "Source", "source_of"]

Params = Mapping[str, Any]

NOT_AUDITED: Fact[Any] = not_asked("nothing is audited")


class Source:
    """One way to get the facts. ``observer`` and ``region`` are those of the connection, None without one."""

    region: str | None = None
    observer: Observer | None = None

    def __init__(self, params: Params) -> None:
        self._params = params

    def account(self) -> AccountRead:
        """The entities of the account."""
        raise NotImplementedError

    def desired(self, read: AccountRead) -> Desired:
        """The parts to look at; where the account is not known, those that the options name."""
        return read_names(self._params, read.identity, read.account.value)

    def facts(self, request: Request, read: AccountRead) -> Read:
        """Everything else."""
        raise NotImplementedError

    def writer(self, account_id: str) -> Callable[[], object] | None:
        """What saves the reads of this account, None where nothing is to be saved."""
        del account_id
        return None


class _Live(Source):
    """The whole account, with everything that an audit looks at."""

    def __init__(self, connection: Connection, params: Params) -> None:
        super().__init__(params)
        self._connection = connection
        self._keep = Kept() if params["save_directory"] else None
        self.region, self.observer = connection.region, Observer(connection)

    def account(self) -> AccountRead:
        return read_account(self._connection, check_path(self._params["path"], "path"), self._keep)

    def facts(self, request: Request, read: AccountRead) -> Read:
        return read_facts(self._connection, request, read, self._keep)

    def writer(self, account_id: str) -> Callable[[], object] | None:
        keep, directory = self._keep, self._params["save_directory"]
        return (lambda: save(directory, account_id, keep.texts())) if keep else None


class _NoAudit(_Live):
    """The whole account alone, all of which must be readable."""

    def account(self) -> AccountRead:
        path, observer = check_path(self._params["path"], "path"), Observer(self._connection)
        observed = observer.account()
        identity = self._connection.guarded(observed.identity)
        return AccountRead(
            identity=identity, account=_read(observer.with_profiles(observed, path)), profiles=NOT_AUDITED
        )

    def facts(self, request: Request, read: AccountRead) -> Read:
        # The length of sessions is not reported, so the roles are not read once more for it.
        parts = replace(request.desired, deployer=None, general_role=None)
        whole = Observer(self._connection).complete(parts, read.account.known)
        return _known(read, account=_read(whole), tags=Fact(value=len(whole)))


class _ByName(_Live):
    """What the options name."""

    def account(self) -> AccountRead:
        identity = self._connection.identity()
        desired = read_names(self._params, identity, None)
        observed = Observer(self._connection).by_name(desired)
        return AccountRead(identity=identity, account=_read(observed), profiles=NOT_AUDITED)

    def desired(self, read: AccountRead) -> Desired:
        return with_all_policies(read_names(self._params, read.identity, None), read.account.known)

    def facts(self, request: Request, read: AccountRead) -> Read:
        del request
        return _known(read, tags=Fact(value=len(read.account.known)))


class _Saved(Source):
    """Files."""

    def __init__(self, params: Params) -> None:
        super().__init__(params)
        self._files = load(params["saved_reads"])

    def account(self) -> AccountRead:
        read, wanted = saved_account(self._files), self._params["account_id"]
        if wanted and read.identity.account_id != wanted:
            problem = f"the saved reads are of account {read.identity.account_id}"
            raise OptionError("account_id", wanted, problem, "name the reads of this account in saved_reads")
        return read

    def facts(self, request: Request, read: AccountRead) -> Read:
        return saved_facts(self._files, request, read)


def _read(observed: Snapshot) -> Fact[Snapshot]:
    return Fact(value=observed, read_at=datetime.now(UTC))


def _known(read: AccountRead, **facts: Any) -> Read:
    """What is known where nothing is audited."""
    names = (
        "tags",
        "sessions",
        "summary",
        "credentials",
        "last_accessed",
        "instances",
        "secrets_found",
        "account_block",
    )
    given = {"account": read.account, "profiles": read.profiles, **dict.fromkeys(names, NOT_AUDITED), **facts}
    return Read(identity=read.identity, buckets={}, secrets={}, **given)


def source_of(connect: Callable[[], Connection], params: Params, *, audit: bool) -> Source:
    """Where the facts come from.

    Args:
        connect: connects to the account.
        params: the parameters of the module ``access_info``.
        audit: whether the account is audited.

    Raises:
        OptionError: options that contradict each other, or files that cannot be read.
    """
    if params["saved_reads"]:
        for option, unset in (("save_directory", None), ("discovery", "account")):
            if params[option] != unset:
                raise OptionError(option, params[option], "nothing is read from AWS with saved_reads", "leave one out")
        return _Saved(params)
    if params["discovery"] == "targeted":
        return _ByName(connect(), params)
    return (_Live if audit else _NoAudit)(connect(), params)
