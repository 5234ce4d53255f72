# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of module_utils: private, imports go down only and without circles, and one room alone knows botocore."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support.emulator.servers import CHECKOUT

ROOT = CHECKOUT / "plugins/module_utils"
PACKAGE = "ansible_collections.fleetops.app2container.plugins.module_utils"
FILES = sorted(ROOT.rglob("*.py"))

# Room -> the rooms that it may import. The features stand side by side, and only the audit, which
# judges what others read, the export, which writes what one of them plans, and the provisioner, which is planned and
# written by their rules, import others.
BELOW: Mapping[str, frozenset[str]] = {
    "_errors": frozenset(),
    "_iam": frozenset({"_errors"}),
    "_options": frozenset({"_errors"}),
    "_profile_files": frozenset({"_errors"}),
    "_plan": frozenset({"_errors", "_iam"}),
    "_aws": frozenset({"_errors", "_iam", "_options", "_plan"}),
    "_policy": frozenset({"_errors", "_iam", "_options", "_plan"}),
    "_account": frozenset({"_errors", "_iam", "_options", "_plan", "_aws", "_policy"}),
    "_association": frozenset({"_errors", "_iam", "_options", "_plan", "_aws"}),
    "_audit": frozenset({"_errors", "_iam", "_options", "_plan", "_aws", "_policy", "_account", "_keys", "_secrets"}),
    "_bucket": frozenset({"_errors", "_iam", "_options", "_plan", "_aws"}),
    "_denied": frozenset({"_errors", "_iam", "_plan", "_aws", "_policy"}),
    "_export": frozenset({"_errors", "_iam", "_options", "_plan", "_policy", "_account"}),
    "_identity_center": frozenset({"_errors", "_iam", "_options", "_plan", "_aws"}),
    "_keys": frozenset({"_errors", "_iam", "_options", "_plan", "_aws", "_policy"}),
    "_provisioner": frozenset({"_errors", "_iam", "_options", "_plan", "_aws", "_policy", "_account", "_export"}),
    "_secrets": frozenset({"_errors", "_iam", "_options", "_plan", "_aws"}),
}
# The inner rooms of the policy, from the lowest up; what lies in none of them is on top.
INNER = ("language", "catalogue", "lint", "")
SDK = {"boto3", "botocore"}


def parts_of(path: Path) -> tuple[str, ...]:
    """The parts of a module's name, from module_utils on."""
    return path.relative_to(ROOT).with_suffix("").parts


def imported(path: Path) -> Iterator[str]:
    """The names of the modules that a file imports; of an import from a package, the package and each name in it."""
    package = (*PACKAGE.split("."), *parts_of(path)[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of module_utils that a file imports, as parts of their names."""
    known = {parts_of(file) for file in FILES}
    names = (name.removeprefix(f"{PACKAGE}.") for name in imported(path) if name.startswith(f"{PACKAGE}."))
    return {parts for name in names if (parts := tuple(name.split("."))) in known}


def inner_room(parts: tuple[str, ...]) -> int:
    """How high the inner room of a module of the policy lies."""
    return INNER.index(parts[1] if parts[1] in INNER else "")


def test_every_room_is_private_and_has_its_place() -> None:
    assert {parts_of(path)[0] for path in FILES} == set(BELOW)


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(parts_of(path)))
def test_imports_go_down_only(path: Path) -> None:
    room = parts_of(path)[0]
    for other in own_imports(path):
        assert other[0] == room or other[0] in BELOW[room], f"{room} may not import {other[0]}"
        if room == other[0] == "_policy":
            assert inner_room(other) <= inner_room(parts_of(path)), f"imports {'.'.join(other)}, which lies above"


def test_imports_make_no_circle() -> None:
    TopologicalSorter({parts_of(path): own_imports(path) for path in FILES}).prepare()


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(parts_of(path)))
def test_one_room_alone_knows_botocore(path: Path) -> None:
    found = {name.partition(".")[0] for name in imported(path)} & SDK
    assert not found or parts_of(path)[0] == "_aws"


def test_check_mode_is_read_on_one_line() -> None:
    files = (*FILES, *(CHECKOUT / "plugins/modules").glob("*.py"))
    found = [path.name for path in files for _read in re.findall(r"\.check_mode\b", path.read_text(encoding="utf-8"))]
    assert found == ["mode.py"]


def test_the_test_sees_imports() -> None:
    run = ROOT / "_account/run.py"
    assert ("_aws", "run") in own_imports(run)
    assert ("_account", "plan") in own_imports(run)
    assert "botocore.exceptions" in set(imported(ROOT / "_aws/errors.py"))
