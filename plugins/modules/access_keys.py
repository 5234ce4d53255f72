# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access_keys
short_description: Issues, delivers, rotates and retires the access keys of IAM users
version_added: 0.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Makes sure that each user has exactly one live access key of ours whose secret is in its store.
  - The secret goes from the answer of C(iam:CreateAccessKey) into the store, and nowhere else. It is never returned,
    logged, shown in a diff, or written to a file that is not encrypted.
  - What is ours is noted in the tag C(app2container:access-key) of the user. Before a key is made the intent is noted
    there. A run that is cut off, wherever it is, is settled by the next one - a key whose secret did not reach the
    store is deleted and another one issued.
  - An old key is replaced first, then deactivated after a time of grace, and deleted once it was not used since. Access
    keys that this module did not make are never changed or deleted. They are reported.
  - A worker machine on EC2 with the instance profile of M(fleetops.app2container.access) needs no access key.
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
      - V(present) issues a key where there is none, replaces one that is too old, deactivated or not in the store, and
        retires the one before.
      - V(absent) deletes the keys that are ours, and what the store holds.
    type: str
    choices: [present, absent]
    default: present
  users:
    description:
      - The users. They must exist, unless their keys are to be absent.
      - In check mode a user may be missing, as an earlier task may be about to make it. This is a finding then.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: The name of the user.
        type: str
        required: true
      recipients:
        description:
          - The user's public keys, age (C(age1...)) or SSH (C(ssh-ed25519 ...), C(ssh-rsa ...)). Each of them can
            decrypt.
          - Required for the store V(age_file) unless the keys are to be absent, and refused for other stores.
        type: list
        elements: str
  store:
    description: Where the keys go.
    type: dict
    required: true
    suboptions:
      kind:
        description:
          - V(secretsmanager), one secret of AWS Secrets Manager for each user, in the account and Region of the
            connection. It takes O(store.prefix), O(store.kms_key_id), O(store.tags), O(store.restrict_to_user) and
            O(store.recovery_window_days).
          - V(vault_file), one file of variables for each user, C(USER.yml), encrypted with C(ansible-vault), on the
            machine where the module runs. It takes O(store.directory), and O(store.vault_password) or
            O(store.vault_password_file). It needs ansible-core there, so run it on the control node.
          - V(age_file), one file for each key, C(USER.KEYID.age), that only the user can decrypt, on the machine where
            the module runs. It takes O(store.directory), and needs the Python package C(pyrage) there.
        type: str
        required: true
        choices: [secretsmanager, vault_file, age_file]
      prefix:
        description:
          - What the names of the secrets begin with. The name of the user follows.
          - Secrets under C(a2c/) are readable for all general users, so it cannot be that.
          - The default is C(app2container/access-keys/).
        type: str
      kms_key_id:
        description: The KMS key that encrypts the secrets, as its ARN, id or alias. The default is the key of AWS.
        type: str
      tags:
        description: Tags of the secrets, beside C(app2container:managed-by).
        type: dict
      restrict_to_user:
        description:
          - V(true) gives each secret a resource policy by which only its user can read it, and nobody else, not even
            an administrator. V(false) takes such a policy away.
          - When omitted, resource policies are left alone.
        type: bool
      recovery_window_days:
        description: For how many days the deletion of a secret can be taken back, 7 to 30. The default is 7.
        type: int
      directory:
        description: The folder of the files. It is made with mode 0700 where it is missing.
        type: path
      vault_password:
        description: The password that the files are encrypted with, a text.
        type: raw
      vault_password_file:
        description: A file that holds the password, or a program that prints it, as C(ansible-vault) takes it.
        type: path
  max_age_days:
    description:
      - A key that is older is replaced. V(0) replaces it in every run.
      - When omitted, keys do not become too old.
    type: int
  grace_days:
    description: For how many days a key stays active after it was replaced.
    type: int
    default: 7
  delete_after_days:
    description:
      - For how many days a deactivated key is kept, so that it can be activated again where somebody still needs it.
        It is deleted then if it was not used since it was deactivated.
    type: int
    default: 7
  verify:
    description: Whether to wait until a new key works, which takes AWS some seconds.
    type: bool
    default: false
  verify_timeout:
    description: For how many seconds O(verify) waits at most, 1 to 600.
    type: int
    default: 60
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
  - name: Managing access keys for IAM users
    description: What AWS says about access keys and their rotation.
    link: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
"""

EXAMPLES = r"""
- name: A key for each user, in Secrets Manager, replaced after 90 days
  fleetops.app2container.access_keys:
    account_id: "123456789012"
    users:
      - name: ada
      - name: grace
    store:
      kind: secretsmanager
      kms_key_id: alias/app2container
      restrict_to_user: true
    max_age_days: 90

- name: A key that only its user can decrypt, in a file on the control node
  fleetops.app2container.access_keys:
    users:
      - name: ada
        recipients:
          - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMlbi1r1C8kGgfKoVdTFWLjmGgFVGgXgcQHYRdLFSdGf ada
    store:
      kind: age_file
      directory: ~/app2container-keys
    verify: true
  delegate_to: localhost

- name: No keys of ours any more
  fleetops.app2container.access_keys:
    state: absent
    users:
      - name: ada
    store:
      kind: secretsmanager
"""

RETURN = r"""
changes:
  description: Every step that was taken (in check mode, would be taken).
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description:
        - V(prepare) makes the store ready and proves that it can be written. V(issue) makes a key and delivers it.
        - V(deactivate) and V(delete) are what they say. V(record) corrects the note on the user. V(discard) removes
          what the store holds.
      type: str
    user:
      description: The user.
      type: str
    access_key_id:
      description: The id of the key. Null where there is none yet.
      type: str
    reason:
      description: Why.
      type: str
access_keys:
  description: The key of each user.
  returned: success
  type: list
  elements: dict
  contains:
    user:
      description: The user.
      type: str
    access_key_id:
      description: The id of the current key. Null in check mode where one would be made, and where there is none.
      type: str
    created:
      description: When it was made.
      type: str
    store:
      description: The kind of store.
      type: str
    place:
      description: The name of the secret, or the path of the file. Null where there is no key.
      type: str
    previous:
      description: The key before, as long as it exists, with its C(access_key_id) and whether it is C(active).
      type: dict
    waits:
      description:
        - What is still to be done, and what it waits for - C(action) (V(deactivate), V(delete) or V(rotate)),
          C(access_key_id), C(until) (null where it is not a matter of time) and C(reason).
      type: list
      elements: dict
    other_keys:
      description: The ids of keys of the user that are not ours.
      type: list
      elements: str
findings:
  description: What is worth knowing about the keys, each with C(id), C(severity), C(where) and C(message).
  returned: success
  type: list
  elements: dict
api_calls:
  description: How often each action of the AWS API was called.
  returned: always
  type: dict
  sample:
    iam:ListAccessKeys: 1
applied:
  description: The steps that were taken before another one failed, as in RV(changes).
  returned: when a step failed
  type: list
  elements: dict
failed_changes:
  description: The steps that failed, as in RV(changes), each with its C(error).
  returned: when a step failed
  type: list
  elements: dict
remaining:
  description: The steps that were not tried any more. Running again takes them.
  returned: when a step failed
  type: list
  elements: dict
"""

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.options import STORES
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.run import run_access_keys
from ansible_collections.fleetops.app2container.plugins.module_utils._options.secret_options import take_secrets
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "users": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": {
            "name": {"type": "str", "required": True},
            "recipients": {"type": "list", "elements": "str"},
        },
    },
    "store": {
        "type": "dict",
        "required": True,
        "options": {
            "kind": {"type": "str", "required": True, "choices": list(STORES)},
            "prefix": {"type": "str"},
            "kms_key_id": {"type": "str"},
            "tags": {"type": "dict"},
            "restrict_to_user": {"type": "bool"},
            "recovery_window_days": {"type": "int"},
            "directory": {"type": "path"},
            "vault_password": {"type": "raw", "no_log": True},
            "vault_password_file": {"type": "path", "no_log": False},
        },
    },
    "max_age_days": {"type": "int"},
    "grace_days": {"type": "int", "default": 7},
    "delete_after_days": {"type": "int", "default": 7},
    "verify": {"type": "bool", "default": False},
    "verify_timeout": {"type": "int", "default": 60},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
}


def main() -> None:
    module = module_from(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True)
    run_access_keys(module, take_secrets(module, ARGUMENT_SPEC))


if __name__ == "__main__":
    main()
