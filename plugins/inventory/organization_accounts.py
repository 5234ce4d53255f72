# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The inventory plugin ``organization_accounts``."""

from __future__ import annotations

DOCUMENTATION = r"""
name: organization_accounts
version_added: 1.0.0
short_description: The accounts of an AWS Organization as hosts
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Each account of the organization that can be used is a host of the group C(a2c_accounts), in which the playbooks of
    this collection work. The name of the host is the account ID.
  - Each organizational unit is a group, which is called C(ou_) and the path of the unit, for example
    C(ou_Workloads_Production). It is a child of the group of the unit above, or of C(a2c_accounts). Characters that
    groups cannot have become underscores. If two units would have the same group, the ID of the unit is added.
  - The name of the file must end in C(aws_organization.yml) or C(aws_organization.yaml).
  - If the organization cannot be read, or if no account is left, the plugin fails. Ansible shows that as a warning, and
    goes on with an empty group C(a2c_accounts), in which the playbooks do nothing. Set
    C(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=true) so that a run ends with an error instead.
  - The credentials must be those of the management account, or of an account to which it has delegated reading the
    organization. They need C(organizations:ListAccounts), C(organizations:ListRoots),
    C(organizations:ListOrganizationalUnitsForParent) and C(organizations:ListAccountsForParent), and for tags
    C(organizations:ListTagsForResource).
options:
  plugin:
    description: The name of the plugin.
    type: str
    required: true
    choices: [fleetops.app2container.organization_accounts]
  assume_role_arn:
    description:
      - The role that playbooks assume in an account, as a template with the variables of the host, for example
        C(arn:aws:iam::{{ account_id }}:role/OrganizationAccountAccessRole). It becomes the variable
        C(a2c_iam_assume_role_arn) of each host.
      - The management account has no such role. If the credentials belong to it, its host does not get the variable. To
        set it nevertheless, use O(compose).
      - In other inventory plugins of AWS, an option of this name is the role that reads. Here, that is
        O(organization_role_arn).
    type: str
  organization_role_arn:
    description:
      - The ARN of a role to assume for reading the organization, for example in the management account.
      - Playbooks do not assume it.
    type: str
  states:
    description: The states of accounts that become hosts.
    type: list
    elements: str
    choices: [PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED]
    default: [ACTIVE]
  management_account:
    description: Whether the management account becomes a host.
    type: bool
    default: true
  accounts:
    description: Only these accounts become hosts, by ID. An ID that is not in the organization causes a warning.
    type: list
    elements: str
    default: []
  exclude_accounts:
    description: Accounts that do not become hosts, by ID. An ID that is not in the organization causes a warning.
    type: list
    elements: str
    default: []
  organizational_units:
    description:
      - Only accounts in these organizational units become hosts, also in units below them.
      - Each unit is named by its ID, or by its path from below the root, for example C(Workloads/Production). The root
        is C(/).
    type: list
    elements: str
    default: []
  exclude_organizational_units:
    description: Accounts in these organizational units, and in units below them, do not become hosts.
    type: list
    elements: str
    default: []
  tag_filters:
    description:
      - Only accounts with these tags become hosts. The value is a text, a list of texts of which the account must have
        one, or null if any value will do.
      - Tags cost a call for each account that the other filters leave.
    type: dict
    default: {}
  tags:
    description:
      - Whether the tags of the accounts are read. They become the variable C(account_tags).
      - Tags cost a call for each account. They are always read if O(tag_filters) is set.
    type: bool
    default: false
notes:
  - The hosts have the variables C(a2c_iam_account_id), C(a2c_iam_assume_role_arn) if O(assume_role_arn) is set,
    C(ansible_connection), C(ansible_python_interpreter), C(account_id), C(account_name), C(account_email),
    C(account_state), C(account_partition), C(account_is_management), C(account_ou_id), C(account_ou_path), and
    C(account_tags) if tags were read.
  - A cache contains what AWS has answered, among it names and e-mail addresses of accounts, but no credentials.
    Filters apply to what is cached, too. Each combination of account, profile and role has its own cache.
extends_documentation_fragment:
  - inventory_cache
  - constructed
  - amazon.aws.boto3
  - amazon.aws.common.plugins
  - amazon.aws.region.plugins
"""

EXAMPLES = r"""
# All active accounts, each with the role that AWS Organizations has created in it
plugin: fleetops.app2container.organization_accounts
assume_role_arn: "arn:aws:iam::{{ account_id }}:role/OrganizationAccountAccessRole"

---
# The accounts of one organizational unit but those of its sandbox, without the management account
plugin: fleetops.app2container.organization_accounts
assume_role_arn: "arn:{{ account_partition }}:iam::{{ account_id }}:role/a2c/Provisioner"
organization_role_arn: arn:aws:iam::111122223333:role/ReadOrganization
management_account: false
organizational_units:
  - Workloads
exclude_organizational_units:
  - Workloads/Sandbox

---
# Accounts by tag, in groups by the value of another tag, kept for an hour
plugin: fleetops.app2container.organization_accounts
assume_role_arn: "arn:aws:iam::{{ account_id }}:role/OrganizationAccountAccessRole"
tag_filters:
  app2container: "yes"
  environment: [test, production]
keyed_groups:
  - key: account_tags.wave | default('last')
    prefix: wave
compose:
  a2c_iam_policy_regions: "[account_tags.region | default('eu-central-1')]"
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/a2c_inventory
cache_timeout: 3600
"""

from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible_collections.amazon.aws.plugins.plugin_utils.inventory import AWSInventoryBase

from ansible_collections.fleetops.app2container.plugins.module_utils._aws import clients, errors
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError, OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import listed
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization import (
    answers,
    groups,
    options,
    reading,
    selection,
    variables,
)


class InventoryModule(AWSInventoryBase):
    """The accounts of an AWS Organization as hosts."""

    NAME = "fleetops.app2container.organization_accounts"
    INVENTORY_FILE_SUFFIXES = ("aws_organization.yml", "aws_organization.yaml")

    class TemplatedOptions(AWSInventoryBase.TemplatedOptions):
        """The options that may be templates. The role is a template of each host, and is filled later."""

        TEMPLATABLE_OPTIONS = (
            *(set(AWSInventoryBase.TemplatedOptions.TEMPLATABLE_OPTIONS) - {variables.ROLE_OPTION}),
            "organization_role_arn",
            *options.FILTERS,
        )

        def get(self, *names: Any) -> Any:
            """The value of an option, without the argument of the templar that Ansible calls deprecated."""
            value = self.original_options.get(*names)
            return self.templar.template(value) if value and names[0] in self.TEMPLATABLE_OPTIONS else value

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:  # noqa: FBT001, FBT002
        """Adds the hosts.

        Raises:
            AnsibleParserError: an option is wrong, or the organization cannot be read.
        """
        # Without this group, the playbooks would work in the account of the credentials when the plugin has failed.
        inventory.add_group(groups.ACCOUNTS)
        try:
            super().parse(inventory, loader, path)
            self._populate(path, cache=cache)
        except App2ContainerError as error:
            raise AnsibleParserError(str(error)) from None  # Ansible would show the message again

    def _read_config_data(self, path: str) -> Any:
        config = super()._read_config_data(path)
        aliases = (name for row in self.option_definitions.values() for name in row.get("aliases") or ())
        options.check_names(config, {*self.option_definitions, *aliases})
        return config

    def _set_frozen_credentials(self) -> None:
        """Finds out whose credentials these are, which playbooks use as well, and assumes the role that reads."""
        with errors.translated("find out which account the credentials belong to"):
            self._caller = Identity.of(self.client("sts").get_caller_identity()["Arn"])
        if role := self.get_option("organization_role_arn"):
            self._frozen_credentials = clients.assumed(self.client("sts"), role)[1]

    def client(self, service: str, **settings: Any) -> Any:
        """A client with the retries and the errors of the collection."""
        with clients.connecting(service, self.get_option("endpoint_url"), None):
            return clients.prepared(
                super().client(service, config=clients.client_config(paced=True), **settings), service
            )

    def fail_aws(self, message: str, exception: Exception | None = None) -> None:
        """Raises errors of connecting, which get their messages in ``client``."""
        if exception is not None:
            raise exception
        super().fail_aws(message)

    def get_cache_key(self, path: str) -> str:
        """The key of the cache: no two organizations share one."""
        return f"{super().get_cache_key(path)}_{answers.cache_key(self._caller.account_id, self.get_option)}"

    def _populate(self, path: str, *, cache: bool) -> None:
        variables.check_template(self.get_option(variables.ROLE_OPTION))
        filters = options.filters_of(self.get_option)
        found, cached = self.get_cached_result(path, cache)
        known = answers.Answers.from_cache(cached) if found else None
        known, chosen = self._select(filters, known)
        self.update_cached_result(path, cache, known.to_cache())
        for item in chosen.left_out:
            self.display.v(f"No host for account {item}")
        if chosen.unknown:
            self.display.warning(f"Accounts that are not in the organization: {listed(chosen.unknown)}.")
        organization = known.organization()
        hosts = variables.host_variables(organization, chosen.accounts, self._caller.account_id, self._role)
        try:
            self._add(groups.unit_groups(organization, self._sanitize_group_name), hosts)
        except Exception:
            for name in filter(self.inventory.get_host, hosts):  # a run must not work in a part of the accounts
                self.inventory.remove_host(self.inventory.get_host(name))
            raise

    def _select(
        self, filters: selection.Filters, known: answers.Answers | None
    ) -> tuple[answers.Answers, selection.Selection]:
        """What AWS or the cache says of the organization, and which accounts become hosts."""
        client = self.client("organizations") if known is None else None
        known = known or reading.read_organization(client)
        chosen = selection.select(known.organization(), filters)
        if not answers.reads_tags(self.get_option):
            return known, chosen
        if client is not None:
            known = known.with_tags(reading.read_tags(client, [account.account_id for account in chosen.accounts]))
        return known, selection.select_by_tags(known.organization(), chosen, filters.tags)

    def _role(self, about: Mapping[str, Any]) -> str:
        """The role of a host with these variables by the option."""
        template = self.get_option(variables.ROLE_OPTION) or ""
        self.templar.available_variables = about
        try:
            return str(self.templar.template(template))
        except AnsibleError as error:
            hint = f"use the variables {', '.join(about)}"
            raise OptionError(variables.ROLE_OPTION, str(template), f"cannot be filled ({error})", hint) from error

    def _add(self, units: groups.UnitGroups, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        """Adds the groups of the units that have hosts, and the hosts."""
        if units.ambiguous:
            self.display.warning(
                f"The groups of {listed(units.ambiguous)} would have the same names, so they carry the ID of the unit."
            )
        for child, parent in units.pairs({str(about["account_ou_id"]) for about in hosts.values()}):
            self.inventory.add_group(child)
            self.inventory.add_child(parent, child)
        strict = self.get_option("strict")
        constructed = {name: self.get_option(name) for name in ("compose", "groups", "keyed_groups")}
        for name, about in hosts.items():
            self.inventory.add_host(name, group=groups.ACCOUNTS)
            if unit := units.names.get(str(about["account_ou_id"])):
                self.inventory.add_child(unit, name)
            for variable, value in about.items():
                self.inventory.set_variable(name, variable, value)
            self._set_composite_vars(constructed["compose"], about, name, strict=strict)
            self._add_host_to_composed_groups(constructed["groups"], about, name, strict=strict)
            self._add_host_to_keyed_groups(constructed["keyed_groups"], about, name, strict=strict)
