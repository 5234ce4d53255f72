# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Every module that calls AWS has scenes, and its scenes are walked through faults."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from tests.support.emulator.servers import CHECKOUT
from tests.support.scenarios import every_module

PACKAGE = "tests.support.scenarios"
SCENES = sorted((CHECKOUT / "tests/support/scenarios").glob("*_scenes.py"))
FAULTS = sorted((CHECKOUT / "tests/faults").glob("test_*.py"))
MODULES = {path.stem for path in (CHECKOUT / "plugins/modules").glob("*.py")}


def imported(path: Path) -> set[str]:
    """Return the names of the modules that a file of tests imports from."""
    return {node.module or "" for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)}


def test_each_module_that_calls_aws_has_scenes() -> None:
    missing = MODULES - every_module.OFFLINE - every_module.SCENES.keys()
    assert not missing, f"without scenes in tests/support/scenarios/every_module.py: {sorted(missing)}"
    assert all(every_module.SCENES.values())
    assert every_module.OFFLINE | every_module.SCENES.keys() == MODULES


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_all_scenes_are_of_a_module_and_walked_through_faults(path: Path) -> None:
    assert importlib.import_module(f"{PACKAGE}.{path.stem}").SCENES in every_module.SCENES.values()
    assert any(f"{PACKAGE}.{path.stem}" in imported(walk) for walk in FAULTS)


def test_offline_modules_make_no_call() -> None:
    for name in every_module.OFFLINE:
        assert "_aws" not in (CHECKOUT / f"plugins/modules/{name}.py").read_text()


@pytest.mark.parametrize(
    "path", sorted((CHECKOUT / "tests/support").rglob("*.py")), ids=lambda path: "/".join(path.parts[-2:])
)
def test_each_file_of_the_support_says_what_it_stands_in_for(path: Path) -> None:
    described = ast.get_docstring(ast.parse(path.read_text())) or ""
    assert described.startswith(("Stands in for ", "No stand-in: "))
