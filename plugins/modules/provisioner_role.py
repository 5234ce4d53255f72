# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: provisioner_role
short_description: Creates the role through which the collection works in an account
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Ensures that an account has the provisioner, the role that the other modules and the playbooks assume in it, with
    exactly the permissions for its features. Run it once with credentials of an administrator, or with
    O(assume_role_arn) through a role that exists, such as C(OrganizationAccountAccessRole).
  - The provisioner has a permissions boundary of its own, with which it can change neither itself nor the boundaries.
    Every user and role that it creates must have the boundary O(work_boundary), which the module creates as well.
    Therefore, it cannot give itself more permissions through what it creates.
  - The module tags what it creates with C(app2container:managed-by) and the value C(fleetops.app2container). It never
    changes or removes anything without this tag, unless O(adopt=true).
  - The module reads the whole account.
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: full
options:
  state:
    description:
      - V(present) creates what does not exist, and corrects what differs.
      - V(absent) removes the role, its policies and both boundaries. If users or roles still have O(work_boundary), the
        module fails with a message that names them, and changes nothing.
    type: str
    choices: [present, absent]
    default: present
  adopt:
    description:
      - Whether to take over a role or policies of these names that this collection does not manage, such as policies
        that a stack of M(fleetops.app2container.provisioner_template) has created.
    type: bool
    default: false
  purge_policies:
    description: Whether to remove policies of others from the role. When V(false), findings tell of them.
    type: bool
    default: false
  purge_tags:
    description: Whether to remove tags that are not in O(tags), if O(tags) is specified.
    type: bool
    default: true
  fail_on:
    description: From which severity on findings make the module fail, before it changes anything.
    type: str
    choices: [error, warning, never]
    default: error
extends_documentation_fragment:
  - fleetops.app2container.provisioner
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.provisioner_template
  - module: fleetops.app2container.access
"""

EXAMPLES = r"""
- name: Create the provisioner in an account of the organization
  fleetops.app2container.provisioner_role:
    account_id: "123456789012"
    assume_role_arn: arn:aws:iam::123456789012:role/OrganizationAccountAccessRole
    trusted_principals: ["arn:aws:iam::111122223333:role/ControlNode"]
    external_id: example-estate
    features: [group, users, worker, removal, report, audit]

- name: Work through it
  fleetops.app2container.access:
    account_id: "123456789012"
    assume_role_arn: arn:aws:iam::123456789012:role/fleetops-app2container/App2ContainerProvisioner
    assume_role_external_id: example-estate
    policy:
      deploy_targets: [ecs]
      regions: [eu-west-1]
    group: {}
    worker:
      permissions_boundary: arn:aws:iam::123456789012:policy/App2ContainerBoundary

- name: Remove the access, through an administrator
  fleetops.app2container.access:
    account_id: "123456789012"
    assume_role_arn: arn:aws:iam::123456789012:role/OrganizationAccountAccessRole
    state: absent
    policy:
      deploy_targets: [ecs]
      regions: [eu-west-1]
    group: {}
    worker: {}

- name: Remove the provisioner
  fleetops.app2container.provisioner_role:
    account_id: "123456789012"
    assume_role_arn: arn:aws:iam::123456789012:role/OrganizationAccountAccessRole
    state: absent
"""

RETURN = r"""
account_id:
  description: The account.
  returned: success
  type: str
summary:
  description:
    - What was changed, or in check mode what would be changed, and how many findings there are, in lines for people to
      read.
  returned: success
  type: list
  elements: str
changes:
  description: The IAM calls that the module made, in order. In check mode, the calls that it would make.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: The type of change, such as V(create), V(update), V(attach) or V(delete).
      type: str
    api:
      description: The API action.
      type: str
      sample: iam:CreateRole
    type:
      description: The type of entity.
      type: str
    name:
      description: The name of the entity.
      type: str
    before:
      description: The attributes that the call changes. Null if the entity did not exist.
      type: dict
    after:
      description: The same attributes, after the call. Null if the entity is deleted.
      type: dict
provisioner:
  description: The provisioner as it is after the run. Null if it does not exist then.
  returned: success
  type: dict
  contains:
    name:
      description: The name of the role.
      type: str
    arn:
      description: The ARN of the role, for C(a2c_iam_assume_role_arn).
      type: str
      sample: arn:aws:iam::123456789012:role/fleetops-app2container/App2ContainerProvisioner
    trust_policy:
      description: The trust policy of the role.
      type: dict
    policies:
      description: The policies of the role, each with its name, ARN, document, and size in characters.
      type: list
      elements: dict
    boundary:
      description: The permissions boundary of the role, in the form of RV(provisioner.policies).
      type: dict
    work_boundary:
      description: The permissions boundary of everything that the role creates, in the same form.
      type: dict
findings:
  description: Findings about the provisioner, for example users that its boundary does not limit.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The stable identifier of the finding type.
      type: str
      sample: not-bounded
    severity:
      description: V(error), V(warning) or V(info).
      type: str
    where:
      description: The entity that the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    iam:GetAccountAuthorizationDetails: 1
applied:
  description: The changes that were made before another change failed, in the form of RV(changes).
  returned: when a change failed
  type: list
  elements: dict
failed_changes:
  description: The changes that failed, in the form of RV(changes), each with its C(error).
  returned: when a change failed
  type: list
  elements: dict
remaining:
  description: The changes that were not attempted. The next run makes them.
  returned: when a change failed
  type: list
  elements: dict
"""

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import FAIL_ON
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.options import PROVISIONER_SPEC
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.run import run_provisioner_role

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "adopt": {"type": "bool", "default": False},
    "purge_policies": {"type": "bool", "default": False},
    "purge_tags": {"type": "bool", "default": True},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "error"},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
    **PROVISIONER_SPEC,
}


def main(make: MakeModule = module_from) -> None:
    module = make(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True)
    run_provisioner_role(module)


if __name__ == "__main__":
    main()
