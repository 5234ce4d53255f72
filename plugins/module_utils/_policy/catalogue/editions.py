# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editions of the App2Container guide that the catalogue knows, and the identity of the catalogue itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from . import actions

__all__ = [
    "CATALOGUE",
    "CURRENT",
    "EDITIONS",
    "EDITION_ROWS",
    "GUIDE",
    "ORIGINAL",
    "Catalogue",
    "Edition",
    "is_older",
]

GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/iam-a2c.html"

ORIGINAL, CURRENT = "original", "current"

_VERSION = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,4})")


class Edition(NamedTuple):
    """One edition of the guide.

    The guide states no date. ``date`` is the first day on which it can have had this text, and ``basis`` says why.
    """

    name: str
    date: str
    basis: str
    source: str = GUIDE


# The oldest first. Names never change, since users select editions by them.
EDITION_ROWS: tuple[Edition, ...] = (
    Edition(
        name=ORIGINAL,
        date="2021-05-18",
        basis="It has a policy for AWS App Runner, which became generally available on this day:"
        " https://docs.aws.amazon.com/apprunner/latest/relnotes/relnotes.html",
    ),
    Edition(
        name=CURRENT,
        date="2025-11-07",
        basis="It says that App2Container is no longer open to new customers, which is so since this day.",
    ),
)
EDITIONS: tuple[str, ...] = tuple(edition.name for edition in EDITION_ROWS)


class Catalogue(NamedTuple):
    """What identifies the content of the catalogue: policies and results say with which catalogue they were made.

    Args:
        version: year, month and number, for example ``2026.11.1``. It is raised when a release changes what policies
            say, and only then: the version of the collection changes much more often.
        content: a digest of everything that the catalogue renders, so that a test notices a change.
        editions: date of each edition of the guide.
        service_data: date of the data on IAM actions.
    """

    version: str
    content: str
    editions: Mapping[str, str]
    service_data: str

    def to_json(self) -> dict[str, object]:
        """The catalogue as results show it."""
        return {"version": self.version, "editions": dict(self.editions), "service_data": self.service_data}


CATALOGUE = Catalogue(
    version="2026.11.1",
    content="f9fa18bed1352a2e",
    editions={edition.name: edition.date for edition in EDITION_ROWS},
    service_data=actions.SOURCE.date,
)


def _ordered(version: str) -> tuple[int, ...]:
    match = _VERSION.fullmatch(version)
    return tuple(map(int, match.groups())) if match else ()


def is_older(version: str, than: str) -> bool:
    """Tells whether one version of the catalogue is older than another. A text that is no version is the oldest."""
    return _ordered(version) < _ordered(than)
