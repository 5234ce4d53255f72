# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on the installation is true: its commands run as shown, with a server and a repository of this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

from tests.integration.test_snippets import blocks
from tests.support.emulator.servers import CHECKOUT, clean_environment
from tests.support.galaxy import galaxy
from tools.artifact import build

PAGE = (CHECKOUT / "docs/install.md").read_text()
FROM_GALAXY, FROM_REQUIREMENTS, FROM_ELSEWHERE, OFFLINE, LIST = blocks(PAGE, "console")
NAME, AMAZON, RELEASE = "fleetops.app2container", "amazon.aws", "1.0.0"  # that of the examples
REPOSITORY = "https://github.com/fleetops/app2container.git"
METADATA = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())
GIT = ("git", "-c", "user.name=test", "-c", "user.email=test@example.com")


def built(source: Path, metadata: Mapping[str, object]) -> Path:
    """The artifact of a collection in a folder, beside it."""
    (source / "galaxy.yml").write_text(yaml.safe_dump(dict(metadata)))
    return build(source.with_suffix(".release"), source)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository at the tag of the examples, with little content: `make installed` installs all of it."""
    folder = tmp_path_factory.mktemp("release") / "repository"
    shutil.copytree(CHECKOUT / "meta", folder / "meta")
    for name in ("LICENSE", "README.md"):
        shutil.copy(CHECKOUT / name, folder)
    return folder


@pytest.fixture(scope="module")
def artifacts(source: Path) -> list[Path]:
    """The release of the examples, and one of amazon.aws that is as old as it may be, without content."""
    aws = source.with_name("aws")
    aws.mkdir()
    (aws / "README.md").write_text("Stands in for amazon.aws.")
    oldest = METADATA["dependencies"][AMAZON].removeprefix(">=")
    required = {"namespace": "amazon", "name": "aws", "version": oldest, "readme": "README.md", "authors": ["nobody"]}
    return [built(source, {**METADATA, "version": RELEASE}), built(aws, required)]


class Machine:
    """A control node on which nothing is installed: a directory with its settings."""

    def __init__(self, folder: Path, server: str, repository: Path) -> None:
        self.folder = folder
        self.environment = clean_environment() | {
            "ANSIBLE_COLLECTIONS_PATH": str(folder / "collections"),
            "ANSIBLE_COLLECTIONS_SCAN_SYS_PATH": "false",  # where this environment has its collections
            "ANSIBLE_GALAXY_SERVER": server,
            "ANSIBLE_HOME": str(folder / "home"),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{repository.as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": REPOSITORY,
            "NO_COLOR": "1",
        }

    def run(self, *lines: str) -> str:
        """Runs lines of the page, and returns what they print."""
        script = "\n".join(["set -e", *(line.removeprefix("$ ") for line in lines)])
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
            timeout=100,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def installed(self) -> dict[str, str]:
        """The versions of the collections, which are then removed."""
        folder = self.folder / "collections"
        manifests = [json.loads(file.read_text())["collection_info"] for file in folder.rglob("MANIFEST.json")]
        shutil.rmtree(folder)
        return {f"{info['namespace']}.{info['name']}": info["version"] for info in manifests}


@pytest.fixture
def machine(artifacts: list[Path], source: Path, tmp_path: Path) -> Iterator[Machine]:
    """A machine that reaches Galaxy and the repository, with the file of the release."""
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", RELEASE), ("tag", RELEASE)):
        subprocess.run([*GIT, *words], cwd=source, check=True)
    shutil.copy(artifacts[0], tmp_path)
    (tmp_path / "requirements.yml").write_text(*blocks(PAGE, "yaml"))
    with galaxy(*artifacts) as server:
        yield Machine(tmp_path, server, source)


@pytest.mark.thorough
def test_each_way_installs_the_release_with_what_it_needs(machine: Machine) -> None:
    whole = {NAME: RELEASE, AMAZON: METADATA["dependencies"][AMAZON].removeprefix(">=")}
    install, pip = FROM_GALAXY.splitlines()
    assert pip == "$ pip install boto3"
    for way in (install, FROM_REQUIREMENTS, *FROM_ELSEWHERE.splitlines()):
        machine.run(way)
        assert machine.installed() == whole, way
    download, *there = OFFLINE.splitlines()
    machine.run(download)
    machine.environment["ANSIBLE_GALAXY_SERVER"] = "http://127.0.0.1:9/api/"
    machine.run(*there)
    assert f"{NAME} {RELEASE}" in " ".join(machine.run(LIST).split())
    assert machine.installed() == whole


def test_the_page_states_the_bounds() -> None:
    stated = " ".join(PAGE.split())
    runtime = yaml.safe_load((CHECKOUT / "meta/runtime.yml").read_text())["requires_ansible"]
    assert f"ansible-core {'.'.join(runtime.removeprefix('>=').split('.')[:2])} or newer" in stated
    assert f"amazon.aws {METADATA['dependencies'][AMAZON].removeprefix('>=')} or newer" in stated
    assert Version("1.34.0") <= Version(version("boto3"))
    assert "boto3 1.34.0 or newer" in stated


def test_the_repository_is_that_of_the_collection() -> None:
    assert REPOSITORY.removesuffix(".git") == METADATA["repository"]
