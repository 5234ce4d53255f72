# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Make the virtual environments that the tests, the checks and the demo run in.

Usage: python3 -m tools.environment

Needs a Python with venv and nothing else. Three variables change what it does:

* ``PYTHON``: the interpreter to use. Default: the newest python3.N on PATH that runs and is supported (see
  tools/versions.py), or else a newer one.
* ``ANSIBLE_CORE``: the minor version of ansible-core. Default: the newest that is supported with the interpreter.
* ``VENV``: the folder to make, relative to the checkout. Default: ``.venv``. A second folder of the same name with
  ``-ministack`` at its end holds the ministack emulator and the AWS CLI, which need older packages.

An environment is reused as long as the files it was made from and the path of the checkout are the same, and no other
versions are asked for. The stamp that says so is written last, so a set-up that failed or was interrupted is made again
from the start.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.versions import OLDEST_PYTHON, PYTHONS, Series, UnsupportedError, parsed, series_for, series_named

CHECKOUT = Path(__file__).resolve().parents[1]
REQUIREMENTS = CHECKOUT / "requirements"
NEWEST_PYTHON_TRIED = (3, 20)
COLLECTIONS = "collections/ansible_collections"
COLLECTION = "fleetops/app2container"
DEPENDENCIES = ("amazon/aws",)
STAMP = ".made-from"

# Settings of the caller that would send an installation elsewhere, or make the environment about two times slower.
UNWANTED_VARIABLES = frozenset(
    {
        "PIP_PREFIX",
        "PIP_TARGET",
        "PIP_USER",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHOME",
        "PYTHONPATH",
        "UV_PYTHON",
        "UV_SYSTEM_PYTHON",
        "VIRTUAL_ENV",
    }
)

PROBE = "import ensurepip, sys, venv; print(*sys.version_info[:3], sys.executable)"


class SetupError(Exception):
    """The environment cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Interpreter:
    """A Python that was seen to run."""

    version: tuple[int, ...]
    executable: Path

    def __str__(self) -> str:
        """Return the version as people write it."""
        return ".".join(map(str, self.version))


def probe(command: str) -> Interpreter | None:
    """Return the interpreter behind a command, or None where it is missing, does not run or cannot make a venv.

    Running is the only test that counts: a version manager may put a python3.N on PATH that refuses to run.
    """
    found = shutil.which(command)
    if found is None:
        return None
    answer = subprocess.run([found, "-c", PROBE], capture_output=True, text=True, check=False, env=clean(os.environ))
    if answer.returncode != 0:
        return None
    *version, executable = answer.stdout.strip().split(maxsplit=3)
    return Interpreter(tuple(map(int, version)), Path(executable))


def commands(pythons: tuple[str, ...]) -> Iterator[str]:
    """Yield the names under which to look for an interpreter: the supported ones first, each time the newest first."""
    yield from (f"python{version}" for version in reversed(pythons))
    untested = range(NEWEST_PYTHON_TRIED[1], parsed(pythons[-1])[1], -1)
    yield from (f"python3.{minor}" for minor in untested)
    yield from ("python3", sys.executable)


def choose_interpreter(wanted: str | None, series: Series | None = None) -> Interpreter:
    """Return the wanted interpreter, or the best one on PATH; raise SetupError where there is none that fits.

    With a series of ansible-core, only what it runs with fits.
    """
    oldest = parsed(series.pythons[0]) if series else OLDEST_PYTHON
    for command in [wanted] if wanted else commands(series.pythons if series else PYTHONS):
        interpreter = probe(command)
        if interpreter and interpreter.version >= oldest:
            return interpreter
    purpose = f" for ansible-core {series.name}" if series else ""
    where = f"PYTHON={wanted} is none" if wanted else "none on PATH"
    raise SetupError(
        f"a Python that runs, is {'.'.join(map(str, oldest))} or newer, and has venv (Debian: python3-venv) is needed"
        f"{purpose}: {where}"
    )


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables without those of the caller that would spoil an installation."""
    return {name: value for name, value in environment.items() if name not in UNWANTED_VARIABLES}


def fingerprint(venv: Path) -> str:
    """Return a hash of all that decides what the environment holds, besides its interpreter."""
    digest = hashlib.sha256(f"{CHECKOUT}\n{venv}\n".encode())
    for file in [Path(__file__), *sorted(REQUIREMENTS.glob("*.txt"))]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def default_venv() -> Path:
    """Return the folder of the environment that `make env` makes."""
    return CHECKOUT / os.environ.get("VENV", ".venv")


def emulator_venv(venv: Path) -> Path:
    """Return the folder of the environment for ministack, beside the first one."""
    return venv.with_name(f"{venv.name}-ministack")


def is_current(venv: Path, wanted: str | None, series: Series | None) -> bool:
    """Tell whether the environment is complete, made from the present files, and of the wanted versions, if any."""
    stamp = venv / STAMP
    if not all(path.exists() for path in (stamp, venv / "bin/python", emulator_venv(venv) / "bin/python")):
        return False
    made_from, *made_with = stamp.read_text().splitlines()
    if made_from != fingerprint(venv):
        return False
    executable, name = made_with
    if series and series.name != name:
        return False
    return wanted is None or choose_interpreter(wanted).executable == Path(executable)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print one line for a step: its title, then the seconds that it took."""
    print(f"environment: {title} ...", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - start:.1f} s", flush=True)


def run(*command: str | Path) -> None:
    """Run a command quietly; raise SetupError with the end of its output where it fails."""
    environment = {**clean(os.environ), "UV_COMPILE_BYTECODE": "1", "UV_NO_PROGRESS": "1"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=environment, cwd=CHECKOUT
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-20:])
        raise SetupError(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{tail}")


def make_venv(venv: Path, interpreter: Interpreter) -> None:
    """Make an empty environment with the pinned installer in it."""
    run(interpreter.executable, "-m", "venv", "--clear", venv)
    run(
        venv / "bin/python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--requirement",
        REQUIREMENTS / "uv.txt",
    )


def install(venv: Path, lock: Path, into: Path, *options: str | Path) -> None:
    """Install the packages of a lock into an environment, compiled, with the installer of the first environment."""
    # Like pip it is to trust what the system trusts, for example the certificate of a proxy.
    fixed = ("--system-certs", "--require-hashes", "--python", into / "bin/python")
    run(venv / "bin/uv", "pip", "install", *fixed, *options, "--requirement", lock)


def series_lock(series: Series) -> Path:
    """Return the lock of a series of ansible-core: ansible-core itself, and the package that carries amazon.aws."""
    return REQUIREMENTS / f"ansible-{series.name}.txt"


def site_packages(venv: Path) -> Path:
    """Return the folder that holds the packages of an environment."""
    return next((venv / "lib").glob("python3.*/site-packages"))


def add_dependencies(venv: Path, series: Series) -> None:
    """Put the collections that ours needs into the environment, in the versions of a series.

    Only the ansible wheel on PyPI carries them, which is much larger. They lie in a folder of their own, linked from
    site-packages, because mypy takes no part of site-packages as source.
    """
    collections = venv / COLLECTIONS
    wanted = tuple(f"{collections.name}/{name}/" for name in DEPENDENCIES)
    with tempfile.TemporaryDirectory() as folder:
        options = ("--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", folder)
        run(venv / "bin/python", "-m", "pip", "download", *options, "--requirement", series_lock(series))
        with zipfile.ZipFile(next(Path(folder).glob("ansible-*.whl"))) as wheel:
            wheel.extractall(collections.parent, [name for name in wheel.namelist() if name.startswith(wanted)])
    (site_packages(venv) / "ansible_collections").symlink_to(collections, target_is_directory=True)
    run(venv / "bin/python", "-m", "compileall", "-q", collections / "amazon/aws/plugins")  # the one that is imported


def add_checkout(venv: Path) -> None:
    """Make this checkout importable, and known to Ansible, as the collection that it is."""
    link = venv / COLLECTIONS / COLLECTION
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(CHECKOUT, target_is_directory=True)


def make(venv: Path, interpreter: Interpreter, series: Series) -> None:
    """Make both environments from the start, and the stamp at the very end."""
    emulator = emulator_venv(venv)
    (venv / STAMP).unlink(missing_ok=True)
    with step(f"Python {interpreter} in {venv.name}"):
        make_venv(venv, interpreter)
    with step(f"ansible-core {series.core}, packages"):
        install(venv, REQUIREMENTS / "dev.txt", venv, "--constraint", series_lock(series))
    with step("collections"):
        add_dependencies(venv, series)
        add_checkout(venv)
    with step("emulator ministack, AWS CLI"):
        run(venv / "bin/uv", "venv", "--quiet", "--clear", "--python", venv / "bin/python", emulator)
        install(venv, REQUIREMENTS / "ministack.txt", into=emulator)
    (venv / STAMP).write_text(f"{fingerprint(venv)}\n{interpreter.executable}\n{series.name}\n")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep a second set-up of the same checkout waiting; the lock ends with the process, however that ends."""
    with Path(__file__).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def provide(venv: Path, wanted: str | None, core: str | None) -> None:
    """Make an environment of the wanted interpreter and minor version of ansible-core, unless it is there already.

    Raises SetupError or UnsupportedError where that cannot be done.
    """
    series = series_named(core) if core else None
    with one_at_a_time():
        if not is_current(venv, wanted, series):
            interpreter = choose_interpreter(wanted, series)
            make(venv, interpreter, series or series_for(interpreter.version))


def main() -> int:
    """Make the environment that the variables describe; return the exit code."""
    try:
        provide(default_venv(), os.environ.get("PYTHON") or None, os.environ.get("ANSIBLE_CORE") or None)
    except (SetupError, UnsupportedError) as error:
        print(f"environment: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("environment: interrupted; the next call starts over", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
