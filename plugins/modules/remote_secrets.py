# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: remote_secrets
short_description: Keeps the secrets that App2Container reads in AWS Secrets Manager
version_added: 0.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Makes sure that secrets exist in AWS Secrets Manager with exactly the JSON keys that AWS App2Container reads - to
    connect to servers of remote workflows, to Jenkins and Azure DevOps for pipelines, and to a domain for gMSA.
  - What App2Container wants in base64 is encoded by the module, once. A value that is in base64 already is recognised,
    see the options of O(secrets).
  - The current value is read with C(secretsmanager:GetSecretValue) and compared in memory. No value is ever returned,
    logged or shown in a diff; keys are named, with what becomes of them.
  - What the module makes carries the tag C(app2container:managed-by) with the value C(fleetops.app2container). A
    secret with this tag has exactly the JSON keys that are wanted - others are removed, which the finding
    C(secret-keys-removed) says. A secret without it is never changed or deleted, unless O(adopt=true).
  - Secrets that are not named are left alone.
notes:
  - Ansible hides passwords, keys and tokens of 8 or more characters wherever they occur in what the module returns. One
    that is a part of the name or ARN of a secret is therefore refused - it would not be secret either.
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
      - V(present) makes the secrets exist, but for those that say O(secrets[].state=absent).
      - V(absent) deletes all secrets that are named; nothing but their names is needed.
    type: str
    choices: [present, absent]
    default: present
  secrets:
    description:
      - The secrets, in the Region of the connection. Each kind takes its own values, and no others.
      - V(linux), a server with Linux, takes O(secrets[].username), O(secrets[].private_key), and
        O(secrets[].certificate) where it is to be used.
      - V(windows), a server with Windows, takes O(secrets[].username) and O(secrets[].password).
      - V(jenkins_git), the Git repository of a Jenkins pipeline, takes O(secrets[].username) and
        O(secrets[].private_key).
      - V(jenkins_server), the Jenkins server, takes O(secrets[].username) and O(secrets[].token).
      - V(azure), Azure DevOps, takes O(secrets[].token).
      - V(gmsa), the domain of group managed service accounts, takes O(secrets[].username) and O(secrets[].password).
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description:
          - The name of the secret. One without a slash gets the prefix C(a2c/), which the policies of the App2Container
            guide expect.
        type: str
        required: true
      kind:
        description: What the secret is for. Required where it is to be present.
        type: str
        choices: [linux, windows, jenkins_git, jenkins_server, azure, gmsa]
      state:
        description:
          - V(absent) schedules the deletion of the secret, after O(recovery_window_days).
          - V(present) takes a scheduled deletion back, and writes the value again.
        type: str
        choices: [present, absent]
        default: present
      username:
        description:
          - The name of the user that connects.
          - For V(gmsa), the NetBIOS name of the domain, a backslash, and the user, such as C(EXAMPLE\svc-a2c).
        type: raw
      private_key:
        description:
          - The content of a private SSH key file in PEM or OpenSSH form, which the module encodes in base64.
          - A text in base64 that decodes to such a key is taken as encoded already.
        type: raw
      certificate:
        description:
          - The content of a certificate in PEM or OpenSSH form, which the module encodes in base64.
          - A text in base64 that decodes to such a certificate is taken as encoded already.
        type: raw
      password:
        description: The password, as it is.
        type: raw
      token:
        description:
          - The API token of Jenkins, which the module encodes in base64, or the personal access token of Azure DevOps,
            which is stored as it is.
          - For V(jenkins_server), a text in base64 that decodes to 12 or more visible ASCII characters is taken as
            encoded already. Tokens as Jenkins makes them do not.
        type: raw
      kms_key_id:
        description:
          - The KMS key that encrypts this secret, in place of O(kms_key_id).
        type: str
      tags:
        description: Tags for this secret, beside O(tags).
        type: dict
  kms_key_id:
    description:
      - The KMS key that encrypts the secrets - its id, C(alias/NAME), or the ARN of either. Empty means the key that
        AWS manages.
      - When omitted, new secrets get the key that AWS manages, and the key of others is left alone.
      - Secrets that are read from another account need a customer managed key.
    type: str
  tags:
    description:
      - Tags for all secrets, beside the module's own.
      - When omitted, tags are left alone, unless O(secrets[].tags) is given.
    type: dict
  purge_tags:
    description:
      - Whether tags that are not wanted are removed, where O(tags) or O(secrets[].tags) is given.
      - Tags whose keys begin with C(aws:) or C(app2container:) are never removed.
    type: bool
    default: true
  adopt:
    description:
      - Whether a secret that exists and is not ours is taken over.
      - When V(false), such secrets are an error that names all of them, and nothing is changed.
    type: bool
    default: false
  recovery_window_days:
    description: For how many days a deleted secret can be restored, 7 to 30.
    type: int
    default: 30
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
  - name: Manage secrets for App2Container
    description: The page of the App2Container user guide that says which JSON keys its secrets have.
    link: https://docs.aws.amazon.com/app2container/latest/UserGuide/manage-secrets.html
"""

EXAMPLES = r"""
- name: Secrets to reach the servers of remote workflows
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

- name: A general policy that covers exactly these secrets
  fleetops.app2container.access:
    policy:
      deploy_targets: [ecs]
      remote_workflows: true
      secrets: "{{ remote.policy_secrets }}"
    group: {}

- name: A Jenkins server, with a customer managed key
  fleetops.app2container.remote_secrets:
    kms_key_id: alias/app2container
    secrets:
      - name: teams/platform/jenkins
        kind: jenkins_server
        username: builder
        token: "{{ vault_jenkins_token }}"
        tags:
          team: platform

- name: Delete a secret, which can be restored for a week
  fleetops.app2container.remote_secrets:
    recovery_window_days: 7
    secrets:
      - name: windows-servers
        state: absent
"""

RETURN = r"""
changes:
  description: Every call of Secrets Manager that was made (in check mode, would be made), secret by secret.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: V(create), V(restore), V(untag), V(tag), V(encrypt), V(update) or V(delete).
      type: str
    api:
      description: The action of the API, which is also the permission that it needs.
      type: str
      sample: secretsmanager:PutSecretValue
    type:
      description: The kind of entity, which is V(secret).
      type: str
    name:
      description: The name of the secret.
      type: str
    before:
      description:
        - The attributes that the call changes, as they were before it - C(state), C(tags), C(kms_key_id), and C(keys),
          which says of each JSON key what happens to its value. Null if the secret did not exist.
      type: dict
    after:
      description: The same attributes after the call.
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
      description: The name, with its prefix.
      type: str
    arn:
      description: The ARN, as App2Container's files refer to it. Null in check mode for a secret that does not exist.
      type: str
    kind:
      description: What it is for.
      type: str
    version_id:
      description: The id of the version in force. Null in check mode where a new one would be written.
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
  description: What is worth knowing about the secrets.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: A stable name of the kind of finding.
      type: str
    severity:
      description: V(error), V(warning) or V(info). Warnings are shown as warnings of the task too.
      type: str
    where:
      description: The secret that is meant.
      type: str
    message:
      description: What was found, and what to do.
      type: str
api_calls:
  description: How often each action of the AWS API was called.
  returned: always
  type: dict
  sample:
    secretsmanager:DescribeSecret: 2
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

from ansible_collections.fleetops.app2container.plugins.module_utils._options.secret_options import take_secrets
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
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
}


def main() -> None:
    # no_log: Ansible's log of the call writes texts as Python does, in which it does not find what it is to hide
    module = module_from(AnsibleAWSModule, ARGUMENT_SPEC, no_log=True, supports_check_mode=True)
    run_remote_secrets(module, take_secrets(module, ARGUMENT_SPEC, PLAIN_OPTIONS))


if __name__ == "__main__":
    main()
