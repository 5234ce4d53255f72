# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of ``remote_secrets``, checked. No message shows the value of a secret."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._aws.secrets_manager import AWS_KEY
from .._errors import HIDDEN, OptionError
from .._iam.entities import Identity
from .._iam.limits import check_tags, tag_texts
from .._options.secret_options import is_masked
from .kinds import KINDS, PLAIN_OPTIONS, VALUE_OPTIONS, Kind

__all__ = ["PREFIX", "Desired", "Wanted", "check_showable", "policy_pattern", "read_options"]

PREFIX = "a2c/"  # the names that the policies of the guide grant
SHORTEST_RECOVERY, LONGEST_RECOVERY = 7, 30  # days, as DeleteSecret takes them
LONGEST = 65536  # bytes of a secret value
SERVICE = "Secrets Manager"

_NAME = re.compile(r"[A-Za-z0-9/_+=.@-]{1,512}")
_KMS_KEY = re.compile(r"(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(?:key|alias)/|alias/)?[A-Za-z0-9/_-]{1,256}")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One secret as it should be.

    ``values`` are its JSON keys, ``given`` the same as the user wrote it, by option. What is None is left alone:
    ``tags`` and ``kms_key_id``, which is ``AWS_KEY`` for the key that AWS manages.
    """

    option: str
    name: str
    kind: str
    present: bool
    values: Mapping[str, str] = field(repr=False)
    given: Mapping[str, str] = field(repr=False)
    tags: Mapping[str, str] | None
    kms_key_id: str | None

    @property
    def text(self) -> str:
        """The value as Secrets Manager stores it."""
        return json.dumps(dict(self.values))


@dataclass(frozen=True, kw_only=True)
class Desired:
    """All that is asked for."""

    account_id: str | None
    secrets: tuple[Wanted, ...]
    adopt: bool
    purge_tags: bool
    recovery_days: int


def _name(where: str, value: str) -> str:
    if value.startswith("arn:"):
        raise OptionError(where, value, "must be a name, not an ARN", "write what follows secret:, less its last part")
    name = value if "/" in value else f"{PREFIX}{value}"
    if not value or not _NAME.fullmatch(name):
        raise OptionError(
            where,
            value,
            f"{SERVICE} refuses this name",
            "use up to 512 letters, digits and the characters / _ + = . @ -",
        )
    return name


def _value(where: str, given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, str):
        raise OptionError(where, HIDDEN, "must be a text", "put it in quotes")
    return given


def _values(where: str, kind: Kind, name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The JSON keys of a secret, in the form that App2Container reads."""
    for option in given:
        if kind.option(option) is None:
            takes = ", ".join(item.option for item in kind.fields)
            raise OptionError(
                f"{where}.{option}", HIDDEN, f"is no part of a secret of kind {name}", f"it takes {takes}"
            )
    values = {}
    for item in kind.fields:
        here = f"{where}.{item.option}"
        if item.option in given:
            stored = item.form.stored(given[item.option])
            if stored is None:
                raise OptionError(here, HIDDEN, item.form.problem, item.form.hint)
            values[item.key] = stored
        elif item.required:
            raise OptionError(here, None, f"is required for a secret of kind {name}")
    return values


def _key(where: str, value: Any) -> str | None:
    """The key of KMS that is meant; an empty text stands for that of AWS."""
    if value is None:
        return None
    if value and not _KMS_KEY.fullmatch(value):
        raise OptionError(where, value, "is no key of KMS", "write its id, alias/NAME, or the ARN of either")
    return value or AWS_KEY


def _wanted(at: int, item: Mapping[str, Any], params: Mapping[str, Any], common: Mapping[str, str] | None) -> Wanted:
    where = f"secrets[{at}]"
    given = {
        option: _value(f"{where}.{option}", item[option]) for option in VALUE_OPTIONS if item.get(option) is not None
    }
    present = "absent" not in (params.get("state"), item.get("state"))
    if present and item.get("kind") is None:
        raise OptionError(f"{where}.kind", None, "is required", f"use one of {', '.join(KINDS)}")
    own = None if item.get("tags") is None else tag_texts(item["tags"])
    tags = None if common is None and own is None else {**(common or {}), **(own or {})}
    wanted = Wanted(
        option=where,
        name=_name(f"{where}.name", item["name"]),
        kind=item.get("kind") or "",
        present=present,
        values=_values(where, KINDS[item["kind"]], item["kind"], given) if present else {},
        given=given,
        tags=None if tags is None else check_tags(tags, f"{where}.tags", SERVICE),
        kms_key_id=_key(f"{where}.kms_key_id", item.get("kms_key_id")) or _key("kms_key_id", params.get("kms_key_id")),
    )
    if len(wanted.text.encode()) > LONGEST:
        longest = max(given, key=lambda option: len(given[option]))
        raise OptionError(f"{where}.{longest}", HIDDEN, f"is larger than a secret can be, which is {LONGEST} bytes")
    return wanted


def read_options(params: Mapping[str, Any]) -> Desired:
    """The options of the module, checked.

    Raises:
        OptionError: an option that cannot work, by its full name.
    """
    days = params.get("recovery_window_days", LONGEST_RECOVERY)
    if not SHORTEST_RECOVERY <= days <= LONGEST_RECOVERY:
        raise OptionError("recovery_window_days", days, f"must be {SHORTEST_RECOVERY} to {LONGEST_RECOVERY} days")
    tags = None if params.get("tags") is None else check_tags(tag_texts(params["tags"]), "tags", SERVICE)
    wanted = tuple(_wanted(at, item, params, tags) for at, item in enumerate(params["secrets"]))
    first: dict[str, str] = {}
    for item in wanted:
        other = first.setdefault(item.name, item.option)
        if other != item.option:
            raise OptionError(f"{item.option}.name", item.name, f"is the name of {other} too")
    return Desired(
        account_id=params.get("account_id"),
        secrets=wanted,
        adopt=params.get("adopt", False),
        purge_tags=params.get("purge_tags", True),
        recovery_days=days,
    )


def policy_pattern(identity: Identity, region: str, name: str) -> str:
    """What the ARN of a secret looks like, and that of no other: its last six characters are not known beforehand."""
    return f"arn:{identity.partition}:secretsmanager:{region}:{identity.account_id}:secret:{name}-??????"


def check_showable(desired: Desired, identity: Identity, region: str) -> None:
    """Refuses values that occur in what the module returns: Ansible would hide them there, and policies would miss it.

    Raises:
        OptionError: a value is a part of the name or ARN of a secret.
    """
    arns = {item.option: policy_pattern(identity, region, item.name) for item in desired.secrets}
    for item in desired.secrets:
        for option, text in item.given.items():
            other = (
                next((where for where, arn in arns.items() if text in arn), None)
                if is_masked(option, text, PLAIN_OPTIONS)
                else None
            )
            if other:
                raise OptionError(
                    f"{item.option}.{option}",
                    HIDDEN,
                    f"is a part of the name or ARN of {other}: it is not secret, and Ansible would hide it in results",
                    "use another value, or another name",
                )
