# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the site, by what somebody wants to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["REFERENCE", "SECTIONS", "TITLES", "Section", "page_files", "title_of"]

CHECKOUT = Path(__file__).resolve().parents[2]
TITLES = {"CHANGELOG.md": "Changelog"}  # where the first heading is not fit for the navigation
REFERENCE = "reference"  # the folder of the pages that antsibull-docs makes


@dataclass(frozen=True)
class Section:
    """A part of the navigation, and a card of the start page."""

    title: str
    about: str
    # The files of the repository; pages of the reference have no suffix. The first one is where the card leads.
    files: tuple[str, ...]


SECTIONS = (
    Section(
        "Get started",
        "Install the collection, apply your first access, and see what it costs.",
        ("docs/install.md", "docs/quick-start.md", "docs/policy.md", "docs/costs.md"),
    ),
    Section(
        "People and machines",
        "Choose how people and worker machines get the policy: without access keys wherever possible.",
        (
            "docs/people.md",
            "docs/identity-center.md",
            "docs/access-keys.md",
            "docs/worker-machines.md",
            "docs/remote-workflows.md",
            "docs/artifact-bucket.md",
        ),
    ),
    Section(
        "Many accounts",
        "From two accounts in one inventory to the thousands of an organization.",
        ("docs/accounts.md", "docs/inventory.md", "docs/bootstrap.md", "docs/fleet.md"),
    ),
    Section(
        "Existing access",
        "Take over what exists, rename what you manage, or hand the access to CloudFormation or Terraform.",
        ("docs/existing-estates.md", "docs/exports.md"),
    ),
    Section(
        "Audits and errors",
        "Find out what is wrong, why AWS denies a request, and what a message means.",
        ("docs/audit.md", "docs/troubleshooting.md", "docs/findings.md", "docs/for-auditors.md"),
    ),
    Section(
        "Reference",
        "Every role variable, playbook, module, plugin and permission.",
        (
            "docs/role-variables.md",
            "roles/a2c_iam/README.md",
            "roles/a2c_worker/README.md",
            "roles/a2c_audit/README.md",
            "docs/playbooks.md",
            f"{REFERENCE}/index",
            "docs/permissions.md",
        ),
    ),
    Section(
        "The project",
        "How it is built, tested, released and supported, and how to take part.",
        (
            "docs/architecture.md",
            "docs/reliability.md",
            "docs/performance.md",
            "docs/verify.md",
            "docs/upgrading.md",
            "docs/collection-requirements.md",
            "CONTRIBUTING.md",
            "SUPPORT.md",
            "SECURITY.md",
            "CODE_OF_CONDUCT.md",
            "CHANGELOG.md",
        ),
    ),
)


def page_files() -> list[str]:
    """The files of the repository that are pages of the site."""
    return [name for section in SECTIONS for name in section.files if name.endswith(".md")]


def title_of(name: str) -> str:
    """The title of a page in the navigation, by the name of its file."""
    if name in TITLES:
        return TITLES[name]
    (title,) = re.findall(r"^# (.+)$", (CHECKOUT / name).read_text(encoding="utf-8"), re.MULTILINE)[:1]
    return str(title)
