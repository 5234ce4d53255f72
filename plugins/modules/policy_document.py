# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: policy_document
short_description: Builds the IAM policy that users of AWS App2Container need
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Builds the documents of the general policy from the way that you use App2Container, and returns findings about them.
    M(fleetops.app2container.access) creates managed policies with the same documents in an account.
  - The module only computes. It needs no credentials, no network and no AWS SDK, and it changes nothing.
options:
  account_id:
    description: The ID of the account that the policy is for, 12 digits.
    type: str
    required: true
  partition:
    description: The partition of the account.
    type: str
    choices: [aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f]
    default: aws
  name:
    description:
      - The name of the policy. The names of additional documents are this name, followed by V(-2), V(-3) and so on.
    type: str
    default: App2ContainerGeneral
extends_documentation_fragment:
  - fleetops.app2container.findings
  - fleetops.app2container.policy
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
  - If O(regions) is not specified, the module uses the environment variables E(AWS_REGION) and E(AWS_DEFAULT_REGION),
    in this order.
  - The same options always give the same documents. The order of entries in lists does not matter.
seealso:
  - module: fleetops.app2container.access
"""

EXAMPLES = r"""
- name: Build the policy of a team that deploys to ECS
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

- name: Write the documents of the policy to files
  ansible.builtin.copy:
    content: "{{ item.document | ansible.builtin.to_nice_json }}"
    dest: "/tmp/{{ item.name }}.json"
    mode: "0644"
  loop: "{{ built.policies }}"

- name: Build the statements of the App2Container guide to see the findings about them
  fleetops.app2container.policy_document:
    account_id: "123456789012"
    regions: [us-east-1]
    deploy_targets: [eks]
    editions: [original]
    style: documented
  register: documented

- name: Build the minimal policy of a worker that only inventories and analyzes other servers
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
summary:
  description:
    - What was changed, or in check mode what would be changed, what was left unchanged and why, and how many findings
      there are, in lines for people to read.
  returned: success
  type: list
  elements: str
policies:
  description: The documents, each for one managed policy.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the policy.
      type: str
      sample: App2ContainerGeneral
    document:
      description: The document of the policy.
      type: dict
    json:
      description: The document as the text that is sent to IAM.
      type: str
    size:
      description:
        - The number of characters in the document without white space, as IAM counts them. The maximum for a managed
          policy is 6144.
      type: int
      sample: 4350
valid_until:
  description: When the access ends, in UTC. Null if it does not end.
  returned: success
  type: str
  sample: "2027-03-31T00:00:00Z"
catalogue:
  description:
    - Which catalogue made the documents. The guide prints no dates, so the date of an edition is the first day on which
      the guide can have had its text.
  returned: success
  type: dict
  contains:
    version:
      description:
        - The version of the catalogue - year, month and number. It changes only when policies change with the same
          options.
      type: str
      sample: "2026.11.1"
    editions:
      description: The date of each edition of the guide.
      type: dict
      sample: {"original": "2021-05-18", "current": "2025-11-07"}
    service_data:
      description: The date of the data about IAM actions.
      type: str
      sample: "2026-10-27"
findings:
  description: Findings about the options and the documents.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The stable identifier of the finding type.
      type: str
      sample: star-only-action
    severity:
      description: V(error), V(warning) or V(info).
      type: str
      sample: error
    where:
      description: The statement or option that the finding is about.
      type: str
      sample: SectionForECRAccess ecr:GetAuthorizationToken
    message:
      description: The description of the finding.
      type: str
commands:
  description:
    - For each of O(commands), whether the documents allow every request that App2Container makes for it.
    - The requests are those that App2Container sends. A condition that it cannot meet, such as a permissions boundary
      on a role that it creates, shows as a missing action.
    - C(missing) has the actions that are not allowed, and C(remedies) says what to do about them. Each change of an
      option that it names was tried. If no option helps, it says what denies the action.
  returned: success
  type: dict
  sample:
    extract:
      allowed: false
      missing: ["s3:PutObject"]
      remedies: ["Set style to scoped."]
"""

import os
from datetime import UTC, datetime
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import Finding
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.offline import run_offline
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import (
    FAIL_ON,
    findings_lines,
    listed,
    refuse_findings,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build, findings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import (
    command_coverage,
    coverage_findings,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import (
    PolicyOptions,
    policy_argument_spec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.split import policy_name
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.validity import expiry


def argument_spec() -> dict[str, Any]:
    """The options of the module."""
    return {
        "account_id": {"type": "str", "required": True},
        "partition": {"type": "str", "choices": list(PARTITIONS), "default": "aws"},
        "name": {"type": "str", "default": "App2ContainerGeneral"},
        "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "error"},
        **policy_argument_spec(deploy_targets_required=True),
    }


def result(params: dict[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """What the module returns for its options, and the findings.

    Raises:
        App2ContainerError: options that cannot work, or findings that fail the module.
    """
    options = PolicyOptions.from_params(
        params,
        account_id=params["account_id"],
        partition=params["partition"],
        default_region=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
    )
    documents = build(options)
    now = datetime.now(UTC)
    found = (*findings(options, documents), *coverage_findings(options, documents), *expiry(options, now))
    refuse_findings(found, params["fail_on"])
    policies = [
        {
            "name": policy_name(params["name"], number),
            "document": document.to_json(),
            "json": document.text,
            "size": document.size,
        }
        for number, document in enumerate(documents, start=1)
    ]
    commands = command_coverage(options, documents, now)
    sizes = [f"{policy['name']} ({policy['size']} characters)" for policy in policies]
    return {
        "summary": [
            f"Policy for account {options.account_id}: {listed(sizes)}.",
            *findings_lines(found),
        ],
        "policies": policies,
        "catalogue": CATALOGUE.to_json(),
        "valid_until": options.valid_until or None,
        "findings": [finding.to_json() for finding in found],
        "commands": commands,
    }, found


def main() -> None:
    """Runs the module."""
    run_offline(module_from(AnsibleModule, argument_spec(), supports_check_mode=True), result)


if __name__ == "__main__":
    main()
