# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: artifact_bucket
short_description: Creates the S3 bucket for the artifacts of App2Container, and locks it down
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Ensures that a bucket exists in the Region of the connection, and that it is locked down, as the App2Container guide
    advises.
  - Access control lists are off (object ownership C(BucketOwnerEnforced)), all four settings of the public access block
    are on, and the bucket policy denies all requests without TLS. These settings have no option.
  - The bucket has a default encryption, versioning, and lifecycle rules, as the options say.
  - The module changes only its own statement of the bucket policy and its own lifecycle rules, which it recognizes by
    C(Sid) and C(ID). It keeps those of others and returns the findings C(bucket-statements-kept) and
    C(bucket-rules-kept).
  - The module tags the bucket with C(app2container:managed-by) and the value C(fleetops.app2container). It never
    changes or deletes a bucket without this tag, unless O(adopt=true).
  - The module never deletes objects, and deletes only a bucket that is empty.
  - In each call on a bucket, the module names the account that must own the bucket. S3 then denies access to a bucket
    of the same name in another account.
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
      - V(present) creates the bucket if it does not exist, and sets what is not as it should be.
      - V(absent) deletes the bucket if it is empty. If it holds objects, older versions or delete markers, the module
        fails with a message that counts them, and changes nothing. The deletion ends uploads that are not finished.
    type: str
    choices: [present, absent]
    default: present
  name:
    description:
      - The name of the bucket. It is unique in all accounts of a partition, so it should contain the account ID.
    type: str
    required: true
  adopt:
    description:
      - Whether to take over an existing bucket of the account that this collection does not manage.
      - When V(false), the module fails with a message, and changes nothing.
    type: bool
    default: false
  versioning:
    description:
      - Whether S3 keeps the older versions of objects that are overwritten or deleted.
      - V(false) suspends versioning if it is on. Versions that exist remain.
    type: bool
    default: true
  kms_key_arn:
    description:
      - The ARN of the KMS key that encrypts new objects, with a bucket key. It must be in the Region of the bucket.
        An empty string selects the keys of S3 (SSE-S3).
      - When omitted, a bucket without default encryption uses the keys of S3, and the module does not change an
        existing default encryption.
      - The module does not change the policy of the key, and does not encrypt existing objects again.
    type: str
  expire_noncurrent_days:
    description:
      - After how many days S3 deletes older versions of objects. S3 then also removes delete markers that hide nothing.
        V(0) means never.
    type: int
    default: 90
  abort_incomplete_multipart_days:
    description: After how many days S3 ends uploads that were not finished. V(0) means never.
    type: int
    default: 7
  tags:
    description:
      - Tags for the bucket, in addition to the module's own tag. When omitted, the module does not change other tags.
    type: dict
  purge_tags:
    description:
      - Whether to remove tags that are not in O(tags), if O(tags) is specified.
      - The module never removes tags whose keys begin with C(aws:) or C(app2container:).
    type: bool
    default: true
extends_documentation_fragment:
  - fleetops.app2container.account
  - fleetops.app2container.attributes
  - fleetops.app2container.attributes.actiongroup_app2container
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: fleetops.app2container.access
  - module: fleetops.app2container.access_info
"""

EXAMPLES = r"""
- name: Create the bucket for artifacts
  fleetops.app2container.artifact_bucket:
    account_id: "123456789012"
    name: a2c-artifacts-123456789012
    region: eu-central-1
  register: artifacts

- name: Create a general policy that covers exactly this bucket
  fleetops.app2container.access:
    policy:
      deploy_targets: [ecs]
      artifact_buckets: "{{ artifacts.policy_artifact_buckets }}"
    group: {}

- name: Take over a bucket, and encrypt new objects with a customer managed key
  fleetops.app2container.artifact_bucket:
    name: team-artifacts
    region: eu-central-1
    adopt: true
    kms_key_arn: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
    expire_noncurrent_days: 30

- name: Delete the bucket if it is empty
  fleetops.app2container.artifact_bucket:
    name: a2c-artifacts-123456789012
    region: eu-central-1
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
  description: The S3 calls that the module made, in order. In check mode, the calls that it would make.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description:
        - The type of change - V(create), V(tag), V(disable_acls), V(require_tls), V(block_public_access), V(encrypt),
          V(set_versioning), V(set_lifecycle) or V(delete).
      type: str
    api:
      description: The API action. The name of the permission that it needs can differ, see docs/permissions.md.
      type: str
      sample: s3:PutBucketPolicy
    type:
      description: The type of entity, which is V(bucket).
      type: str
    name:
      description: The name of the bucket.
      type: str
    before:
      description: The settings that the call changes, in the form of RV(bucket). Null if the bucket did not exist.
      type: dict
    after:
      description: The same settings, after the call. Null if the bucket is deleted.
      type: dict
bucket:
  description: The bucket as it is after the run. Null if it does not exist then.
  returned: success
  type: dict
  contains:
    name:
      description: The name of the bucket.
      type: str
    arn:
      description: The ARN of the bucket.
      type: str
      sample: arn:aws:s3:::a2c-artifacts-123456789012
    region:
      description: The Region of the bucket.
      type: str
    tags:
      description: All tags of the bucket.
      type: dict
    object_ownership:
      description: The object ownership. With V(BucketOwnerEnforced), access control lists are off.
      type: str
    policy:
      description: The bucket policy.
      type: dict
    public_access_block:
      description: The settings of the public access block.
      type: dict
    encryption:
      description: The algorithm of the default encryption.
      type: str
      sample: aws:kms
    kms_key:
      description: The KMS key of the default encryption, an empty string if there is none.
      type: str
    bucket_key:
      description: Whether the default encryption uses a bucket key.
      type: bool
    versioning:
      description: The status of versioning, an empty string if it never was on.
      type: str
      sample: Enabled
    lifecycle_rules:
      description: All lifecycle rules of the bucket.
      type: list
      elements: dict
policy_artifact_buckets:
  description:
    - The bucket for O(fleetops.app2container.access#module:policy.artifact_buckets). An empty list if it does not exist
      after the run.
  returned: success
  type: list
  elements: dict
  sample:
    - name: a2c-artifacts-123456789012
findings:
  description: Findings about the bucket, for example what others have set there.
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
      description: The bucket.
      type: str
    message:
      description: The description of the finding and the recommended action.
      type: str
api_calls:
  description: The number of calls to each AWS API action.
  returned: always
  type: dict
  sample:
    s3:GetBucketPolicy: 1
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

from ansible_collections.fleetops.app2container.plugins.module_utils._bucket.run import run_artifact_bucket
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import MakeModule, module_from

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "name": {"type": "str", "required": True},
    "adopt": {"type": "bool", "default": False},
    "versioning": {"type": "bool", "default": True},
    "kms_key_arn": {"type": "str", "no_log": False},
    "expire_noncurrent_days": {"type": "int", "default": 90},
    "abort_incomplete_multipart_days": {"type": "int", "default": 7},
    "tags": {"type": "dict"},
    "purge_tags": {"type": "bool", "default": True},
    "account_id": {"type": "str"},
    "assume_role_arn": {"type": "str"},
    "assume_role_external_id": {"type": "str"},
}


def main(make: MakeModule = module_from) -> None:
    module = make(AnsibleAWSModule, ARGUMENT_SPEC, supports_check_mode=True)
    run_artifact_bucket(module)


if __name__ == "__main__":
    main()
