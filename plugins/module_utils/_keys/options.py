# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of ``access_keys`` -> what is wanted, for whom, and in which store. Checked before any call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .._errors import HIDDEN, OptionError
from .._iam.entities import Kind
from .._iam.limits import check_name, check_tags, tag_texts
from .model import Wanted

__all__ = ["STORES", "KeyOptions", "StoreKind", "read_options"]

# Far more than anybody means, and still a date.
MOST_DAYS = 36500
MOST_SECONDS = 600
SHORTEST_RECOVERY, LONGEST_RECOVERY = (
    7,
    30,
)  # https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
_PREFIX = re.compile(r"[A-Za-z0-9/_+=.@-]{1,400}", re.ASCII)  # a name has 512 characters, a user's name 64 of them
SECRETS_OF_APP2CONTAINER = "a2c/"


@dataclass(frozen=True, kw_only=True)
class StoreKind:
    """A place for keys: its suboptions, which of them are required, and of which exactly one is."""

    options: tuple[str, ...]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    for_each_user: tuple[str, ...] = ()  # options of a user


STORES: Mapping[str, StoreKind] = MappingProxyType(
    {
        "secretsmanager": StoreKind(
            options=("prefix", "kms_key_id", "tags", "restrict_to_user", "recovery_window_days"),
        ),
        "vault_file": StoreKind(
            options=("directory", "vault_password", "vault_password_file"),
            required=("directory",),
            one_of=("vault_password", "vault_password_file"),
        ),
        "age_file": StoreKind(options=("directory",), required=("directory",), for_each_user=("recipients",)),
    }
)


@dataclass(frozen=True, kw_only=True)
class KeyOptions:
    """``users`` are the names with the recipients of each; ``settings`` are the suboptions of the store."""

    wanted: Wanted
    users: Mapping[str, tuple[str, ...]]
    store: str
    settings: Mapping[str, Any] = field(repr=False)
    verify_seconds: int = 0


def _between(params: Mapping[str, Any], option: str, least: int, most: int, where: str = "") -> int | None:
    value: int | None = params.get(option)
    if value is not None and not least <= value <= most:
        raise OptionError(where + option, value, f"must be from {least} to {most}")
    return value


def _users(params: Sequence[Mapping[str, Any]], kind: str, *, present: bool) -> dict[str, tuple[str, ...]]:
    users: dict[str, tuple[str, ...]] = {}
    if not params:
        raise OptionError("users", list(params), "nobody is named", "name at least one user")
    for at, item in enumerate(params):
        name = check_name(Kind.USER, item["name"], f"users[{at}].name")
        if name.lower() in {other.lower() for other in users}:
            raise OptionError(f"users[{at}].name", name, "this user is named twice", "name each user once")
        recipients = tuple(item.get("recipients") or ())
        for option in ("recipients",):
            used = option in STORES[kind].for_each_user
            if used and present and not recipients:
                problem = f"the store {kind} encrypts to the user's own public keys"
                raise OptionError(f"users[{at}].{option}", list(recipients), problem, "name at least one")
            if recipients and not used:
                raise OptionError(f"users[{at}].{option}", list(recipients), f"the store {kind} does not use it")
        users[name] = recipients
    return users


def _settings(store: Mapping[str, Any]) -> dict[str, Any]:
    kind = STORES[store["kind"]]
    given = {name: value for name, value in store.items() if name != "kind" and value is not None}
    for name in sorted(given.keys() - set(kind.options)):
        shown = HIDDEN if name == "vault_password" else given[name]
        fitting = ", ".join(kind.options)
        raise OptionError(f"store.{name}", shown, f"the store {store['kind']} has no such option", f"it has {fitting}")
    if not isinstance(given.get("vault_password", ""), str):
        raise OptionError("store.vault_password", HIDDEN, "must be a text")
    for name in kind.required:
        if not given.get(name):
            raise OptionError(f"store.{name}", given.get(name), f"the store {store['kind']} needs it")
    if kind.one_of and sum(bool(given.get(name)) for name in kind.one_of) != 1:
        named = [name for name in kind.one_of if name in given]
        problem = f"the store {store['kind']} needs exactly one of {' and '.join(kind.one_of)}"
        raise OptionError(", ".join(f"store.{name}" for name in kind.one_of), named, problem)
    if "tags" in given:
        given["tags"] = tag_texts(given["tags"])
    return given


def _check_settings(settings: Mapping[str, Any]) -> None:
    prefix = settings.get("prefix")
    if prefix is not None and not _PREFIX.fullmatch(prefix):
        hint = "use up to 400 letters, digits and the characters / _ + = . @ -"
        raise OptionError("store.prefix", prefix, "Secrets Manager refuses this name", hint)
    if prefix is not None and prefix.startswith(SECRETS_OF_APP2CONTAINER):
        raise OptionError(
            "store.prefix",
            prefix,
            f"every general user may read the secrets under {SECRETS_OF_APP2CONTAINER}, and so everybody's keys",
            "choose another prefix",
        )
    for option in ("directory", "vault_password_file"):
        path = settings.get(option)
        if path and not Path(path).expanduser().is_absolute():
            raise OptionError(f"store.{option}", path, "must be an absolute path", "or begin with ~")
    check_tags(settings.get("tags") or {}, "store.tags", "Secrets Manager")
    _between(settings, "recovery_window_days", SHORTEST_RECOVERY, LONGEST_RECOVERY, "store.")


def _days(params: Mapping[str, Any], option: str) -> timedelta | None:
    days = _between(params, option, 0, MOST_DAYS)
    return None if days is None else timedelta(days=days)


def read_options(params: Mapping[str, Any]) -> KeyOptions:
    """What the parameters ask for.

    Raises:
        OptionError: a value that cannot be, or options that do not go together.
    """
    store = params["store"]
    settings = _settings(store)
    _check_settings(settings)
    present = params["state"] == "present"
    seconds = _between(params, "verify_timeout", 1, MOST_SECONDS)
    default = Wanted()
    grace, delete_after = _days(params, "grace_days"), _days(params, "delete_after_days")
    return KeyOptions(
        wanted=Wanted(
            present=present,
            max_age=_days(params, "max_age_days"),
            grace=default.grace if grace is None else grace,
            delete_after=default.delete_after if delete_after is None else delete_after,
        ),
        users=_users(params["users"], store["kind"], present=present),
        store=store["kind"],
        settings=settings,
        verify_seconds=(seconds or 0) if params["verify"] else 0,
    )
