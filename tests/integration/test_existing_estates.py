# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The story of docs/existing-estates.md is run in its order, and prints what the page shows.

With ``WRITE_PAGES=yes`` the outputs on the page are written anew.
"""

from __future__ import annotations

import json
import os
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT
from tests.support.runs.access import ADMINISTRATOR, converge
from tests.support.runs.modules import ModuleResult

PAGE = CHECKOUT / "docs/existing-estates.md"
STEP = re.compile(
    r"<!-- run(?P<check>: check)? -->\n\n```yaml\n(?P<task>.*?)```\n"
    r".*?<!-- output -->\n\n```text\n(?P<output>.*?)```\n",
    re.DOTALL,
)
MODULE = "fleetops.app2container.access"
ACCOUNT = "123456789012"
WIDTH = 116


def allowing(*actions: str) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def make_by_hand(account: Account) -> None:
    """What the page says that somebody made."""
    iam = account.client("iam")
    arn = iam.create_policy(PolicyName="a2c-general", PolicyDocument=allowing("ecr:*", "s3:*"))["Policy"]["Arn"]
    iam.create_group(GroupName="a2c-users")
    iam.attach_group_policy(GroupName="a2c-users", PolicyArn=arn)
    for name in ("ada", "grace"):
        iam.create_user(UserName=name)
        iam.add_user_to_group(GroupName="a2c-users", UserName=name)
    iam.attach_group_policy(GroupName="a2c-users", PolicyArn=ADMINISTRATOR)
    iam.put_group_policy(GroupName="a2c-users", PolicyName="more", PolicyDocument=allowing("logs:*", "sns:Publish"))


def printed(outcome: ModuleResult) -> Iterator[str]:
    """What a person sees of a run: the summary and the warnings, or the message of a failure."""
    if outcome.failed:
        yield f"[ERROR]: {outcome['msg']}"
        return
    yield from outcome["summary"]
    for warning in outcome.result.get("warnings", []):
        yield f"[WARNING]: {warning if isinstance(warning, str) else warning['event']['msg']}"


def wrapped(line: str) -> str:
    return textwrap.fill(line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def options(task: str) -> dict[str, Any]:
    """The options of the only task of a block."""
    found: dict[str, Any] = yaml.safe_load(task)[0][MODULE]
    return found


def test_the_page_shows_what_its_tasks_print(aws: Account) -> None:
    make_by_hand(aws)
    text = PAGE.read_text(encoding="utf-8")

    def run(step: re.Match[str]) -> str:
        outcome = converge(aws, check=bool(step["check"]), **options(step["task"]))
        lines = [wrapped(line.replace(aws.account_id, ACCOUNT)) for line in printed(outcome)]
        start, end = (step.start("output") - step.start(), step.end("output") - step.start())
        return "\n".join([step[0][:start].rstrip("\n"), *lines, step[0][end:]])

    as_it_should_be = STEP.sub(run, text)
    if os.environ.get("WRITE_PAGES") == "yes":
        PAGE.write_text(as_it_should_be, encoding="utf-8")
    assert len(STEP.findall(text)) == text.count("<!-- run")
    assert text == as_it_should_be, "run this test with WRITE_PAGES=yes"
