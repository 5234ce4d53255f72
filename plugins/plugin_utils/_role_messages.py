# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of a module, told to users of a role: they name the variables of the role, not the options. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["told", "translate"]

Variables = Mapping[str, str]  # the variable that sets an option, by option

# An option: with its own suboptions or its place in a list, at the beginning of a message or anywhere.
_NAME = r"(?<![\w.\[])(?P<option>[a-z]\w*(?:\.[a-z]\w*)?)"
_FIRST = re.compile(rf"^{_NAME}(?=[\w.\[\]]*(?:: |, |$))")
_SET = re.compile(rf"(?<=\bset ){_NAME}(?=: | to\b|,|\.|;|$)")
_VALUE = re.compile(rf"{_NAME}(?=: (?:true|false|absent|present|never)\b|: /)")
_USER = re.compile(r"(?<![\w.])users\[(?P<at>\d+)\]")
_ANYWHERE = re.compile(_NAME)
_SUBOPTION = re.compile(r"(?<![\w.\[])(?P<option>store)(?=\.[a-z])")  # the only other mapping of options


def translate(text: str, variables: Variables) -> str:
    """A text with the variable in place of each option.

    Many options are also English words, such as ``users``: they are replaced where the text is about an option, which
    is at its beginning, after "set" and before a value. Names with an underscore or a full stop are replaced anywhere.
    """
    for form in (_FIRST, _SET, _VALUE):
        text = form.sub(_replaced(variables), text)
    distinct = {option: name for option, name in variables.items() if "." in option or "_" in option}
    text = _ANYWHERE.sub(_replaced(distinct), text)
    return _SUBOPTION.sub(lambda found: variables.get(found["option"], found["option"]), text)


def _replaced(variables: Variables) -> Callable[[re.Match[str]], str]:
    def replacement(found: re.Match[str]) -> str:
        option: str = found["option"]
        if option in variables:
            return variables[option]
        first, dot, rest = option.partition(".")
        return f"{variables[first]}{dot}{rest}" if dot and first in variables else option

    return replacement


def told(result: Mapping[str, Any], variables: Variables, places: Sequence[str] = ()) -> dict[str, Any]:
    """The result of a module with its message, warnings, summary and findings translated.

    Args:
        result: the result.
        variables: the variables that set the options of the module.
        places: for each item of the option ``users``, where the variables name it.
    """

    def translated(text: Any) -> Any:
        return translate(_placed(text, places), variables) if isinstance(text, str) else text

    found = dict(result)
    if "msg" in found:
        found["msg"] = translated(found["msg"])
    for key in ("warnings", "summary"):
        if key in found:
            found[key] = [translated(line) for line in found[key]]
    if "findings" in found:
        found["findings"] = [
            {**item, "where": translated(item["where"]), "message": translated(item["message"])}
            for item in found["findings"]
        ]
    return found


def _placed(text: str, places: Sequence[str]) -> str:
    """A text with the place of each user that it names by a number."""

    def place(found: re.Match[str]) -> str:
        at = int(found["at"])
        return places[at] if at < len(places) else found[0]

    return _USER.sub(place, text)
