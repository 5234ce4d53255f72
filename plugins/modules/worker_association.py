# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: worker_association
short_description: Gives EC2 instances the instance profile of App2Container workers, or takes it away
version_added: 0.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Associates the instance profile that M(fleetops.app2container.access) makes for worker machines with EC2 instances
    that exist already, so that they need no access keys.
  - The instances are given by O(instance_ids) or found by O(instance_tags). They are read in a few calls, all changes
    are planned, and only then made, side by side. Check mode stops after the plan and returns the same values; the ids
    of new associations are null then.
  - EC2 learns of a new instance profile some seconds to minutes after IAM has made it. The module tries again for up to
    a minute, and then fails with a message that says so; run again later.
  - EC2 replaces the profile of an instance that runs. From one that is stopped it is first taken away.
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
      - V(present) makes the instances have the instance profile.
      - V(absent) takes it from those that have it. An instance with another profile is left alone, which the finding
        C(other-profile) says.
    type: str
    choices: [present, absent]
    default: present
  instance_profile_name:
    description:
      - The name of the instance profile. With O(state=present) it must exist and hold a role, in check mode too.
    type: str
    default: App2ContainerWorker
  instance_ids:
    description:
      - The ids of the instances. An instance that does not exist, is shutting down or is terminated is an error, and
        nothing is changed.
    type: list
    elements: str
  instance_tags:
    description:
      - Tags that the instances have, all of them, with exactly these values. C(*) and C(?) stand for themselves.
      - Instances that are shutting down or terminated are not found.
      - That no instance is found is no error, since a fleet may be empty. The finding C(no-instances) and a warning say
        so.
    type: dict
  replace:
    description:
      - Whether an instance profile that an instance has already is replaced by this one.
      - When V(false), instances with another profile are an error that names all of them, and nothing is changed.
      - An earlier profile of the same name, which was deleted and made anew since, is replaced in any case, as the
        instance cannot use it.
    type: bool
    default: false
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
- name: Give two machines the access of workers
  fleetops.app2container.worker_association:
    instance_ids:
      - i-0123456789abcdef0
      - i-0fedcba9876543210
    region: eu-central-1

- name: Give it to all workers of a fleet, whatever profile they have
  fleetops.app2container.worker_association:
    account_id: "123456789012"
    instance_tags:
      app2container: worker
      stage: production
    replace: true

- name: Take it away
  fleetops.app2container.worker_association:
    state: absent
    instance_tags:
      app2container: worker
"""

RETURN = r"""
changes:
  description: Every EC2 call that was made (in check mode, would be made), in order.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: The kind of change - V(associate), V(replace) or V(disassociate).
      type: str
    api:
      description: The action of EC2's API, which is also the permission that it needs.
      type: str
      sample: ec2:AssociateIamInstanceProfile
    type:
      description: The kind of entity, which is V(instance).
      type: str
    name:
      description: The id of the instance.
      type: str
    before:
      description: The instance profile that it had, by C(instance_profile_arn) and C(instance_profile_id), or null.
      type: dict
    after:
      description: The instance profile that it has then, or null.
      type: dict
instances:
  description: All instances that are meant, as they are after the run.
  returned: success
  type: list
  elements: dict
  contains:
    instance_id:
      description: The id of the instance.
      type: str
    association_id:
      description: The id of its association; null where it has none, and in check mode where it would be new.
      type: str
      sample: iip-assoc-0123456789abcdef0
    instance_profile_arn:
      description: The ARN of its instance profile, or null.
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
      description: The id of the instance.
      type: str
    instance_profile_arn:
      description: The ARN of the instance profile that it had before.
      type: str
findings:
  description: What is worth knowing - instances that were left alone, or that no instance was found.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: A stable name of the kind of finding.
      type: str
    severity:
      description: V(error), V(warning) or V(info).
      type: str
    where:
      description: The instance or option that is meant.
      type: str
    message:
      description: What was found, and what to do.
      type: str
api_calls:
  description: How often each action of the AWS API was called.
  returned: always
  type: dict
  sample:
    ec2:DescribeInstances: 1
applied:
  description: The changes that were made before another one failed, as in RV(changes).
  returned: when a change failed
  type: list
  elements: dict
failed_changes:
  description: The changes that failed, as in RV(changes), each with its C(error).
  returned: when a change failed
  type: list
  elements: dict
remaining:
  description: The changes that were not tried any more. Running again makes them.
  returned: when a change failed
  type: list
  elements: dict
"""

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ansible_collections.fleetops.app2container.plugins.module_utils._association.run import run_worker_association
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from

INSTANCES = ["instance_ids", "instance_tags"]
ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "instance_profile_name": {"type": "str", "default": "App2ContainerWorker"},
    "instance_ids": {"type": "list", "elements": "str"},
    "instance_tags": {"type": "dict"},
    "replace": {"type": "bool", "default": False},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
}


def main() -> None:
    module = module_from(
        AnsibleAWSModule,
        ARGUMENT_SPEC,
        required_one_of=[INSTANCES],
        mutually_exclusive=[INSTANCES],
        supports_check_mode=True,
    )
    run_worker_association(module)


if __name__ == "__main__":
    main()
