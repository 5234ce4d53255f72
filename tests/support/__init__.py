# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What tests, molecule scenarios, benchmark and demo share: emulated AWS, and ways to run modules and playbooks."""
