# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access
short_description: Sets up, keeps right and removes the IAM access that AWS App2Container needs
version_added: 0.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Converges the access of one AWS account in a single call - the general managed policy built from O(policy), the
    group that carries it, its users, the role and instance profile of worker machines, and a separate deployer with
    C(AdministratorAccess).
  - Every part is optional. A part that is not given is not touched.
  - What the module makes carries the tag C(app2container:managed-by) with the value C(fleetops.app2container); groups,
    which IAM cannot tag, are known by their path. Only what is ours is changed or removed.
  - A policy that is too large for IAM becomes several. The further ones carry the tag C(app2container:part-of) with the
    name of the first, and come and go with it.
  - The account is read once, all changes are planned, checked against the quotas of the account, and only then made.
    Check mode stops after the plan and returns the same values.
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
      - V(present) makes the account hold the parts that are given.
      - V(absent) removes the parts that are given, completely, where they are ours. Users are removed by name.
    type: str
    choices: [present, absent]
    default: present
  path:
    description:
      - The IAM path of everything that the module makes. It begins and ends with a slash.
      - Users that are ours are moved when it changes. IAM cannot move policies, roles and instance profiles.
    type: str
    default: /app2container/
  tags:
    description:
      - Tags for all that the module makes, beside its own.
      - When omitted, tags are left alone.
    type: dict
  purge_tags:
    description:
      - Whether tags that are not in O(tags) are removed, where O(tags) is given.
      - Tags whose keys begin with C(aws:) or C(app2container:) are never removed.
    type: bool
    default: true
  adopt:
    description:
      - Whether a policy, group, role, instance profile or deployer that exists and is not ours is taken over.
      - When V(false), such a name is an error and nothing is changed. General users are never taken over.
    type: bool
    default: false
  discovery:
    description:
      - V(account) reads the whole account with C(iam:GetAccountAuthorizationDetails), in one call for each thousand
        entities. V(targeted) reads by name what is concerned.
      - V(auto) takes what needs less time, and V(targeted) where the caller may not read the whole account.
    type: str
    choices: [auto, account, targeted]
    default: auto
  group:
    description: The group of general users. It carries the general policy if O(policy) is given too.
    type: dict
    suboptions:
      name:
        description: Its name.
        type: str
        default: App2ContainerUsers
      manage:
        description:
          - When V(false), the group is only referred to. It must exist, O(users) are added to it, and nothing else
            about it is changed or removed.
        type: bool
        default: true
      purge_members:
        description:
          - Whether members that are not in O(users) are taken out of the group.
        type: bool
        default: false
  users:
    description:
      - The general users. They become members of the group if O(group) is given.
      - A user that exists and is not ours is only added to the group, and never deleted.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name of the user.
        type: str
        required: true
      state:
        description: V(absent) deletes the user with all credentials if it is ours, else it only leaves the group.
        type: str
        choices: [present, absent]
        default: present
      tags:
        description: Tags for this user, beside O(tags).
        type: dict
      permissions_boundary:
        description: ARN of the user's permissions boundary. Empty removes it; when omitted, it is left alone.
        type: str
  worker:
    description:
      - The role that worker machines on EC2 use instead of access keys, and the instance profile that holds it.
      - The role trusts EC2 only, and carries the general policy if O(policy) is given too.
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
      permissions_boundary:
        description: ARN of the role's permissions boundary. Empty removes it; when omitted, it is left alone.
        type: str
      ssm:
        description:
          - Whether the role carries C(AmazonSSMManagedInstanceCore) of AWS, so that AWS Systems Manager can reach the
            machines.
          - V(false) leaves alone what is attached, since policies of AWS are never detached from a role that stays.
        type: bool
        default: false
  deployer:
    description:
      - The administrator that runs the commands with C(--deploy). It is never a member of the group.
    type: dict
    suboptions:
      name:
        description: The name of the user or role.
        type: str
        default: App2ContainerDeployer
      kind:
        description:
          - V(user) makes an IAM user, as the App2Container guide says.
          - V(role) makes a role for O(deployer.trusted_principals), which needs no access keys. Sessions last at most
            an hour.
        type: str
        choices: [user, role]
        default: user
      trusted_principals:
        description:
          - Who may assume the role - ARNs of users and roles, or account ids.
          - Required for V(role), unless O(deployer.trust_worker) is true.
        type: list
        elements: str
      trust_worker:
        description:
          - Whether worker machines may assume the role too, to deploy from there without access keys. They have no MFA,
            so O(deployer.require_mfa) does not concern them. Whoever may work on such a machine can then become an
            administrator.
          - Needs O(deployer.kind=role), and O(worker) in the same call.
        type: bool
        default: false
      require_mfa:
        description: Whether the principals must have signed in with MFA to assume the role.
        type: bool
        default: true
      permissions_boundary:
        description: ARN of the deployer's permissions boundary. Empty removes it; when omitted, it is left alone.
        type: str
extends_documentation_fragment:
  - fleetops.app2container.policy.access
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.policy_document
"""

EXAMPLES = r"""
- name: The whole access of one account
  fleetops.app2container.access:
    account_id: "123456789012"
    policy:
      deploy_targets: [ecs, eks]
      artifact_buckets:
        - name: example-a2c-artifacts
    group: {}
    users:
      - name: ada
      - name: grace
        tags:
          team: platform
    worker: {}

- name: A deployer without access keys
  fleetops.app2container.access:
    deployer:
      kind: role
      trusted_principals:
        - arn:aws:iam::123456789012:role/platform/Administrators

- name: See what would change
  fleetops.app2container.access:
    policy:
      deploy_targets: [apprunner]
    group: {}
  check_mode: true
  diff: true

- name: Remove it all
  fleetops.app2container.access:
    state: absent
    account_id: "123456789012"
    policy: {}
    group: {}
    users:
      - name: ada
      - name: grace
    worker: {}
"""

RETURN = r"""
changes:
  description: Every IAM call that was made (in check mode, would be made), in order.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: The kind of change, such as V(create), V(update), V(attach) or V(delete).
      type: str
    api:
      description: The action of IAM's API, which is also the permission that it needs.
      type: str
      sample: iam:AddUserToGroup
    type:
      description: The kind of entity - V(policy), V(group), V(user), V(role) or V(instance_profile).
      type: str
    name:
      description: The name of the entity.
      type: str
    before:
      description: The attributes that change, as they were; null where the entity did not exist.
      type: dict
    after:
      description: The attributes that change, as they are then; null where the entity is deleted.
      type: dict
access:
  description: Every part that was asked for, as it is after the run. What does not exist is null or empty.
  returned: success
  type: dict
  contains:
    account_id:
      description: The account.
      type: str
    partition:
      description: Its partition.
      type: str
    policies:
      description: The general policy. A document too large for one managed policy is spread over several.
      type: list
      elements: dict
      contains:
        name:
          description: The name of the policy.
          type: str
        arn:
          description: Its ARN.
          type: str
        managed:
          description: Whether it is ours.
          type: bool
        document:
          description: The document in force.
          type: dict
        size:
          description: Characters of the document without white space, as IAM counts them.
          type: int
    group:
      description: The group, with its C(name), C(arn), C(members), C(attached_policies), and whether it is C(managed).
      type: dict
    users:
      description: The users that were named and exist, each with C(name), C(arn), and whether it is C(managed).
      type: list
      elements: dict
    worker:
      description: The C(role) and the C(instance_profile) of worker machines, each with C(name) and C(arn).
      type: dict
    deployer:
      description: The deployer, with its C(kind), C(name) and C(arn).
      type: dict
findings:
  description: What is worth knowing about the policy and the account.
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
      description: The statement or entity that is meant.
      type: str
    message:
      description: What was found, and what to do.
      type: str
api_calls:
  description: How often each action of the AWS API was called.
  returned: always
  type: dict
  sample:
    iam:GetAccountAuthorizationDetails: 1
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

from ansible_collections.fleetops.app2container.plugins.module_utils._account.run import run_access
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import policy_argument_spec

BOUNDARY = {"type": "str"}
STATE = {"type": "str", "choices": ["present", "absent"], "default": "present"}
PARTS = {
    "policy": {
        "type": "dict",
        "options": {"name": {"type": "str", "default": "App2ContainerGeneral"}, **policy_argument_spec()},
    },
    "group": {
        "type": "dict",
        "options": {
            "name": {"type": "str", "default": "App2ContainerUsers"},
            "manage": {"type": "bool", "default": True},
            "purge_members": {"type": "bool", "default": False},
        },
    },
    "users": {
        "type": "list",
        "elements": "dict",
        "options": {
            "name": {"type": "str", "required": True},
            "state": STATE,
            "tags": {"type": "dict"},
            "permissions_boundary": BOUNDARY,
        },
    },
    "worker": {
        "type": "dict",
        "options": {
            "role_name": {"type": "str", "default": "App2ContainerWorker"},
            "instance_profile_name": {"type": "str", "default": "App2ContainerWorker"},
            "permissions_boundary": BOUNDARY,
            "ssm": {"type": "bool", "default": False},
        },
    },
    "deployer": {
        "type": "dict",
        "options": {
            "name": {"type": "str", "default": "App2ContainerDeployer"},
            "kind": {"type": "str", "choices": ["user", "role"], "default": "user"},
            "trusted_principals": {"type": "list", "elements": "str"},
            "trust_worker": {"type": "bool", "default": False},
            "require_mfa": {"type": "bool", "default": True},
            "permissions_boundary": BOUNDARY,
        },
    },
}
ARGUMENT_SPEC = {
    "state": STATE,
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "path": {"type": "str", "default": "/app2container/"},
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": True},
    "adopt": {"type": "bool", "default": False},
    "discovery": {"type": "str", "choices": ["auto", "account", "targeted"], "default": "auto"},
    **PARTS,
}


def main() -> None:
    run_access(module_from(AnsibleAWSModule, ARGUMENT_SPEC, required_one_of=[list(PARTS)], supports_check_mode=True))


if __name__ == "__main__":
    main()
