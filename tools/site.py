# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Make the documentation site of the collection in build/site.

Usage: python -m tools.site

Any warning fails it. References to the documentation of Ansible itself are not resolved, as that would need the
network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.emulator.servers import CHECKOUT, clean_environment

SITE = CHECKOUT / "build/site"
COLLECTION = "fleetops.app2container"
ANTSIBULL = Path(sys.executable).with_name("antsibull-docs")
SPHINX = Path(sys.executable).with_name("sphinx-build")
CONFIGURATION = SITE / "antsibull-docs.cfg"
OPTIONS = ("--use-current", "--squash-hierarchy", "--dest-dir")
SETTINGS = """
intersphinx_mapping = {}
suppress_warnings = ["ref.ref"]
"""


def run(*command: str | Path) -> None:
    """Run a command in the folder of the site; its warnings and errors are shown."""
    subprocess.run(command, cwd=SITE, check=True, env=clean_environment(), stdout=subprocess.DEVNULL)


def main() -> int:
    """Make the site from the start; return the exit code."""
    shutil.rmtree(SITE, ignore_errors=True)
    (SITE / "rst").mkdir(parents=True, mode=0o755)
    try:
        run(ANTSIBULL, "sphinx-init", *OPTIONS, SITE, f"--project={COLLECTION}", COLLECTION)
        with (SITE / "conf.py").open("a") as configuration:
            configuration.write(SETTINGS)
        run(
            ANTSIBULL,
            "--config-file",
            CONFIGURATION,
            "collection",
            "--fail-on-error",
            *OPTIONS,
            SITE / "rst",
            COLLECTION,
        )
        run(SPHINX, "-q", "-W", "--keep-going", "-c", SITE, "-b", "html", SITE / "rst", SITE / "html")
    except subprocess.CalledProcessError as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"site: {SITE / 'html/index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
