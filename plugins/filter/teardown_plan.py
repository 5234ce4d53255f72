# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``teardown_plan``: the accounts whose removal is confirmed, and those that are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import listed

DOCUMENTATION = r"""
name: teardown_plan
version_added: 1.0.0
short_description: Says which accounts a confirmation names
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The playbook C(fleetops.app2container.teardown) removes the access only in accounts that C(a2c_iam_confirm_teardown)
    names. This filter compares the accounts of the hosts with the confirmation.
positional: _input
options:
  _input:
    description:
      - By the name of each host, a dictionary with the ID of its account (C(account)), and the value of
        C(a2c_iam_confirm_teardown) for this host (C(confirmed)).
      - The confirmation is an account ID, a list of account IDs, account IDs with commas between them, or the path of a
        file with an account ID on each line. In a file, empty lines and lines that begin with C(#) do not count.
    type: dict
    required: true
  variable:
    description: The name of the variable with the confirmation, for messages.
    type: str
    default: a2c_iam_confirm_teardown
  what:
    description: What would be removed, for messages.
    type: str
    default: the access
"""

EXAMPLES = r"""
- name: Show the accounts that remain
  ansible.builtin.debug:
    msg: "{{ hosts | fleetops.app2container.teardown_plan }}"
  vars:
    hosts:
      production: {account: "111111111111", confirmed: "222222222222,333333333333"}
      staging: {account: "222222222222", confirmed: "222222222222,333333333333"}
"""

RETURN = r"""
_value:
  description:
    - The hosts whose accounts are not confirmed (C(left)), lines for people about them and about account IDs that no
      host leads to (C(lines)), and the message if nothing can be removed at all (C(refused)), otherwise an empty
      string.
  type: dict
"""

VARIABLE = "a2c_iam_confirm_teardown"
ACCOUNT_ID = re.compile(r"[0-9]{12}", re.ASCII)
HINT = "name account IDs of 12 digits, or a file with one on each line"


def _items(value: Any, variable: str) -> list[Any]:
    """The entries of a confirmation, which are not checked yet."""
    if value is None or value == "":
        return []
    if isinstance(value, (list, tuple, int)):
        return [value] if isinstance(value, int) else list(value)
    text = str(value).strip()
    if re.fullmatch(r"[\s0-9,]*", text, re.ASCII):
        return [item for item in re.split(r"[\s,]+", text) if item]
    try:
        lines = Path(text).expanduser().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        problem = "is neither account IDs nor a file that can be read"
        raise OptionError(variable, value, problem, HINT) from error
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def confirmed_accounts(value: Any, variable: str = VARIABLE) -> tuple[str, ...]:
    """The account IDs that a confirmation names.

    Args:
        value: an ID, a list of IDs, IDs with commas between them, or the path of a file with one ID on each line.
        variable: the name of the variable that has it.

    Raises:
        OptionError: something in it is not an account ID.
    """
    accounts = []
    for item in _items(value, variable):
        if isinstance(item, bool) or not ACCOUNT_ID.fullmatch(str(item).strip()):
            raise OptionError(variable, item, "is not an account ID", HINT)
        accounts.append(str(item).strip())
    return tuple(dict.fromkeys(accounts))


def _refused(reason: str) -> dict[str, Any]:
    return {"refused": f"Nothing has been removed. {reason}", "left": [], "lines": []}


def _told(hosts: Iterable[str], accounts: Mapping[str, str]) -> str:
    return listed([f"{host} ({accounts[host]})" for host in hosts])


def teardown_plan(
    hosts: Mapping[str, Mapping[str, Any]], variable: str = VARIABLE, what: str = "the access"
) -> dict[str, Any]:
    """What becomes of the accounts of hosts.

    Args:
        hosts: the account and the confirmation of each host, by the name of the host.
        variable: the name of the variable with the confirmation.
        what: what would be removed.

    Returns:
        ``refused``, the message if nothing is removed at all; ``left``, the hosts whose accounts are not confirmed;
        and ``lines`` about these and about what is confirmed for no host.
    """
    accounts = {host: str(item["account"]) for host, item in hosts.items()}
    try:
        confirmed = {host: confirmed_accounts(item["confirmed"], variable) for host, item in hosts.items()}
    except OptionError as error:
        return _refused(str(error))
    left = [host for host in hosts if accounts[host] not in confirmed[host]]
    named = dict.fromkeys(account for items in confirmed.values() for account in items)
    if len(left) == len(hosts):
        problem = f"It names only other accounts: {listed(list(named))}." if named else ""
        reason = f"To remove {what}, set {variable} to the IDs of the accounts: {_told(left, accounts)}."
        return _refused(f"{reason} {problem}".rstrip())
    lines = [f"Left unchanged, since {variable} does not name the account: {_told(left, accounts)}."] if left else []
    unused = [account for account in named if account not in accounts.values()]
    if unused:
        lines.append(f"Named by {variable}, but the account of no host: {listed(unused)}.")
    return {"refused": "", "left": left, "lines": lines}


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., dict[str, Any]]]:
        """The filters of this file by name."""
        return {"teardown_plan": teardown_plan}
