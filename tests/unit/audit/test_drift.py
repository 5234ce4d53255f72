# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What drift could not be told, and why: an audit says so, and goes on."""

from __future__ import annotations

from unittest import mock

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.drift import planned_drift
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Fact
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AccessDeniedError, AwsError
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from tests.support.builders import account, desired

WHOLE = Fact(value=account(), calls=("iam:GetAccountAuthorizationDetails",))


@pytest.mark.parametrize(
    ("error", "reason", "action"),
    [
        (AwsError("Slow down.", "Throttling", "iam:GetRole"), "iam:GetRole failed (Throttling)", ""),
        (AwsError("No answer.", "ReadTimeoutError"), "AWS gave no answer (ReadTimeoutError)", ""),
        (AccessDeniedError("No.", "AccessDenied", "iam:GetRole"), "the caller may not call iam:GetRole", "iam:GetRole"),
    ],
)
def test_what_drift_depends_on_cannot_be_read(error: AwsError, reason: str, action: str) -> None:
    observer = mock.Mock(complete=mock.Mock(side_effect=error))
    found = planned_drift(desired(), WHOLE, observer)
    assert (found.value, found.asked, found.reason, found.action) == (None, True, reason, action)


def test_options_that_cannot_be_applied() -> None:
    observer = mock.Mock(complete=mock.Mock(side_effect=ConflictError("It is of others.")))
    found = planned_drift(desired(), WHOLE, observer)
    assert (found.value, found.reason) == (None, "the options cannot be applied: It is of others")
