# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Build the collection's artifact, and look whether it holds what its users need and nothing else.

Usage: python -m tools.artifact

Ansible takes along all that galaxy.yml does not name in build_ignore, so a new file at the root of the checkout, or a
leftover of some tool, would be published unless somebody looks.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from tests.support.emulator.servers import CHECKOUT, clean_environment

FOLDERS = frozenset({"changelogs", "docs", "extensions", "meta", "playbooks", "plugins", "roles"})
FILES = frozenset(
    {
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "FILES.json",
        "LICENSE",
        "MANIFEST.json",
        "README.md",
        "execution-environment.yml",
    }
)
SUFFIXES = frozenset({".html", ".j2", ".json", ".md", ".png", ".ps1", ".py", ".rst", ".txt", ".yml", ".yaml"})


def is_wanted(name: str) -> bool:
    """Tell whether a file may be in the artifact."""
    path = PurePosixPath(name)
    if len(path.parts) == 1:
        return name in FILES
    hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    return path.parts[0] in FOLDERS and path.suffix in SUFFIXES and not hidden


def build(folder: Path) -> Path:
    """Build the artifact into a folder, and return its path."""
    program = Path(sys.executable).with_name("ansible-galaxy")
    subprocess.run(
        [program, "collection", "build", "--output-path", folder],
        cwd=CHECKOUT,
        check=True,
        stdout=subprocess.DEVNULL,
        env=clean_environment(),
    )
    return next(folder.glob("*.tar.gz"))


def unwanted(artifact: Path) -> list[str]:
    """Return the names of the files of an artifact that should not be there."""
    with tarfile.open(artifact) as archive:
        return sorted(member.name for member in archive if member.isfile() and not is_wanted(member.name))


def main() -> int:
    """Build and look; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        artifact = build(Path(folder))
        strangers = unwanted(artifact)
        size = artifact.stat().st_size
    if strangers:
        print("artifact: build_ignore in galaxy.yml should name", *strangers, sep="\n  ", file=sys.stderr)
        return 1
    print(f"artifact: {artifact.name}, {size / 1024:.0f} kB, holds what it should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
