# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How one policy option is written down: type, default, check and description in one row.

A row is the metadata of a dataclass field. The argument spec, the documentation and the reading of options follow from
the rows of a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from .._iam.entities import Identity
from .._options import checks

__all__ = ["Check", "Location", "Option", "flag", "one_of", "read", "row", "rows_of", "some_of", "texts"]

Metadata = Mapping[str, "Option"]

_KEY = "option"


class Location(NamedTuple):
    """Where a policy applies: the account, and the Regions."""

    identity: Identity
    regions: tuple[str, ...]


Check = Callable[[Location, str, Any], Any]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option.

    Args:
        description: sentences in the markup of Ansible's documentation, where ``O(name)`` is another policy option.
        check: gets the location, the full name of the option and a value, and returns the value that is kept.
            It raises ``OptionError``.
        type: as in an argument spec, like all that follow.
        elements: the type of the entries of a list.
        choices: the known values.
        default: None for an option without one.
        required: whether the option must be set.
        not_secret: whether Ansible would take the option for a secret by its name.
        suboptions: the rows of a mapping, or of the mappings in a list.
    """

    description: tuple[str, ...]
    check: Check
    type: str = "str"
    elements: str = ""
    choices: tuple[str, ...] = ()
    default: str | bool | tuple[str, ...] | None = None
    required: bool = False
    not_secret: bool = False
    suboptions: Mapping[str, Option] = field(default_factory=dict)

    def _shape(self) -> dict[str, Any]:
        """What the argument spec and the documentation both say, in the order of the documentation."""
        default = list(self.default) if isinstance(self.default, tuple) else self.default
        shape: dict[str, Any] = {"type": self.type}
        if self.elements:
            shape["elements"] = self.elements
        if self.required:
            shape["required"] = True
        if self.choices:
            shape["choices"] = list(self.choices)
        if default is not None:
            shape["default"] = default
        return shape

    def spec(self) -> dict[str, Any]:
        """The option in the form of an argument spec, a new one at each call."""
        spec = self._shape()
        if self.suboptions:
            spec["options"] = {name: option.spec() for name, option in self.suboptions.items()}
        if self.not_secret:
            spec["no_log"] = False
        return spec

    def documentation(self) -> dict[str, Any]:
        """The option in the form of a module's documentation, a new one at each call."""
        documentation = {"description": list(self.description), **self._shape()}
        if self.suboptions:
            documentation["suboptions"] = {name: item.documentation() for name, item in self.suboptions.items()}
        return documentation


def row(*description: str, check: Check, **shape: Any) -> Metadata:
    """The row of an option with a check of its own."""
    return {_KEY: Option(description=description, check=check, **shape)}


def flag(*description: str, default: bool, **further: Any) -> Metadata:
    """The row of a boolean option."""
    return row(
        *description,
        check=lambda _location, where, value: checks.flag(where, value),
        type="bool",
        default=default,
        **further,
    )


def one_of(choices: tuple[str, ...], *description: str, default: str) -> Metadata:
    """The row of an option that is one of the known values."""
    return row(
        *description,
        check=lambda _location, where, value: checks.one_of(where, value, choices),
        choices=choices,
        default=default,
    )


def some_of(choices: tuple[str, ...], *description: str) -> Metadata:
    """The row of a list of known values; the default is all of them."""
    return row(
        *description,
        check=lambda _location, where, value: checks.some_of(where, value, choices),
        type="list",
        elements="str",
        choices=choices,
        default=choices,
    )


def texts(check: Check, *description: str, default: tuple[str, ...], **further: Any) -> Metadata:
    """The row of a list of which each entry passes a check. It may be empty only where the default is."""

    def check_list(location: Location, where: str, value: Any) -> tuple[str, ...]:
        if not default and value in ([], ()):
            return ()
        return checks.sorted_texts(where, value, lambda name, item: check(location, name, item))

    return row(*description, check=check_list, type="list", elements="str", default=default, **further)


def rows_of(table: type) -> dict[str, Option]:
    """The rows of a dataclass by the names of their fields, in order; other fields are no options."""
    return {item.name: item.metadata[_KEY] for item in fields(table) if _KEY in item.metadata}


def read(rows: Mapping[str, Option], params: Mapping[str, Any], location: Location, prefix: str) -> dict[str, Any]:
    """The checked values of options by name.

    Args:
        rows: the options.
        params: values as a user wrote them; a missing one or None means the default.
        location: where the policy applies.
        prefix: comes before the names of options in messages.

    Raises:
        OptionError: a value that cannot work.
    """
    return {
        name: option.check(location, prefix + name, option.default if params.get(name) is None else params[name])
        for name, option in rows.items()
    }
