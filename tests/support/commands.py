# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for who asks which commands a policy allows: makes policies of random options, and judges them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import reject

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import statements
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import (
    CommandCoverage,
    command_coverage,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from tests.unit.policy.policy_making import make

Coverage = Mapping[str, CommandCoverage]
BOUNDARY = re.compile(r"only with the permissions boundary arn:aws:iam::\d{12}:policy/\w+, which App2Container")


def built(written: Mapping[str, Any]) -> tuple[PolicyOptions, tuple[Statement, ...]]:
    """Options that grant something, judged for all commands unless they are what the policy is reduced to."""
    options = make(**written)
    if options.style != "minimal":
        options = replace(options, commands=tuple(COMMANDS))
    try:
        return options, statements(options)
    except App2ContainerError:  # these options grant nothing
        reject()


def judged(options: PolicyOptions, held: Iterable[Statement]) -> Coverage:
    """What is told of the commands, with a policy of these statements."""
    return command_coverage(options, [Document(statements=tuple(held))])


def missing(coverage: Coverage) -> frozenset[str]:
    """The actions that some command lacks."""
    return frozenset(action for found in coverage.values() for action in found["missing"])
