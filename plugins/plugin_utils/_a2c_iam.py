# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role a2c_iam: its variables as options of the modules that it runs. Pure.

A variable that is not set gives no option, so that ``module_defaults`` and the defaults of the module apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._bucket.findings import FINDINGS as BUCKET_FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import Finding, finding
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.findings import FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.options import full_name
from ansible_collections.fleetops.app2container.plugins.plugin_utils._key_slices import Place, slices

__all__ = ["NOT_OPTIONS", "PARTS", "Options", "calls", "findings", "option_of", "paths_of", "problems"]

Options = Mapping[str, Any]

PREFIX = "a2c_iam_"
BUCKET = "artifact_bucket"  # the module, and its component
PARTS = (
    "policy",
    "group",
    "general_role",
    "worker",
    "deployer",
)  # options of access with a variable for each suboption
# Variables that only the role itself reads.
NOT_OPTIONS = frozenset({"components", "access_keys_enabled", "fact", "show_summary"})
OTHER_NAMES: Mapping[str, str] = MappingProxyType({"purge_members": "group.purge_members"})
# The options of other modules that have the same variable as the option of access.
SHARED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "access_keys": frozenset({"account_id", "assume_role_arn", "assume_role_external_id", "preflight"}),
        "artifact_bucket": frozenset(
            {"state", "account_id", "assume_role_arn", "assume_role_external_id", "tags", "purge_tags", "adopt"}
        ),
        "remote_secrets": frozenset(
            {"state", "account_id", "assume_role_arn", "assume_role_external_id", "tags", "purge_tags", "adopt"}
        ),
    }
)
# The components that an option of access belongs to.
COMPONENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "policy": frozenset({"policy", "group", "general_role", "worker"}),
        "group": frozenset({"group", "users"}),
        "general_role": frozenset({"general_role"}),
        "worker": frozenset({"worker"}),
        "deployer": frozenset({"deployer"}),
    }
)
# What makes the policy grant a secret, by its kind: an option of the policy, and its value.
GRANTED_BY: Mapping[str, tuple[str, object]] = MappingProxyType(
    {
        "linux": ("remote_workflows", True),
        "windows": ("remote_workflows", True),
        "gmsa": ("remote_workflows", True),
        "jenkins_git": ("pipeline", "jenkins"),
        "jenkins_server": ("pipeline", "jenkins"),
        "azure": ("pipeline", "azure_devops"),
    }
)


def option_of(variable: str) -> tuple[str, str]:
    """The module whose option a variable sets, and the name of the option; without a module, the role reads it."""
    name = variable.removeprefix(PREFIX)
    if name in NOT_OPTIONS:
        return "", name
    if name == "remote_secrets":
        return "remote_secrets", "secrets"
    for module in ("access_keys", BUCKET):
        if name.startswith(f"{module}_"):
            return module, name.removeprefix(f"{module}_")
    part = next((part for part in PARTS if name.startswith(f"{part}_")), "")
    path = f"{part}.{name.removeprefix(f'{part}_')}" if part else name
    return "access", OTHER_NAMES.get(name, path)


def paths_of(variables: Sequence[str], module: str) -> dict[str, str]:
    """The variables that set the options of a module, by option."""
    found = {}
    for variable in variables:
        owner, option = option_of(variable)
        if owner == module or (owner == "access" and option in SHARED.get(module, ())):
            found[option] = variable
    return found


def findings(variables: Options, access: Options) -> list[Finding]:
    """The findings on variables of several modules.

    Args:
        variables: the variables that are set, converted.
        access: the options of access, as ``calls`` returns them.
    """
    if access["policy"] is None or variables.get(f"{PREFIX}state") == "absent":
        return []
    found = []
    for at, secret in enumerate(variables.get(f"{PREFIX}remote_secrets") or ()):
        option, value = GRANTED_BY.get(secret.get("kind"), ("", None))
        if option and secret.get("state") != "absent" and access["policy"].get(option) != value:
            where, shown = f"{PREFIX}remote_secrets[{at}]", str(value).lower()
            found.append(
                finding(FINDINGS, "secret-not-granted", where, variable=f"{PREFIX}policy_{option}", value=shown)
            )
    return [*found, *_bucket_findings(variables, access["policy"])]


def _named_buckets(policy: Options) -> list[object]:
    """The buckets that the variables of the policy name, as names."""
    return [item.get("name") for item in policy.get("artifact_buckets") or () if isinstance(item, Mapping)]


def _bucket_findings(variables: Options, policy: Options) -> Iterator[Finding]:
    """The finding on an artifact bucket that the policy of the variables leaves out."""
    name, variable = variables.get(f"{PREFIX}{BUCKET}_name"), f"{PREFIX}policy_artifact_buckets"
    named = _named_buckets(policy)
    if (
        BUCKET in variables.get(f"{PREFIX}components", ())
        and named
        and not any(str(name) in str(item) for item in named)
    ):
        yield finding(BUCKET_FINDINGS, "bucket-not-granted", f"{PREFIX}{BUCKET}_name", bucket=name, variable=variable)


def problems(variables: Options, defaults: Mapping[str, Options]) -> list[str]:
    """Messages on variables that are missing.

    Args:
        variables: the variables that are set, converted.
        defaults: the options that ``module_defaults`` gives to each module.
    """
    variable = f"{PREFIX}{BUCKET}_name"
    if BUCKET not in variables.get(f"{PREFIX}components", ()) or variable in variables or "name" in defaults[BUCKET]:
        return []
    hint = "set it to the name of the bucket, for example a2c-artifacts-123456789012"
    return [str(OptionError(variable, None, f"is required for the component {BUCKET}", hint))]


def calls(
    spec: Options, variables: Options, defaults: Mapping[str, Options], *, leaves_bucket: bool = False
) -> dict[str, Any]:
    """What each module of the role gets, without secrets.

    Args:
        spec: the options of the argument spec of the role.
        variables: the variables that are set, converted.
        defaults: the options that ``module_defaults`` gives to each module.
        leaves_bucket: whether the run leaves the bucket alone, whatever the components are.

    Returns:
        For each module its options; ``removed_keys`` are those of access_keys for users that lose their keys. What the
        role reads itself is beside them, with ``several`` for a run that needs more modules than access.
    """
    values = {name: option["default"] for name, option in spec.items() if "default" in option} | dict(variables)
    role = _Role(values, variables, defaults)
    has_secrets = bool(variables.get(f"{PREFIX}remote_secrets"))
    has_bucket = role.has_bucket and not leaves_bucket
    removed_keys, key_users = role.removed_keys(), list(slices(role.key_users()))
    return {
        "several": bool(has_secrets or has_bucket or removed_keys or key_users),
        "state": values[f"{PREFIX}state"],
        "access": role.access(),
        "remote_secrets": role.options("remote_secrets", "secrets"),
        "secret_kinds": _kinds(variables),
        "has_secrets": has_secrets,
        "artifact_bucket": role.options(BUCKET),
        "has_bucket": has_bucket,
        "covered": role.covered(),
        "store": role.store(),
        "removed_keys": removed_keys,
        "access_keys": role.options("access_keys", "users", "store"),
        "key_users": key_users,
        "fact": values[f"{PREFIX}fact"],
        "show_summary": values[f"{PREFIX}show_summary"],
    }


def _kinds(variables: Options) -> dict[str, str]:
    """What the secrets are for that are to be present, by their names, without their values."""
    if variables.get(f"{PREFIX}state") == "absent":
        return {}
    return {one["name"]: one["kind"] for one in _present_secrets(variables) if one.get("kind")}


def _present_secrets(variables: Options) -> list[Options]:
    """The secrets in the variables but those that are to be absent."""
    return [one for one in variables.get(f"{PREFIX}remote_secrets") or () if one.get("state") != "absent"]


class _Role:
    """The variables of one run. ``values`` have the defaults of the argument spec where a variable is not set."""

    def __init__(self, values: Options, variables: Options, defaults: Mapping[str, Options]) -> None:
        self._values, self._set = values, variables
        self._defaults = defaults
        self._components = frozenset(values[f"{PREFIX}components"])
        self._users: list[dict[str, Any]] = variables.get(f"{PREFIX}users", defaults["access"].get("users") or [])
        self._names = [user["name"] for user in self._users]
        self.has_bucket = BUCKET in self._components
        is_user = values[f"{PREFIX}deployer_kind"] == "user"
        self._deployers = [values[f"{PREFIX}deployer_name"]] if is_user else []

    def options(self, module: str, *without: str) -> dict[str, Any]:
        """The options of a module that are set, apart from these."""
        paths = paths_of(list(self._set), module)
        return {option: self._set[name] for option, name in paths.items() if option not in without}

    def access(self) -> dict[str, Any]:
        """The options of access. A part that belongs to no component is null, whatever ``module_defaults`` says."""
        given = self.options("access", "users")
        found = {option: value for option, value in given.items() if "." not in option}
        for part in PARTS:
            suboptions = {name.partition(".")[2]: given[name] for name in given if name.startswith(f"{part}.")}
            managed = self._components & COMPONENTS[part]
            found[part] = {**(self._defaults["access"].get(part) or {}), **suboptions} if managed else None
        if found["policy"] is not None:
            found["policy"].setdefault("deploy_targets", self._values[f"{PREFIX}policy_deploy_targets"])
        if found["group"] is not None:
            found["group"]["manage"] = "group" in self._components
        found["users"] = self._users if "users" in self._components else None
        return found

    def covered(self) -> dict[str, list[Any]]:
        """What the policy covers where its variables do not say it: the secrets and the bucket of the same run.

        The role itself takes the ARNs from the modules that manage them. An audit does not run these.
        """
        secrets = [full_name(secret["name"]) for secret in _present_secrets(self._set)]
        settings = self.options(BUCKET)
        bucket = {option: settings[option] for option in ("name", "kms_key_arn") if settings.get(option)}
        buckets = [bucket] if self.has_bucket and "name" in bucket else []
        return {option: named for option, named in (("secrets", secrets), ("artifact_buckets", buckets)) if named}

    def store(self) -> dict[str, Any] | None:
        """The store where no variable names one; None where one does, or ``module_defaults``."""
        named = self._set.get(f"{PREFIX}access_keys_store") or self._defaults["access_keys"].get("store")
        return None if named else dict(self._values[f"{PREFIX}access_keys_store"])

    def _managed(self) -> list[str]:
        return [
            *(self._names if "users" in self._components else ()),
            *(self._deployers if "deployer" in self._components else ()),
        ]

    def _absent(self) -> list[str]:
        return [user["name"] for user in self._users if user.get("state") == "absent"]

    def _unmanaged(self) -> set[str]:
        return {*self._names, *self._deployers} - {*self._managed()}

    def _named_key_users(self) -> list[Place]:
        variable = f"{PREFIX}access_keys_users"
        named = self._set.get(variable, self._defaults["access_keys"].get("users"))
        if named is not None:
            return [Place(f"{variable}[{at}]", user) for at, user in enumerate(named)]
        places = [f"{PREFIX}users[{at}]" for at in range(len(self._names))] if "users" in self._components else []
        further = [f"{PREFIX}deployer_name"] * (len(self._managed()) - len(places))
        return [Place(place, {"name": name}) for place, name in zip([*places, *further], self._managed(), strict=True)]

    def _manages_keys(self) -> bool:
        return bool(self._values[f"{PREFIX}access_keys_enabled"] and self._components & {"users", "deployer"})

    def key_users(self) -> list[Place]:
        """The users that get a key."""
        if not self._manages_keys() or self._values[f"{PREFIX}state"] != "present":
            return []
        without = {*self._absent(), *self._unmanaged()}
        return [place for place in self._named_key_users() if place.user["name"] not in without]

    def removed_keys(self) -> list[dict[str, Any]]:
        """The users that lose their keys: those that are absent, or all."""
        if not self._manages_keys():
            return []
        names = self._absent()
        if self._values[f"{PREFIX}state"] != "present":
            names = [*self._managed(), *(place.user["name"] for place in self._named_key_users())]
        return [{"name": name} for name in dict.fromkeys(names) if name not in self._unmanaged()]
