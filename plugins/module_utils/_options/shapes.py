# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values for which Ansible itself ends with a traceback, names no option, or prints a text that controls a terminal.

It reads suboptions before it checks the type of a value, as in ``worker: true`` and ``users: [ada]``, and writes every
text to the log, even if it cannot be encoded. It prints names that it does not know, and words that it cannot take, as
they are.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import Any

from ansible.module_utils.basic import AnsibleModule, _load_params
from ansible.module_utils.common.validation import check_type_dict

from .._errors import HIDDEN, OptionError

__all__ = ["MakeModule", "check_params", "check_shapes", "check_texts", "module_from"]

Spec = Mapping[str, Any]
MakeModule = Callable[..., Any]  # like module_from

_DEEPEST = 50  # levels of lists and mappings; the statements of a policy have six
_RECURSION = 20_000  # calls: enough to read whatever a controller can send
_TOO_DEEP = f"is nested more than {_DEEPEST} levels deep"
_PRINTED_BY_ANSIBLE = ("bool", "int")  # types whose wrong values are in Ansible's messages
_LEVELS = {"[": 1, "{": 1, "]": -1, "}": -1}


def _holds_secret(item: Spec) -> bool:
    """Tells whether an option, or one of its suboptions, is secret."""
    return item.get("no_log") is True or any(map(_holds_secret, item.get("options", {}).values()))


def _check_depth(where: str, text: str, *, hidden: bool) -> None:
    """Fails for a text in JSON that no parser can read, because it is nested too deeply."""
    if max(accumulate(_LEVELS.get(character, 0) for character in text), default=0) > _DEEPEST:
        raise OptionError(where, HIDDEN if hidden else text, _TOO_DEEP)


def _suboptions(where: str, value: Any, spec: Spec) -> Mapping[str, Any]:
    """The suboptions in a value; Ansible also accepts them as a text, in JSON or as ``key=value``."""
    found, hidden = value, any(map(_holds_secret, spec.values()))
    if isinstance(value, str):
        _check_depth(where, value, hidden=hidden)
        try:
            found = check_type_dict(value)
        except TypeError:
            found = None
        _check_texts_in(where, found, hidden=hidden)
    if not isinstance(found, Mapping):
        first = next((name for name in spec if spec[name].get("required")), next(iter(spec)))
        shown = HIDDEN if hidden else value
        raise OptionError(where, shown, "must be a mapping of options", f"write them by name, for example {first}")
    if hidden:  # Ansible would show what it holds
        _check_names(spec, found, f"{where}.", lambda _name: True)
    return found


def _is_printable(value: Any) -> bool:
    return not isinstance(value, str) or value.isprintable()


def _check_names(spec: Spec, params: Mapping[str, Any], prefix: str, refused: Callable[[str], bool]) -> None:
    """Fails for the name of an unknown option, where it must not be left to Ansible to say so."""
    for name in params:
        if name not in spec and refused(str(name)):
            raise OptionError(f"{prefix}{name}", HIDDEN, "is not an option", f"use one of {', '.join(spec)}")


def _is_endless(value: Any) -> bool:
    """Tells whether a value is infinity or not a number, in any spelling of YAML and Ansible."""
    try:
        return isinstance(value, (float, str)) and not math.isfinite(float(value))
    except ValueError:
        return False


def _check_word(where: str, value: Any, item: Spec, kind: str) -> None:
    """Fails for a value that is no list and no mapping, where Ansible would change it, end, or print it as it is."""
    shown = HIDDEN if _holds_secret(item) else value
    if kind == "int" and (_is_endless(value) or isinstance(value, (list, tuple, Mapping))):
        raise OptionError(where, shown, "must be a whole number")
    if kind == "str" and isinstance(value, bool):
        raise OptionError(where, shown, "must be a text, and YAML reads this one as true or false", "put it in quotes")
    if (kind in _PRINTED_BY_ANSIBLE or item.get("choices")) and not _is_printable(value):
        raise OptionError(where, shown, "has a character that cannot be printed", "leave it out")
    if kind == "dict" and isinstance(value, str):
        _check_depth(where, value, hidden=_holds_secret(item))


def _check_words(where: str, value: Any, item: Spec) -> None:
    """The same for an option, and for the entries of a list."""
    _check_word(where, value, item, item.get("type", "str"))
    if item.get("type") == "list" and isinstance(value, list):
        for at, entry in enumerate(value):
            _check_word(f"{where}[{at}]", entry, item, item.get("elements", "raw"))


def check_shapes(spec: Spec, params: Mapping[str, Any], prefix: str = "") -> None:
    """Fails for a value that should have suboptions and has none, and for others that Ansible does not take well.

    Raises:
        OptionError: a value is not a mapping, not a list of mappings, not a whole number or not a text; or a name or
            value has characters that control a terminal.
    """
    _check_names(spec, params, prefix, lambda name: not name.isprintable())
    for name, item in spec.items():
        value, inside, where = params.get(name), item.get("options"), prefix + name
        if value is None:
            continue
        _check_words(where, value, item)
        if not inside:
            continue
        if item["type"] == "dict":
            check_shapes(inside, _suboptions(where, value, inside), f"{where}.")
            continue
        if not isinstance(value, list):
            raise OptionError(where, HIDDEN if _holds_secret(item) else value, "must be a list of mappings")
        for at, entry in enumerate(value):
            check_shapes(inside, _suboptions(f"{where}[{at}]", entry, inside), f"{where}[{at}].")


def _check_connection(spec: Spec, params: Mapping[str, Any]) -> None:
    """Fails for an option of the connection that Ansible would print as it is; the specs here do not have them."""
    for name, value in params.items():
        if name not in spec and not name.startswith("_ansible_") and not _is_printable(value):
            raise OptionError(name, HIDDEN, "has a character that cannot be printed", "leave it out")


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
            raise OptionError(_option_in(where), shown, _TOO_DEEP)
        if isinstance(value, str) and not _is_text(value):
            raise OptionError(where, shown, "contains a lone surrogate", "write it as UTF-8")
        if isinstance(value, Mapping):
            waiting += [(f"{where}.{key}", item, depth + 1) for key, item in value.items()]
            waiting += [(where, key, depth) for key in value]  # looked at first, as they become part of names
        elif isinstance(value, (list, tuple)):
            waiting += [(f"{where}[{at}]", item, depth + 1) for at, item in enumerate(value)]


def _option_in(where: str) -> str:
    """The option, or suboption, in the name of a place far inside it."""
    names = where.split(".")[:3]
    return ".".join([*names[:-1], names[-1].partition("[")[0]])


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_params() -> Mapping[str, Any]:
    """The parameters of the module. Ansible copies them by recursion, for deep ones more than Python allows.

    Ends the run where that is not enough: Python 3.12 has a lower limit of its own for JSON, which nothing can raise.
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_RECURSION)
    try:
        return _load_params() or {}  # ansible-test has none to give
    except Exception as error:  # Ansible raises no other type
        if not isinstance(error.__cause__, RecursionError):
            raise
    finally:
        sys.setrecursionlimit(limit)
    _Refusing({}).fail_json(msg=f"The options cannot be read: one of them {_TOO_DEEP}.")
    return {}  # not reached


class _Refusing(AnsibleModule):
    """Ends a run whose options cannot be read; it has none of them, so that nothing can show or log them."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        self._settings = {name: value for name, value in params.items() if name.startswith("_ansible_")}
        super().__init__(argument_spec={}, supports_check_mode=True, no_log=True)

    def _load_params(self) -> None:
        self.params = self._settings


def check_params(argument_spec: Spec, params: Mapping[str, Any]) -> None:
    """Fails for parameters that Ansible does not take well.

    Raises:
        OptionError: see ``check_texts`` and ``check_shapes``; or an option of the connection cannot be printed.
    """
    check_texts(argument_spec, params)
    check_shapes(argument_spec, params)
    _check_connection(argument_spec, params)


def module_from(make: Callable[..., Any], argument_spec: Spec, **settings: Any) -> Any:
    """Creates a module of Ansible; ends it with a message if its parameters cannot be read."""
    params = _read_params()
    try:
        check_params(argument_spec, params)
    except OptionError as error:
        _Refusing(params).fail_json(msg=str(error))
    return make(argument_spec=argument_spec, **settings)
