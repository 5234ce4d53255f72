# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the inventory plugin as filters. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import (
    App2ContainerError,
    OptionError,
    shortened,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._options.checks import (
    account_id,
    flag,
    some_of,
    sorted_texts,
    texts,
)

from .model import State
from .selection import Filters

__all__ = ["FILTERS", "check_names", "filters_of"]

# The options that filter, in the order in which the documentation has them.
FILTERS = (
    "states",
    "management_account",
    "accounts",
    "exclude_accounts",
    "organizational_units",
    "exclude_organizational_units",
    "tag_filters",
)


def check_names(given: Iterable[str], known: Iterable[str]) -> None:
    """Refuses options that do not exist. Ansible would ignore them, and with them a filter that is misspelled.

    Raises:
        App2ContainerError: there is no such option.
    """
    known = sorted(known)
    for name in given:
        if name not in known:
            near = get_close_matches(str(name), known, n=1)
            hint = f"did you mean {near[0]}?" if near else "rename or remove it."
            raise App2ContainerError(f"{shortened(str(name))}: the plugin has no such option; {hint}")


def filters_of(option: Callable[[str], Any]) -> Filters:
    """The filters.

    Args:
        option: gives the value of an option.

    Raises:
        OptionError: an option has a value that it cannot have.
    """

    def several(name: str, check: Callable[[str, Any], tuple[str, ...]]) -> tuple[str, ...]:
        value = option(name)
        return check(name, value) if value or not isinstance(value, (list, type(None))) else ()

    def account_ids(name: str, value: Any) -> tuple[str, ...]:
        return sorted_texts(name, _without_numbers(name, value), account_id)

    return Filters(
        states=tuple(State(item) for item in some_of("states", option("states"), [*State])),
        management=flag("management_account", option("management_account")),
        accounts=several("accounts", account_ids),
        exclude_accounts=several("exclude_accounts", account_ids),
        units=several("organizational_units", texts),
        exclude_units=several("exclude_organizational_units", texts),
        tags=_tag_filters(option("tag_filters")),
    )


def _without_numbers(name: str, value: Any) -> Any:
    """A list, if YAML has read no account ID in it as a number, which loses a leading zero."""
    for at, item in enumerate(value if isinstance(value, list) else ()):
        account_id(f"{name}[{at}]", item)
    return value


def _tag_filters(value: Any) -> dict[str, tuple[str, ...]] | None:
    """For each tag the values that it may have: a text, a list of texts, or null for any."""
    if not value:
        return None
    if not isinstance(value, Mapping):
        raise OptionError("tag_filters", value, "must be a mapping of tags to their values")
    return {str(name): _values(f"tag_filters.{name}", item) for name, item in value.items()}


def _values(where: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise OptionError(where, value, "must be a text, a list of texts, or null for any value", "put it in quotes")
    return texts(where, value)
