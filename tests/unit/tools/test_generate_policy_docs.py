# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on the policy is up to date with the catalogue."""

from __future__ import annotations

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.advice_types import ADVICE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import policy_argument_spec
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.templates import fields
from tests.unit.policy.policy_making import everything
from tools import generate_policy_docs as docs


def test_the_page_is_current() -> None:
    page = docs.TARGET.read_text(encoding="utf-8")
    assert page == docs.render(page), "run tools/generate_policy_docs.py"


def test_it_says_everything() -> None:
    page = docs.TARGET.read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("### ")] == [f"### {item.sid}" for item in SECTIONS]
    assert all(f"| `{command}` |" in page for command in COMMANDS)
    assert all(f"[`{name}`]" in page for name in ADVICE)
    assert all(f"`{{{name}}}`" in page for name in fields(everything()))
    assert all(f"`{option}" in page for option in {when.option for item in SECTIONS for when in item.when})
    assert set(policy_argument_spec()) >= {when.option for item in SECTIONS for when in item.when}


def test_what_is_not_generated_stays() -> None:
    text = docs.render("Text\n<!-- generated: commands -->\nold\n<!-- end -->\nText\n")
    assert text.startswith("Text\n<!-- generated: commands -->\n\n| Command |")
    assert text.endswith(" |\n\n<!-- end -->\nText\n")
