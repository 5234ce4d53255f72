# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Look at the CloudFormation templates of the provisioner with checkov, and allow no finding.

Usage: python -m tools.checkov

What the templates mute themselves is allowed only where plugins/module_utils/_provisioner/template.py says why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.features import FEATURES
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.template import ACCEPTED
from tests.support.emulator.servers import CHECKOUT, without_settings
from tests.support.runs.modules import run_module
from tools import environment
from tools.separate import separate_venv

TEMPLATES = CHECKOUT / "build/checkov/templates"
PRINCIPALS = {"trusted_principals": ["arn:aws:iam::111122223333:role/ControlNode"], "external_id": "example"}
STACK_SET = {"organizational_units": ["r-ab12"], "region": "eu-west-1"}
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "account": {},
    "account-with-everything": {"features": list(FEATURES), "kms_key_arns": ["arn:aws:kms:*:*:key/*"]},
    "stack-set": {"stack_set": STACK_SET},
}
OUTPUT = ("--output", "json", "--skip-download")  # else it asks its vendor for descriptions
MUTED = frozenset(row["id"] for row in ACCEPTED)


def write_templates() -> None:
    """Write each template as a file of its own."""
    shutil.rmtree(TEMPLATES, ignore_errors=True)
    TEMPLATES.mkdir(parents=True)
    for name, options in OPTIONS.items():
        returned = run_module("provisioner_template", {**PRINCIPALS, **options}, environment={})
        (TEMPLATES / f"{name}.json").write_text(returned["text"])


def run(venv: Path) -> dict[str, Any]:
    """Run checkov on the templates without calling its vendor, and return its report."""
    done = subprocess.run(
        [venv / "bin/checkov", "--framework", "cloudformation", "--directory", TEMPLATES, *OUTPUT],
        env=without_settings(environment.clean(os.environ)),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise environment.SetupError(f"checkov did not run:\n{done.stdout}{done.stderr}") from error
    return report


def complaints(report: Mapping[str, Any]) -> Iterator[str]:
    """Give what a report complains of: findings, mutes that nobody has given a reason for, and files not looked at."""
    results = report.get("results", {})
    for key, word in (("failed_checks", "fails"), ("skipped_checks", "is muted")):
        for row in results.get(key, ()):
            if key == "failed_checks" or row["check_id"] not in MUTED:
                yield f"{row['file_path']}: {row['resource']}: {row['check_id']} {word}: {row['check_name']}"
    looked_at = {Path(row["file_path"]).stem for row in results.get("passed_checks", ())}
    yield from (f"{name}.json: nothing was checked" for name in OPTIONS if name not in looked_at)


def main() -> int:
    """Look at the templates, and say what checkov complains of; return the exit code."""
    try:
        venv = separate_venv("checkov")
        write_templates()
        report = run(venv)
    except environment.SetupError as error:
        print(f"checkov: {error}", file=sys.stderr)
        return 1
    if found := list(complaints(report)):
        print(*found, sep="\n", file=sys.stderr)
        return 1
    summary = report["summary"]
    print(f"checkov: {summary['passed']} checks of {len(OPTIONS)} templates pass, {summary['skipped']} are muted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
