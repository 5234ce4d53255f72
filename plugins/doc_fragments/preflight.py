# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The option ``preflight`` of the modules that change IAM."""

from __future__ import annotations


class ModuleDocFragment:
    """Whether the rights of the caller are tried before the first change."""

    DOCUMENTATION = r"""
options:
  preflight:
    description:
      - Whether to try the rights of the caller before the first change, with one call of
        C(iam:SimulatePrincipalPolicy). Where there is nothing to change, the module does not ask.
      - The module fails before it changes anything if a policy of the organization (a service control policy) or a
        C(Deny) forbids what is planned. In check mode, too. Rights that no policy grants are the finding
        C(rights-lacking), and what depends on conditions that a simulation does not know is the finding
        C(rights-not-decided).
      - If the caller is not allowed to ask, the module says so in the finding C(rights-not-tried), and goes on.
    type: bool
    default: true
"""
