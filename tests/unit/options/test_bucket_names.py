# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of buckets: each rule of S3."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._options.bucket_names import broken_rule


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a2c-artifacts-123456789012", ""),
        ("a.b", ""),
        ("x" * 63, ""),
        ("192.168.5", ""),
        ("ab", "3 to 63"),
        ("x" * 64, "3 to 63"),
        ("", "3 to 63"),
        ("abc\n", "lower-case"),
        ("Abc", "lower-case"),
        ("a_c", "lower-case"),
        ("-abc", "begins and ends"),
        ("abc.", "begins and ends"),
        ("a..b", "side by side"),
        ("192.168.5.4", "IP address"),
        ("xn--abc", "begin with"),
        ("sthree-abc", "begin with"),
        ("amzn-s3-demo-x", "begin with"),
        ("abc-s3alias", "end with"),
        ("abc--ol-s3", "end with"),
        ("abc.mrap", "end with"),
        ("abc--x-s3", "end with"),
        ("abc--table-s3", "end with"),
    ],
)
def test_each_rule(name: str, told: str) -> None:
    assert told in broken_rule(name)
    assert bool(told) == bool(broken_rule(name))
