# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix runs each selected pair, and passes over nothing in silence: a failure and what is lacking are named."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import matrix
from tools.environment import Interpreter, SetupError
from tools.versions import NEWEST, OLDEST, PAIRS, parsed

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def lacking() -> set[str]:
    """The versions of Python that the machine is said to lack."""
    return set()


@pytest.fixture
def broken() -> set[str]:
    """The minor versions of ansible-core that cannot be installed."""
    return set()


@pytest.fixture
def run(
    lacking: set[str],
    broken: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Give the program, with environments that are this one: it returns the exit code and the lines that it prints."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)

    def probe(command: str) -> Interpreter | None:
        version = command.removeprefix("python")
        return None if version in lacking else Interpreter(parsed(version), Path(command))

    def provide(_venv: Path, _wanted: str, core: str) -> None:
        if core in broken:
            raise SetupError("no such package")

    def call(*words: str) -> tuple[int, list[str]]:
        monkeypatch.setattr(sys, "argv", ["matrix", *words])
        code = matrix.main()
        return code, capsys.readouterr().out.splitlines()

    monkeypatch.setattr(matrix, "probe", probe)
    monkeypatch.setattr(matrix, "provide", provide)
    monkeypatch.setattr(matrix, "venv_for", lambda _pair, _executable: tmp_path)
    monkeypatch.setattr(matrix, "clean_up_when_terminated", lambda: None)
    monkeypatch.setattr(matrix, "TARGETS", {"unit": ("tools.versions",), "demo": ("tools.versions", "0.1")})
    return call


def table(lines: list[str]) -> Iterator[list[str]]:
    """The cells of the table at the end."""
    heading = max(number for number, line in enumerate(lines) if line.startswith("pair "))
    for line in lines[heading:]:
        if not line:
            return
        yield re.split(r"\s{2,}", line)


def test_each_pair_runs_and_has_a_row(run: Run) -> None:
    code, lines = run("unit")
    assert code == 0
    assert list(table(lines)) == [["pair", "env", "unit"], *([str(pair), "ok", "ok"] for pair in PAIRS)]
    assert [line.partition(":")[0] for line in lines[: len(PAIRS)]] == [str(pair) for pair in PAIRS]
    assert lines[-1] == "all passed"


def test_what_fails_is_named_after_its_output(run: Run) -> None:
    code, lines = run("--only", "oldest")
    assert code == 1
    assert list(table(lines))[1] == [str(OLDEST), "ok", "ok", "FAILED"]
    assert any("ansible-core 0.1 is not supported" in line for line in lines)
    assert lines[-1] == f"{OLDEST}: demo failed"


def test_the_oldest_and_the_newest_must_run(run: Run, lacking: set[str]) -> None:
    lacking.add(NEWEST.python)
    code, lines = run("unit")
    assert code == 1
    lacks = f"lacks Python {NEWEST.python}"
    without = [str(pair) for pair in PAIRS if pair.python == NEWEST.python]
    assert [row for row in table(lines) if row[-1] == lacks] == [[name, lacks] for name in without]
    assert f"{NEWEST}: {lacks}: no python{NEWEST.python} on PATH that runs and has venv" in lines
    assert lines[-1] == f"{NEWEST}: {lacks}"


def test_another_pair_may_be_lacking_but_is_named(run: Run, lacking: set[str]) -> None:
    lacking.add("3.12")
    code, lines = run("env")
    assert code == 0
    assert [row[0] for row in table(lines) if row[-1] == "lacks Python 3.12"] == [
        str(pair) for pair in PAIRS if pair.python == "3.12"
    ]


def test_a_selected_pair_must_run(run: Run, lacking: set[str]) -> None:
    lacking.add("3.12")
    code, lines = run("--only", "2.19-3.12", "unit")
    assert code == 1
    assert lines[-1] == "2.19-3.12: lacks Python 3.12"


def test_an_environment_that_cannot_be_made_fails(run: Run, broken: set[str]) -> None:
    broken.add(NEWEST.series.name)
    code, lines = run("--only", "newest", "unit")
    assert code == 1
    assert f"{NEWEST}: env FAILED: no such package" in lines
    assert lines[-1] == f"{NEWEST}: env failed"


@pytest.mark.parametrize("words", [["--only", "2.18-3.11"], ["lint"]])
def test_unknown_names_are_refused(run: Run, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(*words)
    assert words[-1] in capsys.readouterr().err
