# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on secrets. Ids are stable: users filter on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .._plan.finding import Finding, FindingType, finding
from .model import ExistingSecret
from .spec import SecretSpec

__all__ = ["FINDINGS", "findings_on"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "secret-keys-removed": FindingType(
            "warning",
            "It has JSON keys that App2Container does not read from a secret of this kind, which are removed: {keys}",
        ),
        "secret-name-like-arn": FindingType(
            "info",
            "Its name ends in a hyphen and six characters, as ARNs of secrets do",
            "Always refer to it by its complete ARN.",
        ),
        "secret-not-granted": FindingType(
            "warning",
            "The policy of this run does not grant access to it",
            "Set {variable} to {value} for the users and workers that read it.",
        ),
        "secret-not-json": FindingType(
            "warning", "Its value is not a JSON object, which App2Container requires: it is replaced"
        ),
        "secret-restored": FindingType(
            "info",
            "Its deletion was scheduled: it is restored, and its value is written again, because the value cannot be"
            " read before that",
        ),
        "secret-rotates": FindingType(
            "warning",
            "It is rotated automatically: the next run replaces what the rotation has written with the values of the"
            " options",
        ),
    }
)
_LIKE_ARN = re.compile(r".*-[A-Za-z0-9]{6}")


def findings_on(spec: SecretSpec, existing: ExistingSecret) -> Iterator[Finding]:
    """The findings on one secret that is to be present."""
    if not spec.present:
        return
    if _LIKE_ARN.fullmatch(spec.name):
        yield finding(FINDINGS, "secret-name-like-arn", spec.ref)
    if existing.secret is None:
        return
    if existing.secret.deleted:
        yield finding(FINDINGS, "secret-restored", spec.ref)
    if existing.secret.rotates:
        yield finding(FINDINGS, "secret-rotates", spec.ref)
    if existing.value is not None and existing.json_values is None:
        yield finding(FINDINGS, "secret-not-json", spec.ref)
    removed = sorted((existing.json_values or {}).keys() - spec.values.keys())
    if removed:
        yield finding(FINDINGS, "secret-keys-removed", spec.ref, keys=", ".join(removed))
