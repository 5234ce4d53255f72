# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Programs for those who work on the collection; a package, so that they can import each other and be tested."""
