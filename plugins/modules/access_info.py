# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access_info
short_description: Reports what the collection manages in an AWS account, and what is left over
version_added: 0.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Reads one AWS account, and reports the components that M(fleetops.app2container.access) manages there as that module
    returns them. It never changes anything.
  - Each option names what the account should contain. What this collection manages and no option names is left over,
    for example a policy of an earlier name or a user that was removed from the list. RV(findings) name it.
  - If you omit a component, the module looks for it under its default name. If there is none, it uses the first one
    that this collection manages under O(path). If you omit O(users), they are all users that this collection manages.
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: full
options:
  path:
    description:
      - The IAM path of what this collection manages. It must begin and end with a slash.
    type: str
    default: /app2container/
  discovery:
    description:
      - V(account) reads the whole account with C(iam:GetAccountAuthorizationDetails), in one call for each thousand
        entities. Requires the permission for this action.
      - V(targeted) reads only what the options name, and nothing for a component that you omit. The module then does
        not look for what is left over. Without any component, it only determines the account.
    type: str
    choices: [account, targeted]
    default: account
  policy:
    description:
      - The general managed policy.
    type: dict
    suboptions:
      name:
        description: The name of the policy.
        type: str
        default: App2ContainerGeneral
  group:
    description:
      - The group of general users.
    type: dict
    suboptions:
      name:
        description: The name of the group.
        type: str
        default: App2ContainerUsers
  users:
    description:
      - The general users by name, or in the form that M(fleetops.app2container.access) takes.
    type: list
    elements: raw
  general_role:
    description:
      - The role for people without IAM users.
    type: dict
    suboptions:
      name:
        description: The name of the role.
        type: str
        default: App2ContainerGeneralRole
  worker:
    description:
      - The role and the instance profile of worker machines.
    type: dict
    suboptions:
      role_name:
        description: The name of the role.
        type: str
        default: App2ContainerWorker
      instance_profile_name:
        description: The name of the instance profile.
        type: str
        default: App2ContainerWorker
  deployer:
    description:
      - The administrator that runs the commands with C(--deploy).
    type: dict
    suboptions:
      name:
        description: The name of the user or role.
        type: str
        default: App2ContainerDeployer
      kind:
        description: Whether the deployer is a user or a role.
        type: str
        choices: [user, role]
        default: user
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
"""

EXAMPLES = r"""
- name: Read what the collection manages in the account
  fleetops.app2container.access_info:
  register: found

- name: Show it
  ansible.builtin.debug:
    msg: "{{ found.summary }}"

- name: Find users that are not on the list any more
  fleetops.app2container.access_info:
    users: [ada, grace]

- name: Find out which account the credentials belong to
  fleetops.app2container.access_info:
    discovery: targeted
"""

RETURN = r"""
account_id:
  description: The ID of the account.
  returned: success
  type: str
  sample: "123456789012"
access:
  description:
    - The components that exist, in the form that M(fleetops.app2container.access) returns. Components that do not
      exist are null or empty.
  returned: success
  type: dict
  contains:
    account_id:
      description: The ID of the account.
      type: str
    partition:
      description: The partition of the account.
      type: str
    catalogue:
      description:
        - The catalogue of this collection - its C(version), the dates of the C(editions) of the guide, and the date of
          the C(service_data).
      type: dict
    policies:
      description:
        - The policies that contain the general policy, each with its C(name), C(arn), C(document) and C(size), whether
          this collection manages it (C(managed)), the version of the catalogue that made it (C(catalogue)), null if
          none is recorded, and when what it grants ends (C(valid_until)), null if it does not.
      type: list
      elements: dict
    group:
      description: The group with its C(name), C(arn), C(members), C(attached_policies) and C(managed).
      type: dict
    users:
      description: The users, each with its C(name), C(arn) and C(managed).
      type: list
      elements: dict
    general_role:
      description:
        - The general role with its C(name), C(arn), C(assume_role_policy_document), C(attached_policies) and
          C(managed).
      type: dict
    worker:
      description:
        - The C(role) and the C(instance_profile) of worker machines, each with its C(name), C(arn) and C(managed).
      type: dict
    deployer:
      description: The deployer with its C(kind), C(name), C(arn) and C(managed).
      type: dict
findings:
  description:
    - What is left over - what this collection manages and no option names. With O(discovery=targeted), one finding says
      that the module did not look for it.
    - Policies that somebody has edited since this collection wrote them, and policies that an older catalogue made.
    - Roles that trust what will not fit for long, or more than it seems.
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
      description: The entity that the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
summary:
  description: What the account contains and what is left over, in lines for people to read.
  returned: success
  type: list
  elements: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    iam:GetAccountAuthorizationDetails: 1
"""

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ansible_collections.fleetops.app2container.plugins.module_utils._account.info import run_access_info
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from

ARGUMENT_SPEC = {
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "path": {"type": "str", "default": "/app2container/"},
    "discovery": {"type": "str", "choices": ["account", "targeted"], "default": "account"},
    "policy": {"type": "dict", "options": {"name": {"type": "str", "default": "App2ContainerGeneral"}}},
    "group": {"type": "dict", "options": {"name": {"type": "str", "default": "App2ContainerUsers"}}},
    "users": {"type": "list", "elements": "raw"},
    "general_role": {"type": "dict", "options": {"name": {"type": "str", "default": "App2ContainerGeneralRole"}}},
    "worker": {
        "type": "dict",
        "options": {
            "role_name": {"type": "str", "default": "App2ContainerWorker"},
            "instance_profile_name": {"type": "str", "default": "App2ContainerWorker"},
        },
    },
    "deployer": {
        "type": "dict",
        "options": {
            "name": {"type": "str", "default": "App2ContainerDeployer"},
            "kind": {"type": "str", "choices": ["user", "role"], "default": "user"},
        },
    },
}


def main() -> None:
    run_access_info(module_from(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True))


if __name__ == "__main__":
    main()
