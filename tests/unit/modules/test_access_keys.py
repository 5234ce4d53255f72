# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module access_keys: what it says about its options is what it takes."""

from __future__ import annotations

from ansible_collections.fleetops.app2container.plugins.modules import access_keys
from tests.support.inputs.documented import options_in, spec_of, without


def test_options() -> None:
    assert spec_of(options_in(access_keys.DOCUMENTATION)) == without(access_keys.ARGUMENT_SPEC, "no_log")
