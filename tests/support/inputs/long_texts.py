# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for somebody who pastes the wrong file: very long texts, for every pattern and every option.

Started as a program it tries them all. It says nothing; who starts it gives it a time in which a matching that is
linear in the length of the text ends by far, and any other does not.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language import patterns
from ansible_collections.fleetops.app2container.plugins.modules import policy_document
from tests.support.inputs.bad_input import BASES, options_of, with_value

ROOT = Path(__file__).resolve().parents[3]
LENGTH = 60_000
STATEMENT = 5_000  # characters that a statement of a policy can have, so that it is looked at closely
# What can make a pattern look again at what it has seen, alone or repeated.
PIECES = (
    *("{", "${", "{{", "<", "[", "*", "*a", "?", "a", "a/", "/", "-", "aws-", "a.", ":", "arn:", " ", "\n", "\\", "'"),
    *("your ", "${a,'", "${ ", "${a, ", "amzn-s3-demo", "ARN for a", "-----BEGIN ", "A ", "a2c-kinesisfirehosepolicy-"),
)
STATEMENTS = ("Sid", "Action", "NotAction", "Resource", "NotResource")


def long(piece: str, length: int = LENGTH) -> str:
    """Return a piece again and again."""
    return piece * (length // len(piece))


def compiled() -> Iterator[re.Pattern[str]]:
    """Give every regular expression for texts that the code holds by name."""
    for path in sorted((ROOT / "plugins" / "module_utils").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        held = vars(importlib.import_module(f"ansible_collections.fleetops.app2container.{name}")).values()
        yield from (item for item in held if isinstance(item, re.Pattern) and isinstance(item.pattern, str))


def try_patterns() -> None:
    """Try every regular expression on a whole text, and IAM's wildcards against each other; options try searches."""
    found = list(compiled())
    assert len(found) > 20, found
    for pattern, start, piece in product(found, ("", "arn:", "${", "-----BEGIN PRIVATE KEY-----\n"), PIECES):
        pattern.fullmatch(f"{start}{long(piece)}!")
    for one, other in product(PIECES, ("*a", "a?", "*", "b")):
        patterns.matches(long(one, STATEMENT), long(other, STATEMENT))
        patterns.covers(long(one, STATEMENT), long(other, STATEMENT))
        patterns.overlap(long(one, STATEMENT), long(other, STATEMENT))


def run(params: Mapping[str, Any]) -> None:
    """Do what the module policy_document does with its options."""
    with suppress(App2ContainerError):
        policy_document.result({"partition": "aws", "name": "A", **params, "fail_on": "never"})


def try_options() -> None:
    """Try every text among the options of a policy, and all that a statement can have."""
    base = BASES["policy_document"]
    texts = [option for option in options_of(policy_document.argument_spec()) if option.kind == "str"]
    for option, piece in product(texts, PIECES):
        run(with_value(base, option, long(piece)))
    for key, piece, length in product(STATEMENTS, PIECES, (STATEMENT, LENGTH)):
        statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
        statement.pop(key.removeprefix("Not"), None)
        run({**base, "extra_statements": [{**statement, key: long(piece, length)}]})


if __name__ == "__main__":
    try_patterns()
    try_options()
