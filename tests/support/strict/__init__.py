# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS where it is stricter than moto, and for its faults.

moto's backends hold what there is. This package answers the calls to IAM: it refuses what AWS refuses (``rules*``),
carries out what AWS carries out (``reads``, ``writes``), in pages as short as a test wants (``pages``), and fails as a
test wants (``faults``). Calls that it does not know go on to moto.
"""
