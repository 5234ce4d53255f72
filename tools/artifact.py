# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Build what a release publishes in build/release, and look whether it holds what its users need and nothing else.

Usage: python -m tools.artifact [--tag TAG]

The folder then has the artifact that ansible-galaxy installs, its bill of materials, and the checksums of both. With a
tag, nothing is built unless galaxy.yml and the changelog are of that version.

Ansible takes along all that galaxy.yml does not name in build_ignore, so a new file at the root of the checkout, or a
leftover of some tool, would be published unless somebody looks.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Container, Iterable
from pathlib import Path, PurePosixPath

import yaml

from tests.support.emulator.servers import CHECKOUT, clean_environment
from tools.bill_of_materials import write_bill

RELEASE = CHECKOUT / "build/release"
CHECKSUMS = "SHA256SUMS"
CHANGELOG = "changelogs/changelog.yaml"  # CHANGELOG.md is made of it
FOLDERS = frozenset({"changelogs", "docs", "meta", "playbooks", "plugins", "roles"})
FILES = frozenset(
    {
        "CHANGELOG.md",
        "CHANGELOG.md.license",
        "CODE_OF_CONDUCT.md",
        "CONTRIBUTING.md",
        "FILES.json",
        "LICENSE",
        "MANIFEST.json",
        "README.md",
        "SECURITY.md",
        "SUPPORT.md",
        "execution-environment.yml",
    }
)
SUFFIXES = frozenset(
    {".html", ".j2", ".json", ".license", ".md", ".png", ".ps1", ".py", ".rst", ".svg", ".txt", ".yml", ".yaml"}
)


class ReleaseError(Exception):
    """The release cannot be built from this checkout; the message says why and what to do."""


def is_wanted(name: str) -> bool:
    """Tell whether a file may be in the artifact."""
    path = PurePosixPath(name)
    if len(path.parts) == 1:
        return name in FILES
    hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    return path.parts[0] in FOLDERS and path.suffix in SUFFIXES and not hidden


def build(folder: Path, source: Path = CHECKOUT) -> Path:
    """Build the artifact of a collection into an empty folder, and return its path."""
    program = Path(sys.executable).with_name("ansible-galaxy")
    subprocess.run(
        [program, "collection", "build", "--output-path", folder],
        cwd=source,
        check=True,
        stdout=subprocess.DEVNULL,
        env=clean_environment(),
    )
    return artifact_in(folder)


def artifact_in(folder: Path) -> Path:
    """Return the artifact that was built into a folder; raise ReleaseError where there is none, or a second one."""
    found = sorted(folder.glob("*.tar.gz"))
    if len(found) != 1:
        raise ReleaseError(f"{folder} holds {len(found)} artifacts instead of one: run `make artifact` first")
    return found[0]


def unwanted(artifact: Path) -> list[str]:
    """Return the names of the files and empty folders of an artifact that should not be there."""
    with tarfile.open(artifact) as archive:
        members = archive.getmembers()
    files = [member.name for member in members if not member.isdir()]
    empty = [
        member.name for member in members if member.isdir() and not any(name.startswith(member.name) for name in files)
    ]
    return sorted([*empty, *(name for name in files if not is_wanted(name))])


def refuse_other_version(tag: str, version: str, releases: Container[str]) -> None:
    """Raise ReleaseError unless a tag is the version of galaxy.yml, and one of the releases in the changelog."""
    if tag != version:
        raise ReleaseError(f"the tag is {tag}, but galaxy.yml says {version}: tag the commit that has the new version")
    if version not in releases:
        raise ReleaseError(f"{CHANGELOG} has no release {version}: run `antsibull-changelog release`, and commit")


def released() -> frozenset[str]:
    """Return the versions that antsibull-changelog has made release notes for."""
    file = CHECKOUT / CHANGELOG
    return frozenset(yaml.safe_load(file.read_text())["releases"]) if file.exists() else frozenset()


def sha256(file: Path) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def checksums(files: Iterable[Path]) -> str:
    """Return the lines that `sha256sum --check` reads, for files of one folder."""
    return "".join(f"{sha256(file)}  {file.name}\n" for file in files)


def make(tag: str | None) -> Path:
    """Build all files of a release, and return the artifact; raise ReleaseError where it must not be published."""
    metadata = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())
    if tag is not None:
        refuse_other_version(tag, metadata["version"], released())
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    artifact = build(RELEASE)
    if strangers := unwanted(artifact):
        artifact.unlink()
        raise ReleaseError("\n  ".join(["build_ignore in galaxy.yml should name", *strangers]))
    bill = write_bill(artifact, metadata, sha256(artifact))
    (RELEASE / CHECKSUMS).write_text(checksums([artifact, bill]))
    return artifact


def main() -> int:
    """Build and look; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.artifact", description="Build what a release publishes.")
    parser.add_argument("--tag", help="refuse to build unless this checkout is of that version")
    try:
        artifact = make(parser.parse_args().tag)
    except ReleaseError as error:
        print(f"artifact: {error}", file=sys.stderr)
        return 1
    where = artifact.relative_to(CHECKOUT)
    print(f"artifact: {where}, {artifact.stat().st_size / 1024:.0f} kB, holds what it should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
