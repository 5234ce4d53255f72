# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a policy, checked: ``PolicyOptions`` and the argument spec that both modules share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .._errors import OptionError
from .._options import checks
from . import checks as option_checks
from . import resource_names as names
from .catalogue.commands import COMMANDS
from .catalogue.section import EDITIONS, TARGETS
from .language.document import Statement

__all__ = ["PIPELINES", "STYLES", "ArtifactBucket", "PolicyOptions", "policy_argument_spec"]

STYLES = ("documented", "scoped", "minimal")
PIPELINES = ("none", "codepipeline", "jenkins", "azure_devops")

_ANY_NAME = ["*"]


def _list(default: list[str] | None = None, **further: object) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": "list", "elements": "str", **further}
    return spec if default is None else {**spec, "default": list(default)}


def _bool(*, default: bool, **further: object) -> dict[str, Any]:
    return {"type": "bool", "default": default, **further}


def policy_argument_spec(*, deploy_targets_required: bool = False) -> dict[str, Any]:
    """The argument spec of the policy options, a new one at each call.

    Args:
        deploy_targets_required: false where the options are suboptions that a removal does not need;
            ``PolicyOptions.from_params`` asks for targets in any case.
    """
    needed: dict[str, Any] = {"required": True} if deploy_targets_required else {}
    return {
        "deploy_targets": _list(choices=list(TARGETS), **needed),
        "style": {"type": "str", "choices": list(STYLES), "default": "scoped"},
        "editions": _list(list(EDITIONS), choices=list(EDITIONS)),
        "commands": _list(list(COMMANDS), choices=list(COMMANDS)),
        "regions": _list(),
        "artifact_buckets": {
            "type": "list",
            "elements": "dict",
            "default": [],
            "options": {
                "name": {"type": "str", "required": True},
                "prefix": {"type": "str", "default": ""},
                "kms_key_arn": {"type": "str", "no_log": False},
            },
        },
        "ecr_repositories": _list(_ANY_NAME),
        "ecs_clusters": _list(_ANY_NAME),
        "codecommit_repositories": _list(_ANY_NAME),
        "apprunner_services": _list(_ANY_NAME),
        "ecs_task_execution_role": {"type": "str", "default": "ecsTaskExecutionRole"},
        "byo_vpc": _bool(default=False),
        "metrics": _bool(default=False),
        "support_bundles": _bool(default=False),
        "remote_workflows": _bool(default=False),
        "firelens": _bool(default=False),
        "ec2_key_pairs": _bool(default=True, no_log=False),
        "eks_roles": _bool(default=False),
        "created_roles_boundary": {"type": "str", "default": "App2ContainerBoundary"},
        "secrets": _list(["a2c/*"], no_log=False),
        "secrets_kms_key_arns": _list([], no_log=False),
        "pipeline": {"type": "str", "choices": list(PIPELINES), "default": "none"},
        "extra_statements": {"type": "list", "elements": "dict", "default": []},
        "exclude_actions": _list([]),
    }


@dataclass(frozen=True, kw_only=True, order=True)
class ArtifactBucket:
    """A bucket for artifacts. ``prefix``: how the keys that may be used begin. ``kms_key_arn``: empty for none."""

    name: str
    prefix: str = ""
    kms_key_arn: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyOptions:
    """What a policy shall grant; make one with ``from_params``.

    Lists are sorted and without repetition, so that options that mean the same are equal. ``ecs_task_execution_role``
    and ``created_roles_boundary`` are ARNs; ``secrets`` are ARN patterns. ``given`` names the options that differ from
    their default, ``prefix`` comes before the name of an option in messages; neither counts in comparisons.
    """

    deploy_targets: tuple[str, ...]
    style: str
    editions: tuple[str, ...]
    commands: tuple[str, ...]
    account_id: str
    partition: str
    regions: tuple[str, ...]
    artifact_buckets: tuple[ArtifactBucket, ...]
    ecr_repositories: tuple[str, ...]
    ecs_clusters: tuple[str, ...]
    codecommit_repositories: tuple[str, ...]
    apprunner_services: tuple[str, ...]
    ecs_task_execution_role: str
    byo_vpc: bool
    metrics: bool
    support_bundles: bool
    remote_workflows: bool
    firelens: bool
    ec2_key_pairs: bool
    eks_roles: bool
    created_roles_boundary: str
    secrets: tuple[str, ...]
    secrets_kms_key_arns: tuple[str, ...]
    pipeline: str
    extra_statements: tuple[Statement, ...]
    exclude_actions: tuple[str, ...]
    given: frozenset[str] = field(default=frozenset(), compare=False)
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
            default_region: used where ``regions`` is not given, usually the Region of the connection.
            prefix: comes before the name of an option in messages, for example ``policy.``.

        Raises:
            OptionError: an option that cannot work, by its full name and with its value.
        """
        spec = policy_argument_spec()
        chosen = {name: params.get(name) for name in spec}
        option_checks.without_placeholders(f"{prefix}account_id", account_id)
        for name, value in chosen.items():
            option_checks.without_placeholders(prefix + name, value)
        place = names.Place(
            account=checks.account_id(f"{prefix}account_id", account_id),
            partition=option_checks.partition(f"{prefix}partition", partition),
        )
        reader = _Reader(
            values={name: spec[name].get("default") if value is None else value for name, value in chosen.items()},
            place=place,
            prefix=prefix,
        )
        return cls(
            account_id=place.account,
            partition=place.partition,
            **reader.lists_and_choices(),
            **reader.resources(default_region),
            **{name: reader.check(name, checks.flag) for name in spec if spec[name]["type"] == "bool"},
            extra_statements=reader.extra_statements(),
            given=frozenset(
                name for name, value in chosen.items() if value is not None and value != spec[name].get("default")
            ),
            prefix=prefix,
        )


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads options group by group, each under its full name."""

    values: Mapping[str, Any]
    place: names.Place
    prefix: str

    def check(self, name: str, check: Callable[[str, Any], Any]) -> Any:
        return check(self.prefix + name, self.values[name])

    def each(self, name: str, check: Callable[[str, str], str]) -> tuple[str, ...]:
        return checks.sorted_texts(self.prefix + name, self.values[name], check)

    def each_or_none(self, name: str, check: Callable[[str, str], str]) -> tuple[str, ...]:
        """Like ``each``, for a list that may be empty."""
        return () if self.values[name] in ([], ()) else self.each(name, check)

    def lists_and_choices(self) -> dict[str, Any]:
        if self.values["deploy_targets"] is None:
            raise OptionError(
                f"{self.prefix}deploy_targets", None, "is required", f"name at least one of {', '.join(TARGETS)}"
            )
        return {
            **{
                name: checks.some_of(self.prefix + name, self.values[name], known)
                for name, known in (("deploy_targets", TARGETS), ("editions", EDITIONS), ("commands", tuple(COMMANDS)))
            },
            **{
                name: checks.one_of(self.prefix + name, self.values[name], known)
                for name, known in (("style", STYLES), ("pipeline", PIPELINES))
            },
            "exclude_actions": self.each_or_none("exclude_actions", option_checks.action_pattern),
        }

    def resources(self, default_region: str | None) -> dict[str, Any]:
        regions = self.regions(default_region)
        where = f"{self.prefix}secrets"
        secrets = {
            arn
            for at, value in enumerate(checks.texts(where, self.values["secrets"]))
            for arn in names.secret(self.place, regions, f"{where}[{at}]", value)
        }
        return {
            "regions": regions,
            "artifact_buckets": self.artifact_buckets(),
            **{name: self.each(name, partial(names.name_pattern, name)) for name in names.NAME_PATTERNS},
            "ecs_task_execution_role": self.check("ecs_task_execution_role", partial(names.role, self.place)),
            "created_roles_boundary": self.check("created_roles_boundary", partial(names.boundary, self.place)),
            "secrets": tuple(sorted(secrets)),
            "secrets_kms_key_arns": self.each_or_none("secrets_kms_key_arns", partial(names.kms_key, self.place)),
        }

    def regions(self, default: str | None) -> tuple[str, ...]:
        where = f"{self.prefix}regions"
        value = self.values["regions"]
        if value is None:
            if not default:
                raise OptionError(
                    where,
                    value,
                    "is not given and neither the connection nor the environment has a Region",
                    "name at least one Region",
                )
            option_checks.without_placeholders(where, default)
            return (names.region(self.place, where, default),)
        return checks.sorted_texts(where, value, partial(names.region, self.place))

    def artifact_buckets(self) -> tuple[ArtifactBucket, ...]:
        where = f"{self.prefix}artifact_buckets"
        value = self.values["artifact_buckets"]
        if not isinstance(value, (list, tuple)):
            raise OptionError(where, value, "must be a list")
        return tuple(sorted({self._bucket(f"{where}[{at}]", item) for at, item in enumerate(value)}))

    def _bucket(self, where: str, value: Any) -> ArtifactBucket:
        if not isinstance(value, Mapping):
            raise OptionError(where, value, "must have a name, and may have a prefix and a kms_key_arn")
        unknown = sorted(set(value) - {"name", "prefix", "kms_key_arn"})
        if unknown:
            raise OptionError(f"{where}.{unknown[0]}", value[unknown[0]], "is not an option")
        key = value.get("kms_key_arn")
        prefix = value.get("prefix")
        return ArtifactBucket(
            name=names.bucket_name(f"{where}.name", value.get("name")),
            prefix=names.object_prefix(f"{where}.prefix", "" if prefix is None else prefix),
            kms_key_arn="" if key is None else names.kms_key(self.place, f"{where}.kms_key_arn", key),
        )

    def extra_statements(self) -> tuple[Statement, ...]:
        """The statements in an order of their own, so that the given order does not count."""
        where = f"{self.prefix}extra_statements"
        value = self.values["extra_statements"]
        if not isinstance(value, (list, tuple)):
            raise OptionError(where, value, "must be a list")
        read = [
            (option_checks.statement(f"{where}[{at}]", item), f"{where}[{at}].Sid") for at, item in enumerate(value)
        ]
        unique: dict[Statement, None] = {}
        sids: set[str] = set()
        for found, name in sorted(read, key=lambda item: json.dumps(item[0].to_json(), sort_keys=True)):
            if found in unique:
                continue
            if found.sid and found.sid in sids:
                raise OptionError(name, found.sid, "is used by two different statements")
            sids.add(found.sid)
            unique[found] = None
        return tuple(unique)
