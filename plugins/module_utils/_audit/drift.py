# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs from the options: the plan that the module ``access`` would carry out with the same options."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from .._account.draft import AccountPlan
from .._account.model import Snapshot
from .._account.observe import Observer
from .._account.plan import plan
from .._account.policies import arranged_policy
from .._account.spec import Desired
from .._account.trust_options import TRUSTING
from .._account.wanted import policy_options, wanted_access
from .._errors import ConflictError, OptionError
from .._iam.entities import Identity
from .facts import Fact, Wanted, not_asked, unread
from .sources.attempt import attempt

__all__ = ["planned_drift", "wanted_by", "wanted_of"]

PARTS = ("policy", "group", "users", "general_role", "worker", "deployer")
_USER = frozenset({"name", "state", "tags", "permissions_boundary"})


def _wants(part: str, given: Any) -> bool:
    """Tells whether an option says what its part should be, and not only how it is called."""
    if given is None:
        return False
    if part == "policy":
        return bool(given.get("deploy_targets"))
    if part == "general_role" or (part == "deployer" and given["kind"] == "role"):
        return any(given.get(option) for option in (*TRUSTING, "trust_worker"))
    return True


def _user(at: int, item: Any) -> Mapping[str, Any]:
    """A user as the module ``access`` takes it; a name alone is one, too."""
    user = {"name": item} if isinstance(item, str) else dict(item)
    for name in user.keys() - _USER:
        raise OptionError(
            f"users[{at}].{name}", user[name], "is not an option", f"use one of {', '.join(sorted(_USER))}"
        )
    return {"state": "present", "tags": None, "permissions_boundary": None, **user}


def wanted_by(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of the module ``access`` for the parts that the options describe; all other parts are None.

    Args:
        params: the parameters of the module ``access_info``.

    Raises:
        OptionError: a user with an option that users do not have.
    """
    given = {part: params[part] if _wants(part, params[part]) else None for part in PARTS}
    if given["users"] is not None:
        given["users"] = [_user(at, item) for at, item in enumerate(given["users"])]
    return {
        **given,
        "state": "present",
        "path": params["path"],
        "tags": params["tags"],
        "purge_tags": params["purge_tags"],
    }


def wanted_of(params: Mapping[str, Any], identity: Identity, region: str | None) -> tuple[Wanted, Desired | None]:
    """What the options want, and the same as the planner takes it; None where they want nothing.

    Args:
        params: what ``wanted_by`` returns.
        identity: the account.
        region: of the connection.

    Raises:
        OptionError: an option that cannot work.
    """
    parts = frozenset(part for part in PARTS if params[part] is not None)
    if not parts:
        return Wanted(), None
    desired, _findings = wanted_access(params, identity, region)
    options = policy_options(params, identity, region) if params["policy"] else None
    documents = desired.policy.documents if desired.policy else ()
    return Wanted(parts=parts, policy=options, documents=documents), desired


def planned_drift(desired: Desired | None, account: Fact[Snapshot], observer: Observer | None) -> Fact[AccountPlan]:
    """The plan that makes of the account what the options want.

    Args:
        desired: what the options want; None where they want nothing.
        account: the entities of the account.
        observer: reads further what the plan depends on; None without a connection, where it is made of what was read.
    """
    if desired is None:
        return not_asked("no option says what the account should hold")
    if account.value is None:
        return unread(account.reason, account.action)
    try:
        return attempt(partial(_planned, desired, account, observer), *account.calls)
    except ConflictError as error:
        return unread(f"the options cannot be applied: {str(error).rstrip('.')}", calls=account.calls)


def _planned(desired: Desired, account: Fact[Snapshot], observer: Observer | None) -> Fact[AccountPlan]:
    observed = observer.complete(desired, account.known) if observer else account.known
    planned = plan(arranged_policy(desired, observed), observed)
    return Fact(value=planned, calls=account.calls, read_at=account.read_at)
