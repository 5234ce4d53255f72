# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Show the collection at work on an emulated AWS account.

Usage: python -m tools.demo

Runs playbooks/site.yml as its users would: first in check mode, then really, then once more, when nothing may change.
The exit code says whether all of it went as it should. No account is needed, and nothing outside of this machine is
reached; the emulator is ended in the end, also after a failure, Ctrl-C or a request to terminate.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.emulator.processes import clean_up_when_terminated
from tests.support.emulator.servers import CHECKOUT, Kind, aws_environment, emulator
from tests.support.runs.playbooks import ANSIBLE_PLAYBOOK, PlaybookResult, run_playbook

RULE = "=" * 79


class DemoError(Exception):
    """Something did not go as it should; the message says what."""


def heading(text: str) -> None:
    """Print what comes next."""
    print(f"\n{RULE}\n{text}\n{RULE}", flush=True)


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Where the playbooks are, the ansible-playbook that runs them, and with which environment variables."""

    playbooks: Path
    program: Path
    environment: Mapping[str, str]

    def play(self, name: str, *, check: bool = False, diff: bool = False) -> PlaybookResult:
        """Run a playbook on the terminal, and return what it did; raise DemoError where it fails."""
        outcome = run_playbook(
            self.playbooks / name,
            env=self.environment,
            extra_vars=self.playbooks / "vars/demo.yml",
            check=check,
            diff=diff,
            show=True,
            program=self.program,
        )
        if outcome.rc != 0:
            raise DemoError(f"playbooks/{name} ended with exit code {outcome.rc}")
        return outcome


def demonstrate(installation: Installation) -> None:
    """Take an empty account through all steps; raise DemoError at the first that does not go as it should."""
    heading("1. What would be made? Check mode with the difference; nothing is changed")
    predicted = installation.play("site.yml", check=True, diff=True)

    heading("2. Make it")
    made = installation.play("site.yml")
    if not 0 < made.changed == predicted.changed:
        raise DemoError(f"check mode foretold {predicted.changed} changed tasks, the real run had {made.changed}")

    heading("3. Once more: nothing may change")
    again = installation.play("site.yml")
    if again.changed != 0:
        raise DemoError(f"the second run changed {again.changed} tasks")

    heading("4. What is in the account now")
    installation.play("show.yml")


def main() -> int:
    """Run the demonstration; return the exit code."""
    clean_up_when_terminated()
    try:
        with emulator(Kind.MOTO) as endpoint:
            demonstrate(
                Installation(
                    playbooks=CHECKOUT / "playbooks", program=ANSIBLE_PLAYBOOK, environment=aws_environment(endpoint)
                )
            )
    except DemoError as error:
        print(f"\ndemo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo: interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    print("\ndemo: all went as it should; the emulated account is gone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
