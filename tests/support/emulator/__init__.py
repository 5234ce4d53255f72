# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS, as servers on loopback: moto behind the strict layer, and ministack where permissions count."""
