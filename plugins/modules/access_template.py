# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access_template
short_description: Writes the IAM access that AWS App2Container needs as CloudFormation or Terraform
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Returns a template of AWS CloudFormation, or a configuration of Terraform in JSON, that gives one account the access
    that M(fleetops.app2container.access) gives with the same options. It is for people who apply IAM with those tools.
  - The module only computes. It needs no credentials, no network and no AWS SDK, and it changes nothing.
  - A template never contains access keys, since they would be readable in the state of Terraform, or in the outputs of
    a stack. M(fleetops.app2container.access_keys) makes them.
  - A template only adds. It does not remove what the options do not name, nor what others have added.
options:
  format:
    description:
      - V(cloudformation) makes a template whose resources are retained when they leave the stack, and that existing
        entities can be imported into. The stack needs the capability C(CAPABILITY_NAMED_IAM).
      - V(terraform) makes a configuration for Terraform 1.5 or newer, or OpenTofu, with the AWS provider 5 or newer. It
        uses only resources that do not take over what others have added, such as C(aws_iam_user_group_membership). It
        has no configuration of the provider, and plans nothing in another account.
    type: str
    choices: [cloudformation, terraform]
    required: true
  account_id:
    description: The ID of the account that the template is for, 12 digits. Each account needs its own template.
    type: str
    required: true
  partition:
    description: The partition of the account.
    type: str
    choices: [aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f]
    default: aws
  existing:
    description:
      - What exists in the account already, as M(fleetops.app2container.access) and
        M(fleetops.app2container.access_info) return it in C(access). For V(terraform), the configuration gets import
        blocks. For V(cloudformation), RV(imports) and RV(import_template) import it into a stack.
      - A user in O(users) that this collection does not manage only becomes a member of the group.
      - What exists keeps its path if IAM cannot change it.
      - When omitted, the template creates everything.
    type: dict
  adopt:
    description:
      - Whether to import an existing policy, group, role, instance profile or deployer that this collection does not
        manage, according to O(existing). When V(false), the module fails if there is one.
    type: bool
    default: false
  path:
    description: The IAM path of everything in the template. It must begin and end with a slash.
    type: str
    default: /app2container/
  tags:
    description: Tags for everything in the template, in addition to the tags of this collection.
    type: dict
extends_documentation_fragment:
  - fleetops.app2container.findings
  - fleetops.app2container.policy.access
  - fleetops.app2container.parts
  - fleetops.app2container.parts.users
  - fleetops.app2container.role_parts
  - fleetops.app2container.attributes
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
    details:
      - The module never changes anything.
  idempotent:
    support: full
notes:
  - If O(policy.regions) is not specified, the module uses the environment variables E(AWS_REGION) and
    E(AWS_DEFAULT_REGION), in this order.
  - The same options always give the same text. The order of entries in lists does not matter.
  - CloudFormation cannot set tags of managed policies and instance profiles. RV(missing_tags) has them.
seealso:
  - module: fleetops.app2container.access
  - module: fleetops.app2container.access_info
  - module: fleetops.app2container.policy_document
"""

EXAMPLES = r"""
- name: Make a CloudFormation template for a team that deploys to ECS
  fleetops.app2container.access_template:
    format: cloudformation
    account_id: "123456789012"
    policy:
      deploy_targets: [ecs]
      regions: [eu-west-1]
    group: {}
    users:
      - name: ada
    worker: {}
  register: built

- name: Write the template to a file
  ansible.builtin.copy:
    content: "{{ built.text }}"
    dest: /tmp/app2container.template.json
    mode: "0644"

- name: Read what the account contains
  fleetops.app2container.access_info:
    account_id: "123456789012"
  register: found

- name: Make a Terraform configuration that takes over what exists
  fleetops.app2container.access_template:
    format: terraform
    account_id: "123456789012"
    existing: "{{ found.access }}"
    policy:
      deploy_targets: [ecs]
      regions: [eu-west-1]
    group: {}
    users:
      - name: ada
    worker: {}
  register: configuration

- name: Write the configuration to a file
  ansible.builtin.copy:
    content: "{{ configuration.text }}"
    dest: /tmp/app2container.tf.json
    mode: "0644"
"""

RETURN = r"""
summary:
  description: What the template contains, and how many findings there are, in lines for people to read.
  returned: success
  type: list
  elements: str
template:
  description: The template.
  returned: success
  type: dict
text:
  description:
    - The template as JSON, to be written to a file. It is indented, unless a CloudFormation template would be too long
      for a call of CloudFormation because of that.
  returned: success
  type: str
size:
  description: The number of bytes of RV(text).
  returned: success
  type: int
  sample: 18412
imports:
  description:
    - What exists according to O(existing). For V(terraform), the import blocks, which are also part of RV(template).
      For V(cloudformation), the resources as the option C(--resources-to-import) of the AWS CLI takes them.
  returned: success
  type: list
  elements: dict
  sample:
    - ResourceType: AWS::IAM::User
      LogicalResourceId: Userada
      ResourceIdentifier:
        UserName: ada
import_template:
  description:
    - The CloudFormation template to import RV(imports) with. It contains nothing else, since an import cannot create
      anything. An update of the stack with RV(template) does the rest. Null if there is nothing to import, and for
      V(terraform).
  returned: success
  type: dict
missing_tags:
  description:
    - The tags that CloudFormation cannot set, each with the C(type), C(name) and C(arn) of the entity. Empty for
      V(terraform).
  returned: success
  type: list
  elements: dict
  sample:
    - type: instance_profile
      name: App2ContainerWorker
      arn: arn:aws:iam::123456789012:instance-profile/app2container/App2ContainerWorker
      tags:
        app2container:managed-by: fleetops.app2container
access:
  description:
    - What the account contains after the template was applied to an empty account, in the form that
      M(fleetops.app2container.access) returns.
  returned: success
  type: dict
findings:
  description: Findings about the options, the policy and the template.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The stable identifier of the finding type.
      type: str
      sample: tags-not-in-template
    severity:
      description: V(error), V(warning) or V(info).
      type: str
    where:
      description: The statement, option or entity that the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.fleetops.app2container.plugins.module_utils._account.argument_spec import parts_spec
from ansible_collections.fleetops.app2container.plugins.module_utils._export.run import FORMATS, run_access_template
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import FAIL_ON
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS

PARTS = parts_spec()
ARGUMENT_SPEC = {
    "format": {"type": "str", "choices": list(FORMATS), "required": True},
    "account_id": {"type": "str", "required": True},
    "partition": {"type": "str", "choices": list(PARTITIONS), "default": "aws"},
    "existing": {"type": "dict"},
    "adopt": {"type": "bool", "default": False},
    "path": {"type": "str", "default": "/app2container/"},
    "tags": {"type": "dict"},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "error"},
    **PARTS,
}


def main() -> None:
    run_access_template(
        module_from(AnsibleModule, ARGUMENT_SPEC, required_one_of=[list(PARTS)], supports_check_mode=True)
    )


if __name__ == "__main__":
    main()
