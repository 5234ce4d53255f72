# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of ``access_keys``, checked before any call: what is asked for, for which users, and in which store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_name
from .._iam.entities import Kind
from .model import RotationSettings
from .stores.registry import read_store
from .stores.store import StoreOptions, StoreSettings

__all__ = ["KeyOptions", "read_options"]

MAX_DAYS = 36500  # more than anybody means, and still a date
MAX_VERIFY_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class KeyOptions:
    """``users`` are names; ``verify_seconds`` is 0 where new keys are not verified."""

    rotation: RotationSettings
    users: tuple[str, ...]
    store_kind: str
    store: StoreSettings
    verify_seconds: int = 0


def _number(params: Mapping[str, Any], option: str, least: int, most: int) -> int | None:
    value: int | None = params.get(option)
    if value is not None and not least <= value <= most:
        raise OptionError(option, value, f"must be from {least} to {most}")
    return value


def _rotation(params: Mapping[str, Any]) -> RotationSettings:
    options = {"max_age": "max_age_days", "grace": "grace_days", "delete_after": "delete_after_days"}
    days = {name: _number(params, option, 0, MAX_DAYS) for name, option in options.items()}
    given = {name: timedelta(days=number) for name, number in days.items() if number is not None}
    planned = frozenset(params.get("planned_users") or ())
    return RotationSettings(present=params["state"] == "present", planned_users=planned, **given)


def _users(given: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The options of each user, by name."""
    users: dict[str, Mapping[str, Any]] = {}
    if not given:
        raise OptionError("users", list(given), "must not be empty", "name at least one user")
    for at, item in enumerate(given):
        name = check_name(Kind.USER, item["name"], f"users[{at}].name")
        if name.lower() in {other.lower() for other in users}:
            raise OptionError(f"users[{at}].name", name, "this user is named twice", "name each user once")
        users[name] = item
    return users


def read_options(params: Mapping[str, Any]) -> KeyOptions:
    """The options of the module, checked.

    Raises:
        OptionError: a value that cannot be, or options that do not go together.
    """
    rotation, users, store = _rotation(params), _users(params["users"]), params["store"]
    seconds = _number(params, "verify_timeout", 1, MAX_VERIFY_SECONDS)
    given = {name: value for name, value in store.items() if name != "kind" and value is not None}
    readable = tuple(params.get("policy_secrets") or ())
    store_options = StoreOptions(given=given, users=users, present=rotation.present, readable=readable)
    return KeyOptions(
        rotation=rotation,
        users=tuple(users),
        store_kind=store["kind"],
        store=read_store(store["kind"], store_options),
        verify_seconds=(seconds or 0) if params["verify"] else 0,
    )
