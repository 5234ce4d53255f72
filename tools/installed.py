# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Install the artifact in build/release as its users do, verify it, and run it with the oldest supported versions.

Usage: python -m tools.installed

The environment is new, and has no way to this checkout. The artifact comes from a stand-in for Ansible Galaxy, with a
signature of a key made for this run. Before anything runs, all folders are deleted from the installed collection but
those that Ansible grants to its content: meta, playbooks, plugins and roles.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.support.emulator.processes import clean_up_when_terminated
from tests.support.emulator.servers import CHECKOUT, Kind, aws_environment, emulator, without_settings
from tests.support.galaxy import galaxy
from tools import demo, environment
from tools.artifact import RELEASE, ReleaseError, artifact_in
from tools.signature import sign
from tools.versions import OLDEST

NAME = "fleetops.app2container"
PLACE = CHECKOUT / "build/installed"
VENV = PLACE / "venv"
COLLECTIONS = PLACE / "collections"
COLLECTION = COLLECTIONS / "ansible_collections" / NAME.replace(".", "/")
LOCK = environment.REQUIREMENTS / "oldest.txt"
FOLDERS_OF_CONTENT = frozenset({"meta", "playbooks", "plugins", "roles"})
SCENARIO = "default"
MOLECULE_CONFIG = ".config/molecule/config.yml"
STEPS_LEFT_OUT = frozenset({"create", "destroy"})  # they would start the emulator, which this environment cannot do
SECONDS = 600  # for one command; none takes that long, so one that does hangs


class InstallationError(Exception):
    """Something did not go as it should; the message says what."""


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """The signature of the artifact, one of something else by the same key, and the keyring with the key."""

    good: Path
    wrong: Path
    keyring: Path


def make_venv() -> None:
    """Make the environment: the oldest Python with the oldest packages, and the collections that ours needs."""
    interpreter = environment.choose_interpreter(f"python{OLDEST.python}")
    with environment.step(f"Python {interpreter}, oldest packages"):
        environment.make_venv(VENV, interpreter)
        environment.install(VENV, LOCK, into=VENV)
        environment.add_dependencies(VENV, OLDEST.series)


def variables() -> dict[str, str]:
    """Return the variables for the programs of that environment, which see nothing of the caller's settings."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    return without_settings(environment.clean(os.environ)) | {
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_HOME": str(PLACE / "home"),
        "NO_COLOR": "1",
        "PATH": path,
    }


def call(*command: str | Path, env: Mapping[str, str], cwd: Path = PLACE, fails: bool = False) -> str:
    """Run a command and return what it prints; raise InstallationError unless it ends as expected."""
    done = subprocess.run(
        command,
        env=env,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if (done.returncode != 0) != fails:
        raise InstallationError(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout}")
    return done.stdout


@contextmanager
def signatures(artifact: Path) -> Iterator[Signatures]:
    """Make a key, sign with it, give its public part to a keyring as docs/verify.md says, and forget the key."""
    with tempfile.TemporaryDirectory(prefix="gnupg-") as folder:  # a short path, as gpg makes sockets there
        env = {**variables(), "GNUPGHOME": folder}
        good, wrong, key = (Path(folder) / f"{name}.asc" for name in ("good", "wrong", "signing-key"))
        keyring = PLACE / "keyring.kbx"
        call("gpg", "--batch", "--passphrase", "", "--quick-generate-key", "test", "ed25519", "sign", "1d", env=env)
        try:
            shutil.move(sign(artifact, environment=env), good)
            call("gpg", "--batch", "--armor", "--output", wrong, "--detach-sign", artifact, env=env)
            call("gpg", "--batch", "--armor", "--output", key, "--export", env=env)
            call("gpg", "--batch", "--no-default-keyring", "--keyring", keyring, "--import", key, env=env)
            yield Signatures(good=good, wrong=wrong, keyring=keyring)
        finally:
            call("gpgconf", "--kill", "all", env=env)


def galaxy_command(*words: str | Path, fails: bool = False) -> str:
    """Run a command of `ansible-galaxy collection` and return what it prints."""
    return call("ansible-galaxy", "collection", *words, env=variables(), fails=fails)


def install(artifact: Path) -> None:
    """Install the artifact from a server, once its signature is verified, and verify what is installed."""
    requirements = PLACE / "requirements.yml"
    with signatures(artifact) as given, galaxy(artifact) as server:
        good, wrong = f"file://{given.good}", f"file://{given.wrong}"
        required = ("--keyring", given.keyring, "--required-valid-signature-count", "+1")
        source = ("--server", server, "--collections-path", COLLECTIONS)
        refused = galaxy_command("install", NAME, *source, *required, "--signature", wrong, fails=True)
        if "signature verification failed" not in refused or (COLLECTION / "plugins").exists():
            raise InstallationError(f"a wrong signature did not stop the installation:\n{refused}")
        galaxy_command("install", NAME, *source, *required, "--signature", good)
        requirements.write_text(yaml.safe_dump({"collections": [{"name": NAME, "signatures": [good]}]}))
        galaxy_command("install", "--force", *source, *required, "--requirements-file", requirements)
        galaxy_command("verify", NAME, "--server", server)
        galaxy_command("verify", NAME, "--offline", *required, "--signature", good)
        galaxy_command("verify", NAME, "--offline", *required, "--signature", wrong, fails=True)
    galaxy_command("install", "--force", "--offline", "--collections-path", COLLECTIONS, artifact)
    galaxy_command("verify", NAME, "--offline")


def keep_only_content() -> None:
    """Delete what the content of a collection must do without."""
    for path in COLLECTION.iterdir():
        if path.name not in FOLDERS_OF_CONTENT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def run_scenario(env: Mapping[str, str]) -> None:
    """Run a scenario of molecule against the installed collection, with an emulator that runs already."""
    scenarios = COLLECTION / "extensions/molecule"  # they find the playbooks from here
    shutil.copytree(CHECKOUT / "extensions/molecule", scenarios)
    settings = yaml.safe_load((CHECKOUT / MOLECULE_CONFIG).read_text())
    sequence = settings["scenario"]["test_sequence"]
    settings["scenario"]["test_sequence"] = [step for step in sequence if step not in STEPS_LEFT_OUT]
    settings["ansible"]["env"]["AWS_ENDPOINT_URL"] = env["AWS_ENDPOINT_URL"]
    config = PLACE / "molecule.yml"
    config.write_text(yaml.safe_dump(settings))
    with environment.step(f"molecule, scenario {SCENARIO}"):
        call("molecule", "--base-config", config, "test", "--scenario-name", SCENARIO, env=env, cwd=scenarios.parent)


def use() -> None:
    """Run the demo and the scenarios from the installed collection."""
    with emulator(Kind.MOTO) as endpoint:
        env = aws_environment(endpoint) | variables()
        playbooks = COLLECTION / "playbooks"
        demo.demonstrate(demo.Installation(playbooks=playbooks, program=VENV / "bin/ansible-playbook", environment=env))
    with emulator(Kind.MOTO) as endpoint:
        run_scenario(aws_environment(endpoint) | variables())


def main() -> int:
    """Install, verify and run; return the exit code."""
    clean_up_when_terminated()
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    try:
        artifact = artifact_in(RELEASE)
        make_venv()
        with environment.step(f"{artifact.name}: install and verify"):
            install(artifact)
        keep_only_content()
        use()
    except (ReleaseError, InstallationError, environment.SetupError, demo.DemoError) as error:
        print(f"\ninstalled: {error}", file=sys.stderr)
        return 1
    print(
        f"\ninstalled: {artifact.name} verifies, and runs with Python {OLDEST.python} and the versions of {LOCK.name}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
