# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""galaxy.yml is complete and true, and the collection has the files that its community expects."""

from __future__ import annotations

import re
import subprocess
from fnmatch import fnmatch

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.result import COLLECTION
from tests.support.emulator.servers import CHECKOUT
from tests.support.makefile import targets
from tools.artifact import CHECKSUMS
from tools.bill_of_materials import BILL, BOUND

ACCEPTED = re.compile(r"name: fleetops\.app2container\b.*\n +version: \"(.+)\"")
METADATA = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())
REQUIREMENTS = "docs/collection-requirements.md"
VERIFY = "docs/verify.md"
MOST_TAGS = 20  # galaxy-importer refuses more
# Galaxy wants at least one of its own, to sort collections by
GALAXY_TAGS = frozenset(
    [
        "application",
        "cloud",
        "database",
        "eda",
        "infrastructure",
        "linux",
        "monitoring",
        "networking",
        "security",
        "storage",
        "tools",
        "windows",
    ]
)
COMMUNITY_FILES = (
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "SUPPORT.md",
)


def known_to_git(*options: str) -> list[str]:
    """The files of the checkout that git lists."""
    done = subprocess.run(["git", "ls-files", *options], cwd=CHECKOUT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_the_version_is_everywhere_the_same() -> None:
    assert COLLECTION["version"] == METADATA["version"]
    assert f"fleetops-app2container-{METADATA['version']}.tar.gz" in (CHECKOUT / "docs/install.md").read_text()
    for name in ("execution-environment.yml", "examples/fleet-repository/requirements.yml"):
        (accepted,) = ACCEPTED.findall((CHECKOUT / name).read_text())
        assert METADATA["version"] in SpecifierSet(accepted)


def test_the_addresses_are_those_of_the_repository() -> None:
    for field in ("documentation", "homepage", "issues"):
        assert METADATA[field].startswith(METADATA["repository"])


def test_the_tags_are_as_galaxy_wants_them() -> None:
    tags = METADATA["tags"]
    assert tags == sorted(set(tags))
    assert len(tags) <= MOST_TAGS
    assert all(re.fullmatch(r"[a-z0-9]{1,64}", tag) for tag in tags)
    assert GALAXY_TAGS & set(tags)


def test_dependencies_have_a_lower_bound_that_was_released_and_no_upper_one() -> None:
    for bound in METADATA["dependencies"].values():
        assert re.fullmatch(r">=[1-9]\d*\.\d+\.\d+", bound)


def test_the_named_files_exist() -> None:
    assert METADATA["readme"] == "README.md"
    assert METADATA["license_file"] == "LICENSE"
    assert [name for name in COMMUNITY_FILES if not (CHECKOUT / name).is_file()] == []


@pytest.mark.parametrize("pattern", METADATA["build_ignore"])
def test_everything_that_is_left_out_exists_or_is_made_by_a_tool(pattern: str) -> None:
    names = {*known_to_git("--cached", "--others", "--exclude-standard")}
    folders = {part for name in names for part in [name, *(name[: found.start()] for found in re.finditer("/", name))]}
    ignored = [line.strip("/") for line in (CHECKOUT / ".gitignore").read_text().splitlines() if line[:1] != "#"]
    made_by_tools = [*ignored, "__pycache__/access.cpython-311.pyc", "fleetops-app2container-1.0.0.tar.gz"]
    assert any(fnmatch(name, pattern) for name in [*folders, *made_by_tools])


@pytest.mark.parametrize("name", [*COMMUNITY_FILES, REQUIREMENTS, VERIFY])
def test_links_lead_somewhere(name: str) -> None:
    page = CHECKOUT / name
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_each_requirement_of_the_community_is_met_somewhere_or_open() -> None:
    rows = [
        line.strip("|").split("|") for line in (CHECKOUT / REQUIREMENTS).read_text().splitlines() if line[:2] == "| "
    ]
    states = [state.strip() for _requirement, state, _where in rows]
    assert set(states) == {"State", "met", "open"}


def test_what_shows_that_a_requirement_is_met_exists() -> None:
    text = (CHECKOUT / REQUIREMENTS).read_text()
    paths = [word for word in re.findall(r"`([\w./*]+)`", text) if "/" in word]
    assert paths
    assert [path for path in paths if not any(CHECKOUT.glob(path))] == []
    assert set(re.findall(r"`make ([a-z]+)`", text)) - targets() == set()


def test_the_page_on_verification_names_the_files_of_a_release() -> None:
    text = (CHECKOUT / VERIFY).read_text()
    assert [
        name for name in (BILL, BOUND, CHECKSUMS, "-MANIFEST.json.asc", "signing-key.asc") if name not in text
    ] == []
    assert "signing-key.asc" in (CHECKOUT / ".github/workflows/release.yml").read_text()
