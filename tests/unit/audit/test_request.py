# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which secrets an audit looks at, and what they are for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Wanted
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.request import request_of
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from tests.support.builders import desired
from tests.unit.policy.policy_making import make

ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a2c/web-AbCdEf"


def secrets(kinds: dict[str, str], *named: str) -> dict[str, str]:
    policy: PolicyOptions | None = make(secrets=list(named)) if named else None
    params: dict[str, Any] = {
        "regions": None,
        "secret_kinds": kinds,
        "secret_max_age_days": 365,
        "secret_contents": True,
    }
    request = request_of(params, desired(), None, Wanted(policy=policy), datetime(2026, 1, 1, tzinfo=UTC))
    return dict(request.secrets)


@pytest.mark.parametrize(
    ("kinds", "named", "wanted"),
    [
        ({"web": "linux"}, (), {"a2c/web": "linux"}),
        ({"web": "linux"}, ("a2c/web",), {"a2c/web": "linux"}),
        ({"web": "linux"}, (ARN,), {ARN: "linux"}),
        ({"web": "linux"}, ("a2c/*",), {"a2c/web": "linux"}),
        ({}, (ARN,), {ARN: ""}),
    ],
    ids=["alone", "by-name", "by-arn", "by-pattern", "unknown"],
)
def test_kinds(kinds: dict[str, str], named: tuple[str, ...], wanted: dict[str, str]) -> None:
    assert secrets(kinds, *named) == wanted


def test_no_such_kind() -> None:
    with pytest.raises(OptionError, match=r"secret_kinds.web: is no kind of secret, got 'unix'. use one of linux"):
        secrets({"web": "unix"})
