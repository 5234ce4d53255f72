# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The documentation of the options ``group``, ``worker`` and ``users``, which modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """The group of general users, and the role and instance profile of worker machines.

    ``USERS``: the general users.
    """

    DOCUMENTATION = r"""
options:
  group:
    description:
      - The group of general users. The general policy is attached to it if O(policy) is specified as well.
    type: dict
    suboptions:
      name:
        description: The name of the group.
        type: str
        default: App2ContainerUsers
      manage:
        description:
          - When V(false), the module only refers to the group. The group must exist. The module adds O(users) to it,
            and changes or removes nothing else about it.
        type: bool
        default: true
      purge_members:
        description:
          - Whether to remove members from the group that are not in O(users).
        type: bool
        default: false
  worker:
    description:
      - The role that worker machines use instead of access keys, and the instance profile that contains it.
      - The role trusts EC2, and with O(worker.rolesanywhere) also servers elsewhere. The general policy is attached to
        it if O(policy) is specified as well.
    type: dict
    suboptions:
      role_name:
        description: The name of the role.
        type: str
        default: App2ContainerWorker
      instance_profile_name:
        description: The name of the instance profile.
        type: str
        default: App2ContainerWorker
      permissions_boundary:
        description:
          - The ARN of the role's permissions boundary. An empty string removes the boundary. When omitted, the module
            does not change it.
        type: str
      ssm:
        description:
          - Whether to attach the AWS managed policy C(AmazonSSMManagedInstanceCore) to the role, so that AWS Systems
            Manager can reach the machines.
          - V(false) does not detach the policy if it is attached. The module never detaches an AWS managed policy from
            a role that it keeps.
        type: bool
        default: false
      rolesanywhere:
        description:
          - Whether servers outside EC2 can use the role as well, through IAM Roles Anywhere and a certificate. The
            trust anchor and the profile of IAM Roles Anywhere must exist already. The module does not create them.
        type: dict
        suboptions:
          trust_anchor_arn:
            description: The ARN of the trust anchor, which must be in this account.
            type: str
            required: true
          subject:
            description:
              - What the subject of the certificate must say - a value, or a list of values, for each attribute, such as
                C(CN), C(OU) or C(O). A value can have the wildcards C(*) and C(?).
              - When omitted, every certificate of the trust anchor's certificate authority is enough, which is a
                finding.
            type: dict
"""

    USERS = r"""
options:
  users:
    description:
      - The general users. They become members of the group if O(group) is specified.
      - The module adds an existing user that this collection does not manage to the group, but never deletes it.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name of the user.
        type: str
        required: true
      state:
        description:
          - V(absent) deletes the user and all its credentials if this collection manages the user. Otherwise, it only
            removes the user from the group.
        type: str
        choices: [present, absent]
        default: present
      tags:
        description: Tags for this user, in addition to O(tags).
        type: dict
      permissions_boundary:
        description:
          - The ARN of the user's permissions boundary. An empty string removes the boundary. When omitted, the module
            does not change it.
        type: str
"""
