# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for users who get options wrong: every option of a module, with values that do not fit it.

A new option is covered by itself, as the options are read from the module's argument spec. ACCOUNT in a text stands
for the id of the account.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.support.inputs.bad_values import ARN_PARTS, VALUES
from tests.support.runs.modules import ModuleResult
from tests.support.secrets import EVERY_KIND, WINDOWS

Spec = Mapping[str, Any]
LONGEST = 3000  # characters of a message
# Ansible's own messages, which have the last part of an option's name; and those on quotas, which tell what of.
OF_ANSIBLE = re.compile(
    r"argument '|Elements value for|value of |missing required arguments|Unsupported parameters|one of the following|"
    r"parameters are mutually exclusive"
)
REPORTED = re.compile(r"fail_on is \w+, and there are such findings: ")  # they name the statement
QUOTA = re.compile(r"the account's quota is|the quota is")
# Before a module begins Ansible logs its options, which from Python 3.13 on syslog refuses if one has a NUL character.
UNLOGGED = re.compile(r"Failed to log to syslog \(embedded null character\)")

# For each module a set of options that works, with all there are to get wrong in lists of options.
BASES: Mapping[str, Mapping[str, Any]] = {
    "access": {
        "account_id": "ACCOUNT",
        "policy": {
            "deploy_targets": ["ecs"],
            "artifact_buckets": [{"name": "example-artifacts"}, {"name": "example-sources", "prefix": "a2c/"}],
        },
        "group": {"purge_members": True},
        "users": [{"name": "ada"}, {"name": "grace", "tags": {"team": "platform"}}],
        "general_role": {
            "trusted_principals": ["444455556666"],
            "external_id": "example",
            "trusted_permission_sets": ["Developer"],
            "saml_provider": "ExampleIdP",
            "saml_conditions": {"sub": "ada"},
            "oidc_provider": "token.actions.githubusercontent.com",
            "oidc_conditions": {"sub": "repo:example/*"},
            "trusted_services": ["account-access.amazonaws.com"],
        },
        "worker": {
            "rolesanywhere": {
                "trust_anchor_arn": f"arn:aws:rolesanywhere:us-east-1:ACCOUNT:trust-anchor/{'0' * 36}",
                "subject": {"CN": "server"},
            }
        },
        "deployer": {"kind": "role", "trusted_principals": ["444455556666"]},
        "tags": {"stage": "test"},
    },
    "access_template": {
        "format": "terraform",
        "account_id": "444455556666",
        "group": {},
        "users": [{"name": "ada"}],
        "existing": {
            "users": [{"name": "ada", "arn": "arn:aws:iam::444455556666:user/app2container/ada", "managed": True}],
        },
    },
    "remote_secrets": {
        "account_id": "ACCOUNT",
        "secrets": [{**EVERY_KIND[0], "tags": {"stage": "test"}}, WINDOWS],
        "tags": {"team": "platform"},
    },
    "policy_document": {
        "account_id": "444455556666",
        "deploy_targets": ["ecs", "eks"],
        "regions": ["eu-central-1"],
        "artifact_buckets": [{"name": "example-artifacts"}, {"name": "example-sources", "prefix": "a2c/"}],
    },
}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option, suboption or entry of a list, by the way to it: ("users", 0, "name")."""

    way: tuple[str | int, ...]
    kind: str

    def __str__(self) -> str:
        """Return the name as users know it, for example ``users[0].name``."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.way)
        return "".join(steps).removeprefix(".")

    @property
    def short(self) -> str:
        """Return the last name on the way, which is what Ansible's own messages have."""
        return next(step for step in reversed(self.way) if isinstance(step, str))

    def meets(self, other: Option) -> bool:
        """Tell whether one of the two lies inside the other."""
        return all(mine == its for mine, its in zip(self.way, other.way, strict=False))


def options_of(spec: Spec, way: tuple[str | int, ...] = ()) -> Iterator[Option]:
    """Give every option of an argument spec, with those inside it, and the first entry of every list."""
    for name, item in spec.items():
        here = (*way, name)
        yield Option(way=here, kind=item["type"])
        inside = here
        if item["type"] == "list":
            inside = (*here, 0)
            yield Option(way=inside, kind=item["elements"])
        yield from options_of(item.get("options", {}), inside)


def with_value(params: Mapping[str, Any], option: Option, value: Any) -> dict[str, Any]:
    """Return parameters in which an option has another value; what is missing on the way to it is made."""
    changed = copy.deepcopy(dict(params))
    here: Any = changed
    for step, following in zip(option.way, (*option.way[1:], None), strict=True):
        there = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(step, int):
            here.extend([{}] * (step + 1 - len(here)))
        if following is None or not isinstance(here[step] if isinstance(step, int) else here.get(step), type(there)):
            here[step] = there
        here = here[step]
    return changed


Change = tuple[Option, Any]


def arns() -> st.SearchStrategy[str]:
    """Texts that look like ARNs."""
    return st.tuples(*map(st.sampled_from, ARN_PARTS)).map(":".join)


def values() -> st.SearchStrategy[Any]:
    """All kinds of values, those of the tables among them."""
    leaves = st.one_of(st.text(), arns(), st.integers(), st.floats(), st.booleans(), st.none(), st.sampled_from(VALUES))
    names = st.text() | st.sampled_from(("name", "Action", "Resource", "unknown"))
    lists = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3))
    return leaves | lists


@st.composite
def changes(draw: st.DrawFn, options: Sequence[Option], *, most: int) -> tuple[Change, ...]:
    """Other values for so many options, none of which lies inside another."""
    chosen: list[Option] = []
    for option in draw(st.lists(st.sampled_from(options), min_size=1, max_size=most)):
        if not any(option.meets(other) for other in chosen):
            chosen.append(option)
    return tuple((option, draw(values())) for option in chosen)


def with_changes(params: Mapping[str, Any], wrong: Iterable[Change]) -> dict[str, Any]:
    """Return parameters in which some options have other values."""
    changed = dict(params)
    for option, value in wrong:
        changed = with_value(changed, option, value)
    return changed


def is_named(option: Option, message: str) -> bool:
    """Tell whether a message names an option: in full, or as Ansible does that has looked at its type.

    For an entry of a list the name of the list will do: an entry may be wrong only beside the others.
    """
    name = re.escape(str(option).removesuffix("[0]"))
    if re.search(rf"(?:^| ){name}(?![a-z_])", message):
        return True
    return OF_ANSIBLE.match(message) is not None and re.search(rf"\b{option.short}\b", message) is not None


def check_result(outcome: ModuleResult, wrong: Sequence[Change]) -> None:
    """Look at a result: no traceback, and a failure names one of the options that have other values."""
    told = str(outcome.result.get("msg", ""))
    assert "exception" not in outcome.result, wrong
    assert "Traceback" not in told, wrong
    if outcome.failed:
        stated = REPORTED.match(told) and any("extra_statements" in option.way for option, _value in wrong)
        excused = QUOTA.search(told) or stated or ("\\x00" in repr(wrong) and UNLOGGED.match(told))
        assert excused or any(is_named(option, told) for option, _value in wrong), (wrong, told)
        assert OF_ANSIBLE.match(told) or len(told) < LONGEST, (wrong, told)
