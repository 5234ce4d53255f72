# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-builder learns from the artifact which Python packages it needs, and takes the definition of the image."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import yaml
from ansible_collections.amazon.aws.plugins.module_utils import botocore
from packaging.version import Version

from tests.support.emulator.servers import CHECKOUT, clean_environment
from tools.artifact import build


def ansible_builder(*words: str | Path) -> str:
    """Run ansible-builder, and return what it prints."""
    program = Path(sys.executable).with_name("ansible-builder")
    done = subprocess.run(
        [program, *words], env=clean_environment(), text=True, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_artifact_says_which_packages_it_needs(tmp_path: Path) -> None:
    """The bound of boto3 is that of the inventory of organizations, which is above that of amazon.aws."""
    place = tmp_path / "ansible_collections/fleetops/app2container"
    with tarfile.open(build(tmp_path)) as artifact:
        artifact.extractall(place, filter="data")
    told = yaml.safe_load(ansible_builder("introspect", tmp_path))
    assert told["system"] == []
    wanted = [line.partition(" ")[0] for line in told["python"]]
    bound = "1.40.27"
    assert wanted == [f"boto3>={bound}", f"botocore>={bound}", "pyrage>=1.4.0"]
    assert f"Install boto3 {bound} or newer" in (CHECKOUT / "docs/inventory.md").read_text()
    assert Version(bound) >= Version(botocore.MINIMUM_BOTO3_VERSION)


def test_the_definition_of_the_image_makes_a_build_context(tmp_path: Path) -> None:
    definition = CHECKOUT / "execution-environment.yml"
    ansible_builder("create", "--file", definition, "--context", tmp_path, "--output-filename", "Containerfile")
    given = yaml.safe_load(definition.read_text())
    steps = (tmp_path / "Containerfile").read_text().splitlines()
    assert f'ARG EE_BASE_IMAGE="{given["images"]["base_image"]["name"]}"' in steps
    (wanted,) = yaml.safe_load((tmp_path / "_build/requirements.yml").read_text())["collections"]
    assert wanted["name"] == "fleetops.app2container"
    runtime = yaml.safe_load((CHECKOUT / "meta/runtime.yml").read_text())
    assert given["dependencies"]["ansible_core"]["package_pip"] == f"ansible-core{runtime['requires_ansible']}"
