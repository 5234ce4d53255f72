# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access
short_description: Creates, maintains and removes the IAM access that AWS App2Container needs
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Converges the access of one AWS account in a single call - the general managed policy built from O(policy), the
    group that it is attached to, the users of that group, a role for people without IAM users, the role and instance
    profile of worker machines, and a separate deployer with C(AdministratorAccess).
  - Every component is optional. The module does not change a component that you omit.
  - The module tags what it creates with C(app2container:managed-by) and the value C(fleetops.app2container). IAM cannot
    tag groups, so the module recognizes them by their path. It changes or removes only what this collection manages.
  - If a policy is too large for IAM, the module splits it into several policies. The additional policies have the tag
    C(app2container:part-of) with the name of the first policy. They are created and deleted together with it.
  - The tag C(app2container:catalogue) of each policy records which version of the catalogue made it, and a digest of
    its document. From it the module tells a newer catalogue (finding C(policy-outdated)) from an edit by somebody else
    (finding C(policy-edited)). A document that stays the same gets no new version only because of the tag.
  - The module reads the account once, plans all changes, checks them against the quotas of the account, and only then
    makes them. Check mode stops after the plan and returns the same values.
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
      - V(present) creates the specified components, or updates them.
      - V(absent) deletes the specified components completely if this collection manages them. To delete users, list
        them by name.
    type: str
    choices: [present, absent]
    default: present
  path:
    description:
      - The IAM path of everything that the module creates. It must begin and end with a slash.
      - When the path changes, the module moves the users that this collection manages. IAM cannot move policies, roles
        and instance profiles.
    type: str
    default: /app2container/
  tags:
    description:
      - Tags for everything that the module creates, in addition to the module's own tag.
      - When omitted, the module does not change tags.
    type: dict
  purge_tags:
    description:
      - Whether to remove tags that are not in O(tags), if O(tags) is specified.
      - The module never removes tags whose keys begin with C(aws:) or C(app2container:).
    type: bool
    default: true
  adopt:
    description:
      - Whether to take over an existing policy, group, role, instance profile or deployer that this collection does
        not manage.
      - When V(false), the module fails if it finds one, and changes nothing. It never takes over general users.
    type: bool
    default: false
  purge:
    description:
      - Whether to remove what this collection manages under O(path) and no option names any more, such as a policy,
        group, worker or deployer of an earlier name, or a user that is not in O(users) any more. It is removed
        completely, as O(state=absent) does, users with all their credentials. The module never removes what this
        collection does not manage.
      - This applies to the parts that you specify. Policies belong to O(policy), groups to O(group), instance profiles
        and roles that trust EC2 to O(worker), users to O(users), roles with the tag of the general role to
        O(general_role), and administrators and other roles to O(deployer). If you omit a part, its entities remain,
        since another run can manage them.
      - When V(false), they are findings. An administrator that no option names is a finding if O(users) is specified,
        even without O(deployer).
      - With O(state=absent), nothing that this collection manages remains under O(path) if you specify all parts except
        O(general_role) and O(deployer). The module fails at the end if something remains, and names it.
      - Requires reading the whole account, so it cannot be used with O(discovery=targeted).
      - If several calls manage different groups or users in the same account, each needs its own O(path). Directly
        under the path V(/), the module cannot tell its groups from others, so it never removes them.
    type: bool
    default: false
  purge_policies:
    description:
      - Whether to detach managed policies, and delete inline policies, that no option names from what this collection
        manages - the group, the users, the general role, the worker role and the deployer.
      - When V(false), they are findings that say what they allow. A policy that opens a way to administrator is an
        error, so the module fails before it changes anything, unless O(fail_on=never).
      - Requires reading the whole account, so it cannot be used with O(discovery=targeted).
    type: bool
    default: false
  discovery:
    description:
      - V(account) reads the whole account with C(iam:GetAccountAuthorizationDetails), in one call for each thousand
        entities. V(targeted) reads only the entities that it needs, by name.
      - Only V(account) shows what is left over from earlier options, and all that others added. With V(targeted), a
        finding says that the module did not look for it.
      - V(auto) uses the faster method. It uses V(targeted) if the caller is not allowed to read the whole account.
    type: str
    choices: [auto, account, targeted]
    default: auto
extends_documentation_fragment:
  - fleetops.app2container.findings
  - fleetops.app2container.policy.access
  - fleetops.app2container.parts
  - fleetops.app2container.parts.users
  - fleetops.app2container.role_parts
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - fleetops.app2container.preflight
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.policy_document
"""

EXAMPLES = r"""
- name: Create the complete access of one account
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

- name: Create the access of people who sign in through IAM Identity Center, without users and access keys
  fleetops.app2container.access:
    policy:
      deploy_targets: [ecs]
    general_role:
      trusted_permission_sets: [Developer]
      max_session_hours: 4

- name: Create a deployer without access keys
  fleetops.app2container.access:
    deployer:
      kind: role
      trusted_principals:
        - arn:aws:iam::123456789012:role/platform/Administrators

- name: Show what would change
  fleetops.app2container.access:
    policy:
      deploy_targets: [apprunner]
    group: {}
  check_mode: true
  diff: true

- name: Remove the complete access
  fleetops.app2container.access:
    state: absent
    account_id: "123456789012"
    policy: {}
    group: {}
    users:
      - name: ada
      - name: grace
    general_role: {}
    worker: {}
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
  description: The IAM calls that the module made, in order. In check mode, the calls that it would make.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: The type of change, such as V(create), V(update), V(attach) or V(delete).
      type: str
    api:
      description: The API action, which is also the permission that it needs.
      type: str
      sample: iam:AddUserToGroup
    type:
      description: The type of entity - V(policy), V(group), V(user), V(role) or V(instance_profile).
      type: str
    name:
      description: The name of the entity.
      type: str
    before:
      description: The changed attributes before the change. Null if the entity did not exist.
      type: dict
    after:
      description: The changed attributes after the change. Null if the entity is deleted.
      type: dict
access:
  description:
    - The specified components as they are after the run. Components that do not exist are null or empty.
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
        - The catalogue of this collection, in the form that M(fleetops.app2container.policy_document) returns - its
          C(version), the dates of the C(editions) of the guide, and the date of the C(service_data).
      type: dict
    policies:
      description: The general policy. A document that is too large for one managed policy is split into several.
      type: list
      elements: dict
      contains:
        name:
          description: The name of the policy.
          type: str
        arn:
          description: The ARN of the policy.
          type: str
        managed:
          description: Whether this collection manages the policy.
          type: bool
        document:
          description: The document of the default version.
          type: dict
        size:
          description: The number of characters in the document without white space, as IAM counts them.
          type: int
        catalogue:
          description:
            - The version of the catalogue that made the policy, according to its tag. Null if none is recorded.
          type: str
          sample: "2026.11.1"
        valid_until:
          description: When what the policy grants ends, in UTC, according to its tag. Null if it does not end.
          type: str
          sample: "2027-03-31T00:00:00Z"
    group:
      description:
        - The group with its C(name), C(arn), C(members) and C(attached_policies), and whether this collection manages
          it (C(managed)).
      type: dict
    users:
      description:
        - The specified users that exist, each with its C(name) and C(arn), and whether this collection manages it
          (C(managed)).
      type: list
      elements: dict
    general_role:
      description:
        - The general role with its C(name), C(arn), C(assume_role_policy_document) and C(attached_policies), and
          whether this collection manages it (C(managed)).
      type: dict
    worker:
      description: The C(role) and the C(instance_profile) of worker machines, each with its C(name) and C(arn).
      type: dict
    deployer:
      description: The deployer with its C(kind), C(name) and C(arn).
      type: dict
findings:
  description: Findings about the policy and the account.
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
      description: The statement, option or entity that the finding is about.
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

from ansible_collections.fleetops.app2container.plugins.module_utils._account.argument_spec import parts_spec
from ansible_collections.fleetops.app2container.plugins.module_utils._account.run import run_access
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import FAIL_ON

STATE = {"type": "str", "choices": ["present", "absent"], "default": "present"}
PARTS = parts_spec()
ARGUMENT_SPEC = {
    "state": STATE,
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
    "path": {"type": "str", "default": "/app2container/"},
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": True},
    "adopt": {"type": "bool", "default": False},
    "purge": {"type": "bool", "default": False},
    "purge_policies": {"type": "bool", "default": False},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "error"},
    "preflight": {"type": "bool", "default": True},
    "discovery": {"type": "str", "choices": ["auto", "account", "targeted"], "default": "auto"},
    **PARTS,
}


def main(make: MakeModule = module_from) -> None:
    run_access(make(AnsibleAWSModule, ARGUMENT_SPEC, required_one_of=[list(PARTS)], supports_check_mode=True))


if __name__ == "__main__":
    main()
