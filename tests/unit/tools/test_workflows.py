# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflows run targets that exist, with actions that nobody can exchange and no more rights than they need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.servers import CHECKOUT
from tests.support.makefile import targets

WORKFLOWS = sorted((CHECKOUT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40})  # (?P<version>v\d+\.\d+\.\d+)$")
PERMISSIONS_OF_JOBS = {  # those that write, and nothing else may
    ("release.yml", "sign"): {"id-token", "attestations"},
    ("release.yml", "github"): {"contents"},
}

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def read(workflow: Path) -> dict[str, Any]:
    """The content of a workflow."""
    return dict(yaml.safe_load(workflow.read_text()))


def steps(workflow: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each step of a workflow, after its job."""
    for job in read(workflow)["jobs"].values():
        for step in job["steps"]:
            yield job, step


def rows(job: dict[str, Any]) -> Iterator[str]:
    """The targets of a job's matrix."""
    matrix = job.get("strategy", {}).get("matrix", {})
    yield from matrix.get("target", [])
    yield from (row["target"] for row in matrix.get("include", []))


def called(workflow: Path) -> set[str]:
    """The targets that the steps of a workflow call."""
    found: set[str] = set()
    for job, step in steps(workflow):
        for words in re.findall(r"^make ([^\n]+)$", step.get("run", ""), flags=re.MULTILINE):
            found |= {word for word in words.split() if "=" not in word and word != '"$TARGET"'}
            if '"$TARGET"' in words:
                found |= set(rows(job))
    return found


def test_there_are_targets_to_look_for() -> None:
    assert {"lint", "unit", "integration", "artifact", "installed"} <= targets()


@each_workflow
def test_every_target_that_a_workflow_calls_exists(workflow: Path) -> None:
    assert called(workflow)
    assert called(workflow) - targets() == set()


def test_the_checks_run_everything_that_ci_runs_here() -> None:
    script = (CHECKOUT / ".ci/run").read_text()
    names = set(re.findall(r"\bmake ([a-z]+)", script)) - {"test", "thorough", "matrix"}
    assert names - called(CHECKOUT / ".github/workflows/checks.yml") == set()


@each_workflow
def test_actions_are_pinned_to_a_commit_with_its_version(workflow: Path) -> None:
    uses = [line.strip() for line in workflow.read_text().splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.search(line)] == []


def test_an_action_has_one_pin() -> None:
    pins: dict[str, set[str]] = defaultdict(set)
    for workflow in WORKFLOWS:
        for line in workflow.read_text().splitlines():
            if found := PINNED.search(line):
                pins[found["action"]].add(f"{found['commit']} {found['version']}")
    assert {action: versions for action, versions in pins.items() if len(versions) > 1} == {}


@each_workflow
def test_only_the_jobs_that_publish_may_write(workflow: Path) -> None:
    content = read(workflow)
    assert content["permissions"] == {}
    writing = {
        (workflow.name, name): {right for right, level in job["permissions"].items() if level != "read"}
        for name, job in content["jobs"].items()
    }
    assert {job: rights for job, rights in writing.items() if rights} == {
        job: rights for job, rights in PERMISSIONS_OF_JOBS.items() if job[0] == workflow.name
    }


@each_workflow
def test_checkouts_keep_no_credentials(workflow: Path) -> None:
    checkouts = [step for _job, step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@each_workflow
def test_a_job_with_a_secret_waits_for_a_reviewer_and_installs_no_packages(workflow: Path) -> None:
    for job, step in steps(workflow):
        if "secrets." in str(step):
            assert job["environment"] in {"galaxy", "release"}
            calls = [one.get("run", "") for one in job["steps"]]
            assert not any(re.search(r"\bpip\b|\bmake (?!signature\b)", text) for text in calls)


def test_the_checks_run_on_pull_requests_and_every_week() -> None:
    events = read(CHECKOUT / ".github/workflows/checks.yml")["on"]
    assert "pull_request" in events
    assert [row["cron"].split()[-1] for row in events["schedule"]] == ["1"]


def test_updates_of_actions_cool_down() -> None:
    updates = yaml.safe_load((CHECKOUT / ".github/dependabot.yml").read_text())["updates"]
    assert [(row["package-ecosystem"], row["cooldown"]) for row in updates] == [("github-actions", {"default-days": 7})]
