# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors of the filters on reports, as Ansible shows those of filters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError

__all__ = ["translated"]


@contextmanager
def translated() -> Iterator[None]:
    """Raises the errors of the collection as those of a filter.

    Raises:
        AnsibleFilterError: with the message of the error.
    """
    try:
        yield
    except App2ContainerError as error:
        raise AnsibleFilterError(str(error)) from error
