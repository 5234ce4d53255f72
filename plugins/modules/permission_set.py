# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: permission_set
short_description: Gives people the general policy of App2Container through IAM Identity Center
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Converges one permission set of AWS IAM Identity Center that refers to the general policy, which
    M(fleetops.app2container.access) creates in each account, and assigns it to groups and users in accounts. People
    then need neither IAM users nor access keys.
  - Run it once, in the Region of IAM Identity Center, with credentials of the management account or of the delegated
    administrator. Run M(fleetops.app2container.access), or the playbook C(fleetops.app2container.site), in the accounts
    before.
  - AWS refers to a customer managed policy by its path and name, and provisioning fails late in an account without such
    a policy. The module therefore looks for the policies first, in every account in which it is going to assign or
    provision something, with the role of O(lookup_role_arn).
  - The module reads the permission set, plans all changes, and only then makes them - first the policies, then the
    assignments, then the provisioning in accounts that have an earlier version. It waits until AWS has finished each.
    Check mode stops after the plan and returns the same values, except that the ARN of a new permission set is null.
  - The module tags what it creates with C(app2container:managed-by) and the value C(fleetops.app2container). It changes
    or removes only permission sets with this tag.
  - To find the permission set by its name, the module reads all permission sets, because AWS has no other way.
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
      - V(present) creates the permission set and its assignments, or updates them.
      - V(absent) deletes all assignments of the permission set, and then the permission set. Nothing happens if it does
        not exist.
    type: str
    choices: [present, absent]
    default: present
  name:
    description: The name of the permission set, 1 to 32 characters. It cannot be changed later.
    type: str
    default: App2ContainerGeneral
  description:
    description:
      - The description, 1 to 700 characters.
      - When omitted, the module does not change it.
    type: str
  max_session_hours:
    description:
      - How long a session lasts at most, 1 to 12 hours.
      - When omitted, it is 1 hour for a new permission set, and the module does not change it later.
    type: int
  relay_state:
    description:
      - The URL that the access portal opens in the AWS console. An empty string removes it.
      - When omitted, the module does not change it.
    type: str
  customer_managed_policies:
    description:
      - The customer managed policies that the permission set refers to, each by its path and name. Every account must
        have policies with these paths and names.
      - If the general policy is split into several policies, list all of them, for example
        C(/app2container/App2ContainerGeneral) and C(/app2container/App2ContainerGeneral-2). An example takes them from
        the fact C(a2c_iam_access) of the role. M(fleetops.app2container.access) returns them as well.
      - AWS accepts up to 20 policies for a permission set, and by default up to 10 for the role that it creates in each
        account.
    type: list
    elements: str
    default: [/app2container/App2ContainerGeneral]
  permissions_boundary:
    description:
      - The permissions boundary - the path and name of a customer managed policy that all accounts have, for example
        C(/boundaries/Engineers), or the ARN of a policy that AWS manages.
      - An empty string removes the boundary. When omitted, the module does not change it.
    type: str
  purge_policies:
    description:
      - Whether to remove all policies that no option names from the permission set - customer managed policies, AWS
        managed policies and the inline policy.
      - When V(false), they are findings.
    type: bool
    default: false
  assignments:
    description:
      - Who gets the permission set, and in which accounts.
      - When omitted, the module does not change the assignments.
    type: list
    elements: dict
    suboptions:
      group:
        description: The display name of a group of IAM Identity Center.
        type: str
      group_id:
        description: The ID of a group, in place of its name.
        type: str
      user:
        description: The user name of a user of IAM Identity Center.
        type: str
      user_id:
        description: The ID of a user, in place of the name.
        type: str
      account_ids:
        description:
          - The IDs of the accounts, 12 digits each. An example shows how to take those of an inventory.
          - Only the management account itself can assign something in the management account.
        type: list
        elements: str
        required: true
  purge_assignments:
    description:
      - Whether to delete assignments of the permission set that are not in O(assignments), if O(assignments) is
        specified.
      - When V(false), they are findings.
    type: bool
    default: false
  tags:
    description:
      - Tags for the permission set, in addition to the module's own tag.
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
      - Whether to take over an existing permission set that this collection does not manage, or to delete it with
        O(state=absent).
      - When V(false), the module fails if it finds one, and changes nothing.
    type: bool
    default: false
  instance_arn:
    description:
      - The ARN of the instance of IAM Identity Center.
      - When omitted or empty, there must be exactly one instance in the Region.
    type: str
  lookup_role_arn:
    description:
      - The ARN of the role that the module assumes in an account to look for the policies, with C({account_id}) in
        place of the ID of the account. The role needs only C(iam:GetPolicy).
      - If a policy is missing, the module fails and changes nothing.
      - When omitted or empty, or if the role cannot be assumed, the module does not look, and returns the finding
        C(policy-not-checked). It looks into the account of its own credentials without a role.
    type: str
  wait_timeout:
    description:
      - How many seconds to wait at most until AWS has finished one assignment, or the provisioning in all accounts.
      - After that, the module fails. AWS goes on, and the next run does what is missing then.
    type: int
    default: 600
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
- name: Give a group the general policy in two accounts
  fleetops.app2container.permission_set:
    account_id: "123456789012"
    max_session_hours: 8
    assignments:
      - group: Migration engineers
        account_ids:
          - "111111111111"
          - "222222222222"
    lookup_role_arn: arn:aws:iam::{account_id}:role/Automation
    region: eu-central-1

# The inventory has the group a2c_accounts, as for the playbook fleetops.app2container.site, which has run before:
# a2c_iam_access is the fact that it sets on each of its hosts.
- name: Give a group all parts of the general policy in all accounts of an inventory, and nobody else
  fleetops.app2container.permission_set:
    customer_managed_policies: "{{ general.policies | map(attribute='arn') | map('regex_replace', '^[^/]+', '') }}"
    assignments:
      - group: Migration engineers
        account_ids: "{{ groups['a2c_accounts'] | map('extract', hostvars, 'a2c_iam_account_id') }}"
    purge_assignments: true
    purge_policies: true
    lookup_role_arn: arn:aws:iam::{account_id}:role/Automation
  vars:
    general: "{{ hostvars[groups['a2c_accounts'] | first]['a2c_iam_access'] }}"

- name: Show what would change
  fleetops.app2container.permission_set:
    relay_state: https://eu-central-1.console.aws.amazon.com/ecs
  check_mode: true
  diff: true

- name: Remove the permission set with all of its assignments
  fleetops.app2container.permission_set:
    state: absent
    account_id: "123456789012"
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
  description: The calls that the module made, in order. In check mode, the calls that it would make.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: The type of change, such as V(create), V(update), V(attach), V(provision) or V(delete).
      type: str
    api:
      description: The API action, which is also the permission that it needs.
      type: str
      sample: sso:CreateAccountAssignment
    type:
      description: The type of entity - V(permission_set) or V(account_assignment).
      type: str
    name:
      description: The name of the permission set, or whom an assignment is for, and in which account.
      type: str
      sample: group Migration engineers in 111111111111
    before:
      description: The changed attributes before the change. Null if the entity did not exist.
      type: dict
    after:
      description: The changed attributes after the change. Null if the entity is deleted.
      type: dict
permission_set:
  description: The permission set as it is after the run. Null if it does not exist then.
  returned: success
  type: dict
  contains:
    name:
      description: The name.
      type: str
    arn:
      description: The ARN. Null in check mode if the permission set is new.
      type: str
      sample: arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef
    instance_arn:
      description: The ARN of the instance of IAM Identity Center.
      type: str
    description:
      description: The description.
      type: str
    session_duration:
      description: How long a session lasts at most, in the notation of ISO 8601.
      type: str
      sample: PT8H
    relay_state:
      description: The relay state, or an empty string.
      type: str
    tags:
      description: The tags.
      type: dict
    customer_managed_policies:
      description: The paths and names of the customer managed policies.
      type: list
      elements: str
      sample: [/app2container/App2ContainerGeneral]
    managed_policies:
      description: The ARNs of the AWS managed policies.
      type: list
      elements: str
    inline_policy:
      description: The document of the inline policy, or null.
      type: dict
    permissions_boundary:
      description: The path and name of the customer managed policy, the ARN of the AWS managed policy, or empty.
      type: str
    outdated_accounts:
      description: The IDs of the accounts in which an earlier version of the permission set is provisioned.
      type: list
      elements: str
assignments:
  description: All assignments of the permission set as they are after the run.
  returned: success
  type: list
  elements: dict
  contains:
    account_id:
      description: The ID of the account.
      type: str
    principal_type:
      description: V(group) or V(user).
      type: str
    principal_id:
      description: The ID of the group or user.
      type: str
    principal_name:
      description: The name of the group or user. Null if it does not exist any more.
      type: str
findings:
  description: Findings about the permission set, for example policies or assignments that no option names.
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
      description: The entity or option that the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    sso:DescribePermissionSet: 1
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

from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.run import run_permission_set
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from

PRINCIPALS = ["group", "group_id", "user", "user_id"]
ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "name": {"type": "str", "default": "App2ContainerGeneral"},
    "description": {"type": "str"},
    "max_session_hours": {"type": "int"},
    "relay_state": {"type": "str"},
    "customer_managed_policies": {
        "type": "list",
        "elements": "str",
        "default": ["/app2container/App2ContainerGeneral"],
    },
    "permissions_boundary": {"type": "str"},
    "purge_policies": {"type": "bool", "default": False},
    "assignments": {
        "type": "list",
        "elements": "dict",
        "options": {
            **{name: {"type": "str"} for name in PRINCIPALS},
            "account_ids": {"type": "list", "elements": "str", "required": True},
        },
        "required_one_of": [PRINCIPALS],
        "mutually_exclusive": [PRINCIPALS],
    },
    "purge_assignments": {"type": "bool", "default": False},
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": True},
    "adopt": {"type": "bool", "default": False},
    "instance_arn": {"type": "str"},
    "lookup_role_arn": {"type": "str"},
    "wait_timeout": {"type": "int", "default": 600},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
}


def main(make: MakeModule = module_from) -> None:
    module = make(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True)
    run_permission_set(module)


if __name__ == "__main__":
    main()
