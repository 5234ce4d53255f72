# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of the module ``remote_secrets`` -> requested secrets, checked. No message shows the value of a secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._aws.secrets_manager import (
    APP2CONTAINER_PREFIX,
    AWS_KEY,
    MAX_NAME_LENGTH,
    MAX_RECOVERY_DAYS,
    MIN_RECOVERY_DAYS,
    NAME_CHARACTERS,
)
from .._errors import HIDDEN, OptionError
from .._iam.checks import check_tags, tag_texts
from .._iam.entities import Tags
from .kinds import KINDS, VALUE_OPTIONS, SecretKind
from .spec import RequestedSecrets, SecretSpec

__all__ = ["full_name", "read_options", "secret_name"]

SERVICE = "Secrets Manager"
# Bytes: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
MAX_VALUE_SIZE = 65536

_NAME = re.compile(rf"{NAME_CHARACTERS}{{1,{MAX_NAME_LENGTH}}}")
_KMS_KEY = re.compile(r"(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(?:key|alias)/|alias/)?[A-Za-z0-9/_-]{1,256}")


def full_name(value: str) -> str:
    """The name of a secret: one without a slash gets the prefix that App2Container's policies expect."""
    return value if "/" in value else f"{APP2CONTAINER_PREFIX}{value}"


def secret_name(where: str, value: str) -> str:
    """The name of a secret, checked.

    Raises:
        OptionError: Secrets Manager refuses it.
    """
    if value.startswith("arn:"):
        raise OptionError(
            where,
            value,
            "must be a name, not an ARN",
            "use the text after `secret:`, without the six-character suffix",
        )
    name = full_name(value)
    if not value or not _NAME.fullmatch(name):
        raise OptionError(
            where,
            value,
            f"{SERVICE} refuses this name",
            f"use up to {MAX_NAME_LENGTH} letters, digits and the characters / _ + = . @ -",
        )
    return name


def _given(where: str, item: Mapping[str, Any]) -> dict[str, str]:
    """The values as the user wrote them, by option."""
    given = {option: item[option] for option in VALUE_OPTIONS if item.get(option) is not None}
    for option, value in given.items():
        if not isinstance(value, str):
            raise OptionError(f"{where}.{option}", HIDDEN, "must be a string", "put it in quotes")
    return given


def _values(where: str, kind: SecretKind, name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The JSON keys of a secret with their values, in the form that App2Container reads."""
    for option in given:
        if kind.option(option) is None:
            takes = ", ".join(item.option for item in kind.fields)
            raise OptionError(
                f"{where}.{option}", HIDDEN, f"does not belong to a secret of kind {name}", f"it takes {takes}"
            )
    values = {}
    for item in kind.fields:
        here = f"{where}.{item.option}"
        if item.option in given:
            stored = item.format.stored(given[item.option])
            if stored is None:
                raise OptionError(here, HIDDEN, item.format.problem, item.format.hint)
            if not item.format.opens(stored):
                problem = "is encrypted with a passphrase, which nobody can type when App2Container uses it"
                raise OptionError(here, HIDDEN, problem, "remove the passphrase (ssh-keygen -p), or use another key")
            values[item.key] = stored
        elif item.required:
            raise OptionError(here, None, f"is required for a secret of kind {name}")
    return values


def _kms_key_id(where: str, value: Any) -> str | None:
    """The KMS key; an empty string stands for the key that AWS manages."""
    if value is None:
        return None
    if value and not _KMS_KEY.fullmatch(value):
        raise OptionError(where, value, "is not a KMS key", "give a key ID, alias/NAME, or the ARN of a key or alias")
    return value or AWS_KEY


def _tags(where: str, common: Tags | None, own: Mapping[Any, Any] | None) -> Tags | None:
    """The tags of a secret, of which its own replace the common ones; None if neither are given."""
    if common is None and own is None:
        return None
    return check_tags({**(common or {}), **tag_texts(own or {}, where)}, where, SERVICE)


def _check_size(spec: SecretSpec) -> None:
    if len(spec.text.encode()) > MAX_VALUE_SIZE:
        longest = max(spec.given, key=lambda option: len(spec.given[option]))
        problem = f"makes the secret larger than {MAX_VALUE_SIZE} bytes, the limit of {SERVICE}"
        raise OptionError(f"{spec.option}.{longest}", HIDDEN, problem)


def _secret(at: int, item: Mapping[str, Any], params: Mapping[str, Any], common: Tags | None) -> SecretSpec:
    """One entry of the option ``secrets``, whose own settings come before those of all secrets."""
    where, kind = f"secrets[{at}]", item.get("kind")
    given = _given(where, item)
    present = "absent" not in (params.get("state"), item.get("state"))
    if present and kind is None:
        raise OptionError(f"{where}.kind", None, "is required", f"use one of {', '.join(KINDS)}")
    spec = SecretSpec(
        option=where,
        name=secret_name(f"{where}.name", item["name"]),
        kind=kind or "",
        present=present,
        values=_values(where, KINDS[kind], kind, given) if present and kind else {},
        given=given,
        tags=_tags(f"{where}.tags", common, item.get("tags")),
        kms_key_id=_kms_key_id(f"{where}.kms_key_id", item.get("kms_key_id"))
        or _kms_key_id("kms_key_id", params.get("kms_key_id")),
    )
    _check_size(spec)
    return spec


def read_options(params: Mapping[str, Any]) -> RequestedSecrets:
    """The secrets that the parameters of the module request.

    Raises:
        OptionError: a value that cannot work, by the full name of its option.
    """
    days = params.get("recovery_window_days", MAX_RECOVERY_DAYS)
    if not MIN_RECOVERY_DAYS <= days <= MAX_RECOVERY_DAYS:
        raise OptionError("recovery_window_days", days, f"must be {MIN_RECOVERY_DAYS} to {MAX_RECOVERY_DAYS} days")
    tags = _tags("tags", None, params.get("tags"))
    secrets = tuple(_secret(at, item, params, tags) for at, item in enumerate(params["secrets"]))
    first: dict[str, str] = {}
    for spec in secrets:
        other = first.setdefault(spec.name, spec.option)
        if other != spec.option:
            raise OptionError(f"{spec.option}.name", spec.name, f"is also the name of {other}")
    return RequestedSecrets(
        secrets=secrets,
        adopt=params.get("adopt", False),
        purge_tags=params.get("purge_tags", True),
        recovery_days=days,
    )
