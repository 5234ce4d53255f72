# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declared versions are tested ones, and every package that the tests install is locked with its hashes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import ansible_collections.amazon.aws
import pytest
import yaml
from ansible.release import __version__ as core_version
from packaging.specifiers import SpecifierSet

from tests.support.emulator.servers import CHECKOUT
from tools.bill_of_materials import oldest_versions

LOCKS = sorted((CHECKOUT / "requirements").glob("*.txt"))
OLDEST_PYTHON = (3, 11)  # with it, the environment holds the oldest versions that are declared


def amazon_aws_version() -> str:
    """The installed version of the collection amazon.aws."""
    folder = Path(next(iter(ansible_collections.amazon.aws.__path__)))
    return str(json.loads((folder / "MANIFEST.json").read_text())["collection_info"]["version"])


def test_the_declared_bound_of_amazon_aws_is_a_tested_version() -> None:
    bound = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())["dependencies"]["amazon.aws"]
    assert amazon_aws_version() in SpecifierSet(bound)
    if sys.version_info[:2] == OLDEST_PYTHON:
        assert bound == f">={amazon_aws_version()}"


def test_the_declared_bound_of_ansible_core_is_a_tested_minor_version() -> None:
    bound = yaml.safe_load((CHECKOUT / "meta/runtime.yml").read_text())["requires_ansible"]
    assert core_version in SpecifierSet(bound)
    if sys.version_info[:2] == OLDEST_PYTHON:
        assert bound == f">={'.'.join(core_version.split('.')[:2])}.0"


def test_the_oldest_versions_that_are_tried_are_the_declared_ones() -> None:
    tried = oldest_versions((CHECKOUT / "requirements/oldest.in").read_text())
    aws = (Path(next(iter(ansible_collections.amazon.aws.__path__))) / "requirements.txt").read_text()
    assert tried["ansible-core"] == yaml.safe_load((CHECKOUT / "meta/runtime.yml").read_text())["requires_ansible"]
    if sys.version_info[:2] == OLDEST_PYTHON:
        bounds = dict(re.findall(r"^(boto\w+)(>=\S+)$", aws, flags=re.MULTILINE))
        assert {name: tried[name] for name in bounds} == bounds == {"boto3": ">=1.34.0", "botocore": ">=1.34.0"}


def test_the_readme_states_the_bounds() -> None:
    readme = " ".join((CHECKOUT / "README.md").read_text().split())
    for name, bound in yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())["dependencies"].items():
        assert f"{name} {bound.removeprefix('>=')} or newer" in readme


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text(), flags=re.MULTILINE)
    packages = [entry for entry in entries if "==" in entry.partition("\n")[0]]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
