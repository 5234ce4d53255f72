# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One table of policy options: modules, their documentation and the variables of the role agree with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.doc_fragments.policy import ModuleDocFragment
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.option_row import (
    Option,
    flag,
    one_of,
    rows_of,
    some_of,
    texts,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.option_table import OptionTable
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import (
    OPTIONS,
    policy_argument_spec,
    policy_documentation,
)
from ansible_collections.fleetops.app2container.plugins.modules import access, policy_document
from tests.support.inputs.documented import without
from tests.unit.policy.policy_making import make
from tools import generate_role_variables as role

NAMES = ("name", *OPTIONS)
SPEC: dict[str, Any] = {
    "name": {"type": "str", "default": "App2ContainerGeneral"},
    **without(policy_argument_spec(), "no_log"),
}
SPEC_KEYS = ("type", "elements", "choices", "default", "required", "options")

PREFIX = f"{role.PREFIX}policy_"
STALE = "The table of policy options has changed. Run: python -m tools.generate_role_variables"


def role_file(name: str) -> Any:
    return yaml.safe_load((role.ROLE / name).read_text(encoding="utf-8"))


def policy_variables(variables: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(PREFIX): value for name, value in variables.items() if name.startswith(PREFIX)}


def role_spec(documented: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {key: role_spec(option[key]) if key == "options" else option[key] for key in SPEC_KEYS if key in option}
        for name, option in documented.items()
    }


def test_every_field_of_the_table_is_an_option() -> None:
    assert tuple(OPTIONS) == tuple(OptionTable.__dataclass_fields__)


def test_every_option_is_described() -> None:
    for name, documented in policy_documentation().items():
        described = [documented, *documented.get("suboptions", {}).values()]
        for sentences in (item["description"] for item in described):
            assert sentences, name
            assert all(sentence.endswith(".") for sentence in sentences), name
            assert set(re.findall(r"O\((\w+)", " ".join(sentences))) <= set(OPTIONS), name


def test_defaults_are_among_the_choices() -> None:
    for name, option in OPTIONS.items():
        if option.choices and option.default is not None:
            default = option.default if isinstance(option.default, tuple) else (option.default,)
            assert set(default) <= set(option.choices), name


def test_the_module_access_takes_the_options() -> None:
    policy: Any = access.ARGUMENT_SPEC["policy"]
    assert without(policy["options"], "no_log") == SPEC
    documented = yaml.safe_load(ModuleDocFragment.ACCESS)["options"]["policy"]["suboptions"]
    assert tuple(documented) == NAMES


def test_the_module_policy_document_takes_the_options() -> None:
    spec = without(policy_document.argument_spec(), "no_log")
    assert spec["deploy_targets"].pop("required") is True
    assert {name: spec[name] for name in NAMES} == SPEC


def test_the_role_documents_the_options() -> None:
    documented = policy_variables(role_file("meta/argument_specs.yml")["argument_specs"]["main"]["options"])
    assert tuple(documented) == NAMES, STALE
    spec = role_spec(documented)
    assert spec["deploy_targets"].pop("default") == []  # the role can do without a policy
    expected = {**SPEC, "secrets": without({"secrets": SPEC["secrets"]}, "default")["secrets"]}
    assert spec == expected, STALE


def test_descriptions_of_the_role_name_its_variables() -> None:
    options = role_file("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    described = str(policy_variables(options))
    named = set(re.findall(r"O\((.*?)[=)]", described))
    assert {
        name for name in named if name.removeprefix("main:") not in options or not name.startswith("main:")
    } == set()
    for name, option in OPTIONS.items():
        sentences = [sentence.replace("O(", f"O(main:{PREFIX}") for sentence in option.description]
        assert options[f"{PREFIX}{name}"]["description"][: len(sentences)] == sentences


@pytest.mark.parametrize("file", role.FILES, ids=lambda file: str(file.relative_to(role.ROLE)))
def test_generated_lines_are_current(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == role.render(file), STALE


def test_what_is_not_generated_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "main.yml"
    file.write_text("a: 1\n  # generated: policy options (how)\n  old: 1\n  # end generated\nb: 2\n")
    monkeypatch.setattr(role, "FILES", {file: lambda part: iter([f"{part}: 1", "newer: 2"])})
    assert role.render(file) == (
        "a: 1\n  # generated: policy options (how)\n  policy: 1\n  newer: 2\n  # end generated\nb: 2\n"
    )


def test_a_description_that_yaml_reads_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="not a plain scalar"):
        list(role._description(["Two parts: one of them a value."]))


@pytest.mark.parametrize(
    ("row", "spec"),
    [
        (flag("A flag.", default=True), {"type": "bool", "default": True}),
        (one_of(("a", "b"), "A value.", default="b"), {"type": "str", "choices": ["a", "b"], "default": "b"}),
        (
            some_of(("a", "b"), "Values."),
            {"type": "list", "elements": "str", "choices": ["a", "b"], "default": ["a", "b"]},
        ),
        (
            texts(lambda _location, _where, value: value, "Texts.", default=(), not_secret=True),
            {"type": "list", "elements": "str", "default": [], "no_log": False},
        ),
    ],
)
def test_rows(row: dict[str, Option], spec: dict[str, Any]) -> None:
    (option,) = row.values()
    assert option.spec() == spec
    assert option.spec() is not option.spec()
    described = {"description": list(option.description), **without({"x": spec}, "no_log")["x"]}
    assert option.documentation() == described


def test_fields_without_a_row_are_no_options() -> None:
    assert set(rows_of(type(make()))) == set(OPTIONS)


@pytest.mark.parametrize("function", [policy_argument_spec, policy_documentation])
def test_what_is_handed_out_is_new_each_time(function: Callable[[], dict[str, Any]]) -> None:
    function()["editions"]["default"].clear()
    assert function()["editions"]["default"] == ["original", "current"]
