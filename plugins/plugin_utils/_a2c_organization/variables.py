# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the hosts. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible.template import trust_as_template

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.checks import check_arn

from .model import Account, Organization

__all__ = ["ROLE_OPTION", "Template", "check_template", "host_variables"]

ROLE_OPTION = "assume_role_arn"
FIXED: Mapping[str, str] = {
    "ansible_connection": trust_as_template("local"),
    "ansible_python_interpreter": trust_as_template("{{ ansible_playbook_python }}"),  # the Python that has boto3
}
# Names and tags are written by others: what could be a template is never marked as one.
HARMLESS = re.compile(r"[\w .,:;@/+=()&'-]*")
Template = Callable[[Mapping[str, Any]], str]


def _about(account: Account, organization: Organization) -> dict[str, Any]:
    """What AWS says of the account, as variables."""
    variables: dict[str, Any] = {
        "account_id": account.account_id,
        "account_name": account.name,
        "account_email": account.email,
        "account_state": account.state.value,
        "account_partition": account.partition,
        "account_is_management": account.is_management,
        "account_ou_id": account.unit_id,
        "account_ou_path": f"/{organization.path(account.unit_id)}",
    }
    return variables if account.tags is None else {**variables, "account_tags": dict(account.tags)}


def check_template(template: str | None) -> None:
    """Refuses a role that does not depend on the account.

    Raises:
        OptionError: the option is the ARN of one role, as it is for other inventory plugins of AWS.
    """
    if template and "account_id" not in template:
        raise OptionError(
            ROLE_OPTION,
            template,
            "would lead every host to the same account",
            'write the account as in "arn:aws:iam::{{ account_id }}:role/NAME"; the role that reads the organization'
            " is set with organization_role_arn",
        )


def host_variables(
    organization: Organization, accounts: Iterable[Account], caller_id: str, template: Template
) -> dict[str, dict[str, Any]]:
    """The variables of the host of each account, by the name of the host.

    Args:
        organization: the organization.
        accounts: the accounts that become hosts.
        caller_id: the account of the credentials. If it is the management account, no role leads there.
        template: the option ``assume_role_arn`` as a function of variables.

    Raises:
        OptionError: the option does not give the ARN of a role in an account.
    """
    hosts = {}
    for account in accounts:
        about = _about(account, organization)
        caller_is_there = account.is_management and account.account_id == caller_id
        role = "" if caller_is_there else _role_arn(account, about, template)
        values = {
            "a2c_iam_account_id": account.account_id,
            **({"a2c_iam_assume_role_arn": role} if role else {}),
            **about,
        }
        hosts[account.account_id] = {**FIXED, **{name: _plain(value) for name, value in values.items()}}
    return hosts


def _plain(value: Any) -> Any:
    """Marks texts that cannot be templates: Ansible shows all other texts from outside in a wrapping that says so."""
    if isinstance(value, Mapping):
        return {_plain(name): _plain(item) for name, item in value.items()}
    return trust_as_template(value) if isinstance(value, str) and HARMLESS.fullmatch(value) else value


def _role_arn(account: Account, about: Mapping[str, Any], template: Template) -> str:
    """The role for an account, or an empty text if the option is not set."""
    arn = template(about).strip()
    if not arn:
        return ""
    return check_arn(arn, ROLE_OPTION, kinds=("role",), partition=account.partition, account_id=account.account_id)
