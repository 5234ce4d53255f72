# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What commands need: complete, and in terms of the catalogue."""

from __future__ import annotations

import re

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue import sources
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import (
    COMMANDS,
    checked_needs,
    needed_actions,
    needs,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.need import Need
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sources import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Source,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.unrequested import UNREQUESTED

BY_SID = {section.sid: section for section in SECTIONS}
S3 = BY_SID["SectionForS3Access"].actions
SOURCES = [value for value in vars(sources).values() if isinstance(value, Source)]
PAGE = re.compile(
    r"https://docs\.aws\.amazon\.com/(app2container/latest/UserGuide|[\w-]+/latest/(userguide|UserGuide|API|APIReference))"
    r"/[\w-]+\.html(#[\w-]+)?"
)
SENTENCE = re.compile(r"[A-Z`][^.]*(\.json[^.]*)*\.|pipeline\.json [^.]*\.|deployment\.json [^.]*\.")
SENTENCES = re.compile(r"([A-Z][^.]*\. ?)+")


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


def test_every_row_has_a_source_of_its_own_kind() -> None:
    """A page of the guide or of another AWS documentation, and what it says of the row."""
    for command, found in COMMANDS.items():
        for need in found:
            assert need.source.basis in (DOCUMENTED, OBSERVED, INFERRED), command
            assert PAGE.fullmatch(need.source.url), need.source.url
            assert SENTENCE.fullmatch(need.source.says), need.source.says
            assert need.source in SOURCES
    used = {need.source for found in COMMANDS.values() for need in found}
    assert used == set(SOURCES)


def test_sources_say_where_and_what() -> None:
    assert len({source.says for source in SOURCES}) == len(SOURCES)
    # Output shows only what a command prints, and AWS documents nothing that only follows from something.
    assert all("prints" in source.says for source in SOURCES if source.basis == OBSERVED)
    assert all(" and " in source.says or "grants" in source.says for source in SOURCES if source.basis == INFERRED)


def test_each_granted_action_is_requested_or_has_a_reason_why_not() -> None:
    needed = {(need.section, action) for found in COMMANDS.values() for need in found for action in need.actions}
    of_sections = {(row.section, action) for row in UNREQUESTED if not row.statement for action in row.actions}
    granted = {
        (sid, action) for sid, section in BY_SID.items() for action in (*section.actions, *section.added_actions)
    }
    assert needed | of_sections == granted
    assert not needed & of_sections
    assert all(SENTENCES.fullmatch(row.reason) for row in UNREQUESTED)


def test_statements_that_no_request_fits_have_a_condition_that_app2container_cannot_meet() -> None:
    for row in UNREQUESTED:
        if row.statement:
            (grant,) = (grant for grant in BY_SID[row.section].grants if grant.suffix == row.statement)
            assert grant.only == row.actions
            assert "iam:PermissionsBoundary" in {key for _operator, key, _values in grant.conditions}
            needs_of = [need for need in COMMANDS["generate app-deployment"] if need.section == row.section]
            assert all(need.remedy for need in needs_of if set(need.actions) == set(row.actions))


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
    uploads = ("s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:PutObject")
    assert needed_actions("SectionForS3Access", (*S3, "s3:AbortMultipartUpload"), ["extract"]) == uploads
    assert of("extract", "containerize") == ("s3:GetBucketLocation", "s3:GetObject", "s3:PutObject")
    assert needed_actions("SectionForS3Access", ["s3:GetObject"], ["extract", "containerize"]) == ("s3:GetObject",)
    assert needed_actions("SectionForCodeCommitAccess", ["codecommit:GetBranch"], ["generate pipeline"]) == (
        "codecommit:GetBranch",
    )


@pytest.mark.parametrize(
    ("need", "message"),
    [
        (
            Need(section="SectionForS4Access", actions=(), source=sources.EXTRACTED),
            "init: the catalogue has no section in SectionForS4Access",
        ),
        (
            Need(
                section="SectionForS3Access",
                actions=("s3:GetObject", "s3:GetObjct"),
                source=sources.EXTRACTED,
            ),
            "init: the catalogue has no s3:GetObjct in SectionForS3Access",
        ),
    ],
)
def test_needs_that_no_section_can_meet_are_refused(need: Need, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        checked_needs({"init": (need,)})
