# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All kinds of stores. The argument spec, the checks of suboptions and the tests use this list; there is no other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..._errors import HIDDEN, OptionError
from .age_file import AgeFileSettings
from .secrets_manager import SecretsManagerSettings
from .store import StoreOptions, StoreSettings
from .vault_file import VaultFileSettings

__all__ = ["STORES", "read_store", "store_suboptions", "user_suboptions"]

STORES: Mapping[str, type[StoreSettings]] = MappingProxyType(
    {
        "secretsmanager": SecretsManagerSettings,
        "vault_file": VaultFileSettings,
        "age_file": AgeFileSettings,
    }
)


def store_suboptions() -> dict[str, dict[str, Any]]:
    """The argument spec of the suboptions of ``store``."""
    kind = {"type": "str", "required": True, "choices": list(STORES)}
    return {"kind": kind} | {name: dict(spec) for store in STORES.values() for name, spec in store.suboptions.items()}


def user_suboptions() -> dict[str, dict[str, Any]]:
    """The argument spec of the suboptions of ``users`` that some stores take."""
    return {name: dict(spec) for store in STORES.values() for name, spec in store.user_suboptions.items()}


def read_store(kind: str, options: StoreOptions) -> StoreSettings:
    """The settings of a store of this kind, checked.

    Raises:
        OptionError: a suboption that the store does not take, a suboption that is missing, or a wrong value.
    """
    _check_suboptions(kind, options.given)
    for at, user in enumerate(options.users.values()):
        for name in sorted(user_suboptions().keys() - STORES[kind].user_suboptions.keys()):
            if user.get(name):
                raise OptionError(f"users[{at}].{name}", user[name], f"the store {kind} does not use it")
    return STORES[kind].read(options)


def _check_suboptions(kind: str, given: Mapping[str, Any]) -> None:
    store, known = STORES[kind], store_suboptions()
    for name in sorted(given.keys() - store.suboptions.keys()):
        shown = HIDDEN if known[name].get("no_log") else given[name]
        problem, hint = f"the store {kind} has no such option", f"it has {', '.join(store.suboptions)}"
        raise OptionError(f"store.{name}", shown, problem, hint)
    for name in store.required:
        if not given.get(name):
            raise OptionError(f"store.{name}", given.get(name), f"the store {kind} needs it")
    if store.exactly_one_of and sum(bool(given.get(name)) for name in store.exactly_one_of) != 1:
        raise OptionError(
            ", ".join(f"store.{name}" for name in store.exactly_one_of),
            [name for name in store.exactly_one_of if name in given],
            f"the store {kind} needs exactly one of {' and '.join(store.exactly_one_of)}",
        )
