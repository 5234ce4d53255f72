# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the module ``access_check_info``. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .._errors import OptionError
from .._iam.arn import Arn
from .._iam.entities import Identity
from .._plan.principal import caller_ref
from .._policy.catalogue.section import TARGETS
from .._policy.options import PolicyOptions
from .model import Denial
from .parse import parsed
from .remedy import PREFIX

__all__ = ["Question", "policy_options", "read_options"]

_ACTION = re.compile(r"[a-z0-9-]+:[A-Za-z]\w*")
_NAME = re.compile(r"[\w+=,.@-]{1,64}")
_SOMEWHERE = Identity(account_id="123456789012", partition="aws")  # for what no account is known of
_SOME_REGION = "us-east-1"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked.

    Args:
        principal: name or ARN of a user or role; empty if there is none.
        denials: those of the message.
        actions: explicit ones.
        resources: of these.
        commands: whether the requests of commands are asked about.
        compares: whether the options describe the policy that is wanted.
        offline: whether AWS is left out.
    """

    principal: str
    denials: tuple[Denial, ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    commands: bool
    compares: bool
    offline: bool


def _check_principal(name: str) -> None:
    if not _NAME.fullmatch(name) and caller_ref(name) is None:
        hint = "write a name, the ARN of a user or role, or the ARN of an assumed role"
        raise OptionError("principal", name, "is not a user or role of IAM", hint)


def _check_requests(actions: tuple[str, ...], resources: tuple[str, ...]) -> None:
    for at, action in enumerate(actions):
        if not _ACTION.fullmatch(action):
            raise OptionError(f"actions[{at}]", action, "is not an action", "write it like s3:PutObject")
    for at, resource in enumerate(resources):
        if resource != "*" and Arn.parse(resource) is None:
            raise OptionError(f"resources[{at}]", resource, "is not an ARN", "write the ARN of a resource, or *")
    if resources and not actions:
        raise OptionError("resources", list(resources), "needs actions", "set actions, too")


def read_options(params: Mapping[str, Any]) -> Question:
    """What is asked, from the parameters of the module.

    Raises:
        OptionError: there is nothing to answer, or a value cannot be right.
    """
    principal, message = (params.get("principal") or "").strip(), params.get("error_message") or ""
    actions, resources = (tuple(params.get(name) or ()) for name in ("actions", "resources"))
    targets = bool(params.get("deploy_targets"))
    if not message.strip() and not principal:
        raise OptionError("error_message", message, "neither error_message nor principal is set", "set one of them")
    if principal:
        _check_principal(principal)
    _check_requests(actions, resources)
    if not message.strip() and not actions and not targets:
        hint = "say what App2Container deploys to, or set actions"
        raise OptionError("deploy_targets", params.get("deploy_targets"), "is not set", hint)
    if params["offline"] and not message.strip():
        raise OptionError("offline", params["offline"], "only a message can be read without AWS", "set error_message")
    return Question(
        principal=principal,
        denials=parsed(message) if message.strip() else (),
        actions=actions,
        resources=resources,
        commands=bool(principal and not message.strip() and not actions),
        compares=targets,
        offline=params["offline"],
    )


def policy_options(
    params: Mapping[str, Any], question: Question, identity: Identity | None, region: str | None
) -> PolicyOptions:
    """The options of the policy, whose remedies name the variables of the role.

    Without ``deploy_targets``, all are meant: then the options only tell which section is about a request.

    Args:
        params: the parameters of the module.
        question: what is asked.
        identity: the account and its partition, None where they are not known.
        region: that of the connection.

    Raises:
        OptionError: an option that cannot work.
    """
    arns = [arn for denial in question.denials for arn in (Arn.parse(denial.resource), Arn.parse(denial.principal))]
    known = [arn for arn in arns if arn is not None]
    place = identity or next(
        iter(Identity(account_id=arn.account_id, partition=arn.partition) for arn in known if arn.account_id),
        _SOMEWHERE,
    )
    regions = [arn.region for arn in known if arn.region]
    options = PolicyOptions.from_params(
        {**params, "deploy_targets": params.get("deploy_targets") or list(TARGETS)},
        account_id=place.account_id,
        partition=place.partition,
        default_region=region or next(iter(regions), None if question.commands else _SOME_REGION),
    )
    return replace(options, prefix=PREFIX)
