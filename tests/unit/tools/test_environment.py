# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment gets a supported Python, is reused as long as it is the wanted one, and is made anew otherwise."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import environment
from tools.environment import STAMP, Interpreter, SetupError, choose_interpreter, emulator_venv, fingerprint, is_current
from tools.versions import NEWEST, OLDEST, parsed

OLD, NEW, NEWER = "python3.11", "python3.13", "python3.20"


@pytest.fixture
def on_path(monkeypatch: pytest.MonkeyPatch) -> dict[str, Interpreter]:
    """The interpreters that run, by command, in place of those of this machine."""
    found: dict[str, Interpreter] = {}
    monkeypatch.setattr(environment, "probe", found.get)
    return found


def add(found: dict[str, Interpreter], *commands: str) -> None:
    """Let commands be interpreters of the versions that they name."""
    for command in commands:
        found[command] = Interpreter((*parsed(command.removeprefix("python")), 1), Path("/usr/bin") / command)


@pytest.mark.parametrize(
    ("commands", "chosen"),
    [
        ((OLD, NEW), NEW),
        ((OLD, NEW, NEWER), NEW),  # a version that is tested, rather than the newest
        ((OLD,), OLD),
        ((NEWER,), NEWER),
    ],
)
def test_the_newest_supported_interpreter_is_chosen(
    on_path: dict[str, Interpreter], commands: tuple[str, ...], chosen: str
) -> None:
    add(on_path, *commands)
    assert choose_interpreter(None).executable.name == chosen


def test_a_series_of_ansible_core_needs_an_interpreter_that_it_runs_with(on_path: dict[str, Interpreter]) -> None:
    add(on_path, OLD)
    assert choose_interpreter(OLD, OLDEST.series).executable.name == OLD
    with pytest.raises(SetupError) as error:
        choose_interpreter(OLD, NEWEST.series)
    assert str(error.value) == (
        "a Python that runs, is 3.12 or newer, and has venv (Debian: python3-venv) is needed for ansible-core"
        f" {NEWEST.series.name}: PYTHON={OLD} is none"
    )


def test_an_old_interpreter_is_refused(on_path: dict[str, Interpreter]) -> None:
    add(on_path, "python3.10")
    with pytest.raises(SetupError, match=r"is 3\.11 or newer, .* is needed: PYTHON=python3\.10 is none$"):
        choose_interpreter("python3.10")


def made(folder: Path, **changes: str) -> Path:
    """A folder that looks like a complete environment, of what its stamp says."""
    venv = folder / "venv"
    for one in (venv, emulator_venv(venv)):
        (one / "bin").mkdir(parents=True)
        (one / "bin/python").touch()
    stamp: Mapping[str, str] = {
        "made_from": fingerprint(venv),
        "executable": sys.executable,
        "series": OLDEST.series.name,
    } | changes
    (venv / STAMP).write_text("".join(f"{line}\n" for line in stamp.values() if line))
    return venv


def test_a_complete_environment_is_reused(tmp_path: Path, on_path: dict[str, Interpreter]) -> None:
    venv = made(tmp_path)
    on_path["python3"] = Interpreter((3, 11, 1), Path(sys.executable))
    assert is_current(venv, None, None)
    assert is_current(venv, "python3", OLDEST.series)


def test_another_version_makes_it_anew(tmp_path: Path, on_path: dict[str, Interpreter]) -> None:
    venv = made(tmp_path)
    add(on_path, NEW)
    assert not is_current(venv, NEW, None)
    assert not is_current(venv, None, NEWEST.series)


def test_an_environment_of_other_requirements_is_made_anew(tmp_path: Path) -> None:
    assert not is_current(made(tmp_path, made_from="of something else", series=""), None, None)


def test_an_interrupted_set_up_is_made_anew(tmp_path: Path) -> None:
    venv = made(tmp_path)
    (venv / STAMP).unlink()
    assert not is_current(venv, None, None)
