# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for ansible-playbook: runs modules inside this process, and real playbooks in another."""
