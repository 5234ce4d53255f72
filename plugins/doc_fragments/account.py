# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The options that all modules for an account share: the account, and the role to assume in it."""

from __future__ import annotations


class ModuleDocFragment:
    """``account_id``, which guards against the wrong account, and ``assume_role_arn`` with its external ID."""

    DOCUMENTATION = r"""
options:
  account_id:
    description:
      - The ID of the account to work in, 12 digits. The module fails in any other account and changes nothing there.
      - When omitted or empty, the module works in the account of the credentials.
    type: str
  assume_role_arn:
    description:
      - The ARN of a role that the module assumes before anything else, usually in another account.
      - When omitted or empty, the module uses the credentials of the connection as they are.
      - The module discards the temporary credentials of the role when it ends.
    type: str
  assume_role_external_id:
    description:
      - The external ID that the trust policy of O(assume_role_arn) asks for, as that of the provisioner can.
      - It is not a secret.
    type: str
"""
