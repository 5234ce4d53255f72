# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What commands need: complete, and in terms of the catalogue."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import (
    COMMANDS,
    checked_needs,
    needed_actions,
    needs,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.need import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Need,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS

BY_SID = {section.sid: section for section in SECTIONS}
S3 = BY_SID["SectionForS3Access"].actions

# What no command calls without --deploy, and why.
NEVER_NEEDED = {
    "SectionForS3ReadAccess",  # the artifact bucket's own section has the same
}


def test_the_commands_of_the_guide() -> None:
    assert tuple(COMMANDS) == (
        "init",
        "remote configure",
        "inventory",
        "analyze",
        "remote inventory",
        "remote analyze",
        "remote extract",
        "extract",
        "containerize",
        "generate app-deployment",
        "generate pipeline",
        "upgrade",
        "upload-support-bundle",
    )


def test_needs_are_in_terms_of_the_catalogue() -> None:
    for command, found in COMMANDS.items():
        for need in found:
            section = BY_SID[need.section]
            assert need.actions
            assert set(need.actions) <= {*section.actions, *section.added_actions}, command
            assert need.source.startswith("https://docs.aws.amazon.com/")
            assert need.basis in (DOCUMENTED, OBSERVED, INFERRED)


def test_every_section_is_needed_by_some_command() -> None:
    needed = {need.section for found in COMMANDS.values() for need in found}
    assert set(BY_SID) - needed == NEVER_NEEDED


def test_every_command_reports_metrics_and_failures() -> None:
    for command in COMMANDS:
        assert needs("SectionForMetricsService", [command])
        assert needs("SectionForUploadSupportBundleService", [command])


def test_needed_actions() -> None:
    def of(*commands: str) -> tuple[str, ...]:
        return needed_actions("SectionForS3Access", S3, commands)

    assert of() == ()
    assert of("inventory", "upgrade") == ()
    assert of("init") == ("s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListAllMyBuckets", "s3:ListBucket")
    assert of("extract") == ("s3:GetBucketLocation", "s3:PutObject")
    assert of("extract", "containerize") == ("s3:GetBucketLocation", "s3:GetObject", "s3:PutObject")
    assert needed_actions("SectionForS3Access", ["s3:GetObject"], ["extract", "containerize"]) == ("s3:GetObject",)
    assert needed_actions("SectionForCodeCommitAccess", ["codecommit:GetBranch"], ["generate pipeline"]) == (
        "codecommit:GetBranch",
    )


@pytest.mark.parametrize(
    ("need", "message"),
    [
        (Need(section="SectionForS4Access", actions=()), "init: the catalogue has no section in SectionForS4Access"),
        (
            Need(section="SectionForS3Access", actions=("s3:GetObject", "s3:GetObjct")),
            "init: the catalogue has no s3:GetObjct in SectionForS3Access",
        ),
    ],
)
def test_needs_that_no_section_can_meet_are_refused(need: Need, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        checked_needs({"init": (need,)})
