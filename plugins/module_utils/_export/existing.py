# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exists in the account already, as the modules ``access`` and ``access_info`` return it in ``access``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_arn, check_name
from .._iam.entities import Identity, Kind, Ref

__all__ = ["Existing", "Found", "read_existing"]

_NAMED = "must be a mapping with name and arn"
_HINT = "use what the module access or access_info returns in access"


@dataclass(frozen=True, kw_only=True)
class Found:
    """An entity that exists. ``path`` is where it lies, ``managed`` whether this collection manages it."""

    arn: str
    path: str
    managed: bool
    policies: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Existing:
    """The entities that exist, and the members of the groups among them."""

    entities: Mapping[Ref, Found] = field(default_factory=dict)
    members: frozenset[tuple[str, str]] = frozenset()

    def joined(self, user: str, group: str) -> bool:
        """Tells whether a user is in a group."""
        return (user, group) in self.members


def read_existing(value: Mapping[str, Any], identity: Identity) -> Existing:
    """Reads the option ``existing``.

    Raises:
        OptionError: it is not what ``access`` returns, or is of another account.
    """
    entities: dict[Ref, Found] = {}
    members: set[tuple[str, str]] = set()
    for option, kind, item in _items(value):
        ref, found = _found(option, kind, item, identity)
        entities[ref] = found
        names = _texts(f"{option}.members", item.get("members")) if kind is Kind.GROUP else ()
        members |= {(check_name(Kind.USER, name, f"{option}.members"), ref.name) for name in names}
    return Existing(entities=entities, members=frozenset(members))


def _items(value: Mapping[str, Any]) -> Iterator[tuple[str, Kind, Any]]:
    """Each entity with its option and its kind."""
    for name, kind in (("policies", Kind.POLICY), ("users", Kind.USER)):
        listed = value.get(name) or []
        if not isinstance(listed, list):
            raise OptionError(f"existing.{name}", listed, "must be a list of mappings", _HINT)
        yield from ((f"existing.{name}[{at}]", kind, item) for at, item in enumerate(listed))
    worker = value.get("worker") or {}
    if not isinstance(worker, Mapping):
        raise OptionError("existing.worker", worker, "must be a mapping with role and instance_profile", _HINT)
    deployer = value.get("deployer")
    is_user = isinstance(deployer, Mapping) and deployer.get("kind") == Kind.USER.value
    singles = (
        ("group", Kind.GROUP, value.get("group")),
        ("general_role", Kind.ROLE, value.get("general_role")),
        ("worker.role", Kind.ROLE, worker.get("role")),
        ("worker.instance_profile", Kind.INSTANCE_PROFILE, worker.get("instance_profile")),
        ("deployer", Kind.USER if is_user else Kind.ROLE, deployer),
    )
    yield from ((f"existing.{name}", kind, item) for name, kind, item in singles if item)


def _found(option: str, kind: Kind, item: Any, identity: Identity) -> tuple[Ref, Found]:
    if not isinstance(item, Mapping) or not all(isinstance(item.get(name), str) for name in ("name", "arn")):
        raise OptionError(option, item, _NAMED, _HINT)
    name = check_name(kind, item["name"], f"{option}.name")
    path = _path_in(item["arn"], f"{option}.arn", kind, name, identity)
    policies = _texts(f"{option}.attached_policies", item.get("attached_policies"))
    managed = item.get("managed") is not False
    return Ref(kind, name), Found(arn=item["arn"], path=path, managed=managed, policies=frozenset(policies))


def _path_in(arn: str, option: str, kind: Kind, name: str, identity: Identity) -> str:
    """The path in the ARN of an entity of this account."""
    check_arn(arn, option, kinds=(kind.value,), partition=identity.partition, account_id=identity.account_id)
    start = identity.arn(kind, "", "")
    path = arn.removeprefix(start).removesuffix(name)
    if arn != identity.arn(kind, path, name) or not path.endswith("/"):
        raise OptionError(option, arn, f"is not the ARN of the {kind.label} {name} in this account", _HINT)
    return path


def _texts(option: str, value: Any) -> list[str]:
    texts = value or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise OptionError(option, value, "must be a list of texts", _HINT)
    return texts
