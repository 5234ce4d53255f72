# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an account holds, in a few lines that a person reads. Long lists of names are cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._errors import printable
from .._plan.finding import Finding
from .._plan.summary import grouped, listed
from .._policy.language.document import MAX_SIZE

__all__ = ["picture"]

Json = Mapping[str, Any]


def picture(access: Json, findings: Sequence[Finding] = ()) -> list[str]:
    """The lines.

    Args:
        access: what ``access_result`` describes.
        findings: what else was found.
    """
    parts = [*_policies(access), *_group(access), *_users(access), *_roles(access)]
    title = f"Access in account {access['account_id']} in partition {access['partition']}"
    return [f"{title}:" if parts else f"{title}: none.", *parts, *grouped(findings)]


def _policies(access: Json) -> Iterator[str]:
    for policy in access["policies"]:
        statements = policy["document"] and _number(len(policy["document"]["Statement"]), "statement")
        size = f": {statements}, {policy['size']} of {MAX_SIZE} characters" if statements else ""
        catalogue = f", catalogue {printable(policy['catalogue'])}" if size and policy["catalogue"] else ""
        yield f"Policy {_name(policy)}{size}{catalogue}."


def _group(access: Json) -> Iterator[str]:
    group = access["group"]
    if group:
        yield f"Group {_name(group)}: {_counted(group['members'], 'member')}."


def _users(access: Json) -> Iterator[str]:
    members = set(access["group"]["members"] if access["group"] else ())
    others = [user["name"] for user in access["users"] if user["name"] not in members]
    if others:
        yield f"Outside the group: {_counted(others, 'user')}."
    foreign = [user["name"] for user in access["users"] if not user["managed"]]
    if foreign:
        yield f"Not managed by this collection: {_counted(foreign, 'user')}."


def _roles(access: Json) -> Iterator[str]:
    general_role, worker, deployer = access["general_role"], access["worker"], access["deployer"]
    if general_role:
        yield f"General role: {_name(general_role)}."
    if worker:
        parts = (("role", worker["role"]), ("instance profile", worker["instance_profile"]))
        yield f"Worker: {', '.join(f'{noun} {_name(part)}' if part else f'no {noun}' for noun, part in parts)}."

    if deployer:
        yield f"Deployer: {deployer['kind']} {_name(deployer)}."


def _name(part: Json) -> str:
    return f"{printable(part['name'])}{'' if part['managed'] else ' (not managed by this collection)'}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _counted(names: Sequence[str], noun: str) -> str:
    if not names:
        return f"no {noun}s"
    return f"{_number(len(names), noun)}, {listed(names)}"
