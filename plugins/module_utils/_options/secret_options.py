# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secret options of a module: taken out of its parameters, so that nothing can return them.

Ansible hides secrets by replacing their text wherever it occurs in what a module returns. That spoils results in which
a short secret occurs by chance. A secret that is taken out of the parameters does not need it.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from typing import Any

__all__ = ["PLACEHOLDER", "SHORTEST_MASKED", "is_masked", "take_secrets"]

PLACEHOLDER = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"  # what Ansible itself writes in place of a secret
SHORTEST_MASKED = 8  # characters: what is shorter occurs in other words by chance

Spec = Mapping[str, Any]


def is_masked(option: str, value: str, plain: Collection[str]) -> bool:
    """Tells whether Ansible still replaces a value in results. Values of the options ``plain`` are ordinary words."""
    return option not in plain and len(value) >= SHORTEST_MASKED


def _taken(spec: Spec, params: Any) -> Iterator[tuple[str, str]]:
    """Replaces the secrets in parameters, and yields their options and texts."""
    for name, item in spec.items():
        value = params.get(name)
        if value is not None and item.get("no_log"):
            params[name] = PLACEHOLDER
            yield from ((name, text) for text in _texts(value))
        elif value is not None and "options" in item:
            for entry in value if isinstance(value, list) else [value]:
                yield from _taken(item["options"], entry)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)


def take_secrets(module: Any, spec: Spec, plain: Collection[str] = ()) -> dict[str, Any]:
    """Returns the parameters of a module with their secrets, and removes the secrets from the module itself."""
    given: dict[str, Any] = copy.deepcopy(module.params)
    taken = list(_taken(spec, module.params))
    module.no_log_values.difference_update(text for _option, text in taken)
    module.no_log_values.update(text for option, text in taken if is_masked(option, text, plain))
    return given
