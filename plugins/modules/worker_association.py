# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: worker_association
short_description: Associates the instance profile of App2Container workers with EC2 instances, or disassociates it
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Associates the instance profile that M(fleetops.app2container.access) creates for worker machines with existing EC2
    instances, so that they need no access keys.
  - Specify the instances with O(instance_ids), or let the module find them by O(instance_tags). The module reads the
    instances in a few calls, plans all changes, and only then makes them in parallel. Check mode stops after the plan
    and returns the same values, except that the IDs of new associations are null.
  - A new instance profile becomes visible to EC2 seconds to minutes after IAM has created it. The module retries for up
    to one minute, and then fails with a message that explains this. In this case, run the task again later.
  - EC2 can replace the instance profile of a running instance. If the instance is stopped, the module disassociates the
    old instance profile first.
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
      - V(present) associates the instance profile with the instances.
      - V(absent) disassociates the instance profile from the instances that have it. The module does not change an
        instance with another instance profile, and returns the finding C(other-profile).
    type: str
    choices: [present, absent]
    default: present
  instance_profile_name:
    description:
      - The name of the instance profile. With O(state=present), it must exist and contain a role, in check mode as
        well.
    type: str
    default: App2ContainerWorker
  instance_ids:
    description:
      - The IDs of the instances. If an instance does not exist, or is terminating or terminated, the module fails and
        changes nothing.
    type: list
    elements: str
  instance_tags:
    description:
      - The tags of the instances. An instance must have all of them, with exactly these values. The characters C(*) and
        C(?) are not wildcards.
      - The module ignores instances that are terminating or terminated.
      - The module does not fail if it finds no instances, because a fleet can be empty. It returns the finding
        C(no-instances) and a warning.
    type: dict
  replace:
    description:
      - Whether to replace another instance profile that an instance already has.
      - When V(false), the module fails with a message that lists all instances with another instance profile, and
        changes nothing.
      - If an instance profile of the same name was deleted and created again, the module always replaces the old one,
        because the instance cannot use it.
    type: bool
    default: false
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
"""

EXAMPLES = r"""
- name: Associate the instance profile of workers with two instances
  fleetops.app2container.worker_association:
    instance_ids:
      - i-0123456789abcdef0
      - i-0fedcba9876543210
    region: eu-central-1

- name: Associate it with all workers of a fleet, and replace other instance profiles
  fleetops.app2container.worker_association:
    account_id: "123456789012"
    instance_tags:
      app2container: worker
      stage: production
    replace: true

- name: Disassociate it
  fleetops.app2container.worker_association:
    state: absent
    instance_tags:
      app2container: worker
"""

RETURN = r"""
summary:
  description:
    - What was changed, or in check mode what would be changed, what was left unchanged and why, and how many findings
      there are, in lines for people to read.
  returned: success
  type: list
  elements: str
changes:
  description: The EC2 calls that the module made, in order. In check mode, the calls that it would make.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: The type of change - V(associate), V(replace) or V(disassociate).
      type: str
    api:
      description: The API action, which is also the permission that it needs.
      type: str
      sample: ec2:AssociateIamInstanceProfile
    type:
      description: The type of entity, which is V(instance).
      type: str
    name:
      description: The ID of the instance.
      type: str
    before:
      description:
        - The instance profile before the change, with its C(instance_profile_arn) and C(instance_profile_id), or null.
      type: dict
    after:
      description: The instance profile after the change, or null.
      type: dict
instances:
  description: All specified instances as they are after the run.
  returned: success
  type: list
  elements: dict
  contains:
    instance_id:
      description: The ID of the instance.
      type: str
    association_id:
      description: The ID of the association. Null if there is none, and in check mode if the association is new.
      type: str
      sample: iip-assoc-0123456789abcdef0
    instance_profile_arn:
      description: The ARN of the instance profile, or null.
      type: str
    state:
      description: The state of the association, such as V(associating) or V(associated), or null.
      type: str
replaced:
  description: The instances whose instance profile was replaced.
  returned: success
  type: list
  elements: dict
  contains:
    instance_id:
      description: The ID of the instance.
      type: str
    instance_profile_arn:
      description: The ARN of the previous instance profile.
      type: str
findings:
  description: Findings about the instances, for example instances that were not changed.
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
      description: The instance or option that the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    ec2:DescribeInstances: 1
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

from ansible_collections.fleetops.app2container.plugins.module_utils._association.run import run_worker_association
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from

INSTANCES = ["instance_ids", "instance_tags"]
ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "instance_profile_name": {"type": "str", "default": "App2ContainerWorker"},
    "instance_ids": {"type": "list", "elements": "str"},
    "instance_tags": {"type": "dict"},
    "replace": {"type": "bool", "default": False},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
}


def main(make: MakeModule = module_from) -> None:
    module = make(
        AnsibleAWSModule,
        ARGUMENT_SPEC,
        required_one_of=[INSTANCES],
        mutually_exclusive=[INSTANCES],
        supports_check_mode=True,
    )
    run_worker_association(module)


if __name__ == "__main__":
    main()
