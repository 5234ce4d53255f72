# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: what tests, molecule scenarios, benchmark and demo share is in the packages and files below."""
