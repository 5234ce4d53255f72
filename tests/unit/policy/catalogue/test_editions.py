# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editions of the guide, and the version of the catalogue, which follows its content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.actions import SOURCE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import (
    CATALOGUE,
    EDITION_ROWS,
    EDITIONS,
    is_older,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.section import TARGETS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Statement
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.render import rendered
from tests.unit.policy.policy_making import ACCOUNT, KEY, everything

PIPELINES = ("codepipeline", "jenkins", "azure_devops")
COMPLETE = {
    "artifact_buckets": [{"name": "artifacts", "kms_key_arn": KEY}],
    "secrets_kms_key_arns": [KEY],
    "created_roles_boundary": f"arn:aws:iam::{ACCOUNT}:policy/Boundary",
}
RELEASE = """
What policies say has changed. If catalogue {version} has been released, raise its version in editions.py
(year.month.number). Then set content to "{content}".
"""


def every_choice() -> Iterator[PolicyOptions]:
    """Options that render all rows of the catalogue: each edition, target and pipeline, and each command alone."""
    for edition in EDITIONS:
        for target in TARGETS:
            for pipeline in PIPELINES:
                options = everything(
                    **COMPLETE, editions=[edition], deploy_targets=[target], pipeline=pipeline, style="scoped"
                )
                yield options
                yield replace(options, style="documented")
                for command in COMMANDS:
                    yield replace(options, style="minimal", commands=(command,))


def statements() -> Iterator[Statement]:
    """All statements that these options make."""
    for options in every_choice():
        yield from rendered(options)


def content() -> str:
    """A digest of everything that the catalogue renders."""
    texts = (
        json.dumps([options.style, *(item.to_json() for item in rendered(options))], sort_keys=True)
        for options in every_choice()
    )
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def test_the_version_follows_the_content() -> None:
    assert content() == CATALOGUE.content, RELEASE.format(version=CATALOGUE.version, content=content())


def test_the_content_has_every_statement_of_the_catalogue() -> None:
    """Otherwise a change of a row could go unnoticed."""
    made = {statement.sid for statement in statements()}
    assert made >= {section.sid + grant.suffix for section in SECTIONS for grant in section.grants}
    assert made >= {section.sid for section in SECTIONS if section.in_guide}


def test_editions_have_dates_in_order() -> None:
    dates = [date.fromisoformat(edition.date) for edition in EDITION_ROWS]
    assert dates == sorted(dates)
    assert {edition.name for edition in EDITION_ROWS} >= {"original", "current"}  # users name them
    assert all(edition.basis.strip() and edition.source.startswith("https://") for edition in EDITION_ROWS)


def test_the_catalogue_as_results_show_it() -> None:
    assert CATALOGUE.to_json() == {
        "version": CATALOGUE.version,
        "editions": {"original": "2021-05-18", "current": "2025-11-07"},
        "service_data": SOURCE.date,
    }
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d+", CATALOGUE.version)
    assert re.fullmatch(r"[\w .:/=+@-]+", CATALOGUE.version)  # the value of a tag


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("2026.11.1", "2026.11.1", False),
        ("2026.11.1", "2026.11.2", True),
        ("2026.11.2", "2026.11.10", True),
        ("2026.9.1", "2026.11.1", True),
        ("2026.11.1", "2026.9.1", False),
        ("2025.12.9", "2026.1.1", True),
        ("", "2026.1.1", True),
        ("latest", "2026.1.1", True),
        ("2026.1.1", "latest", False),
        ("latest", "", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, *, older: bool) -> None:
    assert is_older(version, than) is older
