# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Look at the artifact in build/release as Ansible Galaxy does when somebody uploads it, and allow no warning.

Usage: python -m tools.importer

The packages of Galaxy's importer do not go together with ours, so they have an environment in build/importer, which is
kept as long as their lock is the same. amazon.aws is linked into it, for the importer reads the documentation of the
modules, and that takes parts from there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.emulator.servers import CHECKOUT, without_settings
from tools import environment
from tools.artifact import RELEASE, ReleaseError, artifact_in
from tools.separate import separate_venv

PLACE = CHECKOUT / "build/importer"
COLLECTIONS = Path(sys.prefix) / environment.COLLECTIONS
COMPLAINTS = ("WARNING", "ERROR", "CRITICAL")
DONE = "Importer processing completed successfully"


def make_venv() -> Path:
    """Make the environment, or keep it; return its path."""
    venv = separate_venv("importer")
    for name in environment.DEPENDENCIES:
        link = environment.site_packages(venv) / "ansible_collections" / name
        if not link.is_symlink():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(COLLECTIONS / name, target_is_directory=True)
    return venv


def run(venv: Path, artifact: Path) -> str:
    """Run the importer on an artifact, and return its log."""
    work = PLACE / "work"  # it leaves its result there
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    path = os.pathsep.join([str(venv / "bin"), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [venv / "bin/python", "-m", "galaxy_importer.main", artifact],
        cwd=work,
        env={**without_settings(environment.clean(os.environ)), "HOME": str(work), "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def complaints(log: str) -> list[str]:
    """Return the lines of a log that say what is wrong, or that the importer has not come to its end."""
    found = [line for line in log.splitlines() if line.startswith(COMPLAINTS)]
    return found if DONE in log else [*found, "the importer did not complete"]


def main() -> int:
    """Import, and say what the importer complains of; return the exit code."""
    try:
        artifact = artifact_in(RELEASE)
        venv = make_venv()
    except (ReleaseError, environment.SetupError) as error:
        print(f"importer: {error}", file=sys.stderr)
        return 1
    log = run(venv, artifact)
    if found := complaints(log):
        print(log, "importer: Ansible Galaxy complains:", *found, sep="\n", file=sys.stderr)
        return 1
    print(f"importer: Ansible Galaxy takes {artifact.name} without a warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
