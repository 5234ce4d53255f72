# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: policy_document
short_description: Builds the IAM policy that users of AWS App2Container need
version_added: 0.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Builds the documents of the general policy from what App2Container is used for, and says what is worth knowing of
    them. M(fleetops.app2container.access) puts the same documents into an account.
  - It is pure computation. It needs no credentials, no network and no AWS SDK, and changes nothing.
options:
  account_id:
    description: The account that the policy is for, 12 digits.
    type: str
    required: true
  partition:
    description: The partition of the account.
    type: str
    choices: [aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f]
    default: aws
  name:
    description: The name of the policy. Further documents are named alike, with V(-2), V(-3) and so on at the end.
    type: str
    default: App2ContainerGeneral
extends_documentation_fragment:
  - fleetops.app2container.policy
  - fleetops.app2container.attributes
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
    details:
      - Nothing is ever changed.
  idempotent:
    support: full
notes:
  - The environment variables E(AWS_REGION) and E(AWS_DEFAULT_REGION), in this order, are used where O(regions) is not
    given.
  - The same options always give the same documents, in whatever order their entries are.
seealso:
  - module: fleetops.app2container.access
"""

EXAMPLES = r"""
- name: The policy of a team that deploys to ECS
  fleetops.app2container.policy_document:
    account_id: "123456789012"
    regions: [eu-west-1]
    deploy_targets: [ecs]
    artifact_buckets:
      - name: example-a2c-artifacts
    ecr_repositories: ["java-*"]
    ecs_clusters: ["a2c-*"]
    byo_vpc: true
  register: built

- name: Write its documents to files
  ansible.builtin.copy:
    content: "{{ item.document | ansible.builtin.to_nice_json }}"
    dest: "/tmp/{{ item.name }}.json"
    mode: "0644"
  loop: "{{ built.policies }}"

- name: The guide's own statements, to see what is wrong with them
  fleetops.app2container.policy_document:
    account_id: "123456789012"
    regions: [us-east-1]
    deploy_targets: [eks]
    editions: [original]
    style: documented
  register: documented

- name: The least that a worker needs which only looks at other servers
  fleetops.app2container.policy_document:
    account_id: "123456789012"
    regions: [us-east-1]
    deploy_targets: [ecs]
    style: minimal
    commands: [remote inventory, remote analyze]
    remote_workflows: true
    secrets: [app2container/linux-servers]
"""

RETURN = r"""
policies:
  description: The documents, each for one managed policy.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the managed policy.
      type: str
      sample: App2ContainerGeneral
    document:
      description: The document.
      type: dict
    json:
      description: The document as the text that is sent to IAM.
      type: str
    size:
      description: Characters of the document without white space, as IAM counts them. A managed policy holds 6144.
      type: int
      sample: 4350
findings:
  description: What is worth knowing of the options and the documents.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: A stable name of the kind of finding.
      type: str
      sample: star-only-action
    severity:
      description: V(error), V(warning) or V(info).
      type: str
      sample: error
    where:
      description: The statement or option that is meant.
      type: str
      sample: SectionForECRAccess ecr:GetAuthorizationToken
    message:
      description: What was found.
      type: str
commands:
  description: For each of O(commands), whether the documents allow all that it needs.
  returned: success
  type: dict
  sample:
    extract:
      allowed: false
      missing: ["s3:PutObject"]
"""

import os
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build, findings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import command_coverage
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import (
    PolicyOptions,
    policy_argument_spec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.split import policy_name


def argument_spec() -> dict[str, Any]:
    """The options of the module."""
    return {
        "account_id": {"type": "str", "required": True},
        "partition": {"type": "str", "choices": list(PARTITIONS), "default": "aws"},
        "name": {"type": "str", "default": "App2ContainerGeneral"},
        **policy_argument_spec(deploy_targets_required=True),
    }


def result(params: dict[str, Any]) -> dict[str, Any]:
    """What the module returns for its options.

    Raises:
        App2ContainerError: options that cannot work.
    """
    options = PolicyOptions.from_params(
        params,
        account_id=params["account_id"],
        partition=params["partition"],
        default_region=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
    )
    documents = build(options)
    return {
        "policies": [
            {
                "name": policy_name(params["name"], number),
                "document": document.to_json(),
                "json": document.text,
                "size": document.size,
            }
            for number, document in enumerate(documents, start=1)
        ],
        "findings": [finding.to_json() for finding in findings(options, documents)],
        "commands": command_coverage(options, documents),
    }


def main() -> None:
    """Runs the module."""
    module = module_from(AnsibleModule, argument_spec(), supports_check_mode=True)
    try:
        module.exit_json(changed=False, **result(module.params))
    except App2ContainerError as error:
        module.fail_json(msg=str(error))


if __name__ == "__main__":
    main()
