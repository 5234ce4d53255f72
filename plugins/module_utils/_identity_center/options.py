# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of the module ``permission_set`` -> requested permission set, checked before any call."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_arn, check_name, check_path, check_tags, tag_texts
from .._iam.entities import Kind, Tags
from .._options import checks
from .model import Boundary, PolicyReference, PrincipalType
from .spec import PermissionSetSpec, RequestedAssignment

__all__ = ["ACCOUNT", "check_partition", "read_options"]

# Forms and lengths: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
MAX_DESCRIPTION, MAX_RELAY_STATE, MAX_HOURS, MAX_POLICIES = 700, 240, 12, 20
MAX_PRINCIPAL_NAME = 1024
MAX_WAIT = 86400  # seconds
ACCOUNT = "{account_id}"
_DESCRIPTION = re.compile(r"[\t\n\r -~\xa1-\xff]+\Z")
_RELAY_STATE = re.compile(r"[a-zA-Z0-9&$@#\\/%?=~_'\"|!:,.;*+\[\] (){}-]*\Z")
_INSTANCE = re.compile(r"arn:aws(?:-[a-z]{1,5}){0,3}:sso:::instance/(?:sso)?ins-[a-zA-Z0-9.-]{16}\Z")
# https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetGroupId.html
_PRINCIPAL_ID = re.compile(r"(?:[0-9a-f]{10}-)?[A-Fa-f0-9]{8}(?:-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}\Z")
_NAME_CATEGORIES, _NAME_SPACES = "LMSNP", "\t\n\r \xa0\u3000"
PRINCIPALS: Mapping[str, tuple[PrincipalType, bool]] = {  # suboption -> type, and whether it is an id
    "group": ("GROUP", False),
    "group_id": ("GROUP", True),
    "user": ("USER", False),
    "user_id": ("USER", True),
}


def _text(option: str, value: str, most: int, form: re.Pattern[str]) -> str:
    if len(value) > most or not form.match(value):
        least = 0 if form.match("") else 1
        hint = f"use {least} to {most} characters of those that the API reference of CreatePermissionSet names"
        raise OptionError(option, value, "IAM Identity Center rejects this text", hint)
    return value


def _number(option: str, value: int, most: int, unit: str) -> int:
    if not 1 <= value <= most:
        raise OptionError(option, value, f"must be 1 to {most} {unit}")
    return value


def _reference(option: str, text: str) -> PolicyReference:
    """A customer managed policy by its path and name."""
    path, slash, name = text.rpartition("/")
    if text.startswith("arn:") or not slash:
        hint = "write it like /app2container/App2ContainerGeneral, since each account has a policy of its own"
        raise OptionError(option, text, "must be the path and name of a customer managed policy", hint)
    return PolicyReference(path=check_path(path + slash, option), name=check_name(Kind.POLICY, name, option))


def _policies(given: Sequence[str]) -> tuple[PolicyReference, ...]:
    option = "customer_managed_policies"
    if len(given) > MAX_POLICIES:
        raise OptionError(option, len(given), f"must name at most {MAX_POLICIES} policies")
    read = [_reference(f"{option}[{at}]", text) for at, text in enumerate(checks.texts(option, given))]
    first: dict[str, int] = {}
    for at, policy in enumerate(read):
        other = first.setdefault(policy.name.lower(), at)
        if other != at:
            problem = f"has the same name as {option}[{other}], and names are unique in an account"
            raise OptionError(f"{option}[{at}]", str(policy), problem)
    return tuple(sorted(read))


def _boundary(given: str) -> Boundary:
    """The permissions boundary: a customer managed policy, or one of AWS by its ARN."""
    option = "permissions_boundary"
    if not given.startswith("arn:"):
        return _reference(option, given) if given else ""
    if ":iam::aws:" not in check_arn(given, option, kinds=("policy",), partition=""):
        hint = "name a policy of the accounts by its path and name"
        raise OptionError(option, given, "an ARN must be that of a policy of AWS", hint)
    return given


def _principal_name(option: str, name: str) -> str:
    known = all(unicodedata.category(letter)[0] in _NAME_CATEGORIES or letter in _NAME_SPACES for letter in name)
    if not 0 < len(name) <= MAX_PRINCIPAL_NAME or not known:
        hint = f"use 1 to {MAX_PRINCIPAL_NAME} letters, marks, digits, signs and spaces"
        raise OptionError(option, name, "no group or user can have this name", hint)
    return name


def _principal_id(option: str, value: str) -> str:
    if not _PRINCIPAL_ID.match(value):
        hint = "copy it from the console of IAM Identity Center, or name the group or user instead"
        raise OptionError(option, value, "is not an id of the identity store", hint)
    return value


def _assignment(at: int, item: Mapping[str, Any]) -> RequestedAssignment:
    named = next(name for name in PRINCIPALS if item[name] is not None)  # Ansible has checked that there is one
    option, (kind, by_id) = f"assignments[{at}].{named}", PRINCIPALS[named]
    check: Callable[[str, str], str] = _principal_id if by_id else _principal_name
    return RequestedAssignment(
        option=option,
        type=kind,
        by_id=by_id,
        value=check(option, item[named]),
        account_ids=checks.sorted_texts(f"assignments[{at}].account_ids", item["account_ids"], checks.account_id),
    )


def _lookup_role(template: str) -> str:
    option = "lookup_role_arn"
    if ACCOUNT not in template:
        raise OptionError(option, template, f"must contain {ACCOUNT}", "it stands for the id of each account")
    check_arn(template.replace(ACCOUNT, "123456789012"), option, kinds=("role",), partition="")
    return template


def _tags(given: Mapping[Any, Any]) -> Tags:
    return check_tags(tag_texts(given, "tags"), "tags", "IAM Identity Center")


def _instance(value: str) -> str:
    if not _INSTANCE.match(value):
        hint = "write it like arn:aws:sso:::instance/ssoins-0123456789abcdef"
        raise OptionError("instance_arn", value, "is not the ARN of an instance of IAM Identity Center", hint)
    return value


def _unless_none(check: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else check(value)


def check_partition(spec: PermissionSetSpec, partition: str) -> None:
    """Checks the ARNs among the options against the partition of the instance, which only AWS tells.

    Raises:
        OptionError: an ARN of another partition.
    """
    if isinstance(spec.boundary, str) and spec.boundary:
        check_arn(spec.boundary, "permissions_boundary", kinds=("policy",), partition=partition)
    if spec.lookup_role_arn:
        check_arn(
            spec.lookup_role_arn.replace(ACCOUNT, "123456789012"),
            "lookup_role_arn",
            kinds=("role",),
            partition=partition,
        )


def read_options(params: Mapping[str, Any]) -> PermissionSetSpec:
    """What the parameters of the module request.

    Raises:
        OptionError: a value that AWS would refuse.
    """
    assignments = params["assignments"]
    return PermissionSetSpec(
        present=params["state"] == "present",
        name=check_name(Kind.PERMISSION_SET, params["name"], "name"),
        description=_unless_none(
            lambda text: _text("description", text, MAX_DESCRIPTION, _DESCRIPTION), params["description"]
        ),
        session_hours=_unless_none(
            lambda hours: _number("max_session_hours", hours, MAX_HOURS, "hours"), params["max_session_hours"]
        ),
        relay_state=_unless_none(
            lambda text: _text("relay_state", text, MAX_RELAY_STATE, _RELAY_STATE), params["relay_state"]
        ),
        policies=_policies(params["customer_managed_policies"]),
        boundary=_unless_none(_boundary, params["permissions_boundary"]),
        tags=_unless_none(_tags, params["tags"]),
        assignments=None if assignments is None else tuple(map(_assignment, range(len(assignments)), assignments)),
        adopt=params["adopt"],
        purge_tags=params["purge_tags"],
        purge_policies=params["purge_policies"],
        purge_assignments=params["purge_assignments"],
        instance_arn=_unless_none(_instance, params["instance_arn"] or None),
        lookup_role_arn=_unless_none(_lookup_role, params["lookup_role_arn"] or None),
        wait_seconds=_number("wait_timeout", params["wait_timeout"], MAX_WAIT, "seconds"),
    )
