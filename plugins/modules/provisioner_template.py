# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: provisioner_template
short_description: Writes the provisioner as an AWS CloudFormation template
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Writes a template with everything that M(fleetops.app2container.provisioner_role) creates in an account. The
    template is the same for all accounts. It needs the capability C(CAPABILITY_NAMED_IAM).
  - With O(stack_set), the template is for one stack in the management account, or in the account of the delegated
    administrator for CloudFormation. It contains a stack set with service-managed permissions, which creates the
    provisioner in the accounts of organizational units, and in accounts that join them later.
  - The module needs no credentials, and makes no call.
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: full
options:
  partition:
    description: The partition of O(trusted_principals) that are account IDs, and of RV(role_arn).
    type: str
    choices: [aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f]
    default: aws
  stack_set:
    description: The stack set. When omitted, the template is for a stack in one account.
    type: dict
    suboptions:
      organizational_units:
        description: IDs of organizational units, or of the root. Accounts in the units below them belong to them, too.
        type: list
        elements: str
        required: true
      region:
        description:
          - The Region in which the stacks of the accounts lie. IAM is global, so it is exactly one.
        type: str
        required: true
      name:
        description: The name of the stack set.
        type: str
        default: App2ContainerProvisioner
      call_as:
        description: V(SELF) in the management account, V(DELEGATED_ADMIN) in the account of a delegated administrator.
        type: str
        choices: [SELF, DELEGATED_ADMIN]
        default: SELF
      management_account:
        description:
          - Whether the stack also creates the provisioner in its own account, because a stack set never reaches the
            management account. By default, it does with V(SELF) as O(stack_set.call_as).
        type: bool
      exclude_accounts:
        description: IDs of accounts that get no stack.
        type: list
        elements: str
        default: []
      max_concurrent_percentage:
        description: In how many percent of the accounts stacks are created, updated or deleted at the same time.
        type: int
        default: 25
      failure_tolerance_percentage:
        description: In how many percent of the accounts this may fail before AWS stops it.
        type: int
        default: 10
extends_documentation_fragment:
  - fleetops.app2container.provisioner
  - fleetops.app2container.attributes
seealso:
  - module: fleetops.app2container.provisioner_role
  - module: amazon.aws.cloudformation
"""

EXAMPLES = r"""
- name: Write a template for all accounts of an organization
  fleetops.app2container.provisioner_template:
    trusted_principals: ["arn:aws:iam::111122223333:role/ControlNode"]
    external_id: example-estate
    features: [group, users, worker, removal, report, audit]
    stack_set:
      organizational_units: [r-ab12]
      region: eu-west-1
  register: built

- name: Save the template
  ansible.builtin.copy:
    content: "{{ built.text }}"
    dest: /tmp/provisioners.template.json
    mode: "0644"
"""

RETURN = r"""
summary:
  description: What the template is for, and its size, in lines for people to read.
  returned: success
  type: list
  elements: str
template:
  description: The template.
  returned: success
  type: dict
text:
  description: The template as JSON. The same options always give the same text.
  returned: success
  type: str
size:
  description: The size of RV(text) in bytes. CloudFormation accepts at most 51,200 in a template that is sent to it.
  returned: success
  type: int
account_template:
  description: The template for one account. Without O(stack_set), this is RV(template).
  returned: success
  type: dict
role_arn:
  description: The ARN of the provisioner, with C(*) in place of the account.
  returned: success
  type: str
  sample: arn:aws:iam::*:role/fleetops-app2container/App2ContainerProvisioner
findings:
  description: Findings about the template.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The stable identifier of the finding type.
      type: str
    severity:
      description: V(error), V(warning) or V(info).
      type: str
    where:
      description: What the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.offline import (
    run_provisioner_template,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.options import PROVISIONER_SPEC
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.stack_set import STACK_SET_SPEC

ARGUMENT_SPEC = {
    "partition": {"type": "str", "choices": list(PARTITIONS), "default": "aws"},
    "stack_set": {"type": "dict", "options": STACK_SET_SPEC},
    **PROVISIONER_SPEC,
}


def main() -> None:
    run_provisioner_template(module_from(AnsibleModule, ARGUMENT_SPEC, supports_check_mode=True))


if __name__ == "__main__":
    main()
