# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of the module ``worker_association`` -> requested associations, checked before any call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_name, tag_texts
from .._iam.entities import Kind, Tags
from .._iam.limits import MAX_TAG_KEY, MAX_TAG_VALUE, MAX_TAGS
from .._options import checks
from .spec import AssociationSpec

__all__ = ["read_options"]

_INSTANCE_ID = re.compile(r"i-(?:[0-9a-f]{8}|[0-9a-f]{17})\Z")


def _instance_id(option: str, value: str) -> str:
    if not _INSTANCE_ID.match(value):
        raise OptionError(option, value, "is not an instance id", "write i- followed by 8 or 17 hexadecimal digits")
    return value


def _instance_ids(values: Sequence[str]) -> tuple[str, ...]:
    ids = [_instance_id(f"instance_ids[{at}]", value) for at, value in enumerate(checks.texts("instance_ids", values))]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        problem = "names these instances more than once"
        raise OptionError("instance_ids", ", ".join(twice), problem, "name each instance once")
    return tuple(ids)


def _instance_tags(given: Mapping[Any, Any]) -> Tags:
    """Tags that select instances: unlike tags to set, they may be among those that AWS reserves."""
    tags = tag_texts(given, "instance_tags")
    if not 0 < len(tags) <= MAX_TAGS:
        raise OptionError("instance_tags", tags, f"must have 1 to {MAX_TAGS} tags", "an instance must have all of them")
    for key, value in tags.items():
        if not 0 < len(key) <= MAX_TAG_KEY:
            raise OptionError("instance_tags", key, f"a tag key has 1 to {MAX_TAG_KEY} characters, not {len(key)}")
        if len(value) > MAX_TAG_VALUE:
            problem = f"a tag value has up to {MAX_TAG_VALUE} characters, not {len(value)}"
            raise OptionError(f"instance_tags.{key}", value, problem)
    return MappingProxyType(tags)


def read_options(params: Mapping[str, Any]) -> AssociationSpec:
    """What the parameters of the module request. Either ids or tags are given: Ansible has checked it.

    Raises:
        OptionError: a value that EC2 or IAM would refuse.
    """
    ids, tags = params["instance_ids"], params["instance_tags"]
    return AssociationSpec(
        present=params["state"] == "present",
        profile_name=check_name(Kind.INSTANCE_PROFILE, params["instance_profile_name"], "instance_profile_name"),
        replace=params["replace"],
        instance_ids=() if ids is None else _instance_ids(ids),
        tags=MappingProxyType({}) if tags is None else _instance_tags(tags),
    )
