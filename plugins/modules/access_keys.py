# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: access_keys
short_description: Issues, delivers, rotates and deletes the access keys of IAM users
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Ensures that each user has exactly one current access key that this collection manages, and that the secret of this
    key is in the store of the user.
  - The secret goes from the response of C(iam:CreateAccessKey) into the store, and nowhere else. It is never returned,
    logged, shown in a diff, or written to a file that is not encrypted.
  - The tag C(app2container:access-key) of the user records the keys that this collection manages. Before the module
    creates a key, it records its intent in this tag. The next run recovers from an interrupted one - it deletes a key
    whose secret did not reach the store, and issues another key.
  - The module replaces an old key first, deactivates it after a grace period, and deletes it if it has not been used
    since. It never changes or deletes access keys that it did not create. It reports them.
  - If a user has a problem that you must solve, for example two keys that the collection does not manage, the keys of
    this user are left unchanged. The module does the work for all other users, then it fails and says what to do.
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
      - V(present) issues a key if there is none. It replaces a key that is too old, deactivated, or missing from the
        store. After O(grace_days) it deactivates the previous key, and after O(delete_after_days) it deletes it.
      - V(absent) deletes the keys that this collection manages, and what the store holds.
    type: str
    choices: [present, absent]
    default: present
  users:
    description:
      - The users. They must exist, unless O(state=absent).
      - In check mode, a user can be missing, because an earlier task might be about to create it. The module then
        returns a finding.
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
          - The user's public keys, either age (C(age1...)) or SSH (C(ssh-ed25519 ...), C(ssh-rsa ...)). Each of them
            can decrypt the file.
          - Required for O(store.kind=age_file) unless O(state=absent). Not allowed for other stores.
        type: list
        elements: str
  planned_users:
    description:
      - Names of users that an earlier task of the same run creates. In check mode they do not exist yet, which is then
        not a finding.
    type: list
    elements: str
    default: []
  store:
    description: The store that the module delivers the keys to.
    type: dict
    required: true
    suboptions:
      kind:
        description:
          - V(secretsmanager) uses one secret in AWS Secrets Manager for each user, in the account and Region of the
            connection. It supports O(store.prefix), O(store.kms_key_id), O(store.tags), O(store.restrict_to_user) and
            O(store.recovery_window_days).
          - V(vault_file) uses one file of variables for each user, C(USER.yml), encrypted with C(ansible-vault), on the
            host where the module runs. It supports O(store.directory), and O(store.vault_password) or
            O(store.vault_password_file), and O(store.previous_vault_password_file). It requires ansible-core on that
            host, so run it on the control node.
          - V(age_file) uses one file for each key, C(USER.KEYID.age), that only the user can decrypt, on the host where
            the module runs. It supports O(store.directory), and requires the Python package C(pyrage) on that host.
        type: str
        required: true
        choices: [secretsmanager, vault_file, age_file]
      prefix:
        description:
          - The beginning of the names of the secrets. The name of the user follows.
          - All general users can read secrets whose names begin with C(a2c/), so the prefix must not begin with it.
          - The default is C(app2container/access-keys/).
        type: str
      kms_key_id:
        description:
          - The KMS key that encrypts the secrets, as its ARN, ID or alias. The default is the AWS managed key.
        type: str
      tags:
        description: Tags for the secrets, in addition to C(app2container:managed-by).
        type: dict
      restrict_to_user:
        description:
          - V(true) attaches a resource policy to each secret. Only the user can then read the secret; everyone else is
            denied, including administrators. V(false) removes this policy.
          - When omitted, the module does not change resource policies.
        type: bool
      recovery_window_days:
        description: The number of days during which a deleted secret can be restored, 7 to 30. The default is 7.
        type: int
      directory:
        description: The directory of the files. If it does not exist, the module creates it with mode 0700.
        type: path
      vault_password:
        description: The password that encrypts the files, as text.
        type: raw
      vault_password_file:
        description:
          - A file that contains the password, or a script that prints it, as C(ansible-vault) accepts it.
        type: path
      previous_vault_password_file:
        description:
          - Like O(store.vault_password_file), for an earlier password. Files of V(vault_file) that still have the
            earlier password are encrypted again with the current one.
        type: path
  policy_secrets:
    description:
      - The secrets that general users can read - names, ARNs or patterns, as in the option C(policy.secrets) of
        M(fleetops.app2container.access).
      - The module fails if the secrets of O(store.kind=secretsmanager) can be among them, because general users could
        then read the access keys of all users. Set this option if you set O(store.prefix). The default prefix is never
        among them, because M(fleetops.app2container.access) refuses such a policy.
    type: list
    elements: str
  max_age_days:
    description:
      - The maximum age of a key in days. The module replaces a key that is older. V(0) replaces the key in every run.
      - When omitted, keys do not expire.
    type: int
  grace_days:
    description: The number of days for which a key stays active after it was replaced.
    type: int
    default: 7
  delete_after_days:
    description:
      - The number of days for which the module keeps a deactivated key, so that it can be activated again if it is
        still needed. After that, the module deletes the key if it has not been used since it was deactivated.
    type: int
    default: 7
  verify:
    description: Whether to wait until AWS accepts a new key, which takes a few seconds.
    type: bool
    default: false
  verify_timeout:
    description: The maximum number of seconds that O(verify) waits, 1 to 600.
    type: int
    default: 60
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - fleetops.app2container.preflight
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
  - name: Managing access keys for IAM users
    description: The AWS documentation about access keys and their rotation.
    link: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
"""

EXAMPLES = r"""
- name: Issue a key for each user into Secrets Manager and replace it after 90 days
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

- name: Issue a key into a file on the control node that only its user can decrypt
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

- name: Delete all keys that this collection manages
  fleetops.app2container.access_keys:
    state: absent
    users:
      - name: ada
    store:
      kind: secretsmanager
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
  description: The steps that the module took. In check mode, the steps that it would take.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description:
        - V(prepare) prepares the store and verifies that it is writable. V(issue) creates a key and delivers it to the
          store.
        - V(deactivate) deactivates a key, and V(delete) deletes it. V(record) corrects the record in the tag of the
          user. V(discard) removes what the store holds.
      type: str
    user:
      description: The name of the user.
      type: str
    access_key_id:
      description: The ID of the key. Null if the key does not exist yet.
      type: str
    reason:
      description: The reason for the step.
      type: str
    api:
      description: The API action. Null where the store decides what is called, for V(prepare) and V(discard).
      type: str
    type:
      description: The type of the entity that changes, which is V(user).
      type: str
    name:
      description: The name of the user.
      type: str
    before:
      description: >-
        The attributes that change, before the change - C(current) and C(previous) are the ids of the recorded keys,
        C(keys) has the state of each key, and C(stored) the ids of the keys that the store holds.
      type: dict
    after:
      description: The same attributes after the change.
      type: dict
access_keys:
  description: The key of each user.
  returned: success
  type: list
  elements: dict
  contains:
    user:
      description: The name of the user.
      type: str
    access_key_id:
      description:
        - The ID of the current key. Null if there is none, and in check mode if the module would create one.
      type: str
    created:
      description: The time at which the key was created.
      type: str
    store:
      description: The kind of store.
      type: str
    place:
      description: The name of the secret, or the path of the file. Null if there is no key.
      type: str
    previous:
      description:
        - The previous key, as long as it exists, with its C(access_key_id), and whether it is active (C(active)).
      type: dict
    waits:
      description:
        - The pending steps and what they wait for - C(action) (V(deactivate), V(delete) or V(rotate)),
          C(access_key_id), C(until) (null if the step does not depend on time) and C(reason).
      type: list
      elements: dict
    other_keys:
      description: The IDs of the user's keys that this collection does not manage.
      type: list
      elements: str
findings:
  description: Findings about the keys, each with its C(id), C(severity), C(where) and C(message).
  returned: success
  type: list
  elements: dict
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    iam:ListAccessKeys: 1
applied:
  description:
    - The steps that were taken before another step failed, in the form of RV(changes). If users wait because of a
      problem of their own, all steps for the other users.
  returned: when a step failed, or when users wait because of a problem
  type: list
  elements: dict
failed_changes:
  description: The steps that failed, in the form of RV(changes), each with its C(error).
  returned: when a step failed, or when users wait because of a problem
  type: list
  elements: dict
remaining:
  description: The steps that were not attempted, in check mode all of them. The next run takes them.
  returned: when a step failed, or when users wait because of a problem
  type: list
  elements: dict
"""

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.run import run_access_keys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.registry import (
    store_suboptions,
    user_suboptions,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._options.secret_options import take_secrets
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "users": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": {"name": {"type": "str", "required": True}, **user_suboptions()},
    },
    "planned_users": {"type": "list", "elements": "str", "default": []},
    "store": {"type": "dict", "required": True, "options": store_suboptions()},
    "policy_secrets": {"type": "list", "elements": "str", "no_log": False},
    "max_age_days": {"type": "int"},
    "grace_days": {"type": "int", "default": 7},
    "delete_after_days": {"type": "int", "default": 7},
    "verify": {"type": "bool", "default": False},
    "verify_timeout": {"type": "int", "default": 60},
    "preflight": {"type": "bool", "default": True},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
}


def main(make: MakeModule = module_from) -> None:
    module = make(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True)
    run_access_keys(module, take_secrets(module, ARGUMENT_SPEC))


if __name__ == "__main__":
    main()
