# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names under which an account is looked at: those of the options, and for a part that is not given what is there.

A part that is not given has its default name. If this collection manages nothing of that name under the path, but
something else that belongs to the part, the first such name is used. Users and deployer have no default: they are what
this collection manages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .._errors import OptionError
from .._iam.entities import Identity, Kind, Ref
from .._policy.language.document import Document
from .._policy.split import MAX_POLICIES
from .leftovers import part_for
from .model import Entity, Snapshot
from .options import read_options
from .ownership import is_managed
from .spec import Desired

__all__ = ["DEFAULT_NAMES", "read_names", "with_all_policies"]

DEFAULT_NAMES: Mapping[str, Mapping[str, Any]] = {
    "policy": {"name": "App2ContainerGeneral"},
    "group": {"name": "App2ContainerUsers"},
    "general_role": {"name": "App2ContainerGeneralRole"},
    "worker": {"role_name": "App2ContainerWorker", "instance_profile_name": "App2ContainerWorker"},
    "deployer": {"name": "App2ContainerDeployer", "kind": "user"},
}

# Without its tag or its trust, a role of another part looks like that of a deployer. Its name says what it is.
_NO_DEPLOYERS = frozenset(
    Ref(Kind.ROLE, DEFAULT_NAMES[part][option]) for part, option in (("general_role", "name"), ("worker", "role_name"))
)


def read_names(params: Mapping[str, Any], identity: Identity, observed: Snapshot | None) -> Desired:
    """What to look at in an account.

    Args:
        params: the parameters of the module ``access_info``.
        identity: the account.
        observed: the whole account, or None where only what the options name is read.

    Raises:
        OptionError: a name that IAM would refuse, or names that contradict each other.
    """
    parts = {**{part: params.get(part) for part in DEFAULT_NAMES}, "users": _users(params.get("users"))}
    # Of what is to be absent, options are only names.
    named = replace(read_options({**parts, "path": params["path"], "state": "absent"}, identity), present=True)
    if observed is None:
        return named
    missing = {part: _found(part, named, observed) for part, given in parts.items() if given is None}
    whole = {**{part: given for part, given in parts.items() if given is not None}, **missing}
    desired = replace(read_options({**whole, "path": params["path"], "state": "absent"}, identity), present=True)
    return with_all_policies(desired, observed)


def with_all_policies(desired: Desired, observed: Snapshot) -> Desired:
    """The same with all policies that an account holds of a general policy which is split."""
    if desired.policy is None:
        return desired
    name_of = desired.policy.name_of
    parts = [part for part in range(1, MAX_POLICIES + 1) if observed.policy(name_of(part))]
    return replace(desired, policy=replace(desired.policy, documents=(Document(),) * max(parts, default=1)))


def _users(items: list[Any] | None) -> list[dict[str, Any]] | None:
    """The users that are given by name, or as the module ``access`` takes them."""
    if items is None:
        return None
    for at, item in enumerate(items):
        if not isinstance(item, str) and not (isinstance(item, dict) and isinstance(item.get("name"), str)):
            raise OptionError(f"users[{at}]", item, "must be the name of a user, or a mapping with its name")
    return [{"name": item if isinstance(item, str) else item["name"]} for item in items]


def _found(part: str, desired: Desired, observed: Snapshot) -> Any:
    """The option for a part that is not given."""
    ours = list(_ours(part, desired, observed))
    if part == "users":
        return [{"name": user.name} for user in ours]
    default = dict(DEFAULT_NAMES[part])
    if part == "deployer":
        ours = [entity for entity in ours if entity.ref not in _NO_DEPLOYERS]
        chosen = next((entity for entity in ours if entity.name == default["name"]), next(iter(ours), None))
        return chosen and {"name": chosen.name, "kind": chosen.ref.kind.value}
    if part == "worker":
        kinds = {"role_name": Kind.ROLE, "instance_profile_name": Kind.INSTANCE_PROFILE}
        return {
            option: _chosen(default[option], [entity for entity in ours if entity.ref.kind is kind])
            for option, kind in kinds.items()
        }
    return {"name": _chosen(default["name"], ours)}


def _ours(part: str, desired: Desired, observed: Snapshot) -> Iterator[Entity]:
    """What this collection manages under the path and belongs to a part that is not given, in a stable order.

    What the options name belongs to the part that names it. Letter case does not count in names.
    """
    other = desired.deployer.other_ref if desired.deployer else None
    named = {(ref.kind, ref.name.lower()) for ref in desired.refs() if ref != other}
    for ref in sorted(observed):
        entity = observed[ref]
        if (ref.kind, ref.name.lower()) in named or entity.path != desired.path:
            continue
        if part_for(desired, entity) == part and is_managed(desired, entity):
            yield entity


def _chosen(default: str, ours: list[Entity]) -> str:
    names = [entity.name for entity in ours]
    return default if default in names else next(iter(names), default)
