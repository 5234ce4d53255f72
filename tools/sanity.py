# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Run ansible-test sanity on the files of this checkout, committed or not.

Usage: python -m tools.sanity

ansible-test wants a real folder that ends in ansible_collections/fleetops/app2container, so the files are copied into
one, a git checkout of its own, with amazon.aws beside it. It keeps its own environments below the home folder: it gets
one in build/, where a second run finds them again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.emulator.servers import CHECKOUT, clean_environment

HOME = CHECKOUT / "build/sanity"
COLLECTIONS = HOME / "ansible_collections"
CACHE = HOME / ".ansible/test/cache"
AMAZON = Path(sys.prefix) / "collections/ansible_collections/amazon"
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

# What its installations say, which would hide what it finds.
INSTALLATIONS = re.compile(
    r"\s*$|\s+(?:Downloading|Using cached|━)|(?:Collecting|Installing|Using cached pip|Successfully installed) "
)

# ansible-test downloads a pip of the version that it was tried with. The pip that comes with Python does as well, and
# needs no host but the package index.
PIP_VERSIONS = ("24_2", "25_2")  # of ansible-core 2.19, and of 2.20 and later
PIP_BOOTSTRAP = """\
import ensurepip, pathlib, runpy, sys
wheel = next((pathlib.Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
sys.path.insert(0, str(wheel))
words = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
sys.argv[1:] = ["install", "--upgrade", *words]
runpy.run_module("pip", run_name="__main__")
"""


def files() -> list[Path]:
    """Return the files of the checkout that git knows or would add, relative to it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (CHECKOUT / name).is_file()]


def lay_out() -> Path:
    """Copy the files to where ansible-test wants them, and return that folder."""
    collection = COLLECTIONS / "fleetops/app2container"
    shutil.rmtree(COLLECTIONS, ignore_errors=True)
    for file in files():
        target = collection / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(CHECKOUT / file, target)
    for words in (["init", "--quiet"], ["add", "--all"]):  # in the folder of another checkout they would be ignored
        subprocess.run(["git", *words], cwd=collection, check=True)
    (COLLECTIONS / "amazon").symlink_to(AMAZON, target_is_directory=True)
    return collection


def provide_pip() -> None:
    """Put the bootstrap where ansible-test would keep a downloaded one."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for version in PIP_VERSIONS:
        (CACHE / f"get_pip_{version}.py").write_text(PIP_BOOTSTRAP)


def environment() -> dict[str, str]:
    """Return the variables for ansible-test: its own home, pip's settings from the real one, and real interpreters."""
    variables = clean_environment()
    real_home = Path.home()
    return variables | {
        "HOME": str(HOME),
        "PATH": os.pathsep.join([variables["PATH"], str(Path(sys.base_prefix) / "bin")]),
        "XDG_CONFIG_HOME": variables.get("XDG_CONFIG_HOME", str(real_home / ".config")),
        "XDG_CACHE_HOME": variables.get("XDG_CACHE_HOME", str(real_home / ".cache")),
    }


def run(collection: Path) -> tuple[int, bool]:
    """Run the tests and show what they say; return the exit code, and whether any test ran.

    ansible-test ends with 0 where it finds nothing to test.
    """
    command = ["ansible-test", "sanity", "--python", PYTHON_VERSION, "--color", "no", *sys.argv[1:]]
    ran = False
    with subprocess.Popen(
        command, cwd=collection, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            if not INSTALLATIONS.match(line):
                print(line, end="", flush=True)
            ran = ran or line.startswith("Running sanity test")
    return process.returncode, ran


def main() -> int:
    """Run the tests; return an exit code."""
    collection = lay_out()
    provide_pip()
    code, ran = run(collection)
    if not ran:
        print("sanity: ansible-test ran no test", file=sys.stderr)
        return code or 1
    return code


if __name__ == "__main__":
    sys.exit(main())
