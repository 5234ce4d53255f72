# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the modules about the provisioner -> what the account should hold, checked before any call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._account.trust_options import read_trust
from .._errors import OptionError
from .._iam.checks import check_name, check_path, check_tags, tag_texts
from .._iam.entities import Identity, Kind
from .._options.checks import texts
from .._policy.language.document import Document
from .features import DEFAULT, FEATURES, NEEDS_KEYS
from .grants import Names
from .spec import ANY, ProvisionerSpec
from .stack_set import REGION_FORM

__all__ = ["PROVISIONER_SPEC", "read_options"]

# The options that both modules have.
PROVISIONER_SPEC: Mapping[str, Mapping[str, Any]] = {
    "name": {"type": "str", "default": "App2ContainerProvisioner"},
    "path": {"type": "str", "default": "/fleetops-app2container/"},
    "trusted_principals": {"type": "list", "elements": "str"},
    "external_id": {"type": "str"},
    "features": {"type": "list", "elements": "str", "choices": list(FEATURES), "default": list(DEFAULT)},
    "work_boundary": {"type": "str", "default": "App2ContainerBoundary"},
    "access_path": {"type": "str", "default": "/app2container/"},
    "policy_name": {"type": "str", "default": "App2ContainerGeneral"},
    "group_name": {"type": "str", "default": "App2ContainerUsers"},
    "general_role_name": {"type": "str", "default": "App2ContainerGeneralRole"},
    "worker_role_name": {"type": "str", "default": "App2ContainerWorker"},
    "worker_instance_profile_name": {"type": "str", "default": "App2ContainerWorker"},
    "artifact_buckets": {"type": "list", "elements": "str", "default": ["a2c-artifacts-*"]},
    "secrets": {"type": "list", "elements": "str", "default": ["a2c/*"], "no_log": False},
    "access_key_secrets": {
        "type": "list",
        "elements": "str",
        "default": ["app2container/access-keys/*"],
        "no_log": False,
    },
    "kms_key_arns": {"type": "list", "elements": "str", "default": [], "no_log": False},
    "regions": {"type": "list", "elements": "str", "default": ["*"]},
    "tags": {"type": "dict"},
}
# What a text of each option looks like, and how to say it. Patterns may not begin with a wildcard.
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "artifact_buckets": (r"[a-z0-9][a-z0-9.*?-]{2,62}", "write the name of a bucket, or a pattern such as a2c-*"),
    "secrets": (r"[A-Za-z0-9/_+=.@-]{2}[A-Za-z0-9/_+=.@*?-]*", "write a name, or a pattern such as a2c/*"),
    "access_key_secrets": (r"[A-Za-z0-9/_+=.@-]{2}[A-Za-z0-9/_+=.@*?-]*", "write a name, or a pattern such as a2c/*"),
    "kms_key_arns": (
        r"arn:aws[a-z-]*:kms:[a-z0-9*-]+:(?:[0-9]{12}|\*):key/[A-Za-z0-9*-]+",
        "write it like arn:aws:kms:REGION:ACCOUNT:key/ID, where each of the three may be *",
    ),
    "regions": (rf"\*|{REGION_FORM}", "write Regions such as eu-west-1, or * for all"),
}
_KINDS = {
    "policy_name": Kind.POLICY,
    "group_name": Kind.GROUP,
    "general_role_name": Kind.ROLE,
    "worker_role_name": Kind.ROLE,
    "worker_instance_profile_name": Kind.INSTANCE_PROFILE,
}
# The general policy lets pipelines assume, and clusters pass, roles of such names; a path is a part of them.
_REACHED = ("/a2c-", "/app2container-")


def _list(params: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """A list of texts that have the form of their option.

    Raises:
        OptionError: one of them does not, or there is none where one is needed.
    """
    pattern, hint = _PATTERNS[option]
    found = tuple(texts(option, params[option]) if params[option] else ())
    for at, text in enumerate(found):
        if not re.fullmatch(pattern, text):
            raise OptionError(f"{option}[{at}]", text, "cannot be used in the policies of the provisioner", hint)
    if not found and option != "kms_key_arns":
        raise OptionError(option, params[option], "is empty", hint)
    return found


def _paths(params: Mapping[str, Any]) -> tuple[str, str]:
    """The path of the provisioner, and the path that it manages.

    Raises:
        OptionError: it would manage itself, or others could reach it.
    """
    own, managed = (check_path(params[option], option) for option in ("path", "access_path"))
    if own == "/" or own.startswith(managed) or managed.startswith(own):
        problem = f"must lie apart from access_path, {managed}, since the provisioner could change itself otherwise"
        raise OptionError("path", own, problem, "use a path of its own, such as /fleetops-app2container/")
    if own.startswith(_REACHED):
        problem = "the general policy lets pipelines assume roles whose ARNs begin like this"
        raise OptionError("path", own, problem, "use another path, such as /fleetops-app2container/")
    return own, managed


def _features(params: Mapping[str, Any]) -> tuple[str, ...]:
    features = tuple(name for name in FEATURES if name in params["features"])
    if not features:
        raise OptionError("features", params["features"], "is empty", "name what the provisioner is for")
    for name in NEEDS_KEYS:
        if name in features and not params["kms_key_arns"]:
            raise OptionError("kms_key_arns", [], f"the feature {name} needs the keys", "name their ARNs")
    return features


def _names(params: Mapping[str, Any], managed: str, itself: str) -> Names:
    named = {option: check_name(kind, params[option], option) for option, kind in _KINDS.items()}
    return Names(
        account_id=ANY.account_id,
        partition=ANY.partition,
        regions=_list(params, "regions"),
        path=managed,
        policy=named["policy_name"],
        group=named["group_name"],
        general_role=named["general_role_name"],
        worker_role=named["worker_role_name"],
        worker_profile=named["worker_instance_profile_name"],
        buckets=_list(params, "artifact_buckets"),
        secrets=_list(params, "secrets"),
        key_secrets=_list(params, "access_key_secrets"),
        kms_keys=_list(params, "kms_key_arns"),
        itself=(itself,),
        own_roles=(itself,),
    )


def read_options(params: Mapping[str, Any], identity: Identity, trusting: Identity | None = None) -> ProvisionerSpec:
    """What the parameters of a module ask for.

    Args:
        params: the parameters.
        identity: the account.
        trusting: the account whose partition the trusted principals are of, if that of ``identity`` is not known.

    Raises:
        OptionError: a value that AWS would refuse, or with which the provisioner could change itself.
    """
    present = params.get("state", "present") == "present"
    if present and not params["trusted_principals"]:
        hint = "name the user or role of the control node by its ARN"
        raise OptionError("trusted_principals", params["trusted_principals"], "is not set", hint)
    path, managed = _paths(params)
    name = check_name(Kind.ROLE, params["name"], "name")
    work_boundary = check_name(Kind.POLICY, params["work_boundary"], "work_boundary")
    trust = {**{option: params[option] for option in ("trusted_principals", "external_id")}, "require_mfa": False}
    tags = params["tags"]
    return ProvisionerSpec(
        identity=identity,
        present=present,
        name=name,
        path=path,
        work_boundary=work_boundary,
        features=_features(params),
        names=_names(params, managed, f"role{path}{name}"),
        trust=read_trust("", trust, trusting or identity) if present else Document(),
        tags=None if tags is None else check_tags(tag_texts(tags, "tags"), "tags"),
        purge_tags=params.get("purge_tags", True),
        adopt=params.get("adopt", False),
        purge_policies=params.get("purge_policies", False),
    )
