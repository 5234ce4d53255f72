# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a role as its argument spec declares them: their names, and their values in every form. Pure.

Ansible checks the variables of a role, but leaves them as they are: a text such as ``no`` from an inventory file, the
command line, a survey or the environment stays a text, which a template takes for true. And it does not know names that
the role does not declare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import HIDDEN, OptionError, printable

__all__ = ["OTHER_NAMES", "Read", "holds_secret", "read_variables", "unknown_variables"]

Spec = Mapping[str, Mapping[str, Any]]

# Names with the prefix of a role that its argument spec does not have, by role: what the playbooks use, and facts.
OTHER_NAMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "a2c_iam": frozenset(
            {
                "a2c_iam_access",
                "a2c_iam_confirm_teardown",
                "a2c_iam_fleet_directory",
                "a2c_iam_hosts",
                "a2c_iam_preview_directory",
                "a2c_iam_teardown_artifact_bucket",
            }
        ),
        "a2c_worker": frozenset({"a2c_worker_hosts", "a2c_worker_init_answers"}),
        "a2c_audit": frozenset({"a2c_audit_report"}),
    }
)
# Variables for which an empty text means that they are not set. Any other text may be empty only if its reader says so.
EMPTY_IS_NOT_SET = frozenset(
    {
        "a2c_iam_account_id",
        "a2c_iam_assume_role_arn",
        "a2c_iam_assume_role_external_id",
        "a2c_worker_account_id",
        "a2c_worker_identity",
    }
)
CHECKED = ("choices", "elements", "no_log", "required", "type")  # what the check of Ansible needs of an option


class Read(NamedTuple):
    """The variables that are set, in the type that the argument spec gives them, and what is wrong with others."""

    values: Mapping[str, Any]
    errors: tuple[str, ...]


def unknown_variables(role: str, spec: Spec, names: Iterable[str]) -> Iterator[str]:
    """Messages on names that begin as the variables of a role do, and are none.

    Args:
        role: the name of the role, which is the prefix of its variables.
        spec: the options of its argument spec.
        names: the names of all variables that are set.
    """
    known = {*spec, *OTHER_NAMES.get(role, ())}
    for name in sorted(names):
        if name.startswith(f"{role}_") and name not in known:
            nearest = get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else "rename or remove it."
            yield f"{printable(name)}: the role {role} has no such variable; {hint}"


def read_variables(spec: Spec, given: Mapping[str, Any]) -> Read:
    """Converts the variables of a role, as Ansible's modules convert their options.

    A list can also be a text: with commas between its items, or as YAML or JSON in brackets. A list of mappings can be
    so only if any type is declared (``elements: raw``), as Ansible refuses it before. If the mappings have a name, an
    item can then be the name itself.

    Args:
        spec: the options of the argument spec of the role.
        given: the values of its variables. Null means that a variable is not set.
    """
    values: dict[str, Any] = {}
    errors: list[str] = []
    for name, value in given.items():
        if value is None or (value == "" and name in EMPTY_IS_NOT_SET):
            continue
        try:
            values[name] = _prepared(name, value, spec[name])
        except OptionError as error:
            errors.append(str(error))
    checked = {name: _checked(option) for name, option in spec.items() if name in values or option.get("required")}
    refused = {name: {"type": "raw"} for name in checked.keys() & given.keys() - values.keys()}
    result = ArgumentSpecValidator({**checked, **refused}).validate({**given, **values} if refused else values)
    found = {name: _without_nulls(result.validated_parameters[name], spec[name]) for name in values}
    return Read(found, (*errors, *result.error_messages))


def _checked(option: Mapping[str, Any]) -> dict[str, Any]:
    """An option without its default, so that only what is set is returned."""
    found = {key: option[key] for key in CHECKED if key in option}
    if "options" in option:
        found["options"] = {name: _checked(suboption) for name, suboption in option["options"].items()}
        found |= {"elements": "dict"} if option["type"] == "list" else {}
    return found


def _prepared(where: str, value: Any, option: Mapping[str, Any]) -> Any:
    """A value whose form the conversion of Ansible understands.

    Raises:
        OptionError: Ansible would convert the value to something that nobody means, or shows it with its secrets.
    """
    if option.get("type") == "list":
        element = {**option, "type": option.get("elements", "str")}
        return [_prepared(f"{where}[{at}]", item, element) for at, item in enumerate(_items(where, value, option))]
    if "options" in option:
        return _mapping(where, value, option)
    if option.get("type", "str") == "str":
        _check_text(where, value, option)
    return value


# With -e name=value, Ansible takes what follows a space for the next variable.
_CUT_SHORT = """it ends too early, as after -e NAME= at a space: give all of it as JSON, -e '{"NAME": [...]}'"""


def _items(where: str, value: Any, option: Mapping[str, Any]) -> list[Any]:
    found = value
    if isinstance(value, str):
        found = [item.strip() for item in value.split(",")] if value.strip() else []
        if value.lstrip().startswith(("[", "{")):
            try:
                found = yaml.safe_load(value)
            except yaml.YAMLError:
                found = None
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        found = [found]
    if not isinstance(found, list):
        hint = _CUT_SHORT if found is None else ""
        raise OptionError(where, HIDDEN if holds_secret(option) else value, "must be a list", hint)
    return found


def _mapping(where: str, value: Any, option: Mapping[str, Any]) -> Any:
    """A mapping of options. A text can be the name, or what Ansible converts to a mapping."""
    options, shown = option["options"], value
    takes_names = option["type"] == "raw" and "name" in options
    if holds_secret(option):
        shown = HIDDEN
    if isinstance(value, str):
        if "=" in value or value.lstrip().startswith("{"):
            return value
        if takes_names:
            return {"name": value}
    if not isinstance(value, Mapping):
        problem = f"must be {'a name or ' * takes_names}a mapping of options"
        raise OptionError(where, shown, problem, f"the options are {', '.join(options)}")
    for key in value:
        if key not in options:
            nearest = get_close_matches(str(key), options, n=1)
            hint = f"use {nearest[0]}" if nearest else f"use one of {', '.join(options)}"
            raise OptionError(
                f"{where}.{printable(str(key))}", value[key] if shown is value else shown, "is not an option", hint
            )
    given = {key: item for key, item in value.items() if item is not None}
    return {key: _prepared(f"{where}.{key}", item, options[key]) for key, item in given.items()}


def _check_text(where: str, value: Any, option: Mapping[str, Any]) -> None:
    shown = HIDDEN if option.get("no_log") else value
    if isinstance(value, bool):
        raise OptionError(where, shown, "must be a text, and YAML reads this as true or false", "put it in quotes")
    if value is None or isinstance(value, (Mapping, list)):
        raise OptionError(where, shown, "must be a text")


def holds_secret(option: Mapping[str, Any]) -> bool:
    """Tells whether an option, or one of its suboptions, is secret."""
    return bool(option.get("no_log")) or any(map(holds_secret, option.get("options", {}).values()))


def _without_nulls(value: Any, option: Mapping[str, Any]) -> Any:
    """A value without the suboptions that Ansible has added."""
    if "options" not in option:
        return value
    if isinstance(value, list):
        return [_without_nulls(item, {**option, "type": "dict"}) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: _without_nulls(item, option["options"].get(name, {})) for name, item in value.items() if item is not None
    }
