# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that says which versions are supported says what tools/versions.py says, and the environment has them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ansible_collections.amazon.aws
import pytest
import yaml
from ansible.release import __version__ as core_version

from tests.support.emulator.servers import CHECKOUT
from tools.bill_of_materials import oldest_versions
from tools.matrix import TARGETS
from tools.versions import (
    NEWEST,
    OLDEST,
    PAIRS,
    PYTHONS,
    SERIES,
    UnsupportedError,
    lines,
    parsed,
    series_for,
    series_named,
)

BOTO3 = "1.34.0"  # what amazon.aws asks for in its oldest supported version
CORE, AMAZON_AWS = OLDEST.series.name, OLDEST.series.amazon_aws
AMAZON = Path(next(iter(ansible_collections.amazon.aws.__path__)))


def text(name: str) -> str:
    """A file of the checkout, on one line."""
    return " ".join((CHECKOUT / name).read_text().split())


def value(name: str, *path: str) -> Any:
    """A value of a file in YAML or TOML."""
    content = (CHECKOUT / name).read_text()
    found = tomllib.loads(content) if name.endswith(".toml") else yaml.safe_load(content)
    for key in path:
        found = found[key]
    return found


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def installed_amazon_aws() -> str:
    """The version of the collection amazon.aws in this environment."""
    return str(json.loads((AMAZON / "MANIFEST.json").read_text())["collection_info"]["version"])


def test_the_environment_has_the_versions_of_its_series() -> None:
    series = series_named(core_version.rpartition(".")[0])
    assert (core_version, installed_amazon_aws()) == (series.core, series.amazon_aws)


def test_the_bound_of_boto3_is_that_of_amazon_aws() -> None:
    bounds = dict(re.findall(r"^(boto\w+)>=(\S+)$", (AMAZON / "requirements.txt").read_text(), flags=re.MULTILINE))
    assert set(bounds) == {"boto3", "botocore"}
    if installed_amazon_aws() == AMAZON_AWS:
        assert set(bounds.values()) == {BOTO3}


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("meta/runtime.yml", ["requires_ansible"], f">={CORE}.0"),
        ("galaxy.yml", ["dependencies"], {"amazon.aws": f">={AMAZON_AWS}"}),
        ("tests/config.yml", ["modules", "python_requires"], f">={OLDEST.python}"),
        ("pyproject.toml", ["tool", "ruff", "target-version"], f"py{OLDEST.python.replace('.', '')}"),
        ("pyproject.toml", ["tool", "mypy", "python_version"], OLDEST.python),
        *(
            (str(meta.relative_to(CHECKOUT)), ["galaxy_info", "min_ansible_version"], CORE)
            for pattern in ("roles/*/meta/main.yml", "examples/*/roles/*/meta/main.yml")
            for meta in sorted(CHECKOUT.glob(pattern))
        ),
    ],
)
def test_a_file_declares_the_oldest_version(name: str, path: list[str], expected: object) -> None:
    assert value(name, *path) == expected


def test_the_example_asks_for_the_oldest_amazon_aws() -> None:
    wanted = {row["name"]: row["version"] for row in value("examples/fleet-repository/requirements.yml", "collections")}
    assert wanted["amazon.aws"] == f">={AMAZON_AWS}"


def test_the_oldest_packages_that_are_tried_are_the_declared_ones() -> None:
    tried = oldest_versions((CHECKOUT / "requirements/oldest.in").read_text())
    assert tried == {"ansible-core": f">={CORE}.0", "boto3": f">={BOTO3}", "botocore": f">={BOTO3}"}


@pytest.mark.parametrize("name", ["README.md", "docs/install.md"])
def test_a_page_states_the_bounds(name: str) -> None:
    packages = f"ansible-core {CORE} or newer, Python {OLDEST.python} or newer, boto3 {BOTO3} or newer"
    assert f"needs {packages}, and the collection amazon.aws {AMAZON_AWS} or newer." in text(name)


def test_the_page_on_support_lists_the_pairs_and_the_bounds() -> None:
    rows = re.findall(r"^\| (\d\S+) \| (\S+) \| (.+) \|$", (CHECKOUT / "SUPPORT.md").read_text(), flags=re.MULTILINE)
    assert rows == [(series.name, series.amazon_aws, ", ".join(series.pythons)) for series in SERIES]
    bounds = f"ansible-core {CORE}.0, Python {OLDEST.python}, boto3 {BOTO3} and amazon.aws {AMAZON_AWS}."
    assert bounds in text("SUPPORT.md")


def test_the_page_on_requirements_names_what_is_tested() -> None:
    page = text("docs/collection-requirements.md")
    assert f"Tested with {listed(PYTHONS)}:" in page
    assert f"| {listed([series.name for series in SERIES])}, with each of their supported Python versions:" in page


def test_the_checks_run_with_every_pair() -> None:
    jobs = value(".github/workflows/checks.yml", "jobs")
    matrix = jobs["make"]["strategy"]["matrix"]
    pairs = [{"ansible-core": pair.series.name, "python": pair.python} for pair in PAIRS]
    assert matrix["pair"] == pairs
    assert [row["pair"] for row in matrix["include"] if row["pair"] not in (pairs[0], pairs[-1])] == []
    assert {*TARGETS, "sanity"} <= set(matrix["target"])


@pytest.mark.parametrize(
    ("workflow", "job", "python"), [("checks.yml", "newest", NEWEST.python), ("release.yml", "build", OLDEST.python)]
)
def test_a_job_runs_with_a_supported_python(workflow: str, job: str, python: str) -> None:
    steps = value(f".github/workflows/{workflow}", "jobs", job, "steps")
    assert [step["with"]["python-version"] for step in steps if "python-version" in step.get("with", {})] == [python]


def test_the_script_of_ci_runs_the_oldest_and_the_newest_pair() -> None:
    script = (CHECKOUT / ".ci/run").read_text()
    for words in ("--only newest env", "--only oldest unit integration authorization"):
        assert f'make matrix ARGS="{words}"' in script


@pytest.mark.parametrize("series", SERIES, ids=lambda series: series.name)
def test_a_series_is_locked(series: Any) -> None:
    lock = (CHECKOUT / f"requirements/ansible-{series.name}.txt").read_text()
    assert re.findall(r"^(\S+==\S+)", lock, flags=re.MULTILINE) == [
        f"ansible=={series.ansible}",
        f"ansible-core=={series.core}",
    ]


def test_locks_are_made_for_the_oldest_python() -> None:
    assert f"--python-version {OLDEST.python} " in (CHECKOUT / "Makefile").read_text()


@pytest.mark.parametrize("python", PYTHONS)
def test_a_python_gets_the_newest_series_that_has_it(python: str) -> None:
    assert series_for((*parsed(python), 7)) == [pair.series for pair in PAIRS if pair.python == python][-1]


def test_a_newer_python_gets_the_newest_series() -> None:
    assert series_for((*parsed(NEWEST.python)[:1], 99)) == NEWEST.series


def test_versions_that_are_not_supported_are_refused() -> None:
    with pytest.raises(UnsupportedError, match=rf"^Python 3\.9\.1 is not supported: {OLDEST.python} is the oldest$"):
        series_for((3, 9, 1))
    names = ", ".join(series.name for series in SERIES)
    with pytest.raises(UnsupportedError, match=f"^ansible-core 2.9 is not supported: choose one of {names}$"):
        series_named("2.9")


def test_the_program_prints_what_is_to_be_locked() -> None:
    assert list(lines([])) == [series.name for series in SERIES]
    for series in SERIES:
        assert list(lines([series.name])) == [
            f'ansible=={series.ansible}; python_version >= "{series.pythons[0]}"',
            f'ansible-core=={series.core}; python_version >= "{series.pythons[0]}"',
        ]
