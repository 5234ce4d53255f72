# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: remote_secrets
short_description: Manages the secrets that App2Container reads from AWS Secrets Manager
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Ensures that secrets in AWS Secrets Manager have exactly the JSON keys that AWS App2Container reads - to connect to
    the servers of remote workflows, to Jenkins and Azure DevOps for pipelines, and to a domain for gMSA.
  - The module encodes values in base64, once, where App2Container requires it. It recognizes a value that is already
    encoded, as the options of O(secrets) describe.
  - The module reads the current value with C(secretsmanager:GetSecretValue) and compares it in memory. It never
    returns a value, logs it or shows it in a diff. It names only the JSON keys, and how they change.
  - The module tags what it creates with C(app2container:managed-by) and the value C(fleetops.app2container). A secret
    with this tag has exactly the required JSON keys. The module removes other keys and returns the finding
    C(secret-keys-removed). It never changes or deletes a secret without this tag, unless O(adopt=true).
  - The module does not change secrets that you do not list.
notes:
  - Ansible hides passwords, keys and tokens of 8 or more characters wherever they occur in the result of the module.
    The module therefore rejects such a value if it is part of the name or ARN of a secret. It would not be secret
    there in any case.
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
      - V(present) creates or updates the secrets, except those with O(secrets[].state=absent).
      - V(absent) deletes all listed secrets. Only their names are required.
    type: str
    choices: [present, absent]
    default: present
  secrets:
    description:
      - The secrets, in the Region of the connection. Each kind accepts its own values, and no others.
      - V(linux), a Linux server, requires O(secrets[].username) and O(secrets[].private_key), and accepts
        O(secrets[].certificate).
      - V(windows), a Windows server, requires O(secrets[].username) and O(secrets[].password).
      - V(jenkins_git), the Git repository of a Jenkins pipeline, requires O(secrets[].username) and
        O(secrets[].private_key).
      - V(jenkins_server), the Jenkins server, requires O(secrets[].username) and O(secrets[].token).
      - V(azure), Azure DevOps, requires O(secrets[].token).
      - V(gmsa), the domain of group managed service accounts, requires O(secrets[].username) and
        O(secrets[].password).
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description:
          - The name of the secret. If the name has no slash, the module adds the prefix C(a2c/), which the policies of
            the App2Container guide expect.
        type: str
        required: true
      kind:
        description: The purpose of the secret. Required unless the secret is to be absent.
        type: str
        choices: [linux, windows, jenkins_git, jenkins_server, azure, gmsa]
      state:
        description:
          - V(absent) schedules the deletion of the secret after O(recovery_window_days).
          - V(present) cancels a scheduled deletion, and writes the value again.
        type: str
        choices: [present, absent]
        default: present
      username:
        description:
          - The name of the user that connects.
          - For V(gmsa), the NetBIOS name of the domain, a backslash and the user, for example C(EXAMPLE\svc-a2c).
        type: raw
      private_key:
        description:
          - The content of a private SSH key file in PEM or OpenSSH format. The module encodes it in base64.
          - A base64 text that decodes to such a key counts as already encoded.
          - The key must not be encrypted with a passphrase, because App2Container cannot ask for it.
        type: raw
      certificate:
        description:
          - The content of a certificate file in PEM or OpenSSH format. The module encodes it in base64.
          - A base64 text that decodes to such a certificate counts as already encoded.
        type: raw
      password:
        description: The password. The module stores it unchanged.
        type: raw
      token:
        description:
          - The API token of Jenkins, which the module encodes in base64, or the personal access token of Azure DevOps,
            which it stores unchanged.
          - For V(jenkins_server), a base64 text that decodes to 12 or more visible ASCII characters counts as already
            encoded. Tokens that Jenkins generates do not decode to such a text.
        type: raw
      kms_key_id:
        description:
          - The KMS key that encrypts this secret, instead of O(kms_key_id).
        type: str
      tags:
        description: Tags for this secret, in addition to O(tags).
        type: dict
  kms_key_id:
    description:
      - The KMS key that encrypts the secrets - its ID, C(alias/NAME), or the ARN of either. An empty string selects the
        AWS managed key.
      - When omitted, new secrets use the AWS managed key, and the module does not change the key of existing secrets.
      - Secrets that are read from another account need a customer managed key.
    type: str
  tags:
    description:
      - Tags for all secrets, in addition to the module's own tag.
      - When omitted, the module does not change tags, unless O(secrets[].tags) is specified.
    type: dict
  purge_tags:
    description:
      - Whether to remove tags that are neither in O(tags) nor in O(secrets[].tags), if one of the two is specified.
      - The module never removes tags whose keys begin with C(aws:) or C(app2container:).
    type: bool
    default: true
  adopt:
    description:
      - Whether to take over an existing secret that this collection does not manage.
      - When V(false), the module fails with a message that lists all such secrets, and changes nothing.
    type: bool
    default: false
  recovery_window_days:
    description: The number of days during which a deleted secret can be restored, 7 to 30.
    type: int
    default: 30
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
  - name: Manage secrets for App2Container
    description: The page of the App2Container user guide that lists the JSON keys of its secrets.
    link: https://docs.aws.amazon.com/app2container/latest/UserGuide/manage-secrets.html
"""

EXAMPLES = r"""
- name: Create the secrets for the servers of remote workflows
  fleetops.app2container.remote_secrets:
    account_id: "123456789012"
    secrets:
      - name: linux-servers
        kind: linux
        username: ec2-user
        private_key: "{{ vault_linux_private_key }}"
      - name: windows-servers
        kind: windows
        username: Administrator
        password: "{{ vault_windows_password }}"
  register: remote

- name: Create a general policy that covers exactly these secrets
  fleetops.app2container.access:
    policy:
      deploy_targets: [ecs]
      remote_workflows: true
      secrets: "{{ remote.policy_secrets }}"
    group: {}

- name: Create the secret for a Jenkins server, with a customer managed key
  fleetops.app2container.remote_secrets:
    kms_key_id: alias/app2container
    secrets:
      - name: teams/platform/jenkins
        kind: jenkins_server
        username: builder
        token: "{{ vault_jenkins_token }}"
        tags:
          team: platform

- name: Delete a secret that can be restored for a week
  fleetops.app2container.remote_secrets:
    recovery_window_days: 7
    secrets:
      - name: windows-servers
        state: absent
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
  description:
    - The Secrets Manager calls that the module made, secret by secret. In check mode, the calls that it would make.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description:
        - The type of change - V(create), V(restore), V(untag), V(tag), V(encrypt), V(update) or V(delete).
      type: str
    api:
      description: The API action, which is also the permission that it needs.
      type: str
      sample: secretsmanager:PutSecretValue
    type:
      description: The type of entity, which is V(secret).
      type: str
    name:
      description: The name of the secret.
      type: str
    before:
      description:
        - The attributes that the call changes, before the call - C(state), C(tags), C(kms_key_id), and C(keys), which
          says what happens to the value of each JSON key. Null if the secret did not exist.
      type: dict
    after:
      description: The same attributes, after the call.
      type: dict
    json_keys:
      description: The JSON keys that are added, changed or removed.
      type: list
      elements: str
secrets:
  description: The secrets that are present, without their values.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the secret, with its prefix.
      type: str
    arn:
      description:
        - The ARN of the secret, for the files of App2Container. Null in check mode if the secret does not exist.
      type: str
    kind:
      description: The purpose of the secret.
      type: str
    version_id:
      description: The ID of the current version. Null in check mode if the module would write a new version.
      type: str
policy_secrets:
  description:
    - ARN patterns that match the secrets that are present, and no others, for
      O(fleetops.app2container.access#module:policy.secrets).
  returned: success
  type: list
  elements: str
  sample:
    - arn:aws:secretsmanager:eu-central-1:123456789012:secret:a2c/linux-servers-??????
findings:
  description: Findings about the secrets.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The stable identifier of the finding type.
      type: str
    severity:
      description: V(error), V(warning) or V(info). The task also shows warnings as Ansible warnings.
      type: str
    where:
      description: The secret that the finding is about.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    secretsmanager:DescribeSecret: 2
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

from ansible_collections.fleetops.app2container.plugins.module_utils._options.secret_options import take_secrets
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.kinds import (
    KINDS,
    PLAIN_OPTIONS,
    value_argument_spec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.run import run_remote_secrets

STATE = {"type": "str", "choices": ["present", "absent"], "default": "present"}
KMS_KEY = {"type": "str", "no_log": False}
ARGUMENT_SPEC = {
    "state": STATE,
    "secrets": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "no_log": False,  # its values have this each for itself
        "options": {
            "name": {"type": "str", "required": True},
            "kind": {"type": "str", "choices": list(KINDS)},
            "state": STATE,
            **value_argument_spec(),
            "kms_key_id": KMS_KEY,
            "tags": {"type": "dict"},
        },
    },
    "kms_key_id": KMS_KEY,
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": True},
    "adopt": {"type": "bool", "default": False},
    "recovery_window_days": {"type": "int", "default": 30},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
}


def main(make: MakeModule = module_from) -> None:
    # no_log: Ansible's log of the call writes texts as Python does, in which it does not find what it is to hide
    module = make(AnsibleAWSModule, ARGUMENT_SPEC, no_log=True, supports_check_mode=True)
    run_remote_secrets(module, take_secrets(module, ARGUMENT_SPEC, PLAIN_OPTIONS))


if __name__ == "__main__":
    main()
