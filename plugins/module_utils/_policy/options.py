# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a policy as a value, and what follows from their table: the argument spec and the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .._iam.entities import Identity
from .._options import checks
from . import option_checks
from .language.partitions import PARTITIONS
from .option_row import Location, Option, read, rows_of
from .option_table import OptionTable

__all__ = ["OPTIONS", "PolicyOptions", "policy_argument_spec", "policy_documentation"]

OPTIONS: Mapping[str, Option] = MappingProxyType(rows_of(OptionTable))


@dataclass(frozen=True, kw_only=True)
class PolicyOptions(OptionTable):
    """What a policy grants, and where; make one with ``from_params``.

    ``customized`` names the options that differ from their default. ``prefix`` comes before the name of an option in
    messages. Neither counts in comparisons.
    """

    account_id: str
    partition: str
    customized: frozenset[str] = field(default=frozenset(), compare=False)
    prefix: str = field(default="", compare=False)

    @classmethod
    def from_params(
        cls,
        params: Mapping[str, Any],
        *,
        account_id: str,
        partition: str,
        default_region: str | None,
        prefix: str = "",
    ) -> PolicyOptions:
        """Checks options as a user wrote them.

        Args:
            params: the options by name; other keys are ignored, and a missing option or None means its default.
                Nothing in it is changed.
            account_id: the account that the policy is for.
            partition: the partition of that account.
            default_region: used where ``regions`` is not set, usually the Region of the connection.
            prefix: comes before the name of an option in messages, for example ``policy.``.

        Raises:
            OptionError: an option that cannot work, by its full name and with its value.
        """
        values = {name: params.get(name) for name in OPTIONS}
        regions = default_region if values["regions"] is None else values["regions"]
        for name, value in {"account_id": account_id, **values, "regions": regions}.items():
            option_checks.without_placeholders(prefix + name, value)
        identity = Identity(
            account_id=checks.account_id(f"{prefix}account_id", account_id),
            partition=checks.one_of(f"{prefix}partition", partition, tuple(PARTITIONS)),
        )
        location = Location(identity=identity, regions=(default_region,) if default_region else ())
        location = location._replace(regions=OPTIONS["regions"].check(location, f"{prefix}regions", values["regions"]))
        return cls(
            account_id=identity.account_id,
            partition=identity.partition,
            **read(OPTIONS, values, location, prefix),
            customized=_customized(values),
            prefix=prefix,
        )


def _customized(values: Mapping[str, Any]) -> frozenset[str]:
    """The names of the options that are set, and not to their default."""
    return frozenset(
        name
        for name, option in OPTIONS.items()
        if values[name] is not None and values[name] != option.spec().get("default")
    )


def policy_argument_spec(*, deploy_targets_required: bool = False) -> dict[str, Any]:
    """The argument spec of the policy options, a new one at each call.

    Args:
        deploy_targets_required: false where the options are suboptions that a removal does not need;
            ``PolicyOptions.from_params`` asks for targets in any case.
    """
    spec = {name: option.spec() for name, option in OPTIONS.items()}
    if deploy_targets_required:
        spec["deploy_targets"]["required"] = True
    return spec


def policy_documentation(*, deploy_targets_required: bool = False) -> dict[str, Any]:
    """The documentation of the policy options as a module has it, a new one at each call."""
    documentation = {name: option.documentation() for name, option in OPTIONS.items()}
    if deploy_targets_required:
        documentation["deploy_targets"]["required"] = True
    return documentation
