# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The options of the modules about the provisioner: whom it trusts, and what it is for."""

from __future__ import annotations


class ModuleDocFragment:
    """The options that ``provisioner_role`` and ``provisioner_template`` share."""

    DOCUMENTATION = r"""
options:
  name:
    description:
      - The name of the role. Its policies and its own permissions boundary are named after it.
    type: str
    default: App2ContainerProvisioner
  path:
    description:
      - The IAM path of the role, its policies and its own boundary. It must lie apart from O(access_path), because the
        provisioner could change itself otherwise.
    type: str
    default: /fleetops-app2container/
  trusted_principals:
    description:
      - ARNs of the users and roles that can assume the role, usually one role of the control node. A 12-digit account
        ID stands for a whole account, which then decides who can.
    type: list
    elements: str
  external_id:
    description:
      - An external ID that O(trusted_principals) must give. It is not a secret. Set it as
        C(a2c_iam_assume_role_external_id) for the playbooks as well.
    type: str
  features:
    description:
      - What the provisioner is for. The role has exactly the permissions that docs/permissions.md lists for it.
      - V(boundaries) and V(removal) apply to those of V(group), V(users), V(general_role) and V(worker) that are named.
      - The deployer is no feature, because whoever can make an administrator can become one.
    type: list
    elements: str
    choices:
      - group
      - users
      - general_role
      - worker
      - boundaries
      - removal
      - access_keys
      - access_keys_secretsmanager
      - access_keys_restrict_to_user
      - access_keys_kms
      - worker_association
      - worker_association_replace
      - remote_secrets
      - remote_secrets_kms
      - artifact_bucket
      - artifact_bucket_removal
      - preflight
      - report
      - audit
      - audit_secret_contents
      - explain
    default: [group, users, worker, removal, access_keys, preflight, report, audit]
  work_boundary:
    description:
      - The name of the permissions boundary that every user and role that the provisioner creates must have. It lies
        under the path C(/), and allows at most what the general policy can grant.
      - Set its ARN as C(a2c_iam_worker_permissions_boundary), as C(a2c_iam_general_role_permissions_boundary), and as
        C(permissions_boundary) of each user.
    type: str
    default: App2ContainerBoundary
  access_path:
    description: The IAM path that the provisioner manages, which is C(a2c_iam_path).
    type: str
    default: /app2container/
  policy_name:
    description: The name of the general policy.
    type: str
    default: App2ContainerGeneral
  group_name:
    description: The name of the group.
    type: str
    default: App2ContainerUsers
  general_role_name:
    description: The name of the general role.
    type: str
    default: App2ContainerGeneralRole
  worker_role_name:
    description: The name of the worker role.
    type: str
    default: App2ContainerWorker
  worker_instance_profile_name:
    description: The name of the instance profile of the worker.
    type: str
    default: App2ContainerWorker
  artifact_buckets:
    description: Names of artifact buckets, or patterns of them.
    type: list
    elements: str
    default: ["a2c-artifacts-*"]
  secrets:
    description: Names of the secrets of remote workflows, or patterns of them.
    type: list
    elements: str
    default: ["a2c/*"]
  access_key_secrets:
    description: Names of the secrets in which access keys are stored, or patterns of them.
    type: list
    elements: str
    default: ["app2container/access-keys/*"]
  kms_key_arns:
    description:
      - ARNs of the KMS keys that encrypt secrets. The Region, the account and the ID can each be C(*).
      - Required for the features V(access_keys_kms) and V(remote_secrets_kms).
    type: list
    elements: str
    default: []
  regions:
    description: The Regions of secrets and machines. V(*) stands for all.
    type: list
    elements: str
    default: ["*"]
  tags:
    description: Tags for everything that can have tags, in addition to the tags of this collection.
    type: dict
"""
