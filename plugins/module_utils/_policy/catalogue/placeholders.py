# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that the App2Container guide prints for a reader to replace, and that must never reach AWS."""

from __future__ import annotations

import re

__all__ = ["placeholder"]

# The guide's original edition brackets its placeholders; the current one prints bare words. AWS reserves the bucket
# names that start with amzn-s3-demo for examples. Two braces are a template that nobody filled in.
_PLACEHOLDER = re.compile(
    r"<[^<>]*>|\{\{.*?\}\}"
    r"|(?<![\w-])(?:amzn-s3-demo[\w.-]*|user-provided-bucket-ARN|resource-ARNs?|ARNs? for \w+"
    r"|(?:your|user'?s|target)\s+(?:region|account(?: ID)?|bucket))(?![\w-])",
    re.IGNORECASE,
)


def placeholder(text: str) -> str | None:
    """The first placeholder in a text as it stands there, or None."""
    found = _PLACEHOLDER.search(text)
    return found[0] if found else None
