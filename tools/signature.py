# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Sign an artifact, so that ansible-galaxy can verify who made it.

Usage: python3 tools/signature.py ARTIFACT [KEY]

Writes a detached signature of the artifact's MANIFEST.json beside it. That file has the checksums of all others. The
key is the fingerprint of one that gpg knows; without it, gpg takes its default. Needs gpg, and no package besides
Python's own, so that no code of others runs where the key is.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

ARGUMENTS = (2, 3)  # how many words the command line can have


def manifest_of(artifact: Path) -> bytes:
    """Return the content of MANIFEST.json; raise KeyError where the artifact has none."""
    with tarfile.open(artifact) as archive:
        file = archive.extractfile("MANIFEST.json")
        if file is None:
            raise KeyError("MANIFEST.json")
        return file.read()


def sign(artifact: Path, key: str | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """Write the signature, and return its path; raise CalledProcessError where gpg refuses."""
    target = artifact.with_name(f"{artifact.name.removesuffix('.tar.gz')}-MANIFEST.json.asc")
    options = ["--batch", "--yes", "--quiet", "--armor", "--detach-sign", "--output", str(target)]
    subprocess.run(
        ["gpg", *options, *(["--local-user", key] if key else [])],
        input=manifest_of(artifact),
        check=True,
        env=environment,
    )
    return target


def main() -> int:
    """Carry out the command line; return the exit code."""
    if len(sys.argv) not in ARGUMENTS:
        print("usage: python3 tools/signature.py ARTIFACT [KEY]", file=sys.stderr)
        return 2
    try:
        target = sign(Path(sys.argv[1]), key=sys.argv[2] if sys.argv[2:] else None)
    except (KeyError, OSError, subprocess.CalledProcessError, tarfile.TarError) as error:
        print(f"signature: {sys.argv[1]} is not signed: {error}", file=sys.stderr)
        return 1
    print(f"signature: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
