# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The options of every module that works in an account: which one, and by which role."""

from __future__ import annotations


class ModuleDocFragment:
    """The account guard, and the role that is assumed."""

    DOCUMENTATION = r"""
options:
  account_id:
    description:
      - The account that is meant, 12 digits. The module refuses to change any other account.
      - Without it, the account of the credentials is used.
    type: str
  assume_role_arn:
    description:
      - ARN of a role that is assumed before anything else, usually in another account.
      - Its temporary credentials live only as long as the module runs.
    type: str
"""
