# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for names of general purpose buckets, as a table."""

from __future__ import annotations

import re

__all__ = ["RULES_SOURCE", "broken_rule"]

RULES_SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"

# What a name must match, and the rule in words.
_RULES = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"(?s:.{3,63})", "a bucket name has 3 to 63 characters"),
        (r"[a-z0-9.-]+", "a bucket name has lower-case letters, digits, dots and hyphens only"),
        (r"[a-z0-9].*[a-z0-9]", "a bucket name begins and ends with a letter or a digit"),
        (r"(?!.*\.\.).*", "a bucket name has no two dots side by side"),
        (r"(?![0-9]+(?:\.[0-9]+){3}\Z).*", "a bucket name is not written like an IP address"),
        (r"(?!xn--|sthree-|amzn-s3-demo-).*", "AWS reserves names that begin with xn--, sthree- or amzn-s3-demo-"),
        (
            r"(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)\Z).*",
            "AWS reserves names that end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3",
        ),
    )
)


def broken_rule(name: str) -> str:
    """The first rule that a bucket name breaks; empty if S3 accepts it."""
    return next((rule for pattern, rule in _RULES if not pattern.fullmatch(name)), "")
