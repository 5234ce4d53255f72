# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the module ``access``, checked: what the account should hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_arn, check_name, check_path, check_tags, tag_texts
from .._iam.entities import Identity, Kind, Ref, Tags
from .._iam.limits import ADMINISTRATOR_ACCESS, SSM_MANAGED_INSTANCE
from .._policy.catalogue.editions import CATALOGUE
from .._policy.language.document import Document
from .spec import GENERAL_ROLE_TAG, DeployerSpec, Desired, GroupSpec, PolicySpec, RoleSpec, UserSpec, WorkerSpec
from .trust_options import ROLE_OPTIONS, read_trust, read_worker_trust

__all__ = ["GENERAL_ROLE_DESCRIPTION", "WORKER_DESCRIPTION", "read_options"]

MAX_SESSION_HOURS = 12  # of a role: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
GENERAL_ROLE_DESCRIPTION = "App2Container for people without an IAM user. Managed by fleetops.app2container."
WORKER_DESCRIPTION = "App2Container worker machines on EC2. Managed by fleetops.app2container."


def _boundary(value: str | None, option: str, identity: Identity) -> str | None:
    if not value:
        return value
    return check_arn(value, option, kinds=("policy",), partition=identity.partition, account_id=identity.account_id)


def _users(params: Sequence[Mapping[str, Any]], identity: Identity, common: Tags) -> tuple[UserSpec, ...]:
    users: list[UserSpec] = []
    seen: dict[str, str] = {}
    for at, item in enumerate(params):
        name = check_name(Kind.USER, item["name"], f"users[{at}].name")
        other = seen.setdefault(name.lower(), name)
        if len(seen) != len(users) + 1:
            problem = "is listed twice" if other == name else f"IAM ignores letter case, so it is the same as {other!r}"
            raise OptionError(f"users[{at}].name", name, problem, "list each user once")
        tags = None if item.get("tags") is None else tag_texts(item["tags"], f"users[{at}].tags")
        check_tags({**common, **(tags or {})}, f"users[{at}].tags")
        users.append(
            UserSpec(
                name=name,
                present=item.get("state") != "absent",
                tags=tags,
                boundary=_boundary(item.get("permissions_boundary"), f"users[{at}].permissions_boundary", identity),
            )
        )
    return tuple(users)


def _general_role(params: Mapping[str, Any], identity: Identity, *, present: bool) -> RoleSpec:
    hours = params.get("max_session_hours", 1)
    if not 1 <= hours <= MAX_SESSION_HOURS:
        problem = f"sessions of a role last from 1 to {MAX_SESSION_HOURS} hours"
        raise OptionError("general_role.max_session_hours", hours, problem)
    return RoleSpec(
        name=check_name(Kind.ROLE, params["name"], "general_role.name"),
        description=GENERAL_ROLE_DESCRIPTION,
        trust=read_trust("general_role", params, identity) if present else Document(),
        boundary=_boundary(params.get("permissions_boundary"), "general_role.permissions_boundary", identity),
        max_session=hours * 3600,
        own_tags=GENERAL_ROLE_TAG,
    )


def _worker(params: Mapping[str, Any], identity: Identity) -> WorkerSpec:
    return WorkerSpec(
        role=RoleSpec(
            name=check_name(Kind.ROLE, params["role_name"], "worker.role_name"),
            description=WORKER_DESCRIPTION,
            trust=read_worker_trust(params, identity),
            boundary=_boundary(params.get("permissions_boundary"), "worker.permissions_boundary", identity),
        ),
        profile_name=check_name(Kind.INSTANCE_PROFILE, params["instance_profile_name"], "worker.instance_profile_name"),
        policy_arns=(identity.aws_policy(SSM_MANAGED_INSTANCE),) if params.get("ssm") else (),
    )


def _deployer(params: Mapping[str, Any], identity: Identity, worker_arn: str, *, present: bool) -> DeployerSpec:
    kind = Kind(params["kind"])
    for option in ROLE_OPTIONS if kind is Kind.USER else ():
        if params.get(option):
            problem = "only a deployer of kind role trusts principals"
            raise OptionError(f"deployer.{option}", params[option], problem, "set deployer.kind to role")
    trusting = kind is Kind.ROLE and present
    return DeployerSpec(
        name=check_name(kind, params["name"], "deployer.name"),
        kind=kind,
        policy_arn=identity.aws_policy(ADMINISTRATOR_ACCESS),
        trust=read_trust("deployer", params, identity, worker_arn) if trusting else Document(),
        boundary=_boundary(params.get("permissions_boundary"), "deployer.permissions_boundary", identity),
    )


def _check_components(desired: Desired) -> None:
    """Checks what depends on several components."""
    for name in desired.policy.names if desired.policy else ():
        check_name(Kind.POLICY, name, "policy.name")
    if desired.group and desired.group.purge_members:
        _check_purge(desired, desired.group)
    if desired.deployer:
        _check_deployer_name(desired, desired.deployer)
    if desired.worker and desired.general_role:
        _check_general_role_name(desired.general_role.name, desired.worker.role.name)


def _check_purge(desired: Desired, group: GroupSpec) -> None:
    problem, hint = "", ""
    if desired.users is None:
        problem, hint = "members can be purged only against a list of users", "set users, even to an empty list"
    elif not group.managed:
        problem, hint = "no user is removed from a group that is not managed", "set group.manage to true"
    if problem:
        raise OptionError("group.purge_members", group.purge_members, problem, hint)


def _check_general_role_name(name: str, worker: str) -> None:
    if name.lower() == worker.lower():
        problem = "this role is also the worker role, which machines have"
        raise OptionError("general_role.name", name, problem, "use another name for one of them")


def _check_deployer_name(desired: Desired, deployer: DeployerSpec) -> None:
    """The deployer is an administrator, so it can be neither a general user nor one of the other roles."""
    others = {Ref(Kind.USER, user.name.lower()) for user in desired.users or ()}
    others |= {Ref(Kind.ROLE, role.name.lower()) for part, role in desired.roles.items() if part != "deployer"}
    if Ref(deployer.kind, deployer.name.lower()) in others:
        raise OptionError(
            "deployer.name",
            deployer.name,
            f"this {deployer.kind.label} is also a general user, the general role or the worker role",
            "use another name for the deployer",
        )


def _policy(params: Mapping[str, Any], documents: tuple[Document, ...], valid_until: str) -> PolicySpec:
    return PolicySpec(
        name=check_name(Kind.POLICY, params["name"], "policy.name"),
        documents=documents,
        catalogue=CATALOGUE.version,
        valid_until=valid_until,
    )


def _group(params: Mapping[str, Any]) -> GroupSpec:
    return GroupSpec(
        name=check_name(Kind.GROUP, params["name"], "group.name"),
        managed=params.get("manage", True),
        purge_members=params.get("purge_members", False),
    )


def _whole(params: Mapping[str, Any], identity: Identity) -> Desired:
    """What the options say of everything, without a part."""
    return Desired(
        identity=identity,
        present=params.get("state", "present") == "present",
        path=check_path(params.get("path", "/app2container/"), "path"),
        tags=None if params.get("tags") is None else check_tags(tag_texts(params["tags"], "tags"), "tags"),
        purge_tags=params.get("purge_tags", True),
        adopt=params.get("adopt", False),
        purge=params.get("purge", False),
        purge_policies=params.get("purge_policies", False),
    )


def read_options(
    params: Mapping[str, Any], identity: Identity, documents: tuple[Document, ...] = (), valid_until: str = ""
) -> Desired:
    """What the parameters of the ``access`` module ask for.

    Args:
        params: the module's parameters.
        identity: the account and partition of the caller.
        documents: the general policy's documents; none when ``state`` is absent or no ``policy`` is given.
        valid_until: when what the documents grant ends; empty if it does not.

    Raises:
        OptionError: a value that IAM would refuse, or options that contradict each other.
    """
    whole = _whole(params, identity)
    policy, group, users = params.get("policy"), params.get("group"), params.get("users")
    general_role, worker, deployer = params.get("general_role"), params.get("worker"), params.get("deployer")
    workers = _worker(worker, identity) if worker else None
    worker_arn = identity.arn(Kind.ROLE, whole.path, workers.role.name) if workers else ""
    desired = replace(
        whole,
        policy=policy and _policy(policy, documents, valid_until),
        group=group and _group(group),
        users=None if users is None else _users(users, identity, whole.tags or {}),
        general_role=general_role and _general_role(general_role, identity, present=whole.present),
        worker=workers,
        deployer=deployer and _deployer(deployer, identity, worker_arn, present=whole.present),
    )
    _check_components(desired)
    return desired
