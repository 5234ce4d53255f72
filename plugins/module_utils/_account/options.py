# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the module ``access``, checked: what the account should hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_arn, check_name, check_path, check_tags, tag_texts
from .._iam.entities import Identity, Kind, Ref, Tags
from .._iam.limits import ADMINISTRATOR_ACCESS, SSM_MANAGED_INSTANCE
from .._policy.catalogue.editions import CATALOGUE
from .._policy.language.document import Document
from .spec import DeployerSpec, Desired, GroupSpec, PolicySpec, RoleSpec, UserSpec, WorkerSpec
from .trust import ec2_trust, read_deployer_trust

__all__ = ["WORKER_DESCRIPTION", "read_options"]

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


def _worker(params: Mapping[str, Any], identity: Identity) -> WorkerSpec:
    return WorkerSpec(
        role=RoleSpec(
            name=check_name(Kind.ROLE, params["role_name"], "worker.role_name"),
            description=WORKER_DESCRIPTION,
            trust=ec2_trust(),
            boundary=_boundary(params.get("permissions_boundary"), "worker.permissions_boundary", identity),
        ),
        profile_name=check_name(Kind.INSTANCE_PROFILE, params["instance_profile_name"], "worker.instance_profile_name"),
        policy_arns=(identity.aws_policy(SSM_MANAGED_INSTANCE),) if params.get("ssm") else (),
    )


def _deployer(params: Mapping[str, Any], identity: Identity, worker_arn: str, *, present: bool) -> DeployerSpec:
    kind = Kind(params["kind"])
    for option in ("trusted_principals", "trust_worker"):
        if kind is Kind.USER and params.get(option):
            problem = "only a deployer of kind role trusts principals"
            raise OptionError(f"deployer.{option}", params[option], problem, "set deployer.kind to role")
    trust = read_deployer_trust(params, identity, worker_arn) if kind is Kind.ROLE and present else Document()
    return DeployerSpec(
        name=check_name(kind, params["name"], "deployer.name"),
        kind=kind,
        policy_arn=identity.aws_policy(ADMINISTRATOR_ACCESS),
        trust=trust,
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


def _check_purge(desired: Desired, group: GroupSpec) -> None:
    problem, hint = "", ""
    if desired.users is None:
        problem, hint = "members can be purged only against a list of users", "set users, even to an empty list"
    elif not group.managed:
        problem, hint = "no user is removed from a group that is not managed", "set group.manage to true"
    if problem:
        raise OptionError("group.purge_members", group.purge_members, problem, hint)


def _check_deployer_name(desired: Desired, deployer: DeployerSpec) -> None:
    """The deployer is an administrator, so it can be neither a general user nor the worker role."""
    others = {Ref(Kind.USER, user.name.lower()) for user in desired.users or ()}
    if desired.worker:
        others.add(Ref(Kind.ROLE, desired.worker.role.name.lower()))
    if Ref(deployer.kind, deployer.name.lower()) in others:
        raise OptionError(
            "deployer.name",
            deployer.name,
            f"this {deployer.kind.label} is also a general user or the worker role",
            "use another name for the deployer",
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
    present = params.get("state", "present") == "present"
    policy, group, users = params.get("policy"), params.get("group"), params.get("users")
    worker, deployer = params.get("worker"), params.get("deployer")
    tags = None if params.get("tags") is None else check_tags(tag_texts(params["tags"], "tags"), "tags")
    path = check_path(params.get("path", "/app2container/"), "path")
    workers = _worker(worker, identity) if worker else None
    worker_arn = identity.arn(Kind.ROLE, path, workers.role.name) if workers else ""
    desired = Desired(
        identity=identity,
        present=present,
        path=path,
        tags=tags,
        purge_tags=params.get("purge_tags", True),
        adopt=params.get("adopt", False),
        purge=params.get("purge", False),
        purge_policies=params.get("purge_policies", False),
        policy=policy
        and PolicySpec(
            name=check_name(Kind.POLICY, policy["name"], "policy.name"),
            documents=documents,
            catalogue=CATALOGUE.version,
            valid_until=valid_until,
        ),
        group=group
        and GroupSpec(
            name=check_name(Kind.GROUP, group["name"], "group.name"),
            managed=group.get("manage", True),
            purge_members=group.get("purge_members", False),
        ),
        users=None if users is None else _users(users, identity, tags or {}),
        worker=workers,
        deployer=deployer and _deployer(deployer, identity, worker_arn, present=present),
    )
    _check_components(desired)
    return desired
