# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The versions that the collection supports, which are those that `make matrix` tests.

Usage: python -m tools.versions [SERIES]

Without an argument, the minor versions of ansible-core are printed; with one, its requirements for `make lock`.

Whatever else names these versions (meta/runtime.yml, galaxy.yml, the workflows, the documentation) is compared with
this table by tests/unit/test_versions.py. requirements/oldest.in has the lowest versions of Python packages.

This module needs nothing but Python, because tools/environment.py makes the environment with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass


class UnsupportedError(Exception):
    """A version is none that the collection supports; the message says which are."""


@dataclass(frozen=True)
class Series:
    """A minor version of ansible-core: the release that is tested, and with what."""

    core: str
    ansible: str  # the package on PyPI that carries amazon.aws: nothing else is taken from it
    amazon_aws: str
    pythons: tuple[str, ...]  # the oldest first; those of control nodes

    @property
    def name(self) -> str:
        """Return the minor version."""
        return self.core.rpartition(".")[0]

    @property
    def requirements(self) -> tuple[str, ...]:
        """Return what `make lock` turns into requirements/ansible-SERIES.txt."""
        marker = f'python_version >= "{self.pythons[0]}"'
        return f"ansible=={self.ansible}; {marker}", f"ansible-core=={self.core}; {marker}"


# The oldest first
SERIES = (
    Series(core="2.19.14", ansible="12.3.0", amazon_aws="10.1.2", pythons=("3.11", "3.12", "3.13")),
    Series(core="2.20.10", ansible="13.8.0", amazon_aws="10.3.2", pythons=("3.12", "3.13")),
    Series(core="2.21.5", ansible="14.5.0", amazon_aws="11.4.0", pythons=("3.12", "3.13")),
)


@dataclass(frozen=True)
class Pair:
    """A minor version of ansible-core on a version of Python."""

    series: Series
    python: str

    def __str__(self) -> str:
        """Return the name of the pair: it selects the pair in `make matrix`, and names its environment."""
        return f"{self.series.name}-{self.python}"


PAIRS = tuple(Pair(series, python) for series in SERIES for python in series.pythons)
OLDEST, NEWEST = PAIRS[0], PAIRS[-1]


def parsed(version: str) -> tuple[int, ...]:
    """Return a version in a form that compares."""
    return tuple(map(int, version.split(".")))


OLDEST_PYTHON = parsed(OLDEST.python)
PYTHONS = tuple(sorted({pair.python for pair in PAIRS}, key=parsed))  # the oldest first


def series_named(name: str) -> Series:
    """Return a series by its name; raise UnsupportedError if there is none."""
    for series in SERIES:
        if series.name == name:
            return series
    names = ", ".join(series.name for series in SERIES)
    raise UnsupportedError(f"ansible-core {name} is not supported: choose one of {names}")


def series_for(python: tuple[int, ...]) -> Series:
    """Return the newest series that runs with a Python; raise UnsupportedError if none does."""
    for series in reversed(SERIES):
        if python >= parsed(series.pythons[0]):
            return series
    raise UnsupportedError(f"Python {'.'.join(map(str, python))} is not supported: {OLDEST.python} is the oldest")


def lines(arguments: list[str]) -> Iterator[str]:
    """Yield what the program prints."""
    if arguments:
        yield from series_named(arguments[0]).requirements
    else:
        yield from (series.name for series in SERIES)


if __name__ == "__main__":
    print(*lines(sys.argv[1:]), sep="\n")
