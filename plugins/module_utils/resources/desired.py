# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Module parameters -> what the account should hold, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils.errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils.policy.document import (
    Conditions,
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.limits import (
    ADMINISTRATOR_ACCESS,
    check_arn,
    check_name,
    check_path,
    check_tags,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.model import (
    Identity,
    Kind,
    Ref,
    Tags,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.parts import (
    DeployerPart,
    Desired,
    GroupPart,
    PolicyPart,
    RolePart,
    UserPart,
    WorkerPart,
)

__all__ = ["WORKER_DESCRIPTION", "deployer_trust", "desired_from_params", "ec2_trust"]

WORKER_DESCRIPTION = "App2Container worker machines on EC2. Managed by fleetops.app2container."


def ec2_trust() -> Document:
    """The trust policy of worker machines: EC2 and nobody else."""
    return Document(
        statements=(
            Statement(sid="Ec2", principals=(("Service", ("ec2.amazonaws.com",)),), actions=("sts:AssumeRole",)),
        )
    )


def deployer_trust(principals: Sequence[str], *, require_mfa: bool) -> Document:
    """The trust policy of a deployer role: the named principals, with MFA unless that is switched off."""
    conditions: Conditions = (("Bool", (("aws:MultiFactorAuthPresent", ("true",)),)),) if require_mfa else ()
    return Document(
        statements=(
            Statement(
                sid="Deployers",
                principals=(("AWS", tuple(sorted(set(principals)))),),
                actions=("sts:AssumeRole",),
                conditions=conditions,
            ),
        )
    )


def _boundary(value: str | None, option: str, identity: Identity) -> str | None:
    if not value:
        return value
    return check_arn(value, option, kinds=("policy",), partition=identity.partition, account_id=identity.account_id)


def _users(params: Sequence[Mapping[str, Any]], identity: Identity, common: Tags) -> tuple[UserPart, ...]:
    users: list[UserPart] = []
    seen: dict[str, str] = {}
    for at, item in enumerate(params):
        name = check_name(Kind.USER, item["name"], f"users[{at}].name")
        other = seen.setdefault(name.lower(), name)
        if len(seen) != len(users) + 1:
            problem = "this user is named twice" if other == name else f"IAM takes this for the same name as {other!r}"
            raise OptionError(f"users[{at}].name", name, problem, "name each user once")
        tags = None if item.get("tags") is None else _texts(item["tags"])
        check_tags({**common, **(tags or {})}, f"users[{at}].tags")
        users.append(
            UserPart(
                name=name,
                present=item.get("state") != "absent",
                tags=tags,
                boundary=_boundary(item.get("permissions_boundary"), f"users[{at}].permissions_boundary", identity),
            )
        )
    return tuple(users)


def _texts(tags: Mapping[Any, Any]) -> dict[str, str]:
    """Tags as YAML gives them (numbers, booleans) as the strings that IAM stores."""
    return {str(key): "" if value is None else str(value) for key, value in tags.items()}


def _worker(params: Mapping[str, Any], identity: Identity) -> WorkerPart:
    return WorkerPart(
        role=RolePart(
            name=check_name(Kind.ROLE, params["role_name"], "worker.role_name"),
            description=WORKER_DESCRIPTION,
            trust=ec2_trust(),
            boundary=_boundary(params.get("permissions_boundary"), "worker.permissions_boundary", identity),
        ),
        profile_name=check_name(Kind.INSTANCE_PROFILE, params["instance_profile_name"], "worker.instance_profile_name"),
    )


def _trusted(principals: Sequence[str], identity: Identity) -> list[str]:
    option = "deployer.trusted_principals"
    if not principals:
        raise OptionError(
            option,
            list(principals),
            "a deployer of kind role must trust somebody",
            "name user or role ARNs, or account ids",
        )
    arns = []
    for at, principal in enumerate(principals):
        is_account = re.fullmatch(r"[0-9]{12}", principal)
        arn = f"arn:{identity.partition}:iam::{principal}:root" if is_account else principal
        arns.append(check_arn(arn, f"{option}[{at}]", kinds=("user", "role", "root"), partition=identity.partition))
    return arns


def _deployer(params: Mapping[str, Any], identity: Identity, *, present: bool) -> DeployerPart:
    kind = Kind(params["kind"])
    trust = Document()
    if kind is Kind.ROLE and present:
        trust = deployer_trust(
            _trusted(params.get("trusted_principals") or (), identity), require_mfa=params.get("require_mfa", True)
        )
    elif kind is Kind.USER and params.get("trusted_principals"):
        raise OptionError(
            "deployer.trusted_principals",
            params["trusted_principals"],
            "only a deployer of kind role trusts principals",
            "set deployer.kind to role",
        )
    return DeployerPart(
        name=check_name(kind, params["name"], "deployer.name"),
        kind=kind,
        policy_arn=identity.aws_policy(ADMINISTRATOR_ACCESS),
        trust=trust,
        boundary=_boundary(params.get("permissions_boundary"), "deployer.permissions_boundary", identity),
    )


def _check_parts(desired: Desired) -> None:
    """What one part says about another: policy names must fit, members are purged only against a list of users."""
    for name in desired.policy.names if desired.policy else ():
        check_name(Kind.POLICY, name, "policy.name")
    if desired.group and desired.group.purge_members:
        _check_purge(desired, desired.group)
    if desired.deployer:
        _check_deployer_name(desired, desired.deployer)


def _check_purge(desired: Desired, group: GroupPart) -> None:
    problem, hint = "", ""
    if desired.users is None:
        problem, hint = "members can only be purged against a list of users", "give users, even empty"
    elif not group.managed:
        problem, hint = "nobody is taken out of a group that is only referred to", "set group.manage to true"
    if problem:
        raise OptionError("group.purge_members", group.purge_members, problem, hint)


def _check_deployer_name(desired: Desired, deployer: DeployerPart) -> None:
    """The deployer is an administrator and can be neither a general user nor the worker role."""
    others = {Ref(Kind.USER, user.name.lower()) for user in desired.users or ()}
    if desired.worker:
        others.add(Ref(Kind.ROLE, desired.worker.role.name.lower()))
    if Ref(deployer.kind, deployer.name.lower()) in others:
        raise OptionError(
            "deployer.name",
            deployer.name,
            f"this {deployer.kind.label} is also a general user or the worker role",
            "give the deployer a name of its own",
        )


def desired_from_params(params: Mapping[str, Any], identity: Identity, documents: tuple[Document, ...] = ()) -> Desired:
    """What the parameters of the ``access`` module ask for.

    Args:
        params: the module's parameters.
        identity: the account and partition of the caller.
        documents: the general policy's documents; none when ``state`` is absent or no ``policy`` is given.

    Raises:
        OptionError: a value that IAM would refuse, or options that contradict each other.
    """
    present = params.get("state", "present") == "present"
    policy, group, users = params.get("policy"), params.get("group"), params.get("users")
    worker, deployer = params.get("worker"), params.get("deployer")
    tags = None if params.get("tags") is None else check_tags(_texts(params["tags"]), "tags")
    desired = Desired(
        identity=identity,
        present=present,
        path=check_path(params.get("path", "/app2container/"), "path"),
        tags=tags,
        purge_tags=params.get("purge_tags", True),
        adopt=params.get("adopt", False),
        policy=policy and PolicyPart(name=check_name(Kind.POLICY, policy["name"], "policy.name"), documents=documents),
        group=group
        and GroupPart(
            name=check_name(Kind.GROUP, group["name"], "group.name"),
            managed=group.get("manage", True),
            purge_members=group.get("purge_members", False),
        ),
        users=None if users is None else _users(users, identity, tags or {}),
        worker=worker and _worker(worker, identity),
        deployer=deployer and _deployer(deployer, identity, present=present),
    )
    _check_parts(desired)
    return desired
