# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access_info
short_description: Audits the access of App2Container in an AWS account, and reports what the collection manages
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Reads one AWS account, and reports the components that M(fleetops.app2container.access) manages there as that module
    returns them, what is wrong with them and with what they depend on, and how they differ from the options. It never
    changes anything.
  - Each option names what the account should contain. What this collection manages and no option names is left over,
    for example a policy of an earlier name or a user that was removed from the list. RV(findings) name it.
  - If you omit a component, the module looks for it under its default name. If there is none, it uses the first one
    that this collection manages under O(path). If you omit O(users), they are all users that this collection manages.
  - If an option also says what a component should be, as for M(fleetops.app2container.access), RV(drift) has the
    changes that this module would make. For O(policy) that takes O(policy.deploy_targets), and for a role someone whom
    it trusts.
  - Each finding has a severity, what to do about it, the call that shows it, and the same check in the CIS AWS
    Foundations Benchmark, in the AWS Foundational Security Best Practices (FSBP), and in prowler.
  - What the caller is not allowed to read, or what AWS does not offer, is a finding with the status V(not_checked), the
    reason, and the missing permission. A check never passes without its data.
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
        not look for what is left over, and does not audit. Without any component, it only determines the account.
    type: str
    choices: [account, targeted]
    default: account
  tags:
    description:
      - Tags for everything that the module M(fleetops.app2container.access) creates, which RV(drift) compares.
    type: dict
  purge_tags:
    description:
      - Whether tags that are not in O(tags) are drift, if O(tags) is specified.
    type: bool
    default: true
  users:
    description:
      - The general users by name, or in the form that M(fleetops.app2container.access) takes.
    type: list
    elements: raw
  audit:
    description:
      - Whether to audit the account. When V(false), the module reads only what it needs to report the components and
        what is left over.
    type: bool
    default: true
  inactive_days:
    description:
      - The number of days without use after which access keys, passwords, roles and users are unused.
    type: int
    default: 45
  key_max_age_days:
    description:
      - The age in days after which an access key is too old.
    type: int
    default: 90
  key_grace_days:
    description:
      - The number of days for which a user may have two active access keys, as during a rotation.
    type: int
    default: 14
  unused_permission_days:
    description:
      - The number of days without use after which a service that the general policy grants is unused.
    type: int
    default: 90
  secret_max_age_days:
    description:
      - The age in days after which the value of a secret of remote workflows is too old.
    type: int
    default: 365
  regions:
    description:
      - The Regions in which to look for instances, and for secrets that this collection manages. By default, those of
        O(policy.regions), otherwise the Region of the connection. Secrets that options name are also looked for in the
        Region of the connection.
    type: list
    elements: str
  secret_contents:
    description:
      - Whether to read the values of secrets, and compare the names of their JSON keys with those that App2Container
        expects, see O(secret_kinds). The values themselves never leave the module.
    type: bool
    default: false
  secret_kinds:
    description:
      - What secrets are for, as the name of a secret to its kind, such as V(linux) or V(azure), see
        O(fleetops.app2container.remote_secrets#module:secrets[].kind). A name without a slash gets the prefix C(a2c/).
        These secrets are audited, too.
      - For a secret that is not among them, the kind is the one that its JSON keys fit.
    type: dict
    default: {}
  saved_reads:
    description:
      - Files with what was read of one account earlier, in place of calls. What is in none of them is not checked.
    type: dict
    suboptions:
      account_details:
        description: The output of C(aws iam get-account-authorization-details).
        type: path
        required: true
      account_summary:
        description: The output of C(aws iam get-account-summary).
        type: path
      credential_report:
        description: The output of C(aws iam get-credential-report), or the report itself (CSV).
        type: path
  save_directory:
    description:
      - A directory in which to save what was read, in files that O(saved_reads) takes, and other tools too. It must
        exist. The files are readable by their owner only.
    type: path
  suppressions:
    description:
      - Findings that somebody has accepted. They get the status V(suppressed), and stay in the result.
      - A suppression that has ended, or that fits no finding, is a finding.
    type: list
    elements: dict
    default: []
    suboptions:
      id:
        description: The ID of the finding.
        type: str
        required: true
      resource:
        description:
          - The resource of the finding, as a pattern for all of it, in which C(*) and C(?) are wildcards.
        type: str
        required: true
      reason:
        description: Why it is accepted.
        type: str
        required: true
      expires:
        description: The day (YYYY-MM-DD) from whose beginning in UTC on the suppression holds no more.
        type: str
        required: true
      approved_by:
        description: Who has accepted it.
        type: str
  last_report:
    description:
      - The result of an earlier audit of the same account. The findings then say what is new since, and RV(fixed) what
        is gone.
    type: dict
  fail_on:
    description:
      - V(never) returns the findings. V(new) fails for findings that O(last_report) does not have, and V(any) for all
        findings, of O(fail_severity) or above. The result is returned in any case.
      - What was not checked counts as a finding. What is suppressed does not.
    type: str
    choices: [never, new, any]
    default: never
  fail_severity:
    description:
      - The lowest severity of findings for which the module fails, see O(fail_on).
    type: str
    choices: [critical, high, medium, low, info]
    default: high
extends_documentation_fragment:
  - fleetops.app2container.policy.access
  - fleetops.app2container.parts
  - fleetops.app2container.role_parts
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
- name: Read what the collection manages in the account
  fleetops.app2container.access_info:
  register: found

- name: Show it
  ansible.builtin.debug:
    msg: "{{ found.summary }}"

- name: Find users that are not on the list any more
  fleetops.app2container.access_info:
    users: [ada, grace]

- name: Compare the account with what it should contain
  fleetops.app2container.access_info:
    policy:
      deploy_targets: [ecs, eks]
    group: {}
    users: [ada, grace]
    worker: {}
  register: found

- name: Fail for what is severe and nobody has accepted
  fleetops.app2container.access_info:
    fail_on: any
    fail_severity: medium
    suppressions:
      - id: root-used
        resource: Account 123456789012
        reason: The root user closes an old support contract
        expires: 2099-01-31
        approved_by: security@example.com

- name: Audit, and save what was read
  fleetops.app2container.access_info:
    save_directory: ~/audits

- name: Audit what was saved earlier, without any call
  fleetops.app2container.access_info:
    saved_reads:
      account_details: ~/audits/123456789012-account_details.json
      account_summary: ~/audits/123456789012-account_summary.json
      credential_report: ~/audits/123456789012-credential_report.json

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
partition:
  description: The partition of the account.
  returned: success
  type: str
region:
  description: The Region of the connection. Null if it has none, and for an audit of O(saved_reads).
  returned: success
  type: str
audited_at:
  description: When the account was read, in UTC.
  returned: success
  type: str
  sample: "2026-11-27T10:00:00Z"
collection:
  description: The C(name) and C(version) of this collection, and the version of its C(catalogue).
  returned: success
  type: dict
settings:
  description: The ages that were accepted, in days, by the names of the options.
  returned: success
  type: dict
findings:
  description:
    - What is wrong, what is suppressed, and what was not checked, in this order, the most severe first.
    - What is left over - what this collection manages and no option names. With O(discovery=targeted), one finding says
      that the module did not look for it.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The stable identifier of the check.
      type: str
    severity:
      description: V(critical), V(high), V(medium), V(low) or V(info).
      type: str
    status:
      description: V(fail), V(suppressed) or V(not_checked).
      type: str
    resource:
      description: The ARN of what the finding is about, or the account.
      type: str
    message:
      description: What was found.
      type: str
    remedy:
      description: What to do - the option to set, or the command to run.
      type: str
    evidence:
      description: The calls that show it (C(call)), each with the age of its answer (C(age_seconds)).
      type: list
      elements: dict
    references:
      description:
        - The same check in the CIS AWS Foundations Benchmark (C(cis_v7) and C(cis_v5)), in the AWS Foundational
          Security Best Practices (C(fsbp)), and in prowler (C(prowler)).
      type: dict
    source:
      description: The address of the rule, null if there is none.
      type: str
    reason:
      description: Why it was not checked, null if it was.
      type: str
    missing_action:
      description: The permission that the caller lacks to check it, null if it does not lack one.
      type: str
    suppression:
      description: The suppression, null if it is not suppressed.
      type: dict
    since_last:
      description: V(new) or V(unchanged) since O(last_report), null without one.
      type: str
fixed:
  description: The findings of O(last_report) that are gone. Those whose checks could not be made are not among them.
  returned: success
  type: list
  elements: dict
since:
  description: When the audit of O(last_report) was made, null without one.
  returned: success
  type: str
counts:
  description:
    - How many findings there are by severity with the status V(fail), and by status, how many checks have found nothing
      (C(passed)), and since O(last_report) how many findings are C(new), C(fixed) and C(unchanged).
  returned: success
  type: dict
drift:
  description:
    - The parts that were C(compared) with the options, and the C(changes) that M(fleetops.app2container.access) would
      make, in the form of its result. Null if no option says what a part should be.
  returned: success
  type: dict
sources:
  description:
    - What was read, each with its C(calls), when (C(read_at), C(age_seconds)), whether it was read (C(status) -
      V(read), V(not_read) or V(not_asked)), and if it was not, the C(reason) and the C(missing_action).
  returned: success
  type: list
  elements: dict
graph:
  description: Who reaches what - the C(nodes), and the C(edges) between them.
  returned: success
  type: dict
access_keys:
  description: The access keys of the users of App2Container by age. The credential report has no key IDs.
  returned: success
  type: list
  elements: dict
policy:
  description: The C(current) documents of the general policy, the C(wanted) ones, and their C(differences) in words.
  returned: success
  type: dict
summary:
  description: What the account contains, what was found and what was not checked, in lines for people to read.
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

from ansible_collections.fleetops.app2container.plugins.module_utils._account.argument_spec import parts_spec
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.options import AUDIT_SPEC
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.run import run_access_info
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from

ARGUMENT_SPEC = {
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
    "path": {"type": "str", "default": "/app2container/"},
    "discovery": {"type": "str", "choices": ["account", "targeted"], "default": "account"},
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": True},
    **parts_spec(),
    "users": {"type": "list", "elements": "raw"},
    **AUDIT_SPEC,
}


def main(make: MakeModule = module_from) -> None:
    run_access_info(make(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True))


if __name__ == "__main__":
    main()
