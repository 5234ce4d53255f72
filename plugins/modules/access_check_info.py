# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access_check_info
short_description: Explains why AWS denies a request of App2Container, and what to do about it
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Answers for each request whether it is allowed, what denies it otherwise, and which variable of this collection
    mends it, or who has to. It never changes anything.
  - The input is either the text of an AccessDenied (O(error_message)), or a user or role (O(principal)) together with
    what App2Container is used for (O(deploy_targets) and O(commands)), or with O(actions) and O(resources).
  - The module asks all sources that it can, in this order - the authorization details that AWS recorded of the request,
    the decoded message, the message itself, IAM's policy simulator, and its own evaluation of the policies, groups and
    permissions boundary of the principal. Of the sources that give an answer, the first one counts. RV(sources) says
    which gave none and why. A source that gives no answer never counts as an approval.
  - The other options describe the wanted policy, as those of M(fleetops.app2container.policy_document) do. If
    O(deploy_targets) is set, the module also simulates what is denied with the wanted policy in addition to the
    policies of the principal.
options:
  error_message:
    description:
      - The text of an AccessDenied, or the last lines of a log of App2Container. All denials in it are explained.
    type: str
  principal:
    description:
      - The name or the ARN of a user or role, or the ARN of an assumed role. A name that both a user and a role have is
        that of the user.
      - When omitted, it is the principal that O(error_message) names.
    type: str
  actions:
    description:
      - Actions to look at, such as V(s3:PutObject), in place of those of O(commands).
    type: list
    elements: str
    default: []
  resources:
    description:
      - The ARNs of the resources that O(actions) act on. Each action is tried on each of them.
      - When omitted, an action is tried on the resources that App2Container uses it on, as far as the options of the
        policy name them, and any other on V(*).
    type: list
    elements: str
    default: []
  offline:
    description:
      - Whether to read O(error_message) without any call to AWS.
      - Without credentials, the module explains a message as well, and RV(sources) says so.
    type: bool
    default: false
extends_documentation_fragment:
  - fleetops.app2container.policy.optional
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: full
notes:
  - IAM's simulator and the evaluation of this collection know neither session policies, nor the policies of resources
    and VPC endpoints, nor resource control policies. Only the message and the authorization details tell these.
  - AWS keeps the authorization details of a request for at least a day. Reading them requires a botocore that has the
    service C(iam-toolbox).
seealso:
  - module: fleetops.app2container.access
  - module: fleetops.app2container.policy_document
"""

EXAMPLES = r"""
- name: Explain an AccessDenied without any call to AWS
  fleetops.app2container.access_check_info:
    offline: true
    error_message: >-
      An error occurred (AccessDeniedException) when calling the CreateRepository operation: User:
      arn:aws:iam::123456789012:user/app2container/ada is not authorized to perform: ecr:CreateRepository on resource:
      arn:aws:ecr:eu-west-1:123456789012:repository/java-shop because no identity-based policy allows the
      ecr:CreateRepository action
  register: explained

- name: Show the explanation
  ansible.builtin.debug:
    msg: "{{ explained.summary }}"

- name: Find out which commands of App2Container a user cannot run, and why
  fleetops.app2container.access_check_info:
    principal: ada
    deploy_targets: [ecs]
    commands: [containerize, generate app-deployment]
    regions: [eu-west-1]

- name: Find out whether a role may upload to a bucket
  fleetops.app2container.access_check_info:
    principal: App2ContainerWorker
    actions: ["s3:PutObject"]
    resources: ["arn:aws:s3:::example-a2c-artifacts/java-shop.tar"]
"""

RETURN = r"""
principal:
  description: The ARN of the user or role, or as the message names it. Null if none is known.
  returned: success
  type: str
  sample: arn:aws:iam::123456789012:user/app2container/ada
parsed:
  description:
    - The denials in O(error_message), each with its C(principal), C(action), C(resource), C(kind) (V(explicit) or
      V(implicit)), C(policy_type), C(policy), C(authorization_id), C(encoded_message) (shortened), C(operation),
      C(service), C(code) and C(request_id). What a message does not say is null.
  returned: success
  type: list
  elements: dict
requests:
  description: The requests.
  returned: success
  type: list
  elements: dict
  contains:
    principal:
      description: Who makes it, null if that is not known.
      type: str
    action:
      description: The action, null if the message does not tell it.
      type: str
      sample: ecr:CreateRepository
    resource:
      description: The ARN of the resource, or V(*). For names that are patterns, an example of them.
      type: str
    commands:
      description: The commands of App2Container that make this request.
      type: list
      elements: str
    section:
      description: The section of the policy that grants it, as the guide names it. Null if none does.
      type: str
      sample: SectionForECRAccess
    option:
      description:
        - The option of the policy that the remedy is about, or that decides about the section. The variable of the role
          P(fleetops.app2container.a2c_iam#role) has the prefix C(a2c_iam_policy_). In M(fleetops.app2container.access),
          it is a suboption of C(policy).
      type: str
      sample: deploy_targets
    allowed:
      description: Whether it is allowed. Null if no source can tell.
      type: bool
    decided_by:
      description:
        - What decides - V(identity_policy), V(permissions_boundary), V(session_policy), V(resource_policy),
          V(key_policy), V(service_control_policy), V(resource_control_policy), V(organization_policy) (one of the last
          two), V(vpc_endpoint_policy), V(trust_policy) or V(unknown).
      type: str
    reason:
      description: Why, in one sentence.
      type: str
    remedy:
      description: Which variable mends it, or who has to do what. Null if nothing has to be done.
      type: str
    would_be_allowed:
      description: Whether it would be allowed with the wanted policy in addition. Null if that was not tried.
      type: bool
    evidence:
      description:
        - What each source answers - C(source), C(allowed), C(decided_by), C(kind), C(where) (policies and statements)
          and C(missing_condition_keys).
      type: list
      elements: dict
sources:
  description:
    - Each source with its C(status), V(tried) or V(not_possible), the C(reason) if it was not possible, and the
      C(action) that the caller would have to be allowed, if that is the reason.
  returned: success
  type: list
  elements: dict
  sample:
    - source: simulation
      status: not_possible
      reason: the caller may not call iam:SimulatePrincipalPolicy
      action: iam:SimulatePrincipalPolicy
summary:
  description: What is allowed, what denies the rest and what to do about it, in lines for people to read.
  returned: success
  type: list
  elements: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    iam:SimulatePrincipalPolicy: 4
"""

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ansible_collections.fleetops.app2container.plugins.module_utils._denied.run import run_access_check_info
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import policy_argument_spec

ARGUMENT_SPEC = {
    "error_message": {"type": "str"},
    "principal": {"type": "str"},
    "actions": {"type": "list", "elements": "str", "default": []},
    "resources": {"type": "list", "elements": "str", "default": []},
    "offline": {"type": "bool", "default": False},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
    **policy_argument_spec(),
}


def main(make: MakeModule = module_from) -> None:
    run_access_check_info(make(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True))


if __name__ == "__main__":
    main()
