# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS on loopback: moto for what AWS accepts, ministack for what a principal may do.

As a context manager::

    with emulator(Kind.MOTO) as endpoint:
        subprocess.run(["ansible-playbook", ...], env=aws_environment(endpoint))

From a shell, or a playbook::

    python -m tests.support.emulator.servers start --pid-file FILE [--port PORT] [--kind moto|ministack]
    python -m tests.support.emulator.servers stop --pid-file FILE

`start` prints the endpoint once the emulator answers. `stop` ends exactly the process that the file names.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import psutil
import urllib3

from tests.support.emulator.processes import end, family

CHECKOUT = Path(__file__).resolve().parents[3]
LOOPBACK = "127.0.0.1"
REGION = "eu-west-1"
ROOT_KEY = "test"  # ministack's name for the account root; moto takes any
SECRET_KEY = "emulated-secret-access-key-that-opens-nothing"  # long, as Ansible masks it wherever it occurs
TAIL_LINES = 20
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
# 0.05 + 0.1 + 0.2 + 0.25 * n seconds between the tries: about 25 seconds in all.
PATIENCE = urllib3.Retry(total=None, connect=100, backoff_factor=0.05, backoff_max=0.25)


class Kind(StrEnum):
    """The emulators that there are."""

    MOTO = "moto"  # with the strict layer in front
    MINISTACK = "ministack"
    PLAIN_MOTO = "plain-moto"  # as it is: what users have in their own CI


HEALTH_PATHS = {Kind.MOTO: "/moto-api/", Kind.MINISTACK: "/_ministack/health", Kind.PLAIN_MOTO: "/moto-api/"}


class EmulatorError(Exception):
    """An emulator could not be started; the message says why."""


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port of the loopback interface."""
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) != 0


def url(port: int) -> str:
    """Return the endpoint of an emulator that listens on a port."""
    return f"http://{LOOPBACK}:{port}"


def second_program(name: str) -> Path:
    """Return a program of the second environment, which holds ministack and the AWS CLI."""
    environment = Path(sys.prefix)
    return environment.with_name(f"{environment.name}-ministack") / "bin" / name


def command(kind: Kind, port: int) -> list[str]:
    """Return the command that serves one kind of emulator in the foreground."""
    if kind is Kind.MOTO:
        return [sys.executable, "-m", "tests.support.emulator.moto_server", "-H", LOOPBACK, "-p", str(port)]
    if kind is Kind.PLAIN_MOTO:
        return [str(Path(sys.prefix) / "bin/moto_server"), "-H", LOOPBACK, "-p", str(port)]
    return [str(second_program("python")), "-m", "ministack"]


def server_environment(kind: Kind, port: int) -> dict[str, str]:
    """Return the variables that an emulator needs, free of what the caller has set for the real AWS."""
    variables = without_settings(os.environ)
    if kind is Kind.MINISTACK:
        variables |= {"AUTH": "true", "BIND_HOST": LOOPBACK, "GATEWAY_PORT": str(port)}
    if kind is Kind.PLAIN_MOTO:
        variables["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    return variables


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables without those that steer AWS clients, the emulators or Ansible."""
    prefixes = ("ANSIBLE_", "AWS_", "BOTO_", "MINISTACK_", "MOTO_")
    return {name: value for name, value in environment.items() if not name.startswith(prefixes)}


def clean_environment() -> dict[str, str]:
    """Return the variables for a process that is to be independent of what the caller has set for AWS or Ansible.

    The programs of this Python environment come first on PATH.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return without_settings(os.environ) | {"PATH": path}


def aws_environment(endpoint: str) -> dict[str, str]:
    """Return the variables for a process that talks to the emulator and to nothing else.

    It does not see the AWS files in the caller's home either.
    """
    return clean_environment() | {
        "AWS_ACCESS_KEY_ID": ROOT_KEY,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": LOOPBACK,
    }


def launch(kind: Kind, port: int, log: Path, settings: Mapping[str, str] = NO_SETTINGS) -> psutil.Popen:
    """Start an emulator in a session of its own, so that a Ctrl-C at the terminal reaches only whoever ends it."""
    if not is_free(port):
        message = f"port {port} is in use"
        raise EmulatorError(message)
    with log.open("wb") as output:
        return psutil.Popen(
            command(kind, port),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**server_environment(kind, port), **settings},
            cwd=CHECKOUT,
            start_new_session=True,
        )


def wait_until_ready(kind: Kind, endpoint: str, log: Path) -> None:
    """Return once the emulator answers; raise EmulatorError with the end of its log where it does not."""
    health = endpoint + HEALTH_PATHS[kind]
    try:
        with urllib3.PoolManager() as pool:
            pool.request("GET", health, retries=PATIENCE)
    except urllib3.exceptions.HTTPError as error:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-TAIL_LINES:])
        message = f"{kind} does not answer at {health}:\n{tail}"
        raise EmulatorError(message) from error


@contextmanager
def emulator(kind: Kind = Kind.MOTO, settings: Mapping[str, str] = NO_SETTINGS) -> Iterator[str]:
    """Run an emulator for the time of the context, with further variables, and give its endpoint."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="emulator-") as folder:
        log = Path(folder) / "log"
        process = launch(kind, port, log, settings)
        try:
            wait_until_ready(kind, url(port), log)
            yield url(port)
        finally:
            end(*family(process))


def start(kind: Kind, port: int, pid_file: Path) -> str:
    """Start an emulator that outlives this process, note it in a file, and return its endpoint."""
    if pid_file.exists():
        message = f"{pid_file} exists: stop that emulator first"
        raise EmulatorError(message)
    pid_file.parent.mkdir(parents=True, exist_ok=True)
    log = pid_file.with_suffix(".log")
    process = launch(kind, port, log)
    try:
        pid_file.write_text(json.dumps({"pid": process.pid, "created": process.create_time()}))
        wait_until_ready(kind, url(port), log)
    except BaseException:
        end(*family(process))
        pid_file.unlink(missing_ok=True)
        raise
    return url(port)


def stop(pid_file: Path) -> None:
    """End the emulator that a file names, if it still runs, and remove the file.

    The time of creation tells it from another process that was given the same number later.
    """
    if not pid_file.exists():
        return
    noted = json.loads(pid_file.read_text())
    if psutil.pid_exists(noted["pid"]) and (process := psutil.Process(noted["pid"])).create_time() == noted["created"]:
        end(*family(process))
    pid_file.unlink()


def arguments() -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.emulator.servers", description="Emulated AWS on loopback."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("start", "start an emulator and print its endpoint"), ("stop", "end it")):
        subparser = commands.add_parser(name, help=text, description=text)
        subparser.add_argument("--pid-file", type=Path, required=True, help="the file that names the process")
        if name == "start":
            subparser.add_argument("--port", type=int, help="default: any that is free")
            subparser.add_argument("--kind", type=Kind, choices=list(Kind), default=Kind.MOTO, help="default: moto")
    return parser.parse_args()


def main() -> int:
    """Carry out the command line; return the exit code."""
    given = arguments()
    if given.command == "stop":
        stop(given.pid_file)
        return 0
    try:
        print(start(given.kind, given.port or free_port(), given.pid_file))
    except EmulatorError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
