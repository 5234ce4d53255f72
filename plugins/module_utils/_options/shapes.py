# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values for which Ansible itself ends with a traceback, or with a message that does not name the option.

It reads suboptions before it checks the type of a value, as in ``worker: true`` and ``users: [ada]``, and writes every
text to the log, even if it cannot be encoded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ansible.module_utils.basic import _load_params
from ansible.module_utils.common.validation import check_type_dict

from .._errors import HIDDEN, OptionError

__all__ = ["check_shapes", "check_texts", "module_from"]

Spec = Mapping[str, Any]

_DEEPEST = 50  # levels of lists and mappings; the statements of a policy have six


def _holds_secret(item: Spec) -> bool:
    """Tells whether an option, or one of its suboptions, is secret."""
    return item.get("no_log") is True or any(map(_holds_secret, item.get("options", {}).values()))


def _suboptions(where: str, value: Any, spec: Spec) -> Mapping[str, Any]:
    """The suboptions in a value; Ansible also accepts them as a text, in JSON or as ``key=value``."""
    found = value
    if isinstance(value, str):
        try:
            found = check_type_dict(value)
        except TypeError:
            found = None
    if not isinstance(found, Mapping):
        first = next((name for name in spec if spec[name].get("required")), next(iter(spec)))
        shown = HIDDEN if any(map(_holds_secret, spec.values())) else value
        raise OptionError(where, shown, "must be a mapping of options", f"write them by name, for example {first}")
    unknown = next((key for key in found if key not in spec), None)
    if unknown is not None and any(map(_holds_secret, spec.values())):  # Ansible would show what it holds
        raise OptionError(f"{where}.{unknown}", HIDDEN, "is not an option", f"use one of {', '.join(spec)}")
    return found


def _is_endless(value: Any) -> bool:
    """Tells whether a value is infinity or not a number, in any spelling of YAML and Ansible."""
    try:
        return isinstance(value, (float, str)) and not math.isfinite(float(value))
    except ValueError:
        return False


def check_shapes(spec: Spec, params: Mapping[str, Any], prefix: str = "") -> None:
    """Fails for a value that should have suboptions and has none, and for a number that is infinite.

    Raises:
        OptionError: a value is not a mapping, not a list of mappings, or not a whole number.
    """
    for name, item in spec.items():
        value, inside, where = params.get(name), item.get("options"), prefix + name
        if item.get("type") == "int" and _is_endless(value):
            raise OptionError(where, value, "must be a whole number")
        if value is None or not inside:
            continue
        if item["type"] == "dict":
            check_shapes(inside, _suboptions(where, value, inside), f"{where}.")
            continue
        if not isinstance(value, list):
            raise OptionError(where, HIDDEN if _holds_secret(item) else value, "must be a list of mappings")
        for at, entry in enumerate(value):
            check_shapes(inside, _suboptions(f"{where}[{at}]", entry, inside), f"{where}[{at}].")


def check_texts(spec: Spec, params: Mapping[str, Any]) -> None:
    """Fails for lone surrogates, which UTF-8 cannot encode, and for values that are nested too deeply.

    Raises:
        OptionError: a value is like that, at any level.
    """
    for name, item in spec.items():
        _check_texts_in(name, params.get(name), hidden=_holds_secret(item))


def _check_texts_in(name: str, given: Any, *, hidden: bool) -> None:
    waiting: list[tuple[str, Any, int]] = [(name, given, 0)]
    while waiting:
        where, value, depth = waiting.pop()
        shown = HIDDEN if hidden else value
        if depth > _DEEPEST:
            raise OptionError(where, shown, f"is nested more than {_DEEPEST} levels deep")
        if isinstance(value, str) and not _is_text(value):
            raise OptionError(where, shown, "contains a lone surrogate", "write it as UTF-8")
        if isinstance(value, Mapping):
            waiting += [(f"{where}.{key}", item, depth + 1) for key, item in value.items()]
            waiting += [(where, key, depth) for key in value]  # looked at first, as they become part of names
        elif isinstance(value, (list, tuple)):
            waiting += [(f"{where}[{at}]", item, depth + 1) for at, item in enumerate(value)]


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def module_from(make: Callable[..., Any], argument_spec: Spec, **settings: Any) -> Any:
    """Creates a module of Ansible; ends it with a message if its parameters cannot be read."""
    try:
        params = _load_params() or {}  # ansible-test has none to give
        check_texts(argument_spec, params)
        check_shapes(argument_spec, params)
    except OptionError as error:
        unread = {name: {"type": "raw", "no_log": item.get("no_log", False)} for name, item in argument_spec.items()}
        module = make(argument_spec=unread, **{**settings, "no_log": True})
        module.params.update({name: repr(HIDDEN) for name, item in argument_spec.items() if _holds_secret(item)})
        module.fail_json(msg=str(error))
    return make(argument_spec=argument_spec, **settings)
