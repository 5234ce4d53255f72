# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Sessions of nox, which antsibull-nox.toml defines; `make lint` runs them."""

import antsibull_nox

antsibull_nox.load_antsibull_nox_toml()
