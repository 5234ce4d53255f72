# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a release publishes: only what belongs in it, of the version of its tag, with a true bill of materials."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.servers import CHECKOUT
from tools.artifact import (
    ReleaseError,
    artifact_in,
    checksums,
    is_wanted,
    refuse_other_version,
    released,
    sha256,
    unwanted,
)
from tools.bill_of_materials import PACKAGES, closure, oldest_versions, write_bill
from tools.importer import DONE, complaints
from tools.signature import manifest_of

METADATA = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())
RELEASES = frozenset({"1.1.0", "1.2.0"})


def packed(path: Path, *names: str) -> Path:
    """An archive of files with their own name as content; a name that ends with a slash is a folder."""
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name.removesuffix("/"))
            member.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            member.size = 0 if name.endswith("/") else len(name)
            archive.addfile(member, io.BytesIO(name.encode()))
    return path


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("README.md", True),
        ("SECURITY.md", True),
        ("plugins/modules/access.py", True),
        ("docs/images/audit-report.png.license", True),
        ("noxfile.py", False),
        ("galaxy.yml", False),
        ("tests/unit/test_rooms.py", False),
        (".github/workflows/checks.yml", False),
        ("plugins/modules/__pycache__/access.cpython-311.pyc", False),
        ("plugins/.hidden.py", False),
        ("docs/notes.orig", False),
    ],
)
def test_what_belongs_in_the_artifact(name: str, *, wanted: bool) -> None:
    assert is_wanted(name) is wanted


def test_strangers_and_empty_folders_are_found(tmp_path: Path) -> None:
    artifact = packed(tmp_path / "a.tar.gz", "MANIFEST.json", "docs/", "docs/audit.md", "extensions/", "Makefile")
    assert unwanted(artifact) == ["Makefile", "extensions"]


def test_a_tag_of_the_version_with_a_changelog_is_released() -> None:
    refuse_other_version("1.2.0", "1.2.0", RELEASES)


@pytest.mark.parametrize(
    ("tag", "version", "told"),
    [
        ("1.2.1", "1.2.0", "the tag is 1.2.1, but galaxy.yml says 1.2.0"),
        ("v1.2.0", "1.2.0", "the tag is v1.2.0, but galaxy.yml says 1.2.0"),
        ("1.3.0", "1.3.0", "changelogs/changelog.yaml has no release 1.3.0"),
    ],
)
def test_other_tags_are_refused(tag: str, version: str, told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        refuse_other_version(tag, version, RELEASES)


def test_the_version_of_the_collection_has_release_notes() -> None:
    refuse_other_version(METADATA["version"], METADATA["version"], released())


@pytest.mark.parametrize("names", [[], ["a.tar.gz", "b.tar.gz"]])
def test_there_must_be_one_artifact(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(ReleaseError, match=f"holds {len(names)} artifacts instead of one: run `make artifact` first"):
        artifact_in(tmp_path)


def test_sha256sum_reads_the_checksums(tmp_path: Path) -> None:
    file = tmp_path / "a.tar.gz"
    file.write_text("content")
    (tmp_path / "SHA256SUMS").write_text(checksums([file]))
    check = ["sha256sum", "--check", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    file.write_text("other content")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def written_bill(folder: Path) -> dict[str, Any]:
    """The bill of an artifact with the metadata of this collection."""
    artifact = packed(folder / "a.tar.gz", "MANIFEST.json")
    return dict(json.loads(write_bill(artifact, METADATA, sha256(artifact)).read_text()))


def test_the_bill_is_of_the_artifact(tmp_path: Path) -> None:
    bill = written_bill(tmp_path)
    product = bill["metadata"]["component"]
    assert (product["name"], product["version"]) == ("fleetops.app2container", METADATA["version"])
    assert product["hashes"] == [{"alg": "SHA-256", "content": sha256(tmp_path / "a.tar.gz")}]
    assert product["licenses"] == [{"expression": "GPL-3.0-or-later"}]


def test_the_bill_names_what_is_needed_with_its_bounds(tmp_path: Path) -> None:
    bill = written_bill(tmp_path)
    named = {row["name"]: row for row in bill["components"]}
    bounds = {name: row["properties"][0]["value"] for name, row in named.items() if "properties" in row}
    assert bounds == METADATA["dependencies"] | oldest_versions((CHECKOUT / "requirements/oldest.in").read_text())
    assert {"jinja2", "jmespath", "urllib3"} < set(named)
    assert not {"moto", "pytest", "molecule"} & set(named)
    tree = {row["ref"]: set(row.get("dependsOn", [])) for row in bill["dependencies"]}
    assert tree["a.tar.gz"] == {"collection/amazon.aws", *(f"pypi/{name}" for name in PACKAGES)}
    assert "pypi/jmespath" in tree["pypi/boto3"]


def test_the_closure_leaves_out_what_only_extras_need() -> None:
    assert "awscrt" not in closure(("botocore",))


def test_the_manifest_is_what_is_signed(tmp_path: Path) -> None:
    assert manifest_of(packed(tmp_path / "a.tar.gz", "README.md", "MANIFEST.json")) == b"MANIFEST.json"
    with pytest.raises(KeyError, match=r"MANIFEST\.json"):
        manifest_of(packed(tmp_path / "b.tar.gz", "README.md"))


@pytest.mark.parametrize(
    ("log", "told"),
    [
        (f"Importing\nLoading module access\n{DONE}\n", []),
        (f"Importing\nWARNING: No changelog found.\n{DONE}\n", ["WARNING: No changelog found."]),
        ("Importing\nERROR: no tags\n", ["ERROR: no tags", "the importer did not complete"]),
        ("", ["the importer did not complete"]),
    ],
)
def test_what_galaxy_complains_of(log: str, told: list[str]) -> None:
    assert complaints(log) == told
