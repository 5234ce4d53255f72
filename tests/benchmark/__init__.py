# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""API calls and time of the access of an account, by this collection and by the modules of amazon.aws."""
